"""Actions as members of the list: their two keys, and a few actions that never work.

Sections 3 and 7 of the format.
"""

from __future__ import annotations

from collections.abc import Iterator

from shortcuts_py.checks.action_view import ActionView
from shortcuts_py.checks.edits import put, remove
from shortcuts_py.checks.rules import Finding
from shortcuts_py.checks.view import View
from shortcuts_py.errors import Fix, PlistEdit
from shortcuts_py.plist.compare import same
from shortcuts_py.workflow.actions import PLACE_KEYS

__all__ = ["RULES"]

_KEYS = frozenset({"WFWorkflowActionIdentifier", "WFWorkflowActionParameters"})
_MATH = "is.workflow.actions.math"
_SIGNS = {"/": "\u00f7", ":": "\u00f7", "*": "\u00d7", "x": "\u00d7", "\u2212": "-"}
_OPERATIONS = ("+", "-", "\u00d7", "\u00f7", "\u2026")  # times, divided by, more


def form(view: View) -> Iterator[Finding]:
    """Members that are no actions, and keys beside the two that actions have."""
    for action in view.actions:
        entry = action.plist
        if type(entry) is not dict:
            yield Finding("action-form", "an action is a dictionary", action.index)
            continue
        if not action.identifier:
            yield Finding(
                "action-form",
                "an action needs the text WFWorkflowActionIdentifier",
                action.index,
                "WFWorkflowActionIdentifier",
            )
        if type(entry.get("WFWorkflowActionParameters", {})) is not dict:
            yield Finding(
                "action-form",
                "WFWorkflowActionParameters is a dictionary: the action has no parameters",
                action.index,
                "WFWorkflowActionParameters",
            )
        if len(entry) > 2 or not entry.keys() <= _KEYS:
            yield from _beside(action)


def _beside(action: ActionView) -> Iterator[Finding]:
    ids = [key for key in PLACE_KEYS if key in action.plist]
    if ids:
        words = " and ".join(ids)
        yield Finding(
            "beside-parameters",
            f"{words} stand{'s' if len(ids) == 1 else ''} beside the parameters; the import drops "
            "such blocks and references without a word. It belongs in WFWorkflowActionParameters",
            action.index,
            ids[0],
            fix=_move(action, ids),
        )
    others = [key for key in action.plist if key not in _KEYS and key not in PLACE_KEYS]
    if others and action.identifier:
        yield Finding(
            "action-key",
            f"the app ignores {', '.join(others)[:80]} beside the parameters",
            action.index,
            others[0],
        )


def _move(action: ActionView, ids: list[str]) -> Fix | None:
    """Move ids into the parameters."""
    entry = action.plist
    top = ("WFWorkflowActions", action.index)
    if type(entry.get("WFWorkflowActionParameters", {})) is not dict:
        return None
    if any(
        key in action.parameters and not same(action.parameters[key], entry[key]) for key in ids
    ):
        return None  # two ids, and nothing says which is right
    edits: list[PlistEdit] = [remove((*top, key)) for key in ids]
    if "WFWorkflowActionParameters" in entry:
        edits += [PlistEdit((*action.path, key), "set", entry[key]) for key in ids]
    else:
        parameters = {key: entry[key] for key in ids}
        edits.append(PlistEdit(action.path, "set", parameters))
    return Fix("move it into the parameters", tuple(edits), True)


def special(view: View) -> Iterator[Finding]:
    """Actions and parameters that the app takes and that never work."""
    for action in view.actions:
        if action.identifier == "is.workflow.actions.input":
            yield Finding(
                "action-input",
                "this action must not be written: refer to Shortcut Input (ExtensionInput)",
                action.index,
            )
        elif action.identifier == _MATH:
            sign = action.parameters.get("WFMathOperation")
            if type(sign) is str and sign not in _OPERATIONS:
                right = _SIGNS.get(sign)
                path = (*action.path, "WFMathOperation")
                yield Finding(
                    "math-operation",
                    f"Calculate does nothing with {sign!r:.40}; it knows {' '.join(_OPERATIONS)}",
                    action.index,
                    "WFMathOperation",
                    suggestions=() if right is None else (right,),
                    fix=None if right is None else put("write the app's sign", (path, right)),
                )


RULES = (form, special)
