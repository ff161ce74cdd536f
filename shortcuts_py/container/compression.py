"""The compressions of segments, by the id that the root header gives.

LZFSE is what Shortcuts writes. The framing of the others inside files that
Apple's tools make is not established, so the readers take each one in the
forms that are known elsewhere; the checksum behind it decides.
"""

from __future__ import annotations

import lzma
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from shortcuts_py.container import lzfse_stream
from shortcuts_py.container.errors import ContainerError

__all__ = [
    "COMPRESSIONS",
    "LZ4",
    "LZFSE",
    "LZMA",
    "LZVN",
    "STORED",
    "UNREADABLE",
    "ZLIB",
    "Compression",
]

STORED, LZ4, LZBITMAP, LZFSE, LZVN, LZMA, ZLIB = (ord(letter) for letter in "-4befxz")

_PIECE = 256 * 1024
# Presets up to 8 MiB of dictionary decode within this; larger ones gain nothing
# on segments of at most 16 MiB.
_LZMA_MEMORY = 40 * 1024 * 1024

_Decompress = Callable[[memoryview, int], Iterator["bytes | memoryview"]]


class Compression(NamedTuple):
    """One compression: its name, and both directions as far as they exist.

    Attributes:
        name: what to call it.
        decompress: takes a stored segment and the size that it must unfold to,
            and yields the bytes piece by piece, never far more than that size.
        compress: None when nothing here writes it.
    """

    name: str
    decompress: _Decompress
    compress: Callable[[bytes], bytes | None] | None


def _pieces(
    read: Callable[[int], bytes], finished: Callable[[], bool], size: int, name: str
) -> Iterator[bytes]:
    """Read an incremental decoder until it ends, or has put out too much."""
    total = 0
    while not finished():
        piece = read(min(_PIECE, size + 1 - total))
        total += len(piece)
        if total > size or (not piece and not finished()):
            raise ContainerError(f"a damaged {name} stream")
        yield piece
    if total != size:
        raise ContainerError(f"a damaged {name} stream: {total:,} bytes instead of {size:,}")


def _inflate(stream: memoryview, size: int) -> Iterator[bytes]:
    """With the two-byte zlib header, or bare."""
    first = int.from_bytes(stream[:2], "big")
    has_header = first >> 8 & 15 == 8 and first % 31 == 0
    decoder = zlib.decompressobj(zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)
    rest: bytes | memoryview = stream

    def read(most: int) -> bytes:
        nonlocal rest
        piece = decoder.decompress(rest, most)
        rest = decoder.unconsumed_tail
        return piece

    try:
        yield from _pieces(read, lambda: decoder.eof, size, "zlib")
    except zlib.error:
        raise ContainerError("a damaged zlib stream") from None
    if decoder.unused_data or rest:
        raise ContainerError("a damaged zlib stream: bytes behind its end")


def _decompress_xz(stream: memoryview, size: int) -> Iterator[bytes]:
    decoder = lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=_LZMA_MEMORY)
    rest: bytes | memoryview = stream

    def read(most: int) -> bytes:
        nonlocal rest
        piece = decoder.decompress(rest, most)
        rest = b""
        return piece

    try:
        yield from _pieces(read, lambda: decoder.eof, size, "LZMA")
    except lzma.LZMAError:
        raise ContainerError("a damaged LZMA stream, or one that needs too much memory") from None
    if decoder.unused_data:
        raise ContainerError("a damaged LZMA stream: bytes behind its end")


def _decompress_lz4(stream: memoryview, size: int) -> Iterator[bytes | memoryview]:
    """A bare LZ4 block, or the framing of Apple's compression library."""
    try:
        from lz4 import block
    except ImportError:
        raise ContainerError(
            "the file is compressed with LZ4; install shortcuts_py[lz4] to read it"
        ) from None
    total = 0
    history = b""
    for magic, stored, original in _lz4_blocks(stream, size):
        if total + original > size:
            raise ContainerError("a damaged LZ4 stream: more bytes than stated")
        try:
            piece = (
                bytes(stored)
                if magic == b"bv4-"
                else block.decompress(stored, uncompressed_size=original, dict=history)
            )
        except block.LZ4BlockError:
            raise ContainerError("a damaged LZ4 stream") from None
        total += len(piece)
        yield piece
        history = (history + piece)[-65_536:]
    if total != size:
        raise ContainerError(f"a damaged LZ4 stream: {total:,} bytes instead of {size:,}")


def _lz4_blocks(stream: memoryview, size: int) -> Iterator[tuple[bytes, memoryview, int]]:
    """Magic, stored bytes and decoded size of each block."""
    if bytes(stream[:4]) not in (b"bv41", b"bv4-"):
        yield b"", stream, size
        return
    position = 0
    try:
        while bytes(stream[position : position + 4]) != b"bv4$":
            magic = bytes(stream[position : position + 4])
            if magic == b"bv41":
                original, stored = struct.unpack_from("<II", stream, position + 4)
                start = position + 12
            elif magic == b"bv4-":
                (original,) = struct.unpack_from("<I", stream, position + 4)
                stored, start = original, position + 8
            else:
                raise ContainerError(f"a damaged LZ4 stream: no block begins with {magic!r}")
            position = start + stored
            if position > len(stream) or original == 0:
                raise ContainerError("a damaged LZ4 stream: a block that is empty or cut short")
            yield magic, stream[start:position], original
    except struct.error:
        raise ContainerError("a damaged LZ4 stream: cut short") from None


def _compress_lz4(data: bytes) -> bytes:
    from lz4 import block

    return bytes(block.compress(data, store_size=False))


def _refuse_stored(stream: memoryview, size: int) -> Iterator[bytes]:
    raise ContainerError(
        f"a segment of {size:,} bytes is stored in {len(stream):,}, in a file without compression"
    )


COMPRESSIONS: dict[int, Compression] = {
    STORED: Compression("none", _refuse_stored, lambda data: None),
    LZ4: Compression("lz4", _decompress_lz4, _compress_lz4),
    LZFSE: Compression("lzfse", lzfse_stream.decompress, lzfse_stream.compress),
    LZVN: Compression("lzvn", lzfse_stream.decompress_lzvn, None),
    LZMA: Compression("lzma", _decompress_xz, lambda data: lzma.compress(data)),
    ZLIB: Compression("zlib", _inflate, lambda data: zlib.compress(data)),
}

UNREADABLE = {LZBITMAP: "LZBITMAP"}
