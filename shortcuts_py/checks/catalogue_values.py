"""Values that a parameter cannot have by its definition: their kind, and enumerations' cases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from shortcuts_py.catalog.types import AnyType, EnumerationType, ListType, TextType
from shortcuts_py.checks.catalogue_facts import definition, parameter_name
from shortcuts_py.checks.edits import put
from shortcuts_py.checks.rules import Finding
from shortcuts_py.checks.view import ActionView, View
from shortcuts_py.errors import Fix, PlistEdit
from shortcuts_py.language.nearest import did_you_mean, is_certain, nearest
from shortcuts_py.names import by_identifier

if TYPE_CHECKING:
    from shortcuts_py.catalog.model import ParameterDefinition

__all__ = ["RULES"]

_NUMBER = re.compile(
    r"\s*[-+]?(\d[\d\s.,'_]*|[.,]\d+|inf(inity)?|nan)([eE][-+]?\d+)?\s*%?\s*\Z", re.I
)
_LONGEST = 100
_ELSEWHERE = ("WFCondition", "WFConditions", "WFControlFlowMode")  # blocks have rules of their own

# How a value is stored: plain, by its serialization, or as a dictionary.
_SHAPES = {
    "WFTextTokenString": "text with values",
    "WFTextTokenAttachment": "reference",
    "WFDictionaryFieldValue": "dictionary",
    "WFContentPredicateTableTemplate": "filter",
    "WFQuantityFieldValue": "quantity",
    "WFTimeOffsetValue": "quantity",
    "WFContactFieldValue": "contacts",
}
_REFERENCES = ("ActionOutput", "Variable", "ExtensionInput", "Clipboard", "CurrentDate", "Ask")
# What each kind of parameter cannot have. Whatever real files have is not here.
_WRONG: dict[str, frozenset[str]] = {
    "boolean": frozenset(
        {"text", "text with values", "other number", "list", "dictionary", "entries", "filter"}
        | {"quantity"}
    ),
    "number": frozenset(
        {"word", "truth value", "list", "dictionary", "entries", "filter", "quantity", "contacts"}
    ),
    "text": frozenset({"truth value", "list", "dictionary", "entries", "filter", "quantity"}),
    "dictionary": frozenset(
        {"text", "text with values", "number", "truth value", "list", "filter", "quantity"}
    ),
    "enumeration": frozenset(
        {"truth value", "number", "list", "dictionary", "entries", "filter", "quantity"}
    ),
    "measurement": frozenset(
        {"text", "text with values", "number", "truth value", "list", "dictionary", "filter"}
    ),
    "query": frozenset({"text", "text with values", "number", "truth value", "list", "dictionary"}),
    "date": frozenset({"truth value", "list", "dictionary", "entries", "filter", "quantity"}),
    "url": frozenset({"truth value", "number", "dictionary", "filter", "quantity"}),
    "variable": frozenset({"text", "text with values", "number", "list", "dictionary", "filter"}),
}
_TAKES = {
    "boolean": "True or False",
    "number": "a number",
    "text": "text",
    "dictionary": "a dictionary",
    "enumeration": "one of its cases, as text",
    "measurement": "a number with a unit",
    "query": "a filter",
    "date": "a date, as text",
    "url": "an address",
    "variable": "a reference",
}
_IS = {
    "word": "text that is no number",
    "text": "text",
    "text with values": "text with values",
    "truth value": "True or False",
    "number": "a number",
    "other number": "a number",
    "list": "a list",
    "dictionary": "a dictionary",
    "entries": "a dictionary",
    "filter": "a filter",
    "quantity": "a number with a unit",
    "contacts": "contacts",
}


def shape(value: Any) -> str:
    """In which of the ways above a value is stored; empty for any other."""
    kind = type(value)
    if kind is bool:
        return "truth value"
    if kind is int or kind is float:
        return "number"
    if kind is str:
        return "text"
    if kind is list:
        return "list"
    if kind is dict:
        tag = value.get("WFSerializationType")
        if type(tag) is str:
            return _SHAPES.get(tag, "")
        if value.get("Type") in _REFERENCES and "Variable" not in value:
            return "bare reference"
        return "entries" if value else ""
    return ""


def _slot(parameter: ParameterDefinition) -> str:
    """The kind of a parameter, as `_WRONG` has it; empty where anything goes."""
    kind = parameter.type
    if isinstance(kind, AnyType):
        return "variable" if parameter.class_name == "WFVariablePickerParameter" else ""
    if isinstance(kind, EnumerationType) and (kind.stored_as == "number" or not kind.cases):
        return ""
    if isinstance(kind, TextType) and parameter.multiple:
        return ""
    return kind.kind if kind.kind in _WRONG else ""


def _bare(action: ActionView) -> Iterator[Finding]:
    """References that stand in a parameter as such, without their envelope."""
    for key, value in action.parameters.items():
        if shape(value) == "bare reference":
            wrapped = {"Value": value, "WFSerializationType": "WFTextTokenAttachment"}
            yield Finding(
                "wrong-kind",
                f"{key!s:.60} has a reference without its envelope: the field is empty",
                action.index,
                str(key),
                fix=put("put it into an envelope", ((*action.path, key), wrapped)),
            )


def _plain(parameter: ParameterDefinition) -> bool:
    """Whether an enumeration has one case at a time, always as text: others store entities."""
    kind = parameter.type
    return (
        isinstance(kind, EnumerationType)
        and not kind.dynamic
        and not parameter.multiple
        and parameter.class_name == "WFEnumerationParameter"
    )


def kinds(view: View) -> Iterator[Finding]:
    """A value of a kind that the parameter drops."""
    for action in view.actions:
        found = definition(action.identifier)
        yield from _bare(action)
        if found is None or found.only_seen:
            continue
        names = by_identifier(action.identifier)
        for key, value in action.parameters.items():
            parameter = found.parameters.get(key)
            slot = _slot(parameter) if parameter is not None else ""
            if not slot or parameter is None or key in _ELSEWHERE:
                continue
            given = shape(value)
            if slot == "number" and given == "text":
                given = "" if not value.strip() or _NUMBER.match(value) else "word"
            if slot == "enumeration" and given in ("list", "entries") and not _plain(parameter):
                continue
            if slot == "boolean" and given == "number" and value not in (0, 1):
                given = "other number"
            if slot == "text" and given == "reference":
                if names is None or key not in names.text:
                    continue
                message = (
                    f"{parameter_name(action.identifier, parameter)} takes text, and a reference"
                    " that stands there alone is left out: put it into a text"
                )
                yield Finding("reference-as-text", message, action.index, key)
            elif slot == "number" and given == "text with values":
                message = (
                    f"{parameter_name(action.identifier, parameter)} takes a number or a"
                    " reference; newer systems leave text with values out"
                )
                yield Finding("text-as-number", message, action.index, key)
            elif given in _WRONG[slot]:
                message = (
                    f"{parameter_name(action.identifier, parameter)} takes {_TAKES[slot]},"
                    f" and here is {_IS[given]}"
                )
                yield Finding("wrong-kind", message, action.index, key)


def cases(view: View) -> Iterator[Finding]:
    """A value that is none of an enumeration's cases."""
    for action in view.actions:
        found = definition(action.identifier)
        if found is None or found.only_seen:
            continue
        for key, value in action.parameters.items():
            parameter = found.parameters.get(key)
            if parameter is None or not parameter.cases:
                continue
            if type(value) is str:
                yield from _case(action, parameter, value, key, (key,))
            elif type(value) is list:
                for index, one in enumerate(value[:_LONGEST]):
                    if type(one) is str:
                        yield from _case(action, parameter, one, f"{key}[{index}]", (key, index))


def _case(
    action: ActionView,
    parameter: ParameterDefinition,
    value: str,
    path: str,
    steps: tuple[str | int, ...],
) -> Iterator[Finding]:
    kind = parameter.type.item if isinstance(parameter.type, ListType) else parameter.type
    if not isinstance(kind, EnumerationType) or value in parameter.cases or not value:
        return
    current = [one.value for one in kind.cases if not one.retired]
    titles = {one.title: one.value for one in kind.cases if one.title}
    if kind.dynamic and value in titles:
        return  # older systems store what newer ones show
    near: tuple[str, ...] = (titles[value],) if value in titles else ()
    near = near or nearest(value, parameter.cases, dict.fromkeys(current, 0.3))
    if kind.dynamic and not near:
        return
    shown = ", ".join(current[:6]) + (", ..." if len(current) > 6 else "")
    message = f"{parameter_name(action.identifier, parameter)} has no case {value[:_LONGEST]!r}" + (
        did_you_mean(near) or f"; its cases are {shown}"
    )
    fix = None
    if is_certain(value, near) and not kind.dynamic:
        edit = PlistEdit((*action.path, *steps), "set", near[0])
        fix = Fix(f"Make it {near[0]}", (edit,), safe=True)
    code = "unknown-case" if near else "unlisted-case"
    yield Finding(code, message, action.index, path, near, fix=fix)


RULES = (kinds, cases)
