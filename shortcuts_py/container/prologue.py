"""The fixed beginning of an AEA1 file: the prologue, and the root header inside it.

All integers are little-endian. Behind the variable-size auth data every part
has a fixed size, so one list of sizes serves reading and writing.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace

from shortcuts_py.container.errors import ContainerError
from shortcuts_py.limits import DEFAULT_LIMITS, Limits

__all__ = ["MAGIC", "PROFILES", "Prologue", "RootHeader", "is_signed"]

MAGIC = b"AEA1"

PROFILES = {
    0: "signed, not encrypted",
    1: "encrypted with a symmetric key",
    2: "encrypted with a symmetric key and signed",
    3: "encrypted for a recipient's public key",
    4: "encrypted for a recipient's public key and signed",
    5: "encrypted with a password",
}

_START = struct.Struct("<4s4sI")
_REST = struct.Struct("<128s32s32s32s48s32s")
_ROOT_HEADER = struct.Struct("<QQIIBB22s")

# Shortcuts writes about 2 KiB (iCloud) or 7 KiB (contact) of auth data.
_LARGEST_AUTH_DATA = 1024 * 1024
# Shortcuts always writes 1 MiB. The bound keeps what one segment costs small
# beside the payload, whatever its compression.
_LARGEST_SEGMENT = 16 * 1024 * 1024


def is_signed(data: bytes) -> bool:
    """Whether bytes begin like a signed shortcut (an AEA1 container)."""
    return data[:4] == MAGIC


@dataclass(frozen=True)
class RootHeader:
    """What the container says about its payload (48 bytes, plain in profile 0).

    Attributes:
        original_size: bytes of the whole payload, decompressed.
        container_size: bytes of the whole file.
        segment_size: bytes of every segment but the last, decompressed.
        segments_per_cluster: slots in every cluster, used or not.
        compression: compression id, an ASCII character ("e" for LZFSE).
        checksum: checksum id (0 none, 1 MurmurHash64A, 2 SHA-256).
        reserved: 22 bytes, zero in every known file.
    """

    original_size: int
    container_size: int
    segment_size: int
    segments_per_cluster: int
    compression: int
    checksum: int
    reserved: bytes = bytes(22)

    @classmethod
    def unpack(cls, data: bytes) -> RootHeader:
        """Read 48 bytes; no value is judged here."""
        return cls(*_ROOT_HEADER.unpack(data))

    def pack(self) -> bytes:
        """The 48 bytes, the counterpart of `unpack`."""
        return _ROOT_HEADER.pack(
            self.original_size,
            self.container_size,
            self.segment_size,
            self.segments_per_cluster,
            self.compression,
            self.checksum,
            self.reserved,
        )

    def check_bounds(self, file_size: int, limits: Limits) -> None:
        """Refuse sizes that no real file has, before anything is allocated for them.

        Raises:
            ContainerError: a size is zero, or beyond its bound.
        """
        if self.original_size == 0:
            raise ContainerError("the signed file says that its payload is empty")
        if self.original_size > limits.payload_size:
            raise ContainerError(
                f"the signed file unfolds to {self.original_size:,} bytes; "
                f"the limit is {limits.payload_size:,}"
            )
        if not 0 < self.segment_size <= _LARGEST_SEGMENT:
            raise ContainerError(
                f"the signed file has segments of {self.segment_size:,} bytes; "
                f"1 to {_LARGEST_SEGMENT:,} are read"
            )
        if not 0 < self.segments_per_cluster <= file_size // 40:
            raise ContainerError(
                f"the signed file has clusters of {self.segments_per_cluster:,} segments, "
                "which do not fit into it"
            )

    @property
    def segment_count(self) -> int:
        """Segments that the payload takes."""
        return -(-self.original_size // self.segment_size)

    @property
    def cluster_count(self) -> int:
        """Clusters that the segments take."""
        return -(-self.segment_count // self.segments_per_cluster)


@dataclass(frozen=True)
class Prologue:
    """Everything in front of the first cluster.

    Attributes:
        profile: the 4 bytes of profile id and scrypt strength.
        auth_data: who signed, as a property list.
        signature_field: DER signature, filled up to 128 bytes with zeros.
        seed: 32 random bytes, the input key material of the main key.
        salt: 32 random bytes, the salt of the main key.
        root_header_mac: HMAC of the root header.
        root_header: the root header as it stands in the file.
        cluster_mac: HMAC of the first cluster's header.
    """

    profile: bytes
    auth_data: bytes
    signature_field: bytes
    seed: bytes
    salt: bytes
    root_header_mac: bytes
    root_header: bytes
    cluster_mac: bytes

    @classmethod
    def unpack(cls, data: bytes, limits: Limits = DEFAULT_LIMITS) -> Prologue:
        """Read the prologue of a whole file.

        Raises:
            ContainerError: not an AEA1 file, not profile 0, or cut short.
        """
        if len(data) > limits.file_size:
            raise ContainerError(
                f"the file has {len(data):,} bytes; the limit is {limits.file_size:,}"
            )
        if not is_signed(data):
            raise ContainerError("not a signed shortcut: it does not begin with AEA1", offset=0)
        if len(data) < _START.size + _REST.size:
            raise ContainerError(f"the signed file is cut short: {len(data)} bytes")
        _, profile, auth_size = _START.unpack_from(data)
        number = int.from_bytes(profile[:3], "little")
        if number != 0:
            kind = PROFILES.get(number, "unknown")
            raise ContainerError(
                f"an AEA1 archive of profile {number} ({kind}); "
                f"shortcuts are always of profile 0 ({PROFILES[0]})",
                offset=4,
            )
        if auth_size > _LARGEST_AUTH_DATA:
            raise ContainerError(
                f"the auth data is said to have {auth_size:,} bytes; "
                f"up to {_LARGEST_AUTH_DATA:,} are read",
                offset=8,
            )
        if _START.size + auth_size + _REST.size > len(data):
            raise ContainerError("the signed file is cut short in its prologue", offset=len(data))
        start = _START.size + auth_size
        return cls(profile, data[_START.size : start], *_REST.unpack_from(data, start))

    def pack(self) -> bytes:
        """The bytes of the prologue, the counterpart of `unpack`."""
        return b"".join(
            (
                _START.pack(MAGIC, self.profile, len(self.auth_data)),
                self.auth_data,
                _REST.pack(
                    self.signature_field,
                    self.seed,
                    self.salt,
                    self.root_header_mac,
                    self.root_header,
                    self.cluster_mac,
                ),
            )
        )

    @property
    def size(self) -> int:
        """Bytes of the prologue; the first cluster begins behind them."""
        return _START.size + len(self.auth_data) + _REST.size

    def signed_bytes(self) -> bytes:
        """What the signature covers: the prologue with the signature field set to zero."""
        return replace(self, signature_field=b"").pack()

    def signature(self) -> bytes | None:
        """The DER signature out of its field; None if the field is not well formed.

        The length comes from the DER header; the bytes behind it must be zero,
        because nothing else in the file would notice a change there.
        """
        field = self.signature_field
        length = 2 + field[1]
        if field[0] != 0x30 or field[1] >= 0x80 or length > len(field) or any(field[length:]):
            return None
        return field[:length]
