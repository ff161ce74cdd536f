"""The validation record of contact-signed files: a CMS message signed by Apple.

Its content is a property list with hashes of the signer's validated addresses.
The hashes are plain SHA-256 of e-mail addresses and phone numbers, so anybody
who can guess an address can confirm it: nothing here prints them.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from shortcuts_py.container import ber
from shortcuts_py.container.certificates import UNREADABLE, chain_problem, load_chain, quiet
from shortcuts_py.container.errors import ContainerError
from shortcuts_py.container.plist import load_dictionary

__all__ = ["ContactRecord", "ValidationRecord"]

# Object identifiers, as they are encoded.
_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_MESSAGE_DIGEST = bytes.fromhex("2a864886f70d010904")
_DIGESTS: dict[bytes, hashes.HashAlgorithm] = {
    bytes.fromhex("2b0e03021a"): hashes.SHA1(),  # noqa: S303 - what Apple signs with
    bytes.fromhex("608648016503040201"): hashes.SHA256(),
    bytes.fromhex("608648016503040202"): hashes.SHA384(),
}


@dataclass(frozen=True)
class ContactRecord:
    """What a validation record says about the signer; hashes do not show in its repr.

    Attributes:
        version: of the record.
        valid_as_of: when Apple validated the addresses; naive, in UTC.
        valid_seconds: how long the record is suggested to hold.
        email_hashes: SHA-256 of the signer's e-mail addresses.
        phone_hashes: SHA-256 of the signer's phone numbers.
        account_ids: identifiers of the signer's account, by their names.
    """

    version: int | None
    valid_as_of: datetime | None
    valid_seconds: float | None
    email_hashes: tuple[str, ...] = field(repr=False)
    phone_hashes: tuple[str, ...] = field(repr=False)
    account_ids: dict[str, str] = field(repr=False)


@dataclass(frozen=True)
class ValidationRecord:
    """A validation record, taken apart.

    Attributes:
        content: the signed content.
        chain: the record's signer and the authorities behind, as far as present.
        attributes: the signed attributes, as they are signed.
        digest: the digest of the content that the attributes state.
        algorithm: digest algorithm of content and signature.
        signature: RSA PKCS #1 v1.5 signature over the attributes.
    """

    content: bytes
    chain: Sequence[x509.Certificate]
    attributes: bytes
    digest: bytes
    algorithm: hashes.HashAlgorithm
    signature: bytes

    @classmethod
    def unpack(cls, raw: bytes) -> ValidationRecord:
        """Take a CMS SignedData message with one signer apart.

        Raises:
            ContainerError: damaged, or of another form.
        """
        try:
            kind, wrapped = ber.read_element(raw, ber.SEQUENCE).children()
            if kind.content != _SIGNED_DATA:
                raise ContainerError("the validation record is not a signed message")
            parts = ber.read_element(wrapped.content, ber.SEQUENCE).children()
            _, encapsulated = parts[2].children()
            content = ber.read_element(encapsulated.content).octets()
            certificates = load_chain(
                [
                    each.raw
                    for part in parts[3:]
                    if part.tag == ber.CONTEXT_0
                    for each in part.children()
                ]
            )
            (signer,) = parts[-1].children()
            _, identifier, algorithm, signed, _, signature = signer.children()[:6]
            issuer, serial = identifier.children()
            with quiet():
                chain = _order(certificates, issuer.raw, int.from_bytes(serial.content, "big"))
            return cls(
                content,
                chain,
                b"\x31" + signed.raw[1:],
                _message_digest(signed),
                _DIGESTS[algorithm.children()[0].content],
                signature.content,
            )
        except (IndexError, KeyError, *UNREADABLE):
            raise ContainerError("the validation record is damaged") from None

    def problem(self) -> str | None:
        """What is wrong with digest, signature or certificates; None if nothing is."""
        digest = hashes.Hash(self.algorithm)
        digest.update(self.content)
        if not hmac.compare_digest(digest.finalize(), self.digest):
            return "the content of the validation record was changed"
        try:
            key = self.chain[0].public_key()
            if not isinstance(key, rsa.RSAPublicKey):
                return "the validation record's signer has no RSA key"
            key.verify(self.signature, self.attributes, padding.PKCS1v15(), self.algorithm)
        except UNREADABLE:
            return "the signature of the validation record is wrong"
        return chain_problem(self.chain)

    def contact(self) -> ContactRecord:
        """What the record says about the signer.

        Raises:
            ContainerError: the content is not the expected property list.
        """
        entries = load_dictionary(self.content, "the content of the validation record")
        emails = _hashes(entries.get("ValidatedEmailHashes"))
        phones = _hashes(entries.get("ValidatedPhoneHashes"))
        version = entries.get("Version")
        valid_as_of = entries.get("ValidAsOf")
        seconds = entries.get("SuggestValidDuration")
        return ContactRecord(
            version if isinstance(version, int) else None,
            valid_as_of if isinstance(valid_as_of, datetime) else None,
            seconds if isinstance(seconds, (int, float)) else None,
            emails,
            phones,
            {
                name: value
                for name in ("altDsID", "encDsID")
                if isinstance(value := entries.get(name), str)
            },
        )


def _hashes(values: object) -> tuple[str, ...]:
    if not isinstance(values, list):
        return ()
    return tuple(value.hex() if isinstance(value, bytes) else str(value) for value in values)


def _message_digest(signed: ber.Element) -> bytes:
    for attribute in signed.children():
        name, values = attribute.children()
        if name.content == _MESSAGE_DIGEST:
            return ber.read_element(values.content, ber.OCTET_STRING).content
    raise ContainerError("the validation record states no digest")


def _order(
    certificates: list[x509.Certificate], issuer: bytes, serial: int
) -> list[x509.Certificate]:
    """The signer's certificate and then its issuers; CMS keeps them in any orber."""
    chain = [
        each
        for each in certificates
        if each.serial_number == serial and each.issuer.public_bytes() == issuer
    ][:1]
    if not chain:
        raise ContainerError("the validation record lacks its signer's certificate")
    while len(chain) <= len(certificates):
        behind = [
            each for each in certificates if each.subject == chain[-1].issuer and each not in chain
        ]
        if not behind:
            break
        chain.append(behind[0])
    return chain
