"""Identities from the files that people have, and refusals that say what is wrong."""

from __future__ import annotations

from pathlib import Path

import authority
import make_fixtures
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509 import load_der_x509_certificate

from shortcuts_py import container
from shortcuts_py.container.errors import IdentityError
from shortcuts_py.container.identity import Identity


def key_file(
    folder: Path,
    encoding: Encoding = Encoding.PEM,
    form: PrivateFormat = PrivateFormat.PKCS8,
    protection: KeySerializationEncryption | None = None,
    number: int = 0xA11CE,
) -> Path:
    key = ec.derive_private_key(number, ec.SECP256R1())
    path = folder / f"{number}.key"
    path.write_bytes(key.private_bytes(encoding, form, protection or NoEncryption()))
    return path


def chain_file(folder: Path) -> Path:
    key = ec.derive_private_key(0xA11CE, ec.SECP256R1())
    path = folder / "chain.pem"
    path.write_bytes(
        b"Bag Attributes\n"
        + b"".join(
            load_der_x509_certificate(one).public_bytes(Encoding.PEM)
            for one in authority.icloud_chain(key)
        )
    )
    return path


def same(one: Identity, other: Identity) -> bool:
    return (one.auth_data, one.public_key) == (other.auth_data, other.public_key)


@pytest.mark.parametrize("encoding", [Encoding.PEM, Encoding.DER])
@pytest.mark.parametrize("form", [PrivateFormat.PKCS8, PrivateFormat.TraditionalOpenSSL])
def test_key_and_certificates(
    encoding: Encoding, form: PrivateFormat, icloud: Identity, tmp_path: Path
) -> None:
    files = [chain_file(tmp_path), key_file(tmp_path, encoding, form)]
    assert same(Identity.from_files(*files), icloud)


def test_everything_in_one_file(icloud: Identity, tmp_path: Path) -> None:
    path = tmp_path / "all.pem"
    path.write_bytes(key_file(tmp_path).read_bytes() + chain_file(tmp_path).read_bytes())
    assert same(Identity.from_files(path), icloud)


def test_der_certificates_in_files_of_their_own(icloud: Identity, tmp_path: Path) -> None:
    files = [key_file(tmp_path)]
    key = ec.derive_private_key(0xA11CE, ec.SECP256R1())
    for number, one in enumerate(authority.icloud_chain(key)):
        path = tmp_path / f"{number}.cer"
        path.write_bytes(one)
        files.append(path)
    assert same(Identity.from_files(*files), icloud)


def test_key_and_auth_data(contact: Identity, plist: bytes, tmp_path: Path) -> None:
    path = tmp_path / "auth.plist"
    path.write_bytes(contact.auth_data)
    identity = Identity.from_files(key_file(tmp_path, number=0xB0B), path)
    assert same(identity, contact)
    assert container.verify(container.sign(plist, identity)).kind == "contact"


@pytest.mark.parametrize("encoding", [Encoding.PEM, Encoding.DER])
def test_encrypted_key(encoding: Encoding, icloud: Identity, tmp_path: Path) -> None:
    protection = BestAvailableEncryption(b"secret")
    files = [key_file(tmp_path, encoding, protection=protection), chain_file(tmp_path)]
    assert same(Identity.from_files(*files, password=b"secret"), icloud)
    with pytest.raises(IdentityError, match=r"[Pp]assword"):
        Identity.from_files(*files)
    with pytest.raises(IdentityError):
        Identity.from_files(*files, password=b"wrong")


def test_pair_both_directions(contact: Identity, icloud: Identity, tmp_path: Path) -> None:
    for identity in (contact, icloud):
        path = tmp_path / "identity.qmd"
        path.write_bytes(identity.to_pair())
        assert same(Identity.from_files(path), identity)
        assert identity.to_pair()[:9] == b"QMD\0a\0\0\0\x04"


def test_fresh_key_for_each_contact_identity() -> None:
    apple_id, chain_key, record_key, record_chain_key = make_fixtures.rsa_keys(4)
    parts = (
        apple_id,
        authority.contact_chain(apple_id, chain_key),
        authority.validation_record(record_key, record_chain_key),
    )
    one, other = Identity.from_contact(*parts), Identity.from_contact(*parts)
    assert one.public_key != other.public_key
    report = container.verify(container.sign(b"bplist00", one))
    assert report.ok
    assert report.checks["key_signature"] is True


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({}, "needs one private key"),
        ({"chain": None}, "needs one private key"),
        ({"key": None}, "needs certificates"),
        ({"key": None, "other": None, "chain": None}, "2 were given"),
        ({"other": None, "chain": None}, "not the one"),
        ({"junk": b"what is this"}, "neither a key"),
        ({"junk": b"-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----"}, "read"),
        (
            {"key": None, "junk": b"-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----"},
            "read",
        ),
        ({"key": None, "junk": b"bplist00" + bytes(50)}, "auth data"),
        ({"junk": b"QMD\0"}, "does not begin with QMD"),
        ({"junk": b"QMD\0\x61\0\0\0"}, "97 bytes"),
        ({"junk": b"QMD\0\xff\xff\xff\xff" + bytes(200)}, "97 bytes"),
        ({"junk": b"QMD\0\x61\0\0\0\x04" + bytes(96)}, "not a P-256 key"),
        ({"junk": bytes(2 << 20)}, "too large"),
    ],
)
def test_refusals(parts: dict[str, bytes | None], message: str, tmp_path: Path) -> None:
    paths = []
    for part, content in parts.items():
        if part == "key":
            paths.append(key_file(tmp_path))
        elif part == "other":
            paths.append(key_file(tmp_path, number=0xBAD))
        elif part == "chain":
            paths.append(chain_file(tmp_path))
        else:
            path = tmp_path / "junk"
            path.write_bytes(content or b"")
            paths.append(path)
    with pytest.raises(IdentityError, match=message):
        Identity.from_files(*paths)


def test_keys_of_other_kinds(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    key = ed25519.Ed25519PrivateKey.generate()
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with pytest.raises(IdentityError, match="not a P-256 key"):
        Identity.from_files(path, chain_file(tmp_path))
    other = ec.generate_private_key(ec.SECP384R1())
    with pytest.raises(IdentityError, match="P-256"):
        Identity.from_chain(other, authority.icloud_chain(other))


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(IdentityError, match="No such file"):
        Identity.from_files(tmp_path / "nothing")


def test_keys_do_not_show(icloud: Identity) -> None:
    assert repr(icloud) == "Identity()"
