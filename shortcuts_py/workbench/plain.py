"""Plain property-list values as literals: what stands in a file without any envelope."""

from __future__ import annotations

import ast
from typing import Any

from shortcuts_py.workbench.literals import print_scalar, print_word, read_datetime

__all__ = ["print_plain", "read_plain"]


def print_plain(value: Any) -> str | None:
    """A literal for a value; None where a part of it has none."""
    kind = type(value)
    if kind is dict:
        members: list[str] = []
        for key, one in value.items():
            printed = print_plain(one)
            if printed is None or type(key) is not str:
                return None
            members.append(f"{print_word(key)}: {printed}")
        return "{" + ", ".join(members) + "}"
    if kind is list:
        items: list[str] = []
        for one in value:
            printed = print_plain(one)
            if printed is None:
                return None
            items.append(printed)
        return "[" + ", ".join(items) + "]"
    return print_scalar(value)


def read_plain(node: ast.expr) -> Any:
    """The value of a literal; None where it is none."""
    kind = type(node)
    if kind is ast.Constant:
        value = node.value  # type: ignore[attr-defined]
        return value if type(value) in (str, int, float, bool, bytes) else None
    if kind is ast.Dict:
        entries: dict[str, Any] = {}
        for key, one in zip(node.keys, node.values, strict=True):  # type: ignore[attr-defined]
            name = None if key is None else read_plain(key)
            value = read_plain(one)
            if type(name) is not str or value is None:
                return None
            entries[name] = value
        return entries
    if kind is ast.List:
        items = [read_plain(one) for one in node.elts]  # type: ignore[attr-defined]
        return None if any(one is None for one in items) else items
    if kind is ast.UnaryOp and type(node.op) is ast.USub:  # type: ignore[attr-defined]
        value = read_plain(node.operand)  # type: ignore[attr-defined]
        return -value if type(value) in (int, float) else None
    if kind is ast.Call:
        return read_datetime(node)  # type: ignore[arg-type]
    return None
