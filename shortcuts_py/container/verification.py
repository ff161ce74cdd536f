"""Every check that a signed file allows, each with its own result."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from shortcuts_py.container.archive import ShortcutCollector
from shortcuts_py.container.authdata import CONTACT, ICLOUD, AuthData
from shortcuts_py.container.checksums import CHECKSUMS
from shortcuts_py.container.clusters import read_payload
from shortcuts_py.container.compression import COMPRESSIONS
from shortcuts_py.container.errors import ContainerError, Findings, IntegrityError
from shortcuts_py.container.prologue import Prologue, RootHeader
from shortcuts_py.container.reader import check_prologue
from shortcuts_py.limits import Limits, bounded

if TYPE_CHECKING:
    from cryptography import x509

    from shortcuts_py.container.keys import KeySchedule
    from shortcuts_py.container.validation_record import ContactRecord

__all__ = ["INTEGRITY_CHECKS", "TRUST_CHECKS", "Report", "verify"]

INTEGRITY_CHECKS = {
    "signature": "the signature belongs to this file and this signer",
    "root_header": "the root header is unchanged",
    "clusters": "the cluster headers are unchanged",
    "segments": "the stored segments are unchanged",
    "checksums": "the segments unfold to what was signed",
    "sizes": "all sizes agree with each other and with the file",
    "archive": "the archive holds one Shortcut.wflow",
}

TRUST_CHECKS = {
    "certificate_chain": "each certificate is issued by the next",
    "apple_root": "the certificates lead to a root of Apple",
    "expiry": "no certificate is expired",
    "signing_extension": "the certificate is marked for signing shortcuts",
    "key_signature": "the Apple ID vouches for the signing key",
    "validation_record": "Apple vouches for the signer's addresses",
}

_RECORD_ID = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True)
class Report:
    """What is known about one signed file.

    Attributes:
        ok: integrity and signature: every check of `INTEGRITY_CHECKS` passed.
            It does not say that Apple had any part in it; `trusted` does.
        kind: "icloud", "contact", or "unknown" when the auth data cannot be read.
        checks: result of each check; None where a check does not apply to the
            kind, or could not be carried out after another one failed.
        problems: what was found, for each failed check.
        record_id: id of the iCloud record, 32 hexadecimal digits.
        signer: organisation or name in the signer's certificate.
        issuer: name of the authority that issued it.
        valid_from: when the signer's certificate begins to hold, in UTC.
        valid_until: when it expires, in UTC.
        file_size: bytes of the file.
        auth_data_size: bytes of auth data in it.
        payload_size: bytes of the archive, as the root header says.
        shortcut_size: bytes of Shortcut.wflow; None if it could not be read.
        segment_size: bytes of each segment but the last.
        segments: number of segments.
        clusters: number of clusters.
        compression: name of the compression.
        checksum: name of the checksum.
        contact: what a contact-signed file says about its signer.
    """

    ok: bool
    kind: str
    checks: dict[str, bool | None]
    problems: dict[str, list[str]]
    file_size: int
    auth_data_size: int
    payload_size: int
    shortcut_size: int | None
    segment_size: int
    segments: int
    clusters: int
    compression: str
    checksum: str
    record_id: str | None = None
    signer: str | None = None
    issuer: str | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    contact: ContactRecord | None = field(default=None, repr=False)

    @property
    def trusted(self) -> bool:
        """Whether the file is sound and made with Apple's part in it, expired or not."""
        return self.ok and all(
            self.checks[name] is not False for name in TRUST_CHECKS if name != "expiry"
        )

    @property
    def share_link(self) -> str | None:
        """The iCloud link of the record that the file was signed as."""
        return f"https://www.icloud.com/shortcuts/{self.record_id}" if self.record_id else None


def verify(data: bytes, *, limits: Limits | None = None, at: datetime | None = None) -> Report:
    """Carry out every check on a signed file.

    Args:
        data: a whole file.
        limits: bounds on the file and on what it unfolds to; None for the current ones.
        at: the time for which expiry is judged; now if None. Naive means UTC.

    Raises:
        ContainerError: no AEA1 file of profile 0, or cut short before its first
            cluster. Whatever else is wrong stands in the report.
    """
    with bounded(limits) as chosen:
        return _verify(data, chosen, at)


def _verify(data: bytes, limits: Limits, at: datetime | None) -> Report:
    findings = Findings(tolerant=True)
    prologue = Prologue.unpack(data, limits)
    root = RootHeader.unpack(prologue.root_header)
    done = {"signature"}
    keys = check_prologue(prologue, findings)
    if keys:
        done.add("root_header")
    shortcut = None
    try:
        root.check_bounds(len(data), limits)
    except ContainerError as error:
        findings.failed("sizes", str(error))
    else:
        shortcut = _check_payload(data, prologue, root, keys, findings, done)
    signer = _Signer(prologue.auth_data, at or datetime.now(timezone.utc), findings, done)
    checks: dict[str, bool | None] = {
        name: False if name in findings.problems else True if name in done else None
        for name in (*INTEGRITY_CHECKS, *TRUST_CHECKS)
    }
    compression = COMPRESSIONS.get(root.compression)
    checksum = CHECKSUMS.get(root.checksum)
    bounded = root.segment_size and root.segments_per_cluster
    return Report(
        ok=all(checks[name] for name in INTEGRITY_CHECKS),
        kind=signer.kind,
        checks=checks,
        problems=findings.problems,
        file_size=len(data),
        auth_data_size=len(prologue.auth_data),
        payload_size=root.original_size,
        shortcut_size=None if shortcut is None else len(shortcut),
        segment_size=root.segment_size,
        segments=root.segment_count if bounded else 0,
        clusters=root.cluster_count if bounded else 0,
        compression=compression.name if compression else f"unknown ({root.compression})",
        checksum=checksum.name if checksum else f"unknown ({root.checksum})",
        record_id=signer.record_id,
        signer=signer.name,
        issuer=signer.issuer,
        valid_from=signer.valid_from,
        valid_until=signer.valid_until,
        contact=signer.contact,
    )


def _check_payload(
    data: bytes,
    prologue: Prologue,
    root: RootHeader,
    keys: KeySchedule | None,
    findings: Findings,
    done: set[str],
) -> bytes | None:
    """Walk the clusters and the archive; return Shortcut.wflow if it could be read."""
    collector: ShortcutCollector | None = ShortcutCollector()
    try:
        for piece in read_payload(data, prologue, root, keys, findings):
            try:
                if collector:
                    collector.feed(piece)
            except ContainerError as error:
                findings.failed("archive", str(error))
                collector = None
    except IntegrityError as error:
        findings.failed(error.check, str(error))
        return None
    except ContainerError as error:
        findings.failed("checksums", str(error))
        return None
    done.update(("checksums", "sizes", "archive"))
    if keys:
        done.update(("clusters", "segments"))
    try:
        return collector.close() if collector else None
    except ContainerError as error:
        findings.failed("archive", str(error))
        return None


class _Signer:
    """What the auth data says, with the checks on certificates and records."""

    def __init__(self, raw: bytes, at: datetime, findings: Findings, done: set[str]) -> None:
        from shortcuts_py.container import certificates

        self.kind = "unknown"
        self.record_id: str | None = None
        self.name: str | None = None
        self.issuer: str | None = None
        self.valid_from: datetime | None = None
        self.valid_until: datetime | None = None
        self.contact: ContactRecord | None = None
        try:
            auth = AuthData.unpack(raw)
            self.kind = auth.kind
            chain = certificates.load_chain(auth.chain)
        except ContainerError as error:
            findings.failed("certificate_chain", str(error))
            return
        if at.tzinfo is None:
            at = at.replace(tzinfo=timezone.utc)
        self._describe(chain[0])
        done.update(("certificate_chain", "apple_root", "expiry"))
        if problem := certificates.chain_problem(chain):
            findings.failed("certificate_chain", problem)
        if not certificates.ends_at_apple_root(chain):
            findings.failed("apple_root", "the certificates do not lead to a root of Apple")
        if not certificates.all_valid_at(chain, at):
            findings.failed("expiry", "a certificate is expired or not yet valid")
        if auth.kind == ICLOUD:
            done.add("signing_extension")
            if not certificates.may_sign_shortcuts(chain[0]):
                findings.failed("signing_extension", "the certificate is not for shortcuts")
        else:
            done.update(("key_signature", "validation_record"))
            self._check_contact(auth, chain[0], findings)

    def _describe(self, leaf: x509.Certificate) -> None:
        from shortcuts_py.container.certificates import describe

        common_name, organisation, self.issuer = describe(leaf)
        if self.kind == ICLOUD and common_name and _RECORD_ID.fullmatch(common_name):
            self.record_id = common_name
        self.name = common_name if self.kind == CONTACT else organisation or common_name
        self.valid_from = leaf.not_valid_before_utc
        self.valid_until = leaf.not_valid_after_utc

    def _check_contact(self, auth: AuthData, leaf: x509.Certificate, findings: Findings) -> None:
        from shortcuts_py.container import certificates, validation_record

        signature = auth.public_key_signature or b""
        if not certificates.verify_key_signature(leaf, signature, auth.public_key or b""):
            findings.failed("key_signature", "the Apple ID does not vouch for the signing key")
        try:
            record = validation_record.ValidationRecord.unpack(auth.validation_record or b"")
            if problem := record.problem():
                findings.failed("validation_record", problem)
            if not certificates.ends_at_apple_root(record.chain):
                findings.failed("apple_root", "the validation record does not lead to Apple")
            self.contact = record.contact()
        except ContainerError as error:
            findings.failed("validation_record", str(error))
