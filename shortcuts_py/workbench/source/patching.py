"""Text that Python reads: only the statements that mean something else are read again."""

from __future__ import annotations

import ast
from typing import Any

from shortcuts_py.workbench.guesses import Guesses
from shortcuts_py.workbench.source.headers import Opened
from shortcuts_py.workbench.source.model import Unreadable
from shortcuts_py.workbench.source.places import Lines
from shortcuts_py.workbench.source.reading import Reading, read_again
from shortcuts_py.workbench.source.statements import Statement
from shortcuts_py.workbench.source.suspicion import is_damaged, is_suspect

__all__ = ["patch_module"]

# The expression of a header, and the word that it stands behind.
_HEADERS: dict[type, tuple[str, str]] = {
    ast.If: ("if", "test"),
    ast.For: ("for", "iter"),
    ast.Match: ("match", "subject"),
}
_SIMPLE = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr, ast.Return)


def patch_module(module: ast.Module, lines: Lines, names: frozenset[str], guesses: Guesses) -> None:
    """Replace statements of a module that a second look reads otherwise.

    What only Python can read stays as Python reads it.

    Args:
        module: the statements, changed in place.
        lines: the text, whose characters are as they were given.
        names: the names that it assigns.
        guesses: takes up what had to be guessed.
    """
    reading = Reading(lines, names, guesses, [])
    bodies: list[Any] = [module.body]
    while bodies:
        body = bodies.pop()
        for index, node in enumerate(body):
            for name in ("body", "orelse", "handlers", "finalbody", "cases"):
                inner = getattr(node, name, None)
                if inner:
                    bodies.append(inner)
            if isinstance(node, _SIMPLE):
                found = _again(node, node, "", reading)
                if isinstance(found, list) and len(found) == 1:
                    body[index] = found[0]
            elif type(node) in _HEADERS:
                word, field = _HEADERS[type(node)]
                value = getattr(node, field)
                if _word_at(node, lines) == "elif":
                    word = "elif"
                opened = _again(node, value, word, reading)
                if isinstance(opened, Opened) and type(opened.node) is type(node):
                    setattr(node, field, getattr(opened.node, field))


def _again(node: Any, last: Any, word: str, reading: Reading) -> Any:
    """What a second look makes of a statement, or of a header up to its expression's end."""
    lines = reading.lines
    texts = lines.texts[node.lineno - 1 : last.end_lineno]
    start = _characters(texts[0], node.col_offset)
    stop = _characters(texts[-1], last.end_col_offset)
    texts[-1] = texts[-1][:stop]
    texts[0] = texts[0][start:]
    text = "\n".join(texts) + (":" if word else "")
    if not is_suspect(text) or not is_damaged(text, last if word else node, reading.names):
        return None
    pieces: list[tuple[int, int, int]] = []
    offset = 0
    for index, line in enumerate(texts):
        pieces.append((offset, node.lineno + index, 0 if index else start))
        offset += len(line) + 1
    statement = Statement(start, text, pieces, word, [], True, False, False)
    kept = len(reading.guesses)
    found = read_again(statement, reading)
    if isinstance(found, list) and any(isinstance(one, Unreadable) for one in found):
        del reading.guesses[kept:]
        return None
    if isinstance(found, Opened) and found.doubtful:
        del reading.guesses[kept:]
        return None
    return found


def _word_at(node: Any, lines: Lines) -> str:
    text = lines.texts[node.lineno - 1]
    return "elif" if text.startswith("elif", _characters(text, node.col_offset)) else ""


def _characters(text: str, column: int) -> int:
    """A column in characters from one in bytes."""
    return column if text.isascii() else len(text.encode()[:column].decode("utf-8", "ignore"))
