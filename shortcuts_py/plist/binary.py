"""Reading binary property lists: every offset, size and reference is checked before use.

The layout is the one of Apple's CFBinaryPList.c: a mark, objects, a table of their offsets,
and a trailer of 32 bytes that says where the table is. An object is a byte (kind and size)
and its content; arrays and dictionaries hold numbers of other objects, which may be shared.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from plistlib import UID
from typing import Any

from shortcuts_py.errors import DecodeError
from shortcuts_py.limits import Limits
from shortcuts_py.plist.bounds import check_bounds

__all__ = ["EPOCH", "FORMATS", "MARK", "TRAILER", "read_binary"]

MARK = b"bplist00"
TRAILER = struct.Struct(">6xBBQQQ")
FORMATS = {1: "B", 2: "H", 4: "L", 8: "Q"}
EPOCH = datetime(2001, 1, 1)  # dates of property lists have no zone
_CONSTANTS = {0x08: False, 0x09: True}
_Unpack = Callable[[bytes, int], Sequence[int]]
_UNREAD = object()
_UNDER_WAY = object()


def read_binary(data: bytes, limits: Limits) -> Any:
    """Read a binary property list.

    Args:
        data: the whole file.
        limits: bounds on depth, number of values and texts.

    Raises:
        DecodeError: it is damaged, or goes beyond the limits.
    """
    if len(data) < TRAILER.size + 9:
        raise _damaged("it is too short")
    offset_size, reference_size, count, top, table = TRAILER.unpack_from(
        data, len(data) - TRAILER.size
    )
    if not 1 <= offset_size <= 8 or not 1 <= reference_size <= 8:
        raise _damaged("it has numbers of no or of too many bytes")
    if count > limits.items:
        raise DecodeError(f"more than {limits.items} values")
    if table + count * offset_size > len(data) - TRAILER.size or top >= count:
        raise _damaged("the table of its objects lies outside of the file")
    offsets = _numbers(data, table, count, offset_size)
    reader = _Reader(data, offsets, reference_size, limits)
    try:
        value = reader.read(top)
    except IndexError:
        raise _damaged("an object lies outside of the file") from None
    except UnicodeDecodeError as error:
        raise _damaged(f"a text is not {error.encoding}") from None
    # No text is longer than the longest, so most files need no look at each.
    if (
        reader.values * reader.longest > limits.payload_size
        or reader.longest > limits.string_length
    ):
        check_bounds(value, limits)
    return value


def _damaged(what: str) -> DecodeError:
    return DecodeError(f"damaged binary property list: {what}")


def _numbers(data: bytes, start: int, count: int, size: int) -> Sequence[int]:
    """`count` unsigned numbers of `size` bytes each."""
    end = start + count * size
    if end > len(data):
        raise _damaged("a list of numbers runs over its end")
    if size == 1:
        return data[start:end]
    letter = FORMATS.get(size)
    if letter is not None:
        return struct.unpack_from(f">{count}{letter}", data, start)
    return [int.from_bytes(data[at : at + size], "big") for at in range(start, end, size)]


class _Reader:
    """Reads each object once; a container that is met again is the same object again.

    Attributes:
        values: how many values there are, each counted as often as it is referred to.
        longest: length of the longest text or data, or 15.
    """

    def __init__(
        self, data: bytes, offsets: Sequence[int], reference_size: int, limits: Limits
    ) -> None:
        self.data = data
        self.offsets = offsets
        self.width = reference_size
        self.unpackers: dict[int, _Unpack] = {}
        self.objects: list[Any] = [_UNREAD] * len(offsets)
        self.deepest = limits.depth
        self.most = min(limits.items, len(data) + limits.shared_items)
        # Of each container: the values that it unfolds to, and its height.
        self.totals = [0] * len(offsets)
        self.heights = [0] * len(offsets)
        self.values = 0
        self.longest = 15

    def read(self, top: int) -> Any:
        """The object of that number and all in it."""
        offset = self.offsets[top]
        if self.data[offset] >> 4 not in (0xA, 0xD):
            return self._scalar(offset)
        value = self._container(top, offset, 1)
        self.values = self.totals[top]
        return value

    def _container(self, reference: int, offset: int, depth: int) -> Any:
        """Read an array or a dictionary. One long function, since it is most of all reading."""
        if depth > self.deepest:
            raise DecodeError(f"nested more than {self.deepest} levels deep")
        data, objects, offsets, width = self.data, self.objects, self.offsets, self.width
        token = data[offset]
        size = token & 15
        offset += 1
        if size == 15:
            offset, size = self._size(offset - 1)
        is_array = token < 0xB0
        keys_at = offset
        if not is_array:
            offset += size * width
        if offset + size * width > len(data):
            raise _damaged("a container runs over its end")
        unpack = self.unpackers.get(size) or self._unpacker(size)
        objects[reference] = _UNDER_WAY
        total, height = size, 0
        values: list[Any] = []
        for member in unpack(data, offset):
            value = objects[member]
            if value is _UNREAD:
                at = offsets[member]
                kind = data[at] >> 4
                if kind == 0xA or kind == 0xD:
                    value = self._container(member, at, depth + 1)
                else:
                    value = objects[member] = self._scalar(at)
            kind_read = type(value)
            if kind_read is dict or kind_read is list:
                total += self.totals[member]
                if self.heights[member] >= height:
                    height = self.heights[member] + 1
            elif value is _UNDER_WAY:
                raise DecodeError("a container of the property list is in itself")
            values.append(value)
        if total > self.most:
            raise DecodeError(f"more than {self.most} values")
        if depth + height > self.deepest:
            raise DecodeError(f"nested more than {self.deepest} levels deep")
        self.totals[reference] = total
        self.heights[reference] = height
        if is_array:
            objects[reference] = values
            return values
        found: dict[str, Any] = {}
        for member, value in zip(unpack(data, keys_at), values, strict=True):
            key = objects[member]
            if key is _UNREAD:
                key = objects[member] = self._scalar(offsets[member])
            if type(key) is not str:
                raise DecodeError("a key of a dictionary is no string")
            found[key] = value
        objects[reference] = found
        return found

    def _unpacker(self, size: int) -> _Unpack:
        """What takes so many references out of the file; containers of a size share one."""
        width, letter = self.width, FORMATS.get(self.width)
        unpack: _Unpack
        if letter is not None:
            unpack = struct.Struct(f">{size}{letter}").unpack_from
        else:

            def unpack(data: bytes, start: int) -> Sequence[int]:
                return _numbers(data, start, size, width)

        self.unpackers[size] = unpack
        return unpack

    def _size(self, offset: int) -> tuple[int, int]:
        """Where the content of an object begins, and how many members or bytes it has."""
        size = self.data[offset] & 15
        if size < 15:
            return offset + 1, size
        width = 1 << (self.data[offset + 1] & 3)
        return offset + 2 + width, int.from_bytes(self._bytes(offset + 2, width), "big")

    def _bytes(self, start: int, size: int) -> bytes:
        found = self.data[start : start + size]
        if size > self.longest:
            self.longest = size
        if len(found) != size:
            raise _damaged("a value runs over its end")
        return found

    def _scalar(self, offset: int) -> Any:
        token = self.data[offset]
        kind, low = token >> 4, token & 15
        if kind == 5:
            if low < 15:
                text = self.data[offset + 1 : offset + 1 + low].decode("ascii")
                if len(text) == low:
                    return text
            return self._bytes(*self._size(offset)).decode("ascii")
        if kind == 6:
            start, size = self._size(offset)
            return self._bytes(start, 2 * size).decode("utf-16-be")
        if kind == 1 and low <= 4:
            # One, two and four bytes are unsigned; eight and sixteen have a sign.
            return int.from_bytes(self._bytes(offset + 1, 1 << low), "big", signed=low >= 3)
        if kind == 4:
            return self._bytes(*self._size(offset))
        if token in _CONSTANTS:
            return _CONSTANTS[token]
        if token == 0x22:
            return struct.unpack(">f", self._bytes(offset + 1, 4))[0]
        if token == 0x23:
            return struct.unpack(">d", self._bytes(offset + 1, 8))[0]
        if token == 0x33:
            return self._date(struct.unpack(">d", self._bytes(offset + 1, 8))[0])
        if kind == 8:
            return UID(int.from_bytes(self._bytes(offset + 1, low + 1), "big"))
        raise _damaged(f"there is no object of the kind 0x{token:02x}")

    def _date(self, seconds: float) -> datetime:
        try:
            return EPOCH + timedelta(seconds=seconds)
        except (OverflowError, ValueError):
            raise DecodeError(f"a date {seconds:g} seconds from 2001 has no calendar") from None
