"""Text tokens as f-strings.

`f"Hello {name}"` is a token string; `f"Hello"` is one without attachments, which the file
tells from the plain string `"Hello"`. Before Python 3.12 an f-string's expressions hold
neither a backslash nor the quote around them; where a key or a property needs that, the
text is written `"Hello {}".format(name)`.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.literals import choose_quote, escape, print_string
from shortcuts_py.language.references import print_reference, read_reference
from shortcuts_py.workflow import aggrandizements as agg
from shortcuts_py.workflow.attachments import Attachment, UnknownAttachment
from shortcuts_py.workflow.text import TokenString

_DATE_LETTER = re.compile(r"[yYMdEHhmsaSZz]")

if TYPE_CHECKING:
    from shortcuts_py.language.printer import Printer
    from shortcuts_py.language.reader import Reader

__all__ = ["has_usual_ranges", "is_text", "print_parts", "read_parts", "read_token_string"]


def print_parts(printer: Printer, parts: list[Any], multiline: bool = True) -> str:
    """The f-string of a text's parts; triple quotes where `multiline` allows and helps."""
    literal = "".join(part for part in parts if type(part) is str)
    expressions = [
        print_reference(printer, part) if type(part) is not str else None for part in parts
    ]
    quote = choose_quote(literal, multiline)
    for expression in expressions:
        if expression is None:
            continue
        if "\\" in expression or '"""' in expression or "\n" in expression:
            return _print_format(parts, expressions, multiline)
        if '"' in expression or "'" in expression:
            # The other quotes within, or both within triple ones.
            quote = '"""' if len(quote) == 3 or "'" in expression else quote
    if quote == '"':
        expressions = [one and one.replace('"', "'") for one in expressions]
    pieces = []
    for part, expression in zip(parts, expressions, strict=True):
        if expression is None:
            pieces.append(escape(part, quote).replace("{", "{{").replace("}", "}}"))
        else:
            pieces.append(f"{{{expression}}}")
    text = "".join(pieces)
    if len(quote) == 3:
        if not multiline:
            text = text.replace("\n", "\\n")
        # Parts are escaped one by one; a quote at the seam would close the text.
        if text.endswith('"') and type(parts[-1]) is str and not text.endswith('\\"'):
            text = text[:-1] + '\\"'
    return f"f{quote}{text}{quote}"


def _print_format(parts: list[Any], expressions: list[str | None], multiline: bool) -> str:
    literal = "".join(
        part.replace("{", "{{").replace("}", "}}") if type(part) is str else "{}" for part in parts
    )
    arguments = ", ".join(one for one in expressions if one is not None)
    return f"{print_string(literal, multiline)}.format({arguments})"


def has_usual_ranges(printer: Printer, text: TokenString) -> bool:
    """Whether an f-string reads as this: with values in it, or with ranges as in this file."""
    return text.ranges == printer.ranges or any(type(part) is not str for part in text.parts)


def is_text(node: ast.expr) -> bool:
    """Whether an expression is an f-string or the `.format` of a string."""
    return type(node) is ast.JoinedStr or (
        type(node) is ast.Call
        and type(node.func) is ast.Attribute
        and node.func.attr == "format"
        and type(node.func.value) is ast.Constant
    )


def read_parts(reader: Reader, node: ast.expr) -> list[Any]:
    """The parts of an f-string, of a `.format` call or of a plain string."""
    parts: list[Any] = []
    if type(node) is ast.JoinedStr:
        for one in node.values:
            if type(one) is ast.Constant:
                _add(parts, one.value)
            else:
                _add(parts, _read_field(reader, one))  # type: ignore[arg-type]
    elif type(node) is ast.Call:
        _read_format(reader, node, parts)
    elif type(node) is ast.Constant:
        _add(parts, str(node.value))
    return parts


def read_token_string(reader: Reader, node: ast.expr) -> TokenString:
    """The token string of what `read_parts` takes."""
    parts = read_parts(reader, node)
    return TokenString(parts, reader.ranges or any(type(part) is not str for part in parts))


def _add(parts: list[Any], part: Any) -> None:
    if type(part) is str:
        if not part:
            return
        if parts and type(parts[-1]) is str:
            parts[-1] += part
            return
    parts.append(part)


def _read_field(reader: Reader, node: ast.FormattedValue) -> str | Attachment:
    part = _read_part(reader, node.value)
    if node.conversion not in (-1, ord("s")):
        reader.error(node.value, "bad-format", "a shortcut has no !r and !a in a text")
    if node.format_spec is not None and not isinstance(part, str | UnknownAttachment):
        spec = read_parts(reader, node.format_spec)
        if len(spec) == 1 and type(spec[0]) is str and _DATE_LETTER.search(spec[0]):
            pattern = agg.DateFormat("Custom", pattern=spec[0], iso_time=False)
            part.aggrandizements = [*(part.aggrandizements or ()), pattern]
        else:
            message = "a format in a text is a date pattern, such as {date:yyyy-MM-dd}"
            reader.error(node.value, "bad-format", message)
    return part


def _read_part(reader: Reader, node: ast.expr) -> str | Attachment:
    if isinstance(node, ast.Constant) and type(node.value) in (str, int, float, bool):
        return str(node.value)
    if isinstance(node, ast.Constant) and node.value is None:
        reader.error(node, "not-a-reference", "None is no text")
        return ""
    literal = reader.argument(node)
    if literal is not None:
        return literal
    attachment = read_reference(reader, node)
    if attachment is None:
        attachment = reader.evaluate(node)
    if attachment is None:
        reader.error(node, "not-a-reference", "only values can stand between the braces")
        return ""
    return attachment


def _read_format(reader: Reader, node: ast.Call, parts: list[Any]) -> None:
    from string import Formatter

    assert isinstance(node.func, ast.Attribute)  # noqa: S101  `is_text` looked
    assert isinstance(node.func.value, ast.Constant)  # noqa: S101
    arguments = iter(node.args)
    try:
        for literal, name, spec, conversion in Formatter().parse(str(node.func.value.value)):
            _add(parts, literal)
            if name is None:
                continue
            if name or spec or conversion:
                reader.error(node, "bad-format", ".format() takes empty braces only: {}")
                return
            _add(parts, _read_part(reader, next(arguments)))
    except StopIteration:
        reader.error(node, "bad-format", "more braces than values in .format()")
    except ValueError as error:
        reader.error(node, "bad-format", f".format(): {error}")
    else:
        if next(arguments, None) is not None:
            reader.error(node, "bad-format", "more values than braces in .format()")
