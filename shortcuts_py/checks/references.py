"""References as such: their kind, what they need, and what they take out of a value.

Section 4.2 of the format.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shortcuts_py.checks.rules import Finding
from shortcuts_py.checks.view import View, join_path

__all__ = ["RULES"]

_TYPES = (
    "ActionOutput", "Variable", "ExtensionInput", "CurrentDate", "Ask", "Clipboard",
    "DeviceDetails", "CurrentApp", "Input", "HomeAccessory",
)  # fmt: skip
_NEEDS = {"ActionOutput": "OutputUUID", "Variable": "VariableName"}
_AGGRANDIZEMENTS = {
    "WFDictionaryValueVariableAggrandizement": "DictionaryKey",
    "WFCoercionVariableAggrandizement": "CoercionItemClass",
    "WFPropertyVariableAggrandizement": "PropertyName",
    "WFDateFormatVariableAggrandizement": None,
    "WFUnitVariableAggrandizement": "WFMeasurementUnitType",
}


def kinds(view: View) -> Iterator[Finding]:
    """References of unknown kinds, or without what they refer to."""
    for one in view.references:
        if one.kind not in _TYPES:
            yield Finding(
                "attachment-type",
                f"no reference has the type {one.kind!r:.60}: the value is lost",
                one.action,
                join_path((*one.path, "Type")),
                suggestions=_nearest(one.kind, _TYPES),
            )
            continue
        key = _NEEDS.get(one.kind)
        if key is not None and type(one.attachment.get(key)) is not str:
            yield Finding(
                "attachment-form",
                f"a reference of the type {one.kind} needs the text {key}: it refers to nothing",
                one.action,
                join_path((*one.path, key)),
            )


def _nearest(word: str, words: tuple[str, ...]) -> tuple[str, ...]:
    from rapidfuzz import process

    return tuple(one[0] for one in process.extract(word, words, limit=2, score_cutoff=60))


def aggrandizements(view: View) -> Iterator[Finding]:
    """What a reference takes out of a value: unknown kinds, and kinds without their key."""
    for one in view.references:
        found = one.attachment.get("Aggrandizements")
        if found is None:
            continue
        path = (*one.path, "Aggrandizements")
        if type(found) is not list:
            message = "Aggrandizements is a list: what it says is ignored"
            yield Finding("attachment-form", message, one.action, join_path(path))
            continue
        for place, step in enumerate(found):
            yield from _step(one.action, (*path, place), step)


def _step(action: int, path: tuple[str | int, ...], step: Any) -> Iterator[Finding]:
    kind = step.get("Type") if type(step) is dict else None
    if type(kind) is not str or kind not in _AGGRANDIZEMENTS:
        yield Finding(
            "attachment-type",
            f"no aggrandizement has the type {kind!r:.60}: it is ignored",
            action,
            join_path((*path, "Type")),
            suggestions=_nearest(kind, tuple(_AGGRANDIZEMENTS)) if type(kind) is str else (),
        )
        return
    key = _AGGRANDIZEMENTS[kind]
    if key is not None and type(step.get(key)) is not str:
        message = f"an aggrandizement of the type {kind} needs the text {key}: it does nothing"
        yield Finding("attachment-form", message, action, join_path((*path, key)))
    if step.get("WFDateFormatStyle") == "Custom" and type(step.get("WFDateFormat")) is not str:
        yield Finding(
            "date-format",
            "a custom date format needs its pattern under the key WFDateFormat",
            action,
            join_path((*path, "WFDateFormat")),
        )


RULES = (kinds, aggrandizements)
