"""Calls: parameters whose names are no identifiers, and values that are no expressions."""

from __future__ import annotations

import ast
import re

from shortcuts_py.workbench.source.cursor import Cursor, StuckError
from shortcuts_py.workbench.source.escapes import unescape_quotes
from shortcuts_py.workbench.source.expressions import read_expression, root_name

__all__ = ["read_call"]

_KEYWORD = re.compile(r"([^\W\d][\w.-]*(?: [\w-]+){0,4}?)\s*=(?!=)")
_NEXT = re.compile(r",\s*(?=[^\W\d][\w.-]*=(?!=))|,\s*\*\*\{|\)\s*:?\s*$")
# Parameters that are text, and often start with a bracket.
_TEXTS = frozenset(
    ("WFMatchTextPattern", "WFReplaceTextFind", "WFReplaceTextReplace", "WFTextCustomSeparator")
)


def read_call(cursor: Cursor, function: ast.expr, start: int) -> ast.expr:
    """Read the arguments of a call, from its bracket on.

    Raises:
        StuckError: they make no sense.
    """
    cursor.at += 1
    cursor.deeper()
    arguments: list[ast.expr] = []
    keywords: list[ast.keyword] = []
    while True:
        cursor.skip()
        if cursor.take(")"):
            break
        if cursor.at >= cursor.end:
            cursor.guess("missing-bracket" if cursor.whole else "truncated", start, made=")")
            break
        begin = cursor.at
        if cursor.take("**"):
            value = read_expression(cursor)
            keywords.append(cursor.put(ast.keyword(None, value), begin))
        elif found := cursor.match(_KEYWORD):
            name = found.group(1)
            if not name.isidentifier():
                cursor.guess("dashed-keyword", begin, begin + len(name), made=name)
            cursor.pattern = _is_pattern(cursor, name)
            value = _argument(cursor, name)
            cursor.pattern = False
            keywords.append(cursor.put(ast.keyword(name, value), begin))
        else:
            value = read_expression(cursor)
            if isinstance(value, ast.Name) and _is_cut(cursor, value.id):
                cursor.guess("truncated", begin, made=")")
                break
            arguments.append(value)
        cursor.skip()
        if cursor.take(",") or cursor.peek() in (")", ""):
            continue
        if _KEYWORD.match(cursor.text, cursor.at, cursor.end):
            cursor.guess("missing-comma", cursor.at, made=",")
            continue
        raise StuckError
    cursor.depth -= 1
    return cursor.put(ast.Call(function, arguments, keywords), start)


def _is_pattern(cursor: Cursor, name: str) -> bool:
    """Whether a parameter is a regular expression."""
    if name == "WFReplaceTextFind":
        return "WFReplaceTextRegularExpression=True" in cursor.text
    return name == "WFMatchTextPattern"


def _is_cut(cursor: Cursor, name: str) -> bool:
    """Whether this is the beginning of a parameter's name, where the text ends."""
    return not cursor.whole and name not in cursor.names and cursor.done()


def _argument(cursor: Cursor, name: str) -> ast.expr:
    """The value of a parameter: an expression, or whatever stands there, as text."""
    cursor.skip()
    begin = cursor.at
    mark = cursor.mark()
    try:
        node = read_expression(cursor)
        stop = cursor.at
        cursor.skip()
        open_ended = cursor.whole and any(
            guess.kind == "missing-bracket" for guess in cursor.guesses[mark[1] :]
        )
        raw = _is_identifier(cursor, node) or (
            name in _TEXTS and isinstance(node, (ast.List, ast.Dict))
        )
        if _ends(cursor) and not open_ended and not raw:
            cursor.at = stop
            return node
    except StuckError:
        pass
    cursor.at = max(cursor.at, begin)
    cursor.back(mark)
    stop = _find_end(cursor)
    text = cursor.text[begin:stop].rstrip()
    cursor.at = begin + len(text)
    text = unescape_quotes(text)
    cursor.guess("raw-value", begin, made=repr(text))
    return cursor.put(ast.Constant(text, kind=None), begin)


def _ends(cursor: Cursor) -> bool:
    """Whether an argument may end here."""
    sign = cursor.peek()
    if sign in (")", ""):
        return True
    if sign != ",":
        return _KEYWORD.match(cursor.text, cursor.at, cursor.end) is not None
    return True


def _is_identifier(cursor: Cursor, node: ast.expr) -> bool:
    """Whether this is an app's identifier without its quotes: `com.apple.Maps`."""
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Attribute)
        and root_name(node) not in cursor.names
    )


def _find_end(cursor: Cursor) -> int:
    """Where a raw value ends: the next parameter, or the bracket that closes the call."""
    found = _NEXT.search(cursor.text, cursor.at, cursor.end)
    if cursor.depth > 1 and (found is None or found.group()[0] == ")"):
        # Within other brackets the call ends at its first bracket.
        close = cursor.text.find(")", cursor.at, cursor.end)
        if close >= 0:
            cursor.work -= close - cursor.at
            return close
    stop = cursor.end if found is None else found.start()
    cursor.work -= stop - cursor.at
    if cursor.work < 0:
        raise StuckError
    return stop
