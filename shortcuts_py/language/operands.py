"""What a condition of an If compares with: the operand's key goes by its kind.

A text between quotes is `WFConditionalActionString`, a number `WFNumberValue`. `Number(...)`,
`Date(...)` and `Enumeration(...)` say another key of a text or a reference, `Plain(...)` that
a number is no text in the file. `...` stands where an operand is missing.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.layout import flat
from shortcuts_py.language.literals import canonical_number, print_scalar, print_string
from shortcuts_py.language.references import print_reference
from shortcuts_py.language.text import (
    has_usual_ranges,
    is_text,
    print_parts,
    read_token_string,
)
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
    from shortcuts_py.language.printer import Printer
    from shortcuts_py.language.reader import Reader

__all__ = [
    "is_operand",
    "print_number_or_date",
    "print_operand",
    "read_operand",
    "read_text_operand",
    "unwrap_number",
]

# Words that make an operand something else than a text or a number.
_WORDS = {"Date": DATE, "Enumeration": ENUMERATION}
_KEYS = {key: word for word, key in _WORDS.items()}


# -- printing ---------------------------------------------------------------------------


def print_operand(
    printer: Printer,
    code: int,
    rest: dict[str, Any],
    keys: tuple[str, ...] = (TEXT, NUMBER, DATE, MEASUREMENT, ENUMERATION),
) -> str:
    """The first operand that `code` takes and that has a spelling; `...` for none."""
    for key in keys:
        value = rest.get(key)
        if value is None or (key == TEXT and code in ORDERED):
            continue
        if key == TEXT:
            printed = _print_text(printer, value)
        elif key == MEASUREMENT:
            printed = flat(printer.value(value)) if type(value) is Quantity else None
        else:
            printed = print_number_or_date(printer, key, value, ordered=code in ORDERED)
        if printed is not None:
            del rest[key]
            return printed
    return "..."


def _print_text(printer: Printer, value: Any) -> str | None:
    if type(value) is str:
        return print_string(value, multiline=False)
    if type(value) is TokenString and has_usual_ranges(printer, value):
        return print_parts(printer, value.parts, multiline=False)
    return None


def print_number_or_date(printer: Printer, key: str, value: Any, ordered: bool) -> str | None:
    """A number, a date or a case under its key; None where it has no spelling."""
    word = _KEYS.get(key)
    if type(value) is TokenAttachment:
        reference = print_reference(printer, value.attachment)
        if key == NUMBER and ordered:
            return reference
        return f"{word or 'Number'}({reference})"
    if type(value) is str:
        if key == NUMBER:
            return canonical_number(value) or f"Number({print_string(value, False)})"
        return f"{word}({print_string(value, False)})"
    if key == NUMBER and type(value) in (int, float, bool):
        text = print_scalar(value)
        return None if text is None else f"Plain({text})"
    if key == DATE and type(value) is TokenString:
        text = _print_text(printer, value)
        return None if text is None else f"Date({text})"
    return None


# -- reading ----------------------------------------------------------------------------


def is_operand(node: ast.expr) -> bool:
    """Whether an expression can only be an operand: a literal, a text, a word's value."""
    if type(node) is ast.Constant or type(node) is ast.UnaryOp or is_text(node):
        return True
    return (
        type(node) is ast.Call
        and type(node.func) is ast.Name
        and node.func.id in ("Number", "Plain", "Quantity", "Date", "Enumeration", "Text")
    )


def unwrap_number(node: ast.expr) -> ast.expr:
    """What stands in `Number(...)`; any other expression as it is."""
    if type(node) is ast.Call and type(node.func) is ast.Name and node.func.id == "Number":
        return node.args[0] if len(node.args) == 1 else node
    return node


def read_text_operand(reader: Reader, node: ast.expr) -> Any:
    """A text, or a reference as text; None after an error."""
    if type(node) is ast.Constant and type(node.value) is str:
        return node.value
    if is_text(node) or type(node) is ast.Constant:
        return read_token_string(reader, node)
    attachment = reader.reference(node)
    return None if attachment is None else TokenString([attachment], True)


def read_operand(
    reader: Reader, node: ast.expr, code: int, subject: dict[str, Any], left: ast.expr | None = None
) -> tuple[str, Any]:
    """Key and value of what a subject is compared with."""
    if type(node) is ast.Constant:
        if type(node.value) is str:
            return TEXT, node.value
        if type(node.value) in (int, float):
            return NUMBER, repr(node.value)
        if type(node.value) is bool:
            return NUMBER, "1" if node.value else "0"
    if type(node) is ast.UnaryOp:
        value = reader.value(node)
        return NUMBER, repr(value) if type(value) in (int, float) else value
    if is_text(node):
        return TEXT, read_text_operand(reader, node)
    if type(node) is ast.Call and type(node.func) is ast.Name and len(node.args) == 1:
        word = node.func.id
        if word in ("Number", "Plain"):
            return NUMBER, reader.value(node.args[0])
        if word in _WORDS:
            return _WORDS[word], reader.value(node.args[0])
    if type(node) is ast.Call and type(node.func) is ast.Name and node.func.id == "Quantity":
        return MEASUREMENT, reader.value(node)
    attachment = reader.reference(node)
    if attachment is None:
        return TEXT, None
    if code in ORDERED or reader.is_number(node) or (left is not None and reader.is_number(left)):
        return NUMBER, TokenAttachment(attachment)
    return TEXT, TokenString([attachment], True)
