"""The bundled catalogue: what it covers, whose words are in it, how fast it loads."""

from __future__ import annotations

import json
import plistlib
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from shortcuts_py import catalog
from shortcuts_py.catalog.bundled import bundled_folder
from shortcuts_py.catalog.documentation import describe
from shortcuts_py.errors import DecodeError

BUILT_IN = "is.workflow.actions."
RETIRED = {"alarm.create", "alarm.toggle", "ifttt", "openworkflow", "properties.note", "runscene",
           "streetview.image", "wunderlist.add"}  # fmt: skip


@pytest.fixture(scope="module")
def definitions() -> catalog.Catalog:
    return catalog.load()


def test_it_has_every_identifier_of_the_fact_table(
    definitions: catalog.Catalog, definition_sources: Path
) -> None:
    backed: Counter[str] = Counter()
    for line in (definition_sources / "facts/actions.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        action = definitions[row["identifier"]]
        if row["confidence"] == "secondary-only":
            assert action.status == "unconfirmed"
        else:
            assert action.status in {"current", "retired"}
            backed[row["identifier"].rpartition(".")[0].startswith("com.apple")] += 1
            keys = {
                item["key"]
                for item in row["parameters"]
                if any(name.startswith(("WFActions", "ToolKit", "shortcutkit"))
                       for name in item["sources"])
            }  # fmt: skip
            assert {key for key in keys if not key.startswith("Show-")} <= set(action.parameters)
    print(backed)
    assert backed[False] >= 391
    assert backed[True] >= 2580


def test_the_retired_are_marked(definitions: catalog.Catalog) -> None:
    retired = {name.removeprefix(BUILT_IN) for name, action in definitions.items()
               if name.startswith(BUILT_IN) and action.status == "retired"}  # fmt: skip
    assert retired == RETIRED


def test_what_a_well_known_action_says(definitions: catalog.Catalog) -> None:
    action = definitions["is.workflow.actions.downloadurl"]
    assert action.identifier == "is.workflow.actions.downloadurl"
    assert (action.name, action.category) == ("Get Contents of URL", "Web")
    assert (action.output_name, action.output_types) == ("Contents of URL", ("public.data",))
    method = action.parameters["WFHTTPMethod"]
    assert method.cases == ("GET", "POST", "PUT", "PATCH", "DELETE")
    assert (method.key, method.label, method.default) == ("WFHTTPMethod", "Method", "GET")
    assert (method.type.kind, method.required) == ("enumeration", False)
    assert [str(test) for test in action.parameters["WFFormValues"].conditions] == [
        "WFHTTPBodyType = Form", "WFHTTPMethod ≠ GET"
    ]  # fmt: skip
    assert action.provenance("name") is not None


def test_built_ins_are_described_by_hand_and_in_our_own_words(
    definitions: catalog.Catalog, definition_sources: Path
) -> None:
    mine = {name: action for name, action in definitions.items() if name.startswith(BUILT_IN)}
    used = sorted(mine, key=lambda name: -(mine[name].observed.count if mine[name].observed else 0))
    assert not any(mine[name].description_generated for name in used[:300])
    assert all(action.description for action in definitions.values())
    theirs = set()
    for path in (definition_sources / "wfactions").iterdir():
        data = path.read_bytes()
        raw = json.loads(data) if path.suffix == ".json" else plistlib.loads(data)
        for entry in raw.values():
            for text in (entry.get("Description") or {}).values():
                theirs.add(str(text).strip().rstrip(".").casefold())
    same = {action.identifier for action in definitions.values()
            if not action.description_generated
            and str(action.description).strip().rstrip(".").casefold() in theirs}  # fmt: skip
    assert same == set()


def test_no_sentences_of_others_are_in_it(definitions: catalog.Catalog) -> None:
    for action in definitions.values():
        assert (action.summaries, action.keywords, action.localized) == ((), (), {})
        for item in action.parameters.values():
            assert (item.description, item.extra) == (None, {})
            assert item.observed is None or item.observed.values == {}


def test_documentation_gives_the_seven_things(definitions: catalog.Catalog) -> None:
    for name, action in definitions.items():
        if not name.startswith(BUILT_IN):
            continue
        found = describe(action)
        assert found["name"]
        assert found["description"]
        assert (found["return_type"] is None) == (found["return_name"] is None)
        for parameter in found["parameters"]:
            assert parameter["keyword"]
            assert parameter["type"]
            assert "default" in parameter


def test_the_files_follow_their_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((bundled_folder() / "schema.json").read_bytes())
    validator = jsonschema.Draft202012Validator(schema)
    paths = sorted(bundled_folder().glob("shortcuts/*.json"))
    paths += sorted(bundled_folder().glob("apps/*.json"))[::6]
    for path in paths:
        errors = [error.message for error in validator.iter_errors(json.loads(path.read_bytes()))]
        assert errors == [], path


def test_index_and_files_agree(definitions: catalog.Catalog) -> None:
    index = json.loads((bundled_folder() / "index.json").read_bytes())
    for name, identifiers in index["files"].items():
        data = json.loads((bundled_folder() / name).read_bytes())
        assert list(data["actions"]) == identifiers
    assert len(definitions) == sum(map(len, index["files"].values()))


def test_importing_costs_nothing_and_loading_little() -> None:
    """In time of the processor, since other work of the machine is not ours."""
    code = """
import sys, time
import shortcuts_py.catalog
assert not {"pydantic", "rapidfuzz", "plistlib", "sqlite3"} & set(sys.modules), "import"
start = time.process_time()
found = shortcuts_py.catalog.load()
index = time.process_time() - start
assert "pydantic" not in sys.modules, "load"
start = time.process_time()
all_of_it = list(found.values())
whole = time.process_time() - start
print(index, whole)
"""
    best = [9.0, 9.0]
    for _ in range(5):
        command = [sys.executable, "-c", code]
        root = Path(__file__).parents[2]
        run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root)
        best = [min(pair) for pair in zip(best, map(float, run.stdout.split()), strict=True)]
    print(f"index {best[0] * 1000:.1f} ms, whole {best[1] * 1000:.0f} ms")
    assert best[0] <= 0.02
    assert best[1] <= 0.5


def test_damaged_catalogue_folders(tmp_path: Path) -> None:
    (tmp_path / "index.json").write_text('{"format": 1, "files": {"a.json": ["x.y"]}}')
    broken = catalog.load(tmp_path)
    with pytest.raises(DecodeError, match=r"a\.json"):
        broken["x.y"]
    for text in (
        '{"format": 1, "sources": [], "actions": {}}',
        '{"actions": 3}',
        "[1]",
        "{",
        '{"format": 1, "sources": [], "actions": {"x.y": {"sources": [7]}}}',
        '{"format": 1, "sources": [], "actions": {"x.y": {"name": 3, "sources": []}}}',
    ):
        (tmp_path / "a.json").write_text(text)
        with pytest.raises(DecodeError, match=r"a\.json"):
            catalog.load(tmp_path)["x.y"]
    for text in ("{}", '{"format": 2, "files": {}}', '{"format": 1, "files": {"../a.json": []}}'):
        (tmp_path / "index.json").write_text(text)
        with pytest.raises(DecodeError, match=r"index\.json"):
            catalog.load(tmp_path)
