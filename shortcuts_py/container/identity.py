"""Signing identities: a P-256 key, and the auth data that vouches for it."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_private_key,
    load_pem_private_key,
)

from shortcuts_py.container.authdata import CONTACT, ICLOUD, AuthData
from shortcuts_py.container.certificates import load_chain, public_key_bytes, quiet
from shortcuts_py.container.errors import ContainerError, IdentityError

__all__ = ["Identity"]

_PAIR = struct.Struct("<4sI")
_PAIR_MAGICS = (b"QMD\0", b"QMC\0")
_RAW_KEY_SIZE = 97
_LARGEST_FILE = 1024 * 1024


@dataclass(frozen=True)
class Identity:
    """What is needed to sign: a key, and auth data that names its public half.

    Attributes:
        private_key: P-256 key that signs files.
        auth_data: property list that goes into every file, as bytes.
    """

    private_key: ec.EllipticCurvePrivateKey = field(repr=False)
    auth_data: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse parts that do not belong together.

        Raises:
            IdentityError: the auth data cannot be read, or names another key.
        """
        if not isinstance(self.private_key.curve, ec.SECP256R1):
            raise IdentityError("the private key is not of the curve P-256")
        try:
            auth = AuthData.unpack(self.auth_data)
            stated = auth.public_key or public_key_bytes(load_chain(auth.chain[:1])[0])
        except ContainerError as error:
            raise IdentityError(f"the identity cannot be used: {error}") from None
        if stated != self.public_key:
            raise IdentityError("the private key is not the one that the auth data vouches for")

    @property
    def public_key(self) -> bytes:
        """The public half of the key, uncompressed: 65 bytes."""
        return self.private_key.public_key().public_bytes(
            Encoding.X962, PublicFormat.UncompressedPoint
        )

    @property
    def kind(self) -> str:
        """The kind of files that the identity makes: "icloud" or "contact"."""
        return AuthData.unpack(self.auth_data).kind

    @classmethod
    def from_chain(
        cls, private_key: ec.EllipticCurvePrivateKey, chain: Sequence[bytes]
    ) -> Identity:
        """An identity that signs like iCloud: a key, and DER certificates, its own first."""
        return cls(private_key, AuthData(ICLOUD, tuple(chain)).pack())

    @classmethod
    def from_contact(
        cls,
        apple_id_key: rsa.RSAPrivateKey,
        chain: Sequence[bytes],
        validation_record: bytes,
        private_key: ec.EllipticCurvePrivateKey | None = None,
    ) -> Identity:
        """An identity that signs like an Apple ID does for people who know its owner.

        Args:
            apple_id_key: RSA key of the first certificate; it vouches for the signing key.
            chain: DER certificates of the Apple ID, its own first, without the root.
            validation_record: CMS record of the owner's addresses.
            private_key: the signing key; a fresh one if None.
        """
        key = private_key or ec.generate_private_key(ec.SECP256R1())
        point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        scheme = padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=32)
        signature = apple_id_key.sign(point, scheme, hashes.SHA256())
        auth = AuthData(CONTACT, tuple(chain), point, signature, validation_record)
        return cls(key, auth.pack())

    @classmethod
    def from_pair(cls, data: bytes) -> Identity:
        """An identity from a `.qmd` file: a key and the auth data that vouches for it.

        The file holds a magic, the size of the key, the key as X9.63 bytes
        (04, X, Y, and the private number, 97 in all), and then the auth data.

        Raises:
            IdentityError: not such a file, or its parts do not belong together.
        """
        if len(data) < _PAIR.size or data[:4] not in _PAIR_MAGICS:
            raise IdentityError("not a pair of key and auth data: it does not begin with QMD")
        _, size = _PAIR.unpack_from(data)
        key = data[_PAIR.size : _PAIR.size + size]
        if size != _RAW_KEY_SIZE or len(key) != size or key[0] != 4:
            raise IdentityError("the pair's key is not a P-256 key of 97 bytes")
        try:
            private = ec.derive_private_key(int.from_bytes(key[65:], "big"), ec.SECP256R1())
        except ValueError:
            raise IdentityError("the pair's key is not a P-256 key") from None
        return cls(private, data[_PAIR.size + size :])

    def to_pair(self) -> bytes:
        """The identity as a `.qmd` file, the counterpart of `from_pair`. It holds the key."""
        number = self.private_key.private_numbers().private_value
        key = self.public_key + number.to_bytes(32, "big")
        return _PAIR.pack(_PAIR_MAGICS[0], len(key)) + key + self.auth_data

    @classmethod
    def from_files(cls, *paths: str | Path, password: bytes | None = None) -> Identity:
        """An identity from files, in any order; each may hold any of its parts.

        A part is a `.qmd` pair, a private key or certificates (PEM or DER), or
        auth data as a property list. Certificates must stand in order, the
        signer's first.

        Args:
            paths: files to read.
            password: of an encrypted private key.

        Raises:
            IdentityError: a file cannot be read or understood, or a part is missing.
        """
        contents = []
        for path in paths:
            try:
                with Path(path).open("rb") as file:
                    contents.append((str(path), file.read(_LARGEST_FILE + 1)))
            except OSError as error:
                raise IdentityError(f"{path}: {error.strerror or error}") from None
        return cls.from_parts(contents, password=password)

    @classmethod
    def from_parts(
        cls, contents: Sequence[tuple[str, bytes]], *, password: bytes | None = None
    ) -> Identity:
        """As `from_files`, from names (for messages) and contents of files."""
        keys: list[ec.EllipticCurvePrivateKey] = []
        certificates: list[bytes] = []
        auth_data = None
        for name, data in contents:
            if len(data) > _LARGEST_FILE:
                raise IdentityError(f"{name}: too large for a part of an identity")
            if data[:4] in _PAIR_MAGICS:
                return cls.from_pair(data)
            if data.startswith(b"bplist00"):
                auth_data = data
            elif b"-----BEGIN " in data:
                keys += _pem_keys(name, data, password)
                certificates += _pem_certificates(name, data)
            else:
                part = _der_part(name, data, password)
                if isinstance(part, bytes):
                    certificates.append(part)
                else:
                    keys.append(part)
        if len(keys) != 1:
            raise IdentityError(f"an identity needs one private key; {len(keys)} were given")
        if auth_data is not None:
            return cls(keys[0], auth_data)
        if not certificates:
            raise IdentityError("an identity needs certificates, or auth data; none were given")
        return cls.from_chain(keys[0], certificates)


def _pem_blocks(data: bytes) -> Iterator[bytes]:
    for block in data.split(b"-----BEGIN ")[1:]:
        yield b"-----BEGIN " + block


def _pem_keys(
    name: str, data: bytes, password: bytes | None
) -> Iterator[ec.EllipticCurvePrivateKey]:
    for block in _pem_blocks(data):
        if b"PRIVATE KEY-----" in block.partition(b"\n")[0]:
            try:
                encrypted = b"ENCRYPTED" in block
                key = load_pem_private_key(block, password if encrypted else None)
            except (ValueError, TypeError, UnsupportedAlgorithm) as error:
                raise IdentityError(f"{name}: the private key cannot be read: {error}") from None
            yield _p256(name, key)


def _pem_certificates(name: str, data: bytes) -> Iterator[bytes]:
    for block in _pem_blocks(data):
        if block.startswith(b"-----BEGIN CERTIFICATE-----"):
            try:
                with quiet():
                    certificate = x509.load_pem_x509_certificate(block)
            except ValueError as error:
                raise IdentityError(f"{name}: a certificate cannot be read: {error}") from None
            yield certificate.public_bytes(Encoding.DER)


def _der_part(name: str, data: bytes, password: bytes | None) -> bytes | ec.EllipticCurvePrivateKey:
    """A certificate, or else a private key."""
    try:
        load_chain([data])
    except ContainerError:
        pass
    else:
        return data
    for secret in (None, password):
        try:
            return _p256(name, load_der_private_key(data, secret))
        except (ValueError, TypeError, UnsupportedAlgorithm):
            continue
    raise IdentityError(
        f"{name}: neither a key, nor a certificate, nor auth data (or its password is missing)"
    )


def _p256(name: str, key: object) -> ec.EllipticCurvePrivateKey:
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise IdentityError(f"{name}: the private key is not a P-256 key")
    return key
