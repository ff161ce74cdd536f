"""Where in the code the cursor is: in which call, at which argument, in a string or not.

Code that is being typed does not parse, so the text before the cursor is read token by
token, with a stack of the brackets that are open.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Call", "Cursor", "find_cursor"]

_TOKEN = re.compile(
    r"""
      (?P<comment>\#[^\n]*)
    | (?P<string>(?i:[rbuf]{0,2})(?P<quote>\"\"\"|'''|\"|'))
    | (?P<name>[^\W\d]\w*)
    | (?P<number>\d[\w.]*)
    | (?P<equal>==|<=|>=|!=|:=|\+=|-=|\*=|/=)
    | (?P<newline>\n)
    | (?P<space>[ \t\r\f]+|\\\n)
    | (?P<sign>.)
    """,
    re.VERBOSE,
)
_ENDS = {quote: re.compile(rf"(?:[^\\]|\\.)*?{quote}", re.DOTALL) for quote in ('"""', "'''")} | {
    quote: re.compile(rf"(?:[^\\\n{quote}]|\\.)*{quote}", re.DOTALL) for quote in ('"', "'")
}
_NAME = re.compile(r"[^\W\d]\w*")
_TOP_LEVEL = re.compile(r"^[^\W\d]", re.MULTILINE)
_LOOK_BACK = 20_000  # characters; statements are shorter
_OPEN, _CLOSE = "([{", ")]}"


class Call(NamedTuple):
    """A call that is open at the cursor.

    Attributes:
        name: what is called, dots and all, such as "show_alert"; empty for brackets of a
            list, a dictionary or a group.
        keyword: the keyword whose value the cursor is in; None for a positional argument.
        given: the keywords that stand before the cursor.
        position: how many arguments stand before the cursor's.
        start: offset of the bracket.
    """

    name: str
    keyword: str | None
    given: tuple[str, ...]
    position: int
    start: int


class Cursor(NamedTuple):
    """What stands before the cursor.

    Attributes:
        prefix: the word, or the part of a string, that has been typed so far.
        start: offset at which the prefix begins.
        quote: the quotation mark of the string that the cursor is in, or empty.
        subject: the expression before the dot, where there is one: "report" in `report.na`.
        calls: the open brackets, innermost last.
        comment: whether the cursor is in a comment.
        statement: whether nothing but the prefix stands before the cursor in its statement.
    """

    prefix: str
    start: int
    quote: str = ""
    subject: str | None = None
    calls: tuple[Call, ...] = ()
    comment: bool = False
    statement: bool = False

    @property
    def call(self) -> Call | None:
        """The innermost open bracket, if it is a call's."""
        return self.calls[-1] if self.calls and self.calls[-1].name else None


class _Frame:
    __slots__ = ("given", "keyword", "name", "position", "start")

    def __init__(self, name: str, start: int) -> None:
        self.name = name
        self.start = start
        self.keyword: str | None = None
        self.given: list[str] = []
        self.position = 0

    def freeze(self) -> Call:
        return Call(self.name, self.keyword, tuple(self.given), self.position, self.start)


def find_cursor(code: str, offset: int) -> Cursor:
    """Say where the cursor is.

    Args:
        code: the document.
        offset: characters before the cursor.
    """
    text = code[:offset]
    frames: list[_Frame] = []
    dotted = ""  # the name with dots that ends at the current place
    begun = False  # whether the statement has a token already
    position = _statement_start(text)
    before: tuple[str, bool] = ("", False)  # the dotted name and `begun` before the last token
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None:  # no text lacks a match: the last branch takes any character
            break
        kind, token, start = found.lastgroup, found.group(), position
        position = found.end()
        before = (dotted, begun)
        if kind == "string":
            end = _ENDS[found.group("quote")].match(text, position)
            if end is None and len(found.group("quote")) == 1 and "\n" in text[position:]:
                # A string that its line does not end: the next line is code again.
                position = text.index("\n", position)
            elif end is None:
                calls = tuple(frame.freeze() for frame in frames)
                return Cursor(text[position:], position, found.group("quote"), None, calls)
            else:
                position = end.end()
            dotted, begun = "", True
        elif kind == "comment":
            if position == len(text):
                return Cursor(token, start, comment=True)
        elif kind == "newline":
            if not frames:
                dotted, begun = "", False
        elif kind == "space":
            continue
        elif kind == "name":
            dotted = f"{dotted}{token}" if dotted.endswith(".") else token
            begun = True
        else:
            dotted, begun = _sign(token, kind, dotted, frames, start, begun)
    return _at_end(text, frames, dotted, begun, before)


def _word_at_end(text: str) -> str:
    """The name that a text ends in; empty for none."""
    start = len(text)
    while start and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    word = _NAME.search(text, start)
    return word.group() if word else ""


def _statement_start(text: str) -> int:
    """The start of the last statement without indentation, where it can be told quickly."""
    starts = [one.start() for one in _TOP_LEVEL.finditer(text, max(0, len(text) - _LOOK_BACK))]
    if not starts:
        return 0
    start = starts[-1]
    # A line of a long string may look like a statement.
    inside = any(text.count(quote, 0, start) % 2 for quote in ('"""', "'''"))
    return 0 if inside else start


def _sign(
    sign: str, kind: str | None, dotted: str, frames: list[_Frame], start: int, begun: bool
) -> tuple[str, bool]:
    """Read a sign; the dotted name and whether the statement has begun, behind it."""
    if sign == "." and dotted:
        return f"{dotted}.", True
    if sign in _OPEN:
        frames.append(_Frame(dotted if sign == "(" else "", start))
    elif sign in _CLOSE and frames:
        closed = frames.pop()
        return (f"{closed.name}()" if closed.name else "()"), True
    elif sign == "," and frames:
        frames[-1].keyword = None
        frames[-1].position += 1
    elif sign == "=" and frames and frames[-1].name and dotted.isidentifier():
        frames[-1].keyword = dotted
        frames[-1].given.append(dotted)
    elif sign in ":;" and not frames:
        return "", False
    return "", kind == "equal" or begun or sign not in ":;"


def _at_end(
    text: str, frames: list[_Frame], dotted: str, begun: bool, before: tuple[str, bool]
) -> Cursor:
    calls = tuple(frame.freeze() for frame in frames)
    prefix = _word_at_end(text)
    start = len(text) - len(prefix)
    subject: str | None = None
    path = before[0] if prefix else dotted
    if path.endswith(".") and text[:start].rstrip().endswith("."):
        subject = path[:-1]
    statement = not frames and subject is None and not (before[1] if prefix else begun)
    return Cursor(prefix, start, "", subject, calls, False, statement)
