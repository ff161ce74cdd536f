"""If, Repeat, Repeat with Each and Choose from Menu, read from statements."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.apple.conditions import read_condition
from shortcuts_py.apple.menus import read_menu
from shortcuts_py.apple.plan import is_elif
from shortcuts_py.apple.references import is_reference, read_reference
from shortcuts_py.apple.values import number_of
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow.actions import (
    BLOCK_IDENTIFIERS,
    Block,
    Branch,
    If,
    Repeat,
    RepeatEach,
)
from shortcuts_py.workflow.conditions import LEGACY
from shortcuts_py.workflow.values import TokenAttachment

if TYPE_CHECKING:
    from shortcuts_py.apple.session import Reader

__all__ = ["read_block"]


def read_block(reader: Reader, node: ast.stmt) -> None:
    """Add the block of an if, a for or a match, and bind its result."""
    said, reader.said = reader.said, {}
    limit = reader.limit
    group = _group(reader, said)
    block: Block | None
    if type(node) is ast.If:
        block = _read_if(reader, node, group)
    elif type(node) is ast.For:
        block = _read_for(reader, node, group)
    else:
        assert type(node) is ast.Match  # noqa: S101  the caller chose
        block = read_menu(reader, node, group, _body)
    reader.said, reader.limit = said, limit
    reader.line = node.lineno
    if block is None:
        return
    reader.add(block)  # type: ignore[arg-type]
    for part in (*block.branches, block.end):
        reader.lines.setdefault(id(part), node.lineno)
    custom = said.get("output_name")
    if type(custom) is str:
        block.end.output_name = custom
    name = said.get("result")
    if type(name) is not str or not name.isidentifier():
        name = reader.plan.results.get(id(node))
    if name is not None:
        reader.bind(name, reader.give(name, block.end, BLOCK_IDENTIFIERS[type(block)]))


def _group(reader: Reader, said: dict[str, Any]) -> str:
    """The id of the next block: announced, or new."""
    number = reader.blocks
    reader.blocks += 1
    if type(said.get("group")) is str:
        return str(said["group"])
    if number < len(reader.wording.groups) and type(reader.wording.groups[number]) is str:
        return str(reader.wording.groups[number])
    return reader.ids.new("group")


def _body(reader: Reader, statements: list[ast.stmt], end: int) -> list[Any]:
    from shortcuts_py.apple.statements import read_body

    return read_body(reader, statements, end)


# -- If ---------------------------------------------------------------------------------


def _read_if(reader: Reader, node: ast.If, group: str) -> If:
    limit = reader.limit
    tests: list[ast.If] = [node]
    while True:
        rest = tests[-1].orelse
        if len(rest) == 1 and type(rest[0]) is ast.If and is_elif(tests[-1], rest[0]):
            tests.append(rest[0])
        else:
            break
    # What a condition calls runs before the whole.
    branches = [Branch(read_condition(reader, one.test)) for one in tests]
    if reader.wording.legacy:
        for branch in branches:
            if "WFCondition" in branch.parameters:
                branch.parameters[LEGACY] = True
    bodies = [one.body for one in tests]
    if rest:
        branches.append(Branch())
        bodies.append(rest)
    for index, (branch, body) in enumerate(zip(branches, bodies, strict=True)):
        if index + 1 < len(tests):
            end = tests[index + 1].lineno
        elif index + 1 < len(bodies):
            end = _line_of_else(reader, body[-1], bodies[index + 1][0], node.col_offset)
        else:
            end = limit
        branch.body = _body(reader, body, end)
    return If(group, branches, Branch())


def _line_of_else(reader: Reader, last: ast.stmt, first: ast.stmt, column: int) -> int:
    """The line of the `else` between two statements, which the syntax tree does not have."""
    source = reader.source
    for line in range((last.end_lineno or last.lineno) + 1, first.lineno):
        if source.code.startswith("else", source.starts[line - 1] + column):
            return line
    return first.lineno


# -- loops ------------------------------------------------------------------------------


def _read_for(reader: Reader, node: ast.For, group: str) -> Block | None:
    if node.orelse:
        reader.error(node.orelse[0], "unsupported", "a repeat has no else")
    call = node.iter if type(node.iter) is ast.Call else None
    name = call.func.id if call is not None and type(call.func) is ast.Name else ""
    depth = reader.depth + 1
    suffix = "" if depth == 1 else f" {depth}"
    index, item = att.Variable(f"Repeat Index{suffix}"), att.Variable(f"Repeat Item{suffix}")
    parameters: dict[str, Any] = {}
    targets: list[tuple[ast.expr, att.Variable]]
    if call is not None and name == "range":
        count = _read_count(reader, call)
        if count is not None:
            parameters["WFRepeatCount"] = count
        targets = [(node.target, index)]
    else:
        subject = node.iter
        targets = [(node.target, item)]
        if call is not None and name == "enumerate":
            if len(call.args) != 1 or call.keywords:
                message = "enumerate(items) takes the list alone; it counts from 1"
                reader.error(call, "bad-loop", message)
                return None
            subject = call.args[0]
            pair = node.target.elts if type(node.target) is ast.Tuple else []
            if len(pair) != 2:
                message = "enumerate gives two names: for index, item in enumerate(items)"
                reader.error(node.target, "bad-loop", message)
                return None
            targets = [(pair[0], index), (pair[1], item)]
        value = _read_items(reader, subject)
        if value is not None:
            parameters["WFInput"] = value
    before = dict(reader.names)
    for target, variable in targets:
        if type(target) is not ast.Name:
            reader.error(target, "bad-loop", "a repeat gives its value to one name")
        else:
            reader.bind(target.id, variable)
    reader.depth = depth
    reader.items.append(name != "range")
    branch = Branch(parameters)
    branch.body = _body(reader, node.body, reader.limit)
    reader.items.pop()
    reader.depth = depth - 1
    for target, _ in targets:
        if type(target) is ast.Name:
            if target.id in before:
                reader.names[target.id] = before[target.id]
            else:
                reader.names.pop(target.id, None)
    kind = Repeat if name == "range" else RepeatEach
    return kind(group, [branch], Branch())


def _read_count(reader: Reader, node: ast.Call) -> Any:
    if len(node.args) != 1 or node.keywords:
        message = "range(n) takes how often to repeat, and nothing else"
        reader.error(node, "bad-loop", message)
        return None
    count = node.args[0]
    number = number_of(count)
    if number is not None:
        return number
    if is_reference(count):
        attachment = read_reference(reader, count)
        return None if attachment is None else TokenAttachment(attachment)
    from shortcuts_py.apple.refusals import refuse

    refuse(reader, count, "range(n) takes a whole number, or a value that is one")
    return None


def _read_items(reader: Reader, node: ast.expr) -> Any:
    if type(node) is ast.List:
        from shortcuts_py.apple.literal_actions import run_literal

        return TokenAttachment(run_literal(reader, node))
    if is_reference(node):
        attachment = read_reference(reader, node)
        return None if attachment is None else TokenAttachment(attachment)
    message = "a repeat goes over a list, enumerate(list) or range(number)"
    reader.error(node, "bad-loop", message)
    return None
