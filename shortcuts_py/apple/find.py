"""Find actions: rows of filters, the order, and the limit.

    query=[reminder_filters.is_completed_equal_to(bool=False)], query_operator="Any", limit=5

The form of the rows comes from one source that could not compile them: it is read, and
printed with a mark. A sort order is `QUERY_SORT_ORDER.ASCENDING` or the words of the file.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

from shortcuts_py.apple.finding import LIMIT, LIMIT_ENABLED, OPERATOR, QUERY, SORT_ORDER
from shortcuts_py.apple.references import is_reference, print_reference, read_reference
from shortcuts_py.apple.snake import snake
from shortcuts_py.apple.text import is_text, print_parts, read_token
from shortcuts_py.apple.values import number_of
from shortcuts_py.language.layout import Expression, Group
from shortcuts_py.language.literals import print_scalar, print_string
from shortcuts_py.language.properties import property_name, property_word
from shortcuts_py.workflow.conditions import (
    ANY_VALUE,
    AT_LEAST,
    AT_MOST,
    BEGINS_WITH,
    BETWEEN,
    CONTAINS,
    CONTAINS_NOT,
    ENDS_WITH,
    EQUAL,
    GREATER,
    IN_THE_LAST,
    IN_THE_NEXT,
    LESS,
    NO_VALUE,
    NOT_EQUAL,
    TIME_UNITS,
    TODAY,
)
from shortcuts_py.workflow.predicates import PredicateTable
from shortcuts_py.workflow.states import StringState
from shortcuts_py.workflow.text import TokenString
from shortcuts_py.workflow.values import PlainDictionary, TokenAttachment

if TYPE_CHECKING:
    from shortcuts_py.apple.printing import Printer
    from shortcuts_py.apple.session import Reader

__all__ = ["finish_find", "print_query", "read_query"]

_OPERATORS = {
    LESS: "less_than",
    AT_MOST: "less_than_or_equal_to",
    GREATER: "greater_than",
    AT_LEAST: "greater_than_or_equal_to",
    EQUAL: "equal_to",
    NOT_EQUAL: "not_equal_to",
    BEGINS_WITH: "begins_with",
    ENDS_WITH: "ends_with",
    CONTAINS: "contains",
    ANY_VALUE: "has_any_value",
    NO_VALUE: "does_not_have_any_value",
    CONTAINS_NOT: "does_not_contain",
    IN_THE_NEXT: "in_the_next",
    IN_THE_LAST: "in_the_last",
    TODAY: "is_today",
    BETWEEN: "between",
}
# Longer endings first: `not_equal_to` ends like `equal_to`.
_ENDINGS = sorted(((word, code) for code, word in _OPERATORS.items()), key=lambda one: -len(one[0]))
_WORDS = {
    "string": "String",
    "number": "Number",
    "bool": "Bool",
    "date": "Date",
    "another_date": "AnotherDate",
    "enumeration": "Enumeration",
    "unit": "Unit",
}
_KEYS = {key: word for word, key in _WORDS.items()}
_ALIASES = {"str": "string", "int": "number", "float": "number", "enum": "enumeration"}
_UNITS = {word: unit for unit, word in TIME_UNITS.items()}
_ORDERS = (
    (re.compile("date|time$"), ("Oldest First", "Latest First")),
    (
        re.compile("size|count|number|duration|rating|width|height|length"),
        ("Smallest First", "Biggest First"),
    ),
    (re.compile(""), ("A to Z", "Z to A")),
)


# -- printing ---------------------------------------------------------------------------


def print_query(printer: Printer, identifier: str, table: PredicateTable) -> Expression | None:
    """The rows of a filter; None where one has no spelling."""
    entity = snake(identifier.rpartition(".")[2])
    entity = entity[:-1] if entity.endswith("s") else entity
    rows: list[tuple[str, Expression]] = []
    for row in table.rows:
        text = _print_row(printer, entity, row.entries)
        if text is None:
            return None
        rows.append(("", text))
    if rows:
        printer.unverified("the rows of a filter")
    return Group("[", rows, "]")


def _print_row(printer: Printer, entity: str, row: dict[str, Any]) -> Expression | None:
    name, code, values = row.get("Property"), row.get("Operator"), row.get("Values")
    if (
        set(row) != {"Operator", "Property", "Removable", "Values"}
        or row["Removable"] is not True
        or type(values) is not PlainDictionary
        or type(name) is not str
        or type(code) is not int
        or code not in _OPERATORS
    ):
        return None
    word = property_word(name)
    function = f"{word}_{_OPERATORS[code]}"
    if word is None or _split(function) != (name, code):
        return None
    members: list[tuple[str, Expression]] = []
    for key, value in values.entries.items():
        text = _print_operand(printer, key, value) if key in _KEYS else None
        if text is None:
            return None
        members.append((f"{_KEYS[key]}=", text))
    return Group(f"{entity}_filters.{function}(", members)


def _print_operand(printer: Printer, key: str, value: Any) -> str | None:
    kind = type(value)
    if key == "Enumeration":
        plain = kind is StringState and type(value.value) is str
        return print_string(value.value, False) if plain else None
    if key == "String":
        if kind is str:
            return print_string(value, False)
        if kind is not TokenString or all(type(part) is str for part in value.parts):
            return None
        return print_parts(printer, value.parts, False)
    if kind is TokenAttachment:
        return print_reference(printer, value.attachment)
    if kind is str:
        return print_string(value, False)
    return print_scalar(value) if kind in (bool, int, float) else None


# -- reading ----------------------------------------------------------------------------


def read_query(reader: Reader, node: ast.expr) -> Any:
    """The table of `query=[...]`; None after a problem."""
    nodes = node.elts if type(node) is ast.List else [node]
    rows = [_read_row(reader, one) for one in nodes]
    return PredicateTable([row for row in rows if row is not None], 1, False)


def _split(function: str) -> tuple[str, int] | None:
    """Property and operator of `due_date_is_today`."""
    for word, code in _ENDINGS:
        if function.endswith(f"_{word}"):
            return property_name(function[: -len(word) - 1].removesuffix("_is")), code
    return None


def _read_row(reader: Reader, node: ast.expr) -> PlainDictionary | None:
    function = node.func if type(node) is ast.Call else None
    found = _split(function.attr) if type(function) is ast.Attribute else None
    if found is None or type(node) is not ast.Call or node.args:
        reader.error(
            node,
            "bad-filter",
            "a row of a filter is a property and an operator of the items:"
            " file_filters.name_contains(string=...)",
        )
        return None
    name, code = found
    values: dict[str, Any] = {}
    for one in node.keywords:
        word = _ALIASES.get(one.arg or "", one.arg or "")
        if word not in _WORDS:
            reader.error(one, "bad-filter", f"a row takes {', '.join(_WORDS)}", tuple(_WORDS))
            continue
        value = _read_operand(reader, word, one.value)
        if value is not None:
            values[_WORDS[word]] = value
    return PlainDictionary(
        {
            "Operator": code,
            "Property": name,
            "Removable": True,
            "Values": PlainDictionary(values),
        }
    )


def _read_operand(reader: Reader, word: str, node: ast.expr) -> Any:
    number = number_of(node)
    if number is not None:
        return number
    if type(node) is ast.Constant and type(node.value) is bool:
        return node.value
    if is_text(node):
        plain = node.value if type(node) is ast.Constant else None
        text = plain if type(plain) is str else read_token(reader, node)
        if word == "unit" and type(plain) is str:
            return _UNITS.get(plain.lower().removesuffix("s"), plain)
        return StringState(text) if word == "enumeration" else text
    if word == "enumeration" and type(node) is ast.Attribute and node.attr.isupper():
        return StringState(property_name(node.attr.lower()))
    if is_reference(node):
        attachment = read_reference(reader, node)
        if attachment is None:
            return None
        return TokenString([attachment], True) if word == "string" else TokenAttachment(attachment)
    from shortcuts_py.apple.refusals import refuse

    refuse(reader, node, "this cannot stand in the row of a filter")
    return None


def finish_find(parameters: dict[str, Any]) -> None:
    """Settle what several keywords say together: the operator, the order, the limit."""
    operator = parameters.pop(OPERATOR, None)
    table = parameters.get(QUERY)
    if operator is not None and type(table) is PredicateTable:
        table.prefix = 0 if operator in ("Any", "ANY", 0, "0") else 1
    order = parameters.get(SORT_ORDER)
    if order in ("ASCENDING", "DESCENDING"):
        by = parameters.get("WFContentItemSortProperty")
        name = by.lower() if type(by) is str else ""
        words = next(words for pattern, words in _ORDERS if pattern.search(name))
        parameters[SORT_ORDER] = words[order == "DESCENDING"]
    if parameters.get(LIMIT) is not None:
        parameters.setdefault(LIMIT_ENABLED, True)
