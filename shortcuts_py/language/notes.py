"""Margin notes: what belongs to a file but not to the meaning of its code.

A note is a comment that starts with `#:` behind a statement: `x = text("a")  #: id=5D1A...`.
Its words are `id` (the action has a UUID), `end` (the end of the block has one), `group`
(the block's identifier) and `name` (what references call the output). Ids without a value
are new ones. Code without its notes means the same.
"""

from __future__ import annotations

import ast
import re

from shortcuts_py.language.literals import escape

__all__ = ["Notes", "note_text", "parse_note"]

Notes = dict[str, str | None]

_WORD = re.compile(r'\s*(id|end|group|name)(?:=("(?:[^"\\]|\\.)*"|[^\s"]+))?(?=\s|\Z)')
_BARE = re.compile(r"[\w.-]+\Z", re.ASCII)


def note_text(notes: Notes) -> str:
    """The comment for some notes, with the blanks before it; nothing for none."""
    if not notes:
        return ""
    words = []
    for word, value in notes.items():
        if value is None:
            words.append(word)
        elif word != "name" and _BARE.match(value):
            words.append(f"{word}={value}")
        else:
            words.append(f'{word}="{escape(value, chr(34))}"')
    return f"  #: {' '.join(words)}"


def parse_note(line: str) -> Notes | None:
    """The notes of what stands behind a statement on its line; None where it is no note."""
    start = line.find("#:")
    if start < 0 or line[:start].strip(" \t:;,)"):
        return None
    notes: Notes = {}
    position = start + 2
    text = line.rstrip()
    while position < len(text):
        match = _WORD.match(text, position)
        if match is None:
            return None
        value = match.group(2)
        if value is not None and value.startswith('"'):
            try:
                value = ast.literal_eval(value)
            except (ValueError, SyntaxError):
                return None
        notes[match.group(1)] = value
        position = match.end()
    return notes
