"""What an If tests, both ways: an expression, and the parameters that open an If.

| `WFCondition` | in code | | in code |
|---|---|---|---|
| 0, 1, 2, 3 | `x < 5`, `<=`, `>`, `>=` | 100, 101 | `x`, `not x` |
| 4, 5 | `x == '''a'''`, `!=` | 1000 | `x <= get_future_time(3, '''days''')` |
| 8, 9 | `x.startswith('''a''')`, `.endswith` | 1001 | `x >= get_recent_time(3, '''days''')` |
| 99, 999 | `'''a''' in x`, `not in` | 1002 | `x.date() == datetime.datetime.now().date()` |
| none | `1 in x` | 1003 | `1 <= x <= 5` |

The operand's key goes by its kind: a text between quotes is `WFConditionalActionString`, a
number `WFNumberValue`, a reference `WFNumberValue` (`WFDate` beside a date), a quantity
`WFMeasurement`, a text beside the device `WFEnumeration`. A text between quotes is a number
with an order; with `==` where it is written as a number and the subject is not known to be
something else. Several conditions are joined by `and` or `or`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.operators import CODES, MEMBERSHIP, OPERATORS
from shortcuts_py.workbench.operands import print_number, print_operand, read_operand, read_string
from shortcuts_py.workbench.references import NOW, Naming, is_now, print_reference
from shortcuts_py.workbench.values import print_value, read_parameter
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow.conditions import (
    ANY_VALUE,
    BEGINS_WITH,
    BETWEEN,
    BOUNDS,
    CONTAINS,
    DATE,
    DURATION,
    ENDS_WITH,
    EQUAL,
    IN_THE_LAST,
    IN_THE_NEXT,
    MIRRORED,
    NEGATED,
    NO_VALUE,
    NOT_EQUAL,
    NUMBER,
    OLD_CODES,
    TEXT,
    TODAY,
)
from shortcuts_py.workflow.predicates import PredicateTable
from shortcuts_py.workflow.quantities import Quantity
from shortcuts_py.workflow.values import ConditionSubject, PlainDictionary, TokenAttachment

if TYPE_CHECKING:
    from shortcuts_py.workbench.reading import Reader

__all__ = ["equals", "print_condition", "read_condition"]

Parameters = dict[str, Any]

_METHODS: dict[int, str] = {BEGINS_WITH: "startswith", ENDS_WITH: "endswith"}
_TIMES: dict[int, tuple[str, str]] = {
    IN_THE_NEXT: ("<=", "get_future_time"),
    IN_THE_LAST: (">=", "get_recent_time"),
}
_CODES: dict[type[ast.cmpop], int] = {**CODES, ast.Is: EQUAL, ast.IsNot: NOT_EQUAL}
_TIME_CODES = {word: code for code, (_, word) in _TIMES.items()}
_METHOD_CODES = {word: code for code, word in _METHODS.items()}


# -- printing ---------------------------------------------------------------------------


def print_condition(naming: Naming, parameters: Parameters) -> str:
    """The expression that says as much of the parameters as the dialect can."""
    table = parameters.get("WFConditions")
    if type(table) is PredicateTable and table.rows:
        rows = [_print_one(naming, row.entries) for row in table.rows]
        if len(rows) == 1:
            return f"{('any', 'all')[table.prefix == 1]}([{rows[0]}])"
        return (" or ", " and ")[table.prefix == 1].join(rows)
    return _print_one(naming, parameters)


def _print_one(naming: Naming, parameters: Parameters) -> str:
    subject = parameters.get("WFInput")
    left = None
    if type(subject) is ConditionSubject:
        left = print_reference(naming, subject.attachment)
    left = left or "None"
    code = parameters.get("WFCondition")
    if type(code) is str:
        code = OLD_CODES.get(code)
    if type(code) is not int:
        return f"1 in {left}"
    if code == ANY_VALUE:
        return left
    if code == NO_VALUE:
        return f"not {left}"
    if code == TODAY:
        return f"{left}.date() == {NOW}.date()"
    if code in OPERATORS:
        return f"{left} {OPERATORS[code]} {print_operand(naming, code, parameters)}"
    if code in _METHODS:
        return f"{left}.{_METHODS[code]}({print_operand(naming, code, parameters)})"
    if code in MEMBERSHIP:
        return f"{print_operand(naming, code, parameters)} {MEMBERSHIP[code]} {left}"
    if code in _TIMES:
        operator, word = _TIMES[code]
        duration = parameters.get(DURATION)
        if type(duration) is Quantity:
            number, unit = (
                print_value(naming, duration.magnitude),
                print_value(naming, duration.unit),
            )
            return f"{left} {operator} {word}({number}, {unit})"
    if code == BETWEEN:
        for first, second in BOUNDS.items():
            if first in parameters and second in parameters:
                low = print_number(naming, parameters[first])
                return f"{low} <= {left} <= {print_number(naming, parameters[second])}"
    return f"1 in {left}"


# -- reading ----------------------------------------------------------------------------


def read_condition(reader: Reader, node: ast.expr) -> Parameters:
    """The parameters that open an If with this test."""
    kind = type(node)
    if kind is ast.BoolOp:
        return _read_table(reader, node.values, type(node.op) is ast.And)  # type: ignore[attr-defined]
    if kind is ast.UnaryOp and type(node.op) is ast.Not:  # type: ignore[attr-defined]
        inner = node.operand  # type: ignore[attr-defined]
        if type(inner) is ast.BoolOp:
            negated: list[ast.expr] = [ast.UnaryOp(ast.Not(), one) for one in inner.values]
            for one in negated:
                ast.copy_location(one, inner)
            return _read_table(reader, negated, type(inner.op) is ast.Or)
        return _negate(reader, node, read_condition(reader, inner))
    if kind is ast.Compare:
        return _read_comparison(reader, node)  # type: ignore[arg-type]
    if kind is ast.Call:
        found = _read_call(reader, node)  # type: ignore[arg-type]
        if found is not None:
            return found
    if kind is ast.Constant and node.value in (None, True, 1):  # type: ignore[attr-defined]
        return {"WFCondition": ANY_VALUE}
    subject = reader.subject(node)
    if subject is None:
        reader.lose(node, "condition")
        return {"WFCondition": ANY_VALUE}
    return {"WFInput": ConditionSubject(subject), "WFCondition": ANY_VALUE}


def _read_table(reader: Reader, nodes: list[ast.expr], every: bool) -> Parameters:
    rows = [read_condition(reader, one) for one in nodes]
    if any("WFConditions" in row for row in rows):
        flat: list[Parameters] = []
        for row, one in zip(rows, nodes, strict=True):
            inner = row.get("WFConditions")
            if type(inner) is not PredicateTable:
                flat.append(row)
                continue
            if inner.prefix != int(every):
                made = "all of them" if every else "any of them"
                reader.guess(one, "mixed-conditions", reader.shown(one), made, 0.4)
            flat += [dict(two.entries) for two in inner.rows]
        rows = flat
    table = PredicateTable([PlainDictionary(row) for row in rows], int(every), False)
    return {"WFConditions": table}


def _negate(reader: Reader, node: ast.expr, parameters: Parameters) -> Parameters:
    code = parameters.get("WFCondition")
    if code in NEGATED:
        parameters["WFCondition"] = NEGATED[code]
    else:
        reader.guess(node, "negation", reader.shown(node), "the condition without `not`", 0.1)
    return parameters


def _read_call(reader: Reader, node: ast.Call) -> Parameters | None:
    function = node.func
    if type(function) is ast.Name and function.id in ("any", "all") and len(node.args) == 1:
        members = node.args[0]
        if type(members) in (ast.List, ast.Tuple):
            return _read_table(reader, members.elts, function.id == "all")  # type: ignore[attr-defined]
    if type(function) is not ast.Attribute or function.attr not in _METHOD_CODES:
        return None
    subject = reader.subject(function.value)
    if subject is None or len(node.args) != 1:
        return None
    operand = read_string(reader, node.args[0])
    found = {"WFInput": ConditionSubject(subject), "WFCondition": _METHOD_CODES[function.attr]}
    return found if operand is None else {**found, TEXT: operand}


def _read_comparison(reader: Reader, node: ast.Compare) -> Parameters:
    code = _CODES[type(node.ops[0])]
    left, right = node.left, node.comparators[0]
    if len(node.ops) > 1:
        return _read_between(reader, node)
    if code in MEMBERSHIP:
        if type(right) in (ast.List, ast.Tuple, ast.Set) and not reader.exact:
            return _read_one_of(reader, node, code)
        return _read_contains(reader, node, code)
    if type(right) is ast.Constant and right.value is None and code in (EQUAL, NOT_EQUAL):
        code = NO_VALUE if code == EQUAL else ANY_VALUE
        subject = reader.subject(left)
        return {"WFCondition": code} | _input(reader, left, subject)
    today = _read_today(reader, left, right, code)
    if today is not None:
        return today
    swapped = type(left) in (ast.Constant, ast.JoinedStr) and type(right) not in (
        ast.Constant,
        ast.JoinedStr,
    )
    if swapped and not (type(left) is ast.Constant and left.value is None):
        left, right, code = right, left, MIRRORED[code]
    subject = reader.subject(left)
    found = _input(reader, left, subject)
    if type(right) is ast.Call and type(right.func) is ast.Name and right.func.id in _TIME_CODES:
        found["WFCondition"] = _TIME_CODES[right.func.id]
        if len(right.args) == 2:
            number, unit = (read_parameter(reader, one) for one in right.args)
            if type(number) is TokenAttachment:
                number = number.attachment
            found[DURATION] = Quantity(number, unit)
        return found
    found["WFCondition"] = code
    key, operand = read_operand(reader, right, code, subject)
    if operand is not None:
        found[key] = operand
    return found


def _input(reader: Reader, node: ast.expr, subject: att.Attachment | None) -> Parameters:
    if subject is not None:
        return {"WFInput": ConditionSubject(subject)}
    if not (type(node) is ast.Constant and node.value is None):
        reader.lose(node, "condition")
    return {}


def _read_contains(reader: Reader, node: ast.Compare, code: int) -> Parameters:
    left, right = node.left, node.comparators[0]
    subject = reader.subject(right)
    found = _input(reader, right, subject)
    if type(left) is ast.Constant and left.value == 1 and type(left.value) is int:
        if not reader.exact:
            reader.guess(node, "missing-condition", reader.shown(node), "has any value", 0.3)
        found["WFCondition"] = ANY_VALUE
        return found
    found["WFCondition"] = code
    operand = read_string(reader, left)
    if operand is not None:
        found[TEXT] = operand
    return found


def _read_today(reader: Reader, left: ast.expr, right: ast.expr, code: int) -> Parameters | None:
    for one, other in ((left, right), (right, left)):
        if (
            code == EQUAL
            and type(one) is ast.Call
            and type(one.func) is ast.Attribute
            and one.func.attr == "date"
            and is_now(one.func.value)
            and type(other) is ast.Call
            and type(other.func) is ast.Attribute
            and other.func.attr == "date"
        ):
            subject = reader.subject(other.func.value)
            return _input(reader, other.func.value, subject) | {"WFCondition": TODAY}
    return None


def _read_between(reader: Reader, node: ast.Compare) -> Parameters:
    operators = {type(one) for one in node.ops}
    low, middle = node.left, node.comparators[0]
    if len(node.ops) != 2 or not operators <= {ast.Lt, ast.LtE}:
        reader.lose(node, "condition")
        return {"WFCondition": ANY_VALUE}
    if ast.Lt in operators:
        # "is between" takes its bounds in; two conditions say which is left out.
        return _read_table(reader, _one_by_one(node), True)
    subject = reader.subject(middle)
    found = _input(reader, middle, subject)
    found["WFCondition"] = BETWEEN
    for node_, names in (
        (low, (NUMBER, DATE)),
        (node.comparators[1], (BOUNDS[NUMBER], BOUNDS[DATE])),
    ):
        key, operand = read_operand(reader, node_, 0, subject)
        if operand is not None:
            found[names[key == DATE]] = operand
    return found


def _one_by_one(node: ast.Compare) -> list[ast.expr]:
    """`a < x <= b` as `x > a` and `x <= b`."""
    low, middle, high = node.left, *node.comparators
    mirrored = ast.Gt() if type(node.ops[0]) is ast.Lt else ast.GtE()
    return [
        ast.copy_location(ast.Compare(middle, [mirrored], [low]), node),
        ast.copy_location(ast.Compare(middle, [node.ops[1]], [high]), node),
    ]


def _read_one_of(reader: Reader, node: ast.Compare, code: int) -> Parameters:
    """`x in ["a", "b"]`: any of `x == "a"` and `x == "b"`."""
    members = node.comparators[0]
    subject = reader.subject(node.left)
    rows: list[Parameters] = []
    equal = EQUAL if code == CONTAINS else NOT_EQUAL
    for one in members.elts:  # type: ignore[attr-defined]  # a list, a tuple or a set
        rows.append(equals(reader, node.left, subject, one, equal))
    if not rows:
        reader.lose(node, "condition")
        return {"WFCondition": ANY_VALUE}
    if len(rows) == 1:
        return rows[0]
    made = "any of these" if equal == EQUAL else "none of these"
    reader.guess(node, "python", reader.shown(node), made, 0.9)
    table = PredicateTable([PlainDictionary(row) for row in rows], int(equal != EQUAL), False)
    return {"WFConditions": table}


def equals(
    reader: Reader,
    node: ast.expr,
    subject: att.Attachment | None,
    value: ast.expr,
    code: int = EQUAL,
) -> Parameters:
    """The condition that a value, which is read already, is another one.

    Args:
        reader: the reading.
        node: the expression of the value.
        subject: what it stands for.
        value: the expression of the other one.
        code: `EQUAL` or `NOT_EQUAL`.
    """
    found = _input(reader, node, subject)
    found["WFCondition"] = code
    key, operand = read_operand(reader, value, code, subject)
    if operand is not None:
        found[key] = operand
    return found
