"""What the actions of a shortcut ask of its root, and what each generation of files lacks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shortcuts_py.workflow.actions import Action, Block
from shortcuts_py.workflow.document import DEFAULT_CLIENT_VERSION, DEFAULT_ICON, Workflow

__all__ = ["ERAS", "Features"]


_MODERN = ("output_classes", "surfaces", "has_shortcut_input_variables", "has_output_fallback")
# Keys that a generation of files does not have.
ERAS: dict[str, tuple[str, ...]] = {
    "ios15": (),
    "ios13": _MODERN,
    "ios12": (*_MODERN, "minimum_client_version_string"),
    "workflow": (*_MODERN, "minimum_client_version_string", "minimum_client_version"),
}


def _parameters(workflow: Workflow) -> Iterator[dict[str, Any]]:
    """The parameters of every action and of every part of a block."""
    for node in workflow.walk():
        if isinstance(node, Block):
            yield from (branch.parameters for branch in node.branches)
            yield node.end.parameters
        elif isinstance(node, Action):
            yield node.parameters


class Features:
    """What the actions ask of the root: computed for new shortcuts, and what is not said."""

    def __init__(self, workflow: Workflow, shortcut_input: bool) -> None:
        conditions = fallback = False
        for parameters in _parameters(workflow):
            conditions = conditions or "WFConditions" in parameters
            fallback = fallback or "WFNoOutputSurfaceBehavior" in parameters
        self.conditions = conditions
        self.fallback = fallback
        self.shortcut_input = shortcut_input

    def minimum_client_version(self, workflow: Workflow) -> int:
        """The oldest app that knows what is used."""
        if self.conditions:
            return 3010
        return 900 if workflow.no_input_behavior is None else 1113

    def defaults(self, workflow: Workflow, era: str) -> dict[str, Any]:
        """What every attribute would be if nothing were said."""
        version = self.minimum_client_version(workflow)
        if workflow.minimum_client_version is not None:
            text = str(workflow.minimum_client_version)
        else:
            text = str(version)
        values: dict[str, Any] = {
            "name": None,
            "icon": DEFAULT_ICON,
            "client_version": DEFAULT_CLIENT_VERSION,
            "client_release": None,
            "minimum_client_version": version,
            "minimum_client_version_string": text,
            "import_questions": [],
            "input_classes": [],
            "output_classes": [],
            "types": [],
            "surfaces": [],
            "no_input_behavior": None,
            "has_shortcut_input_variables": self.shortcut_input,
            "has_output_fallback": self.fallback,
            "disabled_on_lock_screen": None,
            "triggers": None,
        }
        values.update(dict.fromkeys(ERAS[era]))
        return values
