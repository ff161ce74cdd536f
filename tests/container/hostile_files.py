"""Makes hostile files for the tests. They are signed properly: whoever makes one signs it, too."""

from __future__ import annotations

import struct
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from shortcuts_py import container
from shortcuts_py.container import writer
from shortcuts_py.container.archive import Field, _pack_entry
from shortcuts_py.container.compression import COMPRESSIONS
from shortcuts_py.container.errors import ContainerError
from shortcuts_py.container.identity import Identity
from shortcuts_py.container.keys import KeySchedule, mac
from shortcuts_py.container.prologue import Prologue, RootHeader

MIB = 1 << 20


def entry(*fields: Field) -> bytes:
    return _pack_entry(list(fields))


def file_entry(path: bytes, content: bytes, kind: bytes = b"F") -> bytes:
    return (
        entry(
            Field("TYP", "1", kind),
            Field("PAT", "P", path),
            Field("DAT", "B", struct.pack("<I", len(content))),
        )
        + content
    )


# The head of an archive whose Shortcut.wflow is said to have a gigabyte.
ENDLESS = entry(
    Field("TYP", "1", b"F"),
    Field("PAT", "P", b"Shortcut.wflow"),
    Field("DAT", "C", struct.pack("<Q", 1 << 30)),
)


def seal(data: bytes, identity: Identity, **root_changes: int) -> bytes:
    """Change a file's root header and sign it anew, with all codes right."""
    prologue = Prologue.unpack(data)
    root = replace(RootHeader.unpack(prologue.root_header), **root_changes)  # type: ignore[arg-type]
    keys = KeySchedule(prologue.seed, prologue.salt, prologue.profile, identity.public_key)
    packed = root.pack()
    prologue = replace(
        prologue,
        root_header=packed,
        root_header_mac=mac(keys.root_header, packed, prologue.cluster_mac + identity.auth_data),
    )
    signature = identity.private_key.sign(prologue.signed_bytes(), ec.ECDSA(hashes.SHA256()))
    prologue = replace(prologue, signature_field=signature)
    return prologue.pack() + data[prologue.size :]


def with_stream(
    stream: bytes, stated: int, identity: Identity, monkeypatch: pytest.MonkeyPatch, name: str
) -> bytes:
    """A file whose one segment is stored as the given stream."""
    for identifier, entry in COMPRESSIONS.items():
        if entry.name == name:
            monkeypatch.setitem(COMPRESSIONS, identifier, entry._replace(compress=lambda _: stream))
    return container.sign(b"bplist00" + bytes(stated), identity, compression=name)


def with_payload(payload: bytes, identity: Identity, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """A file whose archive is the given bytes."""
    monkeypatch.setattr(writer, "archive_head", lambda *_, **__: b"")
    return container.sign(payload, identity)


def refuses(data: bytes, message: str, **options: object) -> None:
    """Both readers refuse, each in its way; being forced does not crash either."""
    with pytest.raises(ContainerError, match=message):
        container.unsign(data, **options)  # type: ignore[arg-type]
    assert not container.verify(data).ok


GOOD = file_entry(b"Shortcut.wflow", b"bplist00 good")
