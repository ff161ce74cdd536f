"""Ids for compiled code: deterministic, so that the same code gives the same file."""

from __future__ import annotations

import re

try:
    # Any digest does; hashlib would load OpenSSL for it, a tenth of a start.
    from _md5 import md5  # type: ignore[import-not-found]
except ImportError:
    from hashlib import md5

__all__ = ["Ids"]


# A UUID from its first hyphen on: searching for a sign is much quicker than for eight digits.
_UUID = re.compile(r"-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}\b")


class Ids:
    """A source of UUIDs that depend only on what they are asked for, and how often."""

    def __init__(self, source: str = "") -> None:
        self._counts: dict[str, int] = {}
        # What the source says itself, in notes and elsewhere, is taken.
        self._taken = {
            source[max(0, one.start() - 8) : one.end()].upper() for one in _UUID.finditer(source)
        }

    def new(self, purpose: str) -> str:
        """The next id for a purpose, in the upper-case form that the app writes."""
        uuid = self._next(purpose)
        while uuid in self._taken:
            uuid = self._next(purpose)
        return uuid

    def _next(self, purpose: str) -> str:
        count = self._counts.get(purpose, 0)
        self._counts[purpose] = count + 1
        digest = bytearray(md5(f"{purpose}#{count}".encode()).digest())  # noqa: S324  ids, no secrets
        digest[6] = digest[6] & 0x0F | 0x40  # the bits that make it a version 4 UUID
        digest[8] = digest[8] & 0x3F | 0x80
        text = digest.hex().upper()
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
