"""What a workflow says that the catalogue does not allow.

The catalogue is a claim: real shortcuts break it, too. So the count of a candidate is to be
read beside that of the reference.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from shortcuts_py.catalog import load
from shortcuts_py.workflow.actions import SHARED_KEYS, Action
from shortcuts_py.workflow.document import Workflow

__all__ = ["Violation", "find_violations"]


class Violation(NamedTuple):
    """One of them.

    Attributes:
        kind: "unknown action", "unknown parameter" or "unknown case".
        action: index of the action in the file.
        identifier: its identifier.
        parameter: the key, for the last two.
        value: the value, for the last one.
    """

    kind: str
    action: int
    identifier: str
    parameter: str | None = None
    value: Any = None


def find_violations(workflow: Workflow) -> list[Violation]:
    """Unknown actions, unknown parameters, and values that are no case of an enumeration.

    Parameters are only checked where a definition of the action is known, rather than
    shortcuts that use it.
    """
    catalog = load()
    found: list[Violation] = []
    for index, action in enumerate(workflow.flat()):
        if type(action) is not Action:
            found.append(Violation("unknown action", index, ""))
            continue
        definition = catalog.get(action.identifier)
        if definition is None:
            found.append(Violation("unknown action", index, action.identifier))
            continue
        if definition.only_seen or not definition.parameters:
            continue
        for key, value in action.parameters.items():
            if key in SHARED_KEYS or key.startswith("Show-"):
                continue
            parameter = definition.parameters.get(key)
            if parameter is None:
                found.append(Violation("unknown parameter", index, action.identifier, key))
            elif type(value) is str and parameter.cases and value not in parameter.cases:
                found.append(Violation("unknown case", index, action.identifier, key, value))
    return found
