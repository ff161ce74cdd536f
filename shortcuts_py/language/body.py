"""The statements of a body in their order: merging, separating, and results of blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shortcuts_py.language.block_parts import can_print, keyword_call, needs_result
from shortcuts_py.language.blocks import RESULTS, flat_parts, print_block
from shortcuts_py.language.calls import print_call
from shortcuts_py.language.layout import Expression, Group
from shortcuts_py.language.literals import print_string
from shortcuts_py.language.statements import (
    can_merge,
    comment_lines,
    is_chained,
    print_action,
    print_assignment,
    print_value_expression,
)
from shortcuts_py.workflow.actions import BLOCK_IDENTIFIERS, Action, Block, Node

if TYPE_CHECKING:
    from shortcuts_py.language.printer import Printer

__all__ = ["print_nodes"]


def print_nodes(printer: Printer, indent: int, nodes: list[Node]) -> None:
    """Print the nodes of a body."""
    pending = list(reversed(nodes))
    start = len(printer.lines)
    while pending:
        node = pending.pop()
        following: Any = pending[-1] if pending else None
        for question in printer.questions.get(id(node), ()):
            printer.statement(indent, "", question)
        if isinstance(node, Block):
            if not can_print(printer, node):
                pending += reversed(flat_parts(printer, node))
                continue
            print_block(printer, indent, node)
            if needs_result(printer, node) and _print_result(printer, indent, node, following):
                pending.pop()
            continue
        if type(node) is Action and can_merge(printer, node.uuid, following):
            literal = None
            if not is_chained(printer, node, following):
                literal = print_value_expression(printer, node)
            expression = print_call(printer, node) if literal is None else literal
            notes = printer.notes(node, node.identifier)
            if not printer.keep_ids:
                notes.pop("id", None)
            print_assignment(printer, indent, following, expression, notes)
            pending.pop()
            continue
        if len(printer.lines) > start and _is_comment(printer, node):
            # Two comments stay two, also when the line between them is deleted.
            printer.line(indent, "")
        print_action(printer, indent, node)


def _is_comment(printer: Printer, node: Any) -> bool:
    return comment_lines(node) is not None and id(node) not in printer.plain


def _print_result(printer: Printer, indent: int, block: Block, following: Any) -> bool:
    """The statement behind a block; says whether it took the following action with it."""
    end = block.end
    members: list[tuple[str, Expression]] = []
    if end.output_name is not None:
        members.append(("output_name=", print_string(end.output_name, False)))
    call = keyword_call(printer, RESULTS[type(block)], end.parameters)
    call = Group(call.opening, [*members, *call.members])
    identifier = BLOCK_IDENTIFIERS[type(block)]
    notes = printer.notes(end, identifier)
    if can_merge(printer, end.uuid, following):
        if not printer.keep_ids:
            notes.pop("id", None)
        print_assignment(printer, indent, following, call, notes)
        return True
    name = printer.assigned(end)
    printer.statement(indent, f"{name} = " if name else "", call, notes)
    return False
