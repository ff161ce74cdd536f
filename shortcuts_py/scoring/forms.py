"""Forms of workflows in which ids, and names, do not count."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from shortcuts_py.equivalence import ID_KEYS
from shortcuts_py.plist.json_form import wrap
from shortcuts_py.workflow.actions import PLACE_KEYS, Action, write_action
from shortcuts_py.workflow.document import Workflow

__all__ = ["FlatAction", "Reference", "flat_actions", "normal_form", "producers"]

VARIABLE_KEYS = frozenset({"VariableName", "WFVariableName"})
_NAME_KEYS = frozenset({"CustomOutputName", "OutputName", "WFWorkflowName"})
# Names by which the app itself knows the variables of a loop.
_LOOP = re.compile(r"Repeat (Item|Index)( \d+)?\Z")

Reference = Callable[[str, str], Any]
"""Takes a key and an id or a variable's name, gives what stands for it in a form."""


def normal_form(plist: Any) -> Any:
    """A property list in which ids and variables are numbered, and other names are gone.

    Two workflows have equal forms if they are equal up to ids, to the names of variables
    and outputs, and to their own names. Names of loop variables have a meaning and stay.
    """
    ids: dict[str, str] = {}
    variables: dict[str, str] = {}

    def number(key: str, value: str) -> str:
        if key not in VARIABLE_KEYS:
            return ids.setdefault(value, f"i{len(ids)}")
        if _LOOP.match(value):
            return value
        return variables.setdefault(value, f"v{len(variables)}")

    return _form(plist, number)


def _form(value: Any, reference: Reference) -> Any:
    kind = type(value)
    if kind is dict:
        return {
            key: reference(key, value[key])
            if (key in ID_KEYS or key in VARIABLE_KEYS) and type(value[key]) is str
            else _form(value[key], reference)
            for key in sorted(value, key=str)
            if key not in _NAME_KEYS
        }
    if kind is list:
        return [_form(one, reference) for one in value]
    return value


class FlatAction(NamedTuple):
    """An action in a form that can be compared.

    Attributes:
        identifier: its identifier; "" for what is no action.
        mode: the part of a block that it is, -1 for a plain action.
        uuid: the id of its output.
        parameters: key to the value as text; texts without variables are plain strings.
    """

    identifier: str
    mode: int
    uuid: str | None
    parameters: dict[str, str]


def producers(workflow: Workflow) -> dict[str, str]:
    """The id of each output to the identifier of its action; the first one counts."""
    found: dict[str, str] = {}
    for one in workflow.flat():
        if type(one) is Action and one.uuid is not None:
            found.setdefault(one.uuid, one.identifier)
    return found


def flat_actions(workflow: Workflow, reference: Reference) -> list[FlatAction]:
    """The actions as the file lists them, each reference in the form that is wanted."""
    found: list[FlatAction] = []
    for one in workflow.flat():
        if type(one) is not Action:
            found.append(FlatAction("", -1, None, {"": _text(write_action(one), reference)}))
            continue
        mode = one.parameters.get("WFControlFlowMode")
        plist = write_action(one).get("WFWorkflowActionParameters", {})
        parameters = {
            key: reference(key, value)
            if key in VARIABLE_KEYS and type(value) is str
            else _text(value, reference)
            for key, value in plist.items()
            if key not in PLACE_KEYS
        }
        mode = mode if type(mode) is int else -1
        found.append(FlatAction(one.identifier, mode, one.uuid, parameters))
    return found


def _text(value: Any, reference: Reference) -> str:
    return json.dumps(wrap(_form(_plain(value), reference)), sort_keys=True)


def _plain(value: Any) -> Any:
    """A text token without variables is the plain string that it says."""
    if type(value) is dict and value.get("WFSerializationType") == "WFTextTokenString":
        inner = value.get("Value")
        if type(inner) is dict and not inner.get("attachmentsByRange"):
            string = inner.get("string")
            if type(string) is str:
                return string
    if type(value) is dict:
        return {key: _plain(one) for key, one in value.items()}
    if type(value) is list:
        return [_plain(one) for one in value]
    return value
