"""Words for searching: cutting text up, stems, and what users say instead."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

__all__ = ["COMMON_VERBS", "STOP", "related", "split", "stem"]

_WORD = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")

_ONE_WORD = {"wi-fi": "wifi", "wi fi": "wifi", "e-mail": "email", "to-do": "todo",
             "to do list": "todo", "x-callback": "xcallback", "e-book": "ebook"}  # fmt: skip
_JOINED = re.compile("|".join(re.escape(text) for text in _ONE_WORD), re.IGNORECASE)

_VERBS = """
make get set find show add create change turn use put take start new do go open text
select choose
"""
COMMON_VERBS = frozenset(_VERBS.split())
"""Words of so many names that they say little about which action is meant."""

_NOTHING_SAID = """
a an and are as at be by can could do does for from give gives have how i in into is it
its let lets me my of on or our please so some that the their them then there this to up
us want we what when which who with would you your something anything thing
"""
STOP = frozenset(_NOTHING_SAID.split())


def stem(word: str) -> str:
    """The word without its commonest English endings."""
    for ending, rest in (
        ("ies", "y"),
        ("sses", "ss"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("xes", "x"),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + rest
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        word = word[:-1]
    for ending in ("ing", "ed"):
        base = word[: -len(ending)]
        if word.endswith(ending) and len(base) >= 3 and re.search("[aeiouy]", base):
            if base[-1] == base[-2] and base[-1] not in "lsz":
                return base[:-1]
            return (
                base + "e"
                if base.endswith(("at", "iz", "c", "v", "rg", "bl", "iat", "rat"))
                else base
            )
    return word


def split(text: str) -> list[str]:
    """The stems of a text's words, without those that say nothing."""
    text = _JOINED.sub(lambda match: _ONE_WORD[match[0].lower()], text)
    words = []
    for word in _WORD.findall(text):
        parts = _CAMEL.split(word)
        if len(parts) == 2:  # "AirDrop" is also one word
            words.append(word.casefold())
        words.extend(part.casefold() for part in parts)
    return [stem(word) for word in words if word not in STOP]


@lru_cache(maxsize=1)
def related() -> dict[str, tuple[str, ...]]:
    """Stem -> stems of words that definitions use for the same thing."""
    found = {}
    for line in Path(__file__).with_name("related_words.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            word, _, others = line.partition(":")
            found[stem(word)] = tuple(dict.fromkeys(stem(other) for other in others.split()))
    return found
