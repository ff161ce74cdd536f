"""Quick fixes of a diagnostic: its own fixes, and its suggestions where they stand for a word."""

from __future__ import annotations

from typing import NamedTuple

from shortcuts_py.errors import Diagnostic, TextEdit

__all__ = ["Change", "QuickFix", "fixes_of"]


class Change(NamedTuple):
    """New text for a span; lines and columns in characters, both from 0."""

    start: tuple[int, int]
    end: tuple[int, int]
    text: str


class QuickFix(NamedTuple):
    """A fix as an editor offers it."""

    title: str
    edits: tuple[Change, ...]


def fixes_of(one: Diagnostic, code: str) -> list[QuickFix]:
    """The quick fixes of a diagnostic of this code, best first."""
    found: list[QuickFix] = []
    for fix in one.fixes:
        edits = tuple(
            Change((edit.line - 1, edit.column - 1), (edit.end_line - 1, edit.end_column - 1),
                   edit.text)
            for edit in fix.edits
            if isinstance(edit, TextEdit)
        )  # fmt: skip
        if edits and len(edits) == len(fix.edits):
            found.append(QuickFix(fix.title, edits))
    taken = {fix.edits[0].text for fix in found if len(fix.edits) == 1}
    for change in _suggested(one, code):
        if change.text not in taken:
            taken.add(change.text)
            found.append(QuickFix(f"Change to {change.text}", (change,)))
    return found


def _suggested(one: Diagnostic, code: str) -> list[Change]:
    """Each suggestion in the place of the word or the string that the diagnostic is about."""
    lines = code.split("\n")
    if one.line is None or one.column is None or one.end_column is None:
        return []
    if one.line != one.end_line or not 0 < one.line <= len(lines):
        return []
    start, end = one.column - 1, one.end_column - 1
    text = lines[one.line - 1][start:end]
    quoted = text[:1] in {'"', "'"} and text[-1:] == text[:1] and len(text) > 1
    if not quoted and not text.isidentifier():
        return []
    row = one.line - 1
    written = [f"{text[0]}{word}{text[0]}" if quoted else word for word in one.suggestions]
    return [Change((row, start), (row, end), word) for word in written]
