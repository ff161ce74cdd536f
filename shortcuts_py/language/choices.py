"""Conditions as values: an If whose result is one of two."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.conditions import read_condition
from shortcuts_py.language.scope import is_reference
from shortcuts_py.language.slots import read_input
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow.actions import Action, Branch, If
from shortcuts_py.workflow.attachments import Attachment
from shortcuts_py.workflow.identifiers import GET_VARIABLE

if TYPE_CHECKING:
    from shortcuts_py.language.reader import Reader

__all__ = ["decide", "evaluate_choice", "evaluate_either", "is_condition"]


def block_result(
    reader: Reader, parameters: dict[str, Any], then: ast.expr, otherwise: ast.expr
) -> att.Output:
    """An If whose result is the value of one of two expressions."""
    group = reader.ids.new("group")
    uuid = reader.ids.new("value")
    branches = []
    for index, one in enumerate((then, otherwise)):
        kept, reader.body = reader.body, []
        if not is_reference(one):
            reader.reference(one)
        else:
            # A reference becomes the branch's output by Get Variable.
            value = read_input(reader, one)
            reader.emit(Action(GET_VARIABLE, {"WFVariable": value}))
        branches.append(Branch(parameters if index == 0 else {}, reader.body))
        reader.body = kept
    reader.emit(If(group, branches, Branch(uuid=uuid)))
    return att.Output(uuid, reader.default_shown("is.workflow.actions.conditional"))


def evaluate_choice(reader: Reader, node: ast.IfExp) -> Attachment | None:
    parameters = read_condition(reader, node.test)
    return block_result(reader, parameters, node.body, node.orelse)


def is_condition(node: ast.expr) -> bool:
    """Whether an expression is true or false, rather than a value that is there or not."""
    if type(node) is ast.BoolOp:
        return is_condition(node.values[0])
    return type(node) is ast.Compare or (type(node) is ast.UnaryOp and type(node.op) is ast.Not)


def evaluate_either(reader: Reader, node: ast.BoolOp) -> Attachment | None:
    """`a or b` is a where a has any value, else b; `a and b` is b where a has any."""
    first = reader.once(node.values[0])
    rest = node.values[1:]
    other = rest[0] if len(rest) == 1 else ast.copy_location(ast.BoolOp(node.op, rest), node)
    then, otherwise = (first, other) if type(node.op) is ast.Or else (other, first)
    return block_result(reader, read_condition(reader, first), then, otherwise)


def decide(reader: Reader, node: ast.expr, parameters: dict[str, Any] | None = None) -> Attachment:
    """An If whose result is 1 where the condition holds, else 0.

    Args:
        reader: takes the actions.
        node: the condition.
        parameters: what it was read as already, so that its actions do not run twice.
    """
    one, zero = (ast.copy_location(ast.Constant(number), node) for number in (1, 0))
    if parameters is None:
        parameters = read_condition(reader, node)
    return block_result(reader, parameters, one, zero)
