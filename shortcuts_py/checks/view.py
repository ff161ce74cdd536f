"""What rules look at: the actions of a file in a row, with what belongs together.

Everything is found out in one pass over the property list, and nothing is changed. The
property list is used rather than the typed tree since what is broken has no type there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from shortcuts_py.checks.action_view import (
    LOOPS,
    ActionView,
    BlockView,
    Located,
    Path,
    Reference,
)
from shortcuts_py.checks.nesting import find_blocks

__all__ = [
    "LOOPS",
    "ActionView",
    "BlockView",
    "Located",
    "Path",
    "Reference",
    "View",
    "join_path",
]

_VERSION = re.compile(r"\s*(\d+)")


class View:
    """A file, or what code compiles to, for rules to look at.

    Attributes:
        plist: the workflow's dictionary.
        actions: its actions in order.
        blocks: the blocks in order of their starts.
        strays: indexes of parts that belong to no open block.
        references: all references, in order.
        texts: all `{string, attachmentsByRange}`.
        envelopes: everything with a `WFSerializationType`.
        items: everything with a `WFItemType`.
        producers: id of an output to the indexes of the actions that give it.
        consumers: id of an output to the references to it.
        set_by: name of a variable to the indexes of the actions that set it.
        read_by: name of a variable to the references that read it.
        nests: whether every block that begins also ends, and none crosses another; where not,
            nothing can be said about what runs after what.
        version: first number of the client version; None where the file has none.
    """

    def __init__(self, plist: dict[str, Any]) -> None:
        """Look at a workflow's dictionary, as `Workflow.to_plist` gives it or a file has it."""
        self.plist = plist
        entries = plist.get("WFWorkflowActions")
        members = entries if type(entries) is list else []
        self.actions = [ActionView(index, one) for index, one in enumerate(members)]
        self.references: list[Reference] = []
        self.texts: list[Located] = []
        self.envelopes: list[Located] = []
        self.items: list[Located] = []
        self.producers: dict[str, list[int]] = {}
        self.consumers: dict[str, list[Reference]] = {}
        self.set_by: dict[str, list[int]] = {}
        self.read_by: dict[str, list[Reference]] = {}
        found = _VERSION.match(str(plist.get("WFWorkflowClientVersion", "")))
        self.version = int(found.group(1)[:9]) if found else None
        self.blocks, self.strays = find_blocks(self.actions)
        self.nests = all(one.end is not None and one.crossing is None for one in self.blocks)
        for action in self.actions:
            if action.uuid is not None:
                self.producers.setdefault(action.uuid, []).append(action.index)
            if action.sets is not None:
                self.set_by.setdefault(action.sets, []).append(action.index)
            if action.parameters:
                self._look_through(action)
        for one in self.references:
            if one.uuid is not None:
                self.consumers.setdefault(one.uuid, []).append(one)
            elif one.variable is not None:
                self.read_by.setdefault(one.variable, []).append(one)

    def _look_through(self, action: ActionView) -> None:
        """Find references, texts, envelopes and items in an action's parameters."""
        index = action.index
        # What is meant by the place it stands in: the content of an envelope, a value in a
        # text, or neither.
        waiting: list[tuple[Path, Any, bool]] = [((), action.parameters, False)]
        while waiting:
            path, value, attached = waiting.pop()
            if type(value) is list:
                waiting += [
                    ((*path, place), one, False)
                    for place, one in reversed(list(enumerate(value)))
                    if type(one) is dict or type(one) is list
                ]
                continue
            kind = value.get("Type")
            if type(kind) is str and (attached or _is_attachment(kind, value)):
                reference = Reference(index, path, value, kind)
                action.references.append(reference)
                self.references.append(reference)
            tag = value.get("WFSerializationType")
            if tag is not None and path:  # some tools leave the key among the parameters
                self.envelopes.append(Located(index, path, value))
            if "attachmentsByRange" in value:
                self.texts.append(Located(index, path, value))
            if "WFItemType" in value:
                self.items.append(Located(index, path, value))
            in_text = bool(path) and path[-1] == "attachmentsByRange"
            waiting += [
                (
                    (*path, key),
                    one,
                    in_text or (key == "Value" and tag == "WFTextTokenAttachment"),
                )
                for key, one in reversed(value.items())
                if type(one) is dict or type(one) is list
            ]

    def blocks_around(self, index: int) -> Iterator[BlockView]:
        """The blocks in which an action stands, innermost first, its own left out."""
        block = self.actions[index].block
        while block is not None:
            yield block
            block = block.parent


_KINDS = frozenset(
    {
        "ActionOutput", "Ask", "Clipboard", "CurrentApp", "CurrentDate", "DeviceDetails",
        "ExtensionInput", "HomeAccessory", "Input",
    }
)  # fmt: skip


def _is_attachment(kind: str, value: dict[str, Any]) -> bool:
    """Whether a bare dictionary with a `Type` is a reference."""
    if kind == "Variable":
        # {"Type": "Variable", "Variable": ...} is what an If tests: it holds the reference.
        return "Variable" not in value and "VariableName" in value
    return kind in _KINDS and (kind != "ActionOutput" or "OutputUUID" in value)


def join_path(path: Path) -> str | None:
    """A path as diagnostics write it: `WFItems.Value[0].WFKey`; None for an empty one."""
    text = ""
    for one in path:
        if type(one) is int:
            text += f"[{one}]"
        else:
            text += f".{one}" if text else str(one)
    return text or None
