"""Where a syntax error is: Python's own place, mended where it is known to be off."""

from __future__ import annotations

import re
from typing import NamedTuple

from shortcuts_py.language.logical_lines import LogicalLines, indentation

__all__ = ["Described", "Place", "describe"]


class Place(NamedTuple):
    """A span; lines and columns count from 0, the end is just behind."""

    line: int
    column: int
    end_line: int
    end_column: int


class Described(NamedTuple):
    """A syntax error: its place, a line of the broken statement, and what to say."""

    place: Place
    line: int
    message: str


_MISMATCH = re.compile(r"does not match opening parenthesis '(.)'(?: on line (\d+))?")


def describe(error: SyntaxError, logical: LogicalLines) -> Described:
    """Place and message of what Python's parser said about some statements."""
    lines = logical.lines
    line = min(max((error.lineno or 1) - 1, 0), len(lines) - 1)
    text = lines[line]
    message = error.msg
    if isinstance(error, IndentationError):
        while line > 0 and not lines[line].strip():
            line -= 1
        place = Place(line, indentation(lines[line]), line, max(len(lines[line].rstrip()), 1))
        return Described(place, line, message)
    unclosed = logical.unclosed(line)
    if unclosed is not None:
        here = (unclosed.line, unclosed.column)
        return Described(
            Place(*here, unclosed.line, unclosed.column + 1),
            unclosed.line,
            f"'{unclosed.sign}' was never closed",
        )
    column = max((error.offset or 1) - 1, 0)
    mismatch = _MISMATCH.search(message)
    if mismatch is not None and logical.is_stray(line, column):
        place = Place(line, column, line, column + 1)
        return Described(place, line, f"unmatched '{text[column : column + 1]}'")
    if mismatch is not None and mismatch.group(2) is not None:
        return _opening(mismatch, lines)
    end_line = (error.end_lineno or line + 1) - 1
    end_column = (error.end_offset or 0) - 1
    if message.startswith("f-string: ") and error.text is not None:
        inner = error.text.strip()[1:-1]
        found = text.find(inner) if inner and error.text.startswith("(") else -1
        if found >= 0:
            # Up to Python 3.11 the columns are those within the braces.
            column, end_line, end_column = found, line, found + len(inner)
    column = min(column, len(text))
    if (end_line, end_column) <= (line, column) or end_line >= len(lines):
        end_line, end_column = line, column + 1
    return Described(Place(line, column, end_line, end_column), line, message)


def _opening(mismatch: re.Match[str], lines: list[str]) -> Described:
    """A bracket that another kind closes lines below: it is the one that is never closed."""
    sign = mismatch.group(1)
    line = min(int(mismatch.group(2)), len(lines)) - 1
    column = max(lines[line].rfind(sign), 0)
    return Described(Place(line, column, line, column + 1), line, f"'{sign}' was never closed")
