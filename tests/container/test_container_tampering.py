"""A changed byte anywhere is found and named, and a damaged file opens only by force."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest

from shortcuts_py import container
from shortcuts_py.container.errors import ContainerError, IntegrityError
from shortcuts_py.container.identity import Identity
from shortcuts_py.container.prologue import Prologue
from shortcuts_py.errors import ShortcutError


def tiny(identity: Identity, plist: bytes, fixed: dict[str, object]) -> bytes:
    """Two clusters of two slots: stored, compressed, and unused ones."""
    return container.sign(
        plist,
        identity,
        **fixed,
        segment_size=200,
        segments_per_cluster=2,  # type: ignore[arg-type]
    )


def flipped(data: bytes, position: int, mask: int = 1) -> bytes:
    return data[:position] + bytes((data[position] ^ mask,)) + data[position + 1 :]


def assert_found(data: bytes, position: int, mask: int) -> None:
    changed = flipped(data, position, mask)
    try:
        report = container.verify(changed)
    except ContainerError:
        assert position < 12  # magic, profile, and the size that the rest hangs on
    else:
        assert not report.ok, position
        assert any(report.checks[check] is False for check in report.problems), position
    with pytest.raises(ContainerError):
        container.unsign(changed)
    with contextlib.suppress(ShortcutError):
        container.unsign(changed, force_unverified=True)


def test_every_byte_of_an_icloud_file(
    icloud: Identity, plist: bytes, fixed: dict[str, object]
) -> None:
    data = tiny(icloud, plist, fixed)
    assert container.verify(data).ok
    for position in range(len(data)):
        assert_found(data, position, 1 << position % 8)


def test_every_byte_of_a_contact_file(
    contact: Identity, plist: bytes, fixed: dict[str, object]
) -> None:
    data = tiny(contact, plist, fixed)
    for position in range(len(data)):
        assert_found(data, position, 0x80 >> position % 8)


def test_every_cut_is_found(icloud: Identity, plist: bytes, fixed: dict[str, object]) -> None:
    data = tiny(icloud, plist, fixed)
    for size in range(0, len(data), 7):
        with pytest.raises(ContainerError):
            container.unsign(data[:size])
    with pytest.raises(ContainerError):
        container.unsign(data[:-1])


@pytest.mark.parametrize(
    ("place", "check"),
    [
        (lambda p: 12 + len(p.auth_data) + 10, "signature"),
        (lambda p: 12 + len(p.auth_data) + 127, "signature"),  # the zeros behind the DER
        (lambda p: 12 + len(p.auth_data) + 128, "root_header"),  # seed
        (lambda p: p.size - 32 - 30, "root_header"),
        (lambda p: p.size + 8, "clusters"),  # a checksum in the segment table
        (lambda p: p.size + 256 * 40, "clusters"),  # code of the next cluster
        (lambda p: p.size + 256 * 72 + 31, "clusters"),  # filler of an unused slot
        (lambda p: p.size + 256 * 72 + 32, "segments"),  # the stored bytes
    ],
)
def test_the_right_check_fails(
    place: Callable[[Prologue], int], check: str, icloud: Identity, plist: bytes
) -> None:
    data = container.sign(plist, icloud, compression="none")
    changed = flipped(data, place(Prologue.unpack(data)))
    report = container.verify(changed)
    assert report.checks[check] is False
    if check == "segments":
        assert report.checks["checksums"] is False
        assert report.checks["signature"] is True
    with pytest.raises(IntegrityError):
        container.unsign(changed)


def test_appended_bytes_are_found(icloud: Identity, plist: bytes) -> None:
    data = container.sign(plist, icloud) + b"more"
    assert container.verify(data).checks["sizes"] is False
    with pytest.raises(IntegrityError, match="its header says"):
        container.unsign(data)
    assert container.unsign(data, force_unverified=True) == plist


def test_force_opens_what_is_changed(icloud: Identity, plist: bytes) -> None:
    data = container.sign(plist, icloud, compression="none")
    changed = flipped(data, len(data) - 1)
    with pytest.raises(IntegrityError, match=r"segment 0\.0") as caught:
        container.unsign(changed)
    assert caught.value.check == "segments"
    assert container.unsign(changed, force_unverified=True) == plist[:-1] + bytes((plist[-1] ^ 1,))


def test_signed_by_another_key(icloud: Identity, contact: Identity, plist: bytes) -> None:
    """The auth data of somebody else over a file of one's own."""
    prologue = Prologue.unpack(container.sign(plist, icloud))
    theirs = Prologue.unpack(container.sign(plist, contact))
    from dataclasses import replace

    body = container.sign(plist, icloud)[prologue.size :]
    data = replace(prologue, auth_data=theirs.auth_data).pack() + body
    report = container.verify(data)
    assert report.kind == "contact"
    assert report.checks["signature"] is False
    assert report.checks["root_header"] is False
    assert not report.ok
