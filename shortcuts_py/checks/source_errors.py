"""The errors of a piece of code, and what only follows from them."""

from __future__ import annotations

import re
from bisect import bisect_left

from shortcuts_py.checks.rules import Finding, Place
from shortcuts_py.diagnostics.flow_codes import FLOW_CODES
from shortcuts_py.language.examination import Examination
from shortcuts_py.workflow.attachments import Variable

__all__ = ["Errors"]

_QUOTED = re.compile(r"['\"]([^'\"]+)['\"]")
_FLOW = frozenset(one.name for one in FLOW_CODES)
# What nothing uses may be used in a statement that could not be read.
# What depends on the version that the header says, or on what the shortcut accepts.
_BY_HEADER = frozenset(
    {"condition-text", "implicit-input-used", "missing-input", "minimum-version", "input-flag"}
)
_UNUSED = frozenset({"output-unused", "variable-unread", "unused-name"})


class Errors:
    """What the compiler says; false where it says nothing.

    Args:
        examination: of the code.
        lines: the code as it is written.
    """

    def __init__(self, examination: Examination, lines: list[str]) -> None:
        errors = [one for one in examination.diagnostics if one.severity == "error"]
        self._places = sorted((one.line or 0, one.column or 0) for one in errors)
        reader = examination.reader
        self._names: set[str] = set()
        self._text = ""
        self._lines = lines
        self._heads = examination.broken_heads
        if reader is None:
            return
        self._names = {*reader.broken, *reader.undefined}
        for name in reader.broken:
            binding = reader.scopes[0].get(name)
            if isinstance(binding, Variable):
                self._names.add(binding.name)
        wrong = sorted({line for line, _ in self._places if 0 < line <= len(lines)})
        self._text = "\n".join(lines[line - 1] for line in wrong)

    def __bool__(self) -> bool:
        return bool(self._places)

    def explain(self, finding: Finding, place: Place) -> bool:
        """Whether a finding may be there only because something else is wrong."""
        if finding.code in _UNUSED or finding.action is None:
            return True
        if finding.code in _BY_HEADER and "shortcut" in self._heads:
            return True
        if finding.code.startswith(("block-", "menu-")) and "action" in self._heads:
            return True  # a part of a block that is written as an action
        span = place(finding.action, finding.parameter)
        if finding.code == "output-dangling" and not self._says_output(span.line):
            return True
        index = bisect_left(self._places, (span.line, span.column))
        if index < len(self._places) and self._places[index] < (span.end_line, span.end_column):
            return True
        return finding.code in _FLOW and self._is_about(finding)

    def _says_output(self, line: int) -> bool:
        """Whether a line has an `output(...)` of its own; else the code is what refers to it."""
        return line <= len(self._lines) and "output(" in self._lines[line - 1]

    def _is_about(self, finding: Finding) -> bool:
        """Whether a flow finding is about a name that a broken statement may have defined."""
        return any(
            one in self._names or one in self._text for one in _QUOTED.findall(finding.message)
        )
