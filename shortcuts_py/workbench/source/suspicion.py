"""Sound statements that mean something else than Python says: which are worth a closer look."""

from __future__ import annotations

import ast
import re

from shortcuts_py.workbench.source.characters import has_controls
from shortcuts_py.workbench.source.comments import TOKEN
from shortcuts_py.workbench.source.containers import is_words
from shortcuts_py.workbench.source.escapes import is_literal
from shortcuts_py.workbench.source.expressions import root_name

__all__ = ["has_comment_in_string", "is_damaged", "is_suspect"]

_OVER_ESCAPED = re.compile(r"(?<!\\)(?:\\\\)+'(?!'')")
_ASK = re.compile(r"\bf\\*'\{input\([^)\n]{0,120}\)\}\\+'")  # a question with marks of its own
_DASHED = re.compile(r"-(?<=\w-)\w[\w-]{0,120}\(\s?[\w)]")  # a call's name with a dash
# A name in braces, as a value
_PATTERN = re.compile(r"Pattern=f?'''|RegularExpression=True")
_ZEROS = re.compile(r"[:=\[,]\s*0\d+\s*[,})\]]")  # an identifier made of digits
_BEFORE_ALONE = re.compile(r"[=(,\[]\s*\{\s*[^\W\d]\w*\s*\}")
_BRACE = re.compile(r"\{\s*(?:[\"'{\[]|[^\W\d]\w*\s*[:!])")  # of a text, or of a dictionary
_WORDS = re.compile(
    r"\[(?<![\w\])'\"]\[)\s*(?!f?['\"\[{\d\]-])"  # a list of words
    r"|\{[^{}]*['\"]\s*:\s*[^\W\d][\w.@+-]*\s*[,}]"  # a dictionary of words
    r"|\{\s*[^\W\d][\w.]*\s*:"
)
_NO_F = re.compile(
    r"(?:^|[=(,\[:\s])'''(?:[^'{\\]|\\.|\{(?![^\W\d]\w*[}\[.]))*\{[^\W\d]\w*[}\[.]",
    re.MULTILINE,
)
_FORGOTTEN = re.compile(r"\{([^\W\d]\w*)[}\[.]")


def is_suspect(text: str) -> bool:
    """Whether sound code may hold something that Python reads in another way than meant."""
    if _is_textual(text) or has_controls(text):
        return True
    if "[" in text and _WORDS.search(text) is not None:
        return True
    if "{" not in text:
        return False
    if _BEFORE_ALONE.search(text) is not None or _WORDS.search(text) is not None:
        return True
    if ("f'" in text or 'f"' in text) and _BRACE.search(text) is not None:
        return True
    return _FORGOTTEN.search(text) is not None and _NO_F.search(text) is not None


def _is_textual(text: str) -> bool:
    """Whether the text itself shows damage that its nodes do not."""
    return (
        ("\\\\'" in text and _OVER_ESCAPED.search(text) is not None)
        or ("{input(" in text and _ASK.search(text) is not None)
        or _ZEROS.search(text) is not None
        or ("-" in text and _DASHED.search(text) is not None)
        or ("\\" in text and (is_literal(text) or _PATTERN.search(text) is not None))
    )


def _is_unknown(node: ast.expr, names: frozenset[str]) -> bool:
    """Whether an expression is made of words that stand for nothing."""
    while isinstance(node, ast.BinOp):
        node = node.left
    return isinstance(node, (ast.Name, ast.Attribute)) and root_name(node) not in names


def _is_odd_format(value: ast.FormattedValue, names: frozenset[str]) -> bool:
    """Whether what follows a colon in braces is no format, but JSON."""
    if value.format_spec is None:
        return False
    return root_name(value.value) not in names or not isinstance(
        value.value, (ast.Name, ast.Attribute)
    )


def is_damaged(text: str, node: ast.AST, names: frozenset[str]) -> bool:
    """Whether a suspect statement does, as its nodes tell."""
    if _is_textual(text):
        return True
    stack: list[ast.AST] = [node]
    while stack:
        one = stack.pop()
        if isinstance(one, ast.JoinedStr):
            for value in one.values:
                if isinstance(value, ast.FormattedValue):
                    if _is_odd_format(value, names) or isinstance(
                        value.value, (ast.Constant, ast.Dict, ast.Set, ast.List, ast.Tuple)
                    ):
                        return True
                    stack.append(value.value)
            continue
        if isinstance(one, ast.Set) and len(one.elts) == 1 and isinstance(one.elts[0], ast.Name):
            return True
        if isinstance(one, (ast.List, ast.Dict)) and any(
            _is_unknown(word, names)
            for word in (one.elts if isinstance(one, ast.List) else one.values)
        ):
            return True
        if isinstance(one, ast.Dict) and any(
            isinstance(key, ast.Name) or is_words(key, names) for key in one.keys
        ):
            return True
        if (
            isinstance(one, ast.Constant)
            and type(one.value) is str
            and any(name in names for name in _FORGOTTEN.findall(one.value))
        ):
            return True
        stack.extend(ast.iter_child_nodes(one))
    return False


_COMMENT_LINE = re.compile(r"\n[ \t]*#")


def has_comment_in_string(code: str) -> bool:
    """Whether a string of sound code, of several lines, holds a line that looks like a comment."""
    if _COMMENT_LINE.search(code) is None:
        return False
    return any(
        code[found.start()] != "#" and _COMMENT_LINE.search(found.group()) is not None
        for found in TOKEN.finditer(code)
    )
