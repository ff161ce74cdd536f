"""Names in code: where they are assigned, what to, and where they are used."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from shortcuts_py.language.parsing import parse_quietly

__all__ = ["Definition", "Place", "Symbol", "find_definitions", "find_places", "find_symbols"]

_ASSIGNED = re.compile(r"^[ \t]*(?:(\w+)[ \t]*(?:\+?=)(?!=)[ \t]*([\w.]*)|for[ \t]+(\w+)[ \t]+in\b"
                       r"|def[ \t]+(\w+)[ \t]*\()", re.MULTILINE)  # fmt: skip


class Definition(NamedTuple):
    """The first assignment of a name.

    Attributes:
        name: the name.
        line: its line, counted from 1.
        column: its column in characters, counted from 0.
        called: the dotted name of the call that it is assigned, where there is one.
    """

    name: str
    line: int
    column: int
    called: str = ""


class Place(NamedTuple):
    """One place where a name stands; lines from 1, columns in characters from 0."""

    line: int
    column: int
    end_column: int
    assigns: bool


class Symbol(NamedTuple):
    """An entry of the outline; `end_line` is the last line of what it holds."""

    name: str
    kind: str
    line: int
    end_line: int
    inner: tuple[Symbol, ...] = ()


def _parse(code: str) -> ast.Module | None:
    try:
        return parse_quietly(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def find_definitions(code: str) -> dict[str, Definition]:
    """Every assigned name with its first assignment; code need not be sound."""
    found: dict[str, Definition] = {}
    line, counted = 1, 0
    for match in _ASSIGNED.finditer(code):
        group = 1 if match.group(1) else 3 if match.group(3) else 4
        name = match.group(group)
        if name not in found and name.isidentifier():
            start = match.start(group)
            line += code.count("\n", counted, start)
            counted = start
            column = start - (code.rfind("\n", 0, start) + 1)
            found[name] = Definition(name, line, column, match.group(2) or "")
    return found


def find_places(code: str, name: str) -> list[Place] | None:
    """Every place where a name stands as a variable; None where the code does not parse."""
    module = _parse(code)
    if module is None:
        return None
    found: list[tuple[int, int, bool]] = []
    for node in ast.walk(module):
        if isinstance(node, ast.Name) and node.id == name:
            found.append((node.lineno, node.col_offset, isinstance(node.ctx, ast.Store)))
        elif isinstance(node, ast.FunctionDef) and node.name == name:
            found.append((node.lineno, node.col_offset + len("def "), True))
        elif isinstance(node, ast.arg) and node.arg == name:
            found.append((node.lineno, node.col_offset, True))
    return _in_characters(sorted(found), code.split("\n"), len(name))


def _in_characters(
    found: list[tuple[int, int, bool]], lines: list[str], length: int
) -> list[Place]:
    """Sorted places whose columns `ast` counts in UTF-8 bytes, each line gone through once."""
    places: list[Place] = []
    current, column, start, encoded = 0, 0, 0, b""
    for line, offset, assigns in found:
        if line != current:
            current, column, start = line, 0, 0
            encoded = lines[line - 1].encode("utf-8", "surrogatepass")
        start += len(encoded[column:offset].decode("utf-8", "replace"))
        column = offset
        places.append(Place(line, start, start + length, assigns))
    return places


def find_symbols(code: str) -> tuple[Symbol, ...]:
    """The outline: menus with their items, loops, conditions, functions and variables."""
    module = _parse(code)
    if module is not None:
        with suppress(RecursionError):  # code that Python's parser just takes
            return tuple(_symbols(module.body, set()))
    return tuple(
        Symbol(one.name, "variable", one.line, one.line) for one in find_definitions(code).values()
    )


def _symbols(body: list[ast.stmt], seen: set[str]) -> Iterator[Symbol]:
    for node in body:
        end = node.end_lineno or node.lineno
        inner = [one for _, part in ast.iter_fields(node) for one in _statements(part)]
        if isinstance(node, ast.Match):
            cases = tuple(
                Symbol(ast.unparse(case.pattern).strip("'\""), "case", case.pattern.lineno,
                       case.body[-1].end_lineno or end, tuple(_symbols(case.body, seen)))
                for case in node.cases
            )  # fmt: skip
            yield Symbol(_short(node.subject), "menu", node.lineno, end, cases)
        elif isinstance(node, (ast.For, ast.While)):
            head = node.iter if isinstance(node, ast.For) else node.test
            yield Symbol(_short(head), "loop", node.lineno, end, tuple(_symbols(inner, seen)))
        elif isinstance(node, ast.If):
            yield Symbol(_short(node.test), "condition", node.lineno, end,
                         tuple(_symbols(inner, seen)))  # fmt: skip
        elif isinstance(node, ast.FunctionDef):
            yield Symbol(node.name, "function", node.lineno, end, tuple(_symbols(inner, seen)))
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name) and target.id not in seen:
                    seen.add(target.id)
                    yield Symbol(target.id, "variable", node.lineno, end)


def _statements(part: object) -> list[ast.stmt]:
    return [one for one in part if isinstance(one, ast.stmt)] if isinstance(part, list) else []


def _short(node: ast.expr) -> str:
    text = ast.unparse(node)
    return text if len(text) <= 60 else f"{text[:59]}…"
