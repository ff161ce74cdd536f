"""Lines that are no statements: lines of strings that came loose."""

from __future__ import annotations

import re
from bisect import bisect_left

from shortcuts_py.workbench.source.model import Comment
from shortcuts_py.workbench.source.statements import Statement

__all__ = ["join_fragments"]

_CLOSE = re.compile(r"'''[)\]}]*\s*$")


def join_fragments(statements: list[Statement], comments: list[Comment]) -> list[Statement]:
    """Join lines that are no statements to the string that they belong to.

    Such lines belong to the string that ended just above them; not where a comment of the
    workflow stands between, which is one beside the comment that the line itself has. Where
    they end a string that nothing began, they are its rest. Else they stay by themselves.
    """
    if not any(one.stray for one in statements):
        return statements
    lines = [one.line for one in comments]
    result: list[Statement] = []
    index = 0
    while index < len(statements):
        if not statements[index].stray:
            result.append(statements[index])
            index += 1
            continue
        stop = index + 1
        while stop < len(statements) and statements[stop].stray:
            if (
                _CLOSE.search(statements[stop - 1].text)
                or _between(lines, statements[stop - 1], statements[stop]) > 1
            ):
                break
            stop += 1
        run = statements[index:stop]
        before = result[-1] if result else None
        near = before is not None and _between(lines, before, run[0]) <= 1
        if before is not None and near and _takes(before, run[-1]):
            result[-1] = _join(before, run, lines)
        else:
            result.append(_alone(run))
        index = stop
    return result


def _between(lines: list[int], above: Statement, below: Statement) -> int:
    """How many comments stand between two statements."""
    return bisect_left(lines, below.pieces[0][1]) - bisect_left(lines, above.pieces[-1][1])


def _takes(statement: Statement, last: Statement) -> bool:
    """Whether a statement ends in a string that may go on, up to a last line."""
    several = len(statement.pieces) > 1 or "'''" in last.text
    return (
        several
        and not statement.header
        and (not statement.stray or statement.joined > 0)
        and not statement.headless
        and _CLOSE.search(statement.text) is not None
    )


def _append(text: str, pieces: list[tuple[int, int, int]], run: list[Statement]) -> str:
    for one in run:
        offset = len(text) + 1 if text else 0
        text = f"{text}\n{one.text}" if text else one.text
        pieces.extend((offset + at, line, column) for at, line, column in one.pieces)
    return text


def _join(before: Statement, run: list[Statement], lines: list[int]) -> Statement:
    text = _CLOSE.sub("", before.text)
    pieces = list(before.pieces)
    joined = len(text) + 1
    closed = _CLOSE.search(run[-1].text) is not None or "'''" in run[-1].text
    lost = run[0].pieces[0][1] - before.pieces[-1][1] - 1 - _between(lines, before, run[0])
    text = _append(text + "\n" * max(0, lost), pieces, run)
    if not closed:
        found = _CLOSE.search(before.text)
        text += "" if found is None else found.group().rstrip()
    return before._replace(text=text, pieces=pieces, joined=joined, whole=True)


def _alone(run: list[Statement]) -> Statement:
    pieces: list[tuple[int, int, int]] = []
    text = _append("", pieces, run)
    headless = "'''" in run[-1].text and not run[-1].text.startswith("'''")
    return run[0]._replace(text=text, pieces=pieces, stray=not headless, headless=headless)
