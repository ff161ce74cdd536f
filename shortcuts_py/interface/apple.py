"""Functions for actions and triggers in OS 27's own language.

Names, keywords, types and cases are those of `apple.names`; what an action does, its
defaults and its result are the catalogue's.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping

from shortcuts_py.apple.finding import FIND_PARAMETERS
from shortcuts_py.apple.names import Tool, call_names, tool, trigger_named
from shortcuts_py.apple.parameters import Parameter
from shortcuts_py.catalog.documentation import return_name, return_type
from shortcuts_py.catalog.model import ActionDefinition
from shortcuts_py.interface.model import Argument, Choice, Stub
from shortcuts_py.names import by_identifier

__all__ = ["TYPES", "stub_of", "trigger_stub"]

TYPES: Mapping[str, str] = {
    "app": "App",
    "boolean": "bool",
    "contact": "Person",
    "date": "DateTime",
    "dictionary": "dict[Any, Any]",
    "file": "File",
    "list": "List[Any]",
    "location": "Placemark",
    "measurement": "Measurement",
    "number": "float",
    "shortcut": "Shortcut",
    "text": "str",
    "url": "URL",
}


def stub_of(identifier: str, action: ActionDefinition | None) -> Stub | None:
    """The function of an action; None where no name in the language means it.

    Args:
        identifier: the action's identifier.
        action: what the catalogue knows of it.
    """
    found = tool(identifier)
    if found is None or found.name is None:
        return None
    words = [word for key in found.parameters if (word := found.keyword(key))]
    names = call_names(identifier, words)
    if not names:
        return None
    name = found.name if found.name in names else names[0]
    gives = return_name(action, by_identifier(identifier)) if action else None
    return Stub(
        name,
        identifier,
        tuple(_arguments(found, action)),
        _result(action),
        gives or "",
        (action.description if action else None) or found.title,
    )


def trigger_stub(decorator: str) -> Stub | None:
    """The decorator of a trigger, such as `when_nfc_scan_tag`; None where there is none."""
    found = trigger_named(decorator)
    if found is None:
        return None
    says = f"Runs the shortcut by itself: {found.title}. Stands above `def shortcut`."
    return Stub(
        decorator,
        found.identifier,
        tuple(_arguments(found, None)),
        "Callable[..., Any]",
        says=says,
        decorator=True,
    )


def _result(action: ActionDefinition | None) -> str:
    if action is None or (action.output is None and return_type(action) is None):
        return "None"
    return TYPES.get(action.output.kind, "Any") if action.output is not None else "Any"


def _arguments(found: Tool, action: ActionDefinition | None) -> list[Argument]:
    arguments = []
    for key, parameter in found.parameters.items():
        word = found.keyword(key)
        if word is None or (found.find and parameter.word is None):
            continue
        known = action.parameters.get(key) if action else None
        choices = _choices(parameter)
        named = [one.name for one in choices if one.name is not None]
        enumeration = parameter.enumeration
        if enumeration is None or not enumeration.isidentifier() or not named:
            enumeration = None
        kind = _annotation(parameter, enumeration)
        default = _default(parameter, known.default if known else None, enumeration)
        says = parameter.title or (known.label if known else None) or ""
        if known is not None and known.description:
            says = f"{says}: {known.description}" if says else known.description
        if says.casefold() == word.replace("_", " "):
            says = ""
        hidden = parameter.hidden and key not in FIND_PARAMETERS
        arguments.append(Argument(word, kind, default, choices, enumeration, says, hidden=hidden))
    return arguments


def _choices(parameter: Parameter) -> tuple[Choice, ...]:
    found: dict[str, Choice] = {}
    for case in parameter.cases:
        if case.id is None:
            if case.name is not None:
                found[case.name] = Choice(case.name, case.name)
        else:
            found.setdefault(case.id, Choice(case.id, parameter.case_name(case.id)))
    return tuple(found.values())


def _annotation(parameter: Parameter, enumeration: str | None) -> str:
    if enumeration is not None:
        return enumeration
    kind = parameter.type or "Any"
    if kind.startswith("List[query_"):
        return "List[Any]"
    kind = kind.removeprefix("Optional[").removesuffix("]") if "Optional[" in kind else kind
    try:
        ast.parse(kind, mode="eval")
    except SyntaxError:
        return "Any"
    return kind


def _default(parameter: Parameter, default: object, enumeration: str | None) -> str:
    if type(default) is str:
        case = parameter.case(default)
        name = parameter.case_name(case.id) if case is not None and case.id is not None else None
        if enumeration is not None:
            return f"{enumeration}.{name}" if name is not None else "None"
        return json.dumps(default, ensure_ascii=False) if default else "None"
    return repr(default) if type(default) in (bool, int, float) else "None"
