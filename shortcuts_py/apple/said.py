"""The announcements of a program, in order, as reading comes to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shortcuts_py.apple.prescan import Comment

__all__ = ["Said"]


class Said:
    """The announcements of a program, in order, as reading comes to them."""

    def __init__(self, found: list[tuple[Comment, str, Any]]) -> None:
        self._found = found
        self._next = 0

    def until(self, line: int, column: int = 0) -> Iterator[tuple[str, Any, int]]:
        """Those in front of a line, and not further to the left than a column."""
        while self._next < len(self._found):
            comment, word, value = self._found[self._next]
            if comment.line >= line or comment.column < column:
                return
            self._next += 1
            yield word, value, comment.line
