"""Waymark as the pages see it: one protocol, in this process or at a running service."""
