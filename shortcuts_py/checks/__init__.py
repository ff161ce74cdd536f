"""What is checked, one family of rules a module."""
