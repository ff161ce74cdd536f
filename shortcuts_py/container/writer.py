"""Writing a signed file, with the parameters that Apple's own files have.

With the seed, the salt, the filling and the time given, the same input makes
the same file bit by bit; the signature is deterministic as well (RFC 6979).
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace
from datetime import datetime, timezone
from typing import NamedTuple

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from shortcuts_py.container.archive import archive_head
from shortcuts_py.container.authdata import CONTACT
from shortcuts_py.container.checksums import CHECKSUMS, Checksum
from shortcuts_py.container.clusters import MAC_SIZE, ClusterHeader, SegmentHeader
from shortcuts_py.container.compression import COMPRESSIONS, Compression
from shortcuts_py.container.errors import ContainerError
from shortcuts_py.container.identity import Identity
from shortcuts_py.container.keys import ClusterKeys, KeySchedule, mac
from shortcuts_py.container.prologue import Prologue, RootHeader
from shortcuts_py.limits import Limits

__all__ = ["sign"]

_PROFILE = bytes(4)
_RANDOM_SIZE = 32


class _Segment(NamedTuple):
    header: SegmentHeader
    stored: bytes


def sign(
    plist: bytes,
    identity: Identity,
    *,
    seed: bytes | None = None,
    salt: bytes | None = None,
    filling: bytes | None = None,
    time: datetime | None = None,
    segment_size: int = 1024 * 1024,
    segments_per_cluster: int = 256,
    compression: str = "lzfse",
    checksum: str = "sha256",
) -> bytes:
    """Put a property list into a signed container.

    Args:
        plist: the property list, which goes into the archive as it is; the
            Shortcuts app writes the binary form.
        identity: who signs.
        seed: 32 bytes that the keys come from; random if None.
        salt: 32 bytes of salt for the keys; random if None.
        filling: any bytes, from which the filler of unused slots is expanded;
            random if None.
        time: creation and modification time in the archive; now if None.
        segment_size: bytes of each segment but the last.
        segments_per_cluster: slots in each cluster.
        compression: "lzfse", "none", "zlib", "lzma" or "lz4". Shortcuts only
            ever writes LZFSE.
        checksum: "sha256", "murmurhash64a" or "none".

    Raises:
        ContainerError: nothing to sign, or a parameter that no file can have.
    """
    if not plist:
        raise ContainerError("there is nothing to sign: the property list is empty")
    seed = _random(seed, "seed")
    salt = _random(salt, "salt")
    compression_id, packer = _compression(compression)
    checksum_id, summer = _checksum(checksum)
    head = archive_head(
        len(plist), time or datetime.now(timezone.utc), contact=identity.kind == CONTACT
    )
    payload = head + plist
    root = RootHeader(
        len(payload), 0, segment_size, segments_per_cluster, compression_id, checksum_id
    )
    root.check_bounds(40 * segments_per_cluster, Limits(payload_size=len(payload)))
    segments = [
        _pack_segment(payload[start : start + segment_size], packer, summer)
        for start in range(0, len(payload), segment_size)
    ]
    keys = KeySchedule(seed, salt, _PROFILE, identity.public_key)
    clusters, first_mac = _pack_clusters(segments, segments_per_cluster, summer, keys, filling)
    prologue = Prologue(
        _PROFILE, identity.auth_data, b"", seed, salt, b"", b"", cluster_mac=first_mac
    )
    root = replace(root, container_size=prologue.size + sum(map(len, clusters)))
    packed_root = root.pack()
    code = mac(keys.root_header, packed_root, first_mac + identity.auth_data)
    prologue = replace(prologue, root_header=packed_root, root_header_mac=code)
    signature = identity.private_key.sign(
        prologue.signed_bytes(), ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
    )
    return b"".join((replace(prologue, signature_field=signature).pack(), *clusters))


def _random(given: bytes | None, name: str) -> bytes:
    if given is None:
        return secrets.token_bytes(_RANDOM_SIZE)
    if len(given) != _RANDOM_SIZE:
        raise ContainerError(f"the {name} must have {_RANDOM_SIZE} bytes, not {len(given)}")
    return bytes(given)


def _compression(name: str) -> tuple[int, Compression]:
    for identifier, entry in COMPRESSIONS.items():
        if entry.name == name and entry.compress:
            return identifier, entry
    known = ", ".join(entry.name for entry in COMPRESSIONS.values() if entry.compress)
    raise ContainerError(f"{name!r} is no compression that can be written; these are: {known}")


def _checksum(name: str) -> tuple[int, Checksum]:
    for identifier, entry in CHECKSUMS.items():
        if entry.name == name:
            return identifier, entry
    known = ", ".join(entry.name for entry in CHECKSUMS.values())
    raise ContainerError(f"{name!r} is no kind of checksum; these are: {known}")


def _pack_segment(plain: bytes, compression: Compression, checksum: Checksum) -> _Segment:
    """A segment that compression does not make smaller is stored as it is."""
    packed = compression.compress(plain) if compression.compress else None
    stored = packed if packed is not None and len(packed) < len(plain) else plain
    running = checksum.start()
    running.update(plain)
    return _Segment(SegmentHeader(len(plain), len(stored), running.digest()), stored)


def _pack_clusters(
    segments: list[_Segment],
    slots: int,
    checksum: Checksum,
    keys: KeySchedule,
    filling: bytes | None,
) -> tuple[list[bytes], bytes]:
    """The clusters' bytes in order, and the code of the first one's header.

    Each header holds the code of the next one, so the last is made first.
    """
    runs = [segments[start : start + slots] for start in range(0, len(segments), slots)]
    unused = slots - len(runs[-1])
    filler = _filler((unused + 1) * MAC_SIZE, filling)
    next_mac, filler = filler[:MAC_SIZE], filler[MAC_SIZE:]
    packed: list[bytes] = []
    for number in range(len(runs) - 1, -1, -1):
        cluster_keys = keys.cluster(number)
        header = _cluster_header(runs[number], slots, checksum, cluster_keys, next_mac, filler)
        packed.append(header.pack() + b"".join(segment.stored for segment in runs[number]))
        next_mac, filler = header.mac(cluster_keys), b""
    return packed[::-1], next_mac


def _cluster_header(
    segments: list[_Segment],
    slots: int,
    checksum: Checksum,
    keys: ClusterKeys,
    next_mac: bytes,
    filler: bytes,
) -> ClusterHeader:
    """Unused slots, of the last cluster only, have zero headers and filler for codes."""
    headers = [segment.header for segment in segments]
    headers += [SegmentHeader(0, 0, bytes(checksum.size))] * (slots - len(segments))
    codes = (mac(keys.segment(index), segment.stored) for index, segment in enumerate(segments))
    return ClusterHeader(
        b"".join(header.pack() for header in headers), next_mac, b"".join(codes) + filler
    )


def _filler(size: int, filling: bytes | None) -> bytes:
    if filling is None:
        return secrets.token_bytes(size)
    return hashlib.shake_256(filling).digest(size)
