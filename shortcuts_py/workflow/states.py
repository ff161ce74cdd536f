"""The smaller serializations: values that a plain value or a reference can stand for.

Each is an envelope whose `Value` is a plain value or a bare attachment, so that one
declaration, tag and class, serves all of them. Seen in dictionary items, in the rows of
filters and in form bodies; the link states belong to App Intents.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from shortcuts_py.workflow.fields import Tree
from shortcuts_py.workflow.values import Value, read_value, register, write_value

__all__ = [
    "ArrayState",
    "ArraySubstitutableState",
    "BooleanState",
    "CalendarUnitState",
    "DictionarySubstitutableState",
    "LinkDynamicOptionState",
    "LinkEnumerationState",
    "NumberState",
    "NumberStringState",
    "SpeakableStringState",
    "StringState",
    "SubstitutableState",
    "TokenAttachmentState",
    "TokenStringState",
]


@dataclass(slots=True, repr=False, eq=False)
class SubstitutableState(Tree):
    """Base of the envelopes around one value."""

    value: Value


@dataclass(slots=True, repr=False, eq=False)
class NumberState(SubstitutableState):
    """A number or truth value (`WFNumberSubstitutableState`), as dictionary items have it."""

    type: Literal["WFNumberSubstitutableState"] = "WFNumberSubstitutableState"


@dataclass(slots=True, repr=False, eq=False)
class StringState(SubstitutableState):
    """A string (`WFStringSubstitutableState`), as enumerations in filter rows have it."""

    type: Literal["WFStringSubstitutableState"] = "WFStringSubstitutableState"


@dataclass(slots=True, repr=False, eq=False)
class BooleanState(SubstitutableState):
    """A truth value (`WFBooleanSubstitutableState`)."""

    type: Literal["WFBooleanSubstitutableState"] = "WFBooleanSubstitutableState"


@dataclass(slots=True, repr=False, eq=False)
class NumberStringState(SubstitutableState):
    """A number as text (`WFNumberStringSubstitutableState`)."""

    type: Literal["WFNumberStringSubstitutableState"] = "WFNumberStringSubstitutableState"


@dataclass(slots=True, repr=False, eq=False)
class CalendarUnitState(SubstitutableState):
    """A unit of time by its bit (`WFCalendarUnitSubstitutableState`)."""

    type: Literal["WFCalendarUnitSubstitutableState"] = "WFCalendarUnitSubstitutableState"


@dataclass(slots=True, repr=False, eq=False)
class SpeakableStringState(SubstitutableState):
    """A string with its pronunciation (`WFINSpeakableStringSubstitutableState`)."""

    type: Literal["WFINSpeakableStringSubstitutableState"] = "WFINSpeakableStringSubstitutableState"


@dataclass(slots=True, repr=False, eq=False)
class LinkDynamicOptionState(SubstitutableState):
    """A picked App Intents option (`WFLinkDynamicOptionSubstitutableState`)."""

    type: Literal["WFLinkDynamicOptionSubstitutableState"] = "WFLinkDynamicOptionSubstitutableState"


@dataclass(slots=True, repr=False, eq=False)
class LinkEnumerationState(SubstitutableState):
    """A case of an App Intents enumeration (`WFLinkEnumerationSubstitutableState`)."""

    type: Literal["WFLinkEnumerationSubstitutableState"] = "WFLinkEnumerationSubstitutableState"


@dataclass(slots=True, repr=False, eq=False)
class TokenStringState(SubstitutableState):
    """A text parameter inside another value (`WFTokenStringParameterState`)."""

    type: Literal["WFTokenStringParameterState"] = "WFTokenStringParameterState"


@dataclass(slots=True, repr=False, eq=False)
class TokenAttachmentState(SubstitutableState):
    """A reference with both its envelopes (`WFTokenAttachmentParameterState`): form files."""

    type: Literal["WFTokenAttachmentParameterState"] = "WFTokenAttachmentParameterState"


@dataclass(slots=True, repr=False, eq=False)
class ArrayState(SubstitutableState):
    """A list of strings and items (`WFArrayParameterState`), as dictionary items have it."""

    type: Literal["WFArrayParameterState"] = "WFArrayParameterState"


@dataclass(slots=True, repr=False, eq=False)
class ArraySubstitutableState(SubstitutableState):
    """A list that a reference stands for (`WFArraySubstitutableParameterState`)."""

    type: Literal["WFArraySubstitutableParameterState"] = "WFArraySubstitutableParameterState"


@dataclass(slots=True, repr=False, eq=False)
class DictionarySubstitutableState(SubstitutableState):
    """A dictionary that a reference stands for (`WFDictionarySubstitutableParameterState`)."""

    type: Literal["WFDictionarySubstitutableParameterState"] = (
        "WFDictionarySubstitutableParameterState"
    )


def _register(kind: type[Any]) -> None:
    register(
        kind.__dataclass_fields__["type"].default,
        kind,
        lambda value: kind(read_value(value)),
        lambda node: write_value(node.value),
    )


for _name in __all__:
    if _name != "SubstitutableState":
        _register(globals()[_name])
