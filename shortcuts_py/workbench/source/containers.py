"""Dictionaries and lists, whose words often stand without quotes."""

from __future__ import annotations

import ast
import re

from shortcuts_py.workbench.source.cursor import Cursor, StuckError
from shortcuts_py.workbench.source.escapes import unescape_quotes
from shortcuts_py.workbench.source.expressions import read_expression, root_name

__all__ = ["is_words", "read_dictionary", "read_list"]

# A token as the file has it, where the text stands beside its attachments.
_ENVELOPE = re.compile(
    r"""\{\s*"string":\s*(?:""|f?'''(?:[^'\\]|\\.|'(?!''))*'''),\s*"attachments""", re.DOTALL
)
# `{"string": word}`: how the paper's printer shows a text that is a token.
_WRAPPED = re.compile(r"""\{\s*(["'])string\1\s*:\s*""")
_WORD_KEY = re.compile(r"[^\W\d][\w .-]{0,60}?(?=\s*:)|\d+(?=\s*:)")
_KEY = (
    r"""(?:"[^"\n]{0,200}"|'''[^'\n]{0,200}'''|f?'[^'\n]{0,200}'"""
    r"""|[\u201c\u201d\u2018\u2019][^\n:]{0,200}[\u201c\u201d\u2018\u2019]|\{\s*"string"|[^\W\d][\w.-]{0,60})\s*:(?!//)"""
)
_DICT_STEP = re.compile(rf"[{{}}\[\]]|,\s*(?={_KEY})")
_LIST_STEP = re.compile(r"[{}\[\]]|,(?:\s|$)")
_TRAILING = re.compile(r",\s*(?:\}|$)")
_BEHIND = re.compile(r"\s*(?:[:,}\])]|$)")


def read_dictionary(cursor: Cursor) -> ast.expr:
    """Read what stands in braces: a dictionary, a wrapped text, or a variable.

    Raises:
        StuckError: it is none of these.
    """
    start = cursor.at
    envelope = _ENVELOPE.match(cursor.text, cursor.at, cursor.end)
    if envelope is None and (found := cursor.match(_WRAPPED)):
        return _wrapped(cursor, start, found)
    cursor.at += 1
    cursor.deeper()
    keys: list[ast.expr | None] = []
    values: list[ast.expr] = []
    while True:
        cursor.skip()
        if cursor.take("}"):
            break
        if cursor.at >= cursor.end:
            _unclosed(cursor, start, "}")
            break
        if cursor.take("**"):
            keys.append(None)
            values.append(read_expression(cursor))
        else:
            key = _key(cursor)
            cursor.skip()
            if not keys and isinstance(key, ast.Name) and cursor.take("}"):
                cursor.depth -= 1
                cursor.guess("missing-f", start, made=key.id)
                return key
            if not cursor.take(":"):
                raise StuckError
            if isinstance(key, ast.Name):
                # Keys are text: a variable would stand in a text of its own.
                key = _as_word(cursor, key, cursor.at)
            keys.append(key)
            values.append(_item(cursor, _DICT_STEP, "}"))
        cursor.skip()
        if not cursor.take(",") and cursor.peek() not in ("}", ""):
            raise StuckError
    cursor.depth -= 1
    return cursor.put(ast.Dict(keys, values), start)


def read_list(cursor: Cursor) -> ast.expr:
    """Read a list.

    Raises:
        StuckError: it is none.
    """
    start = cursor.at
    cursor.at += 1
    cursor.deeper()
    items: list[ast.expr] = []
    while True:
        cursor.skip()
        if cursor.take("]"):
            break
        if cursor.at >= cursor.end:
            _unclosed(cursor, start, "]")
            break
        items.append(_item(cursor, _LIST_STEP, "]"))
        cursor.skip()
        if not cursor.take(",") and cursor.peek() not in ("]", ""):
            raise StuckError
    cursor.depth -= 1
    return cursor.put(ast.List(items, ast.Load()), start)


def _unclosed(cursor: Cursor, start: int, sign: str) -> None:
    cursor.guess("missing-bracket" if cursor.whole else "truncated", start, made=sign)


def _wrapped(cursor: Cursor, start: int, found: re.Match[str]) -> ast.expr:
    """The text in `{"string": text}`."""
    begin = cursor.at
    stop = _step_to(cursor, re.compile(r"[{}\[\]]"), "}")
    mark = cursor.mark()
    node: ast.expr
    literal = False
    try:
        node = read_expression(cursor)
        literal = cursor.at == stop and _is_text(node)
    except StuckError:
        pass
    if not literal:
        cursor.at = max(cursor.at, mark[0])
        cursor.back(mark)
        text = unescape_quotes(cursor.text[begin:stop].strip())
        node = cursor.put(ast.Constant(text, kind=None), begin, stop)
    cursor.at = stop
    if not cursor.take("}"):
        _unclosed(cursor, start, "}")
    made = node.value if isinstance(node, ast.Constant) else "text"
    cursor.guess("wrapped-text", start, made=repr(made))
    return node


def _key(cursor: Cursor) -> ast.expr:
    begin = cursor.at
    mark = cursor.mark()
    try:
        node = read_expression(cursor)
        stop = cursor.at
        cursor.skip()
        closed = isinstance(node, ast.Name) and cursor.peek() == "}"
        if closed or (cursor.peek() == ":" and not is_words(node, cursor.names)):
            cursor.at = stop
            return node
    except StuckError:
        pass
    cursor.at = max(cursor.at, begin)
    cursor.back(mark)
    found = cursor.match(_WORD_KEY)
    if found is None:
        raise StuckError
    node = cursor.put(ast.Constant(found.group(), kind=None), begin)
    cursor.guess("unquoted-word", begin, made=repr(found.group()))
    return node


def is_words(node: ast.expr | None, names: frozenset[str]) -> bool:
    """Whether an expression is words with dashes or dots between them."""
    if isinstance(node, ast.BinOp):
        return True
    return isinstance(node, ast.Attribute) and root_name(node) not in names


def _as_word(cursor: Cursor, node: ast.Name, stop: int) -> ast.expr:
    word = ast.copy_location(ast.Constant(node.id, kind=None), node)
    begin = cursor.text.rfind(node.id, 0, stop)
    cursor.guess("unquoted-word", begin, begin + len(node.id), repr(node.id))
    return word


def _item(cursor: Cursor, step: re.Pattern[str], close: str) -> ast.expr:
    """A value of a dictionary or a list: an expression, or a word without quotes."""
    cursor.skip()
    begin = cursor.at
    mark = cursor.mark()
    try:
        node = read_expression(cursor)
        stop = cursor.at
        cursor.skip()
        if (cursor.peek() in (",", "") or cursor.peek() == close) and _is_value(cursor, node):
            rest, text, end = cursor.at, cursor.text, cursor.end
            last = cursor.peek() != "," or step is _LIST_STEP
            if last or step.match(text, rest, end) or _TRAILING.match(text, rest, end):
                cursor.at = stop
                return node
    except StuckError:
        pass
    cursor.at = max(cursor.at, begin)
    cursor.back(mark)
    stop = _step_to(cursor, step, close)
    text = cursor.text[begin:stop].rstrip()
    if not text and stop >= cursor.end:
        raise StuckError
    cursor.at = begin + len(text)
    text = unescape_quotes(text)
    cursor.guess("unquoted-word", begin, made=repr(text))
    return cursor.put(ast.Constant(text, kind=None), begin)


def _is_text(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        return True
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_value(cursor: Cursor, node: ast.expr) -> bool:
    """Whether an expression is meant as one: literals, calls, and names that are assigned."""
    if isinstance(node, (ast.Constant, ast.JoinedStr, ast.Dict, ast.List)):
        return True
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.operand, ast.Constant)
    root = root_name(node)
    if root is None:
        return False
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return True
    return root in cursor.names or root == "datetime"


def _step_to(cursor: Cursor, step: re.Pattern[str], close: str) -> int:
    """Offset of the end of a word without quotes: its separator or its closing bracket."""
    depth = 0
    text, end = cursor.text, cursor.end
    for found in step.finditer(text, cursor.at, end):
        sign = found.group()[0]
        if sign in "{[":
            depth += 1
        elif sign in "}]":
            if depth == 0 and sign == close and _BEHIND.match(text, found.end(), end):
                cursor.work -= found.start() - cursor.at
                return found.start()
            depth = max(0, depth - 1)
        elif depth == 0:
            cursor.work -= found.start() - cursor.at
            return found.start()
        if cursor.work < found.start() - cursor.at:
            raise StuckError
    cursor.work -= end - cursor.at
    return end
