"""Mending code that Python reads and the compiler does not: native code, and Apple's.

What a diagnostic offers in the place of a word is taken, in the concrete syntax tree, so that
everything else stays as it was written. A statement for which nothing is offered becomes a
comment. Both are reported.
"""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from shortcuts_py.errors import CompileError, Diagnostic, TextEdit
from shortcuts_py.language.parsing import parse_quietly
from shortcuts_py.limits import check_time
from shortcuts_py.workbench.guesses import Guess, Guesses
from shortcuts_py.workflow.document import Workflow

__all__ = ["Mended", "mend_code"]

_ROUNDS = 12
# Every round reads the code again. What is still wrong in long code then is put aside.
_MOST_CHARACTERS, _OFFERS = 300_000, 4
_SURE, _LIKELY = 0.9, 0.6


class Mended(NamedTuple):
    """Code that compiles.

    Attributes:
        code: the code.
        workflow: what it compiles to.
    """

    code: str
    workflow: Workflow


def mend_code(code: str, dialect: str, guesses: Guesses) -> Mended | None:
    """Mend code until it compiles; None where it cannot be mended.

    Args:
        code: the code; Python reads it.
        dialect: "native" or "apple".
        guesses: takes up what was changed and what was lost.
    """
    from shortcuts_py.dialects import compile_code

    kept = len(guesses)
    for number in range(_ROUNDS):
        check_time()
        try:
            return Mended(code, compile_code(code, dialect))
        except CompileError as error:
            diagnostics = error.diagnostics
        changed = None
        if number < max(_OFFERS, _MOST_CHARACTERS // (len(code) + 1)):
            changed = _take_offers(code, guesses)
        changed = changed or _put_aside(code, diagnostics, guesses)
        if changed is None:
            break
        code = changed
    del guesses[kept:]
    return None


def _take_offers(code: str, guesses: Guesses) -> str | None:
    """The code with the first fix of every error; None where there is none."""
    from shortcuts_py.checks.source import check_source
    from shortcuts_py.checks.source_edits import apply_edits

    chosen: list[tuple[Diagnostic, TextEdit, bool]] = []
    taken: set[tuple[int, int]] = set()
    for one in check_source(code):
        if one.severity != "error" or not one.fixes:
            continue
        fix = one.fixes[0]
        edits = [edit for edit in fix.edits if isinstance(edit, TextEdit)]
        places = {(edit.line, edit.column) for edit in edits}
        if not edits or len(edits) != len(fix.edits) or places & taken:
            continue
        if any(edit.line != edit.end_line for edit in edits):
            continue
        taken |= places
        chosen += [(one, edit, fix.safe) for edit in edits]
    if not chosen:
        return None
    changed = apply_edits(code, [edit for _, edit, _ in chosen])
    if changed is None or changed == code or not _still_parses(changed):
        return None
    lines = code.split("\n")
    for one, edit, safe in chosen:
        read = lines[edit.line - 1][edit.column - 1 : edit.end_column - 1]
        confidence = _SURE if safe else _LIKELY
        place = (edit.line, edit.column, edit.end_line, edit.end_column)
        guesses.append(Guess(*place, one.code, read, edit.text, confidence, False, one.suggestions))
    return changed


def _put_aside(code: str, diagnostics: list[Diagnostic], guesses: Guesses) -> str | None:
    """The code with the statements of errors as comments; None where that is not possible."""
    wrong = sorted({one.line for one in diagnostics if one.severity == "error" and one.line})
    lines = code.split("\n")
    module = parse_quietly(code)
    found, alone = False, _alone(module)
    for node in _simple_statements(module):
        last = node.end_lineno or node.lineno
        if bisect_left(wrong, node.lineno) == bisect_right(wrong, last):
            continue
        before = lines[node.lineno - 1]
        front = before[: len(before) - len(before.lstrip())]
        if len(before[: node.col_offset].encode()) != len(front) or ";" in before:
            continue  # something else stands on its line
        text = "\n".join(lines[node.lineno - 1 : last])
        kept = text.strip()
        if id(node) in alone:
            # A body needs a statement.
            lines[node.lineno - 1] = f"{front}comment({kept!r})"
            lines[node.lineno : last] = [""] * (last - node.lineno)
        else:
            for index in range(node.lineno - 1, last):
                lines[index] = f"{front}# {lines[index].strip()}"
        place = (node.lineno, len(front) + 1, last, len(text.rsplit("\n", 1)[-1]) + 1)
        guesses.append(Guess(*place, "unreadable", kept[:200], "", 0.0, True))
        found = True
    changed = "\n".join(lines)
    return changed if found and _still_parses(changed) else None


def _simple_statements(module: ast.Module) -> list[ast.stmt]:
    return [
        node
        for node in ast.walk(module)
        if isinstance(node, ast.stmt) and not hasattr(node, "body") and not hasattr(node, "cases")
    ]


def _alone(module: ast.Module) -> set[int]:
    """The `id` of each statement that is alone in its body."""
    bodies = [getattr(node, name, ()) for node in ast.walk(module) for name in ("body", "orelse")]
    return {id(body[0]) for body in bodies if isinstance(body, list) and len(body) == 1}


def _still_parses(code: str) -> bool:
    from shortcuts_py.workbench.recognising import parses

    return parses(code)
