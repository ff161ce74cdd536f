"""Repeat and Repeat with Each as for statements, both ways."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.block_parts import (
    header_notes,
    keyword_call,
    make_branch,
    part_parameters,
    print_body,
    read_group,
    read_header_notes,
    read_id,
    read_part,
)
from shortcuts_py.language.layout import Expression, Group, flat
from shortcuts_py.language.naming import slug
from shortcuts_py.language.references import print_reference
from shortcuts_py.language.scope import IndexFromZero
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow.actions import Block, Branch, Repeat, RepeatEach
from shortcuts_py.workflow.values import TokenAttachment

if TYPE_CHECKING:
    from shortcuts_py.language.printer import Printer
    from shortcuts_py.language.reader import Reader

__all__ = ["print_each", "print_repeat", "read_for"]


# -- printing ---------------------------------------------------------------------------


def print_repeat(printer: Printer, indent: int, block: Any) -> None:
    """`for index in range(n):`."""
    parameters = part_parameters(block.branches[0])
    count = parameters.get("WFRepeatCount")
    if not parameters:
        call: Expression = "range(...)"
    elif len(parameters) == 1 and type(count) in (int, float, str, TokenAttachment):
        call = Group("range(", [("", printer.value(count))])
    else:
        call = keyword_call(printer, "repeat", parameters)
    index = printer.namespace.give("index")
    printer.statement(indent, f"for {index} in ", call, header_notes(printer, block), ":")
    _print_loop(printer, indent, block, index, None)


def print_each(printer: Printer, indent: int, block: Any) -> None:
    """`for item in items:`, with `enumerate` where the index is used."""
    parameters = part_parameters(block.branches[0])
    value = parameters.get("WFInput")
    base = "item"
    if not parameters:
        call: Expression = "_"
    elif len(parameters) == 1 and type(value) is TokenAttachment:
        call = print_reference(printer, value.attachment)
        if call.isidentifier() and len(call) > 3 and call.endswith("s") and slug(call) == call:
            base = call[:-1]
    else:
        call = keyword_call(printer, "repeat_with_each", parameters)
    used = printer.analysis.loops.get(id(block), set())
    item = printer.namespace.give(base)
    if "index" in used:
        index: str | None = printer.namespace.give("index")
        target = f"for {index}, {item} in "
        call = f"enumerate({flat(call)}, start=1)"
    else:
        index, target = None, f"for {item} in "
    printer.statement(indent, target, call, header_notes(printer, block), ":")
    _print_loop(printer, indent, block, index, item)


def _print_loop(
    printer: Printer, indent: int, block: Any, index: str | None, item: str | None
) -> None:
    printer.loops.append((block, index, item))
    print_body(printer, indent + 4, block.branches[0], {})
    printer.loops.pop()
    for name in (index, item):
        if name is not None:
            printer.namespace.release(name)


# -- reading ----------------------------------------------------------------------------


def read_for(reader: Reader, node: ast.For, until: int) -> Block | None:
    """Repeat (`range`) and Repeat with Each (everything else)."""
    if node.orelse:
        reader.error(node.orelse[0], "unsupported", "a loop has no else in a shortcut")
    notes = read_header_notes(reader, node.iter)
    group = read_group(reader, notes)
    from_zero = False
    uuid, end = read_id(reader, notes, "id"), Branch(uuid=read_id(reader, notes, "end"))
    targets = _targets(reader, node)
    call = node.iter
    name = call.func.id if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) else None
    kind: type[Any] = RepeatEach
    index: str | None = None
    item: str | None = targets[0]
    parameters: dict[str, Any] = {}
    if name in ("range", "repeat") and isinstance(call, ast.Call):
        kind, index, item = Repeat, targets[0], None
        if name == "range":
            parameters = _read_range(reader, call)
        else:
            parameters = reader.keywords(call.keywords)
    elif name == "enumerate" and isinstance(call, ast.Call):
        from_zero = not call.keywords and len(call.args) == 1
        index, item = (targets[0], targets[1]) if len(targets) == 2 else (targets[0], None)
        parameters = _read_enumerate(reader, call)
    elif name in ("repeat_with_each", "each") and isinstance(call, ast.Call):
        parameters = reader.keywords(call.keywords)
    else:
        parameters = _read_iterable(reader, call)
    if len(targets) > 2 or (len(targets) == 2 and name != "enumerate"):
        reader.error(node.target, "bad-loop", "two names go with enumerate(...) only")
    start = make_branch(parameters, uuid)
    reader.depth += 1
    suffix = "" if reader.depth == 1 else f" {reader.depth}"
    scope: dict[str, Any] = {}
    if index not in (None, "_"):
        scope[str(index)] = att.Variable(f"Repeat Index{suffix}")
    if item not in (None, "_"):
        scope[str(item)] = att.Variable(f"Repeat Item{suffix}")
    reader.scopes.append(scope)
    if from_zero and index in scope:
        scope[str(index)] = IndexFromZero(scope[str(index)].name)
    if kind is Repeat:
        reader.range_indexes.append(str(index))
    read_part(reader, start, node.body, until)
    if kind is Repeat:
        reader.range_indexes.pop()
    reader.scopes.pop()
    reader.depth -= 1
    return kind(group, [start], end)  # type: ignore[no-any-return]


def _targets(reader: Reader, node: ast.For) -> list[str]:
    target = node.target
    names = target.elts if isinstance(target, ast.Tuple) else [target]
    found = [one.id for one in names if isinstance(one, ast.Name)]
    if len(found) != len(names) or not found:
        reader.error(target, "bad-loop", "a loop's variables are plain names")
        return ["_", "_"][: max(1, len(names))]
    return found


def _read_range(reader: Reader, call: ast.Call) -> dict[str, Any]:
    arguments = call.args
    if len(arguments) == 1 and not call.keywords:
        argument = arguments[0]
        if isinstance(argument, ast.Constant) and argument.value is ...:
            return {}
        value = reader.value(argument)
        return {} if value is None else {"WFRepeatCount": value}
    first = arguments[0] if len(arguments) == 2 else None
    if isinstance(first, ast.Constant) and first.value == 0 and not call.keywords:
        value = reader.value(arguments[1])
        return {} if value is None else {"WFRepeatCount": value}
    if isinstance(first, ast.Constant) and first.value == 1:
        # range(1, n + 1) counts as the Repeat Index does.
        stop = arguments[1]
        if isinstance(stop, ast.Constant) and type(stop.value) is int:
            return {"WFRepeatCount": stop.value - 1}
        if (
            isinstance(stop, ast.BinOp)
            and isinstance(stop.op, ast.Add)
            and isinstance(stop.right, ast.Constant)
            and stop.right.value == 1
        ):
            return {"WFRepeatCount": reader.value(stop.left)}
    reader.error(call, "bad-loop", "range() takes the number of times: range(n)")
    return {}


def _read_enumerate(reader: Reader, call: ast.Call) -> dict[str, Any]:
    start = [one.value for one in call.keywords if one.arg == "start"] + call.args[1:]
    number = start[0].value if start and isinstance(start[0], ast.Constant) else 0
    if len(call.args) not in (1, 2) or number not in (0, 1) or len(start) > 1:
        reader.error(call, "bad-loop", "enumerate() takes one list: enumerate(xs, start=1)")
        return {}
    inner = call.args[0]
    if (
        isinstance(inner, ast.Call)
        and isinstance(inner.func, ast.Name)
        and inner.func.id == "repeat_with_each"
    ):
        return reader.keywords(inner.keywords)
    return _read_iterable(reader, inner)


def _read_iterable(reader: Reader, node: ast.expr) -> dict[str, Any]:
    if isinstance(node, ast.Name) and node.id == "_" and not reader.is_bound("_"):
        return {}
    attachment = reader.reference(node)
    return {} if attachment is None else {"WFInput": TokenAttachment(attachment)}
