"""Damaged text into statements: fences, broken quotes, lost lines, unquoted words."""
