"""Fixes of code: the word that is meant in the place of one that is misspelt."""

from __future__ import annotations

from shortcuts_py.checks.source_index import Index
from shortcuts_py.errors import Diagnostic, Fix, TextEdit
from shortcuts_py.language.nearest import is_certain

__all__ = ["MISSPELT", "with_fixes"]

# Codes of what is wrong in one word.
MISSPELT = frozenset(
    {
        "undefined-name", "unknown-action", "unknown-case", "unknown-class", "unknown-color",
        "unknown-content-class", "unknown-glyph", "unknown-identifier", "unknown-key",
        "unknown-keyword", "unknown-parameter", "unknown-property", "unknown-style",
        "unknown-surface",
    }
)  # fmt: skip


def with_fixes(one: Diagnostic, index: Index) -> Diagnostic:
    """A diagnostic with the replacement of a misspelt word, where it has suggestions.

    Args:
        one: the diagnostic, with its place in the code.
        index: of the code; every use of an undefined name is replaced with the first.
    """
    if one.fixes or one.code not in MISSPELT or not one.suggestions:
        return one
    written = _written(one, index.lines)
    if written is None or not written:
        return one
    quote = written[0] if written[0] in "\"'" else ""
    word = written[1:-1] if quote else written
    new = one.suggestions[0]
    if "\\" in written or (quote and (quote in new or written[1:2] == quote)):
        return one
    places = [(one.line or 1, one.column or 1)]
    if one.code == "undefined-name" and word not in index.parameters:
        places = index.uses.get(word) or places
    start, old, put = _change(written, f"{quote}{new}{quote}")
    edits = tuple(
        TextEdit(line, column + start, line, column + start + len(old), put)
        for line, column in places
    )
    fix = Fix(f"Change {word} to {new}", edits, safe=is_certain(word, one.suggestions))
    return one._replace(fixes=(fix,))


def _change(written: str, new: str) -> tuple[int, str, str]:
    """Where in a dotted name the one part is that differs, what it is and what it becomes."""
    old, put = written.split("."), new.split(".")
    different = [index for index, (a, b) in enumerate(zip(old, put, strict=False)) if a != b]
    if written[:1] in "\"'" or len(old) != len(put) or len(different) != 1:
        return 0, written, new
    index = different[0]
    return sum(len(one) + 1 for one in old[:index]), old[index], put[index]


def _written(one: Diagnostic, lines: list[str]) -> str | None:
    """What stands at the place of a diagnostic, where that is one word or one string."""
    if one.line is None or one.line != one.end_line or one.line > len(lines):
        return None
    text = lines[one.line - 1][(one.column or 1) - 1 : (one.end_column or 1) - 1]
    inner = text[1:-1] if text[:1] in ("'", '"') and text[:1] == text[-1:] else text
    if text and (inner is not text or all(part.isidentifier() for part in text.split("."))):
        return text
    return None
