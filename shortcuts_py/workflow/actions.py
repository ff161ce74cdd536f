"""Actions, and the blocks that control-flow actions make."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from shortcuts_py.workflow.fields import Plist, Tree
from shortcuts_py.workflow.values import Value, read_value, write_value

__all__ = [
    "BLOCKS",
    "BLOCK_IDENTIFIERS",
    "BUILT_IN",
    "CHOOSE_FROM_MENU",
    "COMMON_KEYS",
    "CONDITIONAL",
    "PLACE_KEYS",
    "REPEAT_COUNT",
    "REPEAT_EACH",
    "RESULT_NAMES",
    "SHARED_KEYS",
    "Action",
    "Block",
    "Branch",
    "If",
    "Menu",
    "Node",
    "Repeat",
    "RepeatEach",
    "UnknownAction",
    "read_action",
    "write_action",
]

# What the identifiers of the app's own actions start with.
BUILT_IN = "is.workflow.actions."

CONDITIONAL = "is.workflow.actions.conditional"
CHOOSE_FROM_MENU = "is.workflow.actions.choosefrommenu"
REPEAT_COUNT = "is.workflow.actions.repeat.count"
REPEAT_EACH = "is.workflow.actions.repeat.each"

# Parameters that any action may have, whoever defined it (section 3 of the format).
COMMON_KEYS = frozenset(
    {
        "AppIntentDescriptor",
        "IntentAppDefinition",
        "IntentAppIdentifier",
        "OpenWhenRun",
        "ShowWhenRun",
        "WFShowWorkflow",
    }
)
# Parameters that say an action's place in the file, and what its output is called.
PLACE_KEYS = ("UUID", "GroupingIdentifier", "WFControlFlowMode", "CustomOutputName")
# Both: what any action may have beside the parameters that are its own.
SHARED_KEYS = COMMON_KEYS.union(PLACE_KEYS)


@dataclass(slots=True, repr=False, eq=False)
class Action(Tree):
    """One action of the file.

    Attributes:
        identifier: `WFWorkflowActionIdentifier`.
        parameters: `WFWorkflowActionParameters` without the two keys below.
        uuid: the parameter `UUID`, by which later actions refer to the output.
        output_name: the parameter `CustomOutputName`.
        other_keys: keys beside the identifier and the parameters; real files have none,
            files of other tools have some, which the importer ignores.
        without_parameters: whether the parameters' key itself is absent.
    """

    identifier: str
    parameters: dict[str, Value] = field(default_factory=dict)
    uuid: str | None = None
    output_name: str | None = None
    other_keys: dict[str, Plist] | None = None
    without_parameters: bool = False
    type: Literal["action"] = "action"


@dataclass(slots=True, repr=False, eq=False)
class UnknownAction(Tree):
    """A member of the actions' list that is not an action, as it stands in the file."""

    plist: Plist
    type: Literal["unknown_action"] = "unknown_action"


@dataclass(slots=True, repr=False, eq=False)
class Branch(Tree):
    """A part of a block and the actions that follow it.

    Attributes:
        parameters: the part's parameters without the grouping keys.
        uuid: the part's own `UUID`, which only its last part needs.
        output_name: the part's `CustomOutputName`.
        body: what runs between this part and the next.
    """

    parameters: dict[str, Value] = field(default_factory=dict)
    body: list[Node] = field(default_factory=list)
    uuid: str | None = None
    output_name: str | None = None
    type: Literal["branch"] = "branch"


@dataclass(slots=True, repr=False, eq=False)
class Block(Tree):
    """Actions that share a `GroupingIdentifier`, properly nested.

    Attributes:
        group: the `GroupingIdentifier`.
        branches: the part that opens the block (`WFControlFlowMode` 0), then the parts in
            its middle (1).
        end: the part that closes it (2); its body is empty, its UUID is the block's output.
    """

    group: str
    branches: list[Branch]
    end: Branch


@dataclass(slots=True, repr=False, eq=False)
class If(Block):
    """If, [Otherwise If ...], [Otherwise], End If."""

    type: Literal["if"] = "if"


@dataclass(slots=True, repr=False, eq=False)
class Menu(Block):
    """Choose from Menu: the prompt and items, then a branch for each item, End Menu."""

    type: Literal["menu"] = "menu"


@dataclass(slots=True, repr=False, eq=False)
class Repeat(Block):
    """Repeat a number of times."""

    type: Literal["repeat"] = "repeat"


@dataclass(slots=True, repr=False, eq=False)
class RepeatEach(Block):
    """Repeat with Each."""

    type: Literal["repeat_each"] = "repeat_each"


# The blocks by the identifier that all of their parts have, and the other way.
BLOCKS: dict[str, type[Any]] = {
    CONDITIONAL: If,
    CHOOSE_FROM_MENU: Menu,
    REPEAT_COUNT: Repeat,
    REPEAT_EACH: RepeatEach,
}
BLOCK_IDENTIFIERS: dict[type[Any], str] = {
    block: identifier for identifier, block in BLOCKS.items()
}
# What the app calls the output of a block.
RESULT_NAMES: dict[str, str] = {
    CONDITIONAL: "If Result",
    CHOOSE_FROM_MENU: "Menu Result",
    REPEAT_COUNT: "Repeat Results",
    REPEAT_EACH: "Repeat Results",
}

Node: TypeAlias = Action | If | Menu | Repeat | RepeatEach | UnknownAction


def read_action(plist: Any) -> Action | UnknownAction:
    """Read a member of `WFWorkflowActions`."""
    if type(plist) is not dict:
        return UnknownAction(plist)
    identifier = plist.get("WFWorkflowActionIdentifier")
    parameters = plist.get("WFWorkflowActionParameters")
    if type(identifier) is not str or type(parameters) not in (dict, type(None)):
        return UnknownAction(plist)
    action = Action(identifier)
    if parameters is None:
        action.without_parameters = True
    else:
        for key, value in parameters.items():
            kind = type(value)
            if kind is str:
                if key == "UUID":
                    action.uuid = value
                    continue
                if key == "CustomOutputName":
                    action.output_name = value
                    continue
                action.parameters[key] = value
            elif kind is dict or kind is list:
                action.parameters[key] = read_value(value)
            else:
                action.parameters[key] = value
    if len(plist) > (1 if parameters is None else 2):
        action.other_keys = {
            key: value
            for key, value in plist.items()
            if key not in ("WFWorkflowActionIdentifier", "WFWorkflowActionParameters")
        }
    return action


def write_action(action: Action | UnknownAction) -> Any:
    """The inverse of `read_action`."""
    if type(action) is UnknownAction:
        return action.plist
    assert type(action) is Action  # noqa: S101  narrows the union for the type checker
    plist: dict[str, Any] = {"WFWorkflowActionIdentifier": action.identifier}
    if not action.without_parameters:
        parameters = {key: write_value(value) for key, value in action.parameters.items()}
        if action.uuid is not None:
            parameters["UUID"] = action.uuid
        if action.output_name is not None:
            parameters["CustomOutputName"] = action.output_name
        plist["WFWorkflowActionParameters"] = parameters
    if action.other_keys:
        plist.update(action.other_keys)
    return plist
