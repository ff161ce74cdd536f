"""One statement's text into nodes: by Python where it is sound, with patience where not."""

from __future__ import annotations

import ast
import re
from typing import Any, NamedTuple, TypeAlias

from shortcuts_py.workbench.guesses import Guesses
from shortcuts_py.workbench.source.comments import find_comments
from shortcuts_py.workbench.source.cursor import Cursor, StuckError, report
from shortcuts_py.workbench.source.escapes import decode
from shortcuts_py.workbench.source.expressions import read_expression
from shortcuts_py.workbench.source.headers import (
    CLOSERS,
    Opened,
    keep_header,
    read_header,
    read_rest,
)
from shortcuts_py.workbench.source.model import Comment, Unreadable
from shortcuts_py.workbench.source.places import Lines, Places, shift
from shortcuts_py.workbench.source.statements import Statement
from shortcuts_py.workbench.source.suspicion import is_damaged, is_suspect

__all__ = ["Opened", "Parsed", "Reading", "read_again", "read_statement"]

_SYNTAX_ONLY = ast.PyCF_ONLY_AST
_ERRORS = (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError)
# Same length, so that columns stay: Python's own `match` and `case` do not stand alone.
_STAND_IN = {"match": "while", "case": "with"}
_ASSIGNMENT = re.compile(r"([^\W][\w.]*)[ \t\u00a0]*=(?!=)")
_SCRIPT = re.compile(r"[;{}]\s*$")


Parsed: TypeAlias = "list[ast.stmt] | Opened"


class Reading(NamedTuple):
    """What statements are read with: the lines, the names that the text assigns, the report."""

    lines: Lines
    names: frozenset[str]
    guesses: Guesses
    comments: list[Comment]


def read_statement(statement: Statement, reading: Reading) -> Parsed:
    """Read one statement; what cannot be read is `Unreadable`, and reported as lost."""
    touched = statement.inside or statement.stray or statement.joined or statement.headless
    if touched or not statement.whole:
        return read_again(statement, reading)
    sound = _read_sound(statement, reading)
    if sound is not None and not sound.doubted:
        return _take(sound, statement, reading)
    kept = len(reading.guesses)
    parsed = read_again(statement, reading)
    if sound is not None and _is_lost(parsed):
        # What only Python can read is as Python reads it.
        del reading.guesses[kept:]
        return _take(sound, statement, reading)
    return parsed


def _is_lost(parsed: Parsed) -> bool:
    if isinstance(parsed, Opened):
        return parsed.doubtful
    return any(isinstance(one, Unreadable) for one in parsed)


def _compile(text: str) -> list[ast.stmt] | None:
    try:
        module = compile(text, "<code>", "exec", _SYNTAX_ONLY)
    except _ERRORS:
        return None
    assert isinstance(module, ast.Module)  # noqa: S101  what the flag asks for
    return module.body


class _Sound(NamedTuple):
    """What Python makes of a statement, and whether it may mean something else."""

    parsed: Parsed
    doubted: bool
    place: tuple[int, int]


def _read_sound(statement: Statement, reading: Reading) -> _Sound | None:
    text, header = statement.text, statement.header
    if header:
        text = _with_body(text, header)
    nodes = _compile(text)
    if nodes is None:
        return None
    doubted = is_suspect(text) and any(is_damaged(text, node, reading.names) for node in nodes)
    place = _move(nodes, statement, reading)
    parsed = _opened(header, nodes) if header else nodes
    return None if parsed is None else _Sound(parsed, doubted, place)


def _take(sound: _Sound, statement: Statement, reading: Reading) -> Parsed:
    line, column = sound.place
    if "#" in statement.text:
        for one in find_comments(statement.text):
            extra = column if one.line == 1 else 0
            reading.comments.append(
                Comment(one.line + line - 1, one.column + extra, one.text, one.own_line)
            )
    return sound.parsed


def _move(nodes: list[ast.stmt], statement: Statement, reading: Reading) -> tuple[int, int]:
    """Move nodes that were parsed alone to their place; the statement's line and column."""
    _, line, column = statement.pieces[0]
    front = reading.lines.texts[line - 1][:column]
    width = column if front.isascii() else len(front.encode())
    dropped = reading.lines.dropped
    touched = dropped and any(number in dropped for _, number, _ in statement.pieces)
    for node in nodes:
        shift(node, line - 1, width)
        if touched:
            for one in ast.walk(node):
                if "lineno" in one.__dict__:
                    _spread(one, dropped)
    return line, column


def _spread(node: Any, dropped: dict[int, list[int]]) -> None:
    """Count the characters that were dropped from the lines of a node."""
    for line, name in ((node.lineno, "col_offset"), (node.end_lineno, "end_col_offset")):
        column = getattr(node, name)
        for one in dropped.get(line, ()):
            column += one <= column
        setattr(node, name, column)


def _with_body(text: str, header: str) -> str:
    """The text of a header as a whole statement, each token in its place."""
    if header in _STAND_IN:
        text = _STAND_IN[header] + text[len(header) :]
    elif header == "elif":
        text = "if  " + text[4:]
    elif header in ("else", "try", "finally", "except"):
        text = "if 1" + text[4:] if header == "else" else text
    if text.rstrip().endswith(":"):
        return text + " pass"
    comments = find_comments(text)
    if comments and text[: text.rindex(comments[-1].text)].rstrip().endswith(":"):
        return text + "\n pass"
    return text


def _opened(header: str, nodes: list[ast.stmt]) -> Parsed | None:
    node = nodes[0]
    closed = not (
        isinstance(body := getattr(node, "body", None), list)
        and len(body) == 1
        and isinstance(body[0], ast.Pass)
    )
    if header == "match" and isinstance(node, ast.While):
        found = ast.Match(node.test, [])
        return Opened("match", ast.copy_location(found, node)) if not closed else None
    if header == "case":
        if not isinstance(node, ast.With) or len(node.items) != 1:
            return None  # `case a, b:` is no item of a menu
        pattern = _pattern(node.items[0].context_expr)
        case = ast.match_case(pattern, None, node.body if closed else [])
        return Opened("case", case) if node.items[0].optional_vars is None else None
    if header == "else":
        return Opened("else", None) if not closed else None
    if closed:
        return nodes
    node.body = []  # type: ignore[attr-defined]
    return Opened(header, node)


def _pattern(value: ast.expr) -> ast.pattern:
    found: ast.pattern
    if isinstance(value, ast.Name):
        found = ast.MatchAs(None, None if value.id == "_" else value.id)
    elif isinstance(value, ast.BinOp) and isinstance(value.op, ast.BitOr):
        found = ast.MatchOr([_pattern(value.left), _pattern(value.right)])
    else:
        found = ast.MatchValue(value)
    return ast.copy_location(found, value)


def read_again(statement: Statement, reading: Reading) -> Parsed:
    """Read a statement with more patience than Python has."""
    places = Places(reading.lines, statement.pieces)
    guesses = Guesses()
    cursor = Cursor(statement.text, places, guesses, reading.names, statement.whole)
    if statement.inside:
        count = len(statement.inside)
        cursor.guess("comment-in-string", 0, made=f"{count} comment{'s' * (count > 1)} taken out")
        cursor.guesses[-1] = cursor.guesses[-1]._replace(
            line=statement.inside[0].line,
            column=statement.inside[0].column + 1,
            end_line=statement.inside[-1].line,
            end_column=statement.inside[-1].column + 1 + len(statement.inside[-1].text),
            read=statement.inside[0].text,
        )
    if statement.joined:
        cursor.guess("string-fragment", statement.joined, cursor.end, "lines of the string before")
    kept = len(guesses)
    parsed: Parsed = []
    try:
        if statement.headless:
            parsed = _headless(cursor)
        elif statement.header:
            parsed = read_header(cursor, statement.header)
        elif not statement.stray:
            parsed = [_simple(cursor)]
    except (StuckError, RecursionError):
        if statement.header not in ("", "elif", "else", "case", "match", "for", "if"):
            parsed = _python(statement, reading)
    if not parsed:
        del guesses[kept:]
        opened = None if statement.stray else keep_header(cursor, statement.header)
        parsed = opened or [_unreadable(cursor, statement)]
    reading.guesses.extend(guesses)
    reading.comments.extend(statement.inside)
    return parsed


def _headless(cursor: Cursor) -> Parsed:
    """The end of a string whose beginning is lost: a Text, and what stood behind the string."""
    close = cursor.text.find("'''")
    constant = ast.Constant(decode(cursor.text[:close]), kind=None)
    cursor.guess("lost-opening", 0, close, "a text")
    nodes: list[ast.stmt] = [cursor.put(ast.Expr(cursor.put(constant, 0, close)), 0, close)]
    rest = cursor.text[close + 3 :].strip()
    if CLOSERS.fullmatch(rest) is None and rest:
        start = cursor.text.index(rest, close)
        cursor.guess("fragment", start, start + len(rest))
        nodes.append(cursor.put(Unreadable(rest), start, start + len(rest)))
    return nodes


def _python(statement: Statement, reading: Reading) -> Parsed:
    """A block of another language's or dialect's kind, where Python reads its first line."""
    nodes = _compile(_with_body(statement.text, statement.header))
    if nodes is None:
        return []
    _move(nodes, statement, reading)
    return _opened(statement.header, nodes) or []


def _unreadable(cursor: Cursor, statement: Statement) -> ast.stmt:
    text = statement.text.rstrip()
    kind = "fragment" if statement.stray else "unreadable"
    report(cursor.guesses, cursor.places, kind, (0, len(text)), text, "")
    return cursor.put(Unreadable(text), 0, len(text))


def _simple(cursor: Cursor) -> ast.stmt:
    found = cursor.match(_ASSIGNMENT)
    if found is None:
        value = read_expression(cursor)
        read_rest(cursor, 0)
        if isinstance(value, (ast.Name, ast.Compare, ast.BinOp)) or (
            isinstance(value, ast.Constant) and not isinstance(value.value, str)
        ):
            raise StuckError  # a line of a text that happens to be an expression
        return cursor.put(ast.Expr(value), 0)
    name = found.group(1)
    target: ast.expr = cursor.put(ast.Name(name, ast.Store()), 0, len(name))
    if "." in name:
        raise StuckError
    if not name.isidentifier():
        cursor.guess("odd-name", 0, len(name), name)
    begin = cursor.at
    mark = cursor.mark()
    try:
        value = read_expression(cursor)
        read_rest(cursor, begin)
    except StuckError:
        cursor.at = max(cursor.at, begin)
        cursor.back(mark)
        text = cursor.text[begin : cursor.end].strip()
        if not text or _SCRIPT.search(text):
            raise
        cursor.at = cursor.end
        start = cursor.text.index(text, begin)
        cursor.guess("raw-value", start, made=repr(text))
        value = cursor.put(ast.Constant(text, kind=None), start)
    return cursor.put(ast.Assign([target], value), 0)
