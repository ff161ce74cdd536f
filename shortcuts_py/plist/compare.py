"""Comparing property lists as files: 1, 1.0, True and "1" are four different values."""

from __future__ import annotations

from typing import Any

__all__ = ["difference", "same"]


def same(left: Any, right: Any) -> bool:
    """Whether two property lists are equal, types told apart, order of keys ignored."""
    if left is right:
        return True
    kind = type(left)
    if kind is not type(right):
        return False
    if kind is dict:
        if len(left) != len(right):
            return False
        missing = object()
        for key, one in left.items():
            other = right.get(key, missing)
            if one is not other and not same(one, other):
                return False
        return True
    if kind is list:
        return len(left) == len(right) and all(map(same, left, right))
    if kind is float:
        # NaN equals itself here, and 0.0 is not -0.0: the bits in the file count.
        return repr(left) == repr(right)
    return bool(left == right)


def difference(left: Any, right: Any, path: str = "") -> str | None:
    """Where two property lists first differ, in words; None where they are the same."""
    if same(left, right):
        return None
    if type(left) is dict and type(right) is dict:
        for key in sorted({*left, *right}):
            where = f"{path}.{key}" if path else str(key)
            if key not in right:
                return f"{where} is missing on the right"
            if key not in left:
                return f"{where} is missing on the left"
            found = difference(left[key], right[key], where)
            if found:
                return found
    if type(left) is list and type(right) is list:
        for index, (one, other) in enumerate(zip(left, right, strict=False)):
            found = difference(one, other, f"{path}[{index}]")
            if found:
                return found
        return f"{path} has {len(left)} values on the left, {len(right)} on the right"
    return f"{path}: {_brief(left)} on the left, {_brief(right)} on the right"


def _brief(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
