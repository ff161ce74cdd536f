"""Texts with places for values that are no f-strings: `.format(...)` and `%`."""

from __future__ import annotations

import ast
import re
import string
from typing import TYPE_CHECKING, Any

from shortcuts_py.workbench.references import read_reference
from shortcuts_py.workflow import attachments as att

if TYPE_CHECKING:
    from shortcuts_py.workbench.reading import Reader

__all__ = ["EXPRESSIONS", "NUMERIC", "add_part", "read_format", "read_percent", "value_of"]

Parts = list[Any]


def add_part(parts: Parts, text: str) -> None:
    if not text:
        return
    if parts and type(parts[-1]) is str:
        parts[-1] += text
    else:
        parts.append(text)


def value_of(reader: Reader, node: ast.expr) -> att.Attachment | None:
    """The output of the action that an expression stands for; the action is added."""
    if reader.exact or type(node) not in EXPRESSIONS:
        return None
    return reader.subject(node)


EXPRESSIONS: tuple[type, ...] = (ast.Call, ast.Subscript, ast.BinOp, ast.IfExp, ast.NamedExpr)


_PERCENT = re.compile(r"%(?:%|[-+ 0#]{0,4}\d{0,6}(?:\.\d{1,6})?[sdifgr])")


NUMERIC = re.compile(r"[<>^=+\- 0-9,._]*[bcdeEfFgGnosxX%]?")


def read_format(reader: Reader, node: ast.Call) -> Parts | None:
    """`'{} {0} {name}'.format(a, name=b)`."""
    template = node.func.value.value  # type: ignore[attr-defined]
    if type(template) is not str or (node.keywords and reader.exact):
        return None
    words = {one.arg: one.value for one in node.keywords}
    parts: Parts = []
    arguments = iter(node.args)
    try:
        for literal, name, form, conversion in string.Formatter().parse(template):
            add_part(parts, literal)
            if name is None:
                continue
            if conversion or (form and (reader.exact or NUMERIC.fullmatch(form) is None)):
                return None
            argument = next(arguments, None) if not name else words.get(name)
            if name.isascii() and name.isdigit() and len(name) < 5:
                argument = node.args[int(name)] if int(name) < len(node.args) else None
            if not _add_value(reader, parts, argument):
                return None
    except ValueError:
        return None
    return parts


def _add_value(reader: Reader, parts: Parts, node: ast.expr | None) -> bool:
    """Add what stands for a value in a template; False where it means nothing."""
    if node is None:
        return False
    if type(node) is ast.Constant and not reader.exact:
        add_part(parts, str(node.value))
        return True
    one = read_reference(reader, node) or value_of(reader, node)
    if one is not None:
        parts.append(one)
    return one is not None


def read_percent(reader: Reader, node: ast.BinOp) -> Parts | None:
    """`'%s: %d' % (a, b)`."""
    template = node.left.value  # type: ignore[attr-defined]
    right = node.right
    arguments = iter(right.elts if type(right) is ast.Tuple else [right])
    parts: Parts = []
    end = 0
    for found in _PERCENT.finditer(template):
        add_part(parts, template[end : found.start()])
        end = found.end()
        if found.group() == "%%":
            add_part(parts, "%")
        elif not _add_value(reader, parts, next(arguments, None)):
            return None
    add_part(parts, template[end:])
    return parts if next(arguments, None) is None else None
