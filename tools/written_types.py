"""Types as the stubs of OS 27 write them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from shortcuts_py.catalog.types import (
    AnyType,
    AppType,
    BooleanType,
    ContactType,
    CurrencyType,
    DateType,
    DictionaryType,
    EntityType,
    FileType,
    ListType,
    LocationType,
    MeasurementType,
    NumberType,
    ShortcutType,
    TextType,
    UnionType,
    UnknownType,
    UrlType,
    ValueType,
)

PYTHON_TYPES: Mapping[str, ValueType] = {
    "bool": BooleanType(), "str": TextType(), "int": NumberType(integer=True),
    "float": NumberType(), "File": FileType(), "DateTime": DateType(), "Person": ContactType(),
    "AttributedString": TextType(rich=True), "URL": UrlType(), "App": AppType(),
    "builtin_app": AppType(), "Placemark": LocationType(), "Measurement": MeasurementType(),
    "Duration": MeasurementType(measures="duration"), "dict[Any, Any]": DictionaryType(),
    "DateComponents": DateType(parts="components"), "CurrencyAmount": CurrencyType(),
    "Shortcut": ShortcutType(), "com_apple_shortcuts_wfworkflow_reference": ShortcutType(),
    "com_apple_shortcuts_wfcontent_item": AnyType(variable=True), "Any": AnyType(),
}  # fmt: skip
WRAPPED = re.compile(r"^(Optional|List|Resolved|Picked|ContentCollection)\[(.*)\]$")


def python_type(written: str | None) -> ValueType:
    """The type that a stub of OS 27 writes."""
    if not written:
        return UnknownType()
    if match := WRAPPED.match(written):
        inner = python_type(match[2])
        return ListType(item=inner) if match[1] == "List" else inner
    if " | " in written:
        return UnionType(options=tuple(python_type(part) for part in written.split(" | ")))
    found = PYTHON_TYPES.get(written)
    if found is not None:
        return found
    if "_entity" in written:
        return EntityType(name=written)
    return UnknownType(name=written)
