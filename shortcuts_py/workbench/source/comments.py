"""The comments of sound code, without tokenizing it."""

from __future__ import annotations

import re

from shortcuts_py.workbench.source.model import Comment

__all__ = ["TOKEN", "find_comments"]

# Strings are passed over whole, so that a `#` in one is no comment.
TOKEN = re.compile(
    r"'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'(?:[^'\\\n]|\\.)*'"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|\#[^\n\r]*",
    re.DOTALL,
)


def find_comments(code: str) -> list[Comment]:
    """The comments of code that parses, in order."""
    if "#" not in code:
        return []
    comments: list[Comment] = []
    line = 1
    counted = 0
    for match in TOKEN.finditer(code):
        if code[match.start()] != "#":
            continue
        start = match.start()
        line += code.count("\n", counted, start)
        counted = start
        line_start = code.rfind("\n", 0, start) + 1
        before = code[line_start:start]
        comments.append(Comment(line, len(before), match.group(), not before.strip()))
    return comments
