"""Damaged and hostile sources: an error that names file and field, and the rest all the same."""

from __future__ import annotations

import json
import plistlib
import random
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from shortcuts_py import catalog

FOLDER = Path(__file__).parents[2] / "fixtures" / "definitions"
INTENTS = "Contents/Resources/Base.lproj/Intents.intentdefinition"
METADATA = "Contents/Resources/Metadata.appintents/extract.actionsdata"


@pytest.fixture
def app(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER / "Paint.app", tmp_path / "Paint.app"))


def fields(found: catalog.Catalog) -> set[str]:
    return {error.field for error in found.errors}


@pytest.mark.parametrize("name", [INTENTS, METADATA])
def test_a_truncated_file_is_named_and_the_rest_extracted(app: Path, name: str) -> None:
    path = app / name
    path.write_bytes(path.read_bytes()[:-200])
    found = catalog.extract(app)
    assert [error.source for error in found.errors] == [name]
    assert len(found) >= 2


def test_wrong_types_are_named_by_field(app: Path) -> None:
    path = app / INTENTS
    data = plistlib.loads(path.read_bytes())
    parameters = data["INIntents"][0]["INIntentParameters"]
    parameters[0]["INIntentParameterDisplayName"] = 7
    parameters[1]["INIntentParameterEnumType"] = "Gone"
    parameters[2] = "text"
    parameters[3]["INIntentParameterType"] = "Hologram"
    del parameters[4]["INIntentParameterName"]
    data["INEnums"][0]["INEnumValues"][1] = []
    path.write_bytes(plistlib.dumps(data))
    found = catalog.extract(app)
    start = "INIntents[0].INIntentParameters"
    assert fields(found) == {
        f"{start}[0].INIntentParameterDisplayName", f"{start}[1].INIntentParameterEnumType",
        f"{start}[2]", f"{start}[3].INIntentParameterType", f"{start}[4].INIntentParameterName",
        "INEnums[0].INEnumValues[1]",
    }  # fmt: skip
    assert len(found["org.example.paint.PTStrokeIntent"].parameters) == 5
    assert "org.example.paint.Fill" in found


def test_metadata_of_wrong_shape(app: Path) -> None:
    path = app / METADATA
    data = json.loads(path.read_bytes())
    fill = data["actions"]["Fill"]
    fill["parameters"][0]["valueType"] = {"primitive": 3}
    fill["parameters"][2]["typeSpecificMetadata"] = ["only a key"]
    fill["title"] = {"key": 5}
    data["actions"]["Broken"] = "x"
    data["enums"][1]["cases"] = {}
    path.write_text(json.dumps(data))
    found = catalog.extract(app)
    assert fields(found) == {
        "actions.Fill.parameters[0].valueType.primitive",
        "actions.Fill.parameters[2].typeSpecificMetadata", "actions.Fill.title",
        "actions.Broken", "enums[1].cases",
    }  # fmt: skip
    assert found["org.example.paint.Fill"].parameters["amount"].type.kind == "number"


def test_missing_strings_and_a_damaged_table(app: Path) -> None:
    strings = app / "Contents/Resources/de.lproj/Intents.strings"
    strings.write_bytes(b'"a" = "b')
    (app / "Contents/Resources/Localizable.xcstrings").unlink()
    found = catalog.extract(app)
    assert [Path(error.source).name for error in found.errors] == ["Intents.strings"]
    assert found["org.example.paint.Fill"].name == "FILL_TITLE"


def test_no_information_about_the_bundle(app: Path) -> None:
    (app / "Contents/Info.plist").write_bytes(b"bplist00 no")
    found = catalog.extract(app)
    assert found.errors[0].source == "Contents/Info.plist"
    assert len(found) > 3


def test_a_large_bundle_is_quick_and_a_large_definition_an_error(app: Path) -> None:
    with (app / "Contents/Paint").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    large = app / "Contents/Resources/Large.intentdefinition"
    with large.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    start = time.monotonic()
    found = catalog.extract(app)
    assert time.monotonic() - start < 5
    assert [(error.source, "larger than" in error.message) for error in found.errors] == [
        ("Contents/Resources/Large.intentdefinition", True)
    ]
    assert "org.example.paint.Fill" in found


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"[]", b"null", b"\x00" * 64, b"bplist00", b"AEA1\0\0\0\0", b"SQLite format 3\0",
        b"[" * 100_000, b'{"actions":' * 5_000, b"<plist><dict>", b"<?xml version='1.0'?><a/>",
        b"<!DOCTYPE p [<!ENTITY a 'b'>]><plist><string>&a;</string></plist>",
    ],
    ids=range(13),
)  # fmt: skip
@pytest.mark.parametrize(
    "suffix", [".plist", ".intentdefinition", ".actionsdata", ".sqlite", ".shortcut"]
)
def test_what_is_no_source_is_an_error(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"bad{suffix}"
    path.write_bytes(data)
    found = catalog.extract(path)
    assert len(found) == 0
    assert [error.source for error in found.errors] == [path.name]


def test_foreign_databases(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE Notes (text)")
        database.commit()
    found = catalog.extract(path)
    assert "Tools" in found.errors[0].message


def test_a_database_with_damaged_rows_and_few_columns(tmp_path: Path) -> None:
    path = tmp_path / "Tools-prod.v99.sqlite"
    with closing(sqlite3.connect(path)) as database:
        database.executescript(
            """
            CREATE TABLE Tools (rowId INTEGER PRIMARY KEY, id TEXT, newColumn TEXT);
            CREATE TABLE Parameters (toolId INTEGER, key TEXT, typeInstance BLOB,
                PRIMARY KEY(toolId, key)) WITHOUT ROWID;
            INSERT INTO Tools VALUES (1, 'a.b.C', 'x'), (2, NULL, 'x');
            INSERT INTO Parameters VALUES (1, 'good', x'0a040a023000'), (1, 'bad', x'0aff'),
                (1, 'deep', x'120212021202');
            """
        )  # fmt: skip
        database.commit()
    found = catalog.extract(path)
    assert list(found) == ["a.b.C"]
    assert found["a.b.C"].parameters["good"].type.kind == "text"
    assert fields(found) == {
        "Tools[2].id", "Parameters[1, bad].typeInstance", "Parameters[1, deep].typeInstance",
    }  # fmt: skip


@pytest.mark.parametrize(
    "name", ["WFActions.plist", f"Paint.app/{METADATA}", f"Paint.app/{INTENTS}"]
)
def test_random_damage_never_escapes(tmp_path: Path, name: str) -> None:
    data = (FOLDER / name).read_bytes()
    rng = random.Random(4)
    path = tmp_path / Path(name).name
    for _ in range(150):
        damaged = bytearray(data)
        for _ in range(rng.randint(1, 6)):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        path.write_bytes(damaged)
        catalog.extract(path)


def test_random_values_never_escape(tmp_path: Path) -> None:
    rng = random.Random(5)
    odd: list[Any] = [None, 0, 1.5, True, "x", [], {}, [{}], {"wrapper": {}}, {"key": None}]

    def shake(value: Any) -> Any:
        if rng.random() < 0.04:
            return rng.choice(odd)
        if isinstance(value, dict):
            return {key: shake(item) for key, item in value.items()}
        return [shake(item) for item in value] if isinstance(value, list) else value

    data = json.loads((FOLDER / f"Paint.app/{METADATA}").read_bytes())
    path = tmp_path / "extract.actionsdata"
    for _ in range(150):
        path.write_text(json.dumps(shake(data)))
        for error in catalog.extract(path).errors:
            assert not error.message.startswith("cannot be read:"), error
    intents = plistlib.loads((FOLDER / f"Paint.app/{INTENTS}").read_bytes())
    path = tmp_path / "a.intentdefinition"
    odd = [item for item in odd if item is not None and item != {"key": None}]
    for _ in range(150):
        path.write_bytes(plistlib.dumps(shake(intents)))
        for error in catalog.extract(path).errors:
            assert not error.message.startswith("cannot be read:"), error
