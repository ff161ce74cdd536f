"""LZFSE streams, decoded within a bound.

The LZFSE decoder does not hold a compressed block to the size that its header
states, and the binding doubles its buffer until the output fits: a segment of
1 MiB could unfold to more than a gigabyte. So the block headers are read here,
which say how much each block could put out at worst, and blocks are handed to
the decoder in groups whose worst case is bounded. Matches reach back at most
256 KiB, which a raw block in front of each group provides.

The binding also takes the size of its first buffer from the first block's
header, and starts over with a buffer twice as large whenever the output fills
it. An empty block in front, which states the size expected of the whole, spares
that; it makes decoding about twice as fast.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

import lzfse

from shortcuts_py.container import lzvn
from shortcuts_py.container.errors import ContainerError

__all__ = ["compress", "decompress", "decompress_lzvn"]

_END = b"bvx$"
_RAW = struct.Struct("<4sI")
_LZVN = struct.Struct("<4sII")
_COMPRESSED = struct.Struct("<4sIQQQ")

_MOST_LITERALS = 40_000
_MOST_MATCHES = 10_000
_LONGEST_MATCH = 2_359
_LONGEST_DISTANCE = 262_139
_GROUP_BOUND = 24 * 1024 * 1024
_20_BITS = (1 << 20) - 1


class _Block(NamedTuple):
    magic: bytes
    start: int
    end: int
    size: int
    worst: int


def compress(data: bytes) -> bytes | None:
    """Compress to one LZFSE stream; None when the library cannot make it smaller."""
    try:
        return bytes(lzfse.compress(data))
    except lzfse.error:
        return None


def decompress(stream: memoryview, size: int) -> Iterator[bytes | memoryview]:
    """Decode one LZFSE stream piece by piece.

    Args:
        stream: the whole stream, from the first block to the end marker.
        size: decoded bytes that it must have.

    Yields:
        The decoded bytes in order; together exactly `size`.

    Raises:
        ContainerError: damaged, of another size, or a block that would unfold
            beyond what its header says.
    """
    history = b""
    groups = list(_groups(_read_blocks(stream, size)))
    for number, group in enumerate(groups, 1):
        piece = _decode_group(stream, group, history)
        yield piece
        if number < len(groups):
            history = _tail(history, piece)


def decompress_lzvn(stream: memoryview, size: int) -> Iterator[bytes | memoryview]:
    """Decode a bare LZVN stream of `size` decoded bytes."""
    yield lzvn.decode(bytes(stream), size)


def _read_blocks(stream: memoryview, size: int) -> Iterator[_Block]:
    position = 0
    total = 0
    while True:
        magic = bytes(stream[position : position + 4])
        if magic == _END:
            break
        block = _read_block(stream, position, magic)
        if block.end + len(_END) > len(stream) or block.size == 0:
            raise ContainerError("a damaged LZFSE stream: a block that is empty or cut short")
        total += block.size
        if total > size:
            raise ContainerError(f"a damaged LZFSE stream: more than the {size:,} bytes stated")
        yield block
        position = block.end
    if total != size:
        raise ContainerError(f"a damaged LZFSE stream: {total:,} bytes instead of {size:,}")
    if position + len(_END) != len(stream):
        raise ContainerError("a damaged LZFSE stream: bytes behind its end")


def _read_block(stream: memoryview, position: int, magic: bytes) -> _Block:
    try:
        if magic == b"bvx2":
            return _read_compressed(stream, position)
        if magic == b"bvxn":
            _, size, payload = _LZVN.unpack_from(stream, position)
            return _Block(magic, position, position + _LZVN.size + payload, size, size)
        if magic == b"bvx-":
            _, size = _RAW.unpack_from(stream, position)
            return _Block(magic, position, position + _RAW.size + size, size, size)
    except struct.error:
        raise ContainerError("a damaged LZFSE stream: cut short") from None
    raise ContainerError(f"a damaged LZFSE stream: no block begins with {magic!r}")


def _read_compressed(stream: memoryview, position: int) -> _Block:
    """Header fields of 20 bits: literals and matches, and how many bytes encode each."""
    magic, size, first, second, third = _COMPRESSED.unpack_from(stream, position)
    literals = first & _20_BITS
    literal_bytes = first >> 20 & _20_BITS
    matches = first >> 40 & _20_BITS
    match_bytes = second >> 40 & _20_BITS
    header = third & 0xFFFFFFFF
    if literals > _MOST_LITERALS or not 0 < matches <= _MOST_MATCHES or header < _COMPRESSED.size:
        raise ContainerError("a damaged LZFSE stream: a block header beyond its bounds")
    end = position + header + literal_bytes + match_bytes
    return _Block(magic, position, end, size, _MOST_LITERALS + 64 + matches * _LONGEST_MATCH)


def _groups(blocks: Iterator[_Block]) -> Iterator[list[_Block]]:
    """Runs of blocks that the library decodes together; other blocks stand alone."""
    group: list[_Block] = []
    worst = 0
    for block in blocks:
        alone = block.magic != b"bvx2" or (group and group[-1].magic != b"bvx2")
        if group and (alone or worst + block.worst > _GROUP_BOUND):
            yield group
            group, worst = [], 0
        group.append(block)
        worst += block.worst
    if group:
        yield group


def _decode_group(stream: memoryview, group: list[_Block], history: bytes) -> bytes | memoryview:
    start, end = group[0].start, group[-1].end
    if group[0].magic == b"bvx-":
        return stream[start + _RAW.size : end]
    if group[0].magic == b"bvxn":
        return lzvn.decode(bytes(stream[start + _LZVN.size : end]), group[0].size, history)
    size = sum(block.size for block in group)
    parts: list[bytes | memoryview] = [_priming_block(len(history) + size)]
    if history:
        parts += [_RAW.pack(b"bvx-", len(history)), history]
    parts += [stream[start:end], _END]
    decoded = _run_decoder(parts, len(history) + size)
    return memoryview(decoded)[len(history) :] if history else decoded


def _priming_block(size: int) -> bytes:
    """An empty compressed block that makes the binding start with a buffer above `size`.

    It holds no tables, no literals and no matches; 8 bytes of payload are the
    least that the decoder reads. A count of unused bits is stored plus 7.
    """
    no_unused_bits = 7 << 60
    payload = 8 << 40
    return _COMPRESSED.pack(
        b"bvx2", size + 1, no_unused_bits, no_unused_bits | payload, _COMPRESSED.size
    ) + bytes(8)


def _run_decoder(parts: list[bytes | memoryview], size: int) -> bytes:
    try:
        decoded = bytes(lzfse.decompress(b"".join(parts)))
    except lzfse.error:
        raise ContainerError("a damaged LZFSE stream") from None
    if len(decoded) != size:
        raise ContainerError("a damaged LZFSE stream: a block of another size than it states")
    return decoded


def _tail(history: bytes, piece: bytes | memoryview) -> bytes:
    if len(piece) >= _LONGEST_DISTANCE:
        return bytes(piece[-_LONGEST_DISTANCE:])
    return (history + piece)[-_LONGEST_DISTANCE:]
