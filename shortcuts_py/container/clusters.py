"""Clusters: tables of segment headers and codes, with the stored segments behind them.

A cluster holds a fixed number of slots. Its header consists of the segment
headers, the code of the next cluster's header, and the segments' codes; unused
slots have a zero header, and a code that means nothing but is covered like the
others. Because all segments but the last are full, the root header settles how
many segments and clusters there are.
"""

from __future__ import annotations

import hmac
import struct
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from shortcuts_py.container.checksums import CHECKSUMS, Checksum
from shortcuts_py.container.compression import COMPRESSIONS, UNREADABLE, Compression
from shortcuts_py.container.errors import ContainerError, Findings, IntegrityError
from shortcuts_py.container.keys import ClusterKeys, KeySchedule, mac
from shortcuts_py.container.prologue import Prologue, RootHeader
from shortcuts_py.limits import check_time

__all__ = ["MAC_SIZE", "ClusterHeader", "SegmentHeader", "read_payload"]

MAC_SIZE = 32

_SIZES = struct.Struct("<II")


class SegmentHeader(NamedTuple):
    """Sizes of one segment, decompressed and stored, and the checksum of the former."""

    original_size: int
    stored_size: int
    checksum: bytes

    def pack(self) -> bytes:
        """The header as it stands in a cluster; `ClusterHeader.segment` reads it."""
        return _SIZES.pack(self.original_size, self.stored_size) + self.checksum


class ClusterHeader(NamedTuple):
    """The three parts of a cluster's header, as they stand in the file.

    Attributes:
        segments: all segment headers.
        next_mac: code of the next cluster's header; filler in the last cluster.
        segment_macs: all segment codes.
    """

    segments: bytes
    next_mac: bytes
    segment_macs: bytes

    @staticmethod
    def size(slots: int, checksum: Checksum) -> int:
        """Bytes of a header with this many slots."""
        return slots * (_SIZES.size + checksum.size + MAC_SIZE) + MAC_SIZE

    @classmethod
    def unpack(cls, data: memoryview, slots: int, checksum: Checksum) -> ClusterHeader:
        """Read a header from its bytes, of exactly `size`."""
        segments = slots * (_SIZES.size + checksum.size)
        return cls(
            bytes(data[:segments]),
            bytes(data[segments : segments + MAC_SIZE]),
            bytes(data[segments + MAC_SIZE :]),
        )

    def pack(self) -> bytes:
        """The header's bytes, the counterpart of `unpack`."""
        return self.segments + self.next_mac + self.segment_macs

    def mac(self, keys: ClusterKeys) -> bytes:
        """The code that the prologue, or the cluster before, holds of this header."""
        return mac(keys.header, self.segments, self.next_mac + self.segment_macs)

    def segment(self, index: int, checksum: Checksum) -> SegmentHeader:
        """Header of one segment."""
        size = _SIZES.size + checksum.size
        raw = self.segments[index * size : (index + 1) * size]
        original_size, stored_size = _SIZES.unpack_from(raw)
        return SegmentHeader(original_size, stored_size, raw[_SIZES.size :])

    def segment_mac(self, index: int) -> bytes:
        """Code of one segment."""
        return self.segment_macs[index * MAC_SIZE : (index + 1) * MAC_SIZE]


def algorithms(root: RootHeader) -> tuple[Compression, Checksum]:
    """What the root header's two ids stand for.

    Raises:
        ContainerError: an id that nobody knows, or a compression that is not read here.
    """
    compression = COMPRESSIONS.get(root.compression)
    if compression is None:
        name = UNREADABLE.get(root.compression, "an unknown compression")
        raise ContainerError(
            f"the file is compressed with {name} (id {chr(root.compression)!r}), "
            "which cannot be read; Shortcuts itself writes LZFSE"
        )
    checksum = CHECKSUMS.get(root.checksum)
    if checksum is None:
        raise ContainerError(f"the file has checksums of an unknown kind (id {root.checksum})")
    return compression, checksum


def read_payload(
    data: bytes,
    prologue: Prologue,
    root: RootHeader,
    keys: KeySchedule | None,
    findings: Findings,
) -> Iterator[bytes | memoryview]:
    """Walk all clusters, check everything, and yield the payload piece by piece.

    A piece is yielded before the checksum of its segment is known, so nobody
    may act on a piece before the walk has ended.

    Args:
        data: the whole file.
        prologue: its prologue.
        root: its root header, whose bounds were checked.
        keys: None skips the codes (when the signer's key cannot be read).
        findings: told of the checks "clusters", "segments", "checksums" and "sizes".

    Raises:
        IntegrityError: a failed check, unless the findings are tolerant, or
            sizes that do not let the walk go on.
        ContainerError: a compression that cannot be read.
    """
    compression, checksum = algorithms(root)
    view = memoryview(data)
    if root.container_size != len(data):
        findings.failed(
            "sizes", f"the file has {len(data):,} bytes, its header says {root.container_size:,}"
        )
    position = prologue.size
    expected_mac = prologue.cluster_mac
    remaining = root.original_size
    slots = root.segments_per_cluster
    for number in range(root.cluster_count):
        size = ClusterHeader.size(slots, checksum)
        if size > len(data) - position:
            raise IntegrityError(
                "sizes", f"cluster {number} does not fit into the file", offset=position
            )
        header = ClusterHeader.unpack(view[position : position + size], slots, checksum)
        cluster_keys = keys.cluster(number) if keys else None
        if cluster_keys and not hmac.compare_digest(header.mac(cluster_keys), expected_mac):
            findings.failed("clusters", f"the header of cluster {number} was changed")
        position += size
        for index in range(min(slots, -(-remaining // root.segment_size))):
            check_time()
            original = min(root.segment_size, remaining)
            entry = header.segment(index, checksum)
            name = f"segment {number}.{index}"
            if entry.original_size != original or not 0 < entry.stored_size <= original:
                raise IntegrityError(
                    "sizes",
                    f"{name} is said to have {entry.original_size:,} bytes in "
                    f"{entry.stored_size:,}; {original:,} are due",
                    offset=position,
                )
            stored = view[position : position + entry.stored_size]
            if len(stored) != entry.stored_size:
                raise IntegrityError("sizes", f"{name} ends behind the file", offset=position)
            if cluster_keys:
                code = mac(cluster_keys.segment(index), stored)
                if not hmac.compare_digest(code, header.segment_mac(index)):
                    findings.failed("segments", f"the stored bytes of {name} were changed")
            running = checksum.start()
            for piece in _unfold(compression, stored, original, name):
                running.update(piece)
                yield piece
            if running.digest() != entry.checksum:
                findings.failed("checksums", f"the content of {name} was changed")
            position += entry.stored_size
            remaining -= original
        unused = header.segments[_used(root) * (_SIZES.size + checksum.size) :]
        if not remaining and unused != bytes(len(unused)):
            findings.failed("sizes", "the file lists segments beyond its payload")
        expected_mac = header.next_mac
    _check_padding(view[position:], expected_mac, keys, findings)


def _used(root: RootHeader) -> int:
    """Slots in use in the last cluster."""
    return root.segment_count - (root.cluster_count - 1) * root.segments_per_cluster


def _unfold(
    compression: Compression, stored: memoryview, size: int, name: str
) -> Iterable[bytes | memoryview]:
    if len(stored) == size:
        yield stored
        return
    try:
        yield from compression.decompress(stored, size)
    except ContainerError as error:
        raise ContainerError(f"{name}: {error}") from None


def _check_padding(
    padding: memoryview, expected: bytes, keys: KeySchedule | None, findings: Findings
) -> None:
    """Padding is an option of Apple's archive tool; no shortcut is known to have any."""
    if padding and not (
        keys and hmac.compare_digest(hmac.digest(keys.padding, padding, "sha256"), expected)
    ):
        findings.failed("sizes", f"{len(padding):,} bytes stand behind the last segment")
