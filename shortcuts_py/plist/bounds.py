"""Bounds on a property list that has just been read.

A binary property list may refer to one container from many places, so a small
file can stand for an enormous tree, or for a cycle. Every container is counted
once, and its size is what it would unfold to.
"""

from __future__ import annotations

from typing import Any

from shortcuts_py.errors import DecodeError
from shortcuts_py.limits import Limits

__all__ = ["check_bounds"]


def check_bounds(value: Any, limits: Limits) -> None:
    """Raise `DecodeError` where `value` is too deep, too large, or contains itself.

    Keys of dictionaries have to be strings, which a damaged binary file may break.
    """
    sizes: dict[int, int] = {}
    most, deepest = limits.items, limits.depth

    def size(container: Any, depth: int) -> int:
        if depth > deepest:
            raise DecodeError(f"nested more than {deepest} levels deep, or in itself")
        key = id(container)
        known = sizes.get(key)
        if known is not None:
            return known
        values = container
        if type(container) is dict:
            values = container.values()
            if not all(type(name) is str for name in container):
                raise DecodeError("a key of a dictionary is no string")
        total = len(container)
        for one in values:
            if type(one) is dict or type(one) is list:
                total += size(one, depth + 1)
        if total > most:
            raise DecodeError(f"more than {most} values")
        sizes[key] = total
        return total

    if type(value) is dict or type(value) is list:
        size(value, 1)
