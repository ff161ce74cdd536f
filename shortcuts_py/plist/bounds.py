"""Bounds on a property list that has just been read.

A binary property list may refer to one container, or to one long text, from many places,
so a small file can stand for an enormous tree, or for a cycle. Every container is looked
at once, and its size is what it would unfold to.
"""

from __future__ import annotations

from typing import Any

from shortcuts_py.errors import DecodeError
from shortcuts_py.limits import Limits

__all__ = ["check_bounds"]


def check_bounds(value: Any, limits: Limits, size: int | None = None) -> None:
    """Raise `DecodeError` where `value` is too deep, too large, or contains itself.

    Keys of dictionaries have to be strings, which a damaged binary file may break.

    Args:
        value: the property list.
        limits: the bounds.
        size: bytes that it was read from, which bounds what is not shared; None where
            it was not read from bytes.
    """
    most, deepest = limits.items, limits.depth
    if size is not None:
        most = min(most, size + limits.shared_items)
    longest, most_text = limits.string_length, limits.payload_size
    sizes: dict[int, tuple[int, int]] = {}

    def measure(container: Any, depth: int) -> tuple[int, int]:
        """Values in a container, and the length of its texts and data."""
        if depth > deepest:
            raise DecodeError(f"nested more than {deepest} levels deep, or in itself")
        key = id(container)
        known = sizes.get(key)
        if known is not None:
            return known
        values = container
        length = 0
        if type(container) is dict:
            values = container.values()
            for name in container:
                if type(name) is not str:
                    raise DecodeError("a key of a dictionary is no string")
                length += len(name)
        total = len(container)
        for one in values:
            kind = type(one)
            if kind is str or kind is bytes:
                if len(one) > longest:
                    raise DecodeError(f"a text or data is longer than {longest}")
                length += len(one)
            elif kind is dict or kind is list:
                inner = measure(one, depth + 1)
                total += inner[0]
                length += inner[1]
        if total > most:
            raise DecodeError(f"more than {most} values")
        if length > most_text:
            raise DecodeError(f"texts and data of more than {most_text} characters")
        sizes[key] = total, length
        return total, length

    if type(value) is dict or type(value) is list:
        measure(value, 1)
