"""The patterns of cases: plain strings, and f-strings, which the pre-pass made plain."""

from __future__ import annotations

import ast
from bisect import bisect_left

from shortcuts_py.apple.prescan import Source

__all__ = ["pattern_text"]


def pattern_text(source: Source, pattern: ast.pattern) -> str | ast.JoinedStr | None:
    """The text of a pattern, or its f-string; None where it is something else."""
    value = pattern.value if type(pattern) is ast.MatchValue else None
    if type(value) is ast.JoinedStr:
        return value
    if type(value) is not ast.Constant or type(value.value) is not str:
        return None
    start = source.offset(value.lineno, value.col_offset)
    end = source.offset(value.end_lineno or value.lineno, value.end_col_offset or 0)
    index = bisect_left(source.patterns, start - 1)
    if index == len(source.patterns) or source.patterns[index] >= end:
        return value.value
    start = min(start, source.patterns[index])
    # Brackets and blanks in front keep every position that of the source.
    line, column = source.position(start)
    text = f"({_restored(source, start, end, index)})"
    try:
        found = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError):
        return None
    _move(found, line - 1, column - 2, source)
    return found if type(found) is ast.JoinedStr else None


def _restored(source: Source, start: int, end: int, index: int) -> str:
    """A piece of the source with the prefixes that the pre-pass replaced."""
    pieces: list[str] = []
    for offset in source.patterns[index:]:
        if offset >= end:
            break
        width = 1 if source.code[offset] == "u" else 2
        pieces += (source.code[start:offset], source.original[offset : offset + width])
        start = offset + width
    return "".join([*pieces, source.code[start:end]])


def _move(node: ast.AST, lines: int, columns: int, source: Source) -> None:
    """Give the nodes of a piece of source the positions that they have in the whole."""
    start = source.starts[lines]
    before = source.code[start : start + columns + 1]
    width = len(before.encode("utf-8", "surrogatepass")) - 1
    for one in ast.walk(node):
        if not isinstance(one, ast.expr):
            continue
        if one.lineno == 1:
            one.col_offset += width
        if one.end_lineno == 1 and one.end_col_offset is not None:
            one.end_col_offset += width
        one.lineno += lines
        if one.end_lineno is not None:
            one.end_lineno += lines
