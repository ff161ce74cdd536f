"""Python's operators, as Calculate, Round Number and Text."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.slots import read_input
from shortcuts_py.language.text import is_text, read_parts
from shortcuts_py.workflow.actions import Action
from shortcuts_py.workflow.attachments import Attachment
from shortcuts_py.workflow.identifiers import TEXT
from shortcuts_py.workflow.text import TokenString

if TYPE_CHECKING:
    from shortcuts_py.language.reader import Reader

__all__ = ["evaluate_operation"]

_MATH = "is.workflow.actions.math"


_OPERATIONS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "\N{MULTIPLICATION SIGN}",
    ast.Div: "\N{DIVISION SIGN}",
}
_SCIENTIFIC: dict[type[ast.operator], str] = {ast.Mod: "Modulus", ast.Pow: "x^y"}


def evaluate_operation(reader: Reader, node: ast.BinOp) -> Attachment | None:
    if type(node.op) is ast.Add and _joins_text(node):
        parts: list[Any] = []
        _text_parts(reader, node, parts)
        return reader.output_of(Action(TEXT, {"WFTextActionText": TokenString(parts, True)}))
    if _is_text_literal(node.left) or _is_text_literal(node.right):
        reader.error(node, "unsupported", "a text can be added to, and nothing else calculated")
        return None
    symbol = _OPERATIONS.get(type(node.op))
    scientific = _SCIENTIFIC.get(type(node.op))
    if symbol is None and scientific is None:
        if type(node.op) is ast.FloorDiv:
            return _floor_division(reader, node)
        reader.error(node, "unsupported", "shortcuts have + - * / // % ** only")
        return None
    parameters: dict[str, Any] = {"WFInput": _operand(reader, node.left)}
    if symbol is not None:
        parameters["WFMathOperation"] = symbol
        parameters["WFMathOperand"] = _operand(reader, node.right)
    else:
        parameters["WFMathOperation"] = "…"
        parameters["WFScientificMathOperation"] = scientific
        parameters["WFScientificMathOperand"] = _operand(reader, node.right)
    return reader.output_of(Action(_MATH, parameters))


def _is_text_literal(node: ast.expr) -> bool:
    return is_text(node) or (type(node) is ast.Constant and type(node.value) is str)


def _floor_division(reader: Reader, node: ast.BinOp) -> Attachment | None:
    quotient = ast.copy_location(ast.BinOp(node.left, ast.Div(), node.right), node)
    value = read_input(reader, quotient)
    parameters = {"WFInput": value, "WFRoundMode": "Always Round Down"}
    return reader.output_of(Action("is.workflow.actions.round", parameters))


def _operand(reader: Reader, node: ast.expr) -> Any:
    """A number of a calculation: its text, or a reference."""
    if type(node) is ast.Constant and type(node.value) in (int, float):
        return repr(node.value)
    if (
        type(node) is ast.UnaryOp
        and type(node.op) is ast.USub
        and type(node.operand) is ast.Constant
    ):
        return f"-{node.operand.value!r}"
    return read_input(reader, node)


def _joins_text(node: ast.expr) -> bool:
    if type(node) is ast.BinOp and type(node.op) is ast.Add:
        return _joins_text(node.left) or _joins_text(node.right)
    return is_text(node) or (type(node) is ast.Constant and type(node.value) is str)


def _text_parts(reader: Reader, node: ast.expr, parts: list[Any]) -> None:
    if type(node) is ast.BinOp and type(node.op) is ast.Add and _joins_text(node):
        _text_parts(reader, node.left, parts)
        _text_parts(reader, node.right, parts)
        return
    if is_text(node) or type(node) is ast.Constant:
        found = read_parts(reader, node)
    else:
        attachment = reader.reference(node)
        found = [] if attachment is None else [attachment]
    for part in found:
        if type(part) is str and parts and type(parts[-1]) is str:
            parts[-1] += part
        else:
            parts.append(part)
