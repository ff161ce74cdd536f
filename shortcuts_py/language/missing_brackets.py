"""Statements of several lines that have lost an opening bracket.

    show_alert
        "Ready",
        title="Tea",
    )

Python stops at the second line, then at the third, then at the last one. Here they are
one statement: what is indented further than its first line, up to a line of nothing but
closing brackets that is not.
"""

from __future__ import annotations

import ast
import re
import textwrap
import warnings

from shortcuts_py.language.logical_lines import LogicalLines, indentation
from shortcuts_py.language.syntax_places import Place

__all__ = ["end_of_statement", "slip_in_front", "statement_without_opening"]

_MOST = 20  # statements that are looked at: each costs a look at all lines before it
_CLOSING = re.compile(r"\s*[)\]}]+\s*,?\s*(?:#.*)?\Z")


def end_of_statement(logical: LogicalLines, first: int, last: int) -> int:
    """The last line (from 0) of a broken statement, with the lines that only look apart.

    Args:
        logical: the statements of the code.
        first: its first line.
        last: its last one as far as its brackets say.
    """
    lines = logical.lines
    indent = indentation(lines[first])
    if lines[last].partition("#")[0].rstrip().endswith(":"):
        return last  # what follows is the body of a header
    for index in range(last + 1, len(lines)):
        text = lines[index]
        if not text.strip() or indentation(text) > indent:
            continue
        if indentation(text) != indent or _CLOSING.match(text) is None:
            return last
        return index if logical.is_stray(index, indent) else last
    return last


def statement_without_opening(logical: LogicalLines, line: int) -> tuple[int, int] | None:
    """First and last line of the statement that a line belongs to after all.

    Args:
        logical: the statements of the code.
        line: where Python's parser stopped: an indented line, or closing brackets alone.

    Returns:
        None where the line is no part of such a statement.
    """
    lines = logical.lines
    before = line - 1
    for _ in range(_MOST):
        while before > 0 and not lines[before].strip():
            before -= 1
        if before < 0 or not lines[before].strip() or lines[before].lstrip().startswith("#"):
            return None
        first, last, _ = logical.around(before)
        if indentation(lines[first]) <= indentation(lines[line]):
            end = end_of_statement(logical, first, last) if last < line else last
            return (first, end) if last < line <= end else None
        before = first - 1
    return None


def slip_in_front(lines: list[str], first: int, last: int) -> tuple[Place, str] | None:
    """Where a statement goes wrong in front of the bracket that closes nothing.

    Args:
        lines: of the code.
        first: the first line of the statement.
        last: its last one, which closes what is not open.

    Returns:
        Place and message; None where the front is sound as such.
    """
    text = textwrap.dedent("\n".join(lines[first:last]))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except IndentationError:
        return None
    except SyntaxError as error:
        if error.lineno is None or "unmatched" in error.msg or "never closed" in error.msg:
            return None
        line = min(first + error.lineno - 1, last)
        shift = indentation(lines[first])
        column = shift + max((error.offset or 1) - 1, 0)
        end = max(shift + (error.end_offset or 0) - 1, column + 1)
        if error.end_lineno != error.lineno:
            end = column + 1
        return Place(line, column, line, end), error.msg
    except (RecursionError, MemoryError, ValueError):
        return None
    return None
