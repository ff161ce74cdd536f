"""`shortcuts-py inspect`: what a file is, who signed it, and whether it is sound."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from shortcuts_py import container
from shortcuts_py.commands.sign import INPUT, read
from shortcuts_py.errors import ShortcutError
from shortcuts_py.limits import bounded
from shortcuts_py.plist.read import loads, sniff

if TYPE_CHECKING:
    from shortcuts_py.container.verification import Report

__all__ = ["inspect"]

_PASSED = {True: "ok", False: "FAILED", None: "-"}
_FORMATS = {"binary": "binary property list", "xml": "XML property list", "json": "JSON"}

EXAMPLES = """\b
Examples:
  shortcuts-py inspect Greeting.shortcut          who signed it, and every check
  shortcuts-py inspect Greeting.shortcut --json   the same for programs
  shortcuts-py inspect - < Greeting.shortcut      reads standard input
  shortcuts-py inspect Mine.shortcut --hashes     with what it tells about its signer

\b
Exit status:
  0  the content is what was signed, or the file is not signed
  1  the content is not what was signed, or the file is neither a shortcut nor a property list
  2  the command line is wrong
"""


@click.command(epilog=EXAMPLES)
@click.argument("file", type=INPUT)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--hashes",
    is_flag=True,
    help="Show the hashes of a contact-signed file's addresses, and its account ids.",
)
def inspect(file: Path, *, as_json: bool, hashes: bool) -> None:
    """Show what FILE is, who signed it, and the result of every check."""
    data = read(file)
    try:
        if container.is_signed(data):
            report = container.verify(data)
            facts = _signed_facts(data, report, hashes=hashes)
        else:
            report, facts = None, _plain_facts(data)
    except ShortcutError as error:
        raise click.ClickException(f"{file}: {error}") from error
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False, indent=1))
    else:
        for line in _lines(facts, report):
            click.echo(line)
    if report and not report.ok:
        raise click.exceptions.Exit(1)


def _plain_facts(data: bytes) -> dict[str, Any]:
    """What is to be said of a property list.

    Raises:
        ShortcutError: it is none, or it is damaged.
    """
    try:
        actions = _actions(data)
    except ShortcutError as error:
        raise ShortcutError(
            f"{error}. Give a shortcut, signed or as a property list; py2shortcut makes one of code"
        ) from error
    form = _FORMATS[sniff(data)]
    return {"kind": "plain", "format": form, "file_size": len(data), "actions": actions}


def _signed_facts(data: bytes, report: Report, *, hashes: bool) -> dict[str, Any]:
    try:
        actions = _actions(container.unsign(data, force_unverified=True))
    except ShortcutError:
        actions = None
    facts: dict[str, Any] = {
        "kind": report.kind,
        "ok": report.ok,
        "trusted": report.trusted,
        "signer": report.signer,
        "issuer": report.issuer,
        "valid_from": report.valid_from and report.valid_from.isoformat(),
        "valid_until": report.valid_until and report.valid_until.isoformat(),
        "record_id": report.record_id,
        "share_link": report.share_link,
        "file_size": report.file_size,
        "auth_data_size": report.auth_data_size,
        "payload_size": report.payload_size,
        "shortcut_size": report.shortcut_size,
        "compression": report.compression,
        "checksum": report.checksum,
        "clusters": report.clusters,
        "segments": report.segments,
        "segment_size": report.segment_size,
        "actions": actions,
        "checks": report.checks,
        "problems": report.problems,
    }
    if report.contact:
        contact = report.contact
        facts["contact"] = {
            "email_hashes": len(contact.email_hashes),
            "phone_hashes": len(contact.phone_hashes),
            "valid_as_of": contact.valid_as_of and contact.valid_as_of.isoformat() + "+00:00",
            "valid_seconds": contact.valid_seconds,
        }
        if hashes:
            facts["contact"] |= {
                "email_hashes": list(contact.email_hashes),
                "phone_hashes": list(contact.phone_hashes),
                "account_ids": contact.account_ids,
            }
    return facts


def _actions(data: bytes) -> int | None:
    """The number of actions of a property list; None if it is no shortcut.

    Raises:
        ShortcutError: the property list cannot be read.
    """
    with bounded() as limits:
        plist = loads(data, limits=limits)
    if type(plist) is dict and type(plist.get("WFWorkflowActions")) is list:
        return len(plist["WFWorkflowActions"])
    return None


def _lines(facts: dict[str, Any], report: Report | None) -> list[str]:
    if report is None:
        return [
            "Kind       plain (not signed)",
            f"Format     {facts['format']}, {facts['file_size']:,} bytes",
            f"Actions    {'unknown' if facts['actions'] is None else facts['actions']}",
        ]
    kinds = {"icloud": "signed through iCloud", "contact": "signed for people who know the signer"}
    lines = [f"Kind       {kinds.get(report.kind, 'signed by nobody known')}"]
    if report.record_id:
        lines += [f"Record     {report.record_id}", f"Link       {report.share_link}"]
    lines.append(f"Signer     {report.signer or 'unknown'}")
    if report.issuer:
        lines.append(f"Issuer     {report.issuer}")
    if report.valid_from and report.valid_until:
        lines.append(f"Valid      {report.valid_from:%Y-%m-%d} to {report.valid_until:%Y-%m-%d}")
    size = "unreadable" if report.shortcut_size is None else f"{report.shortcut_size:,} bytes"
    lines += [
        f"Size       {report.file_size:,} bytes; the shortcut inside {size}",
        f"Segments   {report.segments} in {report.clusters} clusters, {report.compression}, "
        f"{report.checksum}",
        f"Actions    {'unknown' if facts['actions'] is None else facts['actions']}",
        "Checks",
    ]
    for name, result in report.checks.items():
        lines.append(f"  {name:18} {_PASSED[result]}")
        lines += [f"    {problem}" for problem in report.problems.get(name, ())]
    if report.contact:
        lines += _contact_lines(facts["contact"], report)
    if not report.ok:
        lines.append("The content is not what was signed.")
    return lines


def _contact_lines(shown: dict[str, Any], report: Report) -> list[str]:
    contact = report.contact
    if contact is None:
        return []
    count = len(contact.email_hashes) + len(contact.phone_hashes)
    lines = [
        f"Note: this file carries {count} hashes of its signer's e-mail addresses and phone "
        "numbers.",
        "      Whoever guesses an address can confirm it; share the file with that in mind.",
    ]
    if "account_ids" not in shown:
        return [*lines, "      --hashes shows them."]
    lines += [f"  e-mail  {value}" for value in contact.email_hashes]
    lines += [f"  phone   {value}" for value in contact.phone_hashes]
    return lines + [f"  {name:7} {value}" for name, value in contact.account_ids.items()]
