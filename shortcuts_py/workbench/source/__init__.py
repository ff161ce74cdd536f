"""The text layer of the WorkflowBench dialect: text, sound or damaged, to statements.

Sound text is parsed by Python; `patching` looks again at statements that may mean something
else. Any other text goes through stages that each know one kind
of damage:

1. `characters`: line ends, and characters that no text has;
2. `answers`: fences, prose, several blocks;
3. `statements`: which lines make up a statement;
4. `reading`: a statement's text to nodes, by Python where it is sound, else by a reader of
   its own (`expressions`, `strings`, `containers`, `calls`), which repairs as it reads;
5. `structure`: blocks from headers and indentation;
6. `wrappers`: a function around the workflow;
7. `native_words`: calls of the native dialect between those of this one;
8. `python_habits`: statements of Python that the dialect has other words for;
9. `branches`: an else that is lost.

Every repair is of a kind in `kinds`, and is reported under it.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from typing import Any

from shortcuts_py.announcements import read_announcement
from shortcuts_py.collecting import paused_collection
from shortcuts_py.errors import ShortcutError
from shortcuts_py.limits import current_limits
from shortcuts_py.workbench.guesses import Guesses
from shortcuts_py.workbench.source.answers import find_other_lines
from shortcuts_py.workbench.source.branches import part_branches
from shortcuts_py.workbench.source.characters import has_controls, split_lines
from shortcuts_py.workbench.source.comments import find_comments
from shortcuts_py.workbench.source.fragments import join_fragments
from shortcuts_py.workbench.source.model import Comment, Source, Unreadable
from shortcuts_py.workbench.source.native_words import read_native_words
from shortcuts_py.workbench.source.patching import patch_module
from shortcuts_py.workbench.source.places import Lines
from shortcuts_py.workbench.source.python_habits import rewrite_habits
from shortcuts_py.workbench.source.reading import Reading, read_statement
from shortcuts_py.workbench.source.shapes import ASSIGNED
from shortcuts_py.workbench.source.statements import (
    TRANSCRIPT,
    is_annotated,
    split_statements,
)
from shortcuts_py.workbench.source.structure import build_module
from shortcuts_py.workbench.source.suspicion import has_comment_in_string, is_suspect
from shortcuts_py.workbench.source.wrappers import unwrap

__all__ = ["TRANSCRIPT", "Comment", "Source", "Unreadable", "read_source", "read_transcript"]


def read_source(code: str, guesses: Guesses) -> Source:
    """Read the text of a workflow, whatever became of it.

    Args:
        code: the text.
        guesses: takes up what had to be guessed, and what was lost.

    Raises:
        ShortcutError: the text is longer than any workflow.
    """
    if len(code) > current_limits().file_size:
        raise ShortcutError(f"{len(code)} characters are more than the limit")
    with warnings.catch_warnings(), paused_collection():
        # Python warns of escapes and literals that it may refuse one day; the text is data.
        warnings.simplefilter("ignore")
        return _read(code, guesses)


def read_transcript(code: str) -> Source | None:
    """What our writer printed, as it says it; None where the text does not look like that."""
    if not code.startswith(TRANSCRIPT):
        return None
    with warnings.catch_warnings(), paused_collection():
        warnings.simplefilter("ignore")
        module = _parse(code)
    return None if module is None else Source(module, find_comments(code), code)


def _read(code: str, guesses: Guesses) -> Source:
    module = _parse(code)
    if module is not None and not is_suspect(code) and not has_comment_in_string(code):
        unwrap(module, code, guesses)
        read_native_words(module, code, guesses)
        rewrite_habits(module, code, guesses)
        part_branches(module, code, guesses, damaged=False)
        return Source(module, find_comments(code), code)
    if module is not None and not has_controls(code):
        lines = split_lines(code, guesses)
        if not (is_annotated(lines.texts) and has_comment_in_string(code)):
            return _patch(code, module, lines, guesses)
    return _repair(code, guesses)


def _patch(code: str, module: ast.Module, lines: Lines, guesses: Guesses) -> Source:
    patch_module(module, lines, _names(lines), guesses)
    damaged = bool(guesses)
    unwrap(module, code, guesses)
    read_native_words(module, code, guesses)
    rewrite_habits(module, code, guesses)
    part_branches(module, code, guesses, damaged=damaged)
    return Source(module, find_comments(code), code)


def _names(lines: Lines) -> frozenset[str]:
    """The names that a text assigns, and those that its heading says something of."""
    names = {name for found in ASSIGNED.findall("\n".join(lines.texts)) for name in found if name}
    for text in lines.texts:
        if text.lstrip().startswith(TRANSCRIPT):
            names.update(_announced(text))
            break
    return frozenset(names)


def _announced(text: str) -> Iterator[str]:
    """The names of outputs and variables that no statement has to define."""
    try:
        found = read_announcement(text.strip())
    except ShortcutError:
        return  # who reads the heading says so
    value: Any = None if found is None else found.value
    if type(value) is not dict:
        return
    for entry in ("variables", "outputs", "forward"):
        names = value.get(entry)
        if type(names) is dict:
            yield from names


def _parse(code: str) -> ast.Module | None:
    try:
        return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return None


def _repair(code: str, guesses: Guesses) -> Source:
    lines = split_lines(code, guesses)
    names = _names(lines)
    skipped = find_other_lines(lines, names, guesses)
    statements, comments = split_statements(lines, names, guesses, skipped)
    statements = join_fragments(statements, comments)
    reading = Reading(lines, names, guesses, comments)
    parsed = [(one, read_statement(one, reading)) for one in statements]
    module = build_module(parsed, reading)
    unwrap(module, code, guesses)
    read_native_words(module, code, guesses)
    rewrite_habits(module, code, guesses)
    part_branches(module, code, guesses, damaged=bool(guesses))
    comments.sort(key=lambda one: (one.line, one.column))
    return Source(module, comments, code)
