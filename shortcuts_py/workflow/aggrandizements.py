"""Aggrandizements: what a reference takes out of, or makes of, the value it refers to.

In the file they are the dictionaries of an attachment's `Aggrandizements` list, told
apart by `Type`, applied in order. The five kinds are the complete list that WorkflowKit
knows; anything else is carried as `UnknownAggrandizement`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal, TypeAlias

from shortcuts_py.workflow.fields import Declared, Field, Plist, Tree, read_fields, write_fields

__all__ = [
    "Aggrandizement",
    "Coercion",
    "DateFormat",
    "DictionaryValue",
    "Property",
    "Unit",
    "UnknownAggrandizement",
    "read_aggrandizement",
    "write_aggrandizement",
]


@dataclass(slots=True, repr=False, eq=False)
class DictionaryValue(Declared):
    """The value under a key (`WFDictionaryValueVariableAggrandizement`)."""

    key: str
    type: Literal["WFDictionaryValueVariableAggrandizement"] = (
        "WFDictionaryValueVariableAggrandizement"
    )
    FIELDS: ClassVar[tuple[Field, ...]] = (Field("key", "DictionaryKey", (str,), True),)


@dataclass(slots=True, repr=False, eq=False)
class Coercion(Declared):
    """The value as another content item class (`WFCoercionVariableAggrandizement`)."""

    item_class: str
    type: Literal["WFCoercionVariableAggrandizement"] = "WFCoercionVariableAggrandizement"
    FIELDS: ClassVar[tuple[Field, ...]] = (Field("item_class", "CoercionItemClass", (str,), True),)


@dataclass(slots=True, repr=False, eq=False)
class Property(Declared):
    """A property of a content item (`WFPropertyVariableAggrandizement`).

    `user_info` is what the item class adds to find the property: a string for files and
    media, a number for contacts, a dictionary for app entities, often nothing.
    """

    name: str
    user_info: Plist | None = None
    type: Literal["WFPropertyVariableAggrandizement"] = "WFPropertyVariableAggrandizement"
    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("name", "PropertyName", (str,), True),
        Field("user_info", "PropertyUserInfo", ()),
    )


@dataclass(slots=True, repr=False, eq=False)
class DateFormat(Declared):
    """A date as text (`WFDateFormatVariableAggrandizement`); `pattern` goes with "Custom"."""

    date_style: str | None = None
    time_style: str | None = None
    pattern: str | None = None
    iso_time: bool | None = None
    relative_style: str | None = None
    type: Literal["WFDateFormatVariableAggrandizement"] = "WFDateFormatVariableAggrandizement"
    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("date_style", "WFDateFormatStyle", (str,)),
        Field("time_style", "WFTimeFormatStyle", (str,)),
        Field("pattern", "WFDateFormat", (str,)),
        Field("iso_time", "WFISO8601IncludeTime", (bool,)),
        Field("relative_style", "WFRelativeDateFormatStyle", (str,)),
    )


@dataclass(slots=True, repr=False, eq=False)
class Unit(Declared):
    """A measurement in another unit (`WFUnitVariableAggrandizement`)."""

    unit_type: str
    symbol: str | None = None
    type: Literal["WFUnitVariableAggrandizement"] = "WFUnitVariableAggrandizement"
    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("unit_type", "WFMeasurementUnitType", (str,), True),
        Field("symbol", "WFUnitSymbol", (str,)),
    )


@dataclass(slots=True, repr=False, eq=False)
class UnknownAggrandizement(Tree):
    """Anything else in the list, as it stands in the file."""

    plist: Plist
    type: Literal["unknown"] = "unknown"


Aggrandizement: TypeAlias = (
    DictionaryValue | Coercion | Property | DateFormat | Unit | UnknownAggrandizement
)

_KINDS: dict[str, type[Declared]] = {
    "WFDictionaryValueVariableAggrandizement": DictionaryValue,
    "WFCoercionVariableAggrandizement": Coercion,
    "WFPropertyVariableAggrandizement": Property,
    "WFDateFormatVariableAggrandizement": DateFormat,
    "WFUnitVariableAggrandizement": Unit,
}


def read_aggrandizement(plist: Any) -> Aggrandizement:
    """Read one member of an `Aggrandizements` list."""
    if type(plist) is dict:
        tag = plist.get("Type")
        kind = _KINDS.get(tag) if type(tag) is str else None
        if kind is not None:
            node = read_fields(kind, plist, 1)
            if node is not None:
                return node  # type: ignore[return-value]  # the table holds only these
    return UnknownAggrandizement(plist)


def write_aggrandizement(node: Aggrandizement) -> Any:
    """The inverse of `read_aggrandizement`."""
    if isinstance(node, UnknownAggrandizement):
        return node.plist
    return write_fields(node, {"Type": node.type})
