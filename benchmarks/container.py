"""What opening signed files costs, beside decompressing the same bytes.

Run `python benchmarks/container.py [FOLDER]`. FOLDER holds signed files; without
it, files are made that are like real ones in size. Each number is the best of
several rounds in one process.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import lzfse

from shortcuts_py import container
from shortcuts_py.container.checksums import CHECKSUMS
from shortcuts_py.container.clusters import ClusterHeader
from shortcuts_py.container.identity import Identity
from shortcuts_py.container.prologue import Prologue, RootHeader

ROUNDS = 5
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


def best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times)


def main() -> int:
    if len(sys.argv) > 1:
        files = [path.read_bytes() for path in sorted(Path(sys.argv[1]).glob("*.shortcut"))]
    else:
        files = made_files()
    segments = [segment for data in files for segment in stored_segments(data)]
    payload = sum(len(container.unsign(data)) for data in files)
    identity = Identity.from_files(PAIR)
    plists = [container.unsign(data) for data in files]

    decompressing = best(lambda: [lzfse.decompress(segment) for segment in segments])
    opening = best(lambda: [container.unsign(data) for data in files])
    verifying = best(lambda: [container.verify(data) for data in files])
    compressing = best(lambda: [lzfse.compress(plist) for plist in plists])
    writing = best(lambda: [container.sign(plist, identity) for plist in plists])

    print(f"{len(files)} files, {sum(map(len, files)):,} bytes, {payload:,} bytes inside")
    print(f"decompressing alone {decompressing * 1000:8.1f} ms")
    print(f"opening             {opening * 1000:8.1f} ms  {opening / decompressing:.2f} times")
    print(f"every check         {verifying * 1000:8.1f} ms  {verifying / decompressing:.2f} times")
    print(f"compressing alone   {compressing * 1000:8.1f} ms")
    print(f"writing             {writing * 1000:8.1f} ms  {writing / compressing:.2f} times")
    return 0 if opening <= TARGET * decompressing else 1


if __name__ == "__main__":
    sys.exit(main())
