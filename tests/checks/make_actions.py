"""Actions and files for tests, in few words."""

from __future__ import annotations

from typing import Any

from shortcuts_py.checks.files import check_plist

__all__ = ["action", "codes", "file_of", "output", "part", "reference", "variable"]

PREFIX = "is.workflow.actions."


def action(name: str, **parameters: Any) -> dict[str, Any]:
    """A built-in action."""
    return {
        "WFWorkflowActionIdentifier": PREFIX + name,
        "WFWorkflowActionParameters": parameters,
    }


def part(name: str, mode: int, group: str = "G", **parameters: Any) -> dict[str, Any]:
    """A part of a block."""
    return action(name, GroupingIdentifier=group, WFControlFlowMode=mode, **parameters)


def reference(attachment: dict[str, Any]) -> dict[str, Any]:
    """A reference in its envelope."""
    return {"WFSerializationType": "WFTextTokenAttachment", "Value": attachment}


def output(uuid: str, name: str = "Text") -> dict[str, Any]:
    return reference({"Type": "ActionOutput", "OutputUUID": uuid, "OutputName": name})


def variable(name: str) -> dict[str, Any]:
    return reference({"Type": "Variable", "VariableName": name})


def file_of(*actions: dict[str, Any], **keys: Any) -> dict[str, Any]:
    """A file with actions and the keys of a new one."""
    return {"WFWorkflowClientVersion": "4033.0.4.3", "WFWorkflowActions": list(actions), **keys}


def codes(*actions: dict[str, Any], **keys: Any) -> list[tuple[str, int | None]]:
    """The problems of a file: code and action."""
    return [(one.code, one.action) for one in check_plist(file_of(*actions, **keys))]
