"""Texts with values: placeholders, and the ranges that say what stands at each.

Section 4.1 of the format: each value is one U+FFFC in `string`, and the keys of
`attachmentsByRange` are `{n, 1}`, n counted in UTF-16 code units. The app looks for exactly
that spelling: a value under another key vanishes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from shortcuts_py.checks.action_view import Located
from shortcuts_py.checks.edits import put
from shortcuts_py.checks.rules import Finding
from shortcuts_py.checks.view import View, join_path
from shortcuts_py.errors import Fix

__all__ = ["RULES"]

_PLACEHOLDER = "\ufffc"
_NUMBER = re.compile(r"\d{1,9}")


def _offsets(text: str) -> list[int]:
    """Where the placeholders are, in UTF-16 code units."""
    offsets: list[int] = []
    offset = 0
    for piece in text.split(_PLACEHOLDER)[:-1]:
        offset += len(piece) + sum(character > "\uffff" for character in piece)
        offsets.append(offset)
        offset += 1
    return offsets


def ranges(view: View) -> Iterator[Finding]:
    """Placeholders and ranges that do not match."""
    for one in view.texts:
        string, found = one.value.get("string"), one.value["attachmentsByRange"]
        if type(string) is not str:
            message = "a text with values has no text (key 'string'): it is empty"
            yield Finding("text-form", message, one.action, join_path((*one.path, "string")))
        elif type(found) is not dict:
            path = (*one.path, "attachmentsByRange")
            message = "the values of a text are a dictionary by their ranges; these are lost"
            yield Finding("text-form", message, one.action, join_path(path))
        else:
            yield from _compare(view, one, _offsets(string), found)
    for one in view.envelopes:
        value = one.value.get("Value")
        if one.value["WFSerializationType"] != "WFTextTokenString":
            continue
        if type(value) is dict and "attachmentsByRange" not in value:
            string = value.get("string")
            if type(string) is str and _PLACEHOLDER in string:
                yield Finding(
                    "text-placeholder",
                    "the text has placeholders (U+FFFC) and no values: they vanish",
                    one.action,
                    join_path((*one.path, "Value", "string")),
                )


def _compare(
    view: View, one: Located, offsets: list[int], found: dict[str, Any]
) -> Iterator[Finding]:
    exact = {f"{{{offset}, 1}}": offset for offset in offsets}
    off = [key for key in found if key not in exact]
    free = [offset for key, offset in exact.items() if key not in found]
    if off and free:
        path = (*one.path, "attachmentsByRange", off[0])
        places = ", ".join(f"{{{offset}, 1}}" for offset in free[:4])
        more = f" ({len(off)} such values)" if len(off) > 1 else ""
        yield Finding(
            "text-range",
            f"no placeholder is at {off[0]:.40}, so the value vanishes{more}; without a value: "
            f"{places}",
            one.action,
            join_path(path),
            suggestions=tuple(f"{{{offset}, 1}}" for offset in free[:4]),
            fix=_settle(view, one, off, free, exact),
        )
    elif off:
        path = (*one.path, "attachmentsByRange", off[0])
        message = f"the text has no placeholder (U+FFFC) for {_values(len(off))}: ignored"
        yield Finding("text-placeholder", message, one.action, join_path(path))
    elif free:
        message = f"no value for {_placeholders(len(free))} (U+FFFC) of the text: it vanishes"
        yield Finding("text-placeholder", message, one.action, join_path((*one.path, "string")))


def _values(count: int) -> str:
    return "a value" if count == 1 else f"{count} values"


def _placeholders(count: int) -> str:
    return "a placeholder" if count == 1 else f"{count} placeholders"


def _start(key: str) -> int | None:
    """The first number of a range, however it is spelled."""
    found = _NUMBER.search(key)
    return None if found is None else int(found.group())


def _in_characters(text: str) -> dict[int, int]:
    """Where the placeholders are in characters, which many tools count, to UTF-16 units."""
    places = [index for index, sign in enumerate(text) if sign == _PLACEHOLDER]
    return dict(zip(places, _offsets(text), strict=True))


def _settle(
    view: View, one: Located, off: list[str], free: list[int], exact: dict[str, int]
) -> Fix | None:
    """The right keys for values at wrong places, where only one order is possible."""
    if len(off) != len(free):
        return None
    values = one.value["attachmentsByRange"]
    path = (*view.actions[one.action].path, *one.path, "attachmentsByRange")
    characters = _in_characters(one.value["string"])
    if {_start(key) for key in values} == characters.keys() and len(values) == len(characters):
        # All are counted in characters; some may be at another's place by that.
        counted = {f"{{{characters[_start(key) or 0]}, 1}}": value for key, value in values.items()}
        return put("write the ranges as the app does", (path, counted))
    starts = {key: _start(key) for key in off}
    # The right number in another spelling is clear by itself.
    right: dict[str, str] = {}
    rest = list(free)
    for key, start in starts.items():
        if start in rest:
            right[key] = f"{{{start}, 1}}"
            rest.remove(start)
    wrong = [key for key in off if key not in right]
    if len(wrong) == 1:
        right[wrong[0]] = f"{{{rest[0]}, 1}}"
    elif wrong:
        numbers = {starts[key] for key in wrong}
        if None in numbers or len(numbers) != len(wrong):
            return None
        ordered = sorted(wrong, key=lambda key: starts[key] or 0)
        for key, offset in zip(ordered, sorted(rest), strict=True):
            right[key] = f"{{{offset}, 1}}"
        # Miscounting keeps the order: with all values in it, none may pass another.
        known = [(offset, key) for key, offset in exact.items() if offset not in rest]
        moved = [(starts[key] or 0, right[key]) for key in wrong]
        keys = [key for _, key in sorted([*known, *moved])]
        if [exact[key] for key in keys] != sorted(exact.values()):
            return None
    mended = {right.get(key, key): value for key, value in values.items()}
    return put("put the value at its placeholder", (path, mended))


RULES = (ranges,)
