"""Where the words of code are, as Python's own syntax tree has them.

LibCST knows every word, and takes a hundred times as long: it is asked about the rest, which
is words within format strings, of imports and of definitions.
"""

from __future__ import annotations

import ast
import re
from bisect import bisect_left
from collections.abc import Iterable

from shortcuts_py.errors import TextEdit

__all__ = ["are_words"]

_STRING = re.compile(r"""[bBrRuU]{0,2}(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")""")


def are_words(module: ast.Module, code: str, edits: Iterable[TextEdit]) -> bool:
    """Whether each edit is certain to replace a name or a string, all of it.

    Args:
        module: the syntax tree of the code.
        code: the code; its lines end as Python's do.
        edits: replacements on one line each.
    """
    left = {(edit.line, edit.column): edit.end_column for edit in edits}
    numbers = sorted(line for line, _ in left)
    lines = code.split("\n")
    stack: list[ast.AST] = [module]
    while stack and left:
        node = stack.pop()
        if isinstance(node, ast.stmt) and not _within(numbers, node):
            continue
        if isinstance(node, ast.JoinedStr):
            continue  # up to Python 3.11 the places within are not to be relied on
        found = _place(node, lines)
        if found is not None and left.get(found[:2]) == found[2]:
            del left[found[:2]]
        stack.extend(ast.iter_child_nodes(node))
    return not left


def _within(numbers: list[int], node: ast.stmt) -> bool:
    """Whether one of some lines is in a statement."""
    place = bisect_left(numbers, node.lineno)
    return place < len(numbers) and numbers[place] <= (node.end_lineno or node.lineno)


def _place(node: ast.AST, lines: list[str]) -> tuple[int, int, int] | None:
    """Line, column and end, from 1 and in characters, of the word of a node."""
    if isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes)):
        if node.lineno != node.end_lineno or node.end_col_offset is None:
            return None
        start = _characters(lines, node.lineno, node.col_offset)
        end = _characters(lines, node.lineno, node.end_col_offset)
        whole = _STRING.fullmatch(lines[node.lineno - 1], start, end)
        return None if whole is None else (node.lineno, start + 1, end + 1)
    if isinstance(node, ast.Attribute) and node.end_lineno and node.end_col_offset:
        line, word = node.end_lineno, node.attr
        start = _characters(lines, line, node.end_col_offset) - len(word)
    elif isinstance(node, ast.Name):
        line, word = node.lineno, node.id
        start = _characters(lines, line, node.col_offset)
    elif isinstance(node, ast.keyword) and node.arg is not None:
        line, word = node.lineno, node.arg
        start = _characters(lines, line, node.col_offset)
    else:
        return None
    # A name that Unicode writes in another way is spelt otherwise in the code.
    if lines[line - 1][max(start, 0) : start + len(word)] != word:
        return None
    return line, start + 1, start + 1 + len(word)


def _characters(lines: list[str], line: int, column: int) -> int:
    """A column in characters from one in bytes."""
    text = lines[line - 1]
    return column if text.isascii() else len(text.encode()[:column].decode(errors="ignore"))
