"""Long code is parsed piece by piece: statements of the module that stand together.

What the parser makes of code takes thirty times its room, so that the trees of a long module
no longer fit into the processor's caches, and each statement costs half as much again. Pieces
are read one after the other and let go; the lines of each count from 1.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from shortcuts_py.language.comments import Comment, find_comments
from shortcuts_py.language.parsing import parse_quietly

__all__ = ["CannotCut", "Piece", "is_header", "is_preamble", "lines_of", "parse_pieces", "whole"]

# Python keeps small integers, so that the numbers of these lines take no room in the trees.
_LINES = 220
# A name at the left margin starts a statement, but for the words that go on with one.
_START = re.compile(r"(?!(?:el(?:if|se)|except|finally)\b)[^\W\d]")


class Piece(NamedTuple):
    """Statements that stand together.

    Attributes:
        statements: what the parser makes of them.
        lines: the lines that their numbers mean.
        comments: the comments among them.
    """

    statements: list[ast.stmt]
    lines: list[str]
    comments: list[Comment]


class CannotCut(Exception):  # noqa: N818  it is no error of the code
    """Code is to be parsed as a whole, whether it is sound or not."""


def lines_of(source: str) -> list[str]:
    """The lines of code, as the parser counts them."""
    return source.splitlines() if "\f" in source or "\v" in source else source.split("\n")


def whole(source: str, module: ast.Module) -> list[Piece]:
    """A module that has been parsed, as one piece."""
    return [Piece(list(module.body), lines_of(source), find_comments(source))]


def is_preamble(node: ast.stmt, first: bool) -> bool:
    """Whether it is for readers and editors, not for the shortcut: docstring and imports."""
    if first and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return type(node.value.value) is str
    return isinstance(node, ast.Import | ast.ImportFrom)


def is_header(node: ast.stmt) -> bool:
    """Whether it is `shortcut(...)`."""
    call = node.value if isinstance(node, ast.Expr) else None
    return (
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "shortcut"
    )


def parse_pieces(source: str, filename: str) -> Iterator[Piece]:
    """Parse code piece by piece, as they are asked for; short code is one.

    Args:
        source: the code.
        filename: its name, for messages.

    Raises:
        CannotCut: it has to be parsed as a whole, and what has been read of it forgotten.
        SyntaxError: it is no Python; also ValueError, RecursionError and MemoryError.
    """
    # The body of a function is read wherever it is called.
    if source.count("\n") <= 2 * _LINES or "def " in source:
        yield from whole(source, parse_quietly(source, filename))
        return
    try:
        for piece in _parsed(source, filename):
            if _only_leads(piece.statements):
                # Which comments belong to the first lines of code is seen in one piece.
                raise CannotCut
            yield piece
    except SyntaxError:
        # As a whole it may be sound; if not, the lines of the error are right.
        raise CannotCut from None


def _parsed(source: str, filename: str) -> Iterator[Piece]:
    """Cut where code may be cut, and take more where what was cut off is no whole statement.

    A line within a text may look like the start of a statement, however quotes are counted.
    Then what is above ends in the middle of that text and cannot be parsed; with twice as
    much it is tried again.
    """
    lines = source.split("\n")
    quotes = '"""' in source or "'''" in source
    start = 0
    while start < len(lines):
        length = _LINES
        while True:
            end = _next_start(lines, start, length, quotes)
            part = "\n".join(lines[start:end])
            try:
                statements = parse_quietly(part, filename).body
                break
            except SyntaxError:
                if end == len(lines):
                    raise
                length = 2 * (end - start)
        yield Piece(statements, lines_of(part), find_comments(part))
        start = end


def _only_leads(statements: list[ast.stmt]) -> bool:
    return all(is_preamble(one, first=True) or is_header(one) for one in statements)


def _next_start(lines: list[str], start: int, length: int, quotes: bool) -> int:
    """Where a statement starts behind so many lines; perhaps, where quotes stand in quotes."""
    in_text = False
    for number in range(start if quotes else start + length, len(lines)):
        line = lines[number]
        if number >= start + length and not in_text and _START.match(line):
            return number
        if '"""' in line or "'''" in line:
            in_text ^= (line.count('"""') + line.count("'''")) % 2 == 1
    return len(lines)
