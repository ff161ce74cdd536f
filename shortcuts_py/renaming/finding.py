"""The names of a piece of code, and what each stands for.

They are meant to be handed to a language model or a person, who gives better ones back.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from shortcuts_py.announcements import read_announcement
from shortcuts_py.errors import ShortcutError
from shortcuts_py.language.declarations import refers
from shortcuts_py.language.parsing import parse_quietly
from shortcuts_py.language.scope import assignments

__all__ = ["FoundName", "find_names", "parse"]

_HEADING = re.compile(r"^# shortcuts_py: workflow \{.*", re.MULTILINE)
_DEEPEST = 300  # nodes of the syntax tree within each other
_LONGEST = 160  # characters of a line that are shown

_LITERALS: dict[type[ast.expr], str] = {
    ast.Dict: "dictionary",
    ast.JoinedStr: "text",
    ast.List: "list",
}
_CONSTANTS: dict[type, str] = {str: "text", int: "number", float: "number", bool: "number"}


class FoundName(NamedTuple):
    """A name that a piece of code gives to something.

    Attributes:
        name: the name.
        line: where it is first given, counted from 1.
        column: likewise, in characters, counted from 1.
        kind: "output", "variable", "loop variable", "app", "function" or "parameter".
        stands_for: what it stands for, in words.
        uses: how often it is read.
        code: the line that gives it.
    """

    name: str
    line: int
    column: int
    kind: str
    stands_for: str
    uses: int
    code: str


def parse(code: str) -> ast.Module:
    """The syntax tree of code that compiles.

    Raises:
        ShortcutError: it is not Python, or nested too deeply.
    """
    try:
        module = parse_quietly(code.removeprefix("\ufeff"))
    except SyntaxError as error:
        raise ShortcutError(f"line {error.lineno}: not readable as Python: {error.msg}") from None
    except (RecursionError, MemoryError, ValueError):
        raise ShortcutError("the code is nested too deeply to be read") from None
    # Python 3.10 takes what is nested 20,000 deep; LibCST's parser would end the process.
    level: list[ast.AST] = [module]
    for _ in range(_DEEPEST):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return module
    raise ShortcutError("the code is nested too deeply to be read")


def find_names(code: str) -> list[FoundName]:
    """The names that code gives, in the order of the lines that give them.

    Args:
        code: code of any dialect that Python can parse.

    Raises:
        ShortcutError: Python cannot parse it.
    """
    module = parse(code)
    try:
        uses = _uses(module)
        found: dict[str, tuple[ast.AST, str, str]] = {}
        for name, node, kind, stands_for in (*_announced(code), *_given(module.body)):
            found.setdefault(name, (node, kind, stands_for))
    except RecursionError:
        raise ShortcutError("the code is nested too deeply to be read") from None
    lines = code.removeprefix("\ufeff").splitlines()
    names = [
        _found(name, node, kind, stands_for, uses.get(name, 0), lines)
        for name, (node, kind, stands_for) in found.items()
        if name != "_"
    ]
    return sorted(names, key=lambda one: (one.line, one.column, one.name))


def _found(
    name: str, node: Any, kind: str, stands_for: str, uses: int, lines: list[str]
) -> FoundName:
    line: int = node.lineno
    text = lines[line - 1] if line <= len(lines) else ""
    column = len(text.encode("utf-8")[: node.col_offset].decode("utf-8", "replace")) + 1
    return FoundName(name, line, column, kind, stands_for, uses, text.strip()[:_LONGEST])


def _uses(module: ast.Module) -> dict[str, int]:
    uses: dict[str, int] = {}
    for node in ast.walk(module):
        if type(node) is ast.Name and type(node.ctx) is ast.Load:
            uses[node.id] = uses.get(node.id, 0) + 1
    return uses


Given = tuple[str, Any, str, str]


def _announced(code: str) -> Iterator[Given]:
    """Variables of which the announcement at the top of another dialect's code says the names."""
    found = _HEADING.search(code)
    try:
        announced = read_announcement(found.group()) if found else None
    except ShortcutError:
        return
    value = announced.value if announced else None
    named = value.get("variables") if type(value) is dict else None
    if found is None or type(named) is not dict:
        return
    place = ast.expr(lineno=code.count("\n", 0, found.start()) + 1, col_offset=0)
    for name, one in named.items():
        shown = one[0] if type(one) is list and one else one
        yield name, place, "variable", f"the named variable {shown!r}"


def _given(body: list[ast.stmt]) -> Iterator[Given]:
    """Every name that statements give: declarations and loops, functions, then assignments."""
    yield from _structure(body)
    places: dict[str, list[tuple[ast.stmt, ast.expr | None]]] = {}
    for name, statement, value, _ in assignments(body):
        places.setdefault(name, []).append((statement, value))
    for name, found in places.items():
        statement, value = found[0]
        if len(found) == 1 and value is not None and not refers(value):
            yield name, statement, "output", f"the output of {_source(value)}"
        else:
            yield name, statement, "variable", f"the named variable {name!r}"


def _structure(body: list[ast.stmt]) -> Iterator[Given]:
    for node in body:
        if isinstance(node, ast.Assign):
            yield from _declared(node)
        elif isinstance(node, ast.For):
            yield from _loop(node)
            yield from _structure(node.body)
        elif isinstance(node, ast.If):
            yield from _structure(node.body)
            yield from _structure(node.orelse)
        elif isinstance(node, ast.Match):
            for case in node.cases:
                yield from _structure(case.body)
        elif isinstance(node, ast.FunctionDef) and node.name == "shortcut":
            yield from _given(node.body)  # the whole program, in Apple's dialect
        elif isinstance(node, ast.FunctionDef):
            yield node.name, node, "function", "a function of this code"
            arguments = node.args
            for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
                yield one.arg, one, "parameter", f"a parameter of {node.name}()"
            yield from _given(node.body)


def _declared(node: ast.Assign) -> Iterator[Given]:
    """`x = variable("X")`, `a, b = variables("A", "B")`, `x = app("bundle")`."""
    call, target = node.value, node.targets[0]
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
        return
    texts = [str(one.value) for one in call.args if isinstance(one, ast.Constant)]
    if isinstance(target, ast.Name) and texts:
        if call.func.id == "variable":
            yield target.id, target, "variable", f"the named variable {texts[0]!r}"
        elif call.func.id == "app":
            yield target.id, target, "app", f"the app {texts[0]}"
    elif isinstance(target, ast.Tuple) and call.func.id == "variables":
        for one, text in zip(target.elts, texts, strict=False):
            if isinstance(one, ast.Name):
                yield one.id, one, "variable", f"the named variable {text!r}"


def _loop(node: ast.For) -> Iterator[Given]:
    over = node.iter
    word = over.func.id if isinstance(over, ast.Call) and isinstance(over.func, ast.Name) else ""
    index = word in ("range", "repeat")
    targets = node.target.elts if isinstance(node.target, ast.Tuple) else [node.target]
    for position, target in enumerate(targets):
        if isinstance(target, ast.Name):
            counts = index or (len(targets) > 1 and position == 0)
            what = "the index of the loop" if counts else "the item of the loop"
            yield target.id, target, "loop variable", f"{what} over {_source(over)}"


def _source(node: ast.expr) -> str:
    """An expression in a few words: what is called, or what kind of literal it is."""
    if isinstance(node, ast.Call):
        return f"{_dotted(node.func)}()"
    if isinstance(node, ast.Constant):
        return _CONSTANTS.get(type(node.value), "nothing")
    if isinstance(node, ast.Name | ast.Attribute):
        return _dotted(node)
    return _LITERALS.get(type(node), "an expression")


def _dotted(node: ast.expr) -> str:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    parts.append(node.id if isinstance(node, ast.Name) else "...")
    return ".".join(reversed(parts))[:_LONGEST]
