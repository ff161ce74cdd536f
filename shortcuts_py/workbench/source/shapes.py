"""How lines of the dialect look: what starts a statement, and what surely does."""

from __future__ import annotations

import re

__all__ = [
    "ASSIGNED",
    "HEADER",
    "is_comment",
    "looks_like_statement",
    "surely_statement",
]

# A block's first line, by its first word. `with`, `def`, `class`, `try` and `while` are not of
# the dialect; they are read as headers so that the reader can say so.
HEADER = re.compile(
    r"(if|elif|else|for|match|case|while|with|def|class|try|except|finally|async)\b"
    r"(?!\s*(?:=[^=]|[.,)\]]))"
)

_CALL = (
    r"(?:is_workflow_\w[\w-]*"
    r"|(?:com|net|org|io|co|me|app|de|uk|jp|cn|ca|fr|it|eu|xyz|dk|ch|ru)_\w[\w-]*)\s*\("
)
_TEXT = r"""f?(?:'''|\"\"\"|'\{)"""
_SURE = re.compile(
    rf"(?:[^\W][\w.]*\s*=\s*(?:{_CALL}|{_TEXT}|input\(|coerce_variable\(|\{{\{{?\"string\")"
    rf"|{_CALL}"
    r"|match\s+input\("
    r"|case\s+[\"'\u2018\u2019\u201c\u201d].*:\s*$"
    r"|for\s+Repeat_I"
    r"|if\s+(?:not\s+)?[\w'\"(][^{}]*:\s*$)"
)
_ALIAS = re.compile(r"(\w+)\s+=\s+(\w+)(?:\[[^\]]{1,80}\])?\s*$")
_MAYBE = re.compile(
    r"(?:[^\W][\w.]*(?:\s*:\s*[A-Za-z][\w.]*(?:\[[\w., |\[\]]*\])?)?"
    r"(?:\s*,\s*\w+)*(?:\[[^\]\n]*\])?\s*(?:[-+*/]|//)?=(?!=)\s*\S"
    r"|[^\W\d][\w.-]*\(\s*(?:$|[\w'\"{\[(f*)-])"
    r"|(?:if|elif|for|match|case|while|with|def|async|class|return|import|from|try|except)\b"
    r"\s*[\w'\"({\[*\u2018\u2019\u201c\u201d-].*"
    r"|(?:else|try|finally)\s*:|pass\s*$|break\s*$|continue\s*$|return\s*$"
    r"|(?:await|yield|raise|del|global|assert)\s+\w.*[\w)\]]\s*$"
    r"|(?:await|yield|raise|del|global|assert)\s+\w.*[\w)\]]\s*$"
    r"|\{f?'''|[^\W\d]\w*(?:\.\w+)*\[f?'''"
    r"|[fFrR]?(?:'''|\"\"\"|[\u2018\u2019]{3})"
    r"|[fF]?['\"].*['\"]\s*$|@\w)"
)
_PLAIN = re.compile(r"from\s+[\w.]+\s+import\s|import\s+[\w.]+\s*(?:,|as\b|$)|return\s+\w+\s*$")
_PROSE_HEADER = re.compile(
    r"(?:if|for|match|case|while|with|from|import|class|return|async)\b[^:(='\"]*[\w.,!]$"
)
ASSIGNED = re.compile(
    r"^[^\S\n]*(?:([^\W]\w*)[^\S\n]*(?::[^\S\n]*[A-Za-z][\w.]*[^\S\n]*)?(?:\[[^\]\n]*\][^\S\n]*)?[-+*/]?=(?!=)"
    r"|for\s+([^\W\d]\w*)(?:\s*,\s*([^\W\d]\w*))?\s+in\b)",
    re.MULTILINE,
)


def is_comment(line: str) -> bool:
    """Whether a line without its indentation is a comment."""
    return line.startswith("#")


def looks_like_statement(line: str) -> bool:
    """Whether a line without its indentation may start a statement."""
    if _MAYBE.match(line) is None:
        return False
    return _PROSE_HEADER.match(line) is None or _PLAIN.match(line) is not None


def surely_statement(line: str, names: frozenset[str]) -> bool:
    """Whether a line starts a statement even where a string seems to be open."""
    if _SURE.match(line) is not None:
        return True
    alias = _ALIAS.match(line)
    return alias is not None and alias.group(2) in names and alias.group(1) in names
