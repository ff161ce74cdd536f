"""Older ways to say what newer systems have words for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from shortcuts_py.checks.action_view import ActionView
from shortcuts_py.checks.edits import insert
from shortcuts_py.checks.view import View
from shortcuts_py.errors import Fix, PlistEdit
from shortcuts_py.workflow.actions import CONDITIONAL

__all__ = ["nest_conditions"]

_ANY = "Set a variable in an If for each condition, and test the variable after them"
_OTHERWISE = (
    "Nest an If for each condition, with the actions of Otherwise in each Otherwise, "
    "or set a variable in them and test it"
)
_ALL = "Nest an If for each condition"


def nest_conditions(view: View, action: ActionView) -> tuple[Fix | None, str]:
    """Several conditions of an If as nested Ifs.

    Returns:
        The fix, where all conditions have to hold and there is no Otherwise; and the advice
        in words.
    """
    table = action.parameters["WFConditions"]
    value = table.get("Value") if type(table) is dict else None
    rows = value.get("WFActionParameterFilterTemplates") if type(value) is dict else None
    block = action.part_of
    if type(rows) is not list or type(value) is not dict or not rows:
        return None, _ALL
    if len(rows) > 1 and value.get("WFActionParameterFilterPrefix") != 1:
        return None, _ANY
    if len(rows) > 1 and (block is None or block.middles):
        return None, _OTHERWISE
    if not all(type(row) is dict for row in rows) or block is None or block.start != action.index:
        return None, _ALL
    if len(rows) > 1 and (block.end is None or view.plist.get("WFWorkflowImportQuestions")):
        return None, _ALL
    if len(rows) > _MOST:
        return None, _ALL
    outer = {key: one for key, one in action.parameters.items() if key != "WFConditions"}
    edits = [PlistEdit(action.path, "set", {**outer, **rows[0]})]
    for number, row in enumerate(reversed(rows[1:])):
        group = _id(block.group, len(rows) - 1 - number)
        edits.append(insert(("WFWorkflowActions", action.index + 1), _part(group, 0, row)))
    for number in range(1, len(rows)):
        end = ("WFWorkflowActions", block.end or 0)
        edits.append(insert(end, _part(_id(block.group, number), 2, {})))
    edits += _older(view, action)
    return Fix("nest an If for each condition", tuple(edits), True), _ALL


def _older(view: View, action: ActionView) -> Iterator[PlistEdit]:
    """The minimum version that is left when these were the last several conditions."""
    if any("WFConditions" in one.parameters for one in view.actions if one is not action):
        return
    version = 1113 if "WFWorkflowNoInputBehavior" in view.plist else 900
    for key, of_conditions, without in (
        ("WFWorkflowMinimumClientVersion", _CONDITIONS, version),
        ("WFWorkflowMinimumClientVersionString", str(_CONDITIONS), str(version)),
    ):
        if view.plist.get(key) == of_conditions:
            yield PlistEdit((key,), "set", without)


_CONDITIONS = 3010  # the minimum version that the app writes for several conditions
_MOST = 16  # conditions that are nested


def _id(group: str, number: int) -> str:
    """A new id that the same file always gets."""
    return str(uuid5(NAMESPACE_OID, f"{group}/{number}")).upper()


def _part(group: str, mode: int, test: dict[str, Any]) -> dict[str, Any]:
    return {
        "WFWorkflowActionIdentifier": CONDITIONAL,
        "WFWorkflowActionParameters": {
            "GroupingIdentifier": group,
            "WFControlFlowMode": mode,
            **test,
        },
    }
