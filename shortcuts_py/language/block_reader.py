"""The readers of the statements of blocks, which stand beside their printers."""

from __future__ import annotations

from shortcuts_py.language.blocks import read_result
from shortcuts_py.language.conditionals import read_if
from shortcuts_py.language.loops import read_for
from shortcuts_py.language.menus import read_match

__all__ = ["read_for", "read_if", "read_match", "read_result"]
