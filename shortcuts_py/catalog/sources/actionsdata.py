"""`extract.actionsdata`: App Intents metadata that a build writes into a bundle.

Facts: UTF-8 JSON; `actions`, `entities` and `queries` are dictionaries, `enums` is a
list. An action's identifier in a shortcut is `<app's bundle>.<identifier>`; the file
does not say the bundle. Texts are `{"key": ...}`: mostly the text itself, sometimes a
key of the bundle's string tables. Focus, control and widget configurations are told by
their system protocols and are no actions. An entity whose query compares properties
has a find action `<bundle>.<entity>` that the system makes up.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from shortcuts_py.catalog.errors import Problems
from shortcuts_py.catalog.model import (
    ActionDefinition,
    AppReference,
    Availability,
    InputDefinition,
    ParameterDefinition,
    Provenance,
)
from shortcuts_py.catalog.sources.find import find_action
from shortcuts_py.catalog.sources.linksummary import summaries
from shortcuts_py.catalog.sources.linktypes import alternating, link_type
from shortcuts_py.catalog.sources.strings import Translations
from shortcuts_py.catalog.sources.values import Fields, load_json
from shortcuts_py.catalog.types import (
    BooleanType,
    EntityProperty,
    EntityType,
    EnumerationCase,
    EnumerationType,
    ListType,
    NumberType,
    TextType,
    ValueType,
)
from shortcuts_py.errors import DecodeError

__all__ = ["IntentsMetadata", "read_actionsdata"]

_DEFAULT = "LNValueTypeSpecificMetadataKeyDefaultValue"
_ROLES = {"FocusConfiguration": "focus", "ControlConfiguration": "control",
          "WidgetConfiguration": "widget"}  # fmt: skip


class IntentsMetadata(NamedTuple):
    """What one metadata file holds.

    Attributes:
        actions: the intents that are actions, and the find actions of entities.
        configurations: focus filters, control and widget configurations.
        types: enumerations and entities by name, used or not.
    """

    actions: list[ActionDefinition]
    configurations: list[ActionDefinition]
    types: dict[str, EnumerationType | EntityType]


def read_actionsdata(
    data: bytes,
    problems: Problems,
    app: AppReference | None,
    translations: Translations,
    version: str | None = None,
) -> IntentsMetadata:
    """All intents, enumerations and entities of a metadata file.

    Args:
        data: the file.
        problems: takes what could not be read.
        app: whose intents they are; None leaves identifiers without a bundle.
        translations: the bundle's string tables.
        version: the tools version of `version.json` beside it, used if the file names
            no generator.

    Raises:
        DecodeError: it is no JSON object.
    """
    value = load_json(data)
    if not isinstance(value, dict):
        raise DecodeError("no dictionary of intents")
    if not {"actions", "entities", "enums"} & set(value):
        raise DecodeError("no App Intents metadata: neither actions nor entities nor enums")
    return _Reader(Fields(value, "", problems), app, translations, version).read()


class _Reader:
    def __init__(
        self, root: Fields, app: AppReference | None, texts: Translations, version: str | None
    ) -> None:
        self.root, self.app, self.texts = root, app, texts
        generator = root.child("generator")
        version = (generator.text("version") if generator else None) or version
        self.source = Provenance(kind="actionsdata", file=root.problems.source, version=version)
        self.enumerations: dict[str, EnumerationType] = {}
        self.entities: dict[str, EntityType] = {}
        self.case_keys: dict[str, dict[str, str]] = {}
        self.localized: dict[str, dict[str, str]] = {}

    def read(self) -> IntentsMetadata:
        for entry in self.root.items("enums"):
            self.enumeration(entry)
        for name, entry in self.root.named("entities"):
            self.entity(name, entry)
        actions: list[ActionDefinition] = []
        others: list[ActionDefinition] = []
        for name, entry in self.root.named("actions"):
            action = self.action(name, entry)
            (actions if action.role is None else others).append(action)
        known = {action.identifier for action in actions}
        for _, entry in self.root.named("queries"):
            found = self.find(entry)
            if found is not None and found.identifier not in known:
                known.add(found.identifier)
                actions.append(found)
        return IntentsMetadata(actions, others, {**self.entities, **self.enumerations})

    def qualified(self, name: str) -> str:
        return f"{self.app.bundle}.{name}" if self.app else name

    def text(self, entry: Fields, key: str, field: str | None = None) -> str | None:
        """The text of a `{"key": ...}` object; its translations are noted under `field`."""
        value = entry.get(key)
        if isinstance(value, dict):
            value = value.get("key")
        if value is None:
            return None
        if not isinstance(value, str):
            entry.problems.add(entry.at(key), "a text is expected")
            return None
        if field is not None:
            for language, text in self.texts.all(value):
                self.localized.setdefault(language, {})[field] = text
        return self.texts.development(value) or value

    def type(self, entry: Fields, key: str) -> ValueType:
        return link_type(
            entry.get(key), entry.at(key), entry.problems,
            lambda name: self.enumerations.get(name) or EnumerationType(name=name, dynamic=True),
            lambda name: self.entities.get(name) or EntityType(name=self.qualified(name)),
        )  # fmt: skip

    def enumeration(self, entry: Fields) -> None:
        name = entry.need_text("identifier")
        if name is None:
            return
        cases = []
        for case in entry.items("cases"):
            if (value := case.need_text("identifier")) is None:
                continue
            shown = case.child("displayRepresentation")
            title = self.text(shown, "title") if shown else None
            if shown and isinstance(written := shown.data.get("title"), dict):
                self.case_keys.setdefault(name, {})[value] = str(written.get("key"))
            cases.append(EnumerationCase(value=value, title=title))
        self.enumerations[name] = EnumerationType(name=name, cases=tuple(cases))

    def entity(self, name: str, entry: Fields) -> None:
        properties = []
        for field in entry.items("properties"):
            if (key := field.need_text("identifier")) is not None:
                kind = self.type(field, "valueType")
                label = self.text(field, "title")
                properties.append(EntityProperty(name=key, label=label, type=kind))
        self.entities[name] = EntityType(
            name=self.qualified(name),
            label=self.text(entry, "displayTypeName"),
            properties=tuple(properties),
        )

    def action(self, name: str, entry: Fields) -> ActionDefinition:
        self.localized = {}
        identifier = entry.text("identifier") or name
        described = entry.child("descriptionMetadata")
        category = described.child("categoryName") if described else None
        visibility = entry.child("visibilityMetadata")
        assistant = bool(visibility and visibility.flag("assistantOnly"))
        output = self.type(entry, "outputType") if entry.data.get("outputType") else None
        deprecation = entry.child("deprecationMetadata")
        protocols = entry.texts("systemProtocols")
        parameters: dict[str, ParameterDefinition] = {}
        taken = None
        for field in entry.items("parameters"):
            if (key := field.need_text("name")) is not None:
                parameters[key] = self.parameter(key, field)
                taken = key if field.flag("isInput") else taken
        return ActionDefinition(
            identifier=self.qualified(identifier),
            name=self.text(entry, "title", "name") or identifier,
            description=self.text(described, "descriptionText", "description")
            if described else None,
            category=self.text(category, "title", "category") if category else None,
            keywords=tuple(self.keywords(described)) if described else (),
            kind="app intent",
            role=next((role for end, role in _ROLES.items()
                       if any(protocol.endswith(end) for protocol in protocols)), None),
            app=self.app,
            parameters=parameters,
            input=InputDefinition(parameter=taken) if taken else None,
            output_name=_output_name(output),
            output_types=() if output is None else (_type_name(output),),
            output=output,
            output_multiple=isinstance(output, ListType) if output else None,
            summaries=tuple(summaries(entry, self.text)),
            availability=tuple(_availability(entry)),
            discontinued=deprecation is not None,
            discoverable=entry.flag("isDiscoverable") is not False and not assistant,
            replaced_by=deprecation.text("replacedByIntentIdentifier") if deprecation else None,
            opens_app=entry.flag("openAppWhenRun"),
            localized=self.localized,
            sources=(self.source,),
            extra={key: value for key, value in entry.rest().items() if value not in ([], {})},
        )  # fmt: skip

    def keywords(self, described: Fields) -> Iterator[str]:
        words = described.get("searchKeywords")
        for word in words if isinstance(words, list) else ():
            text = word.get("key") if isinstance(word, dict) else word
            if isinstance(text, str):
                yield self.texts.development(text) or text

    def parameter(self, key: str, entry: Fields) -> ParameterDefinition:
        kind = self.type(entry, "valueType")
        path = entry.at("typeSpecificMetadata")
        metadata = alternating(entry.get("typeSpecificMetadata"), path, entry.problems)
        default = metadata.pop(_DEFAULT, None)
        if isinstance(kind, BooleanType) and default in (0, 1):
            default = bool(default)
        dynamic = entry.get("dynamicOptionsSupport") not in (None, 0, False)
        extra: dict[str, Any] = {"typeSpecificMetadata": metadata} if metadata else {}
        if isinstance(kind, TextType):
            multiline = metadata.get("LNValueTypeMetadataKeyStringMultiline")
            kind = kind.model_copy(
                update={"multiline": bool(multiline) if multiline is not None else None,
                        "dynamic": dynamic}
            )  # fmt: skip
        elif isinstance(kind, NumberType):
            kind = kind.model_copy(update=_bounds(metadata))
        inner = kind.item if isinstance(kind, ListType) else kind
        if isinstance(inner, EnumerationType) and inner.name in self.case_keys:
            for case, title in self.case_keys[inner.name].items():
                for language, text in self.texts.all(title):
                    self.localized.setdefault(language, {})[f"cases.{key}.{case}"] = text
        extra.update(entry.rest())
        return ParameterDefinition(
            key=key,
            label=self.text(entry, "title", f"parameters.{key}.label"),
            description=self.text(entry, "parameterDescription", f"parameters.{key}.description"),
            type=kind,
            default=default,
            required=entry.flag("isOptional") is False and default is None,
            multiple=isinstance(kind, ListType),
            sources=(self.source,),
            extra={name: value for name, value in extra.items() if value not in ([], {})},
        )

    def find(self, entry: Fields) -> ActionDefinition | None:
        name = entry.text("entityType")
        properties = list(entry.items("parameters"))
        if name is None or not properties:
            return None
        entity = self.entities.get(name) or EntityType(name=self.qualified(name))
        compared = [field.text("propertyIdentifier") or "" for field in properties]
        return find_action(self.qualified(name), entity, self.app, self.source, compared)


def _bounds(metadata: dict[str, Any]) -> dict[str, Any]:
    found = {}
    for bound, name in (("Lower", "minimum"), ("Upper", "maximum")):
        value = metadata.get(f"LNValueTypeMetadataKeyNumber{bound}Bound")
        if isinstance(value, (int, float)):
            found[name] = float(value)
    return found


def _availability(entry: Fields) -> Iterator[Availability]:
    for name, found in entry.named("availabilityAnnotations"):
        platform = name.removeprefix("LNPlatformName")
        yield Availability(
            platform="*" if platform == "Wildcard" else platform,
            introduced=found.text("introducedVersion"),
            deprecated=found.text("deprecatedVersion"),
            obsoleted=found.text("obsoletedVersion"),
        )


def _output_name(output: ValueType | None) -> str | None:
    inner = output.item if isinstance(output, ListType) else output
    if isinstance(inner, EntityType):
        return inner.label
    return None


def _type_name(output: ValueType) -> str:
    inner = output.item if isinstance(output, ListType) else output
    return inner.name if isinstance(inner, EntityType) else str(inner)
