"""Scalars as Python literals: strings, numbers, data, dates."""

from __future__ import annotations

import ast
import base64
import math
import re
from datetime import datetime
from plistlib import UID
from typing import Any

__all__ = [
    "canonical_number",
    "escape",
    "print_bytes",
    "print_datetime",
    "print_scalar",
    "print_string",
    "read_base64",
    "read_datetime",
]

# Characters that a line of source must not hold as they are: controls and line
# separators, half surrogates, marks that reorder text, the placeholder of attachments.
_UNPRINTABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e"
    "\u2066-\u2069\ud800-\udfff\ufeff\ufffc\ufff9-\ufffb]"
)
_SHORT = {"\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f", "\v": "\\v", "\a": "\\a"}
_LARGE = 1 << 1024
_PLAIN = re.compile(r"[ !#-\[\]-~]*\Z")  # printable ASCII without quote and backslash

_QUOTES = {sign * 3: re.compile(sign + "{3,}") for sign in "\"'"}


def _escape_quotes(match: re.Match[str]) -> str:
    """Quotes in a row within triple quotes: one escape parts three, not more."""
    run = match.group()
    return "\\" + run if len(run) == 3 else f"\\{run[0]}" * len(run)


def _escape_one(match: re.Match[str]) -> str:
    character = match.group()
    short = _SHORT.get(character)
    if short is not None:
        return short
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def escape(text: str, quote: str) -> str:
    """`text` as it stands between `quote` and `quote`, which may be a triple quote.

    Line ends stay line ends within triple quotes and become an escape in others. A blank in
    front of one is escaped there, because editors cut it off.
    """
    text = text.replace("\\", "\\\\")
    if len(quote) == 3:
        text = _QUOTES[quote].sub(_escape_quotes, text).replace(" \n", "\\x20\n")
        before = text[:-1]
        if text.endswith(quote[0]) and (len(before) - len(before.rstrip("\\"))) % 2 == 0:
            text = f"{before}\\{quote[0]}"
    else:
        text = text.replace(quote, "\\" + quote).replace("\n", "\\n")
    return _UNPRINTABLE.sub(_escape_one, text)


def choose_quote(text: str, multiline: bool) -> str:
    """The quote that formatters choose: double, unless single ones save escapes."""
    if multiline and "\n" in text:
        return '"""'
    return "'" if text.count('"') > text.count("'") else '"'


def print_string(text: str, multiline: bool = True) -> str:
    """A string literal; with triple quotes where `multiline` allows and there are lines."""
    if _PLAIN.match(text):
        return f'"{text}"'
    quote = choose_quote(text, multiline)
    return f"{quote}{escape(text, quote)}{quote}"


def print_bytes(data: bytes) -> str:
    """Data: short ones as a bytes literal, longer ones in Base64."""
    if len(data) <= 64:
        text = repr(data)
        if text[1] == "'" and '"' not in text:
            return f'b"{text[2:-1]}"'
        return text
    return f'Data("{base64.b64encode(data).decode("ascii")}")'


def print_datetime(value: datetime) -> str:
    """A date; those of a property list are in UTC and carry no zone."""
    parts = [value.year, value.month, value.day, value.hour, value.minute, value.second]
    if value.microsecond:
        parts.append(value.microsecond)
    return f"datetime({', '.join(map(str, parts))})"


def print_scalar(value: Any) -> str | None:
    """A scalar of a property list; None for what is no scalar or has no literal."""
    kind = type(value)
    if kind is str:
        return print_string(value)
    if kind is bool or kind is int:
        # Python writes no decimals of more than 4,300 digits; no real file has one.
        return repr(value) if -_LARGE < value < _LARGE else hex(value)
    if kind is float:
        return repr(value).replace("e+", "e") if math.isfinite(value) else None
    if kind is bytes:
        return print_bytes(value)
    if kind is datetime:
        return print_datetime(value) if value.tzinfo is None else None
    if kind is UID:
        return f"UID({value.data})"
    return None


def canonical_number(text: str) -> str | None:
    """`text` where it is exactly how Python writes a number, else None.

    Numbers are stored as text in many places; only "5" and "1.5" may be printed as
    5 and 1.5, not "05", "1e3" or "1,5".
    """
    if not re.fullmatch(r"-?(0|[1-9]\d*)(\.\d+)?", text, re.ASCII) or text == "-0":
        return None
    if "." in text and repr(float(text)) != text:
        return None
    return text if len(text) < 300 else None


def read_base64(node: ast.expr) -> bytes | None:
    """The data of a Base64 literal; None where it is none."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        try:
            return base64.b64decode(node.value, validate=True)
        except ValueError:
            return None
    return None


def read_datetime(arguments: list[ast.expr]) -> datetime | None:
    """The date of the arguments of `datetime(...)`; None where it is no date."""
    numbers = [one.value for one in arguments if isinstance(one, ast.Constant)]
    if len(numbers) != len(arguments) or not all(type(one) is int for one in numbers):
        return None
    try:
        return datetime(*numbers)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None
