"""Comments of a source: announcements, Comment actions, and notes about other lines.

A comment on its own line is a Comment action; lines that touch are one. A comment behind a
statement is a note and no action. In a text of which most statements have a comment line of
their own above them, as the published samples have, the last line above a statement is a
note, and of the lines above that every second one, counted from the first.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from shortcuts_py.announcements import Announcement, read_announcement
from shortcuts_py.errors import ShortcutError
from shortcuts_py.workbench.guesses import Guess
from shortcuts_py.workbench.source.model import Comment

if TYPE_CHECKING:
    from shortcuts_py.workbench.reading import Reader

__all__ = ["Remarks", "comment_text"]

_ANNOTATED = 0.6
_FEWEST = 3
_QUOTES = "'''"


def comment_text(line: str) -> str:
    """The text of a comment line: without its `#` and one blank."""
    text = line[1:]
    return text[1:] if text.startswith(" ") else text


class Remarks:
    """The comments of a source, taken in their order.

    Args:
        reader: the reading.
        lines: the lines on which statements start.
    """

    def __init__(self, reader: Reader, lines: list[int]) -> None:
        self.reader = reader
        self.comments = reader.source.comments
        self.next = 0
        self.annotated = not reader.exact and self._is_annotated(lines)

    def _is_annotated(self, lines: list[int]) -> bool:
        own = {comment.line for comment in self.comments if comment.own_line}
        above = sum(line - 1 in own for line in lines)
        return above >= _FEWEST and above >= _ANNOTATED * len(lines)

    def before(self, line: int, column: int = 0) -> None:
        """Take the comments above a line that are indented at least as far as a column."""
        comments = self.comments
        start = self.next
        while self.next < len(comments):
            comment = comments[self.next]
            if comment.line >= line or (comment.own_line and comment.column < column):
                break
            self.next += 1
        if start < self.next:
            self._take(comments[start : self.next], line)

    def behind(self, first: int, last: int) -> list[tuple[Comment, Announcement]]:
        """Take the comments within the lines of a statement; gives the announcements."""
        comments = self.comments
        found: list[tuple[Comment, Announcement]] = []
        while self.next < len(comments) and comments[self.next].line <= last:
            comment = comments[self.next]
            self.next += 1
            if comment.line >= first:
                announcement = self._announcement(comment)
                if announcement is not None:
                    found.append((comment, announcement))
                elif comment.own_line and not self.annotated:
                    self.reader.mark(comment)
                    self.reader.comment(comment_text(comment.text))
        return found

    def _announcement(self, comment: Comment) -> Announcement | None:
        if "shortcuts_py:" not in comment.text:
            return None
        try:
            return read_announcement(comment.text)
        except ShortcutError as error:
            self.refuse(comment, str(error))
            return None

    def refuse(self, comment: Comment, message: str) -> None:
        """Report an announcement that means nothing."""
        line, column = comment.line, comment.column + 1
        end = column + len(comment.text)
        text = comment.text if len(comment.text) <= 200 else f"{comment.text[:197]}..."
        self.reader.guesses.append(
            Guess(line, column, line, end, "lost-announcement", text, message, 0.0, True)
        )

    def _take(self, comments: list[Comment], line: int) -> None:
        """Comments between two statements."""
        run: list[Comment] = []
        for comment in comments:
            if not comment.own_line:
                continue
            announcement = self._announcement(comment)
            if announcement is not None:
                self._finish(run, 0)
                run = []
                from shortcuts_py.workbench.announced import apply_alone

                self.reader.mark(comment)
                apply_alone(self.reader, self, comment, announcement)
                continue
            if "shortcuts_py:" in comment.text and self.reader.exact:
                continue
            if run and comment.line != run[-1].line + 1:
                self._finish(run, 0)
                run = []
            run.append(comment)
        self._finish(run, line)

    def _finish(self, run: list[Comment], line: int) -> None:
        """Make of comments that touch what they are."""
        if not run:
            return
        if self.annotated:
            if run[-1].line == line - 1:
                run = run[:-1]
            run = run[1::2]
            for comment in run:
                self._add([comment])
            return
        self._add(run)

    def _add(self, run: list[Comment]) -> None:
        self.reader.mark(run[0])
        text = "\n".join(comment_text(comment.text) for comment in run)
        if not self.reader.exact and text.startswith(_QUOTES):
            text = text.strip()[3:].removesuffix(_QUOTES)
        self.reader.comment(text)


def last_line(node: ast.AST) -> int:
    """The last line of a node."""
    end: int | None = getattr(node, "end_lineno", None)
    return end if end is not None else int(getattr(node, "lineno", 1))
