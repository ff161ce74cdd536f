"""What the text layer gives to the reader: statements with their places, and the comments.

Positions count as `ast` counts them: lines from 1, columns from 0 in UTF-8 bytes, both in
the text as it was given (`Source.code`), whatever was repaired. Comments count their
columns in characters.

Sound text gives what `ast.parse` gives. Text that was repaired gives the same nodes, and
four things that `ast.parse` never gives:

* `ast.keyword(arg="Show-text")`, an argument whose name is no identifier;
* `ast.Attribute(attr="File Size")`, a property of several words;
* `ast.Constant` for words that stood without quotes, as text;
* `Unreadable`, a statement that could not be read.
"""

from __future__ import annotations

import ast
from typing import Any, NamedTuple

__all__ = ["Comment", "Source", "Unreadable"]


class Comment(NamedTuple):
    """A comment.

    Attributes:
        line: its line, from 1.
        column: the column of its `#` in the line, from 0, in characters.
        text: the comment from its `#` to the end of the line, without the line end.
        own_line: whether nothing stands before it in its line.
    """

    line: int
    column: int
    text: str
    own_line: bool


class Unreadable(ast.stmt):
    """A statement that could not be read; the text layer has reported it as lost.

    Attributes:
        text: the statement as it stands in the source, without its indentation.
    """

    _fields = ("text",)
    text: str

    def __init__(self, text: str = "", **positions: Any) -> None:
        super().__init__(**positions)
        self.text = text


class Source(NamedTuple):
    """A text that was read.

    Attributes:
        module: its statements.
        comments: its comments, in the order of their places; those inside of strings that
            did not belong there included.
        code: the text as it was given.
    """

    module: ast.Module
    comments: list[Comment]
    code: str
