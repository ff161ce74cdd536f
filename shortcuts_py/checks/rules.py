"""What a rule is: a function that looks at a `View` and says what is wrong.

A rule knows nothing of lines and columns. For a file, a finding becomes a diagnostic with
the index of the action and the path of the parameter. For code, the workflow that was
compiled from it is looked at, and the place in the code is looked up
(`Place`). So one rule serves both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from shortcuts_py.checks.view import View
from shortcuts_py.diagnostics.codes import CODES
from shortcuts_py.errors import Diagnostic, Fix, Related
from shortcuts_py.limits import check_time

__all__ = ["Finding", "Place", "Rule", "Span", "as_diagnostic", "run_rules"]


class Finding(NamedTuple):
    """One problem that a rule found.

    Attributes:
        code: its name in the registry (`diagnostics.codes`).
        message: what is wrong and what to do about it.
        action: index of the action in the file's list; None for the file as a whole.
        parameter: path in the action's parameters, such as "WFInput.Value.OutputUUID"; in
            the file's root where there is no action.
        suggestions: what could stand there instead, most likely first.
        related: other actions that belong to the problem: (message, index).
        fix: how to mend the property list, where that is known.
    """

    code: str
    message: str
    action: int | None = None
    parameter: str | None = None
    suggestions: tuple[str, ...] = ()
    related: tuple[tuple[str, int], ...] = ()
    fix: Fix | None = None


Rule = Callable[[View], Iterable[Finding]]


class Span(NamedTuple):
    """A place in code: lines and columns count from 1, the end is just behind."""

    line: int
    column: int
    end_line: int
    end_column: int


Place = Callable[[int | None, str | None], Span]
"""Where in the code an action and a parameter of it (path as in `Finding`) come from. An
action or a parameter that has no place of its own gets the nearest: the call, the statement,
the first line."""


def run_rules(view: View, rules: Iterable[Rule]) -> Iterator[Finding]:
    """What all of the rules find, each problem once."""
    seen: set[tuple[object, ...]] = set()
    for rule in rules:
        check_time()
        for one in rule(view):
            key = (one.code, one.action, one.parameter, one.message)
            if key not in seen:
                seen.add(key)
                yield one


def as_diagnostic(finding: Finding, place: Place | None = None) -> Diagnostic:
    """A finding as a diagnostic: of a file, or of code where its places are given."""
    severity = CODES[finding.code].severity
    if place is None:
        return Diagnostic(
            severity,
            finding.code,
            finding.message,
            action=finding.action,
            parameter=finding.parameter,
            suggestions=finding.suggestions,
            related=tuple(Related(text, action=index) for text, index in finding.related),
            fixes=() if finding.fix is None else (finding.fix,),
        )
    related = []
    for text, index in finding.related:
        span = place(index, None)
        related.append(Related(text, span.line, span.column))
    return Diagnostic(
        severity,
        finding.code,
        finding.message,
        *place(finding.action, finding.parameter),
        suggestions=finding.suggestions,
        related=tuple(related),
    )
