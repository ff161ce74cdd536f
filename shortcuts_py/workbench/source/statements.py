"""Lines into statements: which lines make up one, whatever became of its quotes and brackets."""

from __future__ import annotations

import re
from typing import NamedTuple

from shortcuts_py.limits import check_time
from shortcuts_py.workbench.guesses import Guesses
from shortcuts_py.workbench.source.cursor import BLANKS, report
from shortcuts_py.workbench.source.model import Comment
from shortcuts_py.workbench.source.places import Lines, Places
from shortcuts_py.workbench.source.shapes import (
    HEADER,
    is_comment,
    looks_like_statement,
    surely_statement,
)

__all__ = ["TRANSCRIPT", "Statement", "is_annotated", "split_statements"]

_BLANK = BLANKS.replace("\n", "")
_TOKEN = re.compile(
    r"\\.|'''|\"\"\"|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|[()\[\]{}]|\#[^\n]*", re.DOTALL
)
_SENTENCE = re.compile(r"#\s[A-Z]\w+(?:\s\S+){3,}[.!]$")
_WEAK = re.compile(r"else\s*:\s*$|pass\s*$|case\s+.*:\s*$|\w+ = (?:\w+|\{\}|\"\")\s*$")
_TAB = 4
# Our writer's first line. It prints no string with a line that starts with `#`.
TRANSCRIPT = "# shortcuts_py: workflow"


class Statement(NamedTuple):
    """A statement's lines.

    Attributes:
        indentation: columns in front of it.
        text: its lines, joined by newlines, without the indentation of the first and
            without comments that stood between them.
        pieces: of each line its offset in the text, its number, its column.
        header: the word that makes it a block's first line; empty for none.
        inside: the comments that were taken out from between its lines.
        whole: False where the text ends within it.
        stray: whether it looks like no statement at all.
        tabs: whether there are tabs in its indentation.
        joined: offset in the text of lines that were joined to its string; 0 for none.
        headless: whether it is the end of a string whose beginning is lost.
    """

    indentation: int
    text: str
    pieces: list[tuple[int, int, int]]
    header: str
    inside: list[Comment]
    whole: bool
    stray: bool
    tabs: bool
    joined: int = 0
    headless: bool = False


def is_annotated(texts: list[str]) -> bool:
    """Whether about every line has a comment above it, as in the published samples."""
    comments = lines = 0
    for one in texts:
        text = one.lstrip(_BLANK)
        if text:
            lines += 1
            comments += text.startswith("# ")
    return comments >= 3 and comments * 5 >= lines * 2


class _Splitter:
    def __init__(
        self, lines: Lines, names: frozenset[str], annotated: bool, skipped: frozenset[int]
    ) -> None:
        self.lines = lines
        self.names = names
        self.annotated = annotated
        self.transcript = any(text.lstrip(_BLANK).startswith(TRANSCRIPT) for text in lines.texts)
        self.skipped = skipped
        self.bodies = [text.lstrip(_BLANK) for text in lines.texts]
        self.comments: list[Comment] = []
        self.spills: list[tuple[int, int]] = []  # first and last line of spilled comments
        self.count = len(lines.texts)
        self.last = max((i + 1 for i, body in enumerate(self.bodies) if body), default=0)

    def comment(self, index: int) -> Comment:
        body = self.bodies[index]
        column = len(self.lines.texts[index]) - len(body)
        return Comment(
            index + 1, self.lines.character(index + 1, column), body.rstrip(_BLANK), True
        )

    def indentation(self, index: int) -> tuple[int, bool]:
        front = self.lines.texts[index][: len(self.lines.texts[index]) - len(self.bodies[index])]
        if "\t" not in front:
            return len(front), False
        width = 0
        for sign in front:
            width += _TAB - width % _TAB if sign == "\t" else 1
        return width, True

    def run(self) -> list[Statement]:
        statements: list[Statement] = []
        index = 0
        while index < self.count:
            body = self.bodies[index]
            if not body or index in self.skipped:
                index += 1
            elif is_comment(body):
                self.comments.append(self.comment(index))
                index = self.spilled(index + 1) if self.annotated else index + 1
            else:
                statement, index = self.statement(index)
                statements.append(statement)
        return statements

    def spilled(self, index: int) -> int:
        """Lines over which a comment spilled; the line behind them.

        In an annotated text one line follows a comment. Where several do, and all but the
        last are no statements, they are the comment's own lines.
        """
        stop = index
        while stop < self.count and not is_comment(self.bodies[stop]):
            if self.bodies[stop] and looks_like_statement(self.bodies[stop]):
                break
            stop += 1
        lines = [one for one in range(index, stop) if self.bodies[one]]
        if not lines or stop >= self.count or is_comment(self.bodies[stop]):
            return index
        if stop in self.skipped or any(one in self.skipped for one in lines):
            return index
        self.comments.extend(self.comment(one) for one in lines)
        self.spills.append((lines[0], lines[-1]))
        return stop

    def statement(self, first: int) -> tuple[Statement, int]:
        """The statement that starts at a line, and the line behind it."""
        check_time()
        body = self.bodies[first]
        taken = [first]
        inside: list[Comment] = []
        whole, after = True, first + 1
        stray = not looks_like_statement(body)
        if not stray and not _is_closed(body):
            after, whole = self.extend(first, taken, inside)
        if after >= self.last and body.count("(") > body.count(")") and len(taken) == 1:
            whole = False  # the text ends here, and the call does not
        texts = [self.bodies[first], *(self.lines.texts[index] for index in taken[1:])]
        texts[-1] = texts[-1].rstrip(_BLANK)
        pieces: list[tuple[int, int, int]] = []
        offset = 0
        for index, text in zip(taken, texts, strict=True):
            column = len(self.lines.texts[index]) - len(self.bodies[index]) if index == first else 0
            pieces.append((offset, index + 1, column))
            offset += len(text) + 1
        found = HEADER.match(body)
        width, tabs = self.indentation(first)
        header = "" if found is None else found.group(1)
        text = "\n".join(texts)
        return Statement(width, text, pieces, header, inside, whole, stray, tabs), after

    def extend(self, first: int, taken: list[int], inside: list[Comment]) -> tuple[int, bool]:
        """Take the lines that belong to the statement; the line behind it, and if it is whole."""
        state = _State()
        state.feed(self.bodies[first])
        index = first + 1
        width = self.indentation(first)[0]
        after_comment = False
        trusted = -1
        while not state.closed:
            if index >= self.count or index in self.skipped:
                return index, False
            body = self.bodies[index]
            if state.quote:
                if self.annotated and is_comment(body) and body.count(state.quote) == 2:
                    # A comment of the workflow, whose quotes no such string can hold.
                    return self.give_back(taken, inside, index), True
                if is_comment(body) and not after_comment and self.belongs_below(index):
                    inside.append(self.comment(index))
                    after_comment = True
                    index += 1
                    continue
                if index > trusted and body and surely_statement(body, self.names):
                    trusted = self.trust(taken, index, state)
                    if trusted < 0:
                        return self.give_back(taken, inside, index), True
                state.feed("\n" + self.lines.texts[index])
            else:
                if is_comment(body):
                    inside.append(self.comment(index))
                    index += 1
                    continue
                if body and self.starts_anew(index, width):
                    return self.give_back(taken, inside, index), True
                state.feed("\n" + self.lines.texts[index])
            after_comment = False
            taken.append(index)
            index += 1
        return index, True

    def belongs_below(self, index: int) -> bool:
        """Whether a `#` line in a string is a comment about the line below it."""
        if index + 1 >= self.count or index in self.skipped:
            return False
        if self.annotated or self.transcript:
            return True
        text, below = self.lines.texts[index], self.lines.texts[index + 1]
        column = len(text) - len(self.bodies[index])
        same = column == len(below) - len(self.bodies[index + 1])
        return (
            same
            and bool(self.bodies[index + 1])
            and _SENTENCE.match(self.bodies[index]) is not None
        )

    def trust(self, taken: list[int], index: int, state: _State) -> int:
        """Whether a string holds what looks like a statement: the line it closes in, or -1.

        It does where Python reads the whole statement as it stands.
        """
        quote = state.quote
        stop = index
        while stop < self.count and quote not in self.lines.texts[stop]:
            stop += 1
        if stop >= self.count:
            return -1
        texts = [self.bodies[taken[0]], *(self.lines.texts[one] for one in taken[1:])]
        texts += self.lines.texts[index : stop + 1]
        text = "\n".join(texts)
        try:
            compile(text + (" pass" if text.rstrip().endswith(":") else ""), "", "exec", 0x400)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return -1
        return stop

    def starts_anew(self, index: int, width: int) -> bool:
        """Whether a line within open brackets starts the next statement all the same."""
        body = self.bodies[index]
        if body[0] in ")]}":
            return False
        if surely_statement(body, self.names) and not body.rstrip(_BLANK).endswith(","):
            return True
        return self.indentation(index)[0] <= width and looks_like_statement(body)

    def give_back(self, taken: list[int], inside: list[Comment], index: int) -> int:
        """Give up lines at the end of a broken statement that are statements of their own."""
        while len(taken) > 1 and _WEAK.match(self.bodies[taken[-1]]):
            index = taken.pop()
        while len(taken) > 1 and not self.bodies[taken[-1]]:
            taken.pop()
        last = taken[-1] + 1
        while inside and inside[-1].line > last:
            index = min(index, inside.pop().line - 1)
        return index


class _State:
    """What is open at the end of the text that was fed: a string, brackets, nothing."""

    __slots__ = ("depth", "quote")

    def __init__(self) -> None:
        self.quote = ""
        self.depth = 0

    @property
    def closed(self) -> bool:
        return not self.quote and self.depth <= 0

    def feed(self, text: str) -> None:
        at = 0
        while True:
            if self.quote:
                at = self._close(text, at)
                if at < 0:
                    return
                self.quote = ""
            for found in _TOKEN.finditer(text, at):
                sign = found.group()
                if sign in ("'''", '"""'):
                    self.quote, at = sign, found.end()
                    break
                if sign in "([{":
                    self.depth += 1
                elif sign in ")]}":
                    self.depth -= 1
            else:
                return

    def _close(self, text: str, at: int) -> int:
        while True:
            found = text.find(self.quote, at)
            if found < 0:
                return -1
            slashes = found
            while slashes > 0 and text[slashes - 1] == "\\":
                slashes -= 1
            if (found - slashes) % 2 == 0:
                return found + 3
            at = found + 1


def _is_closed(body: str) -> bool:
    """Whether a line is surely a whole statement, or at least none that goes on."""
    quotes = body.count("'''")
    if quotes % 2 or '"""' in body:
        return False
    if body[-1] == ":" and HEADER.match(body) is not None:
        return True
    if body[-1] in "([{,\\":
        return False
    if quotes:
        return True
    return body.count("(") + body.count("[") + body.count("{") <= body.count(")") + body.count(
        "]"
    ) + body.count("}")


def split_statements(
    lines: Lines,
    names: frozenset[str],
    guesses: Guesses,
    skipped: frozenset[int] = frozenset(),
) -> tuple[list[Statement], list[Comment]]:
    """Split a text into its statements and the comments between them.

    Args:
        lines: the text.
        names: the names that it assigns.
        guesses: takes up comments that spilled over several lines.
        skipped: indexes of lines that are no code.
    """
    splitter = _Splitter(lines, names, is_annotated(lines.texts), skipped)
    statements = splitter.run()
    for first, last in splitter.spills:
        places = Places(lines, [(0, first + 1, 0)])
        text = lines.texts[first]
        report(
            guesses, places, "spilled-comment", (0, len(text)), text, f"{last - first + 1} lines"
        )
    return statements, splitter.comments
