"""The encoded types of the ToolKit database.

Facts: blobs are protobuf messages. `TypeInstance` is one of: 1 a type identifier, 2 a
list, 3 an optional (with default), 4 a union, 5 a restricted identifier, 6 deferred, 7
constrained. A type identifier is 1 primitive, 2 custom (bundle and name), 3 built in,
4 attributed, 5 codable. Of the primitives each is its own field number; 12 holds the
kind of measurement. Values count from 10 on differently from types.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from shortcuts_py.catalog.model import Condition
from shortcuts_py.catalog.sources.linktypes import MEASURES
from shortcuts_py.catalog.types import (
    AnyType,
    AppType,
    BooleanType,
    ContactType,
    ContentType,
    CurrencyType,
    DateType,
    DictionaryType,
    FileType,
    ListType,
    LocationType,
    MeasurementType,
    NumberType,
    QueryType,
    ShortcutType,
    TextType,
    UnionType,
    UnknownType,
    UrlType,
    ValueType,
)
from shortcuts_py.errors import DecodeError

__all__ = ["Decoded", "decode_relationships", "decode_type", "decode_type_name"]

Lookup = Callable[[str], ValueType]

_PRIMITIVES: Mapping[int, ValueType] = {
    1: AnyType(), 2: BooleanType(), 3: NumberType(integer=True), 4: NumberType(),
    5: NumberType(), 6: TextType(), 7: DateType(), 8: DateType(parts="components"),
    9: UrlType(), 10: DictionaryType(), 11: TextType(rich=True), 13: CurrencyType(),
    14: ContentType(name="paymentMethod"), 15: LocationType(), 16: ContactType(), 17: FileType(),
    18: AppType(), 19: ContentType(name="searchableItem"), 20: FileType(), 21: ShortcutType(),
    22: ContentType(name="recurrenceRule"), 23: ContentType(name="dateInterval"),
    24: ContentType(name="personNameComponents"), 25: MeasurementType(measures="duration"),
    26: TextType(),
}  # fmt: skip
_BUILTINS: Mapping[int, ValueType] = {
    1: AppType(), 2: NumberType(), 5: CurrencyType(), 6: FileType(), 11: ContactType(),
    12: LocationType(), 17: MeasurementType(),
}  # fmt: skip
_BUILTIN_NAMES = {3: "calendar", 4: "color", 7: "homeArea", 8: "mediaRoute", 9: "paymentMethod",
                  10: "podcast", 13: "rideshareOption", 14: "vpn", 15: "timeZone"}  # fmt: skip
_RELATIONS: Mapping[int, Any] = {
    1: "is set", 2: "is not set", 3: "equals", 4: "not equals", 5: "greater", 6: "less",
    7: "contains", 8: "does not contain",
}  # fmt: skip
_DEPTH = 24


class Decoded(NamedTuple):
    """A parameter's type.

    Attributes:
        type: the type itself.
        optional: the parameter may be left out.
        default: the default value, where one is written.
        dynamic: the device decides which values there are.
    """

    type: ValueType
    optional: bool = False
    default: Any = None
    dynamic: bool = False


def fields(data: bytes) -> Iterator[tuple[int, Any]]:
    """The fields of one message: numbers as int (fixed ones as bytes), others as bytes.

    Raises:
        DecodeError: the bytes are no message.
    """
    position = 0
    while position < len(data):
        key, position = _varint(data, position)
        number, wire = key >> 3, key & 7
        if number == 0:
            raise DecodeError("field number 0", offset=position)
        if wire == 0:
            value, position = _varint(data, position)
            yield number, value
            continue
        size = {1: 8, 5: 4}.get(wire)
        if wire == 2:
            size, position = _varint(data, position)
        if size is None or position + size > len(data):
            raise DecodeError("field is longer than its message", offset=position)
        yield number, data[position : position + size]
        position += size


def _varint(data: bytes, position: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        if position >= len(data) or shift > 63:
            raise DecodeError("number is cut off", offset=position)
        byte = data[position]
        position += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, position
        shift += 7


def _one(data: Any, what: str) -> tuple[int, Any]:
    if not isinstance(data, bytes):
        raise DecodeError(f"{what} is no message")
    for found in fields(data):
        return found
    raise DecodeError(f"{what} is empty")


def decode_type(data: bytes, lookup: Lookup, depth: int = 0) -> Decoded:
    """The type in a `TypeInstance`; `lookup` gives the type of a custom one by its name.

    Raises:
        DecodeError: the blob is damaged.
    """
    if depth > _DEPTH:
        raise DecodeError("type is nested too deeply")
    number, value = _one(data, "type instance")
    if number == 1:
        return Decoded(_identifier(value, lookup))
    if not isinstance(value, bytes):
        raise DecodeError("type instance is no message")
    if number == 2:
        inner = decode_type(value, lookup, depth + 1)
        return Decoded(ListType(item=inner.type), inner.optional, inner.default, inner.dynamic)
    if number == 3:
        parts = dict(fields(value))
        inner = decode_type(parts.get(1, b""), lookup, depth + 1)
        default = _value(parts[2]) if 2 in parts else inner.default
        return Decoded(inner.type, True, default, inner.dynamic)
    if number == 4:
        options = [decode_type(item, lookup, depth + 1).type for _, item in fields(value)]
        return Decoded(UnionType(options=tuple(options)) if options else UnknownType())
    if number == 5:
        return _restricted(value, lookup)
    if number == 6:
        return decode_type(dict(fields(value)).get(1, b""), lookup, depth + 1)
    if number == 7:
        return _constrained(value, lookup, depth)
    return Decoded(UnknownType(name=f"type instance {number}"))


def _restricted(data: bytes, lookup: Lookup) -> Decoded:
    kind: ValueType = UnknownType()
    dynamic = False
    for number, value in fields(data):
        if number == 1:
            kind = _identifier(value, lookup)
        elif number == 2:
            kind, picked = _restrict(kind, value)
            dynamic = dynamic or picked
    return Decoded(kind, dynamic=dynamic)


def _constrained(data: bytes, lookup: Lookup, depth: int) -> Decoded:
    found = Decoded(UnknownType())
    for number, value in fields(data):
        if number == 1:
            found = decode_type(value, lookup, depth + 1)
        elif number == 2:
            kind, picked = _restrict(found.type, value)
            found = found._replace(type=kind, dynamic=found.dynamic or picked)
    return found


def _restrict(kind: ValueType, data: bytes) -> tuple[ValueType, bool]:
    """The type with a restriction applied, and whether values come from the device."""
    if not data:
        return kind, False
    number, value = _one(data, "restriction")
    inside = dict(fields(value)) if isinstance(value, bytes) else {}
    if number == 1:
        if isinstance(kind, TextType):
            return kind.model_copy(update={"dynamic": True}), True
        return kind, True
    if number == 2 and isinstance(kind, FileType) and isinstance(value, bytes):
        types = tuple(item.decode("utf-8", "replace") for _, item in fields(value))
        return FileType(content_types=types), False
    if number == 3 and isinstance(kind, ContactType) and isinstance(value, int):
        reached: dict[int, Any] = {1: "phone", 2: "email"}
        return ContactType(reached_by=reached.get(value, "email or phone")), False
    if number == 5 and isinstance(kind, TextType):
        multiline = bool(inside[1]) if 1 in inside else None
        return kind.model_copy(update={"multiline": multiline}), False
    if number == 6 and isinstance(kind, MeasurementType) and isinstance(inside.get(1), bytes):
        unit = inside[1].decode("utf-8", "replace")
        return MeasurementType(measures=kind.measures, units=(unit,)), False
    if number == 7 and isinstance(kind, NumberType):
        bounds = {
            name: struct.unpack("<d", inside[key])[0]
            for key, name in ((1, "minimum"), (2, "maximum"))
            if isinstance(inside.get(key), bytes) and len(inside[key]) == 8
        }
        return kind.model_copy(update=bounds), False
    return kind, False


def _identifier(data: Any, lookup: Lookup) -> ValueType:
    number, value = _one(data, "type identifier")
    if number == 1:
        primitive, detail = _one(value, "primitive")
        if primitive == 12:
            named = isinstance(detail, int) and 0 < detail < len(MEASURES)
            return MeasurementType(measures=MEASURES[detail] if named else None)
        return _PRIMITIVES.get(primitive, UnknownType(name=f"primitive {primitive}"))
    if number == 2:
        return lookup(_custom(value))
    if number == 3:
        builtin, detail = _one(value, "built-in type")
        if builtin == 16:
            return QueryType(of=decode_type_name(detail))
        return _BUILTINS.get(builtin) or ContentType(
            name=f"builtin.{_BUILTIN_NAMES.get(builtin, builtin)}"
        )
    return ContentType(name=decode_type_name(data))


def _custom(data: bytes) -> str:
    parts = dict(fields(data))
    return ".".join(_text(parts.get(number)) for number in (1, 2))


def decode_type_name(data: Any) -> str:
    """The row id that the `Types` table has for a type identifier."""
    number, value = _one(data, "type identifier")
    if number == 1:
        primitive, _ = _one(value, "primitive")
        return str(_PRIMITIVES.get(primitive, f"primitive {primitive}"))
    if number == 2:
        return _custom(value)
    if number == 3:
        builtin, detail = _one(value, "built-in type")
        if builtin == 16:
            return f"builtin.query.{decode_type_name(detail)}"
        return f"builtin.{_BUILTIN_NAMES.get(builtin, builtin)}"
    if number == 4:
        return _text(dict(fields(value)).get(3))
    return _text(dict(fields(value)).get(1)) if isinstance(value, bytes) else f"type {number}"


def _text(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""


def _value(data: Any, depth: int = 0) -> Any:
    """A `TypedValue` as plain data; None for forms that have no plain one."""
    if not isinstance(data, bytes) or not data or depth > _DEPTH:
        return None
    number, value = _one(data, "value")
    if number == 1 and isinstance(value, bytes) and value:
        kind, inside = _one(value, "primitive value")
        if kind == 2:
            return bool(inside)
        if kind == 3 and isinstance(inside, int):
            return inside - (1 << 64) if inside >= 1 << 63 else inside
        if kind == 4 and isinstance(inside, bytes) and len(inside) == 8:
            return _number(struct.unpack("<d", inside)[0])
        if kind in (6, 9, 26):
            return _text(inside)
        return None
    if number == 2 and isinstance(value, bytes):
        return _text(dict(fields(value)).get(2)) or None
    if number == 4 and isinstance(value, bytes):
        items = [_value(item, depth + 1) for key, item in fields(value) if key == 2]
        return [item for item in items if item is not None] or None
    return None


def _number(value: float) -> float | int:
    return int(value) if value == int(value) else value


def decode_relationships(data: bytes) -> tuple[Condition, ...]:
    """The conditions under which a parameter shows.

    Raises:
        DecodeError: the blob is damaged.
    """
    found = []
    for _, item in fields(data):
        parts = dict(fields(item))
        if 2 not in parts:
            continue
        number, value = _one(parts[2], "relation")
        inside = list(fields(value)) if isinstance(value, bytes) else []
        values = tuple(_value(content) for key, content in inside if key == 1)
        relation = _RELATIONS.get(number, "unknown")
        if number in (5, 6) and any(key == 2 and content for key, content in inside):
            relation += " or equal"
        found.append(Condition(parameter=_text(parts.get(1)), relation=relation, values=values))
    return tuple(found)
