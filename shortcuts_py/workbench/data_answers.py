"""Answers that are data instead of code: a shortcut as JSON or XML, or code in a JSON member."""

from __future__ import annotations

import json
from typing import Any

from shortcuts_py.errors import ShortcutError
from shortcuts_py.workbench.guesses import Guess, Guesses
from shortcuts_py.workflow.document import Workflow

__all__ = ["read_data"]

_CONFIDENCE = 0.9
_MOST = 4  # members that are looked at for code
_NAMES = {
    "identifier": "WFWorkflowActionIdentifier",
    "action": "WFWorkflowActionIdentifier",
    "parameters": "WFWorkflowActionParameters",
}


def read_data(text: str, guesses: Guesses) -> Workflow | str | None:
    """Read an answer that is data.

    Args:
        text: the answer, without what stands around it.
        guesses: takes up that it is data.

    Returns:
        The workflow; the code in it; None where it is neither.
    """
    start = text.lstrip()[:1]
    if start not in ("{", "[", "<"):
        return None
    found: Workflow | str | None = None
    made = "a workflow"
    for read in (_as_file, _as_tree) if start != "<" else (_as_file,):
        try:
            found = read(text.strip())
            break
        except ShortcutError:
            continue
    if found is None and start != "<":
        found, made = _from_members(text)
    if found is None:
        return None
    first = text[: len(text) - len(text.lstrip())].count("\n") + 1
    line = text.strip().split("\n", 1)[0]
    place = (first, 1, first, len(line) + 1)
    guesses.append(Guess(*place, "data-answer", line[:200], made, _CONFIDENCE))
    return _with_root(found) if isinstance(found, Workflow) else found


def _with_root(workflow: Workflow) -> Workflow:
    """A workflow of which there are only the actions becomes a new one with these."""
    plist = workflow.to_plist()
    if not isinstance(plist, dict) or plist.keys() != {"WFWorkflowActions"}:
        return workflow
    from shortcuts_py.dialects import compile_code

    root = compile_code("shortcut()\n", "native").to_plist()
    return Workflow.from_plist({**root, **plist})


def _as_file(text: str) -> Workflow:
    import shortcuts_py as sp

    return sp.loads(text.encode("utf-8", "replace"))


def _as_tree(text: str) -> Workflow:
    return Workflow.model_validate_json(text)


def _from_members(text: str) -> tuple[Workflow | str | None, str]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None, ""
    if not isinstance(value, dict):
        return None, ""
    for key, one in list(value.items())[:_MOST]:
        if isinstance(one, str) and ("is_workflow_" in one or "shortcut(" in one):
            return one, f"the code in {key!r}"
        if isinstance(one, list) and one and all(_is_action(member) for member in one):
            actions = [{_NAMES.get(name, name): it for name, it in m.items()} for m in one]
            try:
                return _as_file(json.dumps({"WFWorkflowActions": actions})), "a workflow"
            except ShortcutError:
                return None, ""
    return None, ""


def _is_action(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    identifier = value.get("identifier", value.get("action"))
    return isinstance(identifier, str) and "." in identifier
