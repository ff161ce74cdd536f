"""Text with references as f-strings: `f"Hello {name}"`.

An f-string is a text token, also without any reference in it; a plain string is plain text.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.apple.references import is_reference, print_reference, read_reference
from shortcuts_py.language.literals import choose_quote, escape
from shortcuts_py.workflow.text import PLACEHOLDER, TokenString

if TYPE_CHECKING:
    from shortcuts_py.apple.printing import Printer
    from shortcuts_py.apple.session import Reader

__all__ = ["is_text", "print_parts", "read_parts", "read_token"]


# -- printing ---------------------------------------------------------------------------


def print_parts(printer: Printer, parts: list[Any], multiline: bool = True) -> str | None:
    """The f-string of a text's parts; None where a reference in it has no expression.

    Before Python 3.12 an expression within an f-string holds no backslash, and no quote
    that is the f-string's own.
    """
    literal = "".join(part for part in parts if type(part) is str)
    expressions: list[str | None] = []
    for part in parts:
        expression = None
        if type(part) is not str:
            expression = print_reference(printer, part)
            if expression is None or "\\" in expression or "\n" in expression:
                return None
        expressions.append(expression)
    inner = "".join(one for one in expressions if one is not None)
    quote = choose_quote(literal, multiline)
    if '"' in inner:
        if "'" not in inner:
            expressions = [one and one.replace('"', "'") for one in expressions]
            quote = quote if len(quote) == 3 else '"'
        elif '"""' in inner or not multiline:
            return None
        else:
            quote = '"""'
    elif "'" in inner:
        quote = '"""' if len(quote) == 3 else '"'
    pieces: list[str] = []
    for part, expression in zip(parts, expressions, strict=True):
        if expression is None:
            pieces.append(escape(part, quote).replace("{", "{{").replace("}", "}}"))
        else:
            pieces.append(f"{{{expression}}}")
    text = "".join(pieces)
    if not multiline and len(quote) == 3:
        text = text.replace("\n", "\\n")
    return f"f{quote}{text}{quote}"


# -- reading ----------------------------------------------------------------------------


def is_text(node: ast.expr) -> bool:
    """Whether an expression is a string or an f-string."""
    return type(node) is ast.JoinedStr or (type(node) is ast.Constant and type(node.value) is str)


def read_parts(reader: Reader, node: ast.expr) -> list[Any]:
    """The parts of a string or an f-string."""
    parts: list[Any] = []
    values = node.values if type(node) is ast.JoinedStr else [node]
    for one in values:
        part: Any
        if type(one) is ast.Constant:
            part = str(one.value)
        elif type(one) is ast.FormattedValue:
            part = _read_field(reader, one)
        else:
            part = ""
        if part is None or part == "":
            continue
        if type(part) is str and parts and type(parts[-1]) is str:
            parts[-1] += part
        else:
            parts.append(part)
    if any(type(one) is not str for one in parts) and _has_placeholder(parts):
        message = "U+FFFC stands for a value in the file: take the character out of this text"
        reader.error(node, "bad-text", message)
    return parts


def _has_placeholder(parts: list[Any]) -> bool:
    return any(type(one) is str and PLACEHOLDER in one for one in parts)


def _read_field(reader: Reader, node: ast.FormattedValue) -> Any:
    if node.conversion not in (-1, ord("s")) or node.format_spec is not None:
        message = "a text has no formats: between the braces stands a value alone"
        reader.error(node.value, "bad-format", message)
    value = node.value
    if type(value) is ast.Constant and type(value.value) in (str, int, float):
        return str(value.value)
    if is_reference(value):
        return read_reference(reader, value)
    if type(value) is ast.JoinedStr:
        reader.error(value, "bad-format", "give the inner text a name of its own")
        return ""
    from shortcuts_py.apple.refusals import refuse

    refuse(reader, value, "only a name, a property or a call can stand between the braces")
    return ""


def read_token(reader: Reader, node: ast.expr) -> TokenString:
    """An f-string, or a string where the file has a token anyway, as a token."""
    parts = read_parts(reader, node)
    return TokenString(parts, reader.wording.ranges or any(type(one) is not str for one in parts))
