"""Texts as values: strings with values in them, `Text(...)` and `AttributedText(...)`.

What stands within a text is in `text`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.arguments import only_argument
from shortcuts_py.language.layout import Expression, Group
from shortcuts_py.language.text import has_usual_ranges, is_text, print_parts, read_parts
from shortcuts_py.workflow.text import AttributedText, TokenString

if TYPE_CHECKING:
    from shortcuts_py.language.printer import Printer
    from shortcuts_py.language.reader import Reader

__all__ = [
    "print_attributed",
    "print_text_call",
    "print_token_string",
    "read_attributed",
    "read_text_call",
]


# -- printing ---------------------------------------------------------------------------


def print_token_string(printer: Printer, text: TokenString) -> Expression:
    """A string or an f-string where that reads as this token string, else `Text(...)`."""
    if has_usual_ranges(printer, text):
        return print_parts(printer, text.parts)
    return print_text_call(printer, text)


def print_text_call(printer: Printer, text: TokenString) -> Expression:
    """`Text(...)`: a token string where an f-string would mean an item, or other ranges."""
    printed = print_parts(printer, text.parts)
    if has_usual_ranges(printer, text):
        return Group("Text(", [("", printed)])
    return Group("Text(", [("", printed), ("ranges=", repr(text.ranges))])


def print_attributed(printer: Printer, text: AttributedText) -> Expression:
    """`AttributedText(...)`."""
    return Group("AttributedText(", [("", print_parts(printer, text.parts))])


# -- reading ----------------------------------------------------------------------------


def read_text_call(reader: Reader, node: ast.Call) -> Any:
    """The token string of `Text(...)`; None after an error."""
    ranges = reader.ranges
    for one in node.keywords:
        if one.arg == "ranges" and isinstance(one.value, ast.Constant):
            ranges = bool(one.value.value)
        else:
            reader.error(node, "bad-argument", "Text() takes a text and ranges=")
    if len(node.args) != 1:
        reader.error(node, "bad-argument", "Text() takes one text")
        return None
    argument = node.args[0]
    if isinstance(argument, ast.Constant) or is_text(argument):
        parts = read_parts(reader, argument)
    else:
        attachment = reader.reference(argument)
        parts = [] if attachment is None else [attachment]
    return TokenString(parts, ranges or any(type(part) is not str for part in parts))


def read_attributed(reader: Reader, node: ast.Call) -> Any:
    """The text of `AttributedText(...)`; None after an error."""
    argument = only_argument(reader, node)
    return None if argument is None else AttributedText(read_parts(reader, argument), True)
