"""The cursor of the tolerant reader: a statement's text, a place in it, what is known."""

from __future__ import annotations

import re
from typing import TypeVar

from shortcuts_py.workbench.guesses import Guess, Guesses
from shortcuts_py.workbench.source.kinds import KINDS
from shortcuts_py.workbench.source.places import Node, Places

__all__ = ["BLANKS", "Cursor", "StuckError", "report"]

# Python's blanks, and those of Unicode, which are none for Python.
BLANKS = (
    " \t\n\x0b\x0c\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
    "\u2009\u200a\u202f\u205f\u3000"
)
_BLANK = re.compile(rf"[{BLANKS}]*")
_SHOWN = 200  # characters of the source that a guess quotes

Found = TypeVar("Found")


class StuckError(Exception):
    """The tolerant reader cannot read on here; never leaves the text layer."""


def report(
    guesses: Guesses,
    places: Places,
    kind: str,
    span: tuple[int, int],
    read: str,
    made: str,
    suggestions: tuple[str, ...] = (),
) -> None:
    """Add a guess of a kind of `KINDS` about a span of a statement's text."""
    line, column = places.source(span[0])
    end_line, end_column = places.source(max(span[0], span[1]))
    _, confidence, lost = KINDS[kind]
    guesses.append(
        Guess(
            line,
            column,
            end_line,
            end_column,
            kind,
            read[:_SHOWN],
            made[:_SHOWN],
            confidence,
            lost,
            suggestions,
        )
    )


class Cursor:
    """A place in the text of one statement.

    Attributes:
        text: the statement, without its indentation and the comments in it.
        at: offset of the next character.
        end: where reading stops.
        places: where the text stands in the source.
        guesses: what had to be guessed in this statement so far.
        names: the names that the whole text assigns.
        depth: how deeply the expression that is read is nested.
        work: characters that were looked at twice, which has a bound.
        whole: whether the statement has its end.
        pattern: whether a regular expression is read.
    """

    __slots__ = (
        "at",
        "depth",
        "end",
        "guesses",
        "names",
        "pattern",
        "places",
        "text",
        "whole",
        "work",
    )

    MAX_DEPTH = 60
    WORK = 40  # how often each character may be looked at again

    def __init__(
        self, text: str, places: Places, guesses: Guesses, names: frozenset[str], whole: bool = True
    ) -> None:
        self.text = text
        self.at = 0
        self.end = len(text)
        self.places = places
        self.guesses = guesses
        self.names = names
        self.depth = 0
        self.work = len(text) * self.WORK + 1000
        self.whole = whole
        self.pattern = False

    def skip(self) -> None:
        """Pass over blanks."""
        at = self.at
        if at < self.end and self.text[at] in BLANKS:
            found = _BLANK.match(self.text, at, self.end)
            if found is not None:
                self.at = found.end()

    def peek(self) -> str:
        """The next character; empty at the end."""
        return self.text[self.at] if self.at < self.end else ""

    def done(self) -> bool:
        """Whether nothing but blanks is left."""
        self.skip()
        return self.at >= self.end

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match a pattern here, and pass over what it matches."""
        found = pattern.match(self.text, self.at, self.end)
        if found is not None:
            self.at = found.end()
        return found

    def take(self, word: str) -> bool:
        """Pass over a word if it stands here."""
        if self.text.startswith(word, self.at) and self.at + len(word) <= self.end:
            self.at += len(word)
            return True
        return False

    def put(self, node: Node, start: int, end: int | None = None) -> Node:
        """Give a node its place."""
        return self.places.put(node, start, self.at if end is None else end)

    def guess(
        self,
        kind: str,
        start: int,
        end: int | None = None,
        made: str = "",
        suggestions: tuple[str, ...] = (),
    ) -> None:
        """Report a repair of the text from `start` to `end`, which is here if not given."""
        stop = self.at if end is None else end
        read = self.text[start : min(stop, start + _SHOWN)]
        report(self.guesses, self.places, kind, (start, stop), read, made, suggestions)

    def mark(self) -> tuple[int, int, int]:
        """What `back` needs to try something else."""
        return self.at, len(self.guesses), self.depth

    def back(self, mark: tuple[int, int, int]) -> None:
        """Forget what was read since a mark.

        Raises:
            StuckError: so much was tried in this statement that its cost is no longer linear.
        """
        self.work -= max(1, self.at - mark[0])
        if self.work < 0:
            raise StuckError
        self.at, self.depth = mark[0], mark[2]
        del self.guesses[mark[1] :]

    def deeper(self) -> None:
        """Enter a nesting.

        Raises:
            StuckError: too deep.
        """
        self.depth += 1
        if self.depth > self.MAX_DEPTH:
            raise StuckError
