"""Text with variables: `f'''Dear {name}'''`, both ways.

Braces of the text itself are doubled, as Python wants it. Where an expression cannot stand
in an f-string of Python 3.10, the text is `'''Dear {}'''.format(expression)`.

Read are also the habits of the paper's printer, which put some variables into texts without
braces, and left the braces of JSON as they were.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

from shortcuts_py.workbench.literals import print_body
from shortcuts_py.workbench.references import Naming, print_reference, read_reference
from shortcuts_py.workbench.templates import (
    EXPRESSIONS,
    NUMERIC,
    add_part,
    read_format,
    read_percent,
    value_of,
)
from shortcuts_py.workflow import aggrandizements as agg
from shortcuts_py.workflow import attachments as att

if TYPE_CHECKING:
    from shortcuts_py.workbench.reading import Reader

__all__ = [
    "date_pattern",
    "first_name",
    "is_format",
    "join_text",
    "print_text",
    "read_text",
    "recover_text",
    "reference_in",
    "split_text",
]

Parts = list[Any]

# What the paper's printer writes into texts without braces, and what it stands for.
_BARE = {
    'input("Please enter the value: ")': att.ShortcutInput,
    "datetime.datetime.now()": att.CurrentDate,
    "is_workflow_actions_getclipboard()": att.Clipboard,
    "is_workflow_actions_getdevicedetails()": att.DeviceDetails,
}
_BARE_FORM = re.compile("(" + "|".join(map(re.escape, _BARE)) + ")")
_IN_BRACES = re.compile(r"\{([^{}\n]{1,400})\}")
_NOT_IN_FSTRING = re.compile(r"[\\#\n]|'''")


def print_text(naming: Naming, parts: Parts) -> str | None:
    """The literal for the parts of a text token; None where a part has no expression."""
    pieces: list[str] = []
    arguments: list[str] = []
    nice = True
    for part in parts:
        if type(part) is str:
            pieces.append(print_body(part).replace("{", "{{").replace("}", "}}"))
            continue
        expression = print_reference(naming, part)
        if expression is None:
            return None
        nice = nice and _NOT_IN_FSTRING.search(expression) is None
        arguments.append(expression)
        pieces.append("{}")
    if not nice:
        return f"'''{''.join(pieces)}'''.format({', '.join(arguments)})"
    rest = iter(arguments)
    body = "".join("{" + next(rest) + "}" if piece == "{}" else piece for piece in pieces)
    return f"f'''{body}'''"


def is_format(node: ast.expr) -> bool:
    """Whether this is `'''...'''.format(...)`."""
    return (
        type(node) is ast.Call
        and type(node.func) is ast.Attribute
        and node.func.attr == "format"
        and type(node.func.value) is ast.Constant
    )


def read_text(reader: Reader, node: ast.expr) -> Parts | None:
    """The parts of a text; None for what is no text."""
    kind = type(node)
    if kind is ast.Constant:
        value = node.value  # type: ignore[attr-defined]
        if type(value) is not str:
            return None
        if "{" in value and not reader.exact:
            found = recover_text(reader, node, value)
            if found is not None:
                return found
        return [value] if value else []
    if kind is ast.JoinedStr:
        return _read_joined(reader, node)  # type: ignore[arg-type]
    if kind is ast.Call and is_format(node):
        return read_format(reader, node)  # type: ignore[arg-type]
    if kind is ast.BinOp and type(node.op) is ast.Add:  # type: ignore[attr-defined]
        return _read_sum(reader, node)  # type: ignore[arg-type]
    if kind is ast.BinOp and type(node.op) is ast.Mod and not reader.exact:  # type: ignore[attr-defined]
        left = node.left  # type: ignore[attr-defined]
        if type(left) is ast.Constant and type(left.value) is str:
            return read_percent(reader, node)  # type: ignore[arg-type]
    return None


def _add_literal(reader: Reader, parts: Parts, text: str) -> None:
    """A piece of an f-string between expressions, with the variables that lack braces."""
    if ")" not in text or _BARE_FORM.search(text) is None:
        add_part(parts, text)
        return
    for index, piece in enumerate(_BARE_FORM.split(text)):
        if index % 2:
            parts.append(_BARE[piece]())
        else:
            add_part(parts, piece)


def _read_joined(reader: Reader, node: ast.JoinedStr) -> Parts:
    parts: Parts = []
    for value in node.values:
        if type(value) is ast.Constant:
            _add_literal(reader, parts, str(value.value))
            continue
        one = _read_expression(reader, value)
        if one is None and _is_python(reader, value):
            # No text of JSON: what it says is lost, and said to be.
            reader.lose(value.value, "value")  # type: ignore[attr-defined]
            add_part(parts, reader.segment(value.value))  # type: ignore[attr-defined]
            continue
        if one is None:
            return _read_again(reader, node)
        parts.append(one)
    return parts


def _read_expression(reader: Reader, value: ast.expr) -> att.Attachment | None:
    if type(value) is not ast.FormattedValue:
        return None
    one = read_reference(reader, value.value)
    if one is None and _is_python(reader, value):
        one = value_of(reader, value.value)
    pattern = value.format_spec
    if one is None or pattern is None or isinstance(one, att.UnknownAttachment):
        return one
    if type(pattern) is ast.JoinedStr and all(type(p) is ast.Constant for p in pattern.values):
        text = "".join(p.value for p in pattern.values)  # type: ignore[attr-defined]
        if NUMERIC.fullmatch(text):
            # Numbers are written in a form by an action of its own; here as they are.
            reader.guess(value, "python", f":{text}", "the value without a format", 0.6)
            return one
        text = date_pattern(text)
        step = agg.DateFormat("Custom", None, text, False)
        one.aggrandizements = [*(one.aggrandizements or []), step]
        return one
    return None


def _is_python(reader: Reader, value: ast.expr) -> bool:
    """Whether what stands in braces is an expression of known names, and no JSON."""
    node = value.value if type(value) is ast.FormattedValue else None
    if reader.exact or type(node) not in EXPRESSIONS:
        return False
    assert node is not None  # noqa: S101  what the line above says
    known = _BUILT_IN | {id(one.func) for one in ast.walk(node) if type(one) is ast.Call}
    names = [one for one in ast.walk(node) if type(one) is ast.Name]
    return any(reader.is_defined(one.id) for one in names) and all(
        one.id in known or id(one) in known or reader.is_defined(one.id) for one in names
    )


_BUILT_IN: frozenset[Any] = frozenset(("json", "random", "datetime", "re", "math"))
# What Python's `strftime` and the app's date formats call the same.
_PATTERNS = {
    "%Y": "yyyy",
    "%y": "yy",
    "%m": "MM",
    "%d": "dd",
    "%H": "HH",
    "%I": "hh",
    "%M": "mm",
    "%S": "ss",
    "%p": "a",
    "%A": "EEEE",
    "%a": "EEE",
    "%B": "MMMM",
    "%b": "MMM",
}


def date_pattern(text: str) -> str:
    """A date format of the app for one of Python."""
    return re.sub("%[A-Za-z]", lambda found: _PATTERNS.get(found.group(), found.group()), text)


def _read_again(reader: Reader, node: ast.JoinedStr) -> Parts:
    """An f-string with braces that are no expressions: JSON that nobody doubled them in."""
    text = reader.literal_text(node)
    if text is None:
        text = _unparse(node)
    reader.guess(node, "braces", "{", "braces that belong to the text", 0.9)
    found = split_text(reader, text, lambda name: True)
    return found if found is not None else [text]


def _unparse(node: ast.JoinedStr) -> str:
    pieces: list[str] = []
    for value in node.values:
        if type(value) is ast.Constant:
            pieces.append(str(value.value))
        else:
            pieces.append(ast.unparse(ast.JoinedStr([value]))[2:-1])
    return "".join(pieces)


def recover_text(reader: Reader, node: ast.expr, text: str) -> Parts | None:
    """The parts of a plain string that names something known in braces: its `f` is lost."""
    found = split_text(reader, text, reader.is_defined)
    if found is None:
        return None
    reader.guess(node, "missing-f", text, "a text with variables", 0.9)
    return found


def split_text(reader: Reader, text: str, wanted: Any) -> Parts | None:
    """Text whose innermost braces hold references; None where none does."""
    parts: Parts = []
    end = 0
    for match in _IN_BRACES.finditer(text):
        expression = reference_in(match.group(1).strip())
        if expression is None or not wanted(first_name(expression)):
            continue
        one = read_reference(reader, expression)
        if one is None:
            continue
        _add_literal(reader, parts, text[end : match.start()])
        parts.append(one)
        end = match.end()
    if not end:
        return None
    _add_literal(reader, parts, text[end:])
    return parts


def reference_in(text: str) -> ast.expr | None:
    """The expression that a text is; None for a text that is none."""
    if not re.match(r"[^\W\d]", text):
        return None
    try:
        return ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def first_name(node: ast.expr) -> str:
    """The name that an expression starts from; empty where it starts from none."""
    while True:
        if type(node) is ast.Name:
            return node.id
        if isinstance(node, ast.Attribute | ast.Subscript):
            node = node.value
        elif type(node) is ast.Call and node.args:
            node = node.args[0]
        elif type(node) is ast.Call and node.keywords:
            node = node.keywords[0].value
        else:
            return ""


def _read_sum(reader: Reader, node: ast.BinOp) -> Parts | None:
    """`'''a''' + b`: one text."""
    sides: list[ast.expr] = []
    rest: ast.expr = node
    while type(rest) is ast.BinOp and type(rest.op) is ast.Add:
        sides.append(rest.right)
        rest = rest.left
    sides.append(rest)
    sides.reverse()
    if not any(map(_is_string, sides)):
        return None
    return join_text(reader, sides)


def _is_string(node: ast.expr) -> bool:
    return type(node) is ast.JoinedStr or (type(node) is ast.Constant and type(node.value) is str)


def join_text(reader: Reader, nodes: list[ast.expr], between: str = "") -> Parts | None:
    """The parts of several expressions as one text; None where one of them is no value."""
    parts: Parts = []
    for index, one in enumerate(nodes):
        add_part(parts, between if index else "")
        found = read_text(reader, one)
        if found is None and type(one) is ast.Constant and type(one.value) in (int, float):
            found = [str(one.value)]
        if found is None:
            reference = read_reference(reader, one) or value_of(reader, one)
            if reference is None:
                return None
            found = [reference]
        for part in found:
            if type(part) is str:
                add_part(parts, part)
            else:
                parts.append(part)
    return parts
