"""Properties and classes of content items that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from shortcuts_py.checks.catalogue_facts import (
    CLASSES,
    all_properties,
    definition,
    properties_of_action,
    properties_of_class,
)
from shortcuts_py.checks.rules import Finding
from shortcuts_py.checks.view import LOOPS, Path, Reference, View, join_path
from shortcuts_py.errors import Fix, PlistEdit
from shortcuts_py.language.nearest import count_edits, did_you_mean, is_certain, nearest

__all__ = ["RULES"]

_DATE_STYLES = (
    "None", "Short", "Medium", "Long", "Relative", "Custom", "ISO 8601", "RFC 2822",
    "How Long Ago",
)  # fmt: skip
_TIME_STYLES = ("None", "Short", "Medium", "Long", "Relative")
_ORDERS = (
    "A to Z", "Z to A", "Oldest First", "Latest First", "Smallest First", "Biggest First",
    "Shortest First", "Longest First", "Lowest First", "Highest First", "Random",
)  # fmt: skip
_DEEPEST = 5
_UNLISTED = {
    "unknown-property": "unlisted-property",
    "unknown-content-class": "unlisted-content-class",
}


def aggrandizements(view: View) -> Iterator[Finding]:
    """What a reference takes out of its value: a property, a class, a date style."""
    for reference in view.references:
        chain = reference.attachment.get("Aggrandizements")
        if type(chain) is not list:
            continue
        known = _properties(view, reference)
        for index, one in enumerate(chain):
            if type(one) is not dict:
                continue
            path = (*reference.path, "Aggrandizements", index)
            kind = one.get("Type")
            if kind == "WFPropertyVariableAggrandizement":
                yield from _property(view, reference.action, (*path, "PropertyName"), one, known)
                known = frozenset()
            elif kind == "WFCoercionVariableAggrandizement":
                name = one.get("CoercionItemClass")
                yield from _class(view, reference.action, (*path, "CoercionItemClass"), name)
                known = properties_of_class(name) if type(name) is str else frozenset()
            elif kind == "WFDateFormatVariableAggrandizement":
                for key, styles in (
                    ("WFDateFormatStyle", _DATE_STYLES),
                    ("WFTimeFormatStyle", _TIME_STYLES),
                ):
                    style = one.get(key)
                    if type(style) is str and style not in styles:
                        place = (*path, key)
                        yield from _near(
                            view, "unknown-style", "no date style", reference.action, place,
                            style, styles,
                        )  # fmt: skip


def _properties(view: View, reference: Reference, depth: int = 0) -> frozenset[str]:
    """The properties of what a reference refers to, where that is known."""
    if reference.kind == "DeviceDetails":
        return properties_of_action("is.workflow.actions.getdevicedetails")
    if reference.uuid is not None:
        for index in view.producers.get(reference.uuid, ())[:1]:
            return properties_of_action(view.actions[index].identifier)
    name = reference.variable
    if name is None or depth > _DEEPEST:
        return frozenset()
    if name.startswith("Repeat Item"):
        for block in view.blocks_around(reference.action):
            if block.identifier in LOOPS:
                over = view.actions[block.start].references[:1]
                return _properties(view, over[0], depth + 1) if over else frozenset()
        return frozenset()
    for index in view.set_by.get(name, ())[:1]:
        over = view.actions[index].references[:1]
        if over and not over[0].attachment.get("Aggrandizements"):
            return _properties(view, over[0], depth + 1)
    return frozenset()


def _property(
    view: View, action: int, path: Path, one: dict[str, Any], known: frozenset[str]
) -> Iterator[Finding]:
    name = one.get("PropertyName")
    info = one.get("PropertyUserInfo")
    if type(name) is not str or name in known or name in all_properties():
        return
    if type(info) is dict and info:
        return  # an app's own property, by its identifier
    fitness = dict.fromkeys(known, 1.0)
    yield from _near(
        view, "unknown-property", "no property", action, path, name,
        [*all_properties(), *known], fitness,
    )  # fmt: skip


def _class(view: View, action: int, path: Path, name: Any) -> Iterator[Finding]:
    if type(name) is str and name not in CLASSES:
        yield from _near(
            view, "unknown-content-class", "no class of content", action, path, name, CLASSES
        )


def rows(view: View) -> Iterator[Finding]:
    """The properties that a filter compares, and that a list is sorted by."""
    for located in view.envelopes:
        if located.value.get("WFSerializationType") != "WFContentPredicateTableTemplate":
            continue
        action = view.actions[located.action]
        table = located.value.get("Value")
        found = table.get("WFActionParameterFilterTemplates") if type(table) is dict else None
        if type(found) is not list or not action.identifier.startswith("is.workflow.actions."):
            continue
        known = properties_of_action(action.identifier)
        for index, row in enumerate(found):
            name = row.get("Property") if type(row) is dict else None
            if type(name) is not str or name in known or name in all_properties():
                continue
            path = (
                *located.path, "Value", "WFActionParameterFilterTemplates", index, "Property",
            )  # fmt: skip
            yield from _near(
                view, "unknown-property", "no property", located.action, path, name,
                [*all_properties(), *known], dict.fromkeys(known, 1.0),
            )  # fmt: skip


def sort_orders(view: View) -> Iterator[Finding]:
    """The order of a sorted list, which is text in the definitions."""
    for action in view.actions:
        value = action.parameters.get("WFContentItemSortOrder")
        if type(value) is not str or definition(action.identifier) is None:
            continue
        if value not in _ORDERS:
            yield from _near(
                view, "unknown-case", "no order", action.index, ("WFContentItemSortOrder",),
                value, _ORDERS,
            )  # fmt: skip


def _near(
    view: View,
    code: str,
    what: str,
    action: int,
    path: Path,
    value: str,
    names: Iterable[str],
    fitness: dict[str, float] | None = None,
) -> Iterator[Finding]:
    """A warning where a name is near to a known one; others may be new, or an app's own."""
    near = nearest(value, names, fitness)
    if len(value) <= 4:
        near = tuple(one for one in near if count_edits(one, value) <= 1)
    if near and _letters(near[0]) == _letters(value):
        near = ()  # an app's own name for it, not a misspelling
    if not near:
        if code in _UNLISTED:
            message = f"{what} called {value[:100]!r} is known"
            yield Finding(_UNLISTED[code], message, action, join_path(path))
        return
    fix = None
    if is_certain(value, near):
        edit = PlistEdit((*view.actions[action].path, *path), "set", near[0])
        fix = Fix(f"Make it {near[0]}", (edit,), safe=True)
    message = f"{what} is called {value[:100]!r}{did_you_mean(near)}"
    yield Finding(code, message, action, join_path(path), near, fix=fix)


def _letters(name: str) -> str:
    return name.replace(" ", "").casefold()


RULES = (aggrandizements, rows, sort_orders)
