"""Tables of conditions as values: `Filter(rows..., all or any)`.

Rows of a filter are conditions on properties. A row in the form that the app writes today
is a comparison; any other row is a `Record(...)` of its keys.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from shortcuts_py.language.layout import Expression, Group
from shortcuts_py.language.plain import read_plain
from shortcuts_py.workflow.predicates import PredicateTable
from shortcuts_py.workflow.values import PlainDictionary

if TYPE_CHECKING:
    from shortcuts_py.language.printer import Printer
    from shortcuts_py.language.reader import Reader

__all__ = ["print_filter", "read_filter_call"]


def print_filter(printer: Printer, table: PredicateTable) -> Expression:
    """`Filter(row, row, any=True, bounded_date=...)`."""
    members: list[tuple[str, Expression]] = [("", printer.value(row)) for row in table.rows]
    if table.prefix == 0:
        members.append(("any=", "True"))
    elif table.prefix != 1:
        members.append(("prefix=", str(table.prefix)))
    if table.bounded_date is not False:
        members.append(("bounded_date=", repr(table.bounded_date)))
    return Group("Filter(", members)


def read_filter_call(reader: Reader, node: ast.Call) -> PredicateTable | None:
    """The inverse of `print_filter`."""
    table = PredicateTable([], 1, False)
    for one in node.args:
        row = reader.value(one)
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
            reader.error(value, "unknown-keyword", "Filter() takes rows, any= and bounded_date=")
    return table
