"""Loops, read.

| in code | block |
|---|---|
| `for Repeat_Index in range(int(n)):` | Repeat; its index counts from 1 whatever Python says |
| `for Repeat_Index, Repeat_Item in enumerate(xs, start=1):`, `for x in xs:` | Repeat with Each |
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.workbench.block import Block, header_end, read_header
from shortcuts_py.workbench.references import read_picked
from shortcuts_py.workbench.scope import BlockResult, Definition, Merged
from shortcuts_py.workbench.values import read_parameter
from shortcuts_py.workflow.actions import (
    REPEAT_COUNT,
    REPEAT_EACH,
)
from shortcuts_py.workflow.values import TokenAttachment

if TYPE_CHECKING:
    from shortcuts_py.workbench.body import Body
    from shortcuts_py.workbench.reading import Reader

__all__ = ["read_for"]


def read_for(body: Body, node: ast.For, limit: int) -> None:
    """Read a loop."""
    reader = body.reader
    count, items = _loop_of(reader, node.iter)
    names = _targets(node.target)
    if names is None:
        reader.lose(node.target, "loop-name")
        names = []
    depth = reader.depth + 1
    suffix = "" if depth == 1 else f" {depth}"
    index, item = f"Repeat Index{suffix}", f"Repeat Item{suffix}"
    if count is not None:
        block = Block(body, REPEAT_COUNT, count, node)
        variables = dict.fromkeys(names[:1], index)
        _check_base(reader, node, names)
    else:
        block = Block(body, REPEAT_EACH, items, node)
        variables = (
            {names[0]: item} if len(names) == 1 else dict(zip(names, (index, item), strict=False))
        )
    read_header(body, block, block.open, node.lineno, header_end(node.iter, node.body))
    saved = {name: reader.loops.get(name) for name in variables}
    reader.loops.update(variables)
    reader.depth = depth
    _carry(reader, node)
    block.read(node.body, node.orelse[0].lineno if node.orelse else limit, loop=True)
    reader.depth = depth - 1
    for name, before in saved.items():
        if before is None:
            del reader.loops[name]
        else:
            reader.loops[name] = before
    block.close(False)
    if node.orelse:
        body.read(node.orelse, limit)


def _check_base(reader: Reader, node: ast.For, names: list[str]) -> None:
    """`range` counts from 0 in Python, and from 1 in the names of this dialect."""
    if names and not names[0].startswith("Repeat_Index") and not names[0].startswith("_"):
        reader.guess(node.target, "index-base", names[0], "Repeat Index, which counts from 1", 0.6)


def _carry(reader: Reader, node: ast.For) -> None:
    """Names that the loop gives new outputs to: a use in it may mean the round before."""
    if reader.exact:
        return
    scope = reader.scope
    for name in assigned_names(node.body):
        before = scope.now.get(name)
        if type(before) is Definition or type(before) is BlockResult:
            scope.now[name] = Merged([before])


def assigned_names(nodes: list[ast.stmt]) -> list[str]:
    """The names that statements assign to, in any depth."""
    found: dict[str, None] = {}
    stack = list(nodes)
    while stack:
        node = stack.pop()
        kind = type(node)
        if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if type(target) is ast.Name:
                found[target.id] = None
        elif kind is ast.If or kind is ast.For or kind is ast.While:
            stack += node.body  # type: ignore[attr-defined]
            stack += node.orelse  # type: ignore[attr-defined]
        elif kind is ast.Match:
            for case in node.cases:  # type: ignore[attr-defined]
                stack += case.body
    return list(found)


def _targets(node: ast.expr) -> list[str] | None:
    if type(node) is ast.Name:
        return [node.id]
    if type(node) is ast.Tuple and all(type(one) is ast.Name for one in node.elts):
        return [one.id for one in node.elts if type(one) is ast.Name][:2]
    return None


def _loop_of(reader: Reader, node: ast.expr) -> tuple[dict[str, Any] | None, dict[str, Any]]:
    """The parameters of a counting loop, or None and those of a loop over items."""
    if type(node) is ast.Call and type(node.func) is ast.Name and node.args:
        if node.func.id == "range":
            return _count_of(reader, node.args), {}
        if node.func.id == "enumerate":
            return None, _items_of(reader, node.args[0])
    return None, _items_of(reader, node)


def _count_of(reader: Reader, nodes: list[ast.expr]) -> dict[str, Any]:
    rounds = _rounds(nodes)
    node = nodes[-1] if len(nodes) < 3 else nodes[1]
    if rounds is not None:
        if len(nodes) > 2 or nodes[0].value != 1:  # type: ignore[attr-defined]
            reader.guess(node, "range", reader.shown(node), f"{rounds} rounds", 0.5)
        return {"WFRepeatCount": rounds}
    if len(nodes) > 1:
        reader.guess(node, "range", reader.shown(node), "the number of rounds", 0.4)
    if type(node) is ast.Call and type(node.func) is ast.Name and node.func.id == "int":
        if not node.args:
            return {}
        node = node.args[0]
    value = read_parameter(reader, node)
    if type(value) is str:
        value = int(value) if value.isascii() and value.isdigit() and len(value) < 15 else value
    return {} if value is None else {"WFRepeatCount": value}


def _rounds(nodes: list[ast.expr]) -> int | None:
    """How often a range of several plain numbers goes; None for any other."""
    numbers = [one.value for one in nodes if type(one) is ast.Constant and type(one.value) is int]
    if not 1 < len(nodes) == len(numbers) <= 3 or numbers[2:] == [0]:
        return None
    return len(range(*numbers)) if max(map(abs, numbers)) < 1 << 60 else None


def _items_of(reader: Reader, node: ast.expr) -> dict[str, Any]:
    if type(node) is ast.Constant and node.value in (None, 1):
        return {}
    reference = read_picked(reader, node)
    if reference is None:
        from shortcuts_py.workbench.simple import read_value_action

        action = read_value_action(reader, node)
        if action is None:
            reader.lose(node, "loop")
            return {}
        reader.guess(node, "nested-call", reader.shown(node), "an action of its own", 0.8)
        reader.add(action)
        reference = reader.output_of(action)
    return {"WFInput": TokenAttachment(reference)}
