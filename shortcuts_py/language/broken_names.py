"""What a statement with a syntax error says all the same: names, and what it calls."""

from __future__ import annotations

import re

from shortcuts_py.language.logical_lines import BLOCK_WORDS, first_word

__all__ = ["NAME", "head_of", "loop_target", "names_of"]

NAME = re.compile(r"[^\W\d]\w*")
_HEAD = re.compile(r"\s*(?:[^\W\d][\w., ]*=\s*)?([^\W\d]\w*)")
_FOR = re.compile(r"\s*(?:async\s+)?for\s+(.*?)\s+in\b")
_FOR_WITHOUT_IN = re.compile(r"\s*for\s+(\w+(?:\s*,\s*\w+)*)\s+\w")
_CALL = re.compile(r"\s*\w+\s*\(")
_MOST = 20


def head_of(text: str) -> str:
    """The word that a statement calls, or starts with; empty for none."""
    found = _HEAD.match(text)
    return found.group(1) if found else ""


def loop_target(text: str) -> str | None:
    """What stands between `for` and `in`, also where the `in` is missing; None for no loop."""
    found = _FOR.match(text) or _FOR_WITHOUT_IN.match(text)
    return None if found is None else found.group(1)


def names_of(text: str) -> list[str]:
    """Names that a statement would have defined: using them is no mistake."""
    target = loop_target(text)
    if target is not None:
        return NAME.findall(target)
    assigned, equals, _ = text.partition("(")[0].partition("=")
    word = first_word(text)
    if word == "def":
        return NAME.findall(text)[1:_MOST]
    if _CALL.match(text) or word in BLOCK_WORDS:
        return []  # a call defines nothing
    return NAME.findall(assigned)[:_MOST] if equals else NAME.findall(text)[:1]
