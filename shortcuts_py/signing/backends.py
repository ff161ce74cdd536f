"""The interface of signers, and what they all need."""

from __future__ import annotations

import plistlib
from typing import Any, NamedTuple, Protocol

from shortcuts_py import container
from shortcuts_py.container.errors import ContainerError
from shortcuts_py.errors import ShortcutError

__all__ = ["Outcome", "Signer", "SigningError", "binary_plist", "check_signed", "load_plist"]


class SigningError(ShortcutError):
    """A file that could not be signed; the message says why and what to do."""


class Signer(Protocol):
    """Something that signs shortcuts."""

    @property
    def method(self) -> str:
        """Its name, as in `--sign`."""

    @property
    def disclosure(self) -> str | None:
        """What leaves the machine and to where; None if nothing does."""

    def sign(self, plist: bytes, name: str) -> bytes:
        """Sign a property list under the name that the shortcut shall have.

        Raises:
            SigningError: the file could not be signed.
        """


class Outcome(NamedTuple):
    """What became of a file that was to be signed.

    Attributes:
        data: the signed file; or the property list as it was, if it stays unsigned.
        method: "macos", "server", "identity" or "none".
        notes: what the user should know, line by line.
    """

    data: bytes
    method: str
    notes: tuple[str, ...] = ()

    @property
    def signed(self) -> bool:
        """Whether the data is a signed file."""
        return self.method != "none"


def load_plist(plist: bytes) -> dict[str, Any]:
    """A workflow's property list as values.

    Raises:
        SigningError: it is none.
    """
    try:
        workflow = plistlib.loads(plist)
    except Exception as error:  # damaged input makes plistlib raise nearly anything
        raise SigningError("cannot sign: the content is not a property list") from error
    if not isinstance(workflow, dict) or "WFWorkflowActions" not in workflow:
        raise SigningError("cannot sign: the property list is not a shortcut (it has no actions)")
    return workflow


def binary_plist(plist: bytes) -> bytes:
    """The binary form, which Apple's own signer accepts most reliably."""
    workflow = load_plist(plist)
    if plist.startswith(b"bplist00"):
        return plist
    return plistlib.dumps(workflow, fmt=plistlib.FMT_BINARY)


def check_signed(plist: bytes, signed: bytes) -> str | None:
    """Hold what a signer made against what it was given.

    Apple's signer rewrites entries around the actions, but not the actions.

    Returns:
        None if the actions are the same, else a sentence that they are not.

    Raises:
        SigningError: the result is not a sound signed shortcut.
    """
    if not container.is_signed(signed):
        raise SigningError("the result is not a signed shortcut: it does not begin with AEA1")
    try:
        result = load_plist(container.unsign(signed))
    except ContainerError as error:
        raise SigningError(f"the result is not a sound signed shortcut: {error}") from None
    if result["WFWorkflowActions"] != load_plist(plist)["WFWorkflowActions"]:
        return "the signed file does not hold the actions that were to be signed"
    return None
