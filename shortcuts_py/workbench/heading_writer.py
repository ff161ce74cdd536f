"""What the first announcement of a transcript has to say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from shortcuts_py.announcements import find_difference
from shortcuts_py.language.analysis import Analysis
from shortcuts_py.language.outputs import intrinsic_name
from shortcuts_py.workbench.menus import LEGACY_MENU
from shortcuts_py.workbench.naming import Names
from shortcuts_py.workbench.results import Uses
from shortcuts_py.workbench.root import default_root
from shortcuts_py.workflow.actions import (
    BLOCK_IDENTIFIERS,
    CHOOSE_FROM_MENU,
    CONDITIONAL,
    RESULT_NAMES,
    Action,
    Block,
    UnknownAction,
)
from shortcuts_py.workflow.conditions import LEGACY
from shortcuts_py.workflow.document import Workflow

__all__ = ["make_heading"]

FlatAction = Action | UnknownAction


def make_heading(
    workflow: Workflow,
    flat: list[FlatAction],
    analysis: Analysis,
    names: Names,
    assigned: set[str],
    missing: list[str],
    uses: Uses,
) -> dict[str, Any]:
    """The value of the announcement `workflow`.

    Args:
        workflow: the workflow.
        flat: its actions, as the file lists them.
        analysis: what its values hold.
        names: what everything is called.
        assigned: variables that a statement assigns to.
        missing: ids of outputs that no statement assigns.
        uses: where outputs are used.
    """
    heading: dict[str, Any] = {}
    _root(workflow, flat, heading)
    variables = {
        word: name for name, word in names.variables.items() if word != name or name not in assigned
    }
    if variables:
        heading["variables"] = variables
    ids = _variable_ids(analysis)
    if ids:
        heading["variable_ids"] = ids
    _defaults(workflow, analysis, heading)
    output_names = _output_names(flat, analysis)
    if output_names:
        heading["output_names"] = {key: name or "" for key, name in output_names.items()}
    if missing:
        heading["outputs"] = {
            names.output(uuid): {"id": uuid, "name": _most(analysis.shown[uuid]) or ""}
            for uuid in missing
        }
    forward = _forward(flat, names, uses, output_names, set(missing))
    if forward:
        heading["forward"] = forward
    return heading


def _variable_ids(analysis: Analysis) -> dict[str, str]:
    """Variables whose references have an id, always the same one."""
    ids: dict[str, set[str | None]] = {}
    for name, uuid in analysis.variables:
        ids.setdefault(name, set()).add(uuid)
    found: dict[str, str] = {}
    for name, several in ids.items():
        known = [uuid for uuid in several if uuid is not None]
        if len(known) == 1:
            found[name] = known[0]
    return found


def _root(workflow: Workflow, flat: list[FlatAction], heading: dict[str, Any]) -> None:
    if workflow.root != "dictionary":
        heading["root"] = workflow.root
    if workflow.root in ("actions", "action"):
        return
    plist = workflow.to_plist()
    root: dict[str, Any] = dict(plist[0] if workflow.root == "list" else plist)
    difference = find_difference(
        {key: one for key, one in root.items() if key != "WFWorkflowActions"},
        default_root(flat, True),
    )
    heading.update(difference or {})
    if not workflow.has_actions:
        heading["drop"] = [*heading.get("drop", []), "WFWorkflowActions"]
        if "WFWorkflowActions" in root:
            heading["set"] = {
                **heading.get("set", {}),
                "WFWorkflowActions": root["WFWorkflowActions"],
            }


def _defaults(workflow: Workflow, analysis: Analysis, heading: dict[str, Any]) -> None:
    """What most of the file has, so that only the rest is announced."""
    blocks: dict[str, list[Block]] = {}
    for node in workflow.walk():
        if isinstance(node, Block):
            blocks.setdefault(BLOCK_IDENTIFIERS[type(node)], []).append(node)
    for entry, has in (
        ("results", lambda block: block.end.uuid is not None),
        ("starts", lambda block: block.branches[0].uuid is not None),
    ):
        found = [key for key, nodes in blocks.items() if sum(map(has, nodes)) * 2 > len(nodes)]
        if found:
            heading[entry] = found
    openings = [node.branches[0].parameters for node in blocks.get(CONDITIONAL, [])]
    menus = [node.branches[0].parameters for node in blocks.get(CHOOSE_FROM_MENU, [])]
    for entry, parameters, holds in (
        ("legacy_menus", menus, lambda one: one.get(LEGACY_MENU) is True),
        ("legacy", openings, lambda one: one.get(LEGACY) is True),
        ("old_conditions", openings, lambda one: type(one.get("WFCondition")) is str),
    ):
        if sum(map(holds, parameters)) * 2 > len(parameters):
            heading[entry] = True
    if analysis.empty_ranges[1] > analysis.empty_ranges[0]:
        heading["empty_ranges"] = True


def _most(counts: Mapping[str | None, int]) -> str | None:
    return max(sorted(counts.items(), key=lambda one: one[0] or ""), key=lambda one: one[1])[0]


def _english(action: Action) -> str:
    """The key under which `output_names` says what an output is called."""
    if action.identifier in RESULT_NAMES and action.parameters.get("WFControlFlowMode") == 2:
        return RESULT_NAMES[action.identifier]
    return intrinsic_name(action, action.identifier) or ""


def _output_names(flat: list[FlatAction], analysis: Analysis) -> dict[str, str | None]:
    """Names of outputs that this file does not call as the catalogue does."""
    counts: dict[str, Counter[str | None]] = {}
    english: dict[str, str | None] = {}
    for action in flat:
        if not isinstance(action, Action) or action.uuid is None or action.output_name is not None:
            continue
        shown = analysis.shown.get(action.uuid)
        if shown:
            name = _english(action)
            key = name or action.identifier
            english[key] = name or None
            counts.setdefault(key, Counter()).update(shown)
    found = {key: _most(one) for key, one in counts.items()}
    return {key: name for key, name in found.items() if name != english[key]}


def _forward(
    flat: list[FlatAction],
    names: Names,
    uses: Uses,
    output_names: dict[str, str | None],
    seen: set[str],
) -> dict[str, str]:
    """Outputs that are used above their action, or by it."""
    found: dict[str, str] = {}
    for index, action in enumerate(flat):
        if not isinstance(action, Action) or action.uuid is None or action.uuid in seen:
            continue
        seen.add(action.uuid)
        if uses.first.get(action.uuid, index + 1) <= index:
            english = _english(action)
            key = english or action.identifier
            name = action.output_name
            if name is None:
                name = output_names.get(key, english)
            found[names.output(action.uuid)] = name or ""
    return found
