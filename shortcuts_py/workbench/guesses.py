"""Guesses: what the reader of model output made of what it could not be sure of."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Guess", "Guesses"]


class Guess(NamedTuple):
    """One guess, or one loss.

    Attributes:
        line: line of the source, counted from 1.
        column: column in the line, in characters, counted from 1.
        end_line: line of the last character of the span.
        end_column: column just behind the span.
        kind: a stable name of the kind of guess, such as "unquoted-word".
        read: the text of the source that was read.
        made: what was made of it, in words or code; empty for a loss.
        confidence: from 0 to 1.
        lost: whether text could not be read and survives only as a Comment action: an error.
        suggestions: other readings, most likely first.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    kind: str
    read: str
    made: str
    confidence: float
    lost: bool = False
    suggestions: tuple[str, ...] = ()


class Guesses(list[Guess]):
    """The guesses of one reading, in the order in which they were made."""

    def in_order(self) -> list[Guess]:
        """All of them by their place in the source."""
        return sorted(self, key=lambda guess: guess[:4])
