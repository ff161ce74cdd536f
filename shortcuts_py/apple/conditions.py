"""Conditions of an If as expressions.

| code | in code |
|---|---|
| 0 to 5 | `x < v`, `x <= v`, `x > v`, `x >= v`, `x == v`, `x != v` |
| 99, 999 | `v in x`, `v not in x` |
| 100, 101 | `x is not None`, `x is None` |
| 8, 9, 1000 to 1003 | OS 27's spelling is not known; `begins_with(value=x, text=v)` is ours |

Several conditions with one combinator are a table; a table has one combinator only.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.apple.logic import plain_condition
from shortcuts_py.apple.operands import (
    print_date_or_number,
    print_operand,
    print_text,
    read_operand,
    read_text,
)
from shortcuts_py.apple.references import is_reference, print_reference, read_reference
from shortcuts_py.apple.values import number_of
from shortcuts_py.language.layout import flat
from shortcuts_py.language.operators import CODES, MEMBERSHIP, OPERATORS
from shortcuts_py.workflow import aggrandizements as agg
from shortcuts_py.workflow.conditions import (
    ANY_VALUE,
    BEGINS_WITH,
    BETWEEN,
    BOUNDS,
    DATE,
    DURATION,
    ENDS_WITH,
    EQUAL,
    IN_THE_LAST,
    IN_THE_NEXT,
    LESS,
    MIRRORED,
    NEGATED,
    NO_VALUE,
    NOT_EQUAL,
    NUMBER,
    ORDERED,
    TEXT,
    TODAY,
)
from shortcuts_py.workflow.predicates import PredicateTable
from shortcuts_py.workflow.quantities import Quantity
from shortcuts_py.workflow.values import ConditionSubject, PlainDictionary

if TYPE_CHECKING:
    from shortcuts_py.apple.printing import Printer
    from shortcuts_py.apple.session import Reader

__all__ = ["STAND_IN", "print_condition", "read_condition"]

Parameters = dict[str, Any]

# Where a condition has no spelling: any condition, and the announcement says the parameters.
STAND_IN = "input is not None"

_WITH_TEXT = {BEGINS_WITH: "begins_with", ENDS_WITH: "ends_with"}
_WITH_DURATION = {IN_THE_NEXT: "is_in_the_next", IN_THE_LAST: "is_in_the_last"}
_ON_TEXT = {*MEMBERSHIP, *_WITH_TEXT}
_CODES: dict[type[ast.cmpop], int] = {**CODES, ast.Is: NO_VALUE, ast.IsNot: ANY_VALUE}
_FUNCTIONS = {
    **{word: code for code, word in (_WITH_TEXT | _WITH_DURATION).items()},
    "is_today": TODAY,
    "is_between": BETWEEN,
}
# What Python calls the same.
_METHODS = {**_FUNCTIONS, "startswith": BEGINS_WITH, "endswith": ENDS_WITH}


# -- printing ---------------------------------------------------------------------------


def print_condition(printer: Printer, parameters: Parameters) -> str:
    """The expression of the parameters that open a branch; a stand-in where there is none."""
    table = parameters.get("WFConditions")
    if type(table) is PredicateTable and table.prefix in (0, 1) and len(table.rows) > 1:
        rows = [_print_one(printer, row.entries) for row in table.rows]
        if all(row is not None for row in rows):
            return (" or ", " and ")[table.prefix].join(row for row in rows if row is not None)
        return STAND_IN
    return _print_one(printer, parameters) or STAND_IN


def _print_one(printer: Printer, parameters: Parameters) -> str | None:
    subject, code = parameters.get("WFInput"), parameters.get("WFCondition")
    if type(subject) is not ConditionSubject or type(code) is not int:
        return None
    left = print_reference(printer, subject.attachment)
    if left is None:
        return None
    if code == ANY_VALUE:
        return f"{left} is not None"
    if code == NO_VALUE:
        return f"{left} is None"
    if code in _ON_TEXT and printer.number(subject.attachment):
        return None
    if code in OPERATORS:
        right = print_operand(printer, code, subject.attachment, parameters)
        return None if right is None else f"{left} {OPERATORS[code]} {right}"
    if code in MEMBERSHIP:
        right = print_text(printer, parameters.get(TEXT))
        return None if right is None else f"{right} {MEMBERSHIP[code]} {left}"
    text = _print_function(printer, code, left, parameters)
    if text is not None:
        printer.unverified("the condition " + text.partition("(")[0])
    return text


def _print_function(printer: Printer, code: int, left: str, parameters: Parameters) -> str | None:
    if code in _WITH_TEXT:
        right = print_text(printer, parameters.get(TEXT))
        return None if right is None else f"{_WITH_TEXT[code]}(value={left}, text={right})"
    if code in _WITH_DURATION:
        duration = parameters.get(DURATION)
        from shortcuts_py.apple.quantities import print_quantity

        found = print_quantity(printer, duration) if type(duration) is Quantity else None
        if found is None:
            return None
        return f"{_WITH_DURATION[code]}(value={left}, duration={flat(found)})"
    if code == TODAY:
        return f"is_today(value={left})"
    if code == BETWEEN:
        for first, second in BOUNDS.items():
            low = print_date_or_number(printer, first, parameters.get(first))
            high = print_date_or_number(printer, first, parameters.get(second))
            if low is not None and high is not None:
                return f"is_between(value={left}, low={low}, high={high})"
    return None


# -- reading ----------------------------------------------------------------------------


def read_condition(reader: Reader, node: ast.expr) -> Parameters:
    """The parameters that open a branch with this test; empty after a problem."""
    node = plain_condition(node)
    if type(node) is ast.BoolOp:
        prefix = int(type(node.op) is ast.And)
        rows: list[PlainDictionary] = []
        for one in node.values:
            if type(one) is ast.BoolOp:
                words = "`and` and `or`"
                message = f"one If has either {words}: put this part into an if within the if"
                reader.error(one, "mixed-conditions", message)
            else:
                rows.append(PlainDictionary(_read_one(reader, one)))
        return {"WFConditions": PredicateTable(rows, prefix, False)}
    return _read_one(reader, node)


def _read_one(reader: Reader, node: ast.expr) -> Parameters:
    if type(node) is ast.UnaryOp and type(node.op) is ast.Not:
        return _negated(reader, node)
    if type(node) is ast.Compare:
        if len(node.ops) == 1:
            return _read_pair(reader, node)
        return _read_chain(reader, node)
    if type(node) is ast.Call:
        found = _read_function(reader, node)
        if found is not None:
            return found
    if type(node) is ast.Constant:
        from shortcuts_py.apple.refusals import refuse

        if node.value is ...:
            refuse(reader, node, "")
        else:
            message = "a constant decides nothing: compare a value with something"
            reader.error(node, "bad-condition", message)
        return {}
    subject = _subject(reader, node)
    if subject and _is_truth(subject["WFInput"].attachment):
        return {**subject, "WFCondition": EQUAL, NUMBER: "1"}
    if subject and reader.number(subject["WFInput"].attachment):
        return {**subject, "WFCondition": NOT_EQUAL, NUMBER: "0"}
    return {**subject, "WFCondition": ANY_VALUE} if subject else {}


def _is_truth(attachment: Any) -> bool:
    """Whether a reference is to a truth value, which has a value also where it is false."""
    last = attachment.aggrandizements[-1] if attachment.aggrandizements else None
    if type(last) is agg.Property:
        return last.name.startswith(("Is ", "Has "))
    return type(last) is agg.Coercion and last.item_class == "WFBooleanContentItem"


def _negated(reader: Reader, node: ast.UnaryOp) -> Parameters:
    parameters = _read_one(reader, node.operand)
    code = parameters.get("WFCondition")
    if code in NEGATED:
        parameters["WFCondition"] = NEGATED[code]
    elif parameters:
        message = "this condition has no opposite: use else"
        reader.error(node, "bad-condition", message)
    return parameters


def _subject(reader: Reader, node: ast.expr) -> Parameters:
    if not is_reference(node):
        from shortcuts_py.apple.refusals import refuse

        refuse(reader, node, "a condition is about a value that a name stands for")
        return {}
    attachment = read_reference(reader, node)
    return {} if attachment is None else {"WFInput": ConditionSubject(attachment)}


def _read_pair(reader: Reader, node: ast.Compare) -> Parameters:
    left, right = node.left, node.comparators[0]
    code = _CODES[type(node.ops[0])]
    if code in MEMBERSHIP:
        left, right = right, left
    elif not is_reference(left) and is_reference(right):
        left, right = right, left
        code = MIRRORED.get(code, code)
    constant = right.value if type(right) is ast.Constant else Ellipsis
    if code in (ANY_VALUE, NO_VALUE):
        if type(constant) is bool:
            code = EQUAL if code == NO_VALUE else NOT_EQUAL
        elif constant is not None:
            reader.error(node, "bad-condition", "`is` compares with None only: use ==")
            return {}
    elif constant is None and code in (EQUAL, NOT_EQUAL):
        code = NO_VALUE if code == EQUAL else ANY_VALUE
    if not is_reference(left):
        message = "one side of a comparison is a value that a name stands for"
        reader.error(node, "bad-condition", message)
        return {}
    subject = _subject(reader, left)
    if not subject or code in (ANY_VALUE, NO_VALUE):
        return {**subject, "WFCondition": code} if subject else {}
    parameters = {**subject, "WFCondition": code}
    if _is_wrong(reader, node, code, subject):
        return {}
    if code in MEMBERSHIP:
        text = read_text(reader, right)
        return parameters if text is None else {**parameters, TEXT: text}
    found = read_operand(reader, right, code, subject["WFInput"].attachment)
    if found is not None and found[0] == TEXT and code in ORDERED and type(found[1]) is str:
        message = "a text has no order: compare with a number, a date or another value"
        reader.error(right, "bad-condition", message)
        return {}
    return parameters if found is None else {**parameters, found[0]: found[1]}


def _is_wrong(reader: Reader, node: ast.expr, code: int, subject: Parameters) -> bool:
    """Whether an operator does not exist for its subject, which is noted."""
    if code not in _ON_TEXT or not reader.number(subject["WFInput"].attachment):
        return False
    words = ("==", "!=", "<", "<=", ">", ">=", "is None", "is not None")
    message = f"the value is a number, which has only {', '.join(words)}"
    reader.error(node, "bad-condition", message, words)
    return True


def _read_chain(reader: Reader, node: ast.Compare) -> Parameters:
    if len(node.ops) == 2 and all(type(one) is ast.LtE for one in node.ops):
        return _between(reader, node.comparators[0], node.left, node.comparators[1])
    message = "compare two values at a time; low <= x <= high is the only longer chain"
    reader.error(node, "bad-condition", message)
    return {}


def _between(reader: Reader, value: ast.expr, low: ast.expr, high: ast.expr) -> Parameters:
    subject = _subject(reader, value)
    if not subject:
        return {}
    attachment = subject["WFInput"].attachment
    first = read_operand(reader, low, LESS, attachment)
    second = read_operand(reader, high, LESS, attachment)
    if first is None or second is None:
        return {}
    dates = DATE in (first[0], second[0])
    key = DATE if dates else NUMBER
    return {**subject, "WFCondition": BETWEEN, key: first[1], BOUNDS[key]: second[1]}


def _read_function(reader: Reader, node: ast.Call) -> Parameters | None:
    """`begins_with(value=x, text="a")` or `x.startswith("a")`; None for another call."""
    function = node.func
    words = {one.arg: one.value for one in node.keywords}
    if type(function) is ast.Name and function.id in _FUNCTIONS and "value" in words:
        code, value, rest = _FUNCTIONS[function.id], words.pop("value"), [*words.values()]
        rest += node.args
    elif type(function) is ast.Attribute and function.attr in _METHODS:
        code, value = _METHODS[function.attr], function.value
        rest = [*node.args, *words.values()]
    else:
        return None
    wanted = {TODAY: 0, BETWEEN: 2}.get(code, 1)
    if len(rest) != wanted:
        what = ("nothing", "one value", "two values")[wanted]
        reader.error(node, "bad-argument", f"this condition takes {what} beside the subject")
        return {}
    if code == BETWEEN:
        return _between(reader, value, words.get("low") or rest[0], words.get("high") or rest[1])
    subject = _subject(reader, value)
    if not subject:
        return {}
    parameters = {**subject, "WFCondition": code}
    if _is_wrong(reader, node, code, subject):
        return {}
    if code in _WITH_TEXT:
        parameters[TEXT] = read_text(reader, rest[0])
    elif code in _WITH_DURATION:
        from shortcuts_py.apple.fields import PLAIN
        from shortcuts_py.apple.values import read_argument

        duration = read_argument(reader, PLAIN, rest[0])
        if type(duration) is not Quantity or number_of(rest[0]) is not None:
            reader.error(rest[0], "bad-argument", "a duration is Measurement(quantity=, unit=)")
        parameters[DURATION] = duration
    return parameters
