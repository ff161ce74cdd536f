"""What names stand for: declarations, and the outputs and variables that assignments make."""

from __future__ import annotations

import ast
from collections.abc import Container, Iterable
from typing import Any, NamedTuple

from shortcuts_py.language.apps import read_app
from shortcuts_py.language.blocks import RESULTS
from shortcuts_py.language.calls import identify
from shortcuts_py.language.header import read_header
from shortcuts_py.language.notes import Notes
from shortcuts_py.language.outputs import naming_parameter
from shortcuts_py.language.reader import Reader
from shortcuts_py.language.scope import Definition, assignments, is_chain, is_reference
from shortcuts_py.language.text import is_text
from shortcuts_py.names import by_identifier
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow.actions import BLOCK_IDENTIFIERS, If, Menu, Repeat, RepeatEach
from shortcuts_py.workflow.identifiers import NOTHING

__all__ = [
    "RESULT_WORDS",
    "Assignments",
    "call_of",
    "called",
    "declares",
    "refers",
    "statement_notes",
    "statement_uuid",
]

_NO_NOTES: Notes = {}
RESULT_WORDS = frozenset(RESULTS.values())
_LITERALS: dict[type[ast.expr], str] = {
    ast.Dict: "is.workflow.actions.dictionary",
    ast.List: "is.workflow.actions.list",
}


def declares(reader: Reader, node: ast.stmt) -> bool:
    """Take up `shortcut(...)`, `x = variable(...)`, `a, b = variables(...)`, `x = app(...)`."""
    call = call_of(node)
    if call is None or not isinstance(call.func, ast.Name):
        return False
    name = call.func.id
    if name == "shortcut" and isinstance(node, ast.Expr):
        if reader.header is None:
            reader.header = call
            read_header(reader, call)
        return True
    if not isinstance(node, ast.Assign) or len(node.targets) != 1:
        return False
    target = node.targets[0]
    if name == "app" and isinstance(target, ast.Name):
        handle = read_app(reader, target.id, call)
        if handle is not None:
            reader.apps[target.id] = handle
            reader.bind(target.id, handle)
        return True
    if name == "variable" and isinstance(target, ast.Name):
        _declare_variable(reader, target.id, call)
        return True
    if name == "variables" and isinstance(target, ast.Tuple):
        texts = [one.value for one in call.args if isinstance(one, ast.Constant)]
        names = [one.id for one in target.elts if isinstance(one, ast.Name)]
        if len(texts) != len(call.args) or len(names) != len(target.elts) or call.keywords:
            reader.error(call, "bad-argument", "variables() takes plain strings")
        elif len(texts) != len(names):
            reader.error(call, "bad-argument", f"{len(names)} names for {len(texts)} variables")
        for one, text in zip(names, texts, strict=False):
            reader.bind(one, att.Variable(str(text)))
        return True
    return False


def call_of(node: ast.stmt) -> ast.Call | None:
    value = node.value if isinstance(node, ast.Expr | ast.Assign) else None
    return value if isinstance(value, ast.Call) else None


def called(call: ast.Call) -> str | None:
    """The plain name that is called."""
    return call.func.id if isinstance(call.func, ast.Name) else None


def _declare_variable(reader: Reader, name: str, call: ast.Call) -> None:
    texts = [one.value for one in call.args if isinstance(one, ast.Constant)]
    uuids = [
        one.value.value
        for one in call.keywords
        if one.arg == "id" and isinstance(one.value, ast.Constant)
    ]
    if len(texts) != 1 or len(call.args) != 1 or len(uuids) != len(call.keywords):
        reader.error(call, "bad-argument", 'variable() takes the variable\'s name: variable("a b")')
        return
    reader.bind(name, att.Variable(str(texts[0]), str(uuids[0]) if uuids else None))


class _Place(NamedTuple):
    """Where a name is assigned: the statement, its value and notes, and what stands before."""

    statement: ast.stmt
    value: ast.expr | None
    notes: Notes
    previous: ast.stmt | None


class Assignments:
    """Decides what every assigned name stands for, before anything is compiled.

    Args:
        reader: takes up the names.
        purpose: what the ids of outputs are made for; beginning of the names of variables,
            where it is not "output".
    """

    def __init__(self, reader: Reader, purpose: str) -> None:
        self.reader = reader
        self.purpose = purpose
        self._places: dict[str, list[_Place]] = {}
        self._last: ast.stmt | None = None

    def add(self, statements: Iterable[ast.stmt]) -> None:
        """Look through statements; the reader has the lines that they stand in."""
        places, reader = self._places, self.reader
        statements = list(statements)
        for name, statement, value, previous in assignments(statements, self._last):
            notes = statement_notes(reader, statement) if reader.has_notes else _NO_NOTES
            place = _Place(statement, value, notes, previous)
            known = places.get(name)
            if known is None:
                places[name] = [place]
            else:
                known.append(place)
        self._last = statements[-1] if statements else self._last

    def settle(self, parameters: Container[str] = ()) -> None:
        """Bind the names, but for those of parameters."""
        reader = self.reader
        for name, places in self._places.items():
            if name == "_" or name in parameters:
                continue
            if isinstance(reader.scopes[-1].get(name), att.Variable) or name in reader.apps:
                continue
            place = places[0]
            if len(places) == 1 and place.value is not None and not refers(place.value):
                reader.bind(name, self._definition(name, place, place.value))
            else:
                inner = self.purpose != "output"
                variable = f"{name} {self.purpose}" if inner else name
                reader.bind(name, att.Variable(variable))
                if _is_numeric(reader, places):
                    reader.numbers.add(variable)
        self._places = {}
        self._last = None

    def _definition(self, name: str, place: _Place, value: ast.expr) -> Definition:
        reader = self.reader
        uuid, shown = place.notes.get("id"), place.notes.get("name")
        if uuid is None:
            uuid = reader.ids.new(f"{self.purpose} {name}")
        if shown is None:
            shown = _shown_of(reader, value, place.previous)
        return Definition(value.lineno, uuid, shown, reader.is_number(value))


def refers(value: ast.expr) -> bool:
    return is_reference(value) or is_chain(value)


def _is_numeric(reader: Reader, places: list[_Place]) -> bool:
    """Whether every value that a variable is assigned is known to be a number."""
    if any(isinstance(one.statement, ast.Expr) for one in places):
        return False  # appended to
    values = [one.value for one in places if one.value is not None]
    return bool(values) and all(reader.is_number(value) for value in values)


def _shown_of(reader: Reader, node: ast.expr, previous: ast.stmt | None) -> str | None:
    """What references call the output of an expression, which stands behind `previous`."""
    if isinstance(node, ast.Call) and not is_text(node):
        for one in node.keywords:
            if one.arg == "output_name" and isinstance(one.value, ast.Constant):
                return str(one.value.value)
        if isinstance(node.func, ast.Name) and node.func.id in RESULT_WORDS:
            kind = _block_kind(previous)
            return reader.default_shown(BLOCK_IDENTIFIERS[kind]) if kind else None
        identifier = identify(reader, node)
        if called(node) == "datetime":
            identifier = "is.workflow.actions.date"
        return None if identifier is None else _call_shown(reader, node, identifier)
    if is_text(node):
        return reader.default_shown("is.workflow.actions.gettext")
    if isinstance(node, ast.Constant):
        if node.value is None:
            return reader.default_shown(NOTHING)
        number = type(node.value) in (int, float, bool)
        return reader.default_shown(f"is.workflow.actions.{'number' if number else 'gettext'}")
    if isinstance(node, ast.UnaryOp):
        return reader.default_shown("is.workflow.actions.number")
    if isinstance(node, ast.BinOp):
        return reader.default_shown("is.workflow.actions.math")
    identifier = _LITERALS.get(type(node))
    return reader.default_shown(identifier) if identifier else None


def _call_shown(reader: Reader, node: ast.Call, identifier: str) -> str | None:
    key = naming_parameter(identifier)
    if key is not None and identifier not in reader.output_names:
        names = by_identifier(identifier)
        words = {key, names.keywords.get(key, key) if names else key}
        values = [one.value for one in node.keywords if one.arg in words]
        if names is not None and names.main == key:
            values += node.args[:1]
        for value in values:
            if isinstance(value, ast.Constant) and type(value.value) is str:
                return value.value
    return reader.default_shown(identifier)


def _block_kind(node: ast.stmt | None) -> type[Any] | None:
    """The kind of block that a statement makes."""
    if isinstance(node, ast.For):
        function = node.iter.func if isinstance(node.iter, ast.Call) else None
        count = isinstance(function, ast.Name) and function.id in ("range", "repeat")
        return Repeat if count else RepeatEach
    return If if isinstance(node, ast.If) else Menu if isinstance(node, ast.Match) else None


def statement_notes(reader: Reader, node: ast.stmt) -> Notes:
    return reader.notes(node.end_lineno or node.lineno, node.end_col_offset or 0)


def statement_uuid(reader: Reader, notes: Notes) -> str | None:
    if "id" not in notes:
        return None
    given = notes["id"]
    return reader.ids.new("action") if given is None else given
