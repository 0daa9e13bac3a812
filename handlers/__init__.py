"""Converse: what a person starts, one conversation per file."""
