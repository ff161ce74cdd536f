"""Which signer to use, and signing with it."""

from __future__ import annotations

import platform
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from shortcuts_py.signing.backends import Outcome, Signer, SigningError, binary_plist
from shortcuts_py.signing.macos import PEOPLE_WHO_KNOW_ME, MacSigner, find_command

if TYPE_CHECKING:
    from shortcuts_py.container.identity import Identity

__all__ = ["METHODS", "choose_signer", "sign_for_import"]

METHODS = ("auto", "macos", "server", "identity", "none")

_NEXT_STEPS = (
    "The file is not signed; iOS 15, macOS 12 and newer import signed files only.",
    "On a Mac: shortcuts sign --mode anyone --input FILE.shortcut --output SIGNED.shortcut",
    "Elsewhere: shortcuts-py sign --method server or identity (docs/signing.md says how).",
)


def choose_signer(
    method: str = "auto",
    *,
    mode: str = PEOPLE_WHO_KNOW_ME,
    server: str | None = None,
    shape: str = "json",
    identity: Identity | Sequence[str | Path] | None = None,
    password: bytes | None = None,
    timeout: float | None = None,
) -> Signer | None:
    """The signer for a method; None if the file shall stay unsigned.

    "auto" is the `shortcuts` command on a Mac that has it, and nothing
    elsewhere: no other signer is used without being asked for.

    Args:
        method: one of `METHODS`.
        mode: for macos, "people-who-know-me" or "anyone".
        server: for server, its URL; None takes it from the environment.
        shape: for server, the form of the request, "json" or "plist".
        identity: for identity, one that is loaded, or the files that it is in.
        password: of the identity's private key.
        timeout: seconds; None is the signer's own.

    Raises:
        SigningError: an unknown method, or one that lacks what it needs.
        IdentityError: the identity's files cannot be used.
    """
    patience = {} if timeout is None else {"timeout": timeout}
    if method == "none":
        return None
    if method == "auto":
        on_a_mac = platform.system() == "Darwin" and find_command()
        return MacSigner(mode, **patience) if on_a_mac else None
    if method == "macos":
        return MacSigner(mode, **patience)
    if method == "server":
        from shortcuts_py.signing.server import ServerSigner

        return ServerSigner(server, shape=shape, **patience)
    if method == "identity":
        from shortcuts_py.container.identity import Identity
        from shortcuts_py.signing.identity import IdentitySigner

        if not identity:
            raise SigningError("no identity is known: give its files with --identity")
        if not isinstance(identity, Identity):
            identity = Identity.from_files(*identity, password=password)
        return IdentitySigner(identity)
    raise SigningError(f"{method!r} is no way of signing; these are: {', '.join(METHODS)}")


def sign_for_import(
    plist: bytes,
    name: str,
    method: str = "auto",
    *,
    mode: str = PEOPLE_WHO_KNOW_ME,
    server: str | None = None,
    shape: str = "json",
    identity: Identity | Sequence[str | Path] | None = None,
    password: bytes | None = None,
    timeout: float | None = None,
    tell: Callable[[str], None] | None = None,
) -> Outcome:
    """Sign a property list so that a device imports it.

    Args:
        plist: the workflow, as a binary or XML property list.
        name: what the shortcut shall be called.
        method: one of `METHODS`; see `choose_signer`, also for what is not here.
        mode: see `choose_signer`.
        server: see `choose_signer`.
        shape: see `choose_signer`.
        identity: see `choose_signer`.
        password: see `choose_signer`.
        timeout: see `choose_signer`.
        tell: told, before anything is sent, what leaves the machine and to where.

    Returns:
        The signed file; or the property list unchanged, with notes on what to
        do next, if the method leaves it unsigned.

    Raises:
        SigningError: the signer failed, or something is missing.
        IdentityError: the identity's files cannot be used.
    """
    signer = choose_signer(
        method,
        mode=mode,
        server=server,
        shape=shape,
        identity=identity,
        password=password,
        timeout=timeout,
    )
    if signer is None:
        return Outcome(plist, "none", _NEXT_STEPS if method == "auto" else ())
    binary_plist(plist)  # refuse what is no shortcut before anything leaves the machine
    if signer.disclosure and tell:
        tell(f"Signing: {signer.disclosure}.")
    signed = signer.sign(plist, name)
    warning = signer.warning if isinstance(signer, MacSigner) else None
    return Outcome(signed, signer.method, (f"Warning: {warning}.",) if warning else ())
