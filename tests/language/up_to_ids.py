"""Comparing property lists in which ids may be other ones, with a place for every difference.

Written apart from `shortcuts_py.equivalence`, which is itself under test.
"""

from __future__ import annotations

import re
from typing import Any

__all__ = ["UUID", "difference_up_to_ids"]

UUID = re.compile(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}")
_ID_KEYS = ("UUID", "GroupingIdentifier", "OutputUUID", "VariableUUID")


def difference_up_to_ids(expected: Any, found: Any) -> str | None:
    """The first place where two property lists differ; None where only ids do.

    Ids correspond one to one: what is one id on one side is one id on the other.
    """
    return _difference(expected, found, "", {}, {})


def _difference(
    expected: Any, found: Any, path: str, there: dict[str, str], back: dict[str, str]
) -> str | None:
    if type(expected) is not type(found):
        return f"{path}: expected {expected!r}, found {found!r}"
    if isinstance(expected, dict):
        for key in [*expected, *found]:
            if key not in found:
                return f"{path}.{key}: expected {expected[key]!r}, found nothing"
            if key not in expected:
                return f"{path}.{key}: expected nothing, found {found[key]!r}"
            one, other = expected[key], found[key]
            if key in _ID_KEYS and isinstance(one, str) and isinstance(other, str):
                if there.setdefault(one, other) != other or back.setdefault(other, one) != one:
                    return f"{path}.{key}: {one} is {there[one]}, and {other} is {back[other]}"
                continue
            where = _difference(one, other, f"{path}.{key}", there, back)
            if where is not None:
                return where
        return None
    if isinstance(expected, list):
        for index, (one, other) in enumerate(zip(expected, found, strict=False)):
            where = _difference(one, other, f"{path}[{index}]", there, back)
            if where is not None:
                return where
        if len(expected) != len(found):
            return f"{path}: expected {len(expected)} members, found {len(found)}"
        return None
    if repr(expected) != repr(found):
        return f"{path}: expected {expected!r}, found {found!r}"
    return None
