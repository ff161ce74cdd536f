"""Logical lines of code that may be broken: which physical lines a statement spans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

__all__ = ["BLOCK_WORDS", "Bracket", "LogicalLines", "first_word", "indentation"]

_TOKEN = re.compile(r"""#|'''|\"\"\"|'|"|[()\[\]{}]|\\.""")
_WORD = re.compile(r"\s*([^\W\d]\w*)")
_STATEMENT = re.compile(
    r"\s*(?:(?:if|elif|else|for|while|match|case|def|return|pass|import|from|with|try)\b"
    r"|[^\W\d][\w.]*(?:\s*,\s*[^\W\d]\w*)*\s*(?:[-+*/]?=(?!=)|\(|\[))"
)
_CLOSERS = frozenset(")]}")
_OPENED_BY = {")": "(", "]": "[", "}": "{"}
_DEEP = 200  # Python's parser takes no more brackets within each other

BLOCK_WORDS = frozenset(
    {"if", "elif", "else", "for", "while", "match", "case", "def", "with", "try", "except"}
    | {"finally", "class", "async"}
)


class Bracket(NamedTuple):
    """An open bracket: its sign, its line from 0 and its column from 0."""

    sign: str
    line: int
    column: int


def indentation(line: str) -> int:
    """The columns of blanks in front of a line."""
    return len(line) - len(line.lstrip(" \t\f"))


def first_word(line: str) -> str:
    """The identifier that a line starts with; empty for none."""
    match = _WORD.match(line)
    return match.group(1) if match else ""


class LogicalLines:
    """Finds the statement around a line of code, brackets and texts considered.

    Args:
        lines: the physical lines of the code, without their ends.
        sound: a line (from 0) at which a statement starts, all in front of it being whole:
            what is behind it is found without going through what is in front of it.
    """

    def __init__(self, lines: list[str], sound: int = 0) -> None:
        self.lines = lines
        self.sound = sound

    def around(self, line: int) -> tuple[int, int, list[Bracket]]:
        """First and last line (from 0) of the statement that holds a line.

        What is in front of the line has to be whole. A statement whose brackets or texts do
        not end there ends in front of the next line that looks like a statement of its own.

        Returns:
            First and last line, and the brackets that are open in front of `line`.
        """
        start = index = self.sound if line >= self.sound else 0
        stack: list[Bracket] = []
        quote = ""
        before: list[Bracket] = []
        while index < len(self.lines):
            if not stack and not quote:
                if index > line:
                    break
                start = index
            if index == line:
                before = list(stack)
            text = self.lines[index]
            quote, continued = self._scan(text, index, stack, quote)
            index += 1
            if continued:
                continue
            if not stack and not quote and index > line:
                return start, index - 1, before
            if index > line and (stack or quote) and self._starts_statement(start, index):
                return start, index - 1, before
        return start, max(start, min(index, len(self.lines)) - 1), before

    def unclosed(self, line: int) -> Bracket | None:
        """A bracket in front of a line that nothing closes, though statements follow it."""
        stack: list[Bracket] = []
        start, quote, continued = self.sound if line >= self.sound else 0, "", False
        closes: bool | None = None
        for index, text in enumerate(self.lines[start : line + 1], start):
            if not stack and not quote and not continued:
                start, closes = index, None
            elif (
                stack
                and not quote
                and not text.rstrip().endswith(",")
                and self._starts_statement(start, index)
            ):
                closes = self._closes(start) if closes is None else closes
                if not closes:
                    return stack[0]
            quote, continued = self._scan(text, index, stack, quote)
        return None

    def is_stray(self, line: int, column: int) -> bool:
        """Whether no open bracket fits the closing one at a place, and the statement is whole."""
        stack: list[Bracket] = []
        quote = ""
        start, _, _ = self.around(line)
        for index in range(start, line):
            quote, _ = self._scan(self.lines[index], index, stack, quote)
        text = self.lines[line]
        self._scan(text[:column], line, stack, quote)
        wanted = _OPENED_BY.get(text[column : column + 1])
        return wanted is not None and all(one.sign != wanted for one in stack)

    def _closes(self, start: int) -> bool:
        """Whether the brackets of a statement come to an even end."""
        stack: list[Bracket] = []
        quote = ""
        for index in range(start, len(self.lines)):
            quote, continued = self._scan(self.lines[index], index, stack, quote)
            if len(stack) > _DEEP:
                return False
            if not stack and not quote and not continued:
                # What a statement of its own closes in passing is a slip of that statement.
                return index == start or not self._starts_statement(start, index)
        return False

    def starts(self, near: int) -> Iterator[int]:
        """The lines at which statements start, from the sound line in front of `near` on."""
        stack: list[Bracket] = []
        quote, continued = "", False
        for index in range(self.sound if near >= self.sound else 0, len(self.lines)):
            text = self.lines[index]
            if not stack and not quote and not continued:
                stripped = text.strip()
                if stripped and not stripped.startswith("#"):
                    yield index
            quote, continued = self._scan(text, index, stack, quote)

    def _starts_statement(self, start: int, index: int) -> bool:
        """Whether the line at `index` is no part of the open statement from `start`."""
        if index >= len(self.lines):
            return False
        text = self.lines[index]
        stripped = text.strip()
        if not stripped or stripped[0] in _CLOSERS:
            return False
        header = self.lines[index - 1].partition("#")[0].rstrip()
        if first_word(self.lines[start]) in BLOCK_WORDS and header.endswith(":"):
            return True
        outside = indentation(text) <= indentation(self.lines[start])
        return outside and _STATEMENT.match(text) is not None

    def _scan(self, text: str, index: int, stack: list[Bracket], quote: str) -> tuple[str, bool]:
        """Go through a line: the open triple quote behind it, and whether another follows on."""
        if not quote and not stack and _is_whole(text):
            return "", False
        return self._scan_closely(text, index, stack, quote)

    def _scan_closely(
        self, text: str, index: int, stack: list[Bracket], quote: str
    ) -> tuple[str, bool]:
        position = 0
        while True:
            if quote:
                end = text.find(quote, position)
                while end > 0 and _is_escaped(text, end):
                    end = text.find(quote, end + 1)
                if end < 0:
                    if len(quote) == 1:
                        return "", text.endswith("\\")
                    return quote, False
                position, quote = end + len(quote), ""
            match = _TOKEN.search(text, position)
            if match is None:
                return "", text.endswith("\\")
            sign, position = match.group(), match.end()
            if sign == "#":
                return "", False
            if sign[0] in "'\"":
                quote = sign
            elif sign in _CLOSERS:
                _close(stack, sign)
            elif sign in "([{":
                stack.append(Bracket(sign, index, match.start()))


@lru_cache(maxsize=4096)
def _is_whole(text: str) -> bool:
    """Whether nothing that starts on a line is open behind it.

    Most lines are, and code with many errors is gone through again for each.
    """
    stack: list[Bracket] = []
    quote, continued = LogicalLines([])._scan_closely(text, 0, stack, "")
    return not (stack or quote or continued)


def _close(stack: list[Bracket], sign: str) -> None:
    """Take off what a closing bracket closes, and what was left open within it.

    One that no open bracket fits closes nothing: the bracket in front of it is missing.
    """
    for place in range(len(stack) - 1, max(len(stack) - _DEEP, 0) - 1, -1):
        if stack[place].sign == _OPENED_BY[sign]:
            del stack[place:]
            return


def _is_escaped(text: str, position: int) -> bool:
    backslashes = 0
    while position - backslashes > 0 and text[position - backslashes - 1] == "\\":
        backslashes += 1
    return backslashes % 2 == 1
