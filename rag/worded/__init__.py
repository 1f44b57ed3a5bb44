"""Answers worded by a language model, each sentence checked before it is shown."""
