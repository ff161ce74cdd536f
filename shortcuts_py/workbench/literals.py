"""Scalars in the dialect: strings between `'''`, numbers, data, dates."""

from __future__ import annotations

import ast
import math
import re
from datetime import datetime
from typing import Any

from shortcuts_py.language.literals import escape

__all__ = ["print_body", "print_scalar", "print_string", "print_word", "read_datetime"]

_LARGEST = 1 << 1024


_LOOKS_FILLED = re.compile(r"\{[A-Za-z_]\w*[}.\[]")
_COMMENT_LINE = re.compile(r"\n(?=[^\S\n]*#)")


def print_body(text: str) -> str:
    """Text as it stands between triple single quotes.

    Line ends stay line ends, but for one in front of a line that starts with `#`: that would
    look like a comment that an annotator put between the lines of the string. So every such
    line within a string of a transcript is one.
    """
    body = escape(text, "'''")
    return _COMMENT_LINE.sub(r"\\n", body) if "#" in body and "\n" in body else body


def print_string(text: str) -> str:
    """A string as the paper's printer writes it, between triple single quotes."""
    if not text:
        return '""'
    body = print_body(text)
    if _LOOKS_FILLED.search(body):
        # A plain string with a name in braces reads as one that lost its f.
        body = body.replace("{", "{{").replace("}", "}}")
        return f"f'''{body}'''"
    return f"'''{body}'''"


def print_word(text: str) -> str:
    """A string between double quotes in one line: keys of records, titles, classes."""
    return f'"{escape(text, chr(34))}"'


def print_scalar(value: Any) -> str | None:
    """A scalar of a property list; None for what is no scalar or has no literal."""
    kind = type(value)
    if kind is str:
        return print_string(value)
    if kind is bool or kind is int:
        return repr(value) if -_LARGEST < value < _LARGEST else None
    if kind is float:
        return repr(value) if math.isfinite(value) else None
    if kind is bytes:
        return repr(value)
    if kind is datetime and value.tzinfo is None:
        parts = [value.year, value.month, value.day, value.hour, value.minute, value.second]
        if value.microsecond:
            parts.append(value.microsecond)
        return f"datetime.datetime({', '.join(map(str, parts))})"
    return None


def read_datetime(call: ast.Call) -> datetime | None:
    """The date of `datetime.datetime(2024, 1, 2)`; None where it is none."""
    numbers = [one.value for one in call.args if isinstance(one, ast.Constant)]
    if len(numbers) != len(call.args) or any(type(one) is not int for one in numbers):
        return None
    try:
        return datetime(*numbers)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None
