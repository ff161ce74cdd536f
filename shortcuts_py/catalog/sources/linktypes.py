"""Value types and metadata lists of App Intents metadata.

Facts: a `valueType` is an object of one key that says the family, with the payload
under `wrapper`; the numbers of `primitive` and `intents` are counted apart.
`typeSpecificMetadata` is a flat list key, value, key, value. Numbers and families that
nobody has seen yet become `unknown` types; they are no errors.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from shortcuts_py.catalog.errors import Problems
from shortcuts_py.catalog.sources.values import plain
from shortcuts_py.catalog.types import (
    BooleanType,
    ContactType,
    ContentType,
    DateType,
    EntityType,
    EnumerationType,
    FileType,
    ListType,
    LocationType,
    MeasurementType,
    NumberType,
    TextType,
    UnknownType,
    UrlType,
    ValueType,
)

__all__ = ["MEASURES", "alternating", "link_type", "unwrap"]

MEASURES = (
    "unspecified", "length", "mass", "temperature", "volume", "speed", "energy", "duration",
    "acceleration", "angle", "area", "concentrationMass", "dispersion", "electricCharge",
    "electricCurrent", "electricPotentialDifference", "electricResistance", "frequency",
    "fuelEfficiency", "illuminance", "informationStorage", "power", "pressure",
)  # fmt: skip
_PRIMITIVES: Mapping[int, ValueType] = {
    0: TextType(), 1: BooleanType(), 2: NumberType(integer=True), 7: NumberType(),
    8: DateType(), 9: DateType(parts="components"), 10: LocationType(), 11: UrlType(),
    12: TextType(rich=True),
}  # fmt: skip
_INTENTS: Mapping[int, ValueType] = {12: FileType()}
_BY_NAME: Mapping[str, ValueType] = {
    "Person": ContactType(), "INPerson": ContactType(), "IntentPerson": ContactType(),
}  # fmt: skip

Named = Mapping[str, EnumerationType] | Mapping[str, EntityType]


def link_type(
    value: object,
    path: str,
    problems: Problems,
    enumeration: Callable[[str], EnumerationType],
    entity: Callable[[str], EntityType],
    depth: int = 0,
) -> ValueType:
    """The type of a `valueType` object; `enumeration` and `entity` look names up."""
    if not isinstance(value, dict) or len(value) != 1 or depth > 20:
        problems.add(path, "no value type (an object of one key is expected)")
        return UnknownType()
    family, payload = next(iter(value.items()))
    inside = payload.get("wrapper") if isinstance(payload, dict) else None
    if not isinstance(inside, dict):
        problems.add(f"{path}.{family}", "a wrapper is expected")
        return UnknownType(name=str(family))
    if family in {"primitive", "intents"}:
        number = inside.get("typeIdentifier")
        table = _PRIMITIVES if family == "primitive" else _INTENTS
        if isinstance(number, int) and not isinstance(number, bool) and number in table:
            return table[number]
        return UnknownType(name=f"{family} {number}")
    if family == "linkEnumeration" and isinstance(inside.get("identifier"), str):
        return enumeration(inside["identifier"])
    if family == "entity" and isinstance(inside.get("typeName"), str):
        name = inside["typeName"]
        if "codable" in inside:
            if name in {"Swift.Duration", "Duration"}:
                return MeasurementType(measures="duration")
            return ContentType(name=name)
        return _BY_NAME.get(name) or entity(name)
    if family == "array":
        member = inside.get("memberValueType")
        found = link_type(member, f"{path}.array", problems, enumeration, entity, depth + 1)
        return ListType(item=found)
    if family == "measurement":
        number = inside.get("unitType")
        if isinstance(number, int) and 0 < number < len(MEASURES):
            return MeasurementType(measures=MEASURES[number])
        return MeasurementType()
    return UnknownType(name=str(family))


def alternating(value: object, path: str, problems: Problems) -> dict[str, Any]:
    """A flat list of keys and values as a dictionary; values without their wrappers."""
    if value is None:
        return {}
    if not isinstance(value, list) or len(value) % 2:
        problems.add(path, "a list of keys and values in turn is expected")
        return {}
    return {str(key): unwrap(content) for key, content in zip(value[::2], value[1::2], strict=True)}


def unwrap(value: object) -> Any:
    """`{"int": {"wrapper": 1}}` as 1; anything else as it is."""
    if isinstance(value, dict) and len(value) == 1:
        payload = next(iter(value.values()))
        if isinstance(payload, dict) and set(payload) <= {"wrapper", "value"} and payload:
            return plain(next(iter(payload.values())))
    return plain(value)
