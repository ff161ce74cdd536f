"""Signing with an identity of the user's own."""

from __future__ import annotations

from shortcuts_py import container
from shortcuts_py.container.identity import Identity
from shortcuts_py.signing.backends import binary_plist

__all__ = ["IdentitySigner"]


class IdentitySigner:
    """Signs on this machine. Devices accept the file if they trust the identity.

    That is so for a pair taken from a device with one's own Apple ID, and for
    certificates whose root is installed and trusted on the device.
    """

    method = "identity"
    disclosure = None

    def __init__(self, identity: Identity) -> None:
        self.identity = identity

    def sign(self, plist: bytes, name: str) -> bytes:
        """See `Signer.sign`; the name is not part of the file."""
        return container.sign(binary_plist(plist), self.identity)
