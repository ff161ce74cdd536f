"""Keys of the file as keywords of a call: `Key=value`, and `**{...}` for what is no keyword.

`Reader.keywords` reads both.
"""

from __future__ import annotations

import keyword
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from shortcuts_py.language.layout import Expression, Group
from shortcuts_py.language.literals import print_string

if TYPE_CHECKING:
    from shortcuts_py.language.printer import Printer

__all__ = ["is_word", "print_keywords"]


def is_word(text: str) -> bool:
    """Whether a text is an identifier that Python takes and leaves as it is."""
    if not text.isidentifier() or keyword.iskeyword(text) or text == "__debug__":
        return False
    return text.isascii() or normalize("NFKC", text) == text


def print_keywords(printer: Printer, parameters: dict[str, Any]) -> list[tuple[str, Expression]]:
    """The members of a call that says parameters by their keys."""
    members: list[tuple[str, Expression]] = []
    others: list[tuple[str, Expression]] = []
    for key, value in parameters.items():
        if is_word(key):
            members.append((f"{key}=", printer.value(value)))
        else:
            others.append((f"{print_string(key, False)}: ", printer.value(value)))
    if others:
        members.append(("**", Group("{", others, "}")))
    return members
