"""What a condition compares with, both ways: the key of an operand goes by its kind.

A text between quotes is `WFConditionalActionString`, a number `WFNumberValue`, a reference
`WFNumberValue` (`WFDate` beside a date), a quantity `WFMeasurement`, a text beside the device
`WFEnumeration`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.literals import canonical_number
from shortcuts_py.workbench.literals import print_string
from shortcuts_py.workbench.references import Naming
from shortcuts_py.workbench.text import print_text, read_text
from shortcuts_py.workbench.values import print_value, read_parameter
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow.conditions import (
    DATE,
    ENUMERATION,
    MEASUREMENT,
    NUMBER,
    ORDERED,
    TEXT,
)
from shortcuts_py.workflow.text import TokenString
from shortcuts_py.workflow.values import TokenAttachment

if TYPE_CHECKING:
    from shortcuts_py.workbench.reading import Reader

__all__ = ["print_number", "print_operand", "read_operand", "read_string"]


def print_operand(naming: Naming, code: int, parameters: dict[str, Any]) -> str:
    text = parameters.get(TEXT)
    number = parameters.get(NUMBER)
    if code not in ORDERED and text is not None:
        if type(text) is TokenString:
            return print_text(naming, text.parts) or "1"
        return print_string(text) if type(text) is str else "1"
    others = (parameters.get(key) for key in (DATE, MEASUREMENT, ENUMERATION))
    for one in (number, *others):
        if one is not None:
            return print_number(naming, one)
    if type(text) is str:
        return print_string(text)
    return "1"


def print_number(naming: Naming, value: Any) -> str:
    if type(value) is str:
        return canonical_number(value) or print_string(value)
    if type(value) is float and value.is_integer() and abs(value) < 1e15:
        return repr(int(value))
    return print_value(naming, value)


def read_string(reader: Reader, node: ast.expr) -> Any:
    if type(node) is ast.Constant and type(node.value) in (int, float):
        return str(node.value)
    value = read_parameter(reader, node)
    if type(value) is TokenAttachment:
        return TokenString([value.attachment], True)
    return value if type(value) in (str, TokenString) else None


def read_operand(
    reader: Reader, node: ast.expr, code: int, subject: att.Attachment | None
) -> tuple[str, Any]:
    """The key of an operand, and its value."""
    kind = type(node)
    ordered = code in ORDERED
    if kind is ast.Constant:
        value = node.value  # type: ignore[attr-defined]
        if type(value) is bool:
            return NUMBER, "1" if value else "0"
        if type(value) in (int, float):
            return NUMBER, repr(value)
        if type(value) is str:
            parts = read_text(reader, node)
            if parts is not None and parts != [value] and value:
                return TEXT, reader.text(parts)
            if type(subject) is att.DeviceDetails and not ordered:
                return ENUMERATION, value
            if ordered or (canonical_number(value) and reader.takes_number(subject)):
                return NUMBER, value
            return TEXT, value
    if (kind is ast.Dict or kind is ast.List) and not reader.exact and not _is_quantity(node):
        text = reader.segment(node)
        reader.guess(node, "raw-value", text[:200], repr(text[:200]), 0.8)
        return TEXT, text
    if kind is ast.Dict:
        return MEASUREMENT, read_parameter(reader, node)
    value = read_parameter(reader, node)
    if type(value) is TokenString:
        if ordered and len(value.parts) == 1 and type(value.parts[0]) is not str:
            part: Any = value.parts[0]
            return NUMBER, TokenAttachment(part)
        return TEXT, value
    if type(value) is TokenAttachment:
        dated = reader.is_date(subject) or reader.is_date(value.attachment)
        return (DATE if dated else NUMBER), value
    if type(value) in (int, float):
        return NUMBER, repr(value)
    return TEXT, None


def _is_quantity(node: ast.expr) -> bool:
    """Whether a dictionary is a number and its unit."""
    return type(node) is ast.Dict and any(
        type(key) is ast.Constant and key.value == "Unit" for key in node.keys
    )
