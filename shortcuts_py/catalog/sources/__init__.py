"""Readers of definition sources, one module a kind of source."""
