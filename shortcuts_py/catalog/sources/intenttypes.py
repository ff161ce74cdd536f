"""The types of intent definitions, and the details that a parameter's metadata adds.

Facts: each parameter names its type in a word. The metadata's keys depend on the type:
bounds of numbers, labels of switches, uniform type identifiers of files, parts of dates.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shortcuts_py.catalog.sources.values import Fields
from shortcuts_py.catalog.types import (
    BooleanType,
    ContactType,
    CurrencyType,
    DateType,
    FileType,
    LocationType,
    MeasurementType,
    NumberType,
    TextType,
    UrlType,
    ValueType,
)

__all__ = ["METADATA", "SIMPLE", "SYSTEM_OBJECTS", "details"]

METADATA = "INIntentParameterMetadata"
SIMPLE: Mapping[str, ValueType] = {
    "String": TextType(), "SpeakableString": TextType(), "Boolean": BooleanType(),
    "Integer": NumberType(integer=True), "Decimal": NumberType(), "Double": NumberType(),
    "Long": NumberType(integer=True), "DateComponents": DateType(parts="components"),
    "DateComponentsRange": DateType(parts="components"), "Date": DateType(), "URL": UrlType(),
    "File": FileType(), "Placemark": LocationType(), "Person": ContactType(),
    "TimeInterval": MeasurementType(measures="duration"), "CurrencyAmount": CurrencyType(),
    "Distance": MeasurementType(measures="length"), "Mass": MeasurementType(measures="mass"),
    "Temperature": MeasurementType(measures="temperature"),
    "Volume": MeasurementType(measures="volume"), "Speed": MeasurementType(measures="speed"),
    "Energy": MeasurementType(measures="energy"),
}  # fmt: skip
SYSTEM_OBJECTS: Mapping[str, ValueType] = {
    "Person": ContactType(), "CurrencyAmount": CurrencyType(), "PaymentMethod": TextType(),
    "SpeakableString": TextType(), "Placemark": LocationType(),
}  # fmt: skip


def details(kind: ValueType, metadata: Fields, entry: Fields) -> ValueType:
    """The type with what a parameter's metadata adds to it."""
    if isinstance(kind, TextType):
        multiline = metadata.flag(f"{METADATA}Multiline")
        dynamic = bool(entry.flag("INIntentParameterSupportsDynamicEnumeration"))
        return TextType(multiline=multiline, dynamic=dynamic)
    if isinstance(kind, NumberType):
        low = metadata.number(f"{METADATA}MinimumValue")
        high = metadata.number(f"{METADATA}MaximumValue")
        return NumberType(integer=kind.integer, minimum=low, maximum=high)
    if isinstance(kind, BooleanType):
        return BooleanType(
            true_label=metadata.text(f"{METADATA}TrueDisplayName"),
            false_label=metadata.text(f"{METADATA}FalseDisplayName"),
        )
    if isinstance(kind, FileType):
        return FileType(content_types=tuple(_content_types(metadata)))
    if isinstance(kind, DateType):
        parts: dict[str, Any] = {"Date": "date", "Time": "time", "DateTime": "date and time"}
        written = metadata.text(f"{METADATA}Type")
        return DateType(parts=parts.get(written or "", "components"))
    if isinstance(kind, MeasurementType):
        unit = metadata.text(f"{METADATA}Unit") or metadata.text(f"{METADATA}DefaultUnit")
        return kind.model_copy(update={"units": (unit,)}) if unit else kind
    return kind


def _content_types(metadata: Fields) -> Iterator[str]:
    """Names alone, or dictionaries with `UTI` as the editor of newer Xcodes writes them."""
    key = f"{METADATA}CustomUTIs"
    value = metadata.get(key)
    for position, item in enumerate(value if isinstance(value, list) else ()):
        name = item.get("UTI") if isinstance(item, dict) else item
        if isinstance(name, str):
            yield name
        else:
            metadata.problems.add(f"{metadata.at(key)}[{position}]", "text is expected")
