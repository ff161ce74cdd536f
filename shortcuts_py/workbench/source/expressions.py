"""Expressions as models write them, read with more patience than Python has."""

from __future__ import annotations

import ast
import re

from shortcuts_py.workbench.source.cursor import Cursor, StuckError
from shortcuts_py.workbench.source.strings import read_string, starts_string

__all__ = ["read_expression", "root_name"]

_NAME = re.compile(r"[^\W\d]\w*")
_ODD_NAME = re.compile(r"\d\w{0,60}?[^\W\d]\w{0,60}")
_RAW_KEY = re.compile(r"\{[^'\"\]\[{}]{0,80}\}(?=\])")
_DOTTED_CALL = re.compile(r"is\.workflow\.actions\.[\w.]{1,80}(?=\()")
_DASHED_CALL = re.compile(r"[^\W\d]\w{0,80}(?:-\w{1,80}){1,8}(?=\()")
_NUMBER = re.compile(
    r"(?:\d[\d_]{0,400}(?:\.\d{0,400})?|\.\d{1,400})(?:[eE][+-]?\d{1,5})?(?![\w.])"
)
_AMOUNT = re.compile(r"\d[\d.,]{0,40}\s?[^\W\d_\u00b0%]{1,12}(?![\w(=])|\d[\d.,:/-]{0,40}\d(?!\w)")
_UNIT = re.compile(r"[^\W\d_]{1,12}(?=\s*(?::?\s*$|[,)]))")
# How much operators bind.
_OR, _AND, _NEGATION, _COMPARE, _TERM, _FACTOR = range(1, 7)
_BINDS = {"or": _OR, "and": _AND, "compare": _COMPARE, "term": _TERM, "factor": _FACTOR}
_OPERATOR = re.compile(
    r"(?P<or>or\b)|(?P<and>and\b)"
    r"|(?P<compare>==|!=|<=|>=|<|>|not\s+in\b|in\b|is\s+not\b|is\b|[\u2264\u2265\u2260])"
    r"|(?P<term>[+-](?!=))|(?P<factor>//|[*/%](?![=*]))"
)
_ENDS = frozenset(("", ",", ")", "}", "]", ":"))
_ARITHMETIC: dict[str, type[ast.operator]] = {
    "+": ast.Add,
    "-": ast.Sub,
    "*": ast.Mult,
    "/": ast.Div,
    "//": ast.FloorDiv,
    "%": ast.Mod,
}
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
    r"(?:#\s)?[^\W\d]\w*(?:\x20(?!(?:in|not|and|or|if|else|is|for)\b)[#\w][\w#/]*(?!\s*=[^=]|\())*"
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
    return _climb(cursor, _OR)


def _climb(cursor: Cursor, least: int) -> ast.expr:
    """An expression whose operators bind at least so much."""
    cursor.skip()
    start = cursor.at
    sign = cursor.peek()
    if sign == "n" and cursor.match(_NOT):
        cursor.deeper()
        left: ast.expr = cursor.put(ast.UnaryOp(ast.Not(), _climb(cursor, _NEGATION)), start)
        cursor.depth -= 1
    elif sign == "-":
        cursor.at += 1
        cursor.deeper()
        left = cursor.put(ast.UnaryOp(ast.USub(), _climb(cursor, _FACTOR + 1)), start)
        cursor.depth -= 1
    else:
        left = _postfix(cursor)
    chain = 0  # what the operators bind that `left` is a chain of
    while True:
        stop = cursor.at
        cursor.skip()
        sign = cursor.peek()
        found = None if sign in _ENDS else _OPERATOR.match(cursor.text, cursor.at, cursor.end)
        binds = 0 if found is None else _BINDS[found.lastgroup or ""]
        if found is None or binds < least:
            cursor.at = stop
            return left
        cursor.at = found.end()
        right = _climb(cursor, binds + 1)
        left = cursor.put(_combine(left, found.group(), binds, right, chain == binds), start)
        chain = binds


def _combine(left: ast.expr, operator: str, binds: int, right: ast.expr, chained: bool) -> ast.expr:
    if binds <= _AND:
        if chained and isinstance(left, ast.BoolOp):
            left.values.append(right)
            return left
        return ast.BoolOp(ast.Or() if binds == _OR else ast.And(), [left, right])
    if binds == _COMPARE:
        comparison = _COMPARISONS[" ".join(operator.split())]()
        if chained and isinstance(left, ast.Compare):
            left.ops.append(comparison)
            left.comparators.append(right)
            return left
        return ast.Compare(left, [comparison], [right])
    return ast.BinOp(left, _ARITHMETIC[operator](), right)


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
            key = _raw_key(cursor) or read_expression(cursor)
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


def _raw_key(cursor: Cursor) -> ast.expr | None:
    """A key that starts with a brace, as the paper's printer writes it: without quotes."""
    begin = cursor.at
    found = cursor.match(_RAW_KEY)
    if found is None:
        return None
    cursor.guess("raw-value", begin, made=repr(found.group()))
    # Between triple quotes, where it is a key.
    return cursor.put(ast.Constant(found.group(), kind=None), begin)


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
    if found := (cursor.match(_DASHED_CALL) or cursor.match(_DOTTED_CALL)):
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
