"""Conditions of an If as Python expressions, and back.

One condition is a subject, a code (`WFCondition`) and operands under keys that go by the
operand's kind. Every operator below says its code, how it is spelt, and which operand it
compares with; printing and reading both go by that table. Parameters that an expression
cannot say follow it in `condition(<expression>, Key=value)`; a condition without any
expression is `condition(Key=value, ...)`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.keywords import print_keywords
from shortcuts_py.language.layout import Group, flat
from shortcuts_py.language.literals import canonical_number, print_scalar, print_string
from shortcuts_py.language.references import print_reference
from shortcuts_py.language.text import is_text, print_parts, read_parts
from shortcuts_py.workflow.attachments import Attachment
from shortcuts_py.workflow.predicates import PredicateTable
from shortcuts_py.workflow.quantities import Quantity
from shortcuts_py.workflow.text import TokenString
from shortcuts_py.workflow.values import ConditionSubject, PlainDictionary, TokenAttachment

if TYPE_CHECKING:
    from shortcuts_py.language.printer import Printer
    from shortcuts_py.language.reader import Reader

__all__ = ["print_condition", "read_condition"]

Parameters = dict[str, Any]

LEGACY = "WFConditionalLegacyComparisonBehavior"
TEXT = "WFConditionalActionString"
NUMBER = "WFNumberValue"

_ORDER: dict[int, str] = {0: "<", 1: "<=", 2: ">", 3: ">="}
_EQUAL: dict[int, str] = {4: "==", 5: "!="}
_CONTAINS: dict[int, str] = {99: "in", 999: "not in"}
_METHODS: dict[int, str] = {8: "startswith", 9: "endswith"}
_DURATIONS: dict[int, str] = {1000: "is_in_the_next", 1001: "is_in_the_last"}
_TODAY, _BETWEEN, _ANY, _NONE = 1002, 1003, 100, 101
# Until iOS 12 the code was the operator's name.
_OLD: dict[str, str] = {
    "Equals": "equals",
    "Contains": "contains",
    "Is Greater Than": "is_greater_than",
    "Is Less Than": "is_less_than",
}

_CODES: dict[type[ast.cmpop], int] = {
    ast.Lt: 0,
    ast.LtE: 1,
    ast.Gt: 2,
    ast.GtE: 3,
    ast.Eq: 4,
    ast.NotEq: 5,
    ast.In: 99,
    ast.NotIn: 999,
    ast.Is: _NONE,
    ast.IsNot: _ANY,
}
_MIRRORED = {0: 2, 1: 3, 2: 0, 3: 1, 4: 4, 5: 5}
_NEGATED = {0: 3, 1: 2, 2: 1, 3: 0, 4: 5, 5: 4, 99: 999, 999: 99, 100: 101, 101: 100}
_METHOD_CODES: dict[str, int | str] = {
    **{word: code for code, word in _METHODS.items()},
    **{word: code for code, word in _DURATIONS.items()},
    **{word: code for code, word in _OLD.items()},
    "is_today": _TODAY,
}

# Words that make an operand something else than a text or a number.
_OPERAND_WORDS = {"Date": "WFDate", "Enumeration": "WFEnumeration"}
_OPERAND_KEYS = {key: word for word, key in _OPERAND_WORDS.items()}


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
    if code == _ANY:
        return left
    if code == _NONE:
        return f"not {left}"
    if code == _TODAY:
        return f"{left}.is_today()"
    if code in _ORDER or code in _EQUAL:
        right = _print_operand(printer, code, rest)
        return f"{left} {_ORDER.get(code) or _EQUAL[code]} {right}"
    if code in _CONTAINS:
        right = _print_operand(printer, code, rest, (TEXT,))
        return f"{right} {_CONTAINS[code]} {left}"
    if code in _METHODS:
        right = _print_operand(printer, code, rest, (TEXT,))
        return f"{left}.{_METHODS[code]}({'' if right == '...' else right})"
    if code in _DURATIONS:
        if type(rest.get("WFDuration")) is not Quantity:
            return f"{left}.{_DURATIONS[code]}()"
        return f"{left}.{_DURATIONS[code]}({flat(printer.value(rest.pop('WFDuration')))})"
    if code == _BETWEEN:
        return _print_between(printer, left, rest)
    return None


def _print_between(printer: Printer, left: str, rest: Parameters) -> str | None:
    for first, second in (("WFDate", "WFAnotherDate"), (NUMBER, "WFAnotherNumber")):
        if first in rest and second in rest:
            low = _print_number_or_date(printer, first, rest[first], ordered=True)
            high = _print_number_or_date(printer, first, rest[second], ordered=True)
            if low is not None and high is not None:
                del rest[first], rest[second]
                return f"{low} <= {left} <= {high}"
    return None


def _print_old(printer: Printer, left: str, code: str, rest: Parameters) -> str | None:
    if code in ("Equals", "Contains"):
        right = _print_operand(printer, 99, rest, (TEXT,))
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


def _print_operand(
    printer: Printer,
    code: int,
    rest: Parameters,
    keys: tuple[str, ...] = (TEXT, NUMBER, "WFDate", "WFMeasurement", "WFEnumeration"),
) -> str:
    """The first operand that `code` takes and that has a spelling; `...` for none."""
    for key in keys:
        value = rest.get(key)
        if value is None or (key == TEXT and code in _ORDER):
            continue
        if key == TEXT:
            printed = _print_text(printer, value)
        elif key == "WFMeasurement":
            printed = flat(printer.value(value)) if type(value) is Quantity else None
        else:
            printed = _print_number_or_date(printer, key, value, ordered=code in _ORDER)
        if printed is not None:
            del rest[key]
            return printed
    return "..."


def _print_text(printer: Printer, value: Any) -> str | None:
    if type(value) is str:
        return print_string(value, multiline=False)
    if type(value) is TokenString and (
        value.ranges == printer.ranges or any(type(part) is not str for part in value.parts)
    ):
        return print_parts(printer, value.parts, multiline=False)
    return None


def _print_number_or_date(printer: Printer, key: str, value: Any, ordered: bool) -> str | None:
    word = _OPERAND_KEYS.get(key)
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
    if key == "WFDate" and type(value) is TokenString:
        text = _print_text(printer, value)
        return None if text is None else f"Date({text})"
    return None


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
    return {"WFInput": ConditionSubject(result), "WFCondition": 4, NUMBER: "1"}


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
    if type(code) is int and code in _NEGATED:
        parameters["WFCondition"] = _NEGATED[code]
        return parameters
    if parameters:
        result = reader.decide(node, parameters)
        return {"WFInput": ConditionSubject(result), "WFCondition": 5, NUMBER: "1"}
    return parameters


def _subject(reader: Reader, node: ast.expr) -> Parameters | None:
    if type(node) is ast.Name and node.id == "_" and not reader.is_bound("_"):
        return {}
    attachment = reader.reference(node)
    return None if attachment is None else {"WFInput": ConditionSubject(attachment)}


def _is_value(node: ast.expr) -> bool:
    """Whether an expression can only be an operand: a literal, a text, a word's value."""
    if type(node) is ast.Constant or type(node) is ast.UnaryOp or is_text(node):
        return True
    return (
        type(node) is ast.Call
        and type(node.func) is ast.Name
        and node.func.id in ("Number", "Plain", "Quantity", "Date", "Enumeration", "Text")
    )


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
    return {} if subject is None else {**subject, "WFCondition": _ANY}


def _read_method(reader: Reader, node: ast.Call, left: ast.expr, code: int | str) -> Parameters:
    subject = _subject(reader, left)
    if subject is None:
        return {}
    parameters = {**subject, "WFCondition": code}
    if not node.args:
        return parameters
    argument = node.args[0]
    if code in (1000, 1001):
        parameters["WFDuration"] = reader.value(argument)
    elif code in ("Is Greater Than", "Is Less Than"):
        value = reader.value(_unwrapped(argument))
        parameters[NUMBER] = value
    else:
        parameters[TEXT] = _read_text(reader, argument)
    return parameters


def _unwrapped(node: ast.expr) -> ast.expr:
    if type(node) is ast.Call and type(node.func) is ast.Name and node.func.id == "Number":
        return node.args[0] if len(node.args) == 1 else node
    return node


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
    first, one = _read_operand(reader, low, 0, subject)
    _, other = _read_operand(reader, high, 0, subject)
    second = "WFAnotherDate" if first == "WFDate" else "WFAnotherNumber"
    return {**subject, "WFCondition": _BETWEEN, first: one, second: other}


def _read_pair(reader: Reader, node: ast.Compare) -> Parameters:
    left, right = node.left, node.comparators[0]
    code = _CODES[type(node.ops[0])]
    if code in _CONTAINS:
        left, right = right, left
    elif _is_value(left) and not _is_value(right):
        left, right = right, left
        code = _MIRRORED.get(code, code)
    none = type(right) is ast.Constant and right.value is None
    if code in (_ANY, _NONE) or (none and code in _EQUAL):
        if not none:
            reader.error(node, "bad-condition", "`is` compares with None only: use ==")
            return {}
        code = {4: _NONE, 5: _ANY}.get(code, code)
        subject = _subject(reader, left)
        return {} if subject is None else {**subject, "WFCondition": code}
    if _is_value(left):
        reader.error(node, "bad-condition", "one side of a comparison has to be a value")
        return {}
    subject = _subject(reader, left)
    if subject is None:
        return {}
    parameters = {**subject, "WFCondition": code}
    if type(right) is ast.Constant and right.value is ...:
        return parameters
    if code in _CONTAINS:
        parameters[TEXT] = _read_text(reader, right)
    else:
        key, value = _read_operand(reader, right, code, subject, left)
        parameters[key] = value
    return parameters


def _read_text(reader: Reader, node: ast.expr) -> Any:
    if type(node) is ast.Constant and type(node.value) is str:
        return node.value
    if is_text(node) or type(node) is ast.Constant:
        parts = read_parts(reader, node)
        return TokenString(parts, reader.ranges or any(type(part) is not str for part in parts))
    attachment = reader.reference(node)
    return None if attachment is None else TokenString([attachment], True)


def _read_operand(
    reader: Reader, node: ast.expr, code: int, subject: Parameters, left: ast.expr | None = None
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
        return TEXT, _read_text(reader, node)
    if type(node) is ast.Call and type(node.func) is ast.Name and len(node.args) == 1:
        word = node.func.id
        if word == "Number":
            return NUMBER, reader.value(node.args[0])
        if word == "Plain":
            return NUMBER, reader.value(node.args[0])
        if word in _OPERAND_WORDS:
            return _OPERAND_WORDS[word], reader.value(node.args[0])
    if type(node) is ast.Call and type(node.func) is ast.Name and node.func.id == "Quantity":
        return "WFMeasurement", reader.value(node)
    attachment: Attachment | None = reader.reference(node)
    if attachment is None:
        return TEXT, None
    if code in _ORDER or reader.is_number(node) or (left is not None and reader.is_number(left)):
        return NUMBER, TokenAttachment(attachment)
    return TEXT, TokenString([attachment], True)
