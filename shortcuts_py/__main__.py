"""`python -m shortcuts_py`: the same as `shortcuts-py`."""

from __future__ import annotations

from shortcuts_py.commands.shortcuts_py import main

main(prog_name="shortcuts-py")
