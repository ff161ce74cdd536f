"""Filters of Find actions: conditions on the properties of the items, which are `its`.

`its.name == "a" and its.file_size > 5` is a table whose rows all have to hold, `or` one of
which any has. A row in the form that the app writes today is a comparison; keys of its
values that the comparison does not use follow it in `condition(<row>, Unit=4)`. Rows of
other forms are `Record(...)`, and a table that has any, or that is bounded by dates, is
`Filter(row, ..., any=..., bounded_date=...)`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.keywords import print_keywords
from shortcuts_py.language.layout import Expression, Group, flat
from shortcuts_py.language.literals import canonical_number, print_scalar, print_string
from shortcuts_py.language.nearest import nearest
from shortcuts_py.language.operators import CODES, MEMBERSHIP, OPERATORS
from shortcuts_py.language.plain import read_plain
from shortcuts_py.language.properties import METHODS, property_name, property_word
from shortcuts_py.language.references import print_reference
from shortcuts_py.language.text import is_text, print_parts, read_parts
from shortcuts_py.workflow.conditions import (
    ANY_VALUE,
    BEGINS_WITH,
    ENDS_WITH,
    IN_THE_LAST,
    IN_THE_NEXT,
    MIRRORED,
    NO_VALUE,
    TIME_UNITS,
    TODAY,
)
from shortcuts_py.workflow.predicates import PredicateTable
from shortcuts_py.workflow.states import StringState
from shortcuts_py.workflow.text import TokenString
from shortcuts_py.workflow.values import PlainDictionary, TokenAttachment

if TYPE_CHECKING:
    from shortcuts_py.language.printer import Printer
    from shortcuts_py.language.reader import Reader

__all__ = ["is_filter", "print_filter", "read_filter", "read_filter_call"]

SUBJECT = "its"

# Longer tables are a list of rows, one on a line.
_LONGEST = 60
_METHODS = {
    BEGINS_WITH: "startswith",
    ENDS_WITH: "endswith",
    IN_THE_NEXT: "is_in_the_next",
    IN_THE_LAST: "is_in_the_last",
}
_METHOD_CODES = {word: code for code, word in _METHODS.items()}
_RELATIVE = (IN_THE_NEXT, IN_THE_LAST)
_UNIT_NAMES = {unit: f"{word}s" for unit, word in TIME_UNITS.items()}
_UNITS = {name: unit for unit, name in _UNIT_NAMES.items()}


# -- printing ---------------------------------------------------------------------------


def print_filter(printer: Printer, table: PredicateTable) -> Expression:
    """The expression of a table."""
    rows = [_print_row(printer, row.entries) for row in table.rows]
    known = [row for row in rows if row is not None]
    if len(known) == len(rows) and table.bounded_date is False:
        if len(rows) == 1 and table.prefix == 1:
            return known[0]
        text = (" or ", " and ")[table.prefix & 1].join(known)
        if len(rows) > 1 and table.prefix in (0, 1) and len(text) <= _LONGEST:
            return text
    members: list[tuple[str, Expression]] = [
        ("", printer.value(row) if text is None else text)
        for row, text in zip(table.rows, rows, strict=True)
    ]
    if table.prefix == 0:
        members.append(("any=", "True"))
    elif table.prefix != 1:
        members.append(("prefix=", str(table.prefix)))
    if table.bounded_date is not False:
        members.append(("bounded_date=", repr(table.bounded_date)))
    return Group("Filter(", members)


def _print_row(printer: Printer, row: dict[str, Any]) -> str | None:
    values = row.get("Values")
    code, name = row.get("Operator"), row.get("Property")
    if (
        len(row) != 4
        or row.get("Removable") is not True
        or type(values) is not PlainDictionary
        or type(code) is not int
        or type(name) is not str
    ):
        return None
    word = property_word(name)
    left = f"{SUBJECT}.{word}" if word else f"{SUBJECT}.property({print_string(name, False)})"
    rest = dict(values.entries)
    text = _print_comparison(printer, left, code, rest)
    if text is None:
        return None
    if not rest:
        return text
    members: list[tuple[str, Expression]] = [("", text), *print_keywords(printer, rest)]
    return flat(Group("condition(", members)).replace("\n", "\\n")


def _print_comparison(printer: Printer, left: str, code: int, rest: dict[str, Any]) -> str | None:
    """The comparison; takes the values that it says out of `rest`."""
    if code == ANY_VALUE:
        return left
    if code == NO_VALUE:
        return f"not {left}"
    if code == TODAY:
        return f"{left}.is_today()"
    if code in _RELATIVE:
        number, unit = rest.get("Number"), rest.get("Unit")
        printed = _print_operand(printer, "Number", number)
        if printed is None or type(unit) is not int or unit not in _UNIT_NAMES:
            return f"{left}.{_METHODS[code]}()"
        del rest["Number"], rest["Unit"]
        return f'{left}.{_METHODS[code]}({printed}, "{_UNIT_NAMES[unit]}")'
    textual = code in MEMBERSHIP or code in _METHODS
    if not textual and code not in OPERATORS:
        return None
    right = "..."
    for key in ("String",) if textual else ("String", "Bool", "Enumeration", "Number", "Date"):
        found = _print_operand(printer, key, rest.get(key))
        if found is not None:
            right = found
            del rest[key]
            break
    if code in MEMBERSHIP:
        return f"{right} {MEMBERSHIP[code]} {left}"
    if textual:
        return f"{left}.{_METHODS[code]}({'' if right == '...' else right})"
    return f"{left} {OPERATORS[code]} {right}"


def _print_operand(printer: Printer, key: str, value: Any) -> str | None:
    kind = type(value)
    if key == "String":
        if kind is str:
            return print_string(value, False)
        if kind is TokenString and any(type(part) is not str for part in value.parts):
            return print_parts(printer, value.parts, False)
    elif key == "Bool":
        return repr(value) if kind is bool else None
    elif key == "Enumeration":
        if kind is StringState and type(value.value) is str:
            return f"Enumeration({print_string(value.value, False)})"
    elif key == "Number":
        if kind is str:
            return canonical_number(value) or f"Number({print_string(value, False)})"
        if kind in (int, float):
            text = print_scalar(value)
            return None if text is None else f"Plain({text})"
        if kind is TokenAttachment:
            return f"Number({print_reference(printer, value.attachment)})"
    elif key == "Date" and kind is TokenAttachment:
        return f"Date({print_reference(printer, value.attachment)})"
    return None


# -- reading ----------------------------------------------------------------------------


def is_filter(node: ast.expr) -> bool:
    """Whether an expression is a condition on `its` properties."""
    kind = type(node)
    if kind is ast.BoolOp:
        return is_filter(node.values[0])  # type: ignore[attr-defined]
    if kind is ast.Compare:
        return _is_subject(node.left) or any(map(_is_subject, node.comparators))  # type: ignore[attr-defined]
    if kind is ast.UnaryOp:
        return is_filter(node.operand)  # type: ignore[attr-defined]
    if kind is ast.Call:
        if _is_subject(node):
            return True
        function = node.func  # type: ignore[attr-defined]
        if type(function) is ast.Name and function.id == "condition":
            return bool(node.args) and is_filter(node.args[0])  # type: ignore[attr-defined]
        return type(function) is ast.Attribute and _is_subject(function.value)
    return _is_subject(node)


def _is_subject(node: ast.expr) -> bool:
    return _property(node) is not None


def _property(node: ast.expr) -> str | None:
    """The property of `its.name` or `its.property("Name")`."""
    if (
        type(node) is ast.Attribute
        and node.attr not in METHODS
        and type(node.value) is ast.Name
        and node.value.id == SUBJECT
    ):
        return property_name(node.attr)
    if (
        type(node) is ast.Call
        and type(node.func) is ast.Attribute
        and node.func.attr == "property"
        and type(node.func.value) is ast.Name
        and node.func.value.id == SUBJECT
        and len(node.args) == 1
        and type(node.args[0]) is ast.Constant
    ):
        return str(node.args[0].value)
    return None


def read_filter(reader: Reader, node: ast.expr) -> PredicateTable:
    """The table of an expression on `its` properties."""
    if type(node) is ast.BoolOp:
        rows = [_read_row(reader, one) for one in node.values]
        prefix = int(type(node.op) is ast.And)
    else:
        rows, prefix = [_read_row(reader, node)], 1
    return PredicateTable([row for row in rows if row is not None], prefix, False)


def _read_row(reader: Reader, node: ast.expr) -> PlainDictionary | None:
    extra: dict[str, Any] = {}
    if type(node) is ast.Call and type(node.func) is ast.Name and node.func.id == "condition":
        extra = reader.keywords(node.keywords)
        node = node.args[0]
    found = _read_comparison(reader, node)
    if found is None:
        reader.error(
            node, "bad-filter", 'a row of a filter is its.property compared: its.name == "a"'
        )
        return None
    name, code, values = found
    return PlainDictionary(
        {
            "Operator": code,
            "Property": name,
            "Removable": True,
            "Values": PlainDictionary({**values, **extra}),
        }
    )


def _read_comparison(reader: Reader, node: ast.expr) -> tuple[str, int, dict[str, Any]] | None:
    name = _property(node)
    if name is not None:
        return name, ANY_VALUE, {}
    if type(node) is ast.UnaryOp and type(node.op) is ast.Not:
        name = _property(node.operand)
        return None if name is None else (name, NO_VALUE, {})
    if type(node) is ast.Call and type(node.func) is ast.Attribute:
        name = _property(node.func.value)
        return None if name is None else _read_method(reader, node, name, node.func.attr)
    if type(node) is not ast.Compare or len(node.ops) != 1 or type(node.ops[0]) not in CODES:
        return None
    code = CODES[type(node.ops[0])]
    left, right = node.left, node.comparators[0]
    if code in MEMBERSHIP:
        left, right = right, left
    name = _property(left)
    if name is None:
        name, right = _property(right), left
        code = MIRRORED.get(code, code)
    if name is None:
        return None
    return name, code, _read_operand(reader, right)


def _read_method(
    reader: Reader, node: ast.Call, name: str, method: str
) -> tuple[str, int, dict[str, Any]] | None:
    if method == "is_today":
        return name, TODAY, {}
    if method not in _METHOD_CODES or len(node.args) > 2:
        return None
    code = _METHOD_CODES[method]
    if not node.args:
        return name, code, {}
    values = _read_operand(reader, node.args[0])
    if code in _RELATIVE:
        unit = read_plain(node.args[1]) if len(node.args) == 2 else "days"
        if type(unit) is not str or unit not in _UNITS:
            near = nearest(unit, _UNITS) if type(unit) is str else ()
            message = f"a unit is one of {', '.join(_UNITS)}"
            place = node.args[1] if len(node.args) == 2 else node
            reader.unknown_word(place, "bad-filter", message, near)
            return None
        values["Unit"] = _UNITS[unit]
    return name, code, values


def _read_operand(reader: Reader, node: ast.expr) -> dict[str, Any]:
    if type(node) is ast.Constant:
        value = node.value
        if value is ...:
            return {}
        if type(value) is str:
            return {"String": value}
        if type(value) is bool:
            return {"Bool": value}
        return {"Number": repr(value)}
    if type(node) is ast.UnaryOp:
        return {"Number": repr(reader.value(node))}
    if is_text(node):
        parts = read_parts(reader, node)
        return {"String": TokenString(parts, True)}
    if type(node) is ast.Call and type(node.func) is ast.Name and len(node.args) == 1:
        word, argument = node.func.id, node.args[0]
        if word == "Enumeration":
            return {"Enumeration": StringState(reader.value(argument))}
        if word in ("Number", "Plain"):
            return {"Number": reader.value(argument)}
        if word == "Date":
            return {"Date": reader.value(argument)}
    attachment = reader.reference(node)
    if attachment is None:
        return {}
    if reader.is_number(node):
        return {"Number": TokenAttachment(attachment)}
    # Variables in text values have to be token strings; bare attachments get lost.
    return {"String": TokenString([attachment], True)}


def read_filter_call(reader: Reader, node: ast.Call) -> PredicateTable | None:
    """The table of `Filter(row, ..., any=..., bounded_date=...)`."""
    table = PredicateTable([], 1, False)
    for one in node.args:
        row = _read_row(reader, one) if is_filter(one) else reader.value(one)
        if type(row) is PlainDictionary:
            table.rows.append(row)
        else:
            reader.error(one, "bad-filter", "a row of a filter is a comparison or a Record(...)")
    for argument in node.keywords:
        value = argument.value
        constant = value.value if isinstance(value, ast.Constant) else read_plain(value)
        if argument.arg == "any" and type(constant) is bool:
            table.prefix = 0 if constant else 1
        elif argument.arg == "prefix" and type(constant) is int:
            table.prefix = constant
        elif argument.arg == "bounded_date" and isinstance(constant, bool | None):
            table.bounded_date = constant
        else:
            near = nearest(argument.arg or "", ("any", "bounded_date"))
            message = "Filter() takes rows, any= and bounded_date="
            reader.unknown_word(argument, "unknown-keyword", message, near, argument.arg)
    return table
