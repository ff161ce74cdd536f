"""`sp.check`: everything that is wrong with a shortcut, in whatever form it comes."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from shortcuts_py.checks.families import rules as every_rule
from shortcuts_py.checks.files import check_plist, read_file
from shortcuts_py.checks.rules import Rule
from shortcuts_py.diagnostics.codes import CODES
from shortcuts_py.errors import DecodeError, Diagnostic, ShortcutError
from shortcuts_py.limits import Limits, bounded, current_limits
from shortcuts_py.plist.read import sniff
from shortcuts_py.workflow.document import Workflow

__all__ = ["check", "check_bytes", "is_code", "rules_for", "unreadable"]

_SUFFIXES = frozenset({".shortcut", ".wflow", ".plist", ".xml", ".json", ".py"})


def check(
    what: Workflow | str | bytes | os.PathLike[str],
    target: str | None = None,
    *,
    limits: Limits | None = None,
) -> list[Diagnostic]:
    """Find everything that is wrong with a shortcut.

    Args:
        what: a workflow; code of the native dialect; the bytes of a file, or its path (a
            text of one line with the name of a file that is there is a path too; code
            from elsewhere that must not name one is given with a line end).
        target: a system that it is for, such as "ios17"; None for none in particular.
        limits: bounds on what the input may cost; None for the current ones.

    Returns:
        The problems in order: by line for code, by action for workflows and files. What
        cannot be read or compiled is a problem too.

    Raises:
        ShortcutError: there is no such target.
        OSError: a file cannot be read.
    """
    rules = rules_for(target)
    try:
        with bounded(limits) as limits:
            if isinstance(what, Workflow):
                return check_plist(what.to_plist(), rules)
            if isinstance(what, str):
                if not _names_a_file(what):
                    return _check_code(what, "<string>", rules)
                what = Path(what)
            if isinstance(what, bytes):
                return check_bytes(what, "<bytes>", rules)
            path = Path(what)
            with path.open("rb") as file:
                data = file.read(limits.file_size + 1)
            return check_bytes(data, str(path), rules)
    except DecodeError as error:
        return [unreadable(str(error))]


def rules_for(target: str | None) -> tuple[Rule, ...]:
    """All rules, with those for a target.

    Raises:
        ShortcutError: there is no such target.
    """
    if target is None:
        return every_rule()
    from shortcuts_py.checks.target import parse_target, target_rules

    return (*every_rule(), *target_rules(parse_target(target)))


def _names_a_file(text: str) -> bool:
    if "\n" in text or len(text) > 1000 or "\0" in text:
        return False
    # Path.is_file raises on names that are too long; os.path.isfile does not.
    return Path(text).suffix.lower() in _SUFFIXES and os.path.isfile(text)  # noqa: PTH113


def is_code(data: bytes, name: str) -> bool:
    """Whether bytes are code rather than a shortcut file: by the name, else by the content."""
    suffix = Path(name).suffix.lower()
    return suffix == ".py" or (suffix not in _SUFFIXES and sniff(data) == "unknown")


def check_bytes(
    data: bytes,
    name: str,
    rules: Iterable[Rule] | None = None,
    limits: Limits | None = None,
) -> list[Diagnostic]:
    """Check the content of a file, code or shortcut.

    Args:
        data: its bytes.
        name: its name, which decides where it ends in `.py`.
        rules: what is checked; None for everything.
        limits: bounds on what the input may cost; None for the current ones.
    """
    chosen = every_rule() if rules is None else tuple(rules)
    try:
        with bounded(limits) as limits:
            if len(data) > limits.file_size:
                message = f"{len(data)} bytes are more than the limit of {limits.file_size}"
                return [unreadable(message)]
            if is_code(data, name):
                return _check_code(data.decode("utf-8"), name, chosen)
            return check_plist(read_file(data).plist, chosen)
    except UnicodeDecodeError as error:
        return [unreadable(f"neither a shortcut nor code in UTF-8: {error}")]
    except ShortcutError as error:
        return [unreadable(str(error))]


def unreadable(message: str) -> Diagnostic:
    """The diagnostic for a file that cannot be read at all."""
    return Diagnostic(CODES["unreadable"].severity, "unreadable", message)


def _check_code(code: str, name: str, rules: Iterable[Rule]) -> list[Diagnostic]:
    from shortcuts_py.checks.source import check_source

    limit = current_limits().code_size
    if len(code) > limit:
        return [unreadable(f"{len(code)} characters are more than the limit of {limit}")]
    found: list[Diagnostic] = check_source(code, name, rules=rules)
    return found
