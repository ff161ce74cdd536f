"""Expressions in the slots of an action that hand-written code stands for."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.text import is_text
from shortcuts_py.workflow.text import TokenString
from shortcuts_py.workflow.values import TokenAttachment

if TYPE_CHECKING:
    from shortcuts_py.language.reader import Reader

__all__ = ["read_input", "read_text_slot"]


def read_text_slot(reader: Reader, node: ast.expr) -> Any:
    """An expression in a text field."""
    if type(node) is ast.Constant and type(node.value) is str:
        return node.value
    if is_text(node):
        return reader.value(node)
    attachment = reader.reference(node)
    return None if attachment is None else TokenString([attachment], True)


def read_input(reader: Reader, node: ast.expr) -> Any:
    """An expression in a slot for a variable; None after an error."""
    attachment = reader.reference(node)
    return None if attachment is None else TokenAttachment(attachment)
