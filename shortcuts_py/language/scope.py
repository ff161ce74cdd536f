"""What the names of a piece of code stand for.

One pass over the statements finds every assignment before anything is compiled, because a
reference may stand before its definition, and because how often a name is assigned decides
what it is:

- declared by `variable(...)`, `variables(...)` or `app(...)`: that;
- assigned once, from a call or a literal: the output of that action;
- anything else: a named variable of the shortcut.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from shortcuts_py.language.text import is_text

__all__ = ["Definition", "IndexFromZero", "assignments", "is_chain", "is_reference"]


class Definition:
    """An output: the statement that defines it, and what is known of it.

    Attributes:
        line: where the expression stands that is assigned.
        uuid: the output's id.
        shown: what references call it.
        number: whether it is known to be a number.
    """

    __slots__ = ("line", "number", "shown", "uuid")

    def __init__(self, line: int, uuid: str, shown: str | None, number: bool) -> None:
        self.line = line
        self.uuid = uuid
        self.shown = shown
        self.number = number


class IndexFromZero:
    """The index of `enumerate(xs)`, which Python counts from 0 and Shortcuts from 1.

    Attributes:
        name: the loop variable that counts from 1.
    """

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


_CHAIN = frozenset(
    {"aggrandizement", "as_", "date_format", "property", "shown_as", "unchanged", "unit"}
)
_BASES = frozenset({"ask_each_time", "output"})


def is_reference(node: ast.expr) -> bool:
    """Whether an expression refers to something, rather than being an action or a literal."""
    kind = type(node)
    if kind is ast.Name:
        return True
    if kind is ast.Attribute:
        return is_reference(node.value)  # type: ignore[attr-defined]
    if kind is ast.Subscript:
        key = node.slice  # type: ignore[attr-defined]
        text = type(key) is ast.Constant and type(key.value) is str
        return text and is_reference(node.value)  # type: ignore[attr-defined]
    if kind is ast.Call:
        function = node.func  # type: ignore[attr-defined]
        if type(function) is ast.Name:
            return function.id in _BASES
        if type(function) is ast.Attribute and not is_text(node):
            return function.attr in _CHAIN and is_reference(function.value)
    return False


def is_chain(node: ast.expr) -> bool:
    """Whether an expression takes something out of a value that an action gives.

    `ask_for_input("a").name` is no output itself, but a reference to one with a property.
    """
    kind = type(node)
    if kind is ast.Attribute:
        return True
    if kind is ast.Subscript:
        key = node.slice  # type: ignore[attr-defined]
        return type(key) is ast.Constant and type(key.value) is str
    if kind is ast.Call and not is_text(node):
        function = node.func  # type: ignore[attr-defined]
        return type(function) is ast.Attribute and function.attr in _CHAIN
    return False


Assignment = tuple[str, ast.stmt, "ast.expr | None", "ast.stmt | None"]


def assignments(body: Iterable[ast.stmt], previous: ast.stmt | None = None) -> Iterator[Assignment]:
    """Every name that the statements assign, with the statement, the value, and what is before.

    The value is None where the name is bound as a variable whatever is assigned:
    `x += ...`, `x.append(...)`, and assignments to several targets at once.
    """
    for statement in body:
        yield from _assigned(statement, previous)
        previous = statement


def _assigned(statement: ast.stmt, previous: ast.stmt | None) -> Iterator[Assignment]:
    kind = type(statement)
    if kind is ast.Assign:
        targets = statement.targets  # type: ignore[attr-defined]
        value = statement.value  # type: ignore[attr-defined]
        for target in targets:
            if type(target) is ast.Name:
                yield target.id, statement, value if len(targets) == 1 else None, previous
            elif type(target) is ast.Subscript and type(target.value) is ast.Name:
                yield target.value.id, statement, None, previous
            elif type(target) is ast.Tuple:
                values = value.elts if type(value) is ast.Tuple else ()
                for index, one in enumerate(target.elts):
                    if type(one) is ast.Name:
                        found = values[index] if index < len(values) else None
                        yield one.id, statement, found, previous
    elif kind is ast.AnnAssign:
        if type(statement.target) is ast.Name:  # type: ignore[attr-defined]
            yield statement.target.id, statement, statement.value, previous  # type: ignore[attr-defined]
    elif kind is ast.AugAssign:
        if type(statement.target) is ast.Name:  # type: ignore[attr-defined]
            yield statement.target.id, statement, None, previous  # type: ignore[attr-defined]
    elif kind is ast.Expr:
        call = statement.value  # type: ignore[attr-defined]
        if (
            type(call) is ast.Call
            and type(call.func) is ast.Attribute
            and call.func.attr == "append"
            and type(call.func.value) is ast.Name
        ):
            yield call.func.value.id, statement, None, previous
    elif kind is ast.If or kind is ast.For:
        yield from assignments(statement.body)  # type: ignore[attr-defined]
        yield from assignments(statement.orelse)  # type: ignore[attr-defined]
    elif kind is ast.Match:
        for case in statement.cases:  # type: ignore[attr-defined]
            yield from assignments(case.body)
