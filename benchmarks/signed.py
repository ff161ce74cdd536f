"""Opening, checking and writing signed files, beside decompressing the same bytes."""

from __future__ import annotations

import random
from pathlib import Path

import lzfse

from benchmarks.measuring import Row, best
from benchmarks.shapes import corpus_files
from shortcuts_py import container
from shortcuts_py.container.checksums import CHECKSUMS
from shortcuts_py.container.clusters import ClusterHeader
from shortcuts_py.container.identity import Identity
from shortcuts_py.container.prologue import Prologue, RootHeader

__all__ = ["signed"]

PAIR = Path(__file__).parents[1] / "fixtures" / "signed" / "icloud.qmd"
TARGET = 3.0


def made_files() -> list[bytes]:
    """Words in random order, which compress like property lists; 2 KB to 3 MB."""
    rng = random.Random(7)
    words = [rng.randbytes(rng.randint(3, 60)) for _ in range(600)]
    identity = Identity.from_files(PAIR)
    files = []
    for size in [2_000, 8_000, 20_000, 40_000, 70_000, 150_000] * 15 + [3_000_000]:
        content = b"bplist00" + b"".join(rng.choices(words, k=size // 30))
        files.append(container.sign(content, identity))
    return files


def stored_segments(data: bytes) -> list[bytes]:
    """The compressed segments of a file of one cluster."""
    prologue = Prologue.unpack(data)
    root = RootHeader.unpack(prologue.root_header)
    checksum = CHECKSUMS[root.checksum]
    size = ClusterHeader.size(root.segments_per_cluster, checksum)
    position = prologue.size + size
    header = ClusterHeader.unpack(
        memoryview(data)[prologue.size : position], root.segments_per_cluster, checksum
    )
    segments = []
    for index in range(root.segment_count):
        entry = header.segment(index, checksum)
        if entry.stored_size < entry.original_size:
            segments.append(data[position : position + entry.stored_size])
        position += entry.stored_size
    return segments


def signed() -> list[Row]:
    """Time of reading, checking and writing signed files."""
    files = [path.read_bytes() for path in corpus_files() if path.suffix == ".shortcut"]
    files = [data for data in files if container.is_signed(data)] or made_files()
    segments = [segment for data in files for segment in stored_segments(data)]
    identity = Identity.from_files(PAIR)
    plists = [container.unsign(data) for data in files]
    payload = sum(map(len, plists))
    decompressing = best(lambda: [lzfse.decompress(segment) for segment in segments])
    compressing = best(lambda: [lzfse.compress(plist) for plist in plists])
    note = f"{len(files)} files, {payload:,} bytes inside"
    rows = []
    for name, work, floor_name, floor, target in (
        ("open signed", container.unsign, "decompressing", decompressing, TARGET),
        ("check signed", container.verify, "decompressing", decompressing, None),
    ):
        seconds = best(lambda work=work: [work(data) for data in files])  # type: ignore[misc]
        rows.append(Row(name, seconds * 1000, None, floor_name, seconds / floor,
                        target=target, note=note))  # fmt: skip
    seconds = best(lambda: [container.sign(plist, identity) for plist in plists])
    rows.append(Row("sign with an identity", seconds * 1000, None, "compressing",
                    seconds / compressing, note=note))  # fmt: skip
    return rows
