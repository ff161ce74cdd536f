"""How OS 27 spells a title as an identifier: `Get Contents of URL` is `get_contents_of_url`.

The rule was fitted to the names that OS 27 itself stores; `tests/apple/test_names.py` counts
how many of them it gives.
"""

from __future__ import annotations

import keyword
import re

__all__ = ["case_name", "identifier", "snake"]

_WORD = re.compile(r"[^\W_]+")
# Words with a capital inside that stay one word.
_KEPT = re.compile(r"i(Phone|Pad|Cloud|Tunes|Books|Cal)(?![a-z])")
_SPLIT = re.compile(
    r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])"  # between letters and digits
    r"|(?<=TV)(?=[A-Z][a-z])|(?<=UI)(?=[A-Z][a-z])"
)


def snake(text: str) -> str:
    """A title in lower case with underscores; empty if it has no letters and no digits."""
    words: list[str] = []
    for word in _WORD.findall(text):
        whole = _KEPT.sub(lambda found: found.group().lower(), word)
        for part in _SPLIT.split(whole):
            words += _split_case(part)
    return "_".join(words).lower()


def _split_case(word: str) -> list[str]:
    """Split in front of every capital that follows a small letter."""
    starts = [
        place
        for place in range(1, len(word))
        if word[place].isupper() and word[place - 1].islower()
    ]
    return [word[start:end] for start, end in zip([0, *starts], [*starts, len(word)], strict=True)]


def identifier(text: str) -> str | None:
    """The same as a name in code; None where the title has none.

    A word that Python keeps for itself gets an underscore in front.
    """
    name = snake(text)
    if keyword.iskeyword(name):
        name = f"_{name}"
    return name if name.isidentifier() else None


def case_name(title: str) -> str | None:
    """The name of an enumeration's case; None where the title has none."""
    name = snake(title).upper()
    return name if name.isidentifier() else None
