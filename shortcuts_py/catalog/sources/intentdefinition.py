"""`.intentdefinition`: the SiriKit intents of an app.

Facts: a property list (XML in projects, sometimes binary in built apps) with the lists
`INIntents`, `INEnums` and `INTypes`. An intent's identifier in a shortcut is
`<app's bundle>.<class prefix><name>Intent`. There is no enumeration type: an
enumeration parameter is an Integer with an `EnumType`, stored as the case's name, and
its default is that name, too. The first case, `unknown`, is not offered. Every text X
has an `XID` under which the `.strings` beside the file hold its translations. Intents
of type System and those that only configure widgets are no actions.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from shortcuts_py.catalog.errors import Problems
from shortcuts_py.catalog.model import (
    ActionDefinition,
    AppReference,
    Condition,
    InputDefinition,
    ParameterDefinition,
    Provenance,
    Summary,
)
from shortcuts_py.catalog.sources.intenttypes import (
    METADATA,
    SIMPLE,
    SYSTEM_OBJECTS,
    details,
)
from shortcuts_py.catalog.sources.strings import Translations
from shortcuts_py.catalog.sources.values import Fields, load_plist, plain
from shortcuts_py.catalog.types import (
    EntityProperty,
    EntityType,
    EnumerationCase,
    EnumerationType,
    ListType,
    UnknownType,
    ValueType,
)
from shortcuts_py.errors import DecodeError

__all__ = ["IntentFile", "read_intentdefinition"]


class IntentFile(NamedTuple):
    """What one definition file holds.

    Attributes:
        actions: the intents that are actions.
        configurations: the other intents (widgets, System), `role` says which.
        types: enumerations and custom objects by name, used or not.
    """

    actions: list[ActionDefinition]
    configurations: list[ActionDefinition]
    types: dict[str, EnumerationType | EntityType]


def read_intentdefinition(
    data: bytes, problems: Problems, app: AppReference | None, translations: Translations
) -> IntentFile:
    """All intents, enumerations and custom objects of a definition.

    Args:
        data: the file.
        problems: takes what could not be read.
        app: whose intents they are; None leaves identifiers without a bundle.
        translations: the tables beside the file, keyed by the ids of the texts.

    Raises:
        DecodeError: it is no property list, or holds no dictionary.
    """
    value = load_plist(data)
    if not isinstance(value, dict):
        raise DecodeError("no dictionary of intents")
    return _Reader(Fields(value, "", problems), app, translations).read()


class _Reader:
    def __init__(self, root: Fields, app: AppReference | None, texts: Translations) -> None:
        self.root, self.app, self.texts = root, app, texts
        version = root.text("INIntentDefinitionToolsVersion")
        self.source = Provenance(
            kind="intentdefinition", file=root.problems.source, version=version
        )
        self.enumerations: dict[str, EnumerationType] = {}
        self.entities: dict[str, EntityType] = {}
        self.localized: dict[str, dict[str, str]] = {}
        self.case_ids: dict[str, dict[str, str]] = {}

    def read(self) -> IntentFile:
        for entry in self.root.items("INEnums"):
            self.enumeration(entry)
        for entry in self.root.items("INTypes"):
            self.entity(entry)
        actions: list[ActionDefinition] = []
        others: list[ActionDefinition] = []
        for entry in self.root.items("INIntents"):
            action = self.intent(entry)
            if action is not None:
                (actions if action.role is None else others).append(action)
        return IntentFile(actions, others, {**self.entities, **self.enumerations})

    def text(self, entry: Fields, key: str, field: str | None = None) -> str | None:
        """The text of `key`; its translations are noted under `field`."""
        identifier = entry.text(f"{key}ID")
        if field is not None:
            for language, text in self.texts.all(identifier):
                self.localized.setdefault(language, {})[field] = text
        return entry.text(key) or self.texts.development(identifier)

    def enumeration(self, entry: Fields) -> None:
        name = entry.need_text("INEnumName")
        if name is None:
            return
        cases = []
        for value in entry.items("INEnumValues"):
            case = value.need_text("INEnumValueName")
            if case is not None:
                title = self.text(value, "INEnumValueDisplayName")
                cases.append(EnumerationCase(value=case, title=title))
                if identifier := value.text("INEnumValueDisplayNameID"):
                    self.case_ids.setdefault(name, {})[case] = identifier
        self.enumerations[name] = EnumerationType(name=name, cases=tuple(cases))

    def entity(self, entry: Fields) -> None:
        name = entry.need_text("INTypeName")
        if name is None:
            return
        properties = []
        for field in entry.items("INTypeProperties"):
            if (key := field.need_text("INTypePropertyName")) is not None:
                kind = self.type(field, "INTypeProperty", None)
                label = self.text(field, "INTypePropertyDisplayName")
                properties.append(EntityProperty(name=key, label=label, type=kind))
        label = self.text(entry, "INTypeDisplayName")
        self.entities[name] = EntityType(name=name, label=label, properties=tuple(properties))

    def type(self, entry: Fields, prefix: str, metadata: Fields | None) -> ValueType:
        written = entry.text(f"{prefix}Type")
        name = entry.text(f"{prefix}EnumType")
        if name is not None:
            namespace = entry.get(f"{prefix}EnumTypeNamespace")
            kind: ValueType = self.enumerations.get(name) or EnumerationType(
                name=f"{namespace}.{name}" if namespace == "System" else name
            )
            if name not in self.enumerations and namespace != "System":
                entry.problems.add(entry.at(f"{prefix}EnumType"), f"no enumeration {name}")
        elif written == "Object":
            kind = self.object(entry, prefix)
        else:
            kind = SIMPLE.get(written or "", UnknownType(name=written))
            if isinstance(kind, UnknownType):
                entry.problems.add(entry.at(f"{prefix}Type"), f"unknown type {written}")
        if metadata is not None:
            kind = details(kind, metadata, entry)
        if entry.flag(f"{prefix}SupportsMultipleValues") or entry.flag(f"{prefix}FixedSizeArray"):
            return ListType(item=kind)
        return kind

    def object(self, entry: Fields, prefix: str) -> ValueType:
        name = entry.need_text(f"{prefix}ObjectType") or ""
        namespace = entry.text(f"{prefix}ObjectTypeNamespace")
        if namespace == "System":
            return SYSTEM_OBJECTS.get(name, EntityType(name=f"System.{name}"))
        if name in self.entities:
            return self.entities[name]
        if prefix != "INTypeProperty":  # objects may be written before those they refer to
            entry.problems.add(entry.at(f"{prefix}ObjectType"), f"no type {name}")
        return EntityType(name=name)

    def intent(self, entry: Fields) -> ActionDefinition | None:
        name = entry.need_text("INIntentName")
        if name is None:
            return None
        self.localized = {}
        prefix = entry.text("INIntentClassPrefix") or ""
        last = f"{prefix}{name}Intent"
        configurable, widgets = (
            entry.flag("INIntentConfigurable"),
            entry.flag("INIntentEligibleForWidgets"),
        )
        system = entry.text("INIntentType") == "System"
        role = "system" if system else "widget" if widgets and not configurable else None
        parameters: dict[str, ParameterDefinition] = {}
        for field in entry.items("INIntentParameters"):
            if (key := field.need_text("INIntentParameterName")) is not None:
                parameters[key] = self.parameter(key, field)
        taken = entry.text("INIntentInput")
        output_name, output = self.output(entry)
        title = self.text(entry, "INIntentTitle", "name")
        description = self.text(entry, "INIntentDescription", "description")
        return ActionDefinition(
            identifier=f"{self.app.bundle}.{last}" if self.app else last,
            name=title or name,
            description=description,
            category=entry.text("INIntentCategory"),
            kind="siri intent",
            role=role,
            app=self.app,
            parameters=parameters,
            input=InputDefinition(parameter=taken) if taken else None,
            output_name=output_name,
            output_types=() if output is None else (str(output),),
            output=output,
            output_multiple=isinstance(output, ListType) if output else None,
            summaries=tuple(_summaries(entry)),
            discontinued=bool(entry.flag("INIntentDeprecated")),
            discoverable=bool(configurable),
            localized=self.localized,
            sources=(self.source,),
            extra=entry.rest(),
        )

    def parameter(self, key: str, entry: Fields) -> ParameterDefinition:
        metadata = entry.child(METADATA)
        kind = self.type(entry, "INIntentParameter", metadata)
        default = metadata.get(f"{METADATA}DefaultValue") if metadata else None
        if default is None and metadata:
            default = self.texts.development(metadata.text(f"{METADATA}DefaultValueID"))
        inner = kind.item if isinstance(kind, ListType) else kind
        if isinstance(inner, EnumerationType) and inner.name in self.case_ids:
            for case, identifier in self.case_ids[inner.name].items():
                for language, text in self.texts.all(identifier):
                    self.localized.setdefault(language, {})[f"cases.{key}.{case}"] = text
        extra = entry.rest()
        if metadata and (rest := metadata.rest()):
            extra[METADATA] = rest
        return ParameterDefinition(
            key=key,
            label=self.text(entry, "INIntentParameterDisplayName", f"parameters.{key}.label"),
            type=kind,
            default=plain(default),
            multiple=isinstance(kind, ListType),
            hidden=not entry.flag("INIntentParameterConfigurable"),
            conditions=tuple(_conditions(entry)),
            sources=(self.source,),
            extra={name: value for name, value in extra.items() if not name.endswith("ID")},
        )

    def output(self, entry: Fields) -> tuple[str | None, ValueType | None]:
        response = entry.child("INIntentResponse")
        name = response.text("INIntentResponseOutput") if response else None
        if response is None or name is None:
            return None, None
        for field in response.items("INIntentResponseParameters"):
            if field.text("INIntentResponseParameterName") == name:
                label = self.text(field, "INIntentResponseParameterDisplayName", "output_name")
                return label or name, self.type(field, "INIntentResponseParameter", None)
        response.problems.add(response.at("INIntentResponseOutput"), f"no parameter {name}")
        return name, None


def _conditions(entry: Fields) -> Iterator[Condition]:
    found = entry.child("INIntentParameterRelationship")
    if found is None:
        return
    key = found.need_text("INIntentParameterRelationshipParentName")
    name = found.text("INIntentParameterRelationshipPredicateName") or ""
    value = found.get("INIntentParameterRelationshipPredicateValue")
    if key is None:
        return
    if name.endswith("HasAnyValue"):
        yield Condition(parameter=key, relation="is set")
    elif name.endswith("BooleanHasExactValue"):  # a missing value stands for false
        yield Condition(parameter=key, values=(bool(value),))
    elif value is not None:
        yield Condition(parameter=key, values=(plain(value),))
    else:
        found.problems.add(found.path, f"unknown relation {name}")
        yield Condition(parameter=key, relation="unknown")


def _summaries(entry: Fields) -> Iterator[Summary]:
    key = "INIntentManagedParameterCombinations"
    for names, found in entry.named(key):
        text = found.text("INIntentParameterCombinationTitle")
        if text is not None:
            keys = tuple(name for name in names.split(",") if name)
            yield Summary(format=text, parameters=keys)
