"""Findings of `check` in text of the dialect stand where the text says what is wrong.

`fixtures/workbench/findings/<name>.py` is the text; `<name>.json` lists line, column and code of
every finding in it. A new pair of files is a new case.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from shortcuts_py.checks.source import check_source
from shortcuts_py.workbench.reader import read_program

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "workbench" / "findings"
NAMES = sorted(path.stem for path in FOLDER.glob("*.py"))


def test_every_case_is_a_pair() -> None:
    assert len(NAMES) >= 3
    assert {path.stem for path in FOLDER.glob("*.json")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_findings_have_their_places(name: str) -> None:
    code = (FOLDER / f"{name}.py").read_text("utf-8")
    wanted = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    assert [[one.line, one.column, one.code] for one in check_source(code)] == wanted


@pytest.mark.parametrize("path", sorted((FOLDER.parent / "damage").glob("*.py")), ids=str)
def test_actions_stand_where_the_text_calls_them(path: Path) -> None:
    code = path.read_text("utf-8")
    program = read_program(code)
    actions = list(program.workflow.flat())
    lines = [program.places.action(index)[0] for index in range(len(actions))]
    texts = code.split("\n")
    found = 0
    for action, line in zip(actions, lines, strict=True):
        spelling = action.identifier.replace(".", "_") + "("
        if spelling in code and "GroupingIdentifier" not in action.parameters:
            assert spelling in texts[line - 1]
            found += 1
    assert found >= 3
    opened = [
        line
        for action, line in zip(actions, lines, strict=True)
        if action.parameters.get("WFControlFlowMode") == 0
    ]
    assert all(re.match(r"\s*(?:if|elif|for|match)\b", texts[line - 1]) for line in opened)
