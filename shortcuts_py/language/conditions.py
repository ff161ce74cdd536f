"""Conditions of an If as Python expressions, and back.

One condition is a subject, a code (`WFCondition`) and operands under keys that go by the
operand's kind (`operands`). The tables below say how each code is spelt; printing and
reading both go by them. Parameters that an expression cannot say follow it in
`condition(<expression>, Key=value)`; a condition without any expression is
`condition(Key=value, ...)`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.keywords import print_keywords
from shortcuts_py.language.layout import Group, flat
from shortcuts_py.language.literals import print_scalar, print_string
from shortcuts_py.language.operands import (
    is_operand,
    print_number_or_date,
    print_operand,
    read_operand,
    read_text_operand,
    unwrap_number,
)
from shortcuts_py.language.operators import CODES, MEMBERSHIP, OPERATORS
from shortcuts_py.language.references import print_reference
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
    GREATER,
    IN_THE_LAST,
    IN_THE_NEXT,
    LEGACY,
    LESS,
    MIRRORED,
    NEGATED,
    NO_VALUE,
    NOT_EQUAL,
    NUMBER,
    OLD_CODES,
    ORDERED,
    TEXT,
    TODAY,
)
from shortcuts_py.workflow.predicates import PredicateTable
from shortcuts_py.workflow.quantities import Quantity
from shortcuts_py.workflow.values import ConditionSubject, PlainDictionary, TokenAttachment

if TYPE_CHECKING:
    from shortcuts_py.language.printer import Printer
    from shortcuts_py.language.reader import Reader

__all__ = ["print_condition", "read_condition"]

Parameters = dict[str, Any]

_METHODS: dict[int, str] = {BEGINS_WITH: "startswith", ENDS_WITH: "endswith"}
_DURATIONS: dict[int, str] = {IN_THE_NEXT: "is_in_the_next", IN_THE_LAST: "is_in_the_last"}
# For conditions of old files, whose code is the operator's name.
_OLD_METHODS: dict[int, str] = {
    LESS: "is_less_than",
    GREATER: "is_greater_than",
    EQUAL: "equals",
    CONTAINS: "contains",
}
_OLD: dict[str, str] = {name: _OLD_METHODS[code] for name, code in OLD_CODES.items()}
_OLD_ORDERED = [name for name, code in OLD_CODES.items() if code in ORDERED]

_CODES: dict[type[ast.cmpop], int] = {**CODES, ast.Is: NO_VALUE, ast.IsNot: ANY_VALUE}
# What these say where one side is None.
_WITH_NONE: dict[int, int] = {EQUAL: NO_VALUE, NOT_EQUAL: ANY_VALUE}
_METHOD_CODES: dict[str, int | str] = {
    **{word: code for code, word in _METHODS.items()},
    **{word: code for code, word in _DURATIONS.items()},
    **{word: code for code, word in _OLD.items()},
    "is_today": TODAY,
}


# -- printing ---------------------------------------------------------------------------


def print_condition(printer: Printer, parameters: Parameters) -> str:
    """The expression of the parameters that open an If."""
    table = parameters.get("WFConditions")
    if len(parameters) == 1 and type(table) is PredicateTable and table.bounded_date is False:
        rows = [_print_one(printer, row.entries) for row in table.rows]
        if len(rows) > 1 and table.prefix in (0, 1):
            return (" or ", " and ")[table.prefix].join(rows)
        if table.prefix in (0, 1):
            return f"{('any', 'all')[table.prefix]}([{', '.join(rows)}])"
    return _print_one(printer, parameters)


def _print_one(printer: Printer, parameters: Parameters) -> str:
    rest = dict(parameters)
    expression = _print_comparison(printer, rest)
    if expression is None:
        members: list[tuple[str, Any]] = []
        rest = dict(parameters)
    else:
        if rest.get(LEGACY) is True:
            del rest[LEGACY]
            expression = f"legacy({expression})"
        if not rest:
            return expression
        members = [("", expression)]
    members += print_keywords(printer, rest)
    # A text with line ends would break the header of the block.
    return flat(Group("condition(", members)).replace("\n", "\\n")


def _print_comparison(printer: Printer, rest: Parameters) -> str | None:
    """The comparison; takes the keys that it says out of `rest`."""
    subject = rest.get("WFInput")
    if subject is not None and type(subject) is not ConditionSubject:
        return None
    left = "_" if subject is None else print_reference(printer, subject.attachment)
    code = rest.get("WFCondition")
    text: str | None = None
    if type(code) is int:
        text = _print_code(printer, left, code, rest)
    elif type(code) is str and code in _OLD:
        text = _print_old(printer, left, code, rest)
    if text is not None:
        rest.pop("WFInput", None)
        del rest["WFCondition"]
    return text


def _print_code(printer: Printer, left: str, code: int, rest: Parameters) -> str | None:
    if code == ANY_VALUE:
        return left
    if code == NO_VALUE:
        return f"not {left}"
    if code == TODAY:
        return f"{left}.is_today()"
    if code in OPERATORS:
        return f"{left} {OPERATORS[code]} {print_operand(printer, code, rest)}"
    if code in MEMBERSHIP:
        right = print_operand(printer, code, rest, (TEXT,))
        return f"{right} {MEMBERSHIP[code]} {left}"
    if code in _METHODS:
        right = print_operand(printer, code, rest, (TEXT,))
        return f"{left}.{_METHODS[code]}({'' if right == '...' else right})"
    if code in _DURATIONS:
        if type(rest.get(DURATION)) is not Quantity:
            return f"{left}.{_DURATIONS[code]}()"
        return f"{left}.{_DURATIONS[code]}({flat(printer.value(rest.pop(DURATION)))})"
    if code == BETWEEN:
        return _print_between(printer, left, rest)
    return None


def _print_between(printer: Printer, left: str, rest: Parameters) -> str | None:
    for first in (DATE, NUMBER):
        second = BOUNDS[first]
        if first in rest and second in rest:
            low = print_number_or_date(printer, first, rest[first], ordered=True)
            high = print_number_or_date(printer, first, rest[second], ordered=True)
            if low is not None and high is not None:
                del rest[first], rest[second]
                return f"{low} <= {left} <= {high}"
    return None


def _print_old(printer: Printer, left: str, code: str, rest: Parameters) -> str | None:
    if code not in _OLD_ORDERED:
        right = print_operand(printer, CONTAINS, rest, (TEXT,))
    else:
        value = rest.get(NUMBER)
        if type(value) in (int, float):
            right = print_scalar(value) or "..."
        elif type(value) is str:
            right = f"Number({print_string(value, False)})"
        elif type(value) is TokenAttachment:
            right = print_reference(printer, value.attachment)
        elif value is None:
            right = "..."
        else:
            return None
        rest.pop(NUMBER, None)
    return f"{left}.{_OLD[code]}({'' if right == '...' else right})"


# -- reading ----------------------------------------------------------------------------


def read_condition(reader: Reader, node: ast.expr) -> Parameters:
    """The parameters that open an If with this test; empty after an error."""
    if type(node) is ast.UnaryOp and type(node.op) is ast.Not:
        operand = node.operand
        if type(operand) is ast.BoolOp:
            return read_condition(reader, _push_not(operand))
        return _negate(reader, operand)
    if type(node) is ast.BoolOp:
        return _read_table(reader, node.values, int(type(node.op) is ast.And))
    if type(node) is ast.Call and type(node.func) is ast.Name:
        name = node.func.id
        if name in ("all", "any") and len(node.args) == 1 and type(node.args[0]) is ast.List:
            return _read_table(reader, node.args[0].elts, int(name == "all"))
        if name == "legacy" and len(node.args) == 1:
            return {**read_condition(reader, node.args[0]), LEGACY: True}
        if name in ("condition", "otherwise_if"):
            return _read_call(reader, node)
    return _read_comparison(reader, node)


def _read_call(reader: Reader, node: ast.Call) -> Parameters:
    parameters = read_condition(reader, node.args[0]) if node.args else {}
    parameters.update(reader.keywords(node.keywords))
    return parameters


def _read_table(reader: Reader, nodes: list[ast.expr], prefix: int) -> Parameters:
    rows = []
    for one in nodes:
        nested = type(one) is ast.BoolOp
        parameters = _read_group(reader, one) if nested else read_condition(reader, one)
        if "WFConditions" in parameters:
            parameters = _read_group(reader, one, parameters)
        rows.append(PlainDictionary(parameters))
    return {"WFConditions": PredicateTable(rows, prefix, False)}


def _read_group(reader: Reader, node: ast.expr, parameters: Parameters | None = None) -> Parameters:
    """A group within a group: a table has one combinator, so an If of its own decides it."""
    result = reader.decide(node, parameters)
    return {"WFInput": ConditionSubject(result), "WFCondition": EQUAL, NUMBER: "1"}


def _push_not(node: ast.BoolOp) -> ast.expr:
    """`not (a and b)` as `not a or not b`."""
    values: list[ast.expr] = [
        ast.copy_location(ast.UnaryOp(ast.Not(), one), one) for one in node.values
    ]
    operator: ast.boolop = ast.Or() if type(node.op) is ast.And else ast.And()
    return ast.copy_location(ast.BoolOp(operator, values), node)


def _negate(reader: Reader, node: ast.expr) -> Parameters:
    parameters = read_condition(reader, node)
    code = parameters.get("WFCondition")
    if type(code) is int and code in NEGATED:
        parameters["WFCondition"] = NEGATED[code]
        return parameters
    if parameters:
        result = reader.decide(node, parameters)
        return {"WFInput": ConditionSubject(result), "WFCondition": NOT_EQUAL, NUMBER: "1"}
    return parameters


def _subject(reader: Reader, node: ast.expr) -> Parameters | None:
    if type(node) is ast.Name and node.id == "_" and not reader.is_bound("_"):
        return {}
    attachment = reader.reference(node)
    return None if attachment is None else {"WFInput": ConditionSubject(attachment)}


def _read_comparison(reader: Reader, node: ast.expr) -> Parameters:
    if type(node) is ast.Compare:
        if len(node.ops) == 2:
            return _read_chain(reader, node)
        if len(node.ops) == 1:
            return _read_pair(reader, node)
        reader.error(node, "bad-condition", "a chain compares with two bounds: a <= x <= b")
        return {}
    if type(node) is ast.Call and type(node.func) is ast.Attribute:
        code = _METHOD_CODES.get(node.func.attr)
        if code is not None and not node.keywords and len(node.args) <= 1:
            return _read_method(reader, node, node.func.value, code)
    if type(node) is ast.Constant:
        reader.error(node, "bad-condition", "a constant decides nothing: compare a value")
        return {}
    subject = _subject(reader, node)
    return {} if subject is None else {**subject, "WFCondition": ANY_VALUE}


def _read_method(reader: Reader, node: ast.Call, left: ast.expr, code: int | str) -> Parameters:
    subject = _subject(reader, left)
    if subject is None:
        return {}
    parameters = {**subject, "WFCondition": code}
    if not node.args:
        return parameters
    argument = node.args[0]
    if code in _DURATIONS:
        parameters[DURATION] = reader.value(argument)
    elif code in _OLD_ORDERED:
        parameters[NUMBER] = reader.value(unwrap_number(argument))
    else:
        parameters[TEXT] = read_text_operand(reader, argument)
    return parameters


def _read_chain(reader: Reader, node: ast.Compare) -> Parameters:
    low, middle, high = node.left, reader.once(node.comparators[0]), node.comparators[1]
    if not all(type(one) is ast.LtE for one in node.ops):
        pairs = [
            ast.copy_location(ast.Compare(low, [node.ops[0]], [middle]), node),
            ast.copy_location(ast.Compare(middle, [node.ops[1]], [high]), node),
        ]
        return _read_table(reader, list(pairs), 1)
    subject = _subject(reader, middle)
    if subject is None:
        return {}
    first, one = read_operand(reader, low, LESS, subject)
    _, other = read_operand(reader, high, LESS, subject)
    second = BOUNDS.get(first, BOUNDS[NUMBER])
    return {**subject, "WFCondition": BETWEEN, first: one, second: other}


def _read_pair(reader: Reader, node: ast.Compare) -> Parameters:
    left, right = node.left, node.comparators[0]
    code = _CODES[type(node.ops[0])]
    if code in MEMBERSHIP:
        left, right = right, left
    elif is_operand(left) and not is_operand(right):
        left, right = right, left
        code = MIRRORED.get(code, code)
    none = type(right) is ast.Constant and right.value is None
    if code in (ANY_VALUE, NO_VALUE) or (none and code in _WITH_NONE):
        if not none:
            reader.error(node, "bad-condition", "`is` compares with None only: use ==")
            return {}
        code = _WITH_NONE.get(code, code)
        subject = _subject(reader, left)
        return {} if subject is None else {**subject, "WFCondition": code}
    if is_operand(left):
        reader.error(node, "bad-condition", "one side of a comparison has to be a value")
        return {}
    subject = _subject(reader, left)
    if subject is None:
        return {}
    parameters = {**subject, "WFCondition": code}
    if type(right) is ast.Constant and right.value is ...:
        return parameters
    if code in MEMBERSHIP:
        parameters[TEXT] = read_text_operand(reader, right)
    else:
        key, value = read_operand(reader, right, code, subject, left)
        parameters[key] = value
    return parameters
