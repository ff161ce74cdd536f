"""Writing binary property lists; `binary` says how they are laid out."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import accumulate
from plistlib import UID
from typing import Any

from shortcuts_py.plist.binary import EPOCH, FORMATS, MARK, TRAILER

__all__ = ["write_binary"]


def write_binary(value: Any) -> bytes:
    """Write a binary property list, as Apple's and Python's own writers lay it out.

    A container is followed by its keys and its members, before anything else; equal texts,
    numbers, dates and data are written once, and a container that is met again is referred to.

    Args:
        value: the property-list value. In place of a list there may be an iterator: each
            of its members is written as it comes, and let go.

    Raises:
        OverflowError: an integer has more than 64 bits.
        TypeError: a value is of no type that property lists have, or a key is no text.
        UnicodeEncodeError: a text has half a surrogate pair.
        RecursionError: it is nested too deeply.
    """
    writer = _Writer()
    top = writer.add(value)
    objects = writer.objects
    width = _width(len(objects))
    for number, (mark, references) in writer.unpacked.items():
        objects[number] = mark + writer.pack(references, width)
    offsets = list(accumulate(map(len, objects), initial=len(MARK)))
    table = offsets.pop()
    offset_width = _width(table)
    packed = struct.pack(f">{len(offsets)}{FORMATS[offset_width]}", *offsets)
    trailer = TRAILER.pack(offset_width, width, len(objects), top, table)
    return b"".join([MARK, *objects, packed, trailer])


def _width(number: int) -> int:
    """How many bytes numbers up to this one take."""
    return next(width for width in FORMATS if number < 1 << 8 * width)


class _Writer:
    """Gives every object its number.

    Attributes:
        objects: the bytes of each.
        unpacked: first bytes and members of the containers that were written when nobody
            knew yet how many bytes the number of an object will take.
    """

    def __init__(self) -> None:
        self.objects: list[bytes] = []
        self.unpacked: dict[int, tuple[bytes, list[int]]] = {}
        self.texts: dict[str, int] = {}
        self.scalars: dict[bytes, int] = {}
        self.containers: dict[int, int] = {}  # by `id`
        self._packers: dict[tuple[int, int], Callable[..., bytes]] = {}

    def add(self, value: Any) -> int:
        """The number of a value; it is written where it is new."""
        kind = type(value)
        if kind is dict:
            return self._dictionary(value)
        if kind is list:
            return self._list(value)
        if kind is str:
            known = self.texts.get(value)
            return self._text(value) if known is None else known
        encode = _SCALARS.get(kind)
        if encode is not None:
            return self._scalar(encode(value))
        return self._other(value)

    def pack(self, references: list[int], width: int) -> bytes:
        """Numbers of objects, in so many bytes each."""
        size = len(references)
        pack = self._packers.get((size, width))
        if pack is None:
            pack = struct.Struct(f">{size}{FORMATS[width]}").pack
            self._packers[size, width] = pack
        return pack(*references)

    def _dictionary(self, value: dict[str, Any]) -> int:
        """Keys first. Most are known already, so this looks for them itself."""
        number = self.containers.get(id(value))
        if number is not None:
            return number
        number = self.containers[id(value)] = len(self.objects)
        self.objects.append(b"")
        texts, add = self.texts, self.add
        references: list[int] = []
        for key in value:
            known = texts.get(key)
            references.append(self._text(key) if known is None else known)
        for one in value.values():
            known = texts.get(one) if type(one) is str else None
            references.append(add(one) if known is None else known)
        self._finish(number, 0xD0, len(value), references)
        return number

    def _list(self, value: Any) -> int:
        number = self.containers.get(id(value))
        if number is not None:
            return number
        number = self.containers[id(value)] = len(self.objects)
        self.objects.append(b"")
        references = [self.add(one) for one in value]
        self._finish(number, 0xA0, len(references), references)
        return number

    def _stream(self, members: Iterator[Any]) -> int:
        """A list whose members are let go, so that what stands at their place later is new."""
        number, kept = len(self.objects), self.containers
        self.objects.append(b"")
        references: list[int] = []
        for one in members:
            self.containers = {}
            references.append(self.add(one))
        self.containers = kept
        self._finish(number, 0xA0, len(references), references)
        return number

    def _finish(self, number: int, token: int, size: int, references: list[int]) -> None:
        mark = _sized(token, size)
        if len(self.objects) >> 16:
            self.objects[number] = mark + self.pack(references, 4)
        else:
            self.unpacked[number] = mark, references

    def _text(self, text: Any) -> int:
        if not isinstance(text, str):
            raise TypeError("keys must be strings")
        number = self.texts[text] = len(self.objects)
        if text.isascii():
            self.objects.append(_sized(0x50, len(text)) + text.encode("ascii"))
        else:
            encoded = text.encode("utf-16-be")
            self.objects.append(_sized(0x60, len(encoded) // 2) + encoded)
        return number

    def _scalar(self, encoded: bytes) -> int:
        number = self.scalars.setdefault(encoded, len(self.objects))
        if number == len(self.objects):
            self.objects.append(encoded)
        return number

    def _other(self, value: Any) -> int:
        """Values of classes that are made from those of property lists, and iterators."""
        if isinstance(value, str):
            return self.add(str.__str__(value))
        if isinstance(value, dict):
            return self._dictionary(value)
        if isinstance(value, list | tuple):
            return self._list(value)
        if isinstance(value, Iterator):
            return self._stream(value)
        for kind, encode in _SCALARS.items():
            if isinstance(value, kind):
                return self._scalar(encode(value))
        raise TypeError(f"{type(value).__name__} is no type of property lists")


def _sized(token: int, size: int) -> bytes:
    """The first bytes of an object: its kind and how many members or bytes it has."""
    if size < 15:
        return bytes((token | size,))
    return bytes((token | 15,)) + _integer(size)


def _integer(value: int) -> bytes:
    if 0 <= value < 1 << 32:
        width = _width(value)
        return bytes((0x10 | width.bit_length() - 1,)) + value.to_bytes(width, "big")
    if -(1 << 63) <= value < 1 << 63:
        return b"\x13" + value.to_bytes(8, "big", signed=True)
    if 0 <= value < 1 << 64:
        return b"\x14" + value.to_bytes(16, "big")
    raise OverflowError("an integer has more than 64 bits")


def _uid(value: UID) -> bytes:
    width = _width(value.data)
    return bytes((0x80 | width - 1,)) + value.data.to_bytes(width, "big")


def _data(value: bytes) -> bytes:
    return _sized(0x40, len(value)) + value


def _date(value: datetime) -> bytes:
    return struct.pack(">Bd", 0x33, (value - EPOCH).total_seconds())


# A truth value is an integer for Python, so it stands before them.
_SCALARS: dict[type[Any], Callable[[Any], bytes]] = {
    bool: lambda value: b"\x09" if value else b"\x08",
    int: _integer,
    float: lambda value: struct.pack(">Bd", 0x23, value),
    bytes: _data,
    bytearray: _data,
    datetime: _date,
    UID: _uid,
}
