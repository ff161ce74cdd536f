"""Checks of code: what the compiler says, and what the rules say about what it compiles to.

All problems come in one run, in the order of their places. What follows from another
mistake is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from shortcuts_py.checks.families import rules as every_rule
from shortcuts_py.checks.rules import Finding, Rule, Span, as_diagnostic, run_rules
from shortcuts_py.checks.source_fixes import with_fixes
from shortcuts_py.checks.source_names import unused_names
from shortcuts_py.checks.source_words import in_words_of_code
from shortcuts_py.checks.view import View
from shortcuts_py.diagnostics.flow_codes import FLOW_CODES
from shortcuts_py.dialects import compile_code, recognise
from shortcuts_py.errors import CompileError, Diagnostic, ShortcutError
from shortcuts_py.language.compiler import normalise
from shortcuts_py.language.examination import Examination, examine
from shortcuts_py.workflow.attachments import Variable
from shortcuts_py.workflow.document import Workflow

__all__ = ["check_source", "root_of"]

_QUOTED = re.compile(r"['\"]([^'\"]+)['\"]")
_FLOW = frozenset(one.name for one in FLOW_CODES)
# What is wrong is the name of an action or of a parameter, not its value.
_NAMED = frozenset({"unknown-identifier", "unlisted-action", "unknown-key", "unlisted-parameter"})
# What nothing uses may be used in a statement that could not be read.
_UNUSED = frozenset({"output-unused", "variable-unread", "unused-name"})


def check_source(
    code: str, filename: str = "<string>", rules: Iterable[Rule] | None = None
) -> list[Diagnostic]:
    """Every problem of a piece of code, in the order of their places.

    Args:
        code: code of any dialect. Only in the native dialect it is read on behind an error,
            and only there problems of the workflow have a line.
        filename: its name, for messages.
        rules: what is checked of the workflow; None for everything.
    """
    chosen = every_rule() if rules is None else tuple(rules)
    if recognise(code) != "native":
        return _check_other(code, filename, chosen)
    examination = examine(code, filename)
    found = list(examination.diagnostics)
    if examination.workflow is not None:
        found += _findings(examination, chosen)
    lines = normalise(code).split("\n")
    found = [with_fixes(one, lines, examination.module) for one in dict.fromkeys(found)]
    return sorted(found, key=lambda one: (one.line or 0, one.column or 0))


def _check_other(code: str, filename: str, rules: Iterable[Rule]) -> list[Diagnostic]:
    try:
        workflow = compile_code(code, None, filename)
        view = View(root_of(workflow))
    except CompileError as error:
        return error.diagnostics
    except ShortcutError as error:
        return [Diagnostic("error", "syntax", str(error), 1, 1, 1, 1)]

    def place(action: int | None, parameter: str | None) -> Span:
        return Span(1, 1, 1, 1)

    return [as_diagnostic(one, place) for one in run_rules(view, rules)]


def root_of(workflow: Workflow) -> dict[str, Any]:
    """The dictionary of a workflow, whatever the root of its file is."""
    plist = workflow.to_plist()
    if type(plist) is list:
        if workflow.root == "list" and plist and type(plist[0]) is dict:
            return plist[0]
        return {"WFWorkflowActions": plist}
    if workflow.root == "action":
        return {"WFWorkflowActions": [plist]}
    return plist  # type: ignore[no-any-return]


def _findings(examination: Examination, rules: Iterable[Rule]) -> Iterator[Diagnostic]:
    """What the rules find that is no consequence of an error."""
    workflow, places = examination.workflow, examination.places
    if workflow is None or places is None:
        return
    try:
        view = View(root_of(workflow))
    except ShortcutError:
        return  # a single action is asked for, and there is none; the compiler said so
    errors = [
        (one.line or 0, one.column or 0)
        for one in examination.diagnostics
        if one.severity == "error"
    ]

    def place(action: int | None, parameter: str | None) -> Span:
        return Span(*places.parameter(action, parameter))

    def named(action: int | None, parameter: str | None) -> Span:
        if parameter is None:
            return Span(*places.identifier(action))
        return Span(*places.key(action, parameter))

    for finding in run_rules(view, rules):
        where = named if finding.code in _NAMED else place
        if errors and _follows(finding, where, errors, examination):
            continue
        yield in_words_of_code(finding, as_diagnostic(finding, where), examination)
    if not errors:
        yield from unused_names(examination)


def _follows(
    finding: Finding, place: Any, errors: list[tuple[int, int]], examination: Examination
) -> bool:
    """Whether a finding may be there only because something else is wrong."""
    if finding.code in _UNUSED or finding.action is None:
        return True
    line, column, end_line, end_column = place(finding.action, finding.parameter)
    if any((line, column) <= one < (end_line, end_column) for one in errors):
        return True
    return finding.code in _FLOW and _is_about(finding, examination)


def _is_about(finding: Finding, examination: Examination) -> bool:
    """Whether a flow finding is about a name that a broken statement may have defined."""
    reader = examination.reader
    if reader is None:
        return True
    known = {one.line for one in examination.diagnostics if one.severity == "error"}
    broken = {*reader.broken, *reader.undefined}
    for name in reader.broken:
        binding = reader.scopes[0].get(name)
        if isinstance(binding, Variable):
            broken.add(binding.name)
    text = "\n".join(reader.lines[line - 1] for line in known if line and line <= len(reader.lines))
    return any(one in broken or one in text for one in _QUOTED.findall(finding.message))
