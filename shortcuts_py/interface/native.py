"""Functions for actions in the native dialect, as its compiler takes them."""

from __future__ import annotations

import json
import keyword
from collections.abc import Mapping

from shortcuts_py.catalog.documentation import return_name, return_type
from shortcuts_py.catalog.model import ActionDefinition, ParameterDefinition
from shortcuts_py.catalog.types import EnumerationType, ListType
from shortcuts_py.interface.model import Argument, Choice, Stub
from shortcuts_py.names import by_identifier
from shortcuts_py.workflow.actions import BLOCKS, CHOOSE_FROM_MENU

__all__ = ["TYPES", "stub_of"]

TYPES: Mapping[str, str] = {
    "boolean": "bool",
    "date": "str",
    "dictionary": "dict",
    "list": "list",
    "number": "float",
    "text": "str",
    "url": "str",
}
# Control flow has statements; `choose_from_menu` is written in one of them.
_STATEMENTS = BLOCKS.keys() - {CHOOSE_FROM_MENU}


def stub_of(identifier: str, action: ActionDefinition | None) -> Stub | None:
    """The function of an action; None where it has no name, or is a statement."""
    names = by_identifier(identifier)
    if names is None or action is None or identifier in _STATEMENTS:
        return None
    if not names.name.isidentifier() or keyword.iskeyword(names.name):
        return None
    arguments: list[Argument] = []
    for key, parameter in action.parameters.items():
        word = names.keywords.get(key)
        if word is None or not word.isidentifier() or keyword.iskeyword(word):
            continue
        one = _argument(word, parameter)._replace(positional=key == names.main)
        arguments.insert(0 if one.positional else len(arguments), one)
    result = "None"
    if action.output is not None:
        result = TYPES.get(action.output.kind, "Any")
    elif return_type(action) is not None:
        result = "Any"
    return Stub(
        names.name,
        identifier,
        tuple(arguments),
        result,
        return_name(action, names) or "",
        action.description or action.name or "",
    )


def _argument(word: str, parameter: ParameterDefinition) -> Argument:
    kind = parameter.type
    several = isinstance(kind, ListType) or parameter.multiple
    inner = kind.item if isinstance(kind, ListType) else kind
    choices: tuple[Choice, ...] = ()
    if isinstance(inner, EnumerationType) and not inner.dynamic and not several:
        choices = tuple(dict.fromkeys(Choice(case.value) for case in inner.cases))
        if inner.stored_as == "number":
            choices = ()
    written = TYPES.get(inner.kind, "Any")
    if several and written != "list":
        # One of them may stand alone.
        written = "list" if written == "Any" else f"{written} | list"
    default = "..."
    if type(parameter.default) in (bool, int, float):
        default = repr(parameter.default)
    elif type(parameter.default) is str and parameter.default:
        default = json.dumps(parameter.default, ensure_ascii=False)
    says = parameter.label or ""
    if parameter.description:
        says = f"{says}: {parameter.description}" if says else parameter.description
    if says.casefold() == word.replace("_", " "):
        says = ""
    return Argument(word, written, default, choices, None, says, hidden=parameter.hidden)
