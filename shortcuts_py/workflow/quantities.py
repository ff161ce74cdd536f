"""Quantities, time offsets and contacts: envelopes around a declared dictionary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from shortcuts_py.workflow.fields import Declared, Field, read_fields, write_fields
from shortcuts_py.workflow.values import Value, read_value, register, write_value

__all__ = ["Contacts", "Quantity", "TimeOffset"]


@dataclass(slots=True, repr=False, eq=False)
class Quantity(Declared):
    """A number and a unit (`WFQuantityFieldValue`).

    A magnitude that is a variable is a bare attachment, without an envelope.
    """

    magnitude: Value | None = None
    unit: Value | None = None
    type: Literal["WFQuantityFieldValue"] = "WFQuantityFieldValue"
    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("magnitude", "Magnitude", ()),
        Field("unit", "Unit", ()),
    )


@dataclass(slots=True, repr=False, eq=False)
class TimeOffset(Declared):
    """What Adjust Date added before iOS 14 (`WFTimeOffsetValue`)."""

    value: Value | None = None
    unit: Value | None = None
    operation: Value | None = None
    type: Literal["WFTimeOffsetValue"] = "WFTimeOffsetValue"
    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("value", "Value", ()),
        Field("unit", "Unit", ()),
        Field("operation", "Operation", ()),
    )


@dataclass(slots=True, repr=False, eq=False)
class Contacts(Declared):
    """People, or their addresses (`WFContactFieldValue`); the entries are plain dictionaries."""

    entries: list[Value]
    type: Literal["WFContactFieldValue"] = "WFContactFieldValue"
    FIELDS: ClassVar[tuple[Field, ...]] = (Field("entries", "WFContactFieldValues", (list,), True),)


def _register(kind: type[Declared], tag: str) -> None:
    def read(value: Any) -> Declared | None:
        node = read_fields(kind, value) if type(value) is dict else None
        if node is not None:
            for field in kind.FIELDS:
                setattr(node, field.attribute, read_value(getattr(node, field.attribute)))
        return node

    def write(node: Declared) -> dict[str, Any]:
        return {key: write_value(one) for key, one in write_fields(node, {}).items()}

    register(tag, kind, read, write)


_register(Quantity, "WFQuantityFieldValue")
_register(TimeOffset, "WFTimeOffsetValue")
_register(Contacts, "WFContactFieldValue")
