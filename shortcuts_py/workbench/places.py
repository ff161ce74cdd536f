"""Where the nodes of a source stand, and what their text is."""

from __future__ import annotations

import ast

__all__ = ["Places"]


class Places:
    """The places of a source, in characters, from 1; `ast` counts columns in bytes of UTF-8.

    Args:
        code: the source.
    """

    def __init__(self, code: str) -> None:
        self._code = code
        self._lines: list[str] | None = None
        self._encoded: tuple[int, bytes] = (0, b"")
        self._counted = (0, 0, 1)

    def lines(self) -> list[str]:
        """The lines of the source."""
        if self._lines is None:
            self._lines = self._code.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return self._lines

    def _bytes(self, line: int) -> bytes:
        """A line in UTF-8, which is what `ast` counts in."""
        if self._encoded[0] != line:
            lines = self.lines()
            text = lines[line - 1] if 0 < line <= len(lines) else ""
            self._encoded = (line, text.encode("utf-8", "surrogatepass"))
        return self._encoded[1]

    def _column(self, line: int, offset: int) -> int:
        """The column of a byte; counted on from the last one asked for, where that is before."""
        encoded = self._bytes(line)
        known_line, start, column = self._counted
        if known_line != line or start > offset:
            start, column = 0, 1
        column += len(encoded[start:offset].decode("utf-8", "ignore"))
        self._counted = (line, min(offset, len(encoded)), column)
        return column

    def place(self, node: ast.AST) -> tuple[int, int, int, int]:
        """Line and column, and end line and end column, as guesses count them."""
        line = getattr(node, "lineno", 1)
        end_line = getattr(node, "end_lineno", None) or line
        start = self._column(line, getattr(node, "col_offset", 0))
        end = self._column(end_line, getattr(node, "end_col_offset", None) or 0)
        if (end_line, end) < (line, start):
            end_line, end = line, start
        return line, start, end_line, end

    def starts_with(self, node: ast.stmt, word: str) -> bool:
        """Whether a statement starts with a word in the source."""
        return self._bytes(node.lineno).startswith(word.encode(), node.col_offset)

    def segment(self, node: ast.AST) -> str:
        """The text of a node as it stands in the source."""
        line, start, end_line, end = self.place(node)
        lines = self.lines()[line - 1 : end_line]
        if not lines:
            return ""
        if len(lines) == 1:
            return lines[0][start - 1 : end - 1]
        return "\n".join([lines[0][start - 1 :], *lines[1:-1], lines[-1][: end - 1]])

    def shown(self, node: ast.AST) -> str:
        """The text of a node for a message."""
        text = self.segment(node)
        return text if len(text) <= 200 else f"{text[:197]}..."

    def is_triple(self, node: ast.AST | None) -> bool:
        """Whether a string stands between triple quotes."""
        if node is None:
            return False
        offset = getattr(node, "col_offset", 0)
        start = self._bytes(getattr(node, "lineno", 0))[offset : offset + 5]
        return start.lstrip(b"fFrRbBuU").startswith((b"'''", b'"""'))

    def literal_text(self, node: ast.JoinedStr) -> str | None:
        """What an f-string would be as a plain string."""
        text = self.segment(node).lstrip("fF")
        try:
            value = ast.literal_eval(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
        return value if type(value) is str else None
