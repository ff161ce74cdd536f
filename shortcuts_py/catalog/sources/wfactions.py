"""`WFActions.plist`: the built-in actions, as Apple shipped them up to iOS 17.

Facts: a property list (or a JSON rendering of it, sometimes in a list of one) from
action identifier to definition. Enumeration `Items` are the stored values. A
parameter's `RequiredResources` mix names, dictionaries and nested lists (one of which
is enough); a dictionary with `WFParameterKey` is a condition on a sibling, equality
where no relation is written. `ParameterSummary` is a sentence, or sentences by the
parameters they are for (`Key(Value)`: when the parameter has the value). The file
states no version; the newest date in it stands for one.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from shortcuts_py.catalog.errors import Problems
from shortcuts_py.catalog.model import (
    ActionDefinition,
    AnyOf,
    AppReference,
    Condition,
    InputDefinition,
    ParameterDefinition,
    Provenance,
    Summary,
)
from shortcuts_py.catalog.sources.classes import output_type, parameter_type
from shortcuts_py.catalog.sources.values import Fields, load_json, load_plist, plain
from shortcuts_py.errors import DecodeError

__all__ = ["looks_like", "read_wfactions", "resources_and_conditions"]

_RELATIONS: Mapping[str, Any] = {
    "=": "equals", "==": "equals", "!=": "not equals", "??": "is set", "nil": "is not set",
    ">": "greater", ">=": "greater or equal", "<": "less", "<=": "less or equal",
}  # fmt: skip
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_IN_SUMMARY = re.compile(r"\$\{([^{}]+)\}")
_KEY_WITH_VALUE = re.compile(r"^([^()]+)\((.*)\)$")


def looks_like(data: object) -> bool:
    """True if the value has the shape of a WFActions file (dictionary or list of one)."""
    if isinstance(data, list) and len(data) == 1:
        data = data[0]
    return isinstance(data, dict) and any(
        isinstance(entry, dict) and "ActionClass" in entry for entry in data.values()
    )


def read_wfactions(data: bytes, problems: Problems) -> list[ActionDefinition]:
    """All actions of the file.

    Args:
        data: the file, a property list or JSON.
        problems: takes what could not be read; damaged actions are left out, a damaged
            field of an action is.

    Raises:
        DecodeError: the file as a whole can be read as neither.
    """
    value = load_json(data) if data.lstrip()[:1] in (b"{", b"[") else load_plist(data)
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, dict):
        raise DecodeError("no dictionary of actions")
    entries = list(Fields({"actions": value}, "", problems).named("actions"))
    version = max((_newest(fields.data) for _, fields in entries), default="") or None
    source = Provenance(kind="wfactions", file=problems.source, version=version)
    return [_action(name, fields, source) for name, fields in entries]


def _newest(entry: Mapping[str, Any]) -> str:
    dates = []
    for key in ("CreationDate", "LastModifiedDate"):
        value = entry.get(key)
        if isinstance(value, datetime.datetime):
            dates.append(value.date().isoformat())
        elif isinstance(value, str) and (match := _DATE.match(value)):
            dates.append(match[0])
    return max(dates, default="")


def _action(identifier: str, fields: Fields, source: Provenance) -> ActionDefinition:
    described = fields.get("Description")
    description: str | None = None
    extra: dict[str, Any] = {}
    if isinstance(described, dict):
        inside = Fields(described, fields.at("Description"), fields.problems)
        description = inside.text("DescriptionSummary")
        if rest := inside.rest():
            extra["Description"] = rest
    elif described is not None:
        description = fields.text("Description")
    output = fields.child("Output")
    passes = fields.flag("InputPassthrough")
    types = tuple(output.texts("Types")) if output else ()
    resources, conditions = resources_and_conditions(fields)
    if conditions:
        extra["RequiredResources"] = plain(fields.data.get("RequiredResources"))
    parameters = _parameters(fields, source)
    keywords = fields.get("ActionKeywords")
    words = keywords.split("|") if isinstance(keywords, str) else fields.texts("ActionKeywords")
    action: dict[str, Any] = {
        "identifier": identifier,
        "name": fields.text("Name"),
        "description": description,
        "category": fields.text("Category"),
        "subcategory": fields.text("Subcategory"),
        "keywords": tuple(words),
        "kind": "action",
        "app": _app(fields),
        "parameters": parameters,
        "input": _input(fields),
        "output_name": output.text("OutputName") if output else None,
        "output_types": types,
        "output": output_type(types),
        "output_multiple": output.flag("Multiple") if output else None,
        "summaries": tuple(_summaries(fields)),
        "discontinued": bool(fields.flag("Discontinued")),
        "discoverable": fields.flag("Discoverable") is not False,
        "resources": resources,
        "passes_input": passes,
        "sources": (source,),
    }
    if output and (rest := output.rest()):
        extra["Output"] = rest
    extra.update(fields.rest())
    return ActionDefinition(**action, extra=extra)


def _app(fields: Fields) -> AppReference | None:
    definition = fields.child("AppDefinition")
    if definition is not None:
        bundle = definition.text("BundleIdentifier")
        name, team = definition.text("Name"), definition.text("TeamIdentifier")
        if bundle:
            return AppReference(bundle=bundle, name=name, team=team)
    bundle = fields.text("AppIdentifier")
    return AppReference(bundle=bundle) if bundle else None


def _input(fields: Fields) -> InputDefinition | None:
    found = fields.child("Input")
    if found is None:
        return None
    return InputDefinition(
        parameter=found.text("ParameterKey"),
        types=tuple(found.texts("Types")),
        multiple=found.flag("Multiple"),
        required=found.flag("Required"),
    )


def _parameters(fields: Fields, source: Provenance) -> dict[str, ParameterDefinition]:
    found: dict[str, ParameterDefinition] = {}
    for entry in fields.items("Parameters"):
        key = entry.need_text("Key")
        if key is None:
            continue
        if key in found:
            entry.problems.add(entry.at("Key"), f"{key} occurs twice, the first one counts")
            continue
        found[key] = _parameter(key, entry, source)
    return found


def _parameter(key: str, entry: Fields, source: Provenance) -> ParameterDefinition:
    class_name = entry.text("Class")
    default = entry.get("DefaultValue")
    if default is None:
        default = entry.get("Default")
    resources, conditions = resources_and_conditions(entry)
    forbidden = entry.texts("DisallowedVariableTypes")
    extra: dict[str, Any] = {"DisallowedVariableTypes": forbidden} if forbidden else {}
    return ParameterDefinition(
        key=key,
        label=entry.text("Label"),
        description=entry.text("Description"),
        type=parameter_type(class_name, entry),
        default=plain(default),
        multiple=bool(entry.flag("AllowsMultipleValues")),
        hidden=bool(entry.flag("Hidden")),
        conditions=conditions,
        resources=resources,
        class_name=class_name,
        sources=(source,),
        extra={**extra, **entry.rest()},
    )


def resources_and_conditions(
    fields: Fields,
) -> tuple[tuple[str, ...], tuple[Condition | AnyOf, ...]]:
    """What a definition's `RequiredResources` ask for: names, and tests of siblings."""
    value = fields.get("RequiredResources")
    names: list[str] = []
    conditions: list[Condition | AnyOf] = []
    if isinstance(value, (str, dict)):
        value = [value]
    if value is not None and not isinstance(value, list):
        fields.problems.add(fields.at("RequiredResources"), "a list is expected")
        value = None
    for position, item in enumerate(value or []):
        path = f"{fields.at('RequiredResources')}[{position}]"
        if isinstance(item, str):
            names.append(item)
        elif isinstance(item, dict):
            condition = _condition(item, path, fields.problems)
            if condition is not None:
                conditions.append(condition)
            elif isinstance(item.get("WFResourceClass"), str):
                names.append(item["WFResourceClass"])
        elif isinstance(item, list):
            group = [
                condition
                for inner in item
                if isinstance(inner, dict)
                and (condition := _condition(inner, path, fields.problems)) is not None
            ]
            conditions.append(AnyOf(any_of=tuple(group)))
        else:
            fields.problems.add(path, "neither a name nor a condition")
    return tuple(names), tuple(conditions)


def _condition(item: Mapping[str, Any], path: str, problems: Problems) -> Condition | None:
    if "WFParameterKey" not in item:
        return None
    key = item["WFParameterKey"]
    if not isinstance(key, str):
        problems.add(f"{path}.WFParameterKey", "text is expected")
        return None
    if "WFParameterValues" in item and isinstance(item["WFParameterValues"], list):
        values = tuple(plain(value) for value in item["WFParameterValues"])
    elif "WFParameterValue" in item:
        values = (plain(item["WFParameterValue"]),)
    else:
        values = ()
    written = item.get("WFParameterRelation")
    relation: Any = "equals" if values else "is set"
    if written is not None:
        relation = _RELATIONS.get(str(written), "unknown")
        if relation == "unknown":
            problems.add(f"{path}.WFParameterRelation", f"unknown relation {written!r}")
    return Condition(parameter=key, relation=relation, values=values)


def _summaries(fields: Fields) -> Iterator[Summary]:
    value = fields.get("ParameterSummary")
    if isinstance(value, str):
        yield Summary(format=value, parameters=tuple(_IN_SUMMARY.findall(value)))
    elif isinstance(value, dict):
        for keys, text in value.items():
            if isinstance(keys, str) and isinstance(text, str):
                yield summary(keys, text)
            else:
                fields.problems.add(f"{fields.at('ParameterSummary')}.{keys}", "text is expected")
    elif value is not None:
        fields.problems.add(fields.at("ParameterSummary"), "text or a dictionary is expected")


def summary(keys: str, text: str) -> Summary:
    """A sentence with the comma-joined keys it stands for, some with a value."""
    names, when = [], []
    for part in keys.split(","):
        match = _KEY_WITH_VALUE.match(part.strip())
        name = match[1] if match else part.strip()
        if match:
            relation: Literal["equals"] = "equals"
            when.append(Condition(parameter=name, relation=relation, values=(match[2],)))
        if name:
            names.append(name)
    return Summary(format=text, parameters=tuple(names), when=tuple(when))
