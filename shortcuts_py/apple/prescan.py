"""A pass over the source before `ast`: comments, and the texts that CPython refuses.

OS 27 parses with tree-sitter, whose grammar takes more than CPython's: an f-string as the
pattern of a `case`, and (before Python 3.12) a quote inside an f-string that is the
f-string's own. Both are rewritten here to text of the same length, so that every position
stays what it was: the first to a string with another prefix, the second to other quotes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

__all__ = ["Comment", "Source", "prescan"]

_TOKEN = re.compile(
    r"#[^\n]*|(?<!\w)(?:[rR]?[fF]|[fF][rR]|[rRbBuU]|[bB][rR]|[rR][bB]|)(?:\"\"\"|'''|\"|')|[()\[\]{}:;\n]"
)
_CASE = re.compile(r"[ \t]*case\b[ \t(]*(?=[rR]?[fF]?[rR]?[\"'])")
_OTHER = {'"': "'", "'": '"'}


class Comment(NamedTuple):
    """A comment: its line and column, counted from 1, and its text with the sign."""

    line: int
    column: int
    text: str


class Source:
    """Source after the pass.

    Attributes:
        code: what `ast` is to parse; as long as the original, character by character.
        original: what was given.
        comments: every comment, in order.
        patterns: offsets of f-strings in the patterns of cases.
    """

    def __init__(self, original: str) -> None:
        self.original = original
        self.code = original
        self.comments: list[Comment] = []
        self.patterns: list[int] = []
        self.starts = [0, *(found.end() for found in re.finditer("\n", original))]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, counted from 1, of an offset."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def offset(self, line: int, byte: int) -> int:
        """The offset of a line, counted from 1, and a column in bytes, as `ast` gives them."""
        line = min(line, len(self.starts))
        start = self.starts[line - 1]
        end = self.starts[line] if line < len(self.starts) else len(self.code)
        text = self.code[start:end]
        if text.isascii():
            return start + byte
        return start + len(text.encode("utf-8", "surrogatepass")[:byte].decode("utf-8", "replace"))


def prescan(original: str) -> Source:
    """Look through source for comments and for what has to be rewritten; linear in it."""
    source = Source(original)
    edits: list[tuple[int, str]] = []
    position = depth = 0
    header = _CASE.match(original) is not None
    while True:
        found = _TOKEN.search(original, position)
        if found is None:
            break
        text, position = found.group(), found.end()
        if text[0] == "#":
            line, column = source.position(found.start())
            source.comments.append(Comment(line, column, text))
        elif text in "([{":
            depth += 1
        elif text in ")]}":
            depth = max(depth - 1, 0)
        elif text == "\n":
            if depth == 0:
                header = _CASE.match(original, position) is not None
        elif text in ":;":
            header = header and depth > 0
        else:
            prefix = text.rstrip("\"'").lower()
            quote = text[len(prefix) :]
            if "f" in prefix:
                position = _end_of_fstring(original, position, quote, "r" in prefix, edits)
                if header:
                    source.patterns.append(found.start())
                    marked = "u" if len(prefix) == 1 else " r"
                    edits.append((found.start(), marked))
            else:
                position = _end_of_string(original, position, quote)
    if edits:
        source.code = _edited(original, edits)
    return source


def _edited(text: str, edits: list[tuple[int, str]]) -> str:
    pieces: list[str] = []
    last = 0
    for start, new in sorted(edits):
        pieces += (text[last:start], new)
        last = start + len(new)
    pieces.append(text[last:])
    return "".join(pieces)


def _end_of_string(text: str, position: int, quote: str) -> int:
    """The offset behind a plain string; of the line's end where it is never closed."""
    pattern = _LONG[quote] if len(quote) == 3 else _SHORT[quote]
    found = pattern.match(text, position)
    return found.end() if found else len(text)


_SHORT = {
    quote: re.compile(rf"(?:[^{quote}\\\n]|\\[\s\S])*(?:{quote}|(?=\n)|\Z)") for quote in "\"'"
}
_LONG = {
    quote * 3: re.compile(
        rf"(?:[^{quote}\\]|\\[\s\S]|{quote}(?!{quote}{quote}))*(?:{quote * 3}|\Z)"
    )
    for quote in "\"'"
}


class _Level(NamedTuple):
    """An f-string that is open: its quote, whether it is raw, and where its quotes stand."""

    quote: str
    raw: bool


_INSIDE = re.compile(r"\\|\{\{|\}\}|[{}\n]|\"\"\"|'''|\"|'")
_WITHIN = re.compile(r"(?:[rR]?[fF]|[fF][rR]|[rRbBuU]|)(?:\"\"\"|'''|\"|')|[()\[\]{}\n]")


def _end_of_fstring(
    text: str, position: int, quote: str, raw: bool, edits: list[tuple[int, str]], deep: int = 0
) -> int:
    """The offset behind an f-string; notes the quotes within it that have to be others."""
    while True:
        found = _INSIDE.search(text, position)
        if found is None:
            return len(text)
        sign, position = found.group(), found.end()
        if sign == "\\":
            named = not raw and text.startswith("N{", position)
            position = text.find("}", position) + 1 if named else position + 1
            if named and position == 0:
                return len(text)
        elif sign == "\n":
            if len(quote) == 1:
                return found.start()
        elif sign == "{":
            position = _end_of_field(text, position, quote, edits, deep)
            if position < 0:
                return len(text)
        elif sign == quote:
            return position
        elif sign[0] == quote[0] and len(quote) == 1:
            return found.start() + 1
        elif len(sign) == 3:
            position = found.start() + 1


def _end_of_field(
    text: str, position: int, quote: str, edits: list[tuple[int, str]], deep: int
) -> int:
    """The offset behind a replacement field's brace; -1 where the text ends in it."""
    depth = 0
    if deep > 20:
        return -1
    while True:
        found = _WITHIN.search(text, position)
        if found is None:
            return -1
        sign, position = found.group(), found.end()
        if sign in "([{":
            depth += 1
        elif sign == "}" and depth == 0:
            return position
        elif sign in ")]}":
            depth = max(depth - 1, 0)
        elif sign == "\n":
            if len(quote) == 1:
                return found.start()
        else:
            position = _nested(text, found.start(), sign, quote, edits, deep)


def _nested(
    text: str, start: int, sign: str, quote: str, edits: list[tuple[int, str]], deep: int
) -> int:
    """The offset behind a string within a field of an f-string with `quote`."""
    prefix = sign.rstrip("\"'").lower()
    own = sign[len(prefix) :]
    begin = start + len(sign)
    if "f" in prefix:
        return _end_of_fstring(text, begin, own, "r" in prefix, edits, deep + 1)
    if own == quote and len(own) == 1:
        end = _end_of_string(text, begin, own)
        other = _OTHER[own]
        body = text[begin : end - 1]
        if text[end - 1 : end] == own and other not in body and "\\" not in body:
            edits += [(begin - 1, other), (end - 1, other)]
            return end
    return _end_of_string(text, begin, own)
