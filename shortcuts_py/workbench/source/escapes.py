"""The escapes of string literals, without `eval`."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["OVER_ESCAPED", "decode", "is_literal", "unescape_quotes"]

# Two backslashes, or twice two, in front of a quote: an escaped backslash and a bare quote for
# Python; in text that was escaped twice, a quote.
OVER_ESCAPED = re.compile(r"(?<!\\)(?:\\\\)+(?=['\u2019\u2018])")

# The paper's printer escapes single quotes and nothing else: its backslashes are backslashes.
# One that means nothing to Python, or a control character, gives such a text away.
_QUOTE = re.compile(r"(?<!\\)\\+(?=['\u2019\u2018])")
_ODD = r"(?<!\\)(?:\\\\)*\\"
_MEANINGLESS = re.compile(_ODD + r"[^\n\\'\"nrtxuUN\u2018\u2019\u201c\u201d]")
# A run of backslashes that no quote follows; each run is looked at once.
_DOUBLED = re.compile(r"(?<!\\)\\\\+(?![\\'\u2018\u2019])")
_MEANINGFUL = re.compile(_ODD + r"[\"abfnrtvxuUN0-7]|" + _DOUBLED.pattern)
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


def is_literal(text: str, *, pattern: bool = False) -> bool:
    """Whether the backslashes in a literal's inside are meant as they stand, and Python errs.

    They are where one of them means nothing to Python, or a control character. In a regular
    expression, whose own escapes look like Python's, they are unless one is doubled.

    Args:
        text: the literal's inside.
        pattern: whether it is a regular expression.
    """
    if "\\" not in text or _MEANINGFUL.search(text) is None:
        return False
    if pattern:
        return _DOUBLED.search(text) is None
    return _MEANINGLESS.search(text) is not None


def unescape_quotes(text: str) -> str:
    """A text whose quotes are escaped, and nothing else."""
    return _QUOTE.sub("", text) if "\\" in text else text


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
