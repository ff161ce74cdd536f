"""The bounds within which hostile input is read."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["DEFAULT_LIMITS", "Limits"]


class Limits(NamedTuple):
    """Bounds on what one input may cost; every reader takes one and keeps to it.

    Attributes:
        file_size: bytes of an input file, signed or not.
        payload_size: bytes that a signed container may unfold to.
        depth: nesting of containers in a property list, and of blocks in code.
        items: values in one property list.
    """

    file_size: int = 256 * 1024 * 1024
    payload_size: int = 256 * 1024 * 1024
    depth: int = 250
    items: int = 20_000_000


DEFAULT_LIMITS = Limits()
