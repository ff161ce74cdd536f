"""Places: from offsets in a repaired statement back to lines and columns of the source."""

from __future__ import annotations

import ast
from bisect import bisect_right
from typing import TypeVar

__all__ = ["Lines", "Places", "shift"]

Node = TypeVar("Node", bound=ast.AST)

# What the fields of nodes hold beside nodes and lists of nodes; contexts have no place.
_PLAIN = frozenset(
    (int, str, float, complex, bytes, bool, type(None), type(...), ast.Load, ast.Store)
)
_STEP = 512  # characters between two known byte columns of a long line


class Lines:
    """The lines of a text, and where characters were dropped from them.

    Attributes:
        texts: the lines without their ends, cleaned of characters that no text has.
        dropped: for some lines, the columns in the source of what was dropped.
    """

    __slots__ = ("_tables", "dropped", "texts")

    def __init__(self, texts: list[str], dropped: dict[int, list[int]] | None = None) -> None:
        self.texts = texts
        self.dropped = dropped or {}
        self._tables: dict[int, list[int]] = {}

    def character(self, line: int, column: int) -> int:
        """The column in the source of a column in the cleaned line, both from 0."""
        gone = self.dropped.get(line)
        if gone:
            for one in gone:
                if one > column:
                    break
                column += 1
        return column

    def byte(self, line: int, column: int) -> int:
        """The column in UTF-8 bytes, as `ast` counts; characters in, from 0."""
        text = self.texts[line - 1]
        if text.isascii():
            return self.character(line, column)
        if len(text) <= _STEP:
            return len(text[:column].encode("utf-8", "replace")) + (
                self.character(line, column) - column
            )
        table = self._tables.get(line)
        if table is None:
            table = [0]
            for at in range(0, len(text), _STEP):
                table.append(table[-1] + len(text[at : at + _STEP].encode("utf-8", "replace")))
            self._tables[line] = table
        index = column // _STEP
        rest = text[index * _STEP : column].encode("utf-8", "replace")
        return table[min(index, len(table) - 1)] + len(rest) + self.character(line, column) - column


class Places:
    """Where the pieces of a statement's text stand in the source.

    A piece is a part of one line. The text of a statement is its pieces, joined by newlines.
    """

    __slots__ = ("_columns", "_lines", "_numbers", "_offsets", "_plain")

    def __init__(self, lines: Lines, pieces: list[tuple[int, int, int]]) -> None:
        """Args: the lines; of each piece its offset in the text, its line, its column from 0."""
        self._lines = lines
        self._offsets = [piece[0] for piece in pieces]
        self._numbers = [piece[1] for piece in pieces]
        self._columns = [piece[2] for piece in pieces]
        # One line, in which characters are bytes: the usual case.
        line = pieces[0][1]
        self._plain = (
            len(pieces) == 1 and line not in lines.dropped and lines.texts[line - 1].isascii()
        )

    def find(self, offset: int) -> tuple[int, int]:
        """Line from 1 and column from 0, in characters of the cleaned line."""
        index = 0
        if len(self._offsets) > 1:
            index = max(0, bisect_right(self._offsets, offset) - 1)
        line = self._numbers[index]
        column = self._columns[index] + offset - self._offsets[index]
        return line, min(column, len(self._lines.texts[line - 1]))

    def source(self, offset: int) -> tuple[int, int]:
        """Line and column from 1, in characters of the source: the places of guesses."""
        line, column = self.find(offset)
        return line, self._lines.character(line, column) + 1

    def put(self, node: Node, start: int, end: int) -> Node:
        """Give a node its place."""
        line, column = self.find(start)
        end_line, end_column = (line, column) if end == start else self.find(end)
        if self._plain:
            node.lineno = node.end_lineno = line  # type: ignore[attr-defined]
            node.col_offset = column  # type: ignore[attr-defined]
            node.end_col_offset = end_column  # type: ignore[attr-defined]
            return node
        node.lineno = line  # type: ignore[attr-defined]
        node.col_offset = self._lines.byte(line, column)  # type: ignore[attr-defined]
        node.end_lineno = end_line  # type: ignore[attr-defined]
        node.end_col_offset = self._lines.byte(end_line, end_column)  # type: ignore[attr-defined]
        return node


def shift(node: ast.AST, lines: int, columns: int) -> None:
    """Move a node that was parsed alone to its place.

    Args:
        node: the node, parsed from text without indentation that starts at line 1.
        lines: by how many lines it moves.
        columns: by how many bytes what stands in its first line moves.
    """
    stack: list[ast.AST] = [node]
    pop, push, extend = stack.pop, stack.append, stack.extend
    plain = _PLAIN
    while stack:
        fields = pop().__dict__
        for value in fields.values():
            kind = value.__class__
            if kind in plain:
                continue
            if kind is list:
                # Nodes, but for the missing keys of `**` in dictionaries, or names.
                if value and value[0].__class__ is not str:
                    extend(value if None not in value else [one for one in value if one])
            else:
                push(value)
        if "lineno" in fields:
            if fields["lineno"] == 1:
                fields["col_offset"] += columns
            if fields["end_lineno"] == 1:
                fields["end_col_offset"] += columns
            fields["lineno"] += lines
            fields["end_lineno"] += lines
