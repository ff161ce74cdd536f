"""Where the code is in a model's answer, and which dialect it is in."""

from __future__ import annotations

import re

from shortcuts_py.language.parsing import parse_quietly
from shortcuts_py.workbench.guesses import Guesses
from shortcuts_py.workbench.source.answers import find_other_lines
from shortcuts_py.workbench.source.characters import split_lines

__all__ = ["find_code", "guess_dialect", "parses"]

# What only this dialect has, and what only the others have.
_WORKBENCH = re.compile(
    r"^# shortcuts_py: workflow\b"
    r"|\bis_workflow_\w+\(\s"
    r"|\b(?:com|net|org|io|co|app|de|uk)_\w+_\w+\([\s)]"
    r"|\bis[_.]workflow[_.]actions[_.]\w+\("
    r"|\bcom\.\w+\.[\w.]+\(\s"
    r"|^[^\S\n]*match\s+input\("
    r"|\bfor\s+Repeat_(?:Index|Item)"
    r"|\bcoerce_variable\(",
    re.MULTILINE,
)
_NATIVE = re.compile(
    r"^from shortcuts_py\.lang import|^shortcut\(|^\w+(?:, \w+)* = variables?\("
    r"|^[^\S\n]*match choose_from_menu\(",
    re.MULTILINE,
)


def parses(code: str) -> bool:
    """Whether Python reads the code."""
    try:
        parse_quietly(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return False
    return True


def find_code(text: str, guesses: Guesses) -> str:
    """The code in an answer, at its old lines: whatever else is there is blank.

    Args:
        text: the answer.
        guesses: takes up what was left out.
    """
    if "```" not in text and "~~~" not in text and parses(text):
        return text
    lines = split_lines(text, guesses)
    skipped = find_other_lines(lines, frozenset(), guesses)
    return "\n".join("" if index in skipped else one for index, one in enumerate(lines.texts))


def guess_dialect(code: str) -> str:
    """The dialect that code is written in, which may be damaged."""
    from shortcuts_py.dialects import recognise

    if recognise(code) == "apple":
        return "apple"
    if _NATIVE.search(code) is None and _WORKBENCH.search(code) is not None:
        return "workflowbench"
    return "native"
