"""Tables of conditions (`WFContentPredicateTableTemplate`): filters, and Ifs with several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from shortcuts_py.workflow.fields import Tree
from shortcuts_py.workflow.values import (
    PlainDictionary,
    Value,
    read_value,
    register,
    write_value,
)

__all__ = ["PredicateTable"]


@dataclass(slots=True, repr=False, eq=False)
class PredicateTable(Tree):
    """Rows that all, or any of which, have to hold.

    Attributes:
        rows: dictionaries; of a filter `{Property, Operator, Values, ...}`, of an If
            `{WFCondition, WFInput, <operand>}`.
        prefix: 1 where all rows have to hold, 0 where one is enough.
        bounded_date: `WFContentPredicateBoundedDate`, which Find Calendar Events needs true;
            absent in some old files.
    """

    rows: list[PlainDictionary]
    prefix: int
    bounded_date: bool | None = None
    type: Literal["WFContentPredicateTableTemplate"] = "WFContentPredicateTableTemplate"


_KEYS = {
    "WFActionParameterFilterTemplates",
    "WFActionParameterFilterPrefix",
    "WFContentPredicateBoundedDate",
}


def _read(value: Any) -> PredicateTable | None:
    if type(value) is not dict or not _KEYS.issuperset(value):
        return None
    rows = value.get("WFActionParameterFilterTemplates")
    prefix = value.get("WFActionParameterFilterPrefix")
    bounded = value.get("WFContentPredicateBoundedDate")
    if type(rows) is not list or type(prefix) is not int or type(bounded) not in (bool, type(None)):
        return None
    read: list[PlainDictionary] = []
    for row in rows:
        one: Value = read_value(row)
        if type(one) is not PlainDictionary:
            return None
        read.append(one)
    return PredicateTable(read, prefix, bounded)


def _write(node: PredicateTable) -> dict[str, Any]:
    value: dict[str, Any] = {
        "WFActionParameterFilterTemplates": [write_value(row) for row in node.rows],
        "WFActionParameterFilterPrefix": node.prefix,
    }
    if node.bounded_date is not None:
        value["WFContentPredicateBoundedDate"] = node.bounded_date
    return value


register("WFContentPredicateTableTemplate", PredicateTable, _read, _write)
