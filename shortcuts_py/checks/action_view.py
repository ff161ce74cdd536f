"""One action, one block, one reference, as rules see them."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any, NamedTuple

from shortcuts_py.workflow.actions import BLOCKS, REPEAT_COUNT, REPEAT_EACH
from shortcuts_py.workflow.identifiers import ADD_VARIABLE, SET_VARIABLE

__all__ = ["LOOPS", "ActionView", "BlockView", "Located", "Path", "Reference"]

LOOPS = frozenset({REPEAT_COUNT, REPEAT_EACH})

_SETTERS = frozenset({SET_VARIABLE, ADD_VARIABLE})

Path = tuple[str | int, ...]


class Reference(NamedTuple):
    """A reference in an action: an attachment, at any depth.

    Attributes:
        action: index of the action that holds it.
        path: keys and indexes from the action's parameters to the attachment.
        attachment: the dictionary `{Type, ...}`.
        kind: its `Type`.
    """

    action: int
    path: Path
    attachment: dict[str, Any]
    kind: str

    @property
    def uuid(self) -> str | None:
        """The id of the output it refers to."""
        found = self.attachment.get("OutputUUID")
        return found if self.kind == "ActionOutput" and type(found) is str else None

    @property
    def variable(self) -> str | None:
        """The name of the variable it refers to."""
        found = self.attachment.get("VariableName")
        return found if self.kind == "Variable" and type(found) is str else None


class Located(NamedTuple):
    """A dictionary in the parameters of an action: its place and itself."""

    action: int
    path: Path
    value: dict[str, Any]


class BlockView:
    """A block as far as it was found: its start, middles and end by their indexes.

    Attributes:
        start: index of the opening part.
        middles: indexes of its middle parts.
        end: index of the closing part; None where there is none.
        identifier: of the opening part.
        group: its `GroupingIdentifier`.
        parent: the block around it.
        depth: how many loops are around it and of it.
        last: index of the part that was met last.
        crossing: the block whose part stands between this block's start and its end, though
            that block was open before this one.
    """

    __slots__ = (
        "crossing", "depth", "end", "group", "identifier", "last", "middles", "parent", "start",
    )  # fmt: skip

    def __init__(self, start: int, identifier: str, group: str, parent: BlockView | None) -> None:
        self.start = start
        self.identifier = identifier
        self.group = group
        self.parent = parent
        around: int = parent.depth if parent else 0
        self.depth: int = around + (identifier in LOOPS)
        self.middles: list[int] = []
        self.end: int | None = None
        self.last = start
        self.crossing: BlockView | None = None

    @property
    def parts(self) -> list[int]:
        """Indexes of all parts, in order."""
        return [self.start, *self.middles, *([] if self.end is None else [self.end])]

    def part_before(self, index: int) -> int:
        """The part, end left out, that an action inside at `index` follows."""
        place = bisect_left(self.middles, index)
        return self.middles[place - 1] if place else self.start


class ActionView:
    """One member of the file's list of actions.

    Attributes:
        index: its place in the list, from 0.
        plist: the member as it stands.
        identifier: `WFWorkflowActionIdentifier`; empty where there is none.
        parameters: `WFWorkflowActionParameters`; empty where there are none.
        uuid: the id of its output, also where it stands beside the parameters.
        part_of: the block of which it is a part.
        block: the innermost block in which it stands; for a part, the one around its own.
        branch: index of the part of `block` that it follows.
        references: every reference in its parameters.
        sets: the variable that it sets or adds to.
    """

    __slots__ = (
        "block", "branch", "identifier", "index", "parameters", "part_of", "plist",
        "references", "sets", "uuid",
    )  # fmt: skip

    def __init__(self, index: int, plist: Any) -> None:
        self.index = index
        self.plist = plist
        entry: dict[str, Any] = plist if type(plist) is dict else {}
        identifier = entry.get("WFWorkflowActionIdentifier")
        parameters = entry.get("WFWorkflowActionParameters")
        self.identifier: str = identifier if type(identifier) is str else ""
        self.parameters: dict[str, Any] = parameters if type(parameters) is dict else {}
        uuid = self.anywhere("UUID")
        self.uuid: str | None = uuid if type(uuid) is str else None
        self.part_of: BlockView | None = None
        self.block: BlockView | None = None
        self.branch: int | None = None
        self.references: list[Reference] = []
        name = self.parameters.get("WFVariableName")
        self.sets: str | None = name if type(name) is str and self.identifier in _SETTERS else None

    def anywhere(self, key: str) -> Any:
        """A parameter, also where it stands beside the parameters (which is reported)."""
        if key in self.parameters or type(self.plist) is not dict:
            return self.parameters.get(key)
        return self.plist.get(key)

    @property
    def group(self) -> str | None:
        """`GroupingIdentifier`."""
        found = self.anywhere("GroupingIdentifier")
        return found if type(found) is str else None

    @property
    def mode(self) -> int | None:
        """`WFControlFlowMode`: 0 opens, 1 divides, 2 closes; None for anything else."""
        found = self.anywhere("WFControlFlowMode")
        if found is None and self.identifier in BLOCKS:
            return 0  # the first app left the default out
        if type(found) is str and found in ("0", "1", "2"):
            return int(found)  # reported; taken for what is meant
        return found if type(found) is int and 0 <= found <= 2 else None

    @property
    def path(self) -> Path:
        """Keys from the file's root to its parameters."""
        return ("WFWorkflowActions", self.index, "WFWorkflowActionParameters")
