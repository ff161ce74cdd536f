"""Apple Shortcuts to Python-style code and back, with nothing lost."""
