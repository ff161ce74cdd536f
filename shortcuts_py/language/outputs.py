"""What the app calls the output of an action that has no name of its own."""

from __future__ import annotations

from typing import Any

from shortcuts_py.names import by_identifier
from shortcuts_py.workflow.actions import Action

__all__ = ["intrinsic_name", "naming_parameter"]


def naming_parameter(identifier: str) -> str | None:
    """The parameter whose value the output is called by: "Get Details of ..." gives a detail."""
    if identifier.startswith("is.workflow.actions.properties."):
        return "WFContentItemPropertyName"
    if identifier == "is.workflow.actions.getdevicedetails":
        return "WFDeviceDetail"
    return None


def intrinsic_name(owner: Any, identifier: str) -> str | None:
    """The English name of an output: by its action's parameter, else by its action."""
    key = naming_parameter(identifier)
    if key is not None and isinstance(owner, Action):
        value = owner.parameters.get(key)
        if type(value) is str:
            return value
    names = by_identifier(identifier)
    return names.output if names else None
