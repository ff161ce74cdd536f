"""What may have been meant by a word that nobody knows: by its place first, then its letters."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.builtin_calls import BUILTINS, TEXT_METHODS
from shortcuts_py.language.nearest import nearest
from shortcuts_py.language.properties import METHODS
from shortcuts_py.language.scope import Definition
from shortcuts_py.language.vocabulary import CONSTRUCTORS, FUNCTIONS, REFERENCES
from shortcuts_py.names import (
    ActionNames,
    aliases,
    apple_names,
    built_in_names,
    by_name,
)

if TYPE_CHECKING:
    from shortcuts_py.language.reader import Reader

__all__ = ["near_actions", "near_apps", "near_names", "near_parameters"]

# Code with more mistakes than this needs no suggestions, and they would cost.
_MOST = 500
# Names are gone through for each undefined one: in code that has very many, for fewer of them.
_MOST_NAMES = 60_000
_BUILTINS = (*BUILTINS, "enumerate", "range")
_WORDS_ALONE = ("pass", "exit", "return")


def near_names(reader: Reader, node: ast.Name) -> tuple[str, ...]:
    """Names in scope that an undefined one may be meant for.

    Those of the innermost loop, and those that are defined above, fit better.
    """
    fitness: dict[str, float] = {}
    mistakes = len(reader.diagnostics)
    if mistakes > _MOST or mistakes * sum(map(len, reader.scopes)) > _MOST_NAMES:
        return ()
    for depth, scope in enumerate(reader.scopes):
        for name, binding in scope.items():
            if not name.isidentifier():
                continue
            fit = 0.6 if depth else 0.4
            if isinstance(binding, Definition) and binding.line >= node.lineno:
                fit = 0.0
            fitness[name] = fit
    for word in REFERENCES:
        fitness.setdefault(word, 0.3)
    if reader.statement is not None and getattr(reader.statement, "value", None) is node:
        for word in _WORDS_ALONE:
            fitness.setdefault(word, 0.5)
    return nearest(node.id, fitness, fitness)


def near_actions(reader: Reader, node: ast.Call) -> tuple[str, ...]:
    """Actions and other words that an unknown call may be meant for.

    Of names that are spelt alike, the one that takes the keywords of the call comes first.
    """
    function = node.func
    if isinstance(function, ast.Attribute):
        return _near_methods(function)
    if not isinstance(function, ast.Name) or len(reader.diagnostics) > _MOST:
        return ()
    word = function.id
    statement = getattr(reader.statement, "value", None) is node
    candidates = _callables(statement)
    if reader.functions:
        candidates = {**candidates, **dict.fromkeys(reader.functions, 0.5)}
        near = nearest(word, candidates, candidates)
    else:
        near = _near_callables(word, statement)
    said = [one.arg for one in node.keywords if one.arg]
    if len(near) > 1 or said:
        fitness = {name: candidates[name] + 0.75 * _taken(name, node, said) for name in near}
        near = nearest(word, near, fitness)
    return near


@lru_cache(maxsize=4096)
def _near_callables(word: str, statement: bool) -> tuple[str, ...]:
    """What code can call that a word is near to: a repair asks for the same words in rounds."""
    candidates = _callables(statement)
    return nearest(word, candidates, candidates)


@lru_cache(maxsize=2)
def _callables(statement: bool) -> dict[str, float]:
    """Everything that code can call, and how well it fits a statement, or a value."""
    candidates: dict[str, float] = dict.fromkeys(apple_names(), 0.0)
    candidates.update(dict.fromkeys(aliases(), 0.05))
    candidates.update(dict.fromkeys(built_in_names(), 0.25))
    candidates.update(dict.fromkeys(_BUILTINS, 0.1 if statement else 0.3))
    candidates.update(dict.fromkeys(FUNCTIONS, 0.3 if statement else 0.1))
    candidates.update(dict.fromkeys(CONSTRUCTORS, 0.0 if statement else 0.3))
    return candidates


def _taken(name: str, node: ast.Call, said: list[str]) -> float:
    """The share of a call's arguments that an action takes."""
    names = by_name(name)
    if names is None or not (said or node.args):
        return 0.0
    known = {*names.keys, *names.keywords, "output_name", "beside"}
    count = sum(one in known for one in said)
    if node.args and names.main is not None:
        count += 1
    return count / (len(said) + bool(node.args))


def _near_methods(function: ast.Attribute) -> tuple[str, ...]:
    """`x.upprer()`: the names of methods."""
    near = nearest(function.attr, [*METHODS, *TEXT_METHODS])
    spelt = ast.unparse(function.value)
    return tuple(f"{spelt}.{one}" for one in near)


def near_apps(reader: Reader, function: ast.expr) -> tuple[str, ...]:
    """Declared apps that an unknown name in front of a call may be meant for."""
    base = function.value if isinstance(function, ast.Attribute) else None
    if isinstance(base, ast.Name) and not reader.is_bound(base.id):
        return nearest(base.id, reader.apps)
    return ()


def near_parameters(
    names: ActionNames, word: str, given: Iterable[str] | dict[str, Any]
) -> tuple[str, ...]:
    """Keywords and keys of an action that the call does not give yet; keywords fit better."""
    said = set(given)
    fitness: dict[str, float] = {"output_name": 0.0}
    for key, keyword in names.keywords.items():
        if key not in said:
            fitness[key] = 0.0
            fitness[keyword] = 0.2
    return nearest(word, fitness, fitness)
