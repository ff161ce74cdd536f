"""Reads the fact tables (`facts/`) as catalogue definitions, one for each kind of source.

A row of `actions.jsonl` holds the facts of many sources about one action, with a note
of where each is from. Here they come apart again, so that the merger can prefer and
compare them like any others.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from written_types import python_type

from shortcuts_py.catalog.model import (
    ActionDefinition,
    AnyOf,
    AppReference,
    Condition,
    InputDefinition,
    Observed,
    ParameterDefinition,
    Provenance,
)
from shortcuts_py.catalog.sources.classes import class_type, output_type
from shortcuts_py.catalog.types import (
    AnyType,
    BooleanType,
    EnumerationCase,
    EnumerationType,
    ListType,
    QueryType,
)
from shortcuts_py.workflow.actions import SHARED_KEYS

Row = dict[str, Any]

KINDS = {
    "shortcutkit": "dump", "WFActions": "wfactions", "ToolKit": "index",
    "ShortcutForge": "observed", "ShortcutsBench": "observed", "WorkflowLLM": "observed",
}  # fmt: skip
NEWEST = {"macos27.2", "os27beta(v78)"}
RELATIONS: Mapping[str, Any] = {
    "!=": "not equals", "=": "equals", "??": "is set", "nil": "is not set",
    ">=": "greater or equal", "<=": "less or equal", ">": "greater", "<": "less",
}  # fmt: skip


def kind_of(source: str) -> str:
    """Our name of the kind of a source that the fact table names."""
    for start, kind in KINDS.items():
        if source.startswith(start):
            return kind
    return "claimed"


class FactTable:
    """The fact tables of a folder.

    Args:
        folder: holds `actions.jsonl` and `python_names.json`.
    """

    def __init__(self, folder: Path) -> None:
        lines = (folder / "actions.jsonl").read_text("utf-8").splitlines()
        self.rows: list[Row] = [json.loads(line) for line in lines if line]
        names = json.loads((folder / "python_names.json").read_text("utf-8"))
        self.names: dict[str, Row] = {
            key: entry for key, entry in names.items() if entry["kind"] == "tool"
        }
        variables = folder / "actions_PARAM_VARIABLE_TYPES.json"
        self.variables: Row = json.loads(variables.read_text("utf-8"))
        self.used = {
            entry["python_type"]: None
            for tool in self.names.values()
            for entry in (tool.get("parameters") or {}).values()
        }

    def definitions(self) -> Iterator[ActionDefinition]:
        """For each row a definition for each kind of source that it tells from."""
        for row in self.rows:
            yield from self._split(row)

    def _split(self, row: Row) -> Iterator[ActionDefinition]:
        identifier = row["identifier"]
        newest = row["last_seen_version"] in NEWEST
        status = (
            "unconfirmed"
            if row["confidence"] == "secondary-only"
            else ("current" if newest else "retired")
        )
        output, taken = row.get("output") or {}, row.get("input") or {}
        found = {
            kind: dict(self._parameters(row, kind))
            for kind in ("dump", "index", "wfactions", "observed", "claimed")
        }
        claimed = sorted(set(found.pop("claimed")) - {key for kind in found for key in found[kind]})
        kinds = {kind_of(source) for source in row["sources"]}
        head = "dump" if "dump" in kinds else "wfactions" if "wfactions" in kinds else "index"
        if row["confidence"] == "secondary-only":
            head = "claimed"
        names = row["names_seen"]
        types = output.get("types") or []
        yield ActionDefinition(
            identifier=identifier,
            name=names[0] if names else None,
            category=row["category"],
            subcategory=row.get("subcategory"),
            kind=tool_kind(row),
            app=app_of(row),
            parameters=found.pop(head, {}),
            input=input_of(taken),
            output_name=output.get("name"),
            output_types=tuple(types),
            output=output_type(types),
            output_multiple=output.get("multiple"),
            platforms=tuple(row.get("platforms_v78") or ()),
            first_seen=row["first_seen_version"],
            last_seen=row["last_seen_version"],
            status=status,
            discontinued=bool(row.get("discontinued")),
            discoverable=str(row.get("discoverable")) not in {"False", "NO", "0"},
            resources=tuple(
                item for item in row.get("required_resources") or () if isinstance(item, str)
            ),
            passes_input=row.get("input_passthrough"),
            sources=(provenance(head),),
            extra=extra_of(row, claimed),
        )
        tool = self.names.get(identifier)
        for kind, parameters in found.items():
            if parameters or (kind == "index" and tool):
                yield ActionDefinition(
                    identifier=identifier,
                    name=tool["display_name"] if tool and kind == "index" else None,
                    parameters=parameters,
                    status=status,
                    sources=(provenance(kind),),
                )

    def _parameters(self, row: Row, kind: str) -> Iterator[tuple[str, ParameterDefinition]]:
        named = (self.names.get(row["identifier"]) or {}).get("parameters") or {}
        allowed = self.variables.get(row["identifier"], {})
        for entry in row["parameters"]:
            key = entry["key"]
            if not any(kind_of(source) == kind for source in entry["sources"]):
                continue
            common = key in SHARED_KEYS and kind in {"observed", "claimed"}
            if common or key.startswith(("Show-", "Advanced-")):
                continue
            if kind == "index":
                yield key, index_parameter(key, named.get(key), entry, self.used)
            elif kind == "observed":
                yield (
                    key,
                    ParameterDefinition(
                        key=key, type=AnyType(), observed=Observed(), sources=(provenance(kind),)
                    ),
                )
            else:
                yield key, editor_parameter(key, entry, kind, allowed.get(key))


def provenance(kind: str) -> Provenance:
    """The fact table as a source of a kind; the newest system that each kind speaks of."""
    versions = {"dump": "macOS 27.2", "index": "OS 27 beta"}
    return Provenance.model_validate(
        {"kind": kind, "file": "facts/actions.jsonl", "version": versions.get(kind)}
    )


def tool_kind(row: Row) -> Any:
    """Which machinery runs the action."""
    kinds = {"appIntent": "app intent", "siriIntent": "siri intent", "flowTool": "flow tool"}
    found = kinds.get(row.get("tool_type") or "")
    return found or ("action" if row.get("action_class") else "unknown")


def app_of(row: Row) -> AppReference | None:
    app = row.get("app")
    if isinstance(app, dict) and app.get("BundleIdentifier"):
        return AppReference(bundle=app["BundleIdentifier"], name=app.get("Name"))
    return None


def input_of(taken: Row) -> InputDefinition | None:
    if not taken:
        return None
    return InputDefinition(
        parameter=taken.get("parameter_key"),
        types=tuple(taken.get("types") or ()),
        multiple=taken.get("multiple"),
        required=taken.get("required"),
    )


def extra_of(row: Row, claimed: list[str]) -> Row:
    """Facts that the model has no place for."""
    kept = {"action_class": "ActionClass", "intent_identifier": "IntentIdentifier",
            "visibility_flags_15.4": "visibilityFlags", "provider": "sourceActionProvider",
            "disabled_on": "DisabledOnPlatforms", "unavailable": "unavailable"}  # fmt: skip
    found = {name: row[key] for key, name in kept.items() if row.get(key) is not None}
    if claimed:
        found["keys_claimed_elsewhere"] = claimed
    return found


def editor_parameter(
    key: str, entry: Row, kind: str, variables: list[str] | None
) -> ParameterDefinition:
    """A parameter as the editor's definitions (or other projects, for `claimed`) have it."""
    from_here = {
        fact: f"{fact}_source" in entry and kind_of(entry[f"{fact}_source"]) == kind
        for fact in ("class_or_kind", "default", "enum")
    }
    class_name = entry.get("class_or_kind") if from_here["class_or_kind"] else None
    type_ = class_type(class_name, entry.get("kind_hint") if kind == "dump" else None)
    if from_here["enum"]:
        cases = tuple(EnumerationCase(value=str(item)) for item in entry["enum"] or ())
        dynamic = isinstance(type_, EnumerationType) and type_.dynamic
        type_ = EnumerationType(cases=cases, dynamic=dynamic or kind == "claimed")
    elif entry.get("kind_hint") == "filter":
        type_ = QueryType()
    return ParameterDefinition(
        key=key,
        type=type_,
        default=entry.get("default") if from_here["default"] else None,
        multiple=bool(entry.get("multiple")),
        hidden=bool(entry.get("hidden")),
        conditions=tuple(conditions_of(entry)) if kind == "dump" else (),
        resources=tuple(
            item for item in entry.get("required_resource") or () if isinstance(item, str)
        ),
        class_name=class_name,
        variables=tuple(variables) if variables and kind == "dump" else None,
        sources=(provenance(kind),),
    )


def conditions_of(entry: Row) -> Iterator[Condition | AnyOf]:
    for item in entry.get("required_condition") or ():
        if isinstance(item, dict) and "any_of" in item:
            yield AnyOf(any_of=tuple(condition(inner) for inner in item["any_of"]))
        elif isinstance(item, dict):
            yield condition(item)


def condition(item: Row) -> Condition:
    values = (
        tuple(item["values"]) if "values" in item else ((item["value"],) if "value" in item else ())
    )
    relation = (
        RELATIONS.get(item.get("relation", "="), "unknown")
        if values or "relation" in item
        else "is set"
    )
    return Condition(parameter=item["parameter"], relation=relation, values=values)


def index_parameter(
    key: str, named: Row | None, entry: Row, used: Mapping[str, None]
) -> ParameterDefinition:
    """A parameter as the tool index of OS 27 has it: label, type, cases."""
    named = named or {}
    type_ = python_type(named.get("python_type") or entry.get("python_type"))
    cases = tuple(
        EnumerationCase(value=str(case["id"]), title=case.get("title"))
        for case in named.get("cases") or ()
        if case.get("id") is not None
    )
    inner = type_.item if isinstance(type_, ListType) else type_
    if cases:
        stored: Any = "number" if key == "WFCompoundType" else "text"
        listed = EnumerationType(name=getattr(inner, "name", None), cases=cases, stored_as=stored)
        type_ = ListType(item=listed) if isinstance(type_, ListType) else listed
    if isinstance(type_, BooleanType) and named.get("bool_labels"):
        true, false = named["bool_labels"]
        type_ = BooleanType(true_label=true, false_label=false)
    if key == "WFContentItemFilter":
        type_ = QueryType()
    return ParameterDefinition(
        key=key,
        label=named.get("label"),
        type=type_,
        required=bool(named.get("required")) and not named.get("hidden"),
        multiple=isinstance(type_, ListType),
        hidden=bool(named.get("hidden")),
        sources=(provenance("index"),),
    )
