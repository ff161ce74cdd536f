"""Each check that `verify` makes, failing on its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone

import authority
import make_fixtures
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from shortcuts_py import container
from shortcuts_py.container.apple_root import APPLE_ROOT_CA
from shortcuts_py.container.authdata import AuthData
from shortcuts_py.container.certificates import APPLE_ROOTS
from shortcuts_py.container.errors import ContainerError
from shortcuts_py.container.identity import Identity
from shortcuts_py.container.verification import INTEGRITY_CHECKS

IN_TIME = datetime(2030, 1, 1, tzinfo=timezone.utc)
INTEGRITY = dict.fromkeys(INTEGRITY_CHECKS, True)


def key() -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(0xA11CE, ec.SECP256R1())


def test_icloud_report(icloud: Identity, plist: bytes) -> None:
    report = container.verify(container.sign(plist, icloud), at=IN_TIME)
    assert report.ok
    assert not report.trusted
    assert report.kind == "icloud"
    assert report.checks == {
        **INTEGRITY,
        "certificate_chain": True,
        "apple_root": False,
        "expiry": True,
        "signing_extension": True,
        "key_signature": None,
        "validation_record": None,
    }
    assert report.problems == {"apple_root": ["the certificates do not lead to a root of Apple"]}
    assert report.record_id == authority.RECORD_ID
    assert report.share_link == f"https://www.icloud.com/shortcuts/{authority.RECORD_ID}"
    assert (report.signer, report.issuer) == ("Test Organisation", "Test Integration")
    assert (report.valid_from, report.valid_until) == (
        authority.VALID_FROM,
        authority.VALID_UNTIL,
    )
    assert (report.compression, report.checksum) == ("lzfse", "sha256")
    assert report.contact is None


def test_contact_report(contact: Identity, plist: bytes) -> None:
    report = container.verify(container.sign(plist, contact), at=IN_TIME)
    assert report.ok
    assert report.kind == "contact"
    assert report.checks == {
        **INTEGRITY,
        "certificate_chain": True,
        "apple_root": False,
        "expiry": True,
        "signing_extension": None,
        "key_signature": True,
        "validation_record": True,
    }
    assert report.problems == {
        "apple_root": [
            "the certificates do not lead to a root of Apple",
            "the validation record does not lead to Apple",
        ]
    }
    assert report.record_id is None
    assert report.share_link is None
    assert (report.signer, report.issuer) == ("test.appleid.0001", "Test Application")
    assert report.contact is not None
    assert report.contact.email_hashes == (authority.EMAIL_HASH,)
    assert report.contact.phone_hashes == (authority.PHONE_HASH,)
    assert report.contact.version == 2
    assert report.contact.valid_seconds == 2592000
    assert report.contact.valid_as_of == datetime(2026, 1, 2, 3, 4, 5)
    assert report.contact.account_ids == {"altDsID": "000000-00-test"}
    shown = repr(report) + repr(report.contact)
    assert authority.EMAIL_HASH not in shown
    assert "000000-00-test" not in shown


def test_shipped_root_is_the_pinned_one() -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    root = x509.load_pem_x509_certificate(APPLE_ROOT_CA)
    assert APPLE_ROOTS[root.fingerprint(hashes.SHA256()).hex()] == "Apple Root CA"


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2023, 12, 31), False),
        (datetime(2024, 1, 1), True),
        (datetime(2044, 1, 1), True),
        (datetime(2044, 1, 2), False),
    ],
)
def test_expiry(at: datetime, expected: bool, icloud: Identity, plist: bytes) -> None:
    data = container.sign(plist, icloud)
    report = container.verify(data, at=at)
    assert report.checks["expiry"] is expected
    assert report.ok
    assert container.unsign(data) == plist


def test_expired_leaf_is_no_obstacle_to_opening(plist: bytes) -> None:
    past = datetime(2025, 1, 1, tzinfo=timezone.utc)
    identity = Identity.from_chain(key(), authority.icloud_chain(key(), valid_until=past))
    data = container.sign(plist, identity)
    assert container.verify(data).checks["expiry"] is False
    assert container.unsign(data) == plist


def test_leaf_without_the_signing_extension(plist: bytes) -> None:
    identity = Identity.from_chain(key(), authority.icloud_chain(key(), signing=False))
    report = container.verify(container.sign(plist, identity))
    assert report.checks["signing_extension"] is False
    assert report.ok


def test_issuer_that_is_no_authority(plist: bytes) -> None:
    """The holder of an ordinary certificate may not issue further ones."""
    chain = authority.icloud_chain(key(), middle_is_authority=False)
    report = container.verify(container.sign(plist, Identity.from_chain(key(), chain)))
    assert report.checks["certificate_chain"] is False
    assert "not a certificate authority" in report.problems["certificate_chain"][0]


def test_leaf_issued_by_somebody_else(plist: bytes) -> None:
    other = ec.derive_private_key(0xBAD, ec.SECP256R1())
    leaf = authority.icloud_chain(key(), authority_key=other)[0]
    chain = [leaf, *authority.icloud_chain(key())[1:]]
    report = container.verify(container.sign(plist, Identity.from_chain(key(), chain)))
    assert report.checks["certificate_chain"] is False
    assert report.ok


def test_record_id_only_from_a_name_that_is_one(plist: bytes) -> None:
    chain = authority.icloud_chain(key(), record_id="../../etc/passwd")
    report = container.verify(container.sign(plist, Identity.from_chain(key(), chain)))
    assert report.record_id is None
    assert report.share_link is None


def contact_with(identity: Identity, **changes: bytes) -> Identity:
    auth = replace(AuthData.unpack(identity.auth_data), **changes)  # type: ignore[arg-type]
    return Identity(identity.private_key, auth.pack())


def test_key_that_the_apple_id_did_not_sign(contact: Identity, plist: bytes) -> None:
    identity = contact_with(contact, public_key_signature=bytes(256))
    report = container.verify(container.sign(plist, identity))
    assert report.checks["key_signature"] is False
    assert report.checks["validation_record"] is True
    assert report.ok


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"stated_digest": bytes(20)}, "content of the validation record was changed"),
        ({"content": b"no property list"}, "is a damaged property list"),
    ],
)
def test_broken_validation_record(
    change: dict[str, bytes], problem: str, contact: Identity, plist: bytes
) -> None:
    _, _, signer, issuer = make_fixtures.rsa_keys(4)
    record = authority.validation_record(signer, issuer, **change)
    report = container.verify(
        container.sign(plist, contact_with(contact, validation_record=record))
    )
    assert report.checks["validation_record"] is False
    assert problem in report.problems["validation_record"][0]


def test_validation_record_signed_by_another_key(contact: Identity, plist: bytes) -> None:
    other, _, signer, issuer = make_fixtures.rsa_keys(4)
    genuine = authority.validation_record(signer, issuer)
    forged = authority.validation_record(other, issuer)
    # The certificate of the genuine signer, the signature of the other.
    record = forged.replace(
        authority.der(certificate_of(other, issuer)), authority.der(certificate_of(signer, issuer))
    )
    assert record not in (genuine, forged)
    report = container.verify(
        container.sign(plist, contact_with(contact, validation_record=record))
    )
    assert report.problems["validation_record"] == [
        "the signature of the validation record is wrong"
    ]


def certificate_of(signer: authority.PrivateKey, issuer: authority.PrivateKey):  # type: ignore[no-untyped-def]
    return authority.certificate(
        "Test Record Signing", signer, "Test Application 2", issuer, serial=9
    )


@pytest.mark.parametrize("record", [b"", b"\x30\x80", b"\x30" * 500, b"\x30\x84\xff\xff\xff\xff"])
def test_garbage_for_a_validation_record(record: bytes, contact: Identity, plist: bytes) -> None:
    report = container.verify(
        container.sign(plist, contact_with(contact, validation_record=record))
    )
    assert report.checks["validation_record"] is False
    assert report.ok


def test_coordinates_with_leading_zeros(plist: bytes) -> None:
    """Half a percent of all keys have them; other implementations reject such files."""
    found = {"x": False, "y": False}
    number = 1
    while not all(found.values()):
        number += 1
        private = ec.derive_private_key(number, ec.SECP256R1())
        numbers = private.public_key().public_numbers()
        short = {"x": numbers.x < 1 << 248, "y": numbers.y < 1 << 248}
        for axis in found:
            if short[axis] and not found[axis]:
                identity = Identity.from_chain(private, authority.icloud_chain(private))
                assert len(identity.public_key) == 65
                data = container.sign(plist, identity)
                assert container.verify(data).ok
                assert container.unsign(data) == plist
                found[axis] = True


def test_other_profiles_are_named(icloud: Identity, plist: bytes) -> None:
    data = container.sign(plist, icloud)
    for profile, words in ((1, "symmetric"), (3, "public key"), (5, "password"), (9, "unknown")):
        changed = data[:4] + profile.to_bytes(3, "little") + data[7:]
        with pytest.raises(ContainerError, match=f"profile {profile} .*{words}"):
            container.verify(changed)


@pytest.mark.parametrize(
    "data", [b"", b"AEA", b"bplist00" + bytes(500), b"AEA1", b"AEA1" + bytes(99)]
)
def test_what_is_no_signed_file(data: bytes) -> None:
    for read in (container.verify, container.unsign):
        with pytest.raises(ContainerError):
            read(data)
    assert container.is_signed(data) is data.startswith(b"AEA1")
