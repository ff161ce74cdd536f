"""The typed algebra of what a parameter takes and an action gives.

Definition files of four generations name types in four ways (Objective-C picker
classes, intent types, tagged unions of numbers, protobuf blobs). Here they are one
small set of models, told apart by `kind`. `str(type)` is the short readable form that
listings, documentation and comparisons show.

In JSON a type without details is just its kind (`"text"`), any other an object.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Union

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter

__all__ = [
    "AnyType",
    "AppType",
    "BooleanType",
    "ContactType",
    "ContentType",
    "CurrencyType",
    "DateType",
    "DictionaryType",
    "EntityProperty",
    "EntityType",
    "EnumerationCase",
    "EnumerationType",
    "FileType",
    "ListType",
    "LocationType",
    "MeasurementType",
    "NumberType",
    "QueryType",
    "ShortcutType",
    "TextType",
    "UnionType",
    "UnknownType",
    "UrlType",
    "ValueType",
    "read_type",
    "write_type",
]


class _Type(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str

    def __str__(self) -> str:
        return self.kind


class TextType(_Type):
    """Text, plain or with variables in it."""

    kind: Literal["text"] = "text"
    multiline: bool | None = None
    rich: bool = False
    dynamic: bool = False
    """True if the app offers values to choose from while the shortcut is edited."""


class NumberType(_Type):
    """A number; `integer` where the source rules out fractions."""

    kind: Literal["number"] = "number"
    integer: bool = False
    minimum: float | None = None
    maximum: float | None = None

    def __str__(self) -> str:
        bounds = ""
        if self.minimum is not None or self.maximum is not None:
            low = "" if self.minimum is None else f"{self.minimum:g}"
            high = "" if self.maximum is None else f"{self.maximum:g}"
            bounds = f" {low}..{high}"
        return ("integer" if self.integer else "number") + bounds


class BooleanType(_Type):
    """A switch; the labels are what the editor shows for its two sides."""

    kind: Literal["boolean"] = "boolean"
    true_label: str | None = None
    false_label: str | None = None


class DateType(_Type):
    """A point in time or parts of one; `parts` says which where the source does."""

    kind: Literal["date"] = "date"
    parts: Literal["date", "time", "date and time", "components"] | None = None

    def __str__(self) -> str:
        return self.parts if self.parts and self.parts != "components" else "date"


class EnumerationCase(BaseModel):
    """One value of an enumeration: what the file stores, and what the editor shows."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: str
    title: str | None = None
    retired: bool = False
    """True if only sources older than the best one have the case."""


def _case(value: Any) -> Any:
    return {"value": value} if isinstance(value, str) else value


class EnumerationType(_Type):
    """One of a fixed list of stored values."""

    kind: Literal["enumeration"] = "enumeration"
    name: str | None = None
    cases: tuple[Annotated[EnumerationCase, BeforeValidator(_case)], ...] = ()
    dynamic: bool = False
    """True if the list depends on the device, so values outside `cases` are possible."""
    stored_as: Literal["text", "number"] = "text"

    def __str__(self) -> str:
        if not self.cases:
            return f"enumeration {self.name}" if self.name else "enumeration"
        values = [case.value for case in self.cases if not case.retired]
        shown = ", ".join(values[:6]) + (", ..." if len(values) > 6 else "")
        return f"one of {shown}"


class EntityProperty(BaseModel):
    """A property of an entity, readable from a result."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    label: str | None = None
    type: ValueType


class EntityType(_Type):
    """A thing that belongs to an app (a note, a list, an album), picked or found."""

    kind: Literal["entity"] = "entity"
    name: str
    label: str | None = None
    properties: tuple[EntityProperty, ...] = ()

    def __str__(self) -> str:
        return f"entity {self.name}"


class FileType(_Type):
    """A file; `content_types` are uniform type identifiers that it may have."""

    kind: Literal["file"] = "file"
    content_types: tuple[str, ...] = ()


class UrlType(_Type):
    """An address."""

    kind: Literal["url"] = "url"


class MeasurementType(_Type):
    """A number with a unit."""

    kind: Literal["measurement"] = "measurement"
    measures: str | None = None
    units: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"measurement of {self.measures}" if self.measures else "measurement"


class CurrencyType(_Type):
    """An amount of money."""

    kind: Literal["currency"] = "currency"


class ContactType(_Type):
    """A person: a contact, an address or a number."""

    kind: Literal["contact"] = "contact"
    reached_by: Literal["email", "phone", "email or phone"] | None = None


class LocationType(_Type):
    """A place."""

    kind: Literal["location"] = "location"


class AppType(_Type):
    """An installed app."""

    kind: Literal["app"] = "app"


class ShortcutType(_Type):
    """Another shortcut."""

    kind: Literal["shortcut"] = "shortcut"


class DictionaryType(_Type):
    """Keys with values of any kind."""

    kind: Literal["dictionary"] = "dictionary"


class ListType(_Type):
    """Several values of one type."""

    kind: Literal["list"] = "list"
    item: ValueType

    def __str__(self) -> str:
        return f"list of {self.item}"


class UnionType(_Type):
    """One of several types."""

    kind: Literal["union"] = "union"
    options: tuple[ValueType, ...]

    def __str__(self) -> str:
        return " or ".join(str(option) for option in self.options)


class QueryType(_Type):
    """The conditions of a find action over things of one type."""

    kind: Literal["query"] = "query"
    of: str | None = None

    def __str__(self) -> str:
        return f"query over {self.of}" if self.of else "query"


class ContentType(_Type):
    """A content class of Shortcuts (`WFImageContentItem`) or a class of the system."""

    kind: Literal["content"] = "content"
    name: str

    def __str__(self) -> str:
        return self.name


class AnyType(_Type):
    """Anything; `variable` where only a variable or a result can stand."""

    kind: Literal["any"] = "any"
    variable: bool = False

    def __str__(self) -> str:
        return "variable" if self.variable else "any"


class UnknownType(_Type):
    """A type that the source names and this library does not know; nothing is lost."""

    kind: Literal["unknown"] = "unknown"
    name: str | None = None

    def __str__(self) -> str:
        return f"unknown ({self.name})" if self.name else "unknown"


def _object(value: Any) -> Any:
    return {"kind": value} if isinstance(value, str) else value


ValueType = Annotated[
    Union[  # noqa: UP007 - evaluated at run time on the oldest Python
        TextType, NumberType, BooleanType, DateType, EnumerationType, EntityType, FileType,
        UrlType, MeasurementType, CurrencyType, ContactType, LocationType, AppType,
        ShortcutType, DictionaryType, ListType, UnionType, QueryType, ContentType, AnyType,
        UnknownType,
    ],
    Field(discriminator="kind"),
    BeforeValidator(_object),
]  # fmt: skip

for _model in (EntityProperty, EntityType, ListType, UnionType):
    _model.model_rebuild()

_ADAPTER: TypeAdapter[Any] = TypeAdapter(ValueType)


def read_type(value: object) -> ValueType:
    """A type out of its JSON form; `pydantic.ValidationError` if it is none."""
    found: ValueType = _ADAPTER.validate_python(value)
    return found


def write_type(value: ValueType) -> str | dict[str, Any]:
    """The JSON form of a type: its kind alone, or an object without default values."""
    data: dict[str, Any] = {"kind": value.kind, **value.model_dump(exclude_defaults=True)}
    if len(data) == 1:
        return value.kind
    if isinstance(value, EnumerationType) and value.cases:
        data["cases"] = [
            case.value if case.title is None and not case.retired
            else case.model_dump(exclude_defaults=True)
            for case in value.cases
        ]  # fmt: skip
    elif isinstance(value, ListType):
        data["item"] = write_type(value.item)
    elif isinstance(value, UnionType):
        data["options"] = [write_type(option) for option in value.options]
    elif isinstance(value, EntityType) and value.properties:
        data["properties"] = [
            {**entry.model_dump(exclude_defaults=True), "type": write_type(entry.type)}
            for entry in value.properties
        ]
    return data
