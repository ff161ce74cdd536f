"""Names in code that are assigned and never used, where another name is nearly the same."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from shortcuts_py.errors import Diagnostic
from shortcuts_py.language.declarations import call_of, called
from shortcuts_py.language.examination import Examination
from shortcuts_py.language.nearest import count_edits, did_you_mean, nearest
from shortcuts_py.language.scope import assignments

__all__ = ["unused_names"]

_MOST = 200
_NO_LETTERS = re.compile(r"[\d_]+")


def unused_names(examination: Examination) -> Iterator[Diagnostic]:
    """A note for each name that nothing uses and that is likely another one, misspelt."""
    reader, module, places = examination.reader, examination.module, examination.places
    if reader is None or module is None or places is None:
        return
    targets: dict[str, list[ast.expr]] = {}
    for name, statement, _, _ in assignments(module.body):
        call = call_of(statement)
        if call is not None and called(call) in ("variable", "variables", "app"):
            continue
        for one in _targets(statement):
            if isinstance(one, ast.Name) and one.id == name:
                targets.setdefault(name, []).append(one)
    asked = 0
    for name, nodes in targets.items():
        if name in reader.used or name == "_" or len(nodes) != 1 or name in reader.apps:
            continue
        asked += 1
        if asked > _MOST:
            return
        near = [
            one
            for one in nearest(name, {*targets, *reader.used} - {name})
            if _letters(one) != _letters(name)
            and count_edits(one, name) <= (1 if len(name) < 6 else 2)
        ]
        if near:
            message = f"nothing uses {name!r}{did_you_mean(near)}"
            yield Diagnostic(
                "note", "unused-name", message, *places.of(nodes[0]), suggestions=tuple(near)
            )


def _letters(name: str) -> str:
    """A name without what tells apart names that are meant to be alike."""
    return _NO_LETTERS.sub("", name).casefold()


def _targets(statement: ast.stmt) -> Iterator[ast.expr]:
    if isinstance(statement, ast.Assign):
        for one in statement.targets:
            yield from one.elts if isinstance(one, ast.Tuple) else [one]
    elif isinstance(statement, ast.AnnAssign | ast.AugAssign):
        yield statement.target
    elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        function = statement.value.func  # x.append(...)
        if isinstance(function, ast.Attribute):
            yield function.value
