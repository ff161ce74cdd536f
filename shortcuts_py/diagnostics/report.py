"""Diagnostics of one file, together with what is needed to show them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from shortcuts_py.diagnostics.code import SEVERITIES
from shortcuts_py.errors import Diagnostic

__all__ = ["FileReport", "choose", "count_severities", "tally"]


class FileReport(NamedTuple):
    """What was found in one file.

    Attributes:
        file: its name.
        diagnostics: its problems, in order.
        lines: the lines of code; empty for a shortcut file.
        actions: for a shortcut file, what each of its actions is called.
    """

    file: str
    diagnostics: tuple[Diagnostic, ...]
    lines: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()


def choose(
    diagnostics: Iterable[Diagnostic], select: frozenset[str], ignore: frozenset[str]
) -> list[Diagnostic]:
    """The diagnostics that are asked for.

    Args:
        diagnostics: all of them.
        select: codes and severities of those to keep; empty for all.
        ignore: codes and severities of those to leave out.
    """
    return [
        one
        for one in diagnostics
        if (not select or one.code in select or one.severity in select)
        and one.code not in ignore
        and one.severity not in ignore
    ]


def count_severities(reports: Iterable[FileReport]) -> dict[str, int]:
    """How many problems there are of each severity."""
    counts: dict[str, int] = dict.fromkeys(SEVERITIES, 0)
    for report in reports:
        for one in report.diagnostics:
            counts[one.severity] += 1
    return counts


def tally(reports: list[FileReport]) -> str:
    """One line: how many problems in how many files, and how many can be mended."""
    counts = count_severities(reports)
    words = [
        f"{count} {name}{'' if count == 1 else 's'}" for name, count in counts.items() if count
    ]
    files = f"{len(reports)} file{'' if len(reports) == 1 else 's'}"
    if not words:
        return f"no problems in {files}"
    mendable = sum(
        any(fix.safe for fix in one.fixes) and one.severity != "note"
        for report in reports
        for one in report.diagnostics
    )
    more = f"; --fix mends {mendable}" if mendable else ""
    return f"{', '.join(words)} in {files}{more}"
