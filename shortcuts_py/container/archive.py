"""The Apple Archive inside the container: a folder entry, and the file Shortcut.wflow.

An entry is a magic, the size of its header (counting magic and size), fields,
and then the bytes of its blob fields in the same order. A field is a key of
three letters, a letter for its form, and a value. Names in the archive are
never used as paths: the one literal name is looked for, all else is skipped.
"""

from __future__ import annotations

import io
import struct
from datetime import datetime
from typing import NamedTuple

from shortcuts_py.container.errors import ContainerError

__all__ = ["SHORTCUT_NAME", "ShortcutCollector", "archive_head"]

SHORTCUT_NAME = b"Shortcut.wflow"

_MAGICS = (b"AA01", b"YAA1")
_HEAD = struct.Struct("<4sH")
_MOST_ENTRIES = 1_000

# Bytes of a field's value, by form. A blob's own bytes stand behind the header.
_FLAG = {"*": 0}
_INTEGER = {"1": 1, "2": 2, "4": 4, "8": 8}
_BLOB = {"A": 2, "B": 4, "C": 8}
_HASH = {"F": 4, "G": 20, "H": 32, "I": 48, "J": 64}
_TIME = {"S": 8, "T": 12}
_STRING = "P"
_FIXED = {**_FLAG, **_INTEGER, **_BLOB, **_HASH, **_TIME}


class Field(NamedTuple):
    """One field of an entry's header.

    Attributes:
        key: three letters, such as "PAT".
        form: the letter that says how the value is stored.
        value: the stored value; for a blob its size.
    """

    key: str
    form: str
    value: bytes

    def pack(self) -> bytes:
        """The field as it stands in a header; `_unpack_fields` reads it."""
        size = struct.pack("<H", len(self.value)) if self.form == _STRING else b""
        return (self.key + self.form).encode("ascii") + size + self.value

    @property
    def number(self) -> int:
        """The value as an unsigned integer."""
        return int.from_bytes(self.value, "little")


def _unpack_fields(header: bytes) -> list[Field]:
    fields = []
    position = 0
    while position < len(header):
        name = header[position : position + 4].decode("latin-1")
        position += 4
        form = name[3:]
        if form == _STRING:
            size = int.from_bytes(header[position : position + 2], "little")
            position += 2
        elif form in _FIXED:
            size = _FIXED[form]
        else:
            raise ContainerError(f"the archive has a field of an unknown form, {name!r}")
        value = header[position : position + size]
        position += size
        if position > len(header):
            raise ContainerError(f"the archive's field {name!r} ends behind its header")
        fields.append(Field(name[:3], form, value))
    return fields


class ShortcutCollector:
    """Takes an archive piece by piece and keeps the bytes of Shortcut.wflow alone."""

    def __init__(self) -> None:
        self._pending = b""
        self._blobs: list[tuple[int, bool]] = []
        self._entries = 0
        self._found = False
        self._content = io.BytesIO()

    def feed(self, piece: bytes | memoryview) -> None:
        """Take in the next bytes.

        Raises:
            ContainerError: not an Apple Archive, or one beyond all bounds.
        """
        view = memoryview(piece)
        while True:
            if self._blobs:
                size, wanted = self._blobs[0]
                if wanted:
                    self._content.write(view[:size])
                if size > len(view):
                    self._blobs[0] = (size - len(view), wanted)
                    return
                del self._blobs[0]
                view = view[size:]
            elif not view:
                return
            else:
                view = self._feed_header(view)

    def _feed_header(self, view: memoryview) -> memoryview:
        """Take what the current header still lacks; return what lies behind it."""
        taken = 0
        for _ in range(2):
            due = _HEAD.size
            if len(self._pending) >= _HEAD.size:
                due = _header_size(self._pending)
            more = view[taken : taken + due - len(self._pending)]
            self._pending += more
            taken += len(more)
        if len(self._pending) >= _HEAD.size and len(self._pending) == _header_size(self._pending):
            self._enter(self._pending[_HEAD.size :])
            self._pending = b""
        return view[taken:]

    def _enter(self, header: bytes) -> None:
        self._entries += 1
        if self._entries > _MOST_ENTRIES:
            raise ContainerError(f"the archive has more than {_MOST_ENTRIES:,} entries")
        fields = _unpack_fields(header)
        named = {field.key: field for field in fields}
        if len(named) != len(fields):
            raise ContainerError("the archive has an entry with a repeated field")
        is_shortcut = (
            "PAT" in named
            and named["PAT"].value == SHORTCUT_NAME
            and "TYP" in named
            and named["TYP"].value == b"F"
            and "DAT" in named
        )
        if is_shortcut and self._found:
            raise ContainerError("the archive has Shortcut.wflow twice")
        self._found = self._found or is_shortcut
        self._blobs = [
            (field.number, is_shortcut and field.key == "DAT")
            for field in fields
            if field.form in _BLOB and field.number
        ]

    def close(self) -> bytes:
        """The bytes of Shortcut.wflow.

        Raises:
            ContainerError: the archive is cut short, or has no such file.
        """
        if self._pending or self._blobs:
            raise ContainerError("the archive is cut short")
        if not self._found:
            raise ContainerError("the archive has no file Shortcut.wflow")
        return self._content.getvalue()


def _header_size(head: bytes) -> int:
    magic, size = _HEAD.unpack_from(head)
    if magic not in _MAGICS or size < _HEAD.size:
        raise ContainerError(f"not an Apple Archive entry: it begins with {head[:6]!r}")
    return int(size)


def archive_head(size: int, time: datetime, *, contact: bool) -> bytes:
    """The archive that Shortcuts makes, up to the first byte of Shortcut.wflow.

    Args:
        size: bytes of Shortcut.wflow.
        time: creation and modification time of both entries.
        contact: contact-signed files carry flags and a creation time as well.
    """
    # timestamp() is a float, too coarse for the nanoseconds that are stored.
    whole = int(time.replace(microsecond=0).timestamp())
    stamp = struct.pack("<QI", whole, time.microsecond * 1000)
    shared = [Field("FLG", "1", b"\0"), Field("CTM", "T", stamp)] if contact else []
    shared.append(Field("MTM", "T", stamp))
    folder = [
        Field("TYP", "1", b"D"),
        Field("PAT", "P", b""),
        Field("MOD", "2", struct.pack("<H", 0o755)),
        *shared,
    ]
    form = "A" if size < 1 << 16 else "B"
    file = [
        Field("TYP", "1", b"F"),
        Field("PAT", "P", SHORTCUT_NAME),
        Field("MOD", "2", struct.pack("<H", 0o644)),
        *shared,
        Field("DAT", form, size.to_bytes(_BLOB[form], "little")),
    ]
    return _pack_entry(folder) + _pack_entry(file)


def _pack_entry(fields: list[Field]) -> bytes:
    body = b"".join(field.pack() for field in fields)
    return _HEAD.pack(_MAGICS[0], _HEAD.size + len(body)) + body
