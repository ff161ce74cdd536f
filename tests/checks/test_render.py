"""Diagnostics as text, JSON and SARIF."""

from __future__ import annotations

import json

import click

from shortcuts_py.diagnostics.codes import CODES, SEVERITIES
from shortcuts_py.diagnostics.report import FileReport, tally
from shortcuts_py.diagnostics.sarif import as_sarif
from shortcuts_py.diagnostics.text import render
from shortcuts_py.errors import Diagnostic, Fix, PlistEdit, Related, TextEdit

CODE = Diagnostic(
    "error", "undefined-name", "'nme' is not defined", 2, 4, 2, 7, suggestions=("name",),
    fixes=(Fix("write name", (TextEdit(2, 4, 2, 7, "name"),), True),),
)  # fmt: skip
FILE = Diagnostic(
    "warning", "menu-title", "no item is called so", action=1, parameter="WFMenuItemTitle",
    related=(Related("the menu", action=0),),
    fixes=(Fix("retitle", (PlistEdit(("WFWorkflowActions", 1), "set", 1),), True),),
)  # fmt: skip
IN_CODE = FileReport("a b/A.py", (CODE,), ("name = 1", "if nme == 2:"))
IN_FILE = FileReport("A.shortcut", (FILE,), (), ("Choose from Menu", "Choose from Menu"))


def text(report: FileReport) -> str:
    return click.unstyle(render(report))


def test_code_is_shown_with_its_line_and_a_caret() -> None:
    assert text(IN_CODE) == (
        "a b/A.py:2:4: error[undefined-name]: 'nme' is not defined\n"
        "    if nme == 2:\n"
        "       ^^^\n"
        "    did you mean: name\n"
        "    --fix: write name"
    )


def test_a_file_is_shown_with_its_action_and_parameter() -> None:
    assert text(IN_FILE) == (
        "A.shortcut, action 2 of 2 (Choose from Menu), WFMenuItemTitle: warning[menu-title]: "
        "no item is called so\n"
        "    the menu: action 1 of 2 (Choose from Menu)\n"
        "    --fix: retitle"
    )


def test_errors_are_red_and_warnings_yellow() -> None:
    assert "\x1b[31m" in render(IN_CODE)
    assert "\x1b[33m" in render(IN_FILE)


def test_long_lines_are_cut_around_the_place() -> None:
    line = "x" * 500 + "nme" + "y" * 500
    one = CODE._replace(line=1, end_line=1, column=501, end_column=504, suggestions=(), fixes=())
    head, excerpt, caret = text(FileReport("A.py", (one,), (line,))).splitlines()
    assert len(excerpt) <= 164
    start = caret.index("^")
    assert excerpt[start : start + 3] == "nme"
    assert head.startswith("A.py:1:501")


def test_the_tally() -> None:
    assert tally([IN_CODE, IN_FILE]) == "1 error, 1 warning in 2 files; --fix mends 2"
    assert tally([FileReport("A", ())]) == "no problems in 1 file"


def test_sarif_has_the_structure_of_2_1_0() -> None:
    """The parts that the standard requires (its sections 3.13 to 3.30), and that hosts read."""
    log = json.loads(json.dumps(as_sarif([IN_CODE, IN_FILE])))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "shortcuts-py"
    rules = [rule["id"] for rule in driver["rules"]]
    assert rules == ["menu-title", "undefined-name"]
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"] == CODES[rule["id"]].summary
        assert rule["defaultConfiguration"]["level"] in SEVERITIES
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
        for location in result["locations"]:
            place = location["physicalLocation"]
            assert place["artifactLocation"]["uri"]
            assert place["region"]["startLine"] >= 1


def test_sarif_places() -> None:
    in_code, in_file = as_sarif([IN_CODE, IN_FILE])["runs"][0]["results"]
    place = in_code["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%20b/A.py"
    assert place["region"] == {"startLine": 2, "startColumn": 4, "endLine": 2, "endColumn": 7}
    (change,) = in_code["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["insertedContent"]["text"] == "name"
    logical = in_file["locations"][0]["logicalLocations"][0]
    assert logical["fullyQualifiedName"] == "WFWorkflowActions[1].WFMenuItemTitle"
    assert in_file["relatedLocations"][0]["message"]["text"] == "the menu"
    assert "fixes" not in in_file
