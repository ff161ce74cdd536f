"""The Apple Archive: what is read, and what is refused."""

from __future__ import annotations

import struct

import pytest
from hostile_files import GOOD, entry, file_entry, refuses, with_payload

from shortcuts_py import container
from shortcuts_py.container.archive import Field
from shortcuts_py.container.identity import Identity


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        (b"bplist00" + bytes(100), "not an Apple Archive"),
        (file_entry(b"../Shortcut.wflow", b"x"), "no file Shortcut.wflow"),
        (file_entry(b"/Shortcut.wflow", b"x"), "no file Shortcut.wflow"),
        (file_entry(b"./Shortcut.wflow", b"x"), "no file Shortcut.wflow"),
        (file_entry(b"Shortcut.wflow\0", b"x"), "no file Shortcut.wflow"),
        (file_entry(b"shortcut.wflow", b"x"), "no file Shortcut.wflow"),
        (file_entry(b"Shortcut.wflow", b"x", kind=b"D"), "no file Shortcut.wflow"),
        (file_entry(b"Shortcut.wflow", b"x", kind=b"L"), "no file Shortcut.wflow"),
        (GOOD + GOOD, "twice"),
        (GOOD[:-1], "cut short"),
        (GOOD + b"AA01", "cut short"),
        (GOOD + b"garbage", "not an Apple Archive"),
        (b"AA01\x05\0" + GOOD, "not an Apple Archive"),
        (b"AA01\x0a\0TYP?" + GOOD, "unknown form"),
        (b"AA01\x0c\0PATP\xff\xff" + GOOD, "ends behind its header"),
        (b"AA01\x0c\0TYP8DD" + GOOD, "ends behind its header"),
        (entry(Field("DAT", "C", b"\xff" * 8)) + GOOD, "cut short"),
        (
            entry(Field("PAT", "P", b"Shortcut.wflow"), Field("PAT", "P", b"x")) + GOOD,
            "repeated field",
        ),
        (b"AA01\x06\0" * 2000 + GOOD, "more than 1,000 entries"),
        (entry(Field("LNK", "P", b"/etc/passwd"), Field("PAT", "P", b"Shortcut.wflow")), "no file"),
    ],
)
def test_hostile_archives(
    payload: bytes, message: str, icloud: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuses(with_payload(payload, icloud, monkeypatch), message)


@pytest.mark.parametrize(
    "payload",
    [
        GOOD,
        GOOD.replace(b"AA01", b"YAA1"),
        file_entry(b"../../evil", b"e" * 70_000) + GOOD + file_entry(b"/tmp/evil", b"x"),
        entry(
            Field("XAT", "A", b"\x03\0"),
            Field("DAT", "C", struct.pack("<Q", 13)),
            Field("PAT", "P", b"Shortcut.wflow"),
            Field("MTM", "S", bytes(8)),
            Field("SH2", "H", bytes(32)),
            Field("HID", "*", b""),
            Field("TYP", "1", b"F"),
            Field("ACL", "B", b"\x02\0\0\0"),
        )
        + b"xatbplist00 goodac",
    ],
    ids=["plain", "legacy magic", "other files are skipped", "other fields, another order"],
)
def test_archives_that_are_read(
    payload: bytes, icloud: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = with_payload(payload, icloud, monkeypatch)
    assert container.unsign(data) == b"bplist00 good"
    assert container.verify(data).ok


@pytest.mark.parametrize("segment_size", [1, 2, 3, 5, 7, 64])
def test_archives_cut_into_small_pieces(segment_size: int, icloud: Identity, plist: bytes) -> None:
    """The archive's headers cross the borders of segments."""
    data = container.sign(plist, icloud, segment_size=segment_size, compression="none")
    assert container.unsign(data) == plist
