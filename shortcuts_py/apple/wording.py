"""What a program announces about itself as a whole, in one comment at its top.

    # shortcuts_py: workflow {"set": {"WFWorkflowName": "Tea"}, "variables": {"my": "My Var"}}

`set` and `drop` say how the keys of the root differ from what reading the program gives.
"""

from __future__ import annotations

from typing import Any

from shortcuts_py.errors import ShortcutError
from shortcuts_py.workflow import attachments as att

__all__ = ["WORD", "Wording"]

WORD = "workflow"
_KEYS = {
    "actions": dict,
    "drop": list,
    "groups": list,
    "ids": dict,
    "legacy": bool,
    "output_names": dict,
    "ranges": bool,
    "root": str,
    "set": dict,
    "variables": dict,
    "without_actions": bool,
}


def _texts(value: dict[str, Any]) -> dict[str, str]:
    if not all(type(one) is str for one in value.values()):
        raise ShortcutError("the announced workflow: names and ids are text")
    return value


class Wording:
    """The announcement of a whole program.

    Attributes:
        actions: name of a call to the identifier of its action, where OS 27 has no name.
        ids: name of an output to its id.
        groups: the ids of blocks, in order.
        legacy: whether conditions compare as they did in the app of old.
        output_names: what this shortcut calls the outputs of an action, by identifier.
        ranges: whether texts without references have an empty list of ranges.
        root: the form of the file's root.
        variables: names that stand for a named variable.
        without_actions: whether the file has no list of actions.
        change: how the keys of the root differ.
    """

    def __init__(self, value: Any = None) -> None:
        value = {} if value is None else value
        if type(value) is not dict:
            raise ShortcutError("the announced workflow is an object")
        for key, one in value.items():
            if key not in _KEYS or type(one) is not _KEYS[key]:
                raise ShortcutError(f"the announced workflow: {key!r} is not what can stand there")
        self.actions = _texts(value.get("actions", {}))
        self.ids = _texts(value.get("ids", {}))
        self.groups: list[Any] = value.get("groups", [])
        self.output_names = _texts(value.get("output_names", {}))
        self.legacy: bool = value.get("legacy", False)
        self.ranges: bool = value.get("ranges", False)
        self.root: str = value.get("root", "dictionary")
        if self.root not in ("dictionary", "list", "actions", "action"):
            raise ShortcutError(f"the announced workflow: there is no root {self.root!r}")
        self.without_actions: bool = value.get("without_actions", False)
        self.variables = {name: _variable(one) for name, one in value.get("variables", {}).items()}
        self.change = {key: value[key] for key in ("set", "drop") if key in value}


def _variable(value: Any) -> att.Variable:
    """A variable by its name, or by its name and its id."""
    if type(value) is str:
        return att.Variable(value)
    if type(value) is list and len(value) == 2 and all(type(one) is str for one in value):
        return att.Variable(value[0], value[1])
    raise ShortcutError("the announced workflow: a variable is a name, or a name and an id")
