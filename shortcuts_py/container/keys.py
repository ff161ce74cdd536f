"""The key schedule of profile 0, and the message authentication code made with its keys.

The keys follow from bytes that stand in the file, so they keep nothing secret:
the codes are a net against damage, and only the signature over the first of
them says who made the file.
"""

from __future__ import annotations

import hashlib
import hmac
import struct

__all__ = ["ClusterKeys", "KeySchedule", "derive", "mac"]

_U32 = struct.Struct("<I")
_U64 = struct.Struct("<Q")
_NO_SALT = bytes(32)


def derive(key: bytes, label: bytes, salt: bytes = _NO_SALT) -> bytes:
    """HKDF (RFC 5869) with SHA-256, for an output of 32 bytes.

    Args:
        key: input key material.
        label: the info that sets the derived keys apart.
        salt: 32 zero bytes stand for no salt, as the RFC says.
    """
    extracted = hmac.digest(salt, key, "sha256")
    return hmac.digest(extracted, label + b"\x01", "sha256")


def mac(key: bytes, data: bytes | memoryview, associated: bytes = b"") -> bytes:
    """HMAC-SHA256 over associated data, data, and the size of the associated data.

    The associated data comes first, its size (8 bytes) last.
    """
    code = hmac.new(key, associated, hashlib.sha256)
    code.update(data)
    code.update(_U64.pack(len(associated)))
    return code.digest()


class ClusterKeys:
    """The keys of one cluster.

    Attributes:
        header: key of the code over the cluster's header.
    """

    __slots__ = ("_key", "header")

    def __init__(self, key: bytes) -> None:
        self._key = key
        self.header = derive(key, b"AEA_CHEK")

    def segment(self, index: int) -> bytes:
        """Key of a segment; the index counts from 0 in every cluster."""
        return derive(self._key, b"AEA_SK" + _U32.pack(index))


class KeySchedule:
    """All keys of one file.

    Attributes:
        main: the key that all others come from.
        root_header: key of the code over the root header.
        padding: key of the code over padding behind the last cluster.
    """

    def __init__(self, seed: bytes, salt: bytes, profile: bytes, public_key: bytes) -> None:
        """Derive the keys.

        Args:
            seed: the 32 random bytes of the prologue.
            salt: the 32 bytes of salt of the prologue.
            profile: profile id and scrypt strength, as the 4 bytes of the file.
            public_key: the signer's P-256 key, uncompressed (65 bytes, zero-padded).
        """
        self.main = derive(seed, b"AEA_AMK" + profile + public_key, salt)
        self.root_header = derive(self.main, b"AEA_RHEK")
        self.padding = derive(self.main, b"AEA_PAK")

    def cluster_key(self, index: int) -> bytes:
        """The key that all keys of a cluster come from."""
        return derive(self.main, b"AEA_CK" + _U32.pack(index))

    def cluster(self, index: int) -> ClusterKeys:
        """Keys of the cluster with this index, counted from 0."""
        return ClusterKeys(self.cluster_key(index))
