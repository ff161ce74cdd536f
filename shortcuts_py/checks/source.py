"""Checks of code: what the compiler says, and what the rules say about what it compiles to.

All problems come in one run, in the order of their places. What follows from another
mistake is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from shortcuts_py.checks.families import rules as every_rule
from shortcuts_py.checks.rules import Place, Rule, Span, as_diagnostic, run_rules
from shortcuts_py.checks.source_errors import Errors
from shortcuts_py.checks.source_fixes import with_fixes
from shortcuts_py.checks.source_index import Index
from shortcuts_py.checks.source_names import unused_names, with_definitions
from shortcuts_py.checks.source_words import in_words_of_code, with_cases
from shortcuts_py.checks.view import View
from shortcuts_py.dialects import recognise
from shortcuts_py.errors import CompileError, Diagnostic, ShortcutError
from shortcuts_py.language.compiler import normalise
from shortcuts_py.language.examination import Examination, examine
from shortcuts_py.limits import current_limits
from shortcuts_py.workflow.document import Workflow

__all__ = ["check_source", "root_of"]

_QUOTED = re.compile(r"'([^']+)'")
# What is wrong is the name of an action or of a parameter, not its value.
_NAMED = frozenset({"unknown-identifier", "unlisted-action", "unknown-key", "unlisted-parameter"})


def check_source(
    code: str, filename: str = "<string>", rules: Iterable[Rule] | None = None
) -> list[Diagnostic]:
    """Every problem of a piece of code, in the order of their places.

    Args:
        code: code of any dialect. Only in the native dialect it is read on behind an error.
            In Apple's dialect problems of the workflow have a line, and no column.
        filename: its name, for messages.
        rules: what is checked of the workflow; None for everything.
    """
    chosen = every_rule() if rules is None else tuple(rules)
    if recognise(code) != "native":
        return _check_other(code, filename, chosen)
    examination = examine(code, filename)
    index = Index(examination.module, normalise(code).split("\n"))
    found = with_definitions(examination.diagnostics, examination)
    found = [with_cases(one, index) for one in found]
    if examination.workflow is not None:
        found += _findings(examination, chosen, index.lines)
    found = [with_fixes(one, index) for one in dict.fromkeys(found)]
    return sorted(found, key=lambda one: (one.line or 0, one.column or 0))


def _check_other(code: str, filename: str, rules: Iterable[Rule]) -> list[Diagnostic]:
    """Problems of code of the other dialects, which is not read on behind an error."""
    try:
        workflow, found, place, named = _read_other(code, filename)
        view = View(root_of(workflow))
    except CompileError as error:
        return error.diagnostics
    except ShortcutError as error:
        return [Diagnostic("error", "syntax", str(error), 1, 1, 1, 1)]
    for one in run_rules(view, rules):
        found.append(as_diagnostic(one, named if one.code in _NAMED else place))
    return sorted(found, key=lambda one: (one.line or 0, one.column or 0))


def _read_other(code: str, filename: str) -> tuple[Workflow, list[Diagnostic], Place, Place]:
    """The workflow, what its reader says, and where values and names stand in the code."""
    limit = current_limits().code_size
    if len(code) > limit:
        raise ShortcutError(f"{len(code)} characters are more than the limit of {limit}")
    if recognise(code) == "apple":
        from shortcuts_py.apple.reader import read_program

        reading = read_program(code, filename)
        lines = reading.lines

        def line_of(action: int | None, parameter: str | None) -> Span:
            line = lines[action] if action is not None and action < len(lines) else 1
            return Span(line, 1, line, 1)

        return reading.workflow, reading.warnings, line_of, line_of
    from shortcuts_py.workbench import reader as workbench

    program = workbench.read_program(code, filename)
    places = program.places

    def value(action: int | None, parameter: str | None) -> Span:
        return Span(*places.parameter(action, parameter))

    def name(action: int | None, parameter: str | None) -> Span:
        if parameter is None:
            return Span(*places.identifier(action))
        return Span(*places.key(action, parameter))

    return program.workflow, program.warnings, value, name


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


def _findings(
    examination: Examination, rules: Iterable[Rule], lines: list[str]
) -> Iterator[Diagnostic]:
    """What the rules find that is no consequence of an error."""
    workflow, places = examination.workflow, examination.places
    if workflow is None or places is None:
        return
    try:
        view = View(root_of(workflow))
    except ShortcutError:
        return  # a single action is asked for, and there is none; the compiler said so
    errors = Errors(examination, lines)

    def place(action: int | None, parameter: str | None) -> Span:
        return Span(*places.parameter(action, parameter))

    def named(action: int | None, parameter: str | None) -> Span:
        if parameter is None:
            return Span(*places.identifier(action))
        return Span(*places.key(action, parameter))

    said: set[str] = set()
    for finding in run_rules(view, rules):
        where = named if finding.code in _NAMED else place
        if errors and errors.explain(finding, where):
            continue
        if finding.code in ("variable-misspelt", "variable-unread"):
            said.update(finding.suggestions)
            said.update(_QUOTED.findall(finding.message))
        yield in_words_of_code(finding, as_diagnostic(finding, where), examination)
    if not errors:
        for one in unused_names(examination):
            if said.isdisjoint(_QUOTED.findall(one.message)):
                yield one
