"""`shortcuts-py actions ...` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from shortcuts_py.commands.actions import actions

FOLDER = Path(__file__).parents[2] / "fixtures" / "definitions"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(actions, [str(argument) for argument in arguments])


@pytest.fixture
def extracted(tmp_path: Path) -> Path:
    result = run("extract", FOLDER / "Paint.app", "-o", tmp_path / "mine", "--quiet")
    assert result.exit_code == 0, result.output
    return tmp_path / "mine"


def test_extract_says_what_it_did(tmp_path: Path) -> None:
    bad = tmp_path / "bad.intentdefinition"
    bad.write_bytes(b"no")
    result = run("extract", FOLDER / "Paint.app", bad, "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert "extract.actionsdata" in result.output
    assert "error: bad.intentdefinition: no property list" in result.output
    assert "6 actions with" in result.output
    assert run("extract", bad, "-o", tmp_path / "out").exit_code == 1


def test_list_and_tree(extracted: Path) -> None:
    result = run("list", "--app", "paint", "--defs", extracted)
    assert result.output.splitlines()[0] == "org.example.paint.Fill  Fill Shape"
    tree = json.loads(run("list", "--category", "Web", "--tree", "--json").output)
    names = [entry["name"] for entry in tree["Web"]["Shortcuts"]]
    assert "Get Contents of URL" in names
    retired = json.loads(run("list", "--status", "retired", "--json").output)
    assert {"is.workflow.actions.ifttt"} <= {entry["identifier"] for entry in retired}


@pytest.mark.parametrize(
    "name", ["is.workflow.actions.downloadurl", "downloadurl", "get contents of url",
             "get_contents_of_url"]
)  # fmt: skip
def test_show_by_any_name(name: str) -> None:
    result = run("show", name)
    assert result.exit_code == 0
    assert "`get_contents_of_url(...)`" in result.output
    assert "| `method` | `WFHTTPMethod` |" in result.output


def test_show_sources_and_json() -> None:
    assert "source: " in run("show", "downloadurl", "--sources").output
    found = json.loads(run("show", "downloadurl", "--json").output)
    assert found["parameters"]["WFHTTPMethod"]["default"] == "GET"
    missing = run("show", "downlodurl")
    assert missing.exit_code == 1
    assert "is.workflow.actions.downloadurl" in missing.output


def test_search(extracted: Path) -> None:
    found = json.loads(run("search", "rinse", "brush", "--json", "--defs", extracted).output)
    assert found[0]["identifier"] == "org.example.paint.RinseIntent"
    assert len(run("search", "resize a picture", "-n", "3").output.splitlines()) == 3


def test_diff(extracted: Path, tmp_path: Path) -> None:
    text = (extracted / "apps/org.example.paint.json").read_text()
    changed = text.replace('"Rinse Brush"', '"Wash Brush"').replace('"title":"Dark"', '"title":"D"')
    changed = changed.replace('"value":"light"', '"value":"pale"')
    other = tmp_path / "other"
    (other / "apps").mkdir(parents=True)
    (other / "apps/org.example.paint.json").write_text(changed)
    (other / "index.json").write_text((extracted / "index.json").read_text())
    lines = run("diff", extracted, other).output.splitlines()
    assert "~ org.example.paint.RinseIntent name: Rinse Brush -> Wash Brush" in lines
    assert "+ org.example.paint.Fill parameters.shade.cases: ['pale']" in lines
    assert "- org.example.paint.Fill parameters.shade.cases: ['light']" in lines
    assert run("diff", extracted, extracted).output == ""
    found = json.loads(run("diff", extracted, FOLDER / "WFActions.plist", "--json").output)
    assert {entry["kind"] for entry in found} == {"added", "removed"}


def test_docs(tmp_path: Path) -> None:
    found = json.loads(run("docs", "text.split", "ask", "--json").output)
    assert [entry["function"] for entry in found] == ["split_text", "ask_for_input"]
    separator = next(item for item in found[0]["parameters"] if item["key"] == "WFTextSeparator")
    assert (separator["default"], "Custom" in separator["cases"]) == ("New Lines", True)
    assert run("docs", "-o", tmp_path / "all.md").exit_code == 0
    text = (tmp_path / "all.md").read_text("utf-8")
    assert text.count("\n### ") > 390
