"""The table of friendly names: complete, one to one, stable, and cheap to ask."""

from __future__ import annotations

import json
import keyword
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from shortcuts_py import catalog
from shortcuts_py.language.vocabulary import FUNCTIONS, REFERENCES
from shortcuts_py.names import CALL_WORDS, action_defs, by_identifier, by_name

ROOT = Path(__file__).parents[2]
TABLES = ("built_in", "apple")
STRUCTURE = {"UUID", "CustomOutputName", "GroupingIdentifier", "WFControlFlowMode"}


@pytest.fixture(scope="module")
def rows() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for table in TABLES:
        found |= json.loads((action_defs() / "names" / f"{table}.json").read_bytes())
    return found


def test_names_are_one_to_one(rows: dict[str, dict[str, Any]]) -> None:
    names = [row["name"] for row in rows.values()]
    assert len(names) == len(set(names))
    assert not set(names) & {*FUNCTIONS, *REFERENCES}
    for identifier, row in rows.items():
        assert row["name"].isidentifier()
        assert not keyword.iskeyword(row["name"])
        found = by_name(row["name"])
        assert found is not None
        assert found.identifier == identifier


def test_keywords_are_one_to_one(rows: dict[str, dict[str, Any]]) -> None:
    for identifier, row in rows.items():
        words = row.get("parameters", {})
        assert len(set(words.values())) == len(words), identifier
        assert not set(words.values()) & CALL_WORDS, identifier
        for word in words.values():
            assert word.isidentifier(), identifier
            assert not keyword.iskeyword(word), identifier
        assert row.get("main") in {None, *words}, identifier


def test_everything_in_the_catalogue_has_a_name() -> None:
    definitions = catalog.load()
    missing = []
    for identifier, action in definitions.items():
        if not identifier.startswith(("is.workflow.actions.", "com.apple.")):
            continue
        names = by_identifier(identifier)
        if names is None:
            missing.append(identifier)
        else:
            keys = action.parameters.keys() - names.keywords.keys() - STRUCTURE
            missing += [f"{identifier} {key}" for key in keys]
    assert missing == []


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("get_contents_of_url", "is.workflow.actions.downloadurl"),
        ("ask_for_input", "is.workflow.actions.ask"),
        ("photos_find_photos", "is.workflow.actions.filter.photos"),
        ("notes_create_note", "com.apple.Notes.CreateNoteIntent"),
        ("dropbox_save", "is.workflow.actions.dropbox.save"),
    ],
)
def test_names_that_code_relies_on(name: str, identifier: str) -> None:
    found = by_name(name)
    assert found is not None
    assert found.identifier == identifier


def test_the_table_is_what_its_tool_makes(definition_sources: Path, tmp_path: Path) -> None:
    """Twice: what the catalogue adds does not depend on what is there already."""
    output = tmp_path / "action_defs"
    output.mkdir()
    for one in ("index.json", "shortcuts", "apps"):
        (output / one).symlink_to(action_defs() / one)
    command = [sys.executable, "tools/build_names.py", str(definition_sources / "facts"), "-o"]
    subprocess.run([*command, str(output / "names")], cwd=ROOT, capture_output=True, check=True)
    for table in TABLES:
        made = (output / "names" / f"{table}.json").read_text("utf-8")
        assert made == (action_defs() / "names" / f"{table}.json").read_text("utf-8")


def test_asking_loads_no_catalogue() -> None:
    code = (
        "import sys; from shortcuts_py import names; "
        "assert names.by_identifier('is.workflow.actions.gettext').name == 'text'; "
        "assert names.defined('com.example.App.SomeIntent') is None; "
        "assert 'shortcuts_py.catalog' not in sys.modules; "
        "from shortcuts_py.catalog import use; use(); "
        "print(*sorted({'pydantic', 'ast', 'shortcuts_py.catalog.bundled'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True,
                          check=True)  # fmt: skip
    assert done.stdout.split() == []
