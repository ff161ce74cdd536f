"""Outputs of blocks, printed: under the name that the last actions of the branches have.

The paper's printer copies the id of a block's end onto the last action of each branch, so
that If Result is called like what the branches gave. The same is printed here where the last
actions have ids that nothing refers to. Elsewhere the end of the block is a statement,
`if_result = is_workflow_actions_conditional( WFControlFlowMode=2)`; also where what a last
action gave is itself used behind the block.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from shortcuts_py.workflow.actions import (
    Action,
    Block,
    Menu,
    Node,
    UnknownAction,
    write_action,
)

__all__ = ["Results", "Uses", "find_results"]

_COMMENT = "is.workflow.actions.comment"


class Uses:
    """Where outputs are used.

    Args:
        actions: the actions, as the file lists them.

    Attributes:
        first: id of an output to the index of the first action that refers to it.
        last: to that of the last one.
    """

    def __init__(self, actions: list[Action | UnknownAction]) -> None:
        self.first: dict[str, int] = {}
        self.last: dict[str, int] = {}
        for index, action in enumerate(actions):
            if type(action) is Action:
                self._walk(write_action(action), index)

    def _walk(self, value: Any, index: int) -> None:
        if type(value) is dict:
            uuid = value.get("OutputUUID")
            if type(uuid) is str:
                self.first.setdefault(uuid, index)
                self.last[uuid] = index
            for one in value.values():
                self._walk(one, index)
        elif type(value) is list:
            for one in value:
                self._walk(one, index)


class Results(NamedTuple):
    """How the outputs of blocks are printed.

    Attributes:
        inside: `id` of a block to the id of its output, and to those of the last actions
            that are called like it.
        explicit: `id` of blocks whose end is a statement.
        repeated: ids that do not share names.
    """

    inside: dict[int, list[str]]
    explicit: set[int]
    repeated: frozenset[str]


def find_results(nodes: list[Node], uses: Uses, repeated: frozenset[str]) -> Results:
    """Decide how the output of each block is printed.

    Args:
        nodes: the workflow's nodes.
        uses: where outputs are used.
        repeated: ids that several outputs have; they do not share names with others.
    """
    results = Results({}, set(), repeated)
    _body(nodes, 0, uses, results)
    return results


def _body(nodes: list[Node], index: int, uses: Uses, results: Results) -> int:
    for node in nodes:
        if isinstance(node, Block):
            index = _block(node, index, uses, results)
        else:
            index += 1
    return index


def _block(block: Block, start: int, uses: Uses, results: Results) -> int:
    index = start
    last: list[Node] = []
    branches = block.branches[1:] if isinstance(block, Menu) else block.branches
    for branch in block.branches:
        index = _body(branch.body, index + 1, uses, results)
        node = _last(branch.body)
        if node is not None and any(branch is one for one in branches):
            last.append(node)
    end = index
    given = [node.uuid for node in last if isinstance(node, Action)]
    given += [node.end.uuid for node in last if isinstance(node, Block)]
    if any(uuid is not None and uses.last.get(uuid, -1) > end for uuid in given):
        results.explicit.add(id(block))
        return end + 1
    uuid = block.end.uuid
    if uuid is None or uuid not in uses.last:
        return end + 1
    unused = [
        node.uuid
        for node in last
        if isinstance(node, Action) and node.uuid is not None and node.uuid not in uses.last
    ]
    if unused and uses.first[uuid] > end and results.repeated.isdisjoint([uuid, *unused]):
        results.inside[id(block)] = [uuid, *unused]
    else:
        results.explicit.add(id(block))
    return end + 1


def _last(nodes: list[Node]) -> Node | None:
    for node in reversed(nodes):
        if not (isinstance(node, Action) and node.identifier == _COMMENT and node.uuid is None):
            return node
    return None
