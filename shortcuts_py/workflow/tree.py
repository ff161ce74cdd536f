"""The flat list of actions as a tree of blocks, and back.

The parts of a block share an action identifier and a `GroupingIdentifier`; the
`WFControlFlowMode` says which part one is: 0 opens, 1 is in the middle, 2 closes. Parts
that do not make up a block (never closed, closed twice, crossing another block, with
other values in these keys) stay plain actions, exactly as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from shortcuts_py.workflow.actions import (
    CHOOSE_FROM_MENU,
    CONDITIONAL,
    REPEAT_COUNT,
    REPEAT_EACH,
    Action,
    Block,
    Branch,
    If,
    Menu,
    Node,
    Repeat,
    RepeatEach,
    UnknownAction,
)

__all__ = ["MAXIMUM_DEPTH", "flatten", "nest"]

# Python's own tokenizer refuses more than 100 levels of indentation. Blocks that are
# deeper than this stay plain actions, which need no indentation.
MAXIMUM_DEPTH = 80

_KINDS: dict[str, type[Any]] = {
    CONDITIONAL: If,
    CHOOSE_FROM_MENU: Menu,
    REPEAT_COUNT: Repeat,
    REPEAT_EACH: RepeatEach,
}
_IDENTIFIERS = {kind: identifier for identifier, kind in _KINDS.items()}
_WITH_MIDDLE = {CONDITIONAL, CHOOSE_FROM_MENU}

FlatAction = Action | UnknownAction


class _Open:
    """A block whose end has not been met."""

    __slots__ = ("group", "identifier", "middles", "start")

    def __init__(self, start: int, identifier: str, group: str) -> None:
        self.start = start
        self.identifier = identifier
        self.group = group
        self.middles: list[int] = []


def _part(action: FlatAction) -> tuple[int, str] | None:
    """Mode and group of a part of a block; None for any other action."""
    if type(action) is not Action or action.identifier not in _KINDS or action.other_keys:
        return None
    mode = action.parameters.get("WFControlFlowMode")
    group = action.parameters.get("GroupingIdentifier")
    if type(mode) is not int or not 0 <= mode <= 2 or type(group) is not str:
        return None
    return mode, group


def _match(actions: list[FlatAction]) -> dict[int, tuple[list[int], int]]:
    """For each opening part: where its middles and its end are."""
    matched: dict[int, tuple[list[int], int]] = {}
    stack: list[_Open] = []
    for index, action in enumerate(actions):
        part = _part(action)
        if part is None:
            continue
        mode, group = part
        identifier = action.identifier  # type: ignore[union-attr]  # a part is an action
        if mode == 0:
            stack.append(_Open(index, identifier, group))
            continue
        top = stack[-1] if stack else None
        if mode == 1:
            if (
                top is not None
                and identifier in _WITH_MIDDLE
                and (top.identifier, top.group) == (identifier, group)
            ):
                top.middles.append(index)
            continue
        for depth in range(len(stack) - 1, -1, -1):
            entry = stack[depth]
            if (entry.identifier, entry.group) == (identifier, group):
                if depth < MAXIMUM_DEPTH:
                    matched[entry.start] = (entry.middles, index)
                # What was opened inside and never closed is no block.
                del stack[depth:]
                break
    return matched


def nest(actions: list[FlatAction]) -> list[Node]:
    """Group a flat list into blocks."""
    matched = _match(actions)

    def body(start: int, end: int) -> list[Node]:
        nodes: list[Node] = []
        index = start
        while index < end:
            found = matched.get(index)
            action = actions[index]
            if found is None:
                nodes.append(action)
                index += 1
                continue
            middles, last = found
            starts = [index, *middles]
            ends = [*middles, last]
            branches = [
                _branch(actions[one], body(one + 1, until))
                for one, until in zip(starts, ends, strict=True)
            ]
            kind = _KINDS[action.identifier]  # type: ignore[union-attr]
            group = action.parameters["GroupingIdentifier"]  # type: ignore[union-attr]
            nodes.append(kind(group, branches, _branch(actions[last], [])))
            index = last + 1
        return nodes

    return body(0, len(actions))


def _branch(action: FlatAction, body: list[Node]) -> Branch:
    assert type(action) is Action  # noqa: S101  only actions are matched
    parameters = {
        key: value
        for key, value in action.parameters.items()
        if key not in ("GroupingIdentifier", "WFControlFlowMode")
    }
    return Branch(parameters, body, action.uuid, action.output_name)


def flatten(nodes: Iterable[Node]) -> Iterator[FlatAction]:
    """The actions of a tree in the order of the file: the inverse of `nest`."""
    for node in nodes:
        if isinstance(node, Block):
            identifier = _IDENTIFIERS[type(node)]
            for mode, branch in enumerate(node.branches):
                yield _flat(identifier, node.group, branch, min(mode, 1))
                yield from flatten(branch.body)
            yield _flat(identifier, node.group, node.end, 2)
        else:
            yield node


def _flat(identifier: str, group: str, branch: Branch, mode: int) -> Action:
    parameters = dict(branch.parameters)
    parameters["GroupingIdentifier"] = group
    parameters["WFControlFlowMode"] = mode
    return Action(identifier, parameters, branch.uuid, branch.output_name)
