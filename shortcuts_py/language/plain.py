"""Property-list values as they stand in the file: `raw(...)`, `Plain(...)` and `Record(...)`.

Within these, dictionaries and lists are written as they are. It is the way of last resort
of the whole language, so it is total: what has no literal, or is nested deeper than
Python's parser takes, is a string with the JSON rendering.
"""

from __future__ import annotations

import ast
import json
import math
from datetime import datetime
from plistlib import UID
from typing import Any

from shortcuts_py.errors import DecodeError
from shortcuts_py.language.layout import Expression, Group
from shortcuts_py.language.literals import (
    print_scalar,
    print_string,
    read_base64,
    read_datetime,
)

__all__ = [
    "MISSING",
    "print_literal",
    "print_plain",
    "print_raw",
    "read_literal",
    "read_plain",
    "read_raw",
]

MISSING: Any = object()

_DEEPEST = 40


def print_plain(value: Any, depth: int = 0) -> Expression | None:
    """The literal of a property-list value; None where there is none."""
    kind = type(value)
    if depth > _DEEPEST:
        return None
    if kind is dict:
        members: list[tuple[str, Expression]] = []
        for key, one in value.items():
            expression = print_plain(one, depth + 1)
            if expression is None or type(key) is not str:
                return None
            members.append((f"{print_string(key, multiline=False)}: ", expression))
        return Group("{", members, "}")
    if kind is list:
        members = []
        for one in value:
            expression = print_plain(one, depth + 1)
            if expression is None:
                return None
            members.append(("", expression))
        return Group("[", members, "]")
    return print_scalar(value)


def print_raw(value: Any, word: str = "raw") -> Expression:
    """`raw(...)` around a property-list value of any kind."""
    expression = print_plain(value)
    if expression is None:
        from shortcuts_py.plist.json_form import wrap

        text = json.dumps(wrap(value), sort_keys=True)
        expression = f"json={print_string(text, multiline=False)}"
    return Group(f"{word}(", [("", expression)])


def print_literal(value: Any) -> Expression:
    """The literal of a property-list value, or `raw(...)` where it has none."""
    expression = print_plain(value)
    return print_raw(value) if expression is None else expression


def read_plain(node: ast.expr) -> Any:
    """The property-list value of a literal; `MISSING` where it is none."""
    kind = type(node)
    if kind is ast.Constant:
        value = node.value  # type: ignore[attr-defined]
        return value if type(value) in (str, int, float, bool, bytes) else MISSING
    if kind is ast.List:
        items = [read_plain(one) for one in node.elts]  # type: ignore[attr-defined]
        return MISSING if any(one is MISSING for one in items) else items
    if kind is ast.Dict:
        entries: dict[str, Any] = {}
        for key, one in zip(node.keys, node.values, strict=True):  # type: ignore[attr-defined]
            value = read_plain(one)
            if value is MISSING or not isinstance(key, ast.Constant):
                return MISSING
            if type(key.value) is not str:
                return MISSING
            entries[key.value] = value
        return entries
    if kind is ast.UnaryOp and type(node.op) is ast.USub:  # type: ignore[attr-defined]
        value = read_plain(node.operand)  # type: ignore[attr-defined]
        return -value if type(value) in (int, float) else MISSING
    if kind is ast.Call:
        return _read_call(node)  # type: ignore[arg-type]
    return MISSING


def _read_call(node: ast.Call) -> Any:
    if not isinstance(node.func, ast.Name) or node.keywords:
        return MISSING
    if node.func.id == "datetime":
        found: datetime | None = read_datetime(node.args)
        return MISSING if found is None else found
    if len(node.args) != 1:
        return MISSING
    argument = node.args[0]
    if node.func.id == "Data":
        data = read_base64(argument)
        return MISSING if data is None else data
    if node.func.id == "UID" and isinstance(argument, ast.Constant):
        try:
            return UID(argument.value)  # type: ignore[arg-type]  # checked by UID itself
        except (TypeError, ValueError):
            return MISSING
    if node.func.id == "float" and isinstance(argument, ast.Constant):
        return _read_float(argument.value)
    return MISSING


def _read_float(text: Any) -> Any:
    try:
        value = float(text)
    except (TypeError, ValueError):
        return MISSING
    return value if not math.isfinite(value) else MISSING


def read_raw(node: ast.Call) -> Any:
    """The property-list value of `raw(...)`; `MISSING` where it is not one."""
    if len(node.args) == 1 and not node.keywords:
        return read_plain(node.args[0])
    if not node.args and len(node.keywords) == 1 and node.keywords[0].arg == "json":
        text = node.keywords[0].value
        if isinstance(text, ast.Constant) and isinstance(text.value, str):
            from shortcuts_py.plist.json_form import from_json

            try:
                return from_json(text.value.encode("utf-8", "surrogatepass"))
            except (DecodeError, RecursionError):
                return MISSING
    return MISSING


def read_literal(node: ast.expr) -> Any:
    """The property-list value of a literal or of `raw(...)`; `MISSING` where it is neither."""
    raw = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "raw"
    return read_raw(node) if raw else read_plain(node)  # type: ignore[arg-type]
