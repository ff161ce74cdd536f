"""One file, checked and mended: what `shortcuts-py check` does with each."""

from __future__ import annotations

from typing import NamedTuple

from shortcuts_py.checks.checking import check_bytes, is_code, rules_for, unreadable
from shortcuts_py.checks.differences import difference_of_code, difference_of_files
from shortcuts_py.checks.files import action_names, check_plist, mend, read_file, write_file
from shortcuts_py.checks.rules import Rule
from shortcuts_py.diagnostics.codes import CODES
from shortcuts_py.diagnostics.report import FileReport, choose
from shortcuts_py.errors import Diagnostic, ShortcutError
from shortcuts_py.limits import bounded, current_limits

__all__ = ["Checked", "Options", "check_content"]


class Options(NamedTuple):
    """What is checked, reported and mended.

    Attributes:
        select: codes and severities to report and mend; empty for all.
        ignore: codes and severities that are neither reported nor mended.
        target: a system that the shortcut is for.
        mend: whether to mend what has one safe answer.
    """

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    target: str | None = None
    mend: bool = False

    def codes(self) -> frozenset[str]:
        """The codes that are asked for."""
        return frozenset(
            code.name
            for code in CODES.values()
            if (not self.select or code.name in self.select or code.severity in self.select)
            and code.name not in self.ignore
            and code.severity not in self.ignore
        )

    def choose(self, found: list[Diagnostic]) -> tuple[Diagnostic, ...]:
        """The problems that are asked for."""
        return tuple(choose(found, self.select, self.ignore))


class Checked(NamedTuple):
    """What came of one file.

    Attributes:
        report: its problems; those that are left, where it was mended.
        difference: what mending changes, as a unified diff.
        mended: how many problems were mended.
        content: the mended file; None where nothing changed.
        message: what else there is to say.
    """

    report: FileReport
    difference: str = ""
    mended: int = 0
    content: bytes | None = None
    message: str = ""


def check_content(data: bytes, name: str, options: Options) -> Checked:
    """Check the content of a file, and mend it where that is asked for.

    Args:
        data: the content of a shortcut file or of code.
        name: its name.
        options: what is checked, reported and mended.

    Raises:
        ShortcutError: there is no such target, or the file's format cannot hold the result.
    """
    rules = rules_for(options.target)
    with bounded():
        return _check_content(data, name, options, rules)


def _check_content(data: bytes, name: str, options: Options, rules: tuple[Rule, ...]) -> Checked:
    if len(data) <= current_limits().file_size and not is_code(data, name):
        return _check_shortcut(data, name, options, rules)
    try:
        code = data.decode("utf-8")
    except UnicodeDecodeError:
        code = ""
    difference, mended, content = "", 0, None
    if options.mend and code:
        from shortcuts_py.checks.source_mending import fix_source

        after, done = fix_source(code, name, options.codes())
        if after != code:
            difference = difference_of_code(code, after, name)
            code, data = after, after.encode("utf-8")
            content, mended = data, len(done)
    found = options.choose(check_bytes(data, name, rules))
    report = FileReport(name, found, tuple(code.splitlines()))
    return Checked(report, difference, mended, content)


def _check_shortcut(data: bytes, name: str, options: Options, rules: tuple[Rule, ...]) -> Checked:
    try:
        file = read_file(data)
    except ShortcutError as error:
        return Checked(FileReport(name, options.choose([unreadable(str(error))])))
    plist, content = file.plist, None
    difference, mended, message = "", 0, ""
    if options.mend:
        changed, mended = mend(plist, rules, options.codes())
        if mended and file.signed:
            mended = 0
            message = "a signed file is not mended: unsign it, mend that, and sign it again"
        elif mended:
            difference = difference_of_files(plist, changed, name)
            plist, content = changed, write_file(file, changed)
    found = options.choose(check_plist(plist, rules))
    report = FileReport(name, found, actions=action_names(plist) if found else ())
    return Checked(report, difference, mended, content, message)
