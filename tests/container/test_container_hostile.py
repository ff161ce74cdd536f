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
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from test_container_lzfse import SEED_BLOCK, bomb

from shortcuts_py import container
from shortcuts_py.container import writer
from shortcuts_py.container.archive import Field, _pack_entry
from shortcuts_py.container.clusters import ClusterHeader
from shortcuts_py.container.compression import COMPRESSIONS, LZ4, LZMA, LZVN, STORED, ZLIB
from shortcuts_py.container.errors import ContainerError
from shortcuts_py.container.identity import Identity
from shortcuts_py.container.keys import KeySchedule, mac
from shortcuts_py.container.prologue import Prologue, RootHeader
from shortcuts_py.limits import Limits

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


@pytest.mark.parametrize(
    ("name", "stream"),
    [
        ("zlib", zlib.compress(ENDLESS + bytes(64 * MIB))),
        ("lzma", lzma.compress(ENDLESS + bytes(64 * MIB))),
        ("lzma", lzma.compress(bytes(MIB), preset=9 | lzma.PRESET_EXTREME)),
        ("lzfse", SEED_BLOCK + bomb(10_000, 9_999) * 50 + b"bvx$"),
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
    data = with_stream(stream, 700_000, icloud, monkeypatch, name)
    refuses(data, "damaged")


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
        "lzfse": lambda: SEED_BLOCK + bomb(10_000, 9_999) * 50 + b"bvx$",
    }[name]()
    data = with_stream(stream, 700_000, icloud, monkeypatch, name)
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


GOOD = file_entry(b"Shortcut.wflow", b"bplist00 good")


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


@pytest.mark.parametrize("framing", ["framed", "two blocks", "stored block", "bare"])
def test_lz4_framings(framing: str, icloud: Identity, monkeypatch: pytest.MonkeyPatch) -> None:
    block = pytest.importorskip("lz4.block")

    def framed(part: bytes, history: bytes = b"") -> bytes:
        packed = block.compress(part, store_size=False, dict=history)
        return b"bv41" + struct.pack("<II", len(part), len(packed)) + packed

    compress: dict[str, Callable[[bytes], bytes]] = {
        "framed": lambda plain: framed(plain) + b"bv4$",
        "two blocks": lambda plain: (
            framed(plain[:900]) + framed(plain[900:], plain[:900]) + b"bv4$"
        ),
        "stored block": lambda plain: (
            b"bv4-" + struct.pack("<I", 9) + plain[:9] + framed(plain[9:]) + b"bv4$"
        ),
        "bare": lambda plain: block.compress(plain, store_size=False),
    }
    monkeypatch.setitem(COMPRESSIONS, LZ4, COMPRESSIONS[LZ4]._replace(compress=compress[framing]))
    content = b"bplist00" + b"words and words " * 300
    data = container.sign(content, icloud, compression="lz4")
    assert container.unsign(data) == content


def test_lz4_without_its_library(
    icloud: Identity, plist: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("lz4")
    data = container.sign(plist * 10, icloud, compression="lz4")
    monkeypatch.setitem(sys.modules, "lz4", None)
    refuses(data, r"install shortcuts_py\[lz4\]")


def test_raw_deflate_is_read(icloud: Identity, monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"bplist00" + b"words and words " * 300

    def bare(plain: bytes) -> bytes:
        packer = zlib.compressobj(wbits=-15)
        return packer.compress(plain) + packer.flush()

    monkeypatch.setitem(COMPRESSIONS, ZLIB, COMPRESSIONS[ZLIB]._replace(compress=bare))
    assert container.unsign(container.sign(content, icloud, compression="zlib")) == content


def test_lzvn_segments_are_read(icloud: Identity, monkeypatch: pytest.MonkeyPatch) -> None:
    import lzfse

    content = b"bplist00" + b"words and words " * 100
    monkeypatch.setitem(
        COMPRESSIONS,
        LZVN,
        COMPRESSIONS[LZVN]._replace(compress=lambda plain: lzfse.compress(plain)[12:-4]),
    )
    assert container.unsign(container.sign(content, icloud, compression="lzvn")) == content
