"""A certificate authority of the tests' own, shaped like the two that Apple signs with.

Nothing here is secret: the keys exist to make test files, and no device trusts them.
"""

from __future__ import annotations

import hashlib
import plistlib
from datetime import datetime, timezone

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

VALID_FROM = datetime(2024, 1, 1, tzinfo=timezone.utc)
VALID_UNTIL = datetime(2044, 1, 1, tzinfo=timezone.utc)
RECORD_ID = "0123456789abcdef0123456789abcdef"
SIGNING_EXTENSION = x509.UnrecognizedExtension(
    x509.ObjectIdentifier("1.2.840.113635.100.18.1"), b"\x05\x00"
)

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def name(common_name: str, organisation: str = "Test Organisation") -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
        ]
    )


def certificate(
    subject: str,
    key: PrivateKey,
    issuer: str,
    issuer_key: PrivateKey,
    *,
    authority: bool = False,
    signing: bool = False,
    serial: int = 1,
    valid_until: datetime = VALID_UNTIL,
) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name(issuer))
        .public_key(key.public_key())
        .serial_number(serial)
        .not_valid_before(VALID_FROM)
        .not_valid_after(valid_until)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
    )
    if signing:
        builder = builder.add_extension(SIGNING_EXTENSION, critical=False)
    deterministic = True if isinstance(issuer_key, ec.EllipticCurvePrivateKey) else None
    return builder.sign(issuer_key, hashes.SHA256(), ecdsa_deterministic=deterministic)


def der(one: x509.Certificate) -> bytes:
    return one.public_bytes(Encoding.DER)


def icloud_chain(
    signer: PrivateKey,
    *,
    authority_key: ec.EllipticCurvePrivateKey | None = None,
    middle_is_authority: bool = True,
    signing: bool = True,
    valid_until: datetime = VALID_UNTIL,
    record_id: str = RECORD_ID,
) -> list[bytes]:
    """Leaf, intermediate and root, as an iCloud-signed file carries them."""
    root_key = ec.derive_private_key(0x5EED, ec.SECP384R1())
    middle_key = authority_key or ec.derive_private_key(0xC0FFEE, ec.SECP256R1())
    root = certificate("Test Root", root_key, "Test Root", root_key, authority=True)
    middle = certificate(
        "Test Integration", middle_key, "Test Root", root_key, authority=middle_is_authority
    )
    leaf = certificate(
        record_id,
        signer,
        "Test Integration",
        middle_key,
        signing=signing,
        valid_until=valid_until,
    )
    return [der(leaf), der(middle), der(root)]


def contact_chain(apple_id: rsa.RSAPrivateKey, authority_key: rsa.RSAPrivateKey) -> list[bytes]:
    """Leaf and intermediate; the root is left out, as in real files."""
    root_key = ec.derive_private_key(0x5EED, ec.SECP384R1())
    middle = certificate("Test Application", authority_key, "Test Root", root_key, authority=True)
    leaf = certificate("test.appleid.0001", apple_id, "Test Application", authority_key)
    return [der(leaf), der(middle)]


def tlv(tag: int, *parts: bytes) -> bytes:
    """One element with a definite length."""
    content = b"".join(parts)
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    digits = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(digits))) + digits + content


def endless(tag: int, *parts: bytes) -> bytes:
    """One element with an indefinite length."""
    return bytes((tag, 0x80)) + b"".join(parts) + b"\0\0"


def oid(dotted: str) -> bytes:
    first, second, *rest = (int(part) for part in dotted.split("."))
    out = bytes((first * 40 + second,))
    for part in rest:
        digits = [part & 0x7F]
        while part := part >> 7:
            digits.append(0x80 | part & 0x7F)
        out += bytes(reversed(digits))
    return tlv(0x06, out)


EMAIL_HASH = hashlib.sha256(b"nobody@example.invalid").hexdigest()
PHONE_HASH = hashlib.sha256(b"+10005550100").hexdigest()


def validation_record(
    signer: rsa.RSAPrivateKey,
    authority_key: rsa.RSAPrivateKey,
    *,
    content: bytes | None = None,
    stated_digest: bytes | None = None,
) -> bytes:
    """A CMS message in the form that Apple makes: outer layers of indefinite
    length, content in pieces, SHA-1, signed attributes."""
    root_key = ec.derive_private_key(0x5EED, ec.SECP384R1())
    middle = certificate("Test Application 2", authority_key, "Test Root", root_key, authority=True)
    leaf = certificate("Test Record Signing", signer, "Test Application 2", authority_key, serial=9)
    if content is None:
        content = plistlib.dumps(
            {
                "Version": 2,
                "altDsID": "000000-00-test",
                "ValidAsOf": datetime(2026, 1, 2, 3, 4, 5),
                "SuggestValidDuration": 2592000,
                "ValidatedEmailHashes": [EMAIL_HASH],
                "ValidatedPhoneHashes": [PHONE_HASH],
            }
        )
    sha1 = tlv(0x30, oid("1.3.14.3.2.26"), tlv(0x05))
    digest = stated_digest or hashlib.sha1(content).digest()  # noqa: S324 - what Apple uses
    attributes = b"".join(
        (
            tlv(0x30, oid("1.2.840.113549.1.9.3"), tlv(0x31, oid("1.2.840.113549.1.7.1"))),
            tlv(0x30, oid("1.2.840.113549.1.9.4"), tlv(0x31, tlv(0x04, digest))),
        )
    )
    signature = signer.sign(tlv(0x31, attributes), padding.PKCS1v15(), hashes.SHA1())  # noqa: S303
    signer_info = tlv(
        0x30,
        tlv(0x02, b"\x01"),
        tlv(0x30, leaf.issuer.public_bytes(), tlv(0x02, b"\x09")),
        sha1,
        tlv(0xA0, attributes),
        tlv(0x30, oid("1.2.840.113549.1.1.1"), tlv(0x05)),
        tlv(0x04, signature),
    )
    half = len(content) // 2
    signed_data = endless(
        0x30,
        tlv(0x02, b"\x01"),
        tlv(0x31, sha1),
        endless(
            0x30,
            oid("1.2.840.113549.1.7.1"),
            endless(0xA0, endless(0x24, tlv(0x04, content[:half]), tlv(0x04, content[half:]))),
        ),
        endless(0xA0, der(middle), der(leaf)),
        tlv(0x31, signer_info),
    )
    return endless(0x30, oid("1.2.840.113549.1.7.2"), endless(0xA0, signed_data))
