"""What an If tests, and the rows of filters.

Sections 5, 6.2 and 6.3 of the format; 6.4 for the conditions of old files.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shortcuts_py.checks.action_view import ActionView, Located, Path
from shortcuts_py.checks.edits import put
from shortcuts_py.checks.rules import Finding
from shortcuts_py.checks.view import View, join_path
from shortcuts_py.errors import Fix
from shortcuts_py.workflow.actions import CONDITIONAL
from shortcuts_py.workflow.conditions import CODES, IN_THE_LAST, IN_THE_NEXT, OLD_CODES, TIME_UNITS

__all__ = ["RULES"]

_FIRST_WITH_CODES = 900  # client version; older files have conditions as text (section 6.4)
_RELATIVE = (IN_THE_NEXT, IN_THE_LAST)
_CALENDAR = "is.workflow.actions.filter.calendarevents"
_FILTER = ("WFContentItemFilter",)
_TABLE = "WFContentPredicateTableTemplate"


def conditions(view: View) -> Iterator[Finding]:
    """Subjects and codes of Ifs."""
    for action in view.actions:
        if action.identifier != CONDITIONAL:
            continue
        parameters = action.parameters
        yield from _test(view, action, (), parameters)
        if "WFConditions" in parameters and "WFCondition" in parameters:
            yield Finding(
                "condition-twice",
                "an If has one condition (WFCondition) or several (WFConditions), not both",
                action.index,
                "WFCondition",
            )


def _test(view: View, action: ActionView, path: Path, test: dict[str, Any]) -> Iterator[Finding]:
    """One condition: an If's own, or a row of several."""
    subject = test.get("WFInput")
    if type(subject) is dict and type(subject.get("Variable")) is dict:
        if subject.get("Type") != "Variable":
            kind = (*path, "WFInput", "Type")
            yield Finding(
                "condition-subject",
                'what an If tests has the type "Variable"; this one is blank after the import',
                action.index,
                join_path(kind),
                suggestions=("Variable",),
                fix=put("give it the type Variable", ((*action.path, *kind), "Variable")),
            )
    elif type(subject) is dict and not (
        subject.get("Type") == "Variable" and "Variable" in subject
    ):
        yield Finding(
            "condition-subject",
            'what an If tests is wrapped, {"Type": "Variable", "Variable": ...}; '
            "this one is blank after the import",
            action.index,
            join_path((*path, "WFInput")),
            fix=_wrap((*action.path, *path, "WFInput"), subject),
        )
    code = test.get("WFCondition")
    where = join_path((*path, "WFCondition"))
    if type(code) is str:
        if code and (view.version or 0) >= _FIRST_WITH_CODES:
            number = OLD_CODES.get(code)
            fix = None
            if number is not None:
                fix = put("write its number", ((*action.path, *path, "WFCondition"), number))
            yield Finding(
                "condition-text",
                f"apps since iOS 13 write conditions as numbers; {code!r:.40} is not understood",
                action.index,
                where,
                suggestions=() if number is None else (str(number),),
                fix=fix,
            )
    elif code is not None and (type(code) is not int or code not in CODES):
        yield Finding(
            "condition-code",
            f"no condition has the number {code!r:.40}",
            action.index,
            where,
        )


def _wrap(path: Path, subject: dict[str, Any]) -> Fix | None:
    if subject.get("WFSerializationType") == "WFTextTokenAttachment":
        return put("wrap it", (path, {"Type": "Variable", "Variable": subject}))
    if "WFSerializationType" not in subject and type(subject.get("Type")) is str:
        envelope = {"WFSerializationType": "WFTextTokenAttachment", "Value": subject}
        return put("wrap it", (path, {"Type": "Variable", "Variable": envelope}))
    return None


def tables(view: View) -> Iterator[Finding]:
    """Filters, and several conditions of an If."""
    for one in view.envelopes:
        if one.value["WFSerializationType"] != _TABLE:
            continue
        table = one.value.get("Value")
        if type(table) is not dict:
            continue  # the envelope's own problem
        path = (*one.path, "Value")
        rows = table.get("WFActionParameterFilterTemplates")
        prefix = table.get("WFActionParameterFilterPrefix")
        if type(rows) is not list:
            key = "WFActionParameterFilterTemplates"
            message = f"a filter needs the list of its rows, {key}"
            yield Finding("filter-form", message, one.action, join_path((*path, key)))
            continue
        if prefix not in (-1, 0, 1) or type(prefix) is not int:  # -1: one row, in new files
            key = "WFActionParameterFilterPrefix"
            message = f"{key} is 1 for all rows or 0 for any of them, not {prefix!r:.40}"
            yield Finding("filter-form", message, one.action, join_path((*path, key)))
        if view.actions[one.action].identifier == _CALENDAR and one.path == _FILTER and rows:
            yield from _calendar(view, one, rows)
        for place, row in enumerate(rows):
            row_path = (*path, "WFActionParameterFilterTemplates", place)
            if type(row) is not dict:
                message = "a row of a filter is a dictionary"
                yield Finding("filter-form", message, one.action, join_path(row_path))
            elif "WFCondition" in row:
                yield from _test(view, view.actions[one.action], row_path, row)
            else:
                yield from _row(view, one, row_path, row)


def _row(view: View, one: Located, path: Path, row: dict[str, Any]) -> Iterator[Finding]:
    operator = row.get("Operator")
    if type(operator) is not int or operator not in CODES:
        yield Finding(
            "filter-operator",
            f"no operator of a filter has the number {operator!r:.40}",
            one.action,
            join_path((*path, "Operator")),
        )
    elif operator in _RELATIVE:
        values = row.get("Values")
        inner: Path = ("Values", "Unit") if type(values) is dict else ("Unit",)
        unit = (values if type(values) is dict else row).get("Unit")
        if type(unit) is int and unit not in TIME_UNITS:
            day = unit == 16384
            places = ", ".join(f"{number} {name}" for number, name in TIME_UNITS.items())
            fix = put("take 16, a day", ((*view.actions[one.action].path, *path, *inner), 16))
            yield Finding(
                "filter-unit",
                f"no unit of time has the number {unit}; {places}",
                one.action,
                join_path((*path, *inner)),
                suggestions=("16",) if day else (),
                fix=fix if day else None,
            )


def _calendar(view: View, one: Located, rows: list[Any]) -> Iterator[Finding]:
    """Events are looked for between dates: without, the app takes its default filter."""
    dates = [
        (place, row)
        for place, row in enumerate(rows)
        if type(row) is dict and row.get("Property") == "Start Date"
    ]
    if any(row.get("Bounded") is True for _, row in dates):
        return
    fix = None
    if len(dates) == 1:
        path = (*view.actions[one.action].path, *one.path, "Value")
        key = "WFActionParameterFilterTemplates"
        fix = put("bound the dates", ((*path, key, dates[0][0], "Bounded"), True))
    yield Finding(
        "filter-calendar",
        "a filter of calendar events needs a row for Start Date that is Bounded; the app takes "
        "its own filter instead of this one",
        one.action,
        join_path((*one.path, "Value", "WFActionParameterFilterTemplates")),
        fix=fix,
    )


RULES = (conditions, tables)
