"""Calls of the native dialect in text of this one: models that know both mix them."""

from __future__ import annotations

import ast
import re

from shortcuts_py.workbench.guesses import Guess, Guesses
from shortcuts_py.workbench.source.kinds import KINDS

__all__ = ["read_native_words"]

_CALL = re.compile(r"^[^\S\n]*(?:\w+\s*=\s*)?([a-z]\w*)\(", re.MULTILINE)
# Words that both dialects have, each with its own meaning; here they mean what they mean here.
# `print` is what Python means by it.
_SHARED = frozenset(("input", "coerce_variable", "format_date", "unit_variable_transform", "print"))
_OWN = ("is_workflow_", "com_")


def read_native_words(module: ast.Module, code: str, guesses: Guesses) -> None:
    """Make calls by friendly names into calls as this dialect writes them.

    Args:
        module: the statements, changed in place.
        code: the text.
        guesses: takes up what was changed.
    """
    called = {name for name in _CALL.findall(code) if not name.startswith(_OWN)} - _SHARED
    called = {name for name in called if _is_known(name)}
    lines = code.split("\n") if called else []
    stack: list[ast.AST] = [module] if called else []
    while stack:
        node = stack.pop()
        for name in ("body", "orelse", "cases"):
            stack.extend(getattr(node, name, ()))
        call = node.value if isinstance(node, (ast.Assign, ast.Expr)) else None
        function = call.func if isinstance(call, ast.Call) else None
        if isinstance(call, ast.Call) and isinstance(function, ast.Name) and function.id in called:
            _change(call, function, lines, guesses)


def _is_known(name: str) -> bool:
    from shortcuts_py.names import aliases, by_name

    return by_name(aliases().get(name, name)) is not None


def _change(call: ast.Call, function: ast.Name, lines: list[str], guesses: Guesses) -> None:
    from shortcuts_py.names import aliases, by_name

    names = by_name(aliases().get(function.id, function.id))
    if names is None or len(call.args) > (names.main is not None):
        return
    given = {one.arg for one in call.keywords}
    if any(word is not None and word not in names.keys for word in given - {"output_name"}):
        return
    for keyword in call.keywords:
        if keyword.arg == "output_name":
            keyword.arg = "CustomOutputName"
        elif keyword.arg is not None:
            keyword.arg = names.keys[keyword.arg]
    if call.args and names.main is not None:
        value = call.args.pop()
        call.keywords.insert(0, ast.copy_location(ast.keyword(names.main, value), value))
    read = function.id
    function.id = names.identifier.replace(".", "_")
    kind = KINDS["native-word"]
    start = _characters(lines, function.lineno, function.col_offset)
    guesses.append(
        Guess(
            function.lineno,
            start + 1,
            function.lineno,
            start + 1 + len(read),
            "native-word",
            read,
            function.id,
            kind.confidence,
        )
    )


def _characters(lines: list[str], line: int, column: int) -> int:
    """A column in characters from one in bytes."""
    text = lines[line - 1] if line <= len(lines) else ""
    return column if text.isascii() else len(_bytes(text)[:column].decode("utf-8", "ignore"))


def _bytes(text: str) -> bytes:
    """UTF-8, as Python's parser counts columns; text may hold half of a surrogate pair."""
    return text.encode("utf-8", "surrogatepass")
