"""How values flow between actions: from outputs and variables to parameters.

The graph does not know the order in which branches run: a variable may hold whatever is
set to it anywhere. So what it says may flow; it misses nothing that goes through outputs,
variables, texts, dictionaries, and the results of blocks.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from typing import Any, NamedTuple

from shortcuts_py.catalog import load
from shortcuts_py.privacy.walking import Reference, references
from shortcuts_py.workflow.actions import REPEAT_EACH, Action, UnknownAction, write_action
from shortcuts_py.workflow.document import Workflow
from shortcuts_py.workflow.identifiers import ADD_VARIABLE, SET_VARIABLE

__all__ = ["Graph", "Input"]

_LOOP = re.compile(r"Repeat (Item|Index)(?: (\d+))?\Z")
_LONGEST = 20  # actions of a way that are named
# Client versions under this took the previous action's output as input (format notes, 6.4).
_EXPLICIT = 900
_FEW = 2  # actions without an input that say nothing about a file


class Input(NamedTuple):
    """A value that an action is given.

    Attributes:
        key: the parameter.
        node: where the value is from: a node of the graph.
        reference: the reference; None for the implicit input of old files.
    """

    key: str
    node: int
    reference: Reference | None


class _Open(NamedTuple):
    """A block that is not closed yet, and the last action of each branch so far."""

    group: str
    last: list[int]
    loop: bool


class Graph:
    """The flow of values of a workflow.

    Nodes are numbers: that of an action is its index and stands for its output; variables,
    items of loops, outputs that share an id and what is always there (the clipboard) follow.

    Attributes:
        actions: the actions.
        parameters: their parameters as property lists.
        inputs: for each action, what it is given.
        assignments: name of a variable to the indexes of actions that set it or add to it.
    """

    def __init__(self, workflow: Workflow) -> None:
        self.actions: list[Action | UnknownAction] = list(workflow.flat())
        self.parameters: list[dict[str, Any]] = [_parameters(one) for one in self.actions]
        self.inputs: list[list[Input]] = [[] for _ in self.actions]
        self.assignments: dict[str, list[int]] = {}
        self._names: list[str] = []
        self._nodes: dict[tuple[str, str], int] = {}
        self._edges: dict[int, list[int]] = {}
        self.owners: dict[str, list[int]] = {}
        for index, action in enumerate(self.actions):
            if type(action) is Action and action.uuid is not None:
                self.owners.setdefault(action.uuid, []).append(index)
        self._implicit = _takes_the_previous(workflow, self.actions)
        self._scan()

    # -- building -----------------------------------------------------------------------

    def _scan(self) -> None:
        blocks: list[_Open] = []
        loops: list[str] = []
        for index, action in enumerate(self.actions):
            if type(action) is not Action:
                continue
            parameters = self.parameters[index]
            for key, value in parameters.items():
                for one in references(value):
                    for node in self._sources(one, index, loops):
                        self._add(index, Input(key, node, one))
            if self._implicit and index:
                self._add_implicit(index, action)
            self._block(index, action, blocks, loops)
            name = parameters.get("WFVariableName")
            if action.identifier in (SET_VARIABLE, ADD_VARIABLE) and type(name) is str:
                self.assignments.setdefault(name, []).append(index)
                self._edge(index, self.node("variable", name))

    def _sources(self, one: Reference, index: int, loops: list[str]) -> list[int]:
        if one.type == "ActionOutput":
            owners = self.owners.get(one.name, [])
            return owners if len(owners) < 2 else [self._shared(one.name, owners)]
        if one.type == "Variable":
            loop = _LOOP.match(one.name)
            if loop is None:
                return [self.node("variable", one.name)]
            number = int((loop.group(2) or "1")[:6])
            if loop.group(1) == "Item" and 0 < number <= len(loops):
                return [self.node("item", loops[number - 1])]
            return []
        if one.type == "Input":
            return [index - 1] if index else []
        return [self.node("always", one.type)]

    def _shared(self, uuid: str, owners: list[int]) -> int:
        """One node for the outputs that share an id, so that each reference is one edge."""
        if ("output", uuid) in self._nodes:
            return self._nodes["output", uuid]
        node = self.node("output", uuid)
        for owner in owners:
            self._edge(owner, node)
        return node

    def _add(self, index: int, one: Input) -> None:
        self.inputs[index].append(one)
        self._edge(one.node, index)

    def _add_implicit(self, index: int, action: Action) -> None:
        taken = _input_parameter(action)
        if taken is not None and taken not in action.parameters:
            self._add(index, Input(taken, index - 1, None))

    def _block(self, index: int, action: Action, blocks: list[_Open], loops: list[str]) -> None:
        """The result of a block is that of the last action of each branch."""
        parameters = self.parameters[index]
        mode, group = parameters.get("WFControlFlowMode"), parameters.get("GroupingIdentifier")
        if type(mode) is not int or type(group) is not str:
            return
        if mode == 0:
            loop = action.identifier.startswith("is.workflow.actions.repeat.")
            blocks.append(_Open(group, [], loop))
            if loop:
                loops.append(str(index))
            if action.identifier == REPEAT_EACH:
                self._edge(index, self.node("item", str(index)))
        elif blocks and blocks[-1].group == group:
            blocks[-1].last.append(index - 1)
            if mode == 2:
                block = blocks.pop()
                if block.loop:
                    loops.pop()
                for last in block.last:
                    self._edge(last, index)

    def node(self, kind: str, name: str) -> int:
        """The node of a variable, a loop's item, or of what is always there."""
        found = self._nodes.get((kind, name))
        if found is None:
            found = self._nodes[kind, name] = len(self.actions) + len(self._names)
            self._names.append(name)
        return found

    def _edge(self, source: int, target: int) -> None:
        self._edges.setdefault(source, []).append(target)

    # -- asking -------------------------------------------------------------------------

    def reach(self, sources: Iterable[int], closed: set[int]) -> dict[int, int]:
        """Where the values of nodes flow to.

        Args:
            sources: the nodes.
            closed: actions whose output is not made of what they are given.

        Returns:
            Each node that is reached, with the one before it; sources have themselves.
        """
        before: dict[int, int] = {}
        queue: deque[int] = deque()
        for source in sources:
            if source not in before:
                before[source] = source
                queue.append(source)
        while queue:
            node = queue.popleft()
            for target in self._edges.get(node, ()):
                if target not in before and target not in closed:
                    before[target] = node
                    queue.append(target)
        return before

    def way(self, before: dict[int, int], node: int) -> list[int]:
        """The actions through which a value came to a node, its source first."""
        found: list[int] = []
        while len(found) < _LONGEST:
            if node < len(self.actions):
                found.append(node)
            if before[node] == node:
                break
            node = before[node]
        return found[::-1]


def _parameters(action: Action | UnknownAction) -> dict[str, Any]:
    if type(action) is not Action:
        return {}
    found: dict[str, Any] = write_action(action).get("WFWorkflowActionParameters", {})
    return found


def _input_parameter(action: Action) -> str | None:
    """The parameter in which an action takes its input, where the catalogue knows."""
    definition = load().get(action.identifier)
    return definition.input.parameter if definition and definition.input else None


def _takes_the_previous(workflow: Workflow, actions: list[Action | UnknownAction]) -> bool:
    """Whether actions without an input take the previous one's output.

    So it was until iOS 12, which the client version says. Files with a later version occur
    in which hardly any action has an input; they are made the same way.
    """
    major = (workflow.client_version or "").partition(".")[0]
    if major.isdigit() and len(major) < 8 and int(major) < _EXPLICIT:
        return True
    said = [
        "WFInput" in one.parameters
        for one in actions
        if type(one) is Action and _input_parameter(one) == "WFInput"
    ]
    return said.count(False) > max(said.count(True), _FEW)
