"""Expressions as models write them, read with more patience than Python has."""

from __future__ import annotations

import ast
import re

from shortcuts_py.workbench.source.cursor import Cursor, StuckError
from shortcuts_py.workbench.source.strings import read_string, starts_string

__all__ = ["read_expression", "root_name"]

_NAME = re.compile(r"[^\W\d]\w*")
_ODD_NAME = re.compile(r"\d\w*[^\W\d]\w*")
_DASHED_CALL = re.compile(r"[^\W\d]\w*(?:-\w+)+(?=\()")
_NUMBER = re.compile(r"(?:\d[\d_]*)?\.?\d+(?:[eE][+-]?\d+)?(?![\w.])|\d+\.(?![\w.])")
_AMOUNT = re.compile(r"\d[\d.,]*\s?[^\W\d_°%]{1,12}(?![\w(=])|\d[\d.,:/-]*\d")
_UNIT = re.compile(r"[^\W\d_]{1,12}(?=\s*(?::?\s*$|[,)]))")
_OPERATORS: tuple[tuple[re.Pattern[str], dict[str, type[ast.operator]]], ...] = (
    (re.compile(r"[+-](?!=)"), {"+": ast.Add, "-": ast.Sub}),
    (
        re.compile(r"//|[*/%](?![=*])"),
        {"//": ast.FloorDiv, "*": ast.Mult, "/": ast.Div, "%": ast.Mod},
    ),
)
_COMPARISON = re.compile(r"==|!=|<=|>=|<|>|not\s+in\b|in\b|is\s+not\b|is\b|≤|≥|≠")
_COMPARISONS: dict[str, type[ast.cmpop]] = {
    "==": ast.Eq,
    "!=": ast.NotEq,
    "≠": ast.NotEq,
    "<=": ast.LtE,
    "≤": ast.LtE,
    ">=": ast.GtE,
    "≥": ast.GtE,
    "<": ast.Lt,
    ">": ast.Gt,
    "in": ast.In,
    "not in": ast.NotIn,
    "is": ast.Is,
    "is not": ast.IsNot,
}
_NOT = re.compile(r"not\b")
_WORDS = frozenset(
    {"in", "not", "and", "or", "if", "else", "is", "for", "lambda", "await", "yield"}
)
_CONSTANTS = {
    "None": None,
    "True": True,
    "False": False,
    "true": True,
    "false": False,
    "null": None,
}
_PROPERTY = re.compile(
    r"(?:#\s)?[^\W\d]\w*(?:\x20(?!(?:in|not|and|or|if|else|is|for)\b)[#\w][\w#()/]*(?!\s*=[^=]|\())*"
)


def root_name(node: ast.expr) -> str | None:
    """The name that a chain of calls, keys and properties starts with."""
    while True:
        if isinstance(node, ast.Name):
            return node.id
        if isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, (ast.Attribute, ast.Subscript)):
            node = node.value
        else:
            return None


def read_expression(cursor: Cursor) -> ast.expr:
    """Read an expression; blanks behind it are left.

    Raises:
        StuckError: there is none that can be made sense of.
    """
    return _boolean(cursor, "or", ast.Or())


def _boolean(cursor: Cursor, word: str, operator: ast.boolop) -> ast.expr:
    cursor.skip()
    start = cursor.at
    below = _conjunction if word == "or" else _negation
    first = below(cursor)
    values = [first]
    pattern = _BOOLEANS[word]
    while True:
        stop = cursor.at
        cursor.skip()
        if not cursor.match(pattern):
            cursor.at = stop
            break
        values.append(below(cursor))
    if len(values) == 1:
        return first
    return cursor.put(ast.BoolOp(operator, values), start)


_BOOLEANS = {"or": re.compile(r"or\b"), "and": re.compile(r"and\b")}


def _conjunction(cursor: Cursor) -> ast.expr:
    return _boolean(cursor, "and", ast.And())


def _negation(cursor: Cursor) -> ast.expr:
    cursor.skip()
    start = cursor.at
    if cursor.match(_NOT):
        cursor.deeper()
        node = ast.UnaryOp(ast.Not(), _negation(cursor))
        cursor.depth -= 1
        return cursor.put(node, start)
    return _comparison(cursor)


def _comparison(cursor: Cursor) -> ast.expr:
    cursor.skip()
    start = cursor.at
    left = _arithmetic(cursor, 0)
    operators: list[ast.cmpop] = []
    operands: list[ast.expr] = []
    while True:
        stop = cursor.at
        cursor.skip()
        found = cursor.match(_COMPARISON)
        if found is None:
            cursor.at = stop
            break
        operators.append(_COMPARISONS[" ".join(found.group().split())]())
        operands.append(_arithmetic(cursor, 0))
    if not operators:
        return left
    return cursor.put(ast.Compare(left, operators, operands), start)


def _arithmetic(cursor: Cursor, level: int) -> ast.expr:
    if level == len(_OPERATORS):
        return _unary(cursor)
    cursor.skip()
    start = cursor.at
    left = _arithmetic(cursor, level + 1)
    pattern, classes = _OPERATORS[level]
    while True:
        stop = cursor.at
        cursor.skip()
        found = cursor.match(pattern)
        if found is None:
            cursor.at = stop
            return left
        right = _arithmetic(cursor, level + 1)
        left = cursor.put(ast.BinOp(left, classes[found.group()](), right), start)


def _unary(cursor: Cursor) -> ast.expr:
    cursor.skip()
    start = cursor.at
    if cursor.peek() == "-":
        cursor.at += 1
        cursor.deeper()
        node = ast.UnaryOp(ast.USub(), _unary(cursor))
        cursor.depth -= 1
        return cursor.put(node, start)
    return _postfix(cursor)


def _postfix(cursor: Cursor) -> ast.expr:
    from shortcuts_py.workbench.source.calls import read_call

    start = cursor.at
    node = _primary(cursor)
    while True:
        sign = cursor.peek()
        if sign == "(" and not isinstance(node, ast.Constant):
            node = read_call(cursor, node, start)
        elif sign == "[":
            cursor.at += 1
            cursor.deeper()
            key = read_expression(cursor)
            cursor.depth -= 1
            cursor.skip()
            if not cursor.take("]"):
                if not cursor.done():
                    raise StuckError
                cursor.guess("missing-bracket", start, made="]")
            node = cursor.put(ast.Subscript(node, key, ast.Load()), start)
        elif sign == ".":
            node = _property(cursor, node, start)
        else:
            return node


def _property(cursor: Cursor, node: ast.expr, start: int) -> ast.expr:
    cursor.at += 1
    begin = cursor.at
    found = cursor.match(_PROPERTY)
    if found is None:
        raise StuckError
    name = found.group()
    if " " in name:
        cursor.guess("spaced-property", begin, made=name)
    return cursor.put(ast.Attribute(node, name, ast.Load()), start)


def _primary(cursor: Cursor) -> ast.expr:
    from shortcuts_py.workbench.source.containers import read_dictionary, read_list

    cursor.skip()
    start = cursor.at
    if starts_string(cursor):
        return _with_unit(cursor, read_string(cursor), start)
    sign = cursor.peek()
    if sign == "{":
        return read_dictionary(cursor)
    if sign == "[":
        return read_list(cursor)
    if sign == "(":
        cursor.at += 1
        cursor.deeper()
        node = read_expression(cursor)
        cursor.depth -= 1
        cursor.skip()
        if not cursor.take(")"):
            raise StuckError
        return node
    if found := cursor.match(_DASHED_CALL):
        cursor.guess("odd-name", start, made=found.group())
        return cursor.put(ast.Name(found.group(), ast.Load()), start)
    if found := cursor.match(_NAME):
        name = found.group()
        if name in _WORDS:
            raise StuckError
        if name in _CONSTANTS:
            return cursor.put(ast.Constant(_CONSTANTS[name], kind=None), start)
        return cursor.put(ast.Name(name, ast.Load()), start)
    found = _ODD_NAME.match(cursor.text, start, cursor.end)
    if found is not None and found.group() in cursor.names:
        cursor.at = found.end()
        cursor.guess("odd-name", start, made=found.group())
        return cursor.put(ast.Name(found.group(), ast.Load()), start)
    return _number(cursor)


def _with_unit(cursor: Cursor, node: ast.expr, start: int) -> ast.expr:
    """A number in quotes with its unit behind them, as measurements are printed."""
    begin = cursor.at
    found = cursor.match(_UNIT)
    if found is None or not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        cursor.at = begin
        return node
    cursor.guess("unquoted-word", begin, made=repr(found.group()))
    return cursor.put(ast.Constant(node.value + found.group(), kind=None), start)


def _number(cursor: Cursor) -> ast.expr:
    start = cursor.at
    if found := cursor.match(_NUMBER):
        text = found.group()
        try:
            value: int | float | str = float(text) if set(text) & set(".eE") else int(text)
            if len(text) > 1 and text[0] == "0" and isinstance(value, int):
                value = text  # an identifier made of digits
        except ValueError:  # more digits than Python reads, or an underscore in a bad place
            value = text
        if isinstance(value, str):
            cursor.guess("unquoted-word", start, made=repr(text))
        return cursor.put(ast.Constant(value, kind=None), start)
    if found := cursor.match(_AMOUNT):
        cursor.guess("unquoted-word", start, made=repr(found.group()))
        return cursor.put(ast.Constant(found.group(), kind=None), start)
    raise StuckError
