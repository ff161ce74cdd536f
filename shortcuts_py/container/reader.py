"""Opening a signed file: the integrity checks, and the property list out of the archive."""

from __future__ import annotations

import hmac

from shortcuts_py.container.archive import ShortcutCollector
from shortcuts_py.container.authdata import AuthData
from shortcuts_py.container.clusters import read_payload
from shortcuts_py.container.errors import ContainerError, Findings
from shortcuts_py.container.keys import KeySchedule, mac
from shortcuts_py.container.prologue import Prologue, RootHeader
from shortcuts_py.limits import Limits, bounded

__all__ = ["check_prologue", "unsign"]


def unsign(data: bytes, *, limits: Limits | None = None, force_unverified: bool = False) -> bytes:
    """Take the property list out of a signed file, as it stands in the archive.

    Checked on the way are the signature, every code and every checksum, but not
    whether the signer's certificates lead to Apple or are still valid; `verify`
    tells that.

    Args:
        data: a whole file.
        limits: bounds on the file and on what it unfolds to; None for the current ones.
        force_unverified: open a damaged or changed file as far as it can be read.

    Raises:
        IntegrityError: the file is not what its signer signed.
        ContainerError: not a signed shortcut, or one that cannot be read.
    """
    findings = Findings(tolerant=force_unverified)
    with bounded(limits) as limits:
        prologue = Prologue.unpack(data, limits)
        root = RootHeader.unpack(prologue.root_header)
        root.check_bounds(len(data), limits)
        keys = check_prologue(prologue, findings)
        collector = ShortcutCollector()
        for piece in read_payload(data, prologue, root, keys, findings):
            collector.feed(piece)
        return collector.close()


def check_prologue(prologue: Prologue, findings: Findings) -> KeySchedule | None:
    """Check the signature and the root header's code, and derive the keys.

    Args:
        prologue: of the file.
        findings: told of the checks "signature" and "root_header".

    Returns:
        The keys of the file; None if the signer's key cannot be read.

    Raises:
        IntegrityError: a failed check, unless the findings are tolerant.
    """
    # Loading cryptography takes longer than reading a file, so only now.
    from shortcuts_py.container import certificates

    try:
        auth = AuthData.unpack(prologue.auth_data)
        point = auth.public_key or certificates.public_key_bytes(
            certificates.load_chain(auth.chain[:1])[0]
        )
        certificates.load_public_key(point)
    except ContainerError as error:
        findings.failed("signature", str(error))
        return None
    signature = prologue.signature()
    if signature is None:
        findings.failed("signature", "the signature is not well formed")
    elif not certificates.verify_file_signature(point, signature, prologue.signed_bytes()):
        findings.failed("signature", "the signature does not belong to this file and signer")
    keys = KeySchedule(prologue.seed, prologue.salt, prologue.profile, point)
    code = mac(keys.root_header, prologue.root_header, prologue.cluster_mac + prologue.auth_data)
    if not hmac.compare_digest(code, prologue.root_header_mac):
        findings.failed("root_header", "the root header was changed")
    return keys
