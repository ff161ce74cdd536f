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
    if type(value) is dict or type(value) is list:
        _Measure(limits, size).container(value, 1)


class _Measure:
    """Looks at each container once."""

    def __init__(self, limits: Limits, size: int | None) -> None:
        self.limits = limits
        most = limits.items
        self.most = most if size is None else min(most, size + limits.shared_items)
        self.sizes: dict[int, tuple[int, int]] = {}  # by `id`

    def container(self, container: Any, depth: int) -> tuple[int, int]:
        """Values in a container, and the length of its texts and data."""
        limits = self.limits
        if depth > limits.depth:
            raise DecodeError(f"nested more than {limits.depth} levels deep, or in itself")
        known = self.sizes.get(id(container))
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
                if len(one) > limits.string_length:
                    raise DecodeError(f"a text or data is longer than {limits.string_length}")
                length += len(one)
            elif kind is dict or kind is list:
                inner = self.container(one, depth + 1)
                total += inner[0]
                length += inner[1]
        if total > self.most:
            raise DecodeError(f"more than {self.most} values")
        if length > limits.payload_size:
            raise DecodeError(f"texts and data of more than {limits.payload_size} characters")
        self.sizes[id(container)] = total, length
        return total, length
