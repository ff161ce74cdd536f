"""Certificates: the signing key out of them, and whether they lead to Apple.

The two roots are pinned by fingerprint. A root is never verified with itself:
the older one is self-signed with SHA-1, which is refused, and being pinned is
what makes it a root.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import pairwise

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

from shortcuts_py.container.apple_root import APPLE_ROOT_CA
from shortcuts_py.container.errors import ContainerError

__all__ = [
    "APPLE_ROOTS",
    "ICLOUD_LEAF_EXTENSION",
    "UNREADABLE",
    "all_valid_at",
    "chain_problem",
    "describe",
    "ends_at_apple_root",
    "load_chain",
    "load_public_key",
    "may_sign_shortcuts",
    "public_key_bytes",
    "quiet",
    "verify_file_signature",
    "verify_key_signature",
]

APPLE_ROOTS = {
    "63343abfb89a6a03ebb57e9b3f5fa7be7c4f5c756f3017b3a8c488c3653e9179": "Apple Root CA - G3",
    "b0b1730ecbc7ff4505142c49f1295e6eda6bcaed7e2c68c5be91b5a11001f024": "Apple Root CA",
}

# Apple marks certificates that may sign shortcuts with this extension.
ICLOUD_LEAF_EXTENSION = x509.ObjectIdentifier("1.2.840.113635.100.18.1")


# What the library raises for certificates that are damaged or beyond it.
UNREADABLE = (
    InvalidSignature,
    UnsupportedAlgorithm,
    ValueError,
    TypeError,
    x509.DuplicateExtension,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
)


@contextmanager
def quiet() -> Iterator[None]:
    """Some of Apple's certificates break rules that the parser warns about (names too long)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def load_chain(chain: Sequence[bytes]) -> list[x509.Certificate]:
    """Read DER certificates.

    Raises:
        ContainerError: one of them cannot be read.
    """
    try:
        with quiet():
            return [x509.load_der_x509_certificate(certificate) for certificate in chain]
    except UNREADABLE:
        raise ContainerError("the auth data has a damaged certificate") from None


def public_key_bytes(certificate: x509.Certificate) -> bytes:
    """The P-256 key of a certificate, uncompressed: 65 bytes, always zero-padded.

    Raises:
        ContainerError: the key is of another kind.
    """
    try:
        key = certificate.public_key()
    except UNREADABLE:
        raise ContainerError("the signer's certificate has a damaged key") from None
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ContainerError("the signer's certificate has no P-256 key")
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def load_public_key(point: bytes) -> ec.EllipticCurvePublicKey:
    """A P-256 key from its 65 bytes.

    Raises:
        ContainerError: the bytes are no point of the curve.
    """
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError:
        raise ContainerError("the signer's key is not a point of P-256") from None


def verify_file_signature(point: bytes, signature: bytes, signed: bytes) -> bool:
    """Whether an ECDSA signature (DER, SHA-256) over a prologue is good."""
    try:
        load_public_key(point).verify(signature, signed, ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True


def verify_key_signature(leaf: x509.Certificate, signature: bytes, point: bytes) -> bool:
    """Whether an Apple ID certificate vouches for a signing key (RSA-PSS, salt of 32 bytes)."""
    try:
        key = leaf.public_key()
        if not isinstance(key, rsa.RSAPublicKey):
            return False
        scheme = padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=32)
        key.verify(signature, point, scheme, hashes.SHA256())
    except UNREADABLE:
        return False
    return True


def chain_problem(chain: Sequence[x509.Certificate]) -> str | None:
    """What is wrong with the signatures along a chain; None if nothing is.

    Every certificate must be issued by the next one, and every issuer must be
    an authority: the holder of an ordinary certificate may not make more.
    """
    for subject, issuer in pairwise(chain):
        name = f"the certificate {describe(subject)[0]!r}"
        try:
            with quiet():
                if not _is_authority(issuer):
                    return f"the issuer of {name} is not a certificate authority"
                subject.verify_directly_issued_by(issuer)
        except UNREADABLE:
            return f"{name} is not issued by the one behind it"
    return None


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        basic = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
    except x509.ExtensionNotFound:
        return False
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage)
    except x509.ExtensionNotFound:
        return basic.value.ca
    return basic.value.ca and usage.value.key_cert_sign


def _fingerprint(certificate: x509.Certificate) -> str:
    return certificate.fingerprint(hashes.SHA256()).hex()


def ends_at_apple_root(chain: Sequence[x509.Certificate]) -> bool:
    """Whether the last certificate is a pinned root, or issued by the one that files lack.

    Contact-signed files do not carry their root, "Apple Root CA"; it is kept here.
    """
    last = chain[-1]
    if _fingerprint(last) in APPLE_ROOTS:
        return True
    root = x509.load_pem_x509_certificate(APPLE_ROOT_CA)
    return _fingerprint(root) in APPLE_ROOTS and chain_problem([last, root]) is None


def may_sign_shortcuts(leaf: x509.Certificate) -> bool:
    """Whether a certificate has the extension of certificates that iCloud signs with."""
    try:
        with quiet():
            leaf.extensions.get_extension_for_oid(ICLOUD_LEAF_EXTENSION)
    except (x509.ExtensionNotFound, *UNREADABLE):
        return False
    return True


def describe(leaf: x509.Certificate) -> tuple[str | None, str | None, str | None]:
    """Common name and organisation of a certificate, and the name of its issuer."""

    def first(name: x509.Name, kind: x509.ObjectIdentifier) -> str | None:
        values = name.get_attributes_for_oid(kind)
        return str(values[0].value) if values else None

    try:
        with quiet():
            return (
                first(leaf.subject, NameOID.COMMON_NAME),
                first(leaf.subject, NameOID.ORGANIZATION_NAME),
                first(leaf.issuer, NameOID.COMMON_NAME),
            )
    except UNREADABLE:
        return None, None, None


def all_valid_at(chain: Sequence[x509.Certificate], time: datetime) -> bool:
    """Whether no certificate is expired or not yet valid at a time."""
    return all(c.not_valid_before_utc <= time <= c.not_valid_after_utc for c in chain)
