"""Code as a person writes it, and the property list that the format notes demand for it.

`fixtures/cases/<name>.py` is the code, `<name>.json` the JSON rendering of what has to come
out: `actions`, with ids written as symbols ("$1"), and `workflow`, the keys of the root that
the case is about. A new pair of files is a new case.
"""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest
from up_to_ids import UUID, difference_up_to_ids

import shortcuts_py as sp
from shortcuts_py.plist.json_form import unwrap

CASES = Path(__file__).resolve().parents[2] / "fixtures" / "cases"
NAMES = sorted(path.stem for path in CASES.glob("*.py"))

# Real files always have these (format notes, section 1); recipes add the last two.
ALWAYS = {
    "WFWorkflowActions",
    "WFWorkflowClientVersion",
    "WFWorkflowHasOutputFallback",
    "WFWorkflowHasShortcutInputVariables",
    "WFWorkflowIcon",
    "WFWorkflowImportQuestions",
    "WFWorkflowInputContentItemClasses",
    "WFWorkflowMinimumClientVersion",
    "WFWorkflowOutputContentItemClasses",
    "WFWorkflowTypes",
    "WFQuickActionSurfaces",
    "WFWorkflowMinimumClientVersionString",
}


def _ids(value: Any) -> list[str]:
    """Every id that an action or a block has."""
    if isinstance(value, list):
        return [found for one in value for found in _ids(one)]
    if not isinstance(value, dict):
        return []
    own = [value[key] for key in ("UUID", "GroupingIdentifier") if key in value]
    return own + [found for one in value.values() for found in _ids(one)]


def test_every_case_is_a_pair() -> None:
    assert len(NAMES) >= 70
    assert {path.stem for path in CASES.iterdir() if path.suffix == ".json"} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_compiles_to_what_the_notes_demand(name: str) -> None:
    code = (CASES / f"{name}.py").read_text("utf-8")
    expected = unwrap(json.loads((CASES / f"{name}.json").read_text("utf-8")))
    assert expected.keys() <= {"actions", "workflow"}
    plist = sp.compile(code, filename=f"{name}.py").to_plist()

    if "actions" in expected:
        where = difference_up_to_ids(expected["actions"], plist["WFWorkflowActions"])
        assert where is None, where
    for key, value in expected.get("workflow", {}).items():
        where = difference_up_to_ids(value, plist.get(key))
        assert where is None, f"{key}{where}"

    assert plist.keys() >= ALWAYS
    assert all(UUID.fullmatch(one) for one in _ids(plist["WFWorkflowActions"]))


@pytest.mark.parametrize("name", NAMES)
def test_hand_written_code_survives_the_way_through_our_own(name: str) -> None:
    workflow = sp.compile((CASES / f"{name}.py").read_text("utf-8"))
    plist = workflow.to_plist()
    for keep_ids in (False, True):
        code = sp.decompile(workflow, keep_ids=keep_ids)
        ast.parse(code, feature_version=(3, 10))
        again = sp.compile(code)
        assert difference_up_to_ids(plist, again.to_plist()) is None
        assert sp.decompile(again, keep_ids=keep_ids) == code
    assert again.to_plist() == plist
