"""The root of a workflow: what the heading says of it, and what follows from the actions."""

from __future__ import annotations

from typing import Any

from shortcuts_py.errors import ShortcutError
from shortcuts_py.workbench.heading import Heading
from shortcuts_py.workflow.actions import Action, UnknownAction, write_action
from shortcuts_py.workflow.document import Workflow
from shortcuts_py.workflow.tree import nest

__all__ = ["default_root", "make_workflow"]


def default_root(actions: list[Action | UnknownAction], input_possible: bool) -> dict[str, Any]:
    """The root that a new shortcut with these actions would have, without the actions.

    Args:
        actions: the actions.
        input_possible: false where it is known that Shortcut Input is not used.
    """
    workflow = Workflow()
    used = conditions = fallback = False
    for action in actions:
        parameters = getattr(action, "parameters", {})
        conditions = conditions or "WFConditions" in parameters
        fallback = fallback or "WFNoOutputSurfaceBehavior" in parameters
        used = used or (input_possible and _uses_input(write_action(action)))
    version = 3010 if conditions else 900
    workflow.minimum_client_version = version
    workflow.minimum_client_version_string = str(version)
    workflow.has_shortcut_input_variables = used
    workflow.has_output_fallback = fallback
    plist: dict[str, Any] = workflow.to_plist()
    del plist["WFWorkflowActions"]
    return plist


def _uses_input(value: Any) -> bool:
    if type(value) is dict:
        return value.get("Type") == "ExtensionInput" or any(map(_uses_input, value.values()))
    return type(value) is list and any(map(_uses_input, value))


def make_workflow(
    actions: list[Action | UnknownAction], heading: Heading, input_possible: bool = True
) -> Workflow:
    """The workflow of these actions.

    Args:
        actions: the actions, as the file lists them.
        heading: what the text says of the root.
        input_possible: false where it is known that Shortcut Input is not used.

    Raises:
        ShortcutError: the root is to be one action, and there is another number of them.
    """
    plist = default_root(actions, input_possible)
    for key in heading.drop:
        plist.pop(key, None)
    plist.update(heading.set)
    has_actions = "WFWorkflowActions" not in heading.drop
    if heading.root in ("dictionary", "list"):
        workflow = Workflow.from_plist(_marked(plist))
        workflow.unknown.pop("WFWorkflowActions", None)
        if "WFWorkflowActions" in heading.set:
            workflow.unknown["WFWorkflowActions"] = heading.set["WFWorkflowActions"]
        workflow.has_actions = has_actions
    else:
        workflow = Workflow()
        for field in Workflow.FIELDS:
            setattr(workflow, field.attribute, None)
        if heading.root == "action" and len(actions) != 1:
            raise ShortcutError(f"the announced root is one action, and here are {len(actions)}")
    workflow.root = heading.root  # type: ignore[assignment]  # the heading is checked
    if has_actions:
        workflow.actions = nest(actions)
    return workflow


def _marked(plist: dict[str, Any]) -> dict[str, Any]:
    """With a list of actions, so that it is a shortcut however little it holds."""
    return {**plist, "WFWorkflowActions": []}
