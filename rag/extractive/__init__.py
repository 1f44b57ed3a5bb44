"""Composing answers out of quoted facts, one small composer for each kind of question."""
