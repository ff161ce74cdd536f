"""Real sources against counts made with other means."""

from __future__ import annotations

import json
import plistlib
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from shortcuts_py import catalog
from shortcuts_py.catalog.types import EnumerationType

BUNDLE = "org.example.app"


def enumerations(found: catalog.Catalog) -> dict[str, EnumerationType]:
    return {name: kind for name, kind in found.types.items() if isinstance(kind, EnumerationType)}


def test_no_source_of_the_folder_fails(definition_sources: Path) -> None:
    found = catalog.extract(definition_sources)
    assert found.errors == ()
    assert len(found) > 2000


@pytest.mark.parametrize(
    "name", ["shortcuts-2.1.2-ios12.plist", "ios13.1.json", "ios17-macos14.plist"]
)
def test_wfactions(definition_sources: Path, name: str) -> None:
    path = definition_sources / "wfactions" / name
    data = path.read_bytes()
    raw: dict[str, Any] = json.loads(data) if name.endswith("json") else plistlib.loads(data)
    parameters = [item for entry in raw.values() for item in entry.get("Parameters", [])]
    cases = [item.get("Items", []) for item in parameters if "Items" in item]
    found = catalog.extract(path)
    mine = [item for action in found.values() for item in action.parameters.values()]
    print(f"{name}: {len(raw)} actions, {len(parameters)} parameters, {len(cases)} enumerations, "
          f"{sum(map(len, cases))} cases")  # fmt: skip
    assert found.errors == ()
    assert set(found) == set(raw)
    assert len(mine) == len(parameters)
    assert len([item for item in mine if item.type.kind == "enumeration" and item.cases]) == len(
        [items for items in cases if items]
    )
    assert sum(len(item.cases) for item in mine) == sum(map(len, cases))
    for identifier, entry in raw.items():
        action = found[identifier]
        assert action.name == entry.get("Name")
        assert list(action.parameters) == [item["Key"] for item in entry.get("Parameters", [])]
        for item in entry.get("Parameters", []):
            default = item.get("DefaultValue", item.get("Default"))
            assert action.parameters[item["Key"]].default == default
        output = entry.get("Output", {})
        assert action.output_name == output.get("OutputName")
        assert list(action.output_types) == output.get("Types", [])
        assert action.discontinued == entry.get("Discontinued", False)


def test_every_class_of_all_generations_has_a_type(definition_sources: Path) -> None:
    found = catalog.extract(definition_sources / "wfactions")
    unknown = {
        item.class_name
        for action in found.values()
        for item in action.parameters.values()
        if item.type.kind == "unknown"
    }
    print(sorted(str(name) for name in unknown))
    assert len(unknown) <= 25


def test_intentdefinitions(definition_sources: Path) -> None:
    totals = {"actions": 0, "others": 0, "parameters": 0, "enumerations": 0, "cases": 0}
    paths = sorted((definition_sources / "intentdefinition").rglob("*.intentdefinition"))
    for path in paths:
        raw = plistlib.loads(path.read_bytes())
        intents = {}
        for entry in raw["INIntents"]:
            widget = entry.get("INIntentEligibleForWidgets") and not entry.get(
                "INIntentConfigurable"
            )
            name = f"{entry.get('INIntentClassPrefix', '')}{entry['INIntentName']}Intent"
            intents[f"{BUNDLE}.{name}"] = (entry, entry["INIntentType"] == "System" or widget)
        found = catalog.extract(path, bundle_id=BUNDLE)
        assert found.errors == (), path
        assert set(found) == {name for name, (_, other) in intents.items() if not other}
        assert set(found.configurations) == {name for name, (_, other) in intents.items() if other}
        mine = enumerations(found)
        assert len(mine) == len(raw["INEnums"])
        for entry in raw["INEnums"]:
            values = [value["INEnumValueName"] for value in entry["INEnumValues"]]
            cases = mine[f"{BUNDLE}.{entry['INEnumName']}"].cases
            assert [case.value for case in cases] == values
            totals["cases"] += len(values)
        for name, (entry, other) in intents.items():
            if not other:
                check_intent(found[name], entry)
                totals["parameters"] += len(entry.get("INIntentParameters", []))
        totals["actions"] += len(found)
        totals["others"] += len(found.configurations)
        totals["enumerations"] += len(mine)
    print(len(paths), "files:", totals)
    assert totals["actions"] > 150


def check_intent(action: catalog.ActionDefinition, entry: dict[str, Any]) -> None:
    parameters = entry.get("INIntentParameters", [])
    assert list(action.parameters) == [item["INIntentParameterName"] for item in parameters]
    assert action.name == (entry.get("INIntentTitle") or entry["INIntentName"])
    for item in parameters:
        mine = action.parameters[item["INIntentParameterName"]]
        metadata = item.get("INIntentParameterMetadata", {})
        written = metadata.get("INIntentParameterMetadataDefaultValue")
        if written is not None:
            assert mine.default == written
        assert mine.multiple == bool(item.get("INIntentParameterSupportsMultipleValues"))
        assert bool(mine.conditions) == ("INIntentParameterRelationship" in item)
        if item.get("INIntentParameterEnumTypeNamespace") not in (None, "System"):
            assert mine.cases


def test_strings_beside_a_definition_are_found(definition_sources: Path) -> None:
    folder = definition_sources / "intentdefinition" / "holzschu-a-shell__Intents"
    found = catalog.extract(folder, bundle_id=BUNDLE)
    languages = {language for action in found.values() for language in action.localized}
    assert {"de", "fr", "ja"} <= languages


def test_actionsdata(definition_sources: Path) -> None:
    totals = {"actions": 0, "parameters": 0, "enumerations": 0, "cases": 0, "entities": 0}
    paths = sorted((definition_sources / "actionsdata").rglob("extract.actionsdata"))
    for path in paths:
        raw = json.loads(path.read_bytes())
        found = catalog.extract(path, bundle_id=BUNDLE)
        assert found.errors == (), path
        finds = {
            f"{BUNDLE}.{query['entityType']}"
            for query in raw["queries"].values()
            if query["parameters"]
        }
        every = {f"{BUNDLE}.{name}": entry for name, entry in raw["actions"].items()}
        assert set(found) | set(found.configurations) == set(every) | finds
        for name in found.configurations:
            assert any("Configuration" in item for item in every[name]["systemProtocols"])
        for name, entry in every.items():
            action = found.get(name) or found.configurations[name]
            assert list(action.parameters) == [item["name"] for item in entry["parameters"]]
            for item in entry["parameters"]:
                value = action.parameters[item["name"]]
                assert value.required == (not item["isOptional"] and value.default is None)
                assert value.type.kind != "unknown"
            assert (action.output is None) == (entry.get("outputType") is None)
            totals["parameters"] += len(entry["parameters"])
        mine = enumerations(found)
        for entry in raw["enums"]:
            cases = mine[f"{BUNDLE}.{entry['identifier']}"].cases
            assert [case.value for case in cases] == [case["identifier"] for case in entry["cases"]]
            totals["cases"] += len(cases)
        totals["actions"] += len(every)
        totals["enumerations"] += len(raw["enums"])
        totals["entities"] += len(raw["entities"])
        assert len(found.types) == len(raw["enums"]) + len(raw["entities"])
    print(len(paths), "files:", totals)


TOOLKIT = ("Tools-prod.macos15.4.partial.sqlite",
           "Tools-prod.fixture.macos15.4-rows_os26-schema.sqlite")  # fmt: skip


@pytest.mark.parametrize("name", TOOLKIT)
def test_toolkit(definition_sources: Path, name: str) -> None:
    path = definition_sources / "toolkit" / name
    with closing(
        sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    ) as rows:
        tools = dict(rows.execute("SELECT id, rowId FROM Tools").fetchall())
        keys = rows.execute("SELECT toolId, key FROM Parameters").fetchall()
        outputs = rows.execute("SELECT toolId, typeIdentifier FROM ToolOutputTypes").fetchall()
        enums = {row[0] for row in rows.execute("SELECT rowId FROM Types WHERE kind IN (3, 4, 8)")}
        there = {row[0] for row in rows.execute("SELECT name FROM sqlite_master")}
        cases: list[Any] = []
        if "EnumerationCases" in there:
            cases = rows.execute("SELECT DISTINCT typeId, id FROM EnumerationCases").fetchall()
        names = dict(rows.execute("SELECT toolId, name FROM ToolLocalizations").fetchall())
    found = catalog.extract(path)
    print(f"{name}: {len(tools)} tools, {len(keys)} parameters, {len(enums)} enumerations, "
          f"{len(cases)} cases")  # fmt: skip
    assert found.errors == ()
    assert set(found) == set(tools)
    mine = {
        (tools[action.identifier], key) for action in found.values() for key in action.parameters
    }
    assert mine == set(keys)
    kinds = enumerations(found)
    assert set(kinds) == enums | {owner for owner, _ in cases}
    assert sum(len(kind.cases) for kind in kinds.values()) == len(cases)
    for identifier, number in tools.items():
        action = found[identifier]
        wanted = {kind for tool, kind in outputs if tool == number and kind != "none"}
        assert set(action.output_types) == wanted
        assert action.name == names.get(number)


def test_encoded_types_against_the_table_of_decoded_ones(definition_sources: Path) -> None:
    folder = definition_sources / "toolkit"
    found = catalog.extract(folder / TOOLKIT[0])
    simple = {
        "primitive:bool": "boolean", "primitive:string": "text", "primitive:number": "number",
        "primitive:int": "number", "primitive:date": "date", "primitive:url": "url",
        "primitive:dictionary": "dictionary", "primitive:file": "file",
        "primitive:person": "contact",
        "primitive:placemark": "location", "primitive:measurement": "measurement",
        "primitive:attributedString": "text", "builtin:query": "query", "[": "list",
        "custom:": None,
    }  # fmt: skip
    checked = 0
    for line in (
        (folder / "parameter_types_decoded.macos15.4.jsonl").read_text("utf-8").splitlines()
    ):
        row = json.loads(line)
        mine = found[row["tool"]].parameters[row["key"]]
        start = next((start for start in sorted(simple, key=len, reverse=True)
                      if row["type"].startswith(start)), None)  # fmt: skip
        wanted = simple.get(start or "")
        if wanted is not None:
            checked += 1
            assert mine.type.kind == wanted, row
        relations = [relation for _, relation in row["relationships"]]
        assert len(mine.conditions) == len(relations), row
        if not row["relationships"] and "?" not in row["type"] and not row["flags"] & 3:
            assert mine.required, row
    assert checked > 2500


def test_a_pile_of_shortcuts(corpus: Path) -> None:
    paths = sorted((corpus / "plain").glob("*.wflow"))[:40]
    assert paths
    counts: dict[str, int] = {}
    for path in paths:
        for action in plistlib.loads(path.read_bytes())["WFWorkflowActions"]:
            name = action["WFWorkflowActionIdentifier"]
            counts[name] = counts.get(name, 0) + 1
    found = catalog.merge(*(catalog.extract(path) for path in paths))
    observed = {name: action.observed.count for name, action in found.items() if action.observed}
    assert observed == counts
