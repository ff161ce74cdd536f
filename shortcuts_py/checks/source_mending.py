"""Mending code: what has one safe answer is replaced, everything else stays as it is."""

from __future__ import annotations

from collections.abc import Iterable

from shortcuts_py.checks.source import check_source
from shortcuts_py.checks.source_edits import apply_edits
from shortcuts_py.checks.source_fixes import MISSPELT
from shortcuts_py.errors import Diagnostic, TextEdit

__all__ = ["fix_source"]

_MOST_ROUNDS = 10


def fix_source(
    code: str, filename: str = "<string>", codes: Iterable[str] | None = None
) -> tuple[str, list[Diagnostic]]:
    """Mend what has one safe answer.

    Args:
        code: code of the native dialect.
        filename: its name, for messages.
        codes: what is mended; None for everything.

    Returns:
        The code, and the problems that are mended in it. Without such problems it is the
        code that was given; formatting and comments stay in any case.
    """
    wanted = None if codes is None else frozenset(codes)
    mended: list[Diagnostic] = []
    problems = check_source(code, filename)
    for _ in range(_MOST_ROUNDS):
        chosen = [
            one
            for one in problems
            if any(fix.safe for fix in one.fixes) and (wanted is None or one.code in wanted)
        ]
        edits = [
            edit
            for one in chosen
            for edit in next(fix for fix in one.fixes if fix.safe).edits
            if isinstance(edit, TextEdit)
        ]
        new = apply_edits(code, edits) if edits else None
        if new is None or new == code:
            break
        after = check_source(new, filename)
        if _weight(after) >= _weight(problems):
            break  # it was no answer after all
        mended += chosen
        code, problems = new, after
    return code, mended


def _weight(problems: list[Diagnostic]) -> int:
    """How many words are wrong. Other problems may come up that these had hidden."""
    return sum(one.code in MISSPELT or one.code == "syntax" for one in problems)
