"""Comment lines of the source: each run of them is one Comment action."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Comment", "find_comments"]

_LINE = re.compile(r"^([ \t]*)#(?!:)[ ]?(.*)$", re.MULTILINE)


class Comment(NamedTuple):
    """A run of comment lines with the same indentation.

    Attributes:
        line: number of its first line, from 1.
        column: its indentation.
        text: the lines without their signs.
    """

    line: int
    column: int
    text: str


def find_comments(source: str) -> list[Comment]:
    """Every run of lines that start with `#`, those inside texts and brackets with them."""
    if "#" not in source:
        return []
    found: list[Comment] = []
    lines: list[str] = []
    start = column = last = 0
    position = 0
    number = 1
    for match in _LINE.finditer(source):
        number += source.count("\n", position, match.start())
        position = match.start()
        width = len(match.group(1))
        if lines and number == last + 1 and width == column:
            lines.append(match.group(2))
        else:
            if lines:
                found.append(Comment(start, column, "\n".join(lines)))
            lines = [match.group(2)]
            start, column = number, width
        last = number
    if lines:
        found.append(Comment(start, column, "\n".join(lines)))
    return found
