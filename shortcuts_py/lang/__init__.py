"""The words of the language, for editors and type checkers.

Code of the native dialect starts with `from shortcuts_py.lang import *`. It is compiled,
never run: what the words mean to an editor stands in the stub beside this module, and what
they mean to the compiler in `docs/language.md`.
"""
