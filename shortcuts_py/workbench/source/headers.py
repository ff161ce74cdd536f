"""First lines of blocks: `if`, `for`, `match`, `case`, `else`, whatever became of them.

A header says where a block is, so it counts more than what it tests. Where that is no
expression, it is taken apart at its operator, and the side that cannot be read is text, as
the paper's printer writes it: `if {"error" in page:`, `if page.startswith([):`. Where that
fails, too, the block is kept without a condition, and the text of its header in a comment.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from shortcuts_py.workbench.source.cursor import Cursor, StuckError, report
from shortcuts_py.workbench.source.expressions import read_expression
from shortcuts_py.workbench.source.model import Unreadable
from shortcuts_py.workbench.source.strings import read_string, starts_string

__all__ = ["CLOSERS", "Opened", "keep_header", "read_header", "read_rest"]

CLOSERS = re.compile(r"[)\]}'\"\u2019\u201d;,\s]+$")
_WORD = re.compile(r"\w+\s*")
_TARGETS = re.compile(r"([^\W\d]\w*)(?:\s*,\s*([^\W\d]\w*))?\s+in\b")
# Raw text on one side of an operator; the other side is a reference.
_CONTAINS = re.compile(r"(?P<raw>.+)\s(?P<word>not\s+in|in)\s+(?P<subject>[^\W\d].*)", re.DOTALL)
_COMPARED = re.compile(
    r"(?P<subject>[^\W\d][^=<>!]{0,300}?)\s*(?P<word>==|!=)\s*(?P<raw>.+)", re.DOTALL
)
_METHOD = re.compile(
    r"(?P<subject>[^\W\d].{0,300}?)\.(?P<word>startswith|endswith)\(\s*(?P<raw>.+)\)", re.DOTALL
)
_OPERATORS: dict[str, type[ast.cmpop]] = {
    "in": ast.In,
    "not in": ast.NotIn,
    "==": ast.Eq,
    "!=": ast.NotEq,
}
_DOUBTFUL = frozenset(("missing-colon", "missing-bracket", "extra-bracket"))


class Opened(NamedTuple):
    """A block's first line.

    Attributes:
        word: the word that it starts with.
        node: what it opens; its body is empty, but for what could not be read of the header.
            None for `else`.
        doubtful: whether it is a header only if something deeper follows.
    """

    word: str
    node: ast.stmt | ast.match_case | None
    doubtful: bool = False


def read_header(cursor: Cursor, word: str) -> Opened:
    """Read a header.

    Raises:
        StuckError: it makes no sense.
    """
    mark = cursor.mark()
    try:
        opened = _read(cursor, word)
        # A bracket or quote that is text makes an expression of what comes behind it.
        if not any(one.kind in _DOUBTFUL for one in cursor.guesses[mark[1] :]):
            return opened
        stuck = False
    except StuckError:
        stuck = True
    after, guesses = cursor.at, cursor.guesses[mark[1] :]
    raw = _with_raw_text(cursor, word, mark)
    if raw is not None:
        return raw
    if stuck:
        raise StuckError
    cursor.at = after
    del cursor.guesses[mark[1] :]
    cursor.guesses.extend(guesses)
    return opened


def keep_header(cursor: Cursor, word: str) -> Opened | None:
    """A block whose header makes no sense: its text is kept in its body."""
    text = cursor.text[: cursor.end].rstrip()
    if word not in ("if", "elif", "for") or not text.endswith(":"):
        return None
    stop = len(text)
    nothing = cursor.put(ast.Constant(None, kind=None), 0, stop)
    kept = cursor.put(Unreadable(text), 0, stop)
    node: ast.stmt
    if word == "for":
        names: list[ast.expr] = [
            cursor.put(ast.Name(name, ast.Store()), 0, stop)
            for name in ("Repeat_Index", "Repeat_Item")
        ]
        target = cursor.put(ast.Tuple(names, ast.Store()), 0, stop)
        node = ast.For(target, nothing, [kept], [])
    else:
        node = ast.If(nothing, [kept], [])
    report(cursor.guesses, cursor.places, "unreadable-header", (0, stop), text, word)
    return Opened(word, cursor.put(node, 0, stop), doubtful=True)


def _read(cursor: Cursor, word: str) -> Opened:
    cursor.match(_WORD)
    node: ast.stmt | ast.match_case | None
    if word in ("if", "elif"):
        node = ast.If(read_expression(cursor), [], [])
    elif word == "for":
        node = _for(cursor)
    elif word == "match":
        node = ast.Match(read_expression(cursor), [])
    elif word == "case":
        node = ast.match_case(ast.MatchValue(_title(cursor)), None, [])
        value = node.pattern
        cursor.put(value, cursor.text.index("case"), cursor.at)
    elif word == "else":
        node = None
    else:
        raise StuckError
    cursor.skip()
    if not cursor.take(":"):
        if not cursor.done() and cursor.peek() != "#":
            raise StuckError
        cursor.guess("missing-colon", max(0, cursor.at - 1), made=":")
    if not cursor.done():
        read_rest(cursor, 0)
    if isinstance(node, ast.stmt):
        cursor.put(node, 0)
    return Opened(word, node)


def _for(cursor: Cursor) -> ast.stmt:
    start = cursor.at
    found = cursor.match(_TARGETS)
    if found is None:
        raise StuckError
    names: list[ast.expr] = [
        cursor.put(ast.Name(found.group(index), ast.Store()), *found.span(index))
        for index in (1, 2)
        if found.group(index)
    ]
    target = names[0] if len(names) == 1 else ast.Tuple(names, ast.Store())
    if len(names) > 1:
        cursor.put(target, start, found.end(2))
    return ast.For(target, read_expression(cursor), [], [])


def _title(cursor: Cursor) -> ast.expr:
    """The title of a case: a string, or what stands between its quotes as it stands."""
    start = cursor.at
    text = cursor.text[start : cursor.end].rstrip()
    colon = text.endswith(":")
    stop = start + len(text) - colon
    mark = cursor.mark()
    try:
        if starts_string(cursor):
            cursor.end, end = stop, cursor.end
            node = read_string(cursor)
            finished = cursor.done()
            cursor.end = end
            if finished:
                return node
    except StuckError:
        cursor.end = len(cursor.text)
    cursor.at = max(cursor.at, start)
    cursor.back(mark)
    title = cursor.text[start:stop].strip()
    bare = title
    for quote in ('"', "'", "\u201c", "\u2018"):
        if bare.startswith(quote):
            bare = bare[1:]
            bare = bare[:-1] if bare and bare[-1] in "\"'\u201d\u2019" else bare
            break
    if not bare:
        raise StuckError
    cursor.at = stop
    cursor.guess("raw-value", start, made=repr(bare))
    return cursor.put(ast.Constant(bare, kind=None), start)


def _with_raw_text(cursor: Cursor, word: str, mark: tuple[int, int, int]) -> Opened | None:
    """An `if` one of whose sides is text without quotes."""
    text = cursor.text[: cursor.end].rstrip()
    if word not in ("if", "elif") or not text.endswith(":"):
        return None
    front = _WORD.match(text)
    begin, end = (front.end() if front else 0), cursor.end
    for found in _splits(text[begin:-1].rstrip()):
        cursor.at = max(cursor.at, mark[0])
        cursor.back(mark)
        cursor.at = begin + found.start("subject")
        cursor.end = begin + found.end("subject")
        try:
            subject = read_expression(cursor)
            finished = cursor.done() and not isinstance(subject, ast.Constant)
        except StuckError:
            finished = False
        cursor.end = end
        if not finished:
            continue
        start, stop = begin + found.start("raw"), begin + found.end("raw")
        raw = text[start:stop].rstrip()
        stop = start + len(raw)
        cursor.guess("raw-value", start, stop, made=repr(raw))
        value = cursor.put(ast.Constant(raw, kind=None), start, stop)
        test = _test(" ".join(found.group("word").split()), subject, value)
        for node in ast.walk(test):
            if isinstance(node, ast.expr) and not hasattr(node, "lineno"):
                cursor.put(node, begin, len(text) - 1)
        cursor.at = cursor.end
        return Opened(word, cursor.put(ast.If(test, [], []), 0))
    return None


def _splits(text: str) -> Iterator[re.Match[str]]:
    for pattern in (_CONTAINS, _METHOD, _COMPARED):
        found = pattern.fullmatch(text)
        if found is not None:
            yield found


def _test(word: str, subject: ast.expr, value: ast.expr) -> ast.expr:
    if word in ("startswith", "endswith"):
        return ast.Call(ast.Attribute(subject, word, ast.Load()), [value], [])
    operator = _OPERATORS[word]()
    if word in ("in", "not in"):
        return ast.Compare(value, [operator], [subject])
    return ast.Compare(subject, [operator], [value])


def read_rest(cursor: Cursor, begin: int) -> None:
    """Nothing, a comment, or brackets too many may stand behind what was read.

    Raises:
        StuckError: something else does.
    """
    if cursor.done():
        return
    start = cursor.at
    text = cursor.text[start : cursor.end]
    if text.startswith("#"):
        cursor.at = cursor.end
        return
    if CLOSERS.match(text) is None:
        raise StuckError
    cursor.at = cursor.end
    cursor.guess("extra-bracket", start)
