"""Parameter summaries of App Intents metadata: a tree of sentences and tests.

Facts: `actionSummary` is a leaf with a format string, `whenClause` tests a parameter
and has two branches, `switchStatement` has a branch for each value and a default. The
depth is not bounded by the format; it is here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from shortcuts_py.catalog.model import Condition, Summary
from shortcuts_py.catalog.sources.linktypes import unwrap
from shortcuts_py.catalog.sources.values import Fields, plain

__all__ = ["summaries"]

_DEPTH = 30
Lookup = Callable[[Fields, str, str | None], str | None]


def summaries(entry: Fields, text: Lookup) -> Iterator[Summary]:
    """The sentences of an action with the tests that lead to each; `text` looks up texts."""
    root = entry.child("actionConfiguration")
    if root is not None:
        yield from _walk(root, (), text, 0)


def _walk(
    node: Fields, when: tuple[Condition, ...], text: Lookup,
    depth: int,
) -> Iterator[Summary]:  # fmt: skip
    if depth > _DEPTH:
        node.problems.add(node.path, "summary is nested too deeply")
        return
    for kind in list(node.data):
        payload = node.child(kind)
        inside = payload.child("wrapper") if payload else None
        if inside is None:
            continue
        if kind == "actionSummary":
            yield from _leaf(inside, when, text)
        elif kind == "whenClause":
            condition = _condition(inside)
            for branch, tests in (("when", (condition,)), ("otherwise", ())):
                child = inside.child(branch)
                if child is not None:
                    yield from _walk(child, (*when, *tests), text, depth + 1)
        elif kind == "switchStatement":
            parameter = inside.text("parameterIdentifier") or ""
            for case in inside.items("cases"):
                tests = ()
                if not case.flag("isDefaultCase"):
                    tests = (Condition(parameter=parameter, values=_values(case.get("value"))),)
                child = case.child("configuration")
                if child is not None:
                    yield from _walk(child, (*when, *tests), text, depth + 1)
        else:
            node.problems.add(node.at(kind), "unknown kind of summary")


def _leaf(
    inside: Fields, when: tuple[Condition, ...],
    text: Lookup,
) -> Iterator[Summary]:  # fmt: skip
    others = inside.texts("otherParameterIdentifiers")
    sentence = inside.child("summaryString")
    if sentence is not None:
        found = text(sentence, "formatString", "summary") or ""
        keys = (*sentence.texts("parameterIdentifiers"), *others)
        yield Summary(format=found, parameters=keys, when=when)
    elif others:
        yield Summary(format="", parameters=tuple(others), when=when)


def _condition(inside: Fields) -> Condition:
    test = inside.child("condition")
    if test is None:
        return Condition(parameter="", relation="unknown")
    parameter = test.text("parameterIdentifier") or ""
    values = _values(test.get("value"))
    # The operator's numbers are not documented; 0 is equality in every file seen.
    operator = test.get("comparisonOperator")
    if operator in (None, 0):
        return Condition(parameter=parameter, values=values)
    return Condition(parameter=parameter, relation="unknown", values=(*values, plain(operator)))


def _values(value: Any) -> tuple[Any, ...]:
    found = unwrap(value)
    if isinstance(found, list):
        return tuple(unwrap(item) for item in found)
    return () if found is None else (found,)
