"""Names in code that are assigned and never used, where another name is nearly the same."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from shortcuts_py.errors import Diagnostic, Related
from shortcuts_py.language.declarations import call_of, called
from shortcuts_py.language.examination import Examination
from shortcuts_py.language.nearest import count_edits, did_you_mean, nearest
from shortcuts_py.language.scope import assignments

__all__ = ["unused_names", "with_definitions"]

_MOST = 200
_MOST_NAMES = 60_000  # of which each is compared with those
_DECLARATIONS = ("variable", "variables", "app")
_NO_LETTERS = re.compile(r"[\d_]+")


def _assigned(module: ast.Module, declared: bool = False) -> dict[str, list[ast.expr]]:
    """Names that code assigns, with the places; declarations only where they are asked for."""
    targets: dict[str, list[ast.expr]] = {}
    last: ast.stmt | None = None
    named: dict[str, list[ast.expr]] = {}
    for name, statement, _, _ in assignments(module.body):
        call = call_of(statement)
        if not declared and call is not None and called(call) in _DECLARATIONS:
            continue
        if statement is not last:
            # Once a statement, not once a name: it may have thousands (a = b = c = ...).
            last, named = statement, {}
            for one in _targets(statement):
                if isinstance(one, ast.Name):
                    named.setdefault(one.id, []).append(one)
        targets.setdefault(name, []).extend(named.pop(name, ()))
    return {name: nodes for name, nodes in targets.items() if nodes}


def with_definitions(diagnostics: list[Diagnostic], examination: Examination) -> list[Diagnostic]:
    """Undefined names with the place where the name that is likely meant is assigned.

    Only where nothing else uses that name: then it may be the one that is misspelt.
    """
    reader, module, places = examination.reader, examination.module, examination.places
    undefined = [one for one in diagnostics if one.code == "undefined-name"]
    if reader is None or module is None or places is None or not undefined:
        return diagnostics
    targets = _assigned(module, declared=True)
    unused = [name for name in targets if name not in reader.used and name != "_"]
    found = []
    for asked, one in enumerate(diagnostics):
        few = asked < _MOST and asked * len(unused) < _MOST_NAMES
        if one.code == "undefined-name" and few:
            one = _unused_first(one, unused)
        name = one.suggestions[0] if one.suggestions else ""
        if one.code == "undefined-name" and name in targets and name not in reader.used:
            line, column, _, _ = places.of(targets[name][0])
            related = Related(f"{name!r} is assigned here, and nothing uses it", line, column)
            one = one._replace(related=(related,))
        found.append(one)
    return found


def _unused_first(one: Diagnostic, unused: list[str]) -> Diagnostic:
    """An undefined name whose nearest suggestion is what nothing uses: one slip explains both."""
    name = _quoted(one)
    near = [word for word in nearest(name, unused)[:1] if count_edits(word, name) <= 2]
    if not near or len(name) < 3 or one.suggestions[:1] == (near[0],):
        return one
    if any(
        _letters(word) != _letters(name) and count_edits(word, name) == 1
        for word in one.suggestions
        if word not in unused
    ):
        return one
    words = tuple(dict.fromkeys([*near, *one.suggestions]))[:3]
    message = one.message.partition("; did you mean")[0] + did_you_mean(words)
    return one._replace(message=message, suggestions=words)


def _quoted(one: Diagnostic) -> str:
    return one.message.partition("'")[2].partition("'")[0]


def unused_names(examination: Examination) -> Iterator[Diagnostic]:
    """A note for each name that nothing uses and that is likely another one, misspelt."""
    reader, module, places = examination.reader, examination.module, examination.places
    if reader is None or module is None or places is None:
        return
    targets = _assigned(module, declared=True)
    asked = 0
    for name, nodes in targets.items():
        if name in reader.used or name == "_" or len(nodes) != 1 or name in reader.apps:
            continue
        asked += 1
        if asked > _MOST or asked * len(targets) > _MOST_NAMES:
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
