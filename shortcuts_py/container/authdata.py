"""The auth data of a signed file: a binary property list that says who signed.

Two kinds exist. Files signed through iCloud ("anyone") hold a chain of three
certificates, whose first names the record and whose key signed the file.
Contact-signed files ("people who know me") hold a fresh key, the Apple ID
certificate chain that vouches for it, and a validation record with hashes of
the signer's addresses.
"""

from __future__ import annotations

import plistlib
from dataclasses import dataclass
from typing import Any

from shortcuts_py.container.errors import ContainerError
from shortcuts_py.container.plist import load_dictionary

__all__ = ["CONTACT", "ICLOUD", "AuthData"]

ICLOUD = "icloud"
CONTACT = "contact"

_POINT_SIZE = 65


@dataclass(frozen=True)
class AuthData:
    """Who signed a file.

    Attributes:
        kind: "icloud" or "contact".
        chain: DER certificates, the signer's first.
        public_key: the key that signed the file (65 bytes, uncompressed);
            None in the iCloud kind, where it stands in the first certificate.
        public_key_signature: RSA-PSS signature over `public_key` by the first
            certificate's key; contact kind only.
        validation_record: CMS record of the signer's addresses; contact kind only.
    """

    kind: str
    chain: tuple[bytes, ...]
    public_key: bytes | None = None
    public_key_signature: bytes | None = None
    validation_record: bytes | None = None

    @classmethod
    def unpack(cls, raw: bytes) -> AuthData:
        """Read auth data.

        Raises:
            ContainerError: not a binary property list, or neither of the two kinds.
        """
        entries = _load(raw)
        if "SigningCertificateChain" in entries:
            return cls(ICLOUD, _chain(entries["SigningCertificateChain"]))
        if "AppleIDCertificateChain" not in entries:
            raise ContainerError("the auth data names no signer: it has no certificate chain")
        values = [
            entries.get(key)
            for key in ("SigningPublicKey", "SigningPublicKeySignature", "AppleIDValidationRecord")
        ]
        if not all(value is None or isinstance(value, bytes) for value in values):
            raise ContainerError("the auth data is damaged: a key or record is not data")
        if values[0] is None or len(values[0]) != _POINT_SIZE or values[0][0] != 4:
            raise ContainerError("the auth data is damaged: it has no signing key")
        return cls(CONTACT, _chain(entries["AppleIDCertificateChain"]), *values)

    def pack(self) -> bytes:
        """The bytes of the property list, the counterpart of `unpack`."""
        if self.kind == ICLOUD:
            entries: dict[str, Any] = {"SigningCertificateChain": list(self.chain)}
        else:
            entries = {
                "AppleIDCertificateChain": list(self.chain),
                "SigningPublicKey": self.public_key,
                "SigningPublicKeySignature": self.public_key_signature,
                "AppleIDValidationRecord": self.validation_record,
            }
            entries = {key: value for key, value in entries.items() if value is not None}
        return plistlib.dumps(entries, fmt=plistlib.FMT_BINARY)


def _load(raw: bytes) -> dict[str, Any]:
    if not raw.startswith(b"bplist00"):
        raise ContainerError("the auth data is not a binary property list", offset=12)
    return load_dictionary(raw, "the auth data")


def _chain(value: object) -> tuple[bytes, ...]:
    if not isinstance(value, list) or not 0 < len(value) <= 10:
        raise ContainerError("the auth data is damaged: its certificate chain is not a list")
    if not all(isinstance(certificate, bytes) for certificate in value):
        raise ContainerError("the auth data is damaged: a certificate is not data")
    return tuple(value)
