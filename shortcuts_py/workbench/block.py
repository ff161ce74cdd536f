"""A block while it is read: its parts, its bodies, and what its names stand for behind it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.workbench.scope import BlockResult, Merged, Named
from shortcuts_py.workflow.actions import (
    RESULT_NAMES,
    Action,
)

if TYPE_CHECKING:
    from shortcuts_py.workbench.body import Body

__all__ = ["Block", "header_end", "read_header"]


class Block:
    """A block while it is read."""

    def __init__(
        self, body: Body, identifier: str, parameters: dict[str, Any], header: ast.AST
    ) -> None:
        self.body = body
        self.header = header
        self.reader = body.reader
        self.identifier = identifier
        self.group = self.reader.ids.new("group")
        self.before: dict[str, Any] = {}
        self.ends: list[tuple[str, Any]] = []
        self.defined: dict[str, list[Any]] = {}
        self.branches = 0
        self.open = self.part(0, parameters, header)
        if identifier in self.reader.heading.starts:
            self.open.uuid = self.reader.ids.new("start")

    def part(self, mode: int, parameters: dict[str, Any], header: ast.AST) -> Action:
        """A part of the block, and what it is read from."""
        self.reader.mark(header)
        parameters["GroupingIdentifier"] = self.group
        parameters["WFControlFlowMode"] = mode
        return self.reader.add(Action(self.identifier, parameters))

    def read(self, nodes: list[ast.stmt], limit: int, loop: bool = False) -> None:
        """Read the body of a part."""
        scope = self.reader.scope
        self.branches += 1
        scope.enter(loop)
        self.body.read(nodes, limit)
        last: tuple[str, Any] | None = scope.last
        if last is not None:
            self.ends.append(last)
        for name, (before, after) in scope.leave().items():
            self.before.setdefault(name, before)
            self.defined.setdefault(name, []).append(after)

    def close(self, complete: bool) -> None:
        """Close the block, and say what its names stand for behind it."""
        reader = self.reader
        end = self.part(2, {}, self.header)
        if self.identifier in reader.heading.results:
            end.uuid = reader.ids.new("output")
        reader.last_end = end
        reader.last_results = []
        results = dict(self.ends)
        scope = reader.scope
        scope.last = None
        for name, after in self.defined.items():
            what = self._merge(self.before[name], after, complete)
            if name in results and type(what) is not Named:
                what = BlockResult(end, RESULT_NAMES[self.identifier], what)
                scope.last = (name, what)
                reader.last_results.append((name, what))
            scope.define(name, what)

    def _merge(self, before: Any, after: list[Any], complete: bool) -> Any:
        """What a name stands for that the block may have defined anew."""
        whole = complete and len(after) == self.branches
        candidates = after if whole or before is None else [before, *after]
        if len(candidates) == 1 or self.reader.exact:
            # In a transcript, outputs of one name have one id.
            return candidates[-1]
        if all(type(one) is Named for one in candidates):
            return candidates[-1]
        return Merged(candidates)


def read_header(body: Body, block: Block, action: Action, first: int, last: int) -> None:
    """Apply what stands behind the header of a part."""
    group = body.apply(action, first, last)
    if group is not None:
        block.group = group
        action.parameters["GroupingIdentifier"] = group


def header_end(node: ast.AST, nodes: list[ast.stmt]) -> int:
    line = int(getattr(node, "lineno", 1))
    return max(int(getattr(node, "end_lineno", None) or line), line)
