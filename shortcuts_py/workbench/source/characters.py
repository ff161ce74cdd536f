"""Text into lines: line ends, and characters that no text has."""

from __future__ import annotations

import re

from shortcuts_py.workbench.guesses import Guess, Guesses
from shortcuts_py.workbench.source.kinds import KINDS
from shortcuts_py.workbench.source.places import Lines

__all__ = ["has_controls", "split_lines"]

_ENDS = re.compile(r"\r\n?")
# Controls but tab; marks of direction and joiners are text. Lone surrogates have no bytes.
_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")


def has_controls(text: str) -> bool:
    """Whether a text has characters that no text has."""
    return _BAD.search(text, 1) is not None


def split_lines(code: str, guesses: Guesses) -> Lines:
    """The lines of a text without what cannot be in one; what was dropped is reported."""
    if "\r" in code:
        code = _ENDS.sub("\n", code)
    texts = code.split("\n")
    if _BAD.search(code) is None:
        return Lines(texts)
    dropped: dict[int, list[int]] = {}
    for index, text in enumerate(texts):
        if _BAD.search(text) is None:
            continue
        columns = [found.start() for found in _BAD.finditer(text)]
        texts[index] = _BAD.sub("", text)
        if index == 0 and columns == [0] and text[0] == "\ufeff":
            dropped[1] = columns  # a byte-order mark is no damage
            continue
        dropped[index + 1] = columns
        first = columns[0]
        guesses.append(
            Guess(
                index + 1,
                first + 1,
                index + 1,
                columns[-1] + 2,
                "control-character",
                ascii(text[first]),
                f"{len(columns)} dropped from the line",
                KINDS["control-character"].confidence,
            )
        )
    return Lines(texts, dropped)
