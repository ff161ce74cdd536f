"""The keys of the root: what reading a program gives, and how a file's differ from that."""

from __future__ import annotations

from typing import Any

from shortcuts_py.announcements import find_difference
from shortcuts_py.apple.wording import Wording
from shortcuts_py.language.analysis import analyse
from shortcuts_py.language.features import Features
from shortcuts_py.language.header_classes import ANYTHING
from shortcuts_py.workflow.document import Workflow

__all__ = ["complete_root", "root_difference", "settle_root"]

_ACTIONS = "WFWorkflowActions"


def complete_root(workflow: Workflow) -> None:
    """Give the root what the actions and decorators ask for."""
    features = Features(workflow, analyse(workflow.actions).shortcut_input)
    version = features.minimum_client_version(workflow)
    workflow.minimum_client_version = version
    workflow.minimum_client_version_string = str(version)
    workflow.has_shortcut_input_variables = features.shortcut_input
    workflow.has_output_fallback = features.fallback
    shared = any(one == "ActionExtension" for one in workflow.types or ())
    if workflow.input_classes == [] and (features.shortcut_input or shared):
        # The language cannot say what is received; the app's own default is anything.
        workflow.input_classes = list(ANYTHING)


def _keys(workflow: Workflow) -> dict[str, Any]:
    found = {
        key: value
        for attribute, key, _, _ in Workflow.FIELDS
        if (value := getattr(workflow, attribute)) is not None
    }
    return found | workflow.unknown


def root_difference(wanted: Workflow, got: Workflow) -> dict[str, Any]:
    """What has to be announced to make the root of `got` that of `wanted`.

    Args:
        wanted: the workflow that is printed.
        got: what reading its decorators gives; it takes the actions of `wanted`.
    """
    found: dict[str, Any] = {}
    if wanted.root in ("action", "actions"):
        return {"root": wanted.root}
    if wanted.root != "dictionary":
        found["root"] = wanted.root
    if not wanted.has_actions:
        found["without_actions"] = True
    got.actions = wanted.actions
    complete_root(got)
    found.update(find_difference(_keys(wanted), _keys(got)) or {})
    return found


def settle_root(workflow: Workflow, wording: Wording) -> Workflow:
    """The workflow with the root that was announced."""
    if wording.root in ("action", "actions"):
        found = Workflow(workflow.actions, root=wording.root)  # type: ignore[arg-type]
        for field in Workflow.FIELDS:
            setattr(found, field.attribute, None)
        return found
    complete_root(workflow)
    if not wording.change and wording.root == "dictionary" and not wording.without_actions:
        return workflow
    from shortcuts_py.announcements import apply_difference

    keys = _keys(workflow)
    apply_difference(keys, wording.change)
    found = Workflow.from_plist({_ACTIONS: [], **keys})
    found.root = wording.root  # type: ignore[assignment]
    found.actions = workflow.actions
    found.has_actions = not wording.without_actions
    return found
