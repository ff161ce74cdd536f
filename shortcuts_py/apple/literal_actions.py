"""Actions that a literal alone stands for: Text, List, Dictionary, Nothing, Number."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.apple.dictionaries import (
    print_dictionary,
    print_items,
    read_dictionary,
    read_items,
)
from shortcuts_py.apple.text import is_text, print_parts, read_token
from shortcuts_py.apple.values import number_of
from shortcuts_py.language.layout import Expression
from shortcuts_py.language.literals import print_scalar, print_string
from shortcuts_py.workflow.actions import Action
from shortcuts_py.workflow.dictionary import DictionaryField
from shortcuts_py.workflow.identifiers import DICTIONARY, LIST, NOTHING, NUMBER, TEXT
from shortcuts_py.workflow.text import TokenString

if TYPE_CHECKING:
    from shortcuts_py.apple.printing import Printer
    from shortcuts_py.apple.session import Reader

__all__ = ["literal_action", "print_literal", "run_literal"]


def print_literal(printer: Printer, action: Action) -> Expression | None:
    """The literal that stands for exactly this action; None where there is none."""
    parameters = action.parameters
    if action.identifier == NOTHING:
        return None if parameters else "None"
    if len(parameters) != 1:
        return None
    [(key, value)] = parameters.items()
    if (action.identifier, key) == (TEXT, "WFTextActionText"):
        if type(value) is str:
            return print_string(value)
        if type(value) is TokenString:
            return print_parts(printer, value.parts)
    elif (action.identifier, key) == (LIST, "WFItems") and type(value) is list and value:
        return print_items(printer, value)
    elif (action.identifier, key) == (DICTIONARY, "WFItems") and type(value) is DictionaryField:
        return None if value.wrapped else print_dictionary(printer, value)
    return None


def literal_action(reader: Reader, node: ast.expr) -> Action | None:
    """The action that a literal alone stands for; None where it is no such literal."""
    if is_text(node):
        plain = node.value if type(node) is ast.Constant else None
        value: Any = plain if type(plain) is str else read_token(reader, node)
        return Action(TEXT, {"WFTextActionText": value})
    if type(node) is ast.List:
        return Action(LIST, {"WFItems": read_items(reader, node)})
    if type(node) is ast.Dict:
        return Action(DICTIONARY, {"WFItems": read_dictionary(reader, node)})
    if type(node) is ast.Constant and node.value is None:
        return Action(NOTHING)
    number = number_of(node)
    if number is not None:
        return Action(NUMBER, {"WFNumberActionNumber": print_scalar(number) or str(number)})
    if type(node) is ast.Constant and type(node.value) is bool:
        return Action(NUMBER, {"WFNumberActionNumber": "1" if node.value else "0"})
    return None


def run_literal(reader: Reader, node: ast.expr) -> Any:
    """Add the action of a literal within an expression, and refer to its output."""
    action = literal_action(reader, node)
    if action is None:
        raise AssertionError("only literals are given here")
    reader.add(action)
    return reader.output_of(action)
