"""Where names stand in code: found out once, however many problems ask for it."""

from __future__ import annotations

import ast
from typing import NamedTuple

__all__ = ["Asked", "Index"]


class Asked(NamedTuple):
    """A name that stands for a parameter's value: the action, the keyword, the name."""

    action: str
    keyword: str | None
    name: str


class Index:
    """The names of a syntax tree.

    Attributes:
        uses: a name to its places, line and column from 1.
        parameters: names of parameters of functions.
        asked: place of a name that is the value of a keyword, to what is asked for there.

    Args:
        module: the syntax tree, or None for code that has none.
        lines: the code's lines.
    """

    def __init__(self, module: ast.Module | None, lines: list[str]) -> None:
        self.lines = lines
        self.uses: dict[str, list[tuple[int, int]]] = {}
        self.parameters: set[str] = set()
        self.asked: dict[tuple[int, int], Asked] = {}
        for node in () if module is None else ast.walk(module):
            if isinstance(node, ast.arg):
                self.parameters.add(node.arg)
            elif isinstance(node, ast.Name):
                place = self._place(node)
                if place is not None:
                    self.uses.setdefault(node.id, []).append(place)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                for one in node.keywords:
                    value = one.value
                    place = self._place(value) if isinstance(value, ast.Name) else None
                    if place is not None and isinstance(value, ast.Name):
                        self.asked[place] = Asked(node.func.id, one.arg, value.id)

    def _place(self, node: ast.Name) -> tuple[int, int] | None:
        """The place of a name in the code as written; None where it stands elsewhere there."""
        text = self.lines[node.lineno - 1] if node.lineno <= len(self.lines) else ""
        column = node.col_offset
        if not text.isascii():
            column = len(text.encode("utf-8", "replace")[:column].decode("utf-8", "replace"))
        if text[column : column + len(node.id)] != node.id:
            return None
        return node.lineno, column + 1
