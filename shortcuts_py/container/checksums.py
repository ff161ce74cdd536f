"""Checksums over the decompressed bytes of a segment."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable
from typing import NamedTuple, Protocol

__all__ = ["CHECKSUMS", "MURMUR", "NONE", "SHA256", "Checksum", "murmur_hash_64a"]

NONE, MURMUR, SHA256 = 0, 1, 2

_MASK = (1 << 64) - 1
_MULTIPLIER = 0xC6A4A7935BD1E995
_SEED = 0xE2236FDC26A5F6D2


def murmur_hash_64a(data: bytes, seed: int = _SEED) -> int:
    """MurmurHash2 in its 64-bit form "A"; the container uses a seed of its own."""
    whole, rest = divmod(len(data), 8)
    value = (seed ^ (len(data) * _MULTIPLIER)) & _MASK
    for word in struct.unpack_from(f"<{whole}Q", data):
        mixed = (word * _MULTIPLIER) & _MASK
        mixed = ((mixed ^ (mixed >> 47)) * _MULTIPLIER) & _MASK
        value = ((value ^ mixed) * _MULTIPLIER) & _MASK
    if rest:
        tail = int.from_bytes(data[-rest:], "little")
        value = ((value ^ tail) * _MULTIPLIER) & _MASK
    value = ((value ^ (value >> 47)) * _MULTIPLIER) & _MASK
    return value ^ (value >> 47)


class RunningChecksum(Protocol):
    """A checksum that is fed piece by piece."""

    def update(self, data: bytes | memoryview, /) -> None:
        """Take in the next bytes."""

    def digest(self) -> bytes:
        """The checksum of all bytes so far."""


class _NoChecksum:
    def update(self, data: bytes | memoryview, /) -> None:
        pass

    def digest(self) -> bytes:
        return b""


class _Murmur:
    def __init__(self) -> None:
        self._data = bytearray()

    def update(self, data: bytes | memoryview, /) -> None:
        self._data += data

    def digest(self) -> bytes:
        return murmur_hash_64a(bytes(self._data)).to_bytes(8, "little")


class Checksum(NamedTuple):
    """One kind of checksum: its name, its size in bytes, and how one is begun."""

    name: str
    size: int
    start: Callable[[], RunningChecksum]


CHECKSUMS: dict[int, Checksum] = {
    NONE: Checksum("none", 0, _NoChecksum),
    MURMUR: Checksum("murmurhash64a", 8, _Murmur),
    SHA256: Checksum("sha256", 32, hashlib.sha256),
}
