"""Hostile containers end in a clear error, within bounded memory and time.

The files are signed properly: whoever makes a hostile file signs it, too.
"""

from __future__ import annotations

import lzma
import struct
import subprocess
import sys
import time
import zlib
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

import pytest
from hostile_files import ENDLESS, MIB, refuses, seal, with_stream
from test_container_lzfse import SEED_BLOCK, bomb

from shortcuts_py import container
from shortcuts_py.container import writer
from shortcuts_py.container.archive import archive_head
from shortcuts_py.container.clusters import ClusterHeader, SegmentHeader
from shortcuts_py.container.compression import LZMA, LZVN, STORED, ZLIB
from shortcuts_py.container.errors import ContainerError
from shortcuts_py.container.identity import Identity
from shortcuts_py.container.keys import KeySchedule
from shortcuts_py.container.prologue import Prologue
from shortcuts_py.limits import Limits

SEGMENT = 700_000


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"original_size": 0}, "payload is empty"),
        ({"original_size": 1 << 63}, "the limit is"),
        ({"original_size": 300 * MIB}, "the limit is"),
        ({"original_size": 10}, "are due"),
        ({"original_size": 2 * MIB}, "are due"),
        ({"container_size": 1 << 62}, "its header says"),
        ({"segment_size": 0}, "segments of 0 bytes"),
        ({"segment_size": 0xFFFFFFFF}, "segments of 4,294,967,295 bytes"),
        ({"segment_size": 1}, "are due"),
        ({"segments_per_cluster": 0}, "clusters of 0"),
        ({"segments_per_cluster": 0xFFFFFFFF}, "do not fit"),
        ({"segments_per_cluster": 400}, "does not fit|was changed"),
        ({"compression": ord("b")}, "LZBITMAP"),
        ({"compression": 7}, "unknown compression"),
        ({"compression": STORED}, "without compression"),
        ({"compression": LZMA}, "damaged LZMA"),
        ({"compression": LZVN}, "damaged LZVN"),
        ({"compression": ZLIB}, "damaged zlib"),
        ({"checksum": 9}, "checksums of an unknown kind"),
        ({"checksum": 0}, "was changed"),
    ],
)
def test_root_headers_that_lie(
    changes: dict[str, int], message: str, icloud: Identity, plist: bytes
) -> None:
    data = container.sign(plist * 10, icloud)
    refuses(seal(data, icloud, **changes), message)


def test_unused_slots_that_are_not_empty(
    icloud: Identity, plist: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def header(original_size: int, stored_size: int, checksum: bytes) -> SegmentHeader:
        return SegmentHeader(original_size, stored_size or 7, checksum)

    monkeypatch.setattr(writer, "SegmentHeader", header)
    data = container.sign(plist, icloud)
    refuses(data, "segments beyond its payload")
    assert container.verify(data).checks["sizes"] is False


def test_sealing_alone_changes_nothing(icloud: Identity, plist: bytes) -> None:
    data = seal(container.sign(plist, icloud), icloud)
    assert container.verify(data).ok


def test_limits_are_an_option(icloud: Identity, plist: bytes) -> None:
    data = container.sign(plist, icloud)
    refuse = pytest.raises(ContainerError, match="the limit is")
    with refuse:
        container.unsign(data, limits=Limits(payload_size=100))
    with refuse:
        container.unsign(data, limits=Limits(file_size=100))
    assert container.verify(data, limits=Limits(payload_size=100)).checks["sizes"] is False
    assert container.unsign(data, limits=Limits(payload_size=2000)) == plist


def lzfse_bomb() -> bytes:
    """Says that it has the size of the segment, in 51 blocks; has more than a gigabyte."""
    size = len(archive_head(SEGMENT + 8, datetime.now(timezone.utc), contact=False)) + SEGMENT + 8
    last = bomb(10_000, size - 1 - 49 * 9_999)
    return SEED_BLOCK + bomb(10_000, 9_999) * 49 + last + b"bvx$"


@pytest.mark.parametrize(
    ("name", "stream"),
    [
        ("zlib", zlib.compress(ENDLESS + bytes(64 * MIB))),
        ("lzma", lzma.compress(ENDLESS + bytes(64 * MIB))),
        ("lzma", lzma.compress(bytes(MIB), preset=9 | lzma.PRESET_EXTREME)),
        ("lzfse", lzfse_bomb()),
        ("lz4", b"bv41" + struct.pack("<II", 0xFFFFFFFF, 4) + bytes(4) + b"bv4$"),
        ("lz4", b"\x1f\x00\x01\x00" + b"\xff" * 40_000 + b"\x00"),
    ],
    ids=["zlib", "lzma", "lzma, large dictionary", "lzfse", "lz4, framed", "lz4, bare"],
)
def test_segments_that_inflate(
    name: str, stream: bytes, icloud: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "lz4":
        pytest.importorskip("lz4")
    data = with_stream(stream, SEGMENT, icloud, monkeypatch, name)
    refuses(data, "another size than it states" if name == "lzfse" else "damaged")


CHILD = """
import sys
from pathlib import Path
from shortcuts_py import container
from shortcuts_py.container.errors import ContainerError
from shortcuts_py.limits import Limits
import shortcuts_py.container.certificates, shortcuts_py.container.reader
data = Path(sys.argv[1]).read_bytes()
def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
before = peak()
for force in (False, True):
    try:
        container.unsign(data, limits=Limits(payload_size=int(sys.argv[2])), force_unverified=force)
    except ContainerError as error:
        print("refused:", error, file=sys.stderr)
print((peak() - before) // 1024)
"""


def grown_by(data: bytes, limit: int, folder: Path) -> tuple[int, str]:
    """MiB by which a process of its own grows at most while it reads, and what it says."""
    path = folder / "hostile.shortcut"
    path.write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(path), str(limit)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        cwd=Path(__file__).parents[2],
    )
    return int(done.stdout), done.stderr


needs_proc = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="peak memory is read from /proc"
)


@needs_proc
@pytest.mark.parametrize("name", ["zlib", "lzma", "lzfse"])
def test_memory_of_inflating_segments(
    name: str, icloud: Identity, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Streams of under 1 MiB that would unfold to 120 MiB, and to more than a gigabyte."""
    stream = {
        "zlib": lambda: zlib.compress(ENDLESS + bytes(120 * MIB)),
        "lzma": lambda: lzma.compress(ENDLESS + bytes(120 * MIB), preset=1),
        "lzfse": lzfse_bomb,
    }[name]()
    data = with_stream(stream, SEGMENT, icloud, monkeypatch, name)
    grown, said = grown_by(data, 4 * MIB, tmp_path)
    assert said.count("refused:") == 2
    assert grown <= 4 + 64


@needs_proc
def test_memory_of_an_honest_payload_at_the_limit(icloud: Identity, tmp_path: Path) -> None:
    content = b"bplist00" + bytes(100 * MIB)
    data = container.sign(content, icloud)
    assert len(data) < MIB
    grown, said = grown_by(data, 101 * MIB, tmp_path)
    assert not said
    assert 100 <= grown <= 101 + 64


@pytest.mark.parametrize(
    "auth_data",
    [
        b"",
        b"x" * 100,
        b"bplist00",
        b"bplist00" + bytes(100),
        b"bplist00" + b"\xff" * 100,
        b'<?xml version="1.0"?><plist><dict/></plist>',
    ],
)
def test_broken_auth_data(auth_data: bytes, icloud: Identity, plist: bytes) -> None:
    prologue = Prologue.unpack(container.sign(plist, icloud))
    body = container.sign(plist, icloud)[prologue.size :]
    data = replace(prologue, auth_data=auth_data).pack() + body
    report = container.verify(data)
    assert report.kind == "unknown"
    assert report.checks["signature"] is False
    assert report.checks["clusters"] is None
    assert not report.ok
    with pytest.raises(ContainerError, match="auth data"):
        container.unsign(data)


def test_auth_data_that_claims_all_memory() -> None:
    data = b"AEA1" + bytes(4) + b"\xff\xff\xff\xff" + bytes(500)
    with pytest.raises(ContainerError, match=r"4,294,967,295 bytes"):
        container.unsign(data)


def test_padding_behind_the_last_cluster(
    icloud: Identity, plist: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An option of Apple's archive tool: its code stands where the next cluster's would."""
    import hmac

    padding = bytes(range(256))
    seed, salt = bytes(32), bytes(32)
    keys = KeySchedule(seed, salt, bytes(4), icloud.public_key)
    code = hmac.digest(keys.padding, padding, "sha256")
    monkeypatch.setattr(writer, "_filler", lambda size, _: code + bytes(size - 32))
    data = container.sign(plist, icloud, seed=seed, salt=salt)
    padded = seal(data + padding, icloud, container_size=len(data) + len(padding))
    assert container.verify(padded).ok
    assert container.unsign(padded) == plist
    changed = padded[:-1] + b"\0"
    assert container.verify(changed).checks["sizes"] is False


def test_time_grows_with_the_file_only(icloud: Identity) -> None:
    """Very many very small segments: the slowest honest form of a file."""
    data = container.sign(bytes(20_000), icloud, segment_size=1, compression="none")
    begun = time.perf_counter()
    assert container.unsign(data) == bytes(20_000)
    assert time.perf_counter() - begun < 10


def test_cluster_header_both_directions() -> None:
    from shortcuts_py.container.checksums import CHECKSUMS

    for checksum in CHECKSUMS.values():
        size = ClusterHeader.size(3, checksum)
        raw = bytes(range(256))[:size].ljust(size, b"z")
        assert ClusterHeader.unpack(memoryview(raw), 3, checksum).pack() == raw
