"""What a condition compares with: the operand's key goes by its kind.

A plain text and an f-string are text, a number is a number. A reference is a number where the
operator orders, or a side is known to be a number; a date where it is known to be one; else
text with one reference.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.apple.names import enumeration
from shortcuts_py.apple.quantities import print_quantity, read_measurement
from shortcuts_py.apple.references import is_reference, print_reference, read_reference
from shortcuts_py.apple.session import maker_date, maker_text
from shortcuts_py.apple.text import is_text, print_parts, read_token
from shortcuts_py.apple.values import number_of
from shortcuts_py.language.layout import flat
from shortcuts_py.language.literals import canonical_number, print_scalar, print_string
from shortcuts_py.workflow.conditions import (
    DATE,
    ENUMERATION,
    MEASUREMENT,
    NUMBER,
    ORDERED,
    TEXT,
)
from shortcuts_py.workflow.quantities import Quantity
from shortcuts_py.workflow.text import TokenString
from shortcuts_py.workflow.values import TokenAttachment

if TYPE_CHECKING:
    from shortcuts_py.apple.printing import Printer
    from shortcuts_py.apple.session import Reader

__all__ = ["print_date_or_number", "print_operand", "print_text", "read_operand", "read_text"]


# -- printing ---------------------------------------------------------------------------


def print_operand(
    printer: Printer, code: int, subject: Any, parameters: dict[str, Any]
) -> str | None:
    """The operand of a comparison; None where there is none that reads as it again."""
    ordered = code in ORDERED
    keys = (NUMBER, DATE, MEASUREMENT, TEXT)
    for key in keys[::-1] if maker_text(subject, printer.makers) else keys:
        value = parameters.get(key)
        if value is None or (key == TEXT and ordered):
            continue
        if key == TEXT:
            text = print_text(printer, value)
            if text is not None and text.isidentifier() and printer.number(subject):
                text = f'f"{{{text}}}"'
        elif key == MEASUREMENT:
            found = print_quantity(printer, value) if type(value) is Quantity else None
            text = None if found is None else flat(found)
        elif type(value) is TokenAttachment:
            kind = _kind(code, subject, value.attachment, printer)
            text = print_reference(printer, value.attachment) if kind == key else None
        else:
            text = print_date_or_number(printer, key, value)
        if text is not None:
            return text
    return None


def print_text(printer: Printer, value: Any) -> str | None:
    """A text operand."""
    if type(value) is str:
        return print_string(value, False)
    if type(value) is not TokenString:
        return None
    if len(value.parts) == 1 and type(value.parts[0]) is not str:
        reference = value.parts[0]
        if printer.number(reference) or maker_date(reference, printer.makers):
            return print_parts(printer, value.parts, False)
        return print_reference(printer, reference)
    return print_parts(printer, value.parts, False)


def print_date_or_number(printer: Printer, key: str, value: Any) -> str | None:
    """A number that is text, or a reference."""
    if type(value) is TokenAttachment:
        dated = maker_date(value.attachment, printer.makers)
        return print_reference(printer, value.attachment) if dated == (key == DATE) else None
    if key == NUMBER and type(value) is str:
        return canonical_number(value)
    return None


def _kind(code: int, subject: Any, operand: Any, state: Printer | Reader) -> str:
    if maker_date(operand, state.makers):
        return DATE
    if code not in ORDERED and maker_text(subject, state.makers):
        return TEXT
    if code in ORDERED or state.number(operand) or state.number(subject):
        return NUMBER
    return TEXT


# -- reading ----------------------------------------------------------------------------


def read_text(reader: Reader, node: ast.expr) -> Any:
    """A text operand; None after a problem."""
    if type(node) is ast.Constant and type(node.value) is str:
        return node.value
    number = number_of(node)
    if number is not None:
        return print_scalar(number)
    if is_text(node):
        return read_token(reader, node)
    if is_reference(node):
        attachment = read_reference(reader, node)
        return None if attachment is None else TokenString([attachment], True)
    _refuse(reader, node)
    return None


def _refuse(reader: Reader, node: ast.expr) -> None:
    from shortcuts_py.apple.refusals import refuse

    refuse(reader, node, "a value is compared with a text, a number or another value")


def read_operand(reader: Reader, node: ast.expr, code: int, subject: Any) -> tuple[str, Any] | None:
    """Key and value of what a subject is compared with; None after a problem."""
    if type(node) is ast.Constant and type(node.value) is bool:
        return NUMBER, "1" if node.value else "0"
    number = number_of(node)
    if number is not None:
        text = code not in ORDERED and maker_text(subject, reader.makers)
        return TEXT if text else NUMBER, print_scalar(number)
    if is_text(node):
        text = read_text(reader, node)
        numeric = type(text) is str and canonical_number(text) is not None
        # The kind of the subject decides which operand the app looks at.
        return NUMBER if numeric and (code in ORDERED or reader.number(subject)) else TEXT, text
    if type(node) is ast.Call and type(node.func) is ast.Name and node.func.id == "Measurement":
        return MEASUREMENT, read_measurement(reader, node)
    case = _case(node)
    if case is not None:
        return ENUMERATION, case
    if not is_reference(node):
        _refuse(reader, node)
        return None
    attachment = read_reference(reader, node)
    if attachment is None:
        return None
    key = _kind(code, subject, attachment, reader)
    if key == TEXT:
        return key, TokenString([attachment], True)
    return key, TokenAttachment(attachment)


def _case(node: ast.expr) -> str | None:
    """The id of `Enum.CASE`, where there is such an enumeration."""
    if type(node) is not ast.Attribute or type(node.value) is not ast.Name:
        return None
    for case in enumeration(node.value.id):
        if case.name == node.attr:
            return case.id
    return None
