"""The flat list of actions as a tree of blocks, and back.

The parts of a block share an action identifier and a `GroupingIdentifier`; the
`WFControlFlowMode` says which part one is: 0 opens, 1 is in the middle, 2 closes. Parts
that do not make up a block (never closed, closed twice, crossing another block, with
other values in these keys) stay plain actions, exactly as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shortcuts_py.workflow.actions import (
    BLOCK_IDENTIFIERS,
    BLOCKS,
    CHOOSE_FROM_MENU,
    CONDITIONAL,
    Action,
    Block,
    Branch,
    Menu,
    Node,
    UnknownAction,
)

__all__ = ["MAXIMUM_INDENTATION", "flatten", "is_nested", "nest"]

# Python's own tokenizer refuses code with 100 levels of indentation. Blocks that would need
# more than this stay plain actions, which need none. The rest is for functions around them.
MAXIMUM_INDENTATION = 90

_WITH_MIDDLE = {CONDITIONAL, CHOOSE_FROM_MENU}

FlatAction = Action | UnknownAction


class _Open:
    """A block whose end has not been met.

    Attributes:
        start: index of its opening part.
        name: its identifier and its group.
        indentation: levels of indentation that its body needs, outer blocks included.
        middles: indexes of the parts in its middle.
    """

    __slots__ = ("indentation", "middles", "name", "start")

    def __init__(self, start: int, name: tuple[str, str], indentation: int) -> None:
        self.start = start
        self.name = name
        self.indentation = indentation
        self.middles: list[int] = []


def _part(action: FlatAction) -> tuple[int, str] | None:
    """Mode and group of a part of a block; None for any other action."""
    if type(action) is not Action or action.identifier not in BLOCKS or action.other_keys:
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
    places: dict[tuple[str, str], list[int]] = {}  # in the stack, for each identifier and group
    for index, action in enumerate(actions):
        part = _part(action)
        if part is None:
            continue
        mode, group = part
        identifier = action.identifier  # type: ignore[union-attr]  # a part is an action
        name = (identifier, group)
        if mode == 0:
            # A menu is `match`, and `case` in it.
            levels = 2 if identifier == CHOOSE_FROM_MENU else 1
            outer = stack[-1].indentation if stack else 0
            places.setdefault(name, []).append(len(stack))
            stack.append(_Open(index, name, outer + levels))
        elif mode == 1:
            if stack and stack[-1].name == name and identifier in _WITH_MIDDLE:
                stack[-1].middles.append(index)
        elif found := places.get(name):
            depth = found[-1]
            if stack[depth].indentation <= MAXIMUM_INDENTATION:
                matched[stack[depth].start] = (stack[depth].middles, index)
            # What was opened inside and never closed is no block.
            for entry in stack[depth:]:
                places[entry.name].pop()
            del stack[depth:]
    return matched


def nest(actions: list[FlatAction]) -> list[Node]:
    """Group a flat list into blocks."""
    return _nested(actions, _match(actions), 0, len(actions))


def _nested(
    actions: list[FlatAction], matched: dict[int, tuple[list[int], int]], start: int, end: int
) -> list[Node]:
    # No function within `nest`: one that calls itself is a cycle, which keeps all it knows.
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
            _branch(actions[one], _nested(actions, matched, one + 1, until))
            for one, until in zip(starts, ends, strict=True)
        ]
        kind = BLOCKS[action.identifier]  # type: ignore[union-attr]
        group = action.parameters["GroupingIdentifier"]  # type: ignore[union-attr]
        nodes.append(kind(group, branches, _branch(actions[last], [])))
        index = last + 1
    return nodes


def is_nested(nodes: Iterable[Node]) -> bool:
    """Whether a tree is what `nest` would make of its actions: no part of a block stands alone."""
    stack = [(node, 0) for node in nodes]
    while stack:
        node, depth = stack.pop()
        if isinstance(node, Block):
            depth += 2 if type(node) is Menu else 1
            if depth > MAXIMUM_INDENTATION:
                return False
            for branch in node.branches:
                stack.extend([(one, depth) for one in branch.body])
        elif type(node) is Action and node.identifier in BLOCKS:
            return False
    return True


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
    # A stack and not generators in generators, where each action would pass every level.
    pending: list[Iterator[Node]] = [iter(nodes)]
    while pending:
        for node in pending[-1]:
            if isinstance(node, Block):
                pending.append(_parts(node))
                break
            yield node
        else:
            pending.pop()


def _parts(block: Block) -> Iterator[Node]:
    """The parts of a block as actions, and between them what stands in its branches."""
    identifier = BLOCK_IDENTIFIERS[type(block)]
    for mode, branch in enumerate(block.branches):
        yield _flat(identifier, block.group, branch, min(mode, 1))
        yield from branch.body
    yield _flat(identifier, block.group, block.end, 2)


def _flat(identifier: str, group: str, branch: Branch, mode: int) -> Action:
    parameters = dict(branch.parameters)
    parameters["GroupingIdentifier"] = group
    parameters["WFControlFlowMode"] = mode
    return Action(identifier, parameters, branch.uuid, branch.output_name)
