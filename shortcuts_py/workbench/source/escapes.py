"""The escapes of string literals, without `eval`."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["OVER_ESCAPED", "decode"]

# Two backslashes, or twice two, in front of a quote: an escaped backslash and a bare quote for
# Python; in text that was escaped twice, a quote.
OVER_ESCAPED = re.compile(r"(?<!\\)(?:\\\\)+(?=['\u2019\u2018])")

_ESCAPE = re.compile(
    r"\\(?:\n|[\\'\"abfnrtv\u2018\u2019\u201c\u201d]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}"
    r"|N\{[^{}\n]{1,90}\}|[0-7]{1,3})"
)
_PLAIN = {
    "\n": "",
    "\\": "\\",
    "'": "'",
    '"': '"',
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
}


def decode(text: str) -> str:
    """The text that a literal's inside stands for; unknown escapes stay, as in Python."""
    return _ESCAPE.sub(_one, text) if "\\" in text else text


def _one(found: re.Match[str]) -> str:
    escape = found.group()[1:]
    plain = _PLAIN.get(escape)
    if plain is not None:
        return plain
    sign = escape[0]
    if sign == "N":
        try:
            return unicodedata.lookup(escape[2:-1])
        except KeyError:
            return found.group()
    if sign in "xuU":
        number = int(escape[1:], 16)
    elif sign.isdigit():
        number = int(escape, 8)
    else:
        return sign  # a typographic quote
    return chr(number) if number <= 0x10FFFF else found.group()
