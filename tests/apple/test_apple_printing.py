"""Small things about printing: what the announcements say, and in how few words."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import shortcuts_py as sp
from shortcuts_py.plist.json_form import unwrap
from shortcuts_py.workflow.actions import Block

PRINTED = Path(__file__).resolve().parents[2] / "fixtures" / "apple" / "printed"


def _workflow(name: str) -> sp.Workflow:
    plist: Any = unwrap(json.loads((PRINTED / f"{name}.json").read_text("utf-8")))
    return sp.Workflow.from_plist({"WFWorkflowActions": plist["actions"]})


def test_ids_of_parts_that_nothing_refers_to_are_said_in_a_word() -> None:
    code = sp.decompile(_workflow("ids_of_parts"), dialect="apple")
    assert re.findall(r"^ +# .*$", code, re.MULTILINE) == ["    # shortcuts_py: ids [0, 1]"]


def test_ids_that_are_kept_are_said_in_full() -> None:
    workflow = _workflow("ids_of_parts")
    code = sp.decompile(workflow, dialect="apple", keep_ids=True)
    again = sp.compile(code, dialect="apple")
    assert again.to_plist()["WFWorkflowActions"] == workflow.to_plist()["WFWorkflowActions"]


def test_an_id_on_two_parts_is_said_in_full() -> None:
    workflow = _workflow("ids_of_parts")
    block = next(one for one in workflow.walk() if isinstance(one, Block))
    first, second = block.branches
    first.uuid = second.uuid
    code = sp.decompile(workflow, dialect="apple")
    again = sp.compile(code, dialect="apple")
    assert "ids [" not in code
    assert sp.equivalent(again, workflow)


def test_without_its_comments_a_program_means_nearly_the_same() -> None:
    code = sp.decompile(_workflow("reference_where_text_is_usual"), dialect="apple")
    bare = re.sub(r"^ *# shortcuts_py: .*\n", "", code, flags=re.MULTILINE)
    url, wait = sp.compile(bare, dialect="apple").to_plist()["WFWorkflowActions"][1:]
    text = url["WFWorkflowActionParameters"]["WFURLActionURL"]
    assert text["WFSerializationType"] == "WFTextTokenString"
    assert wait["WFWorkflowActionParameters"]["WFDelayTime"]["Value"]["Type"] == "ActionOutput"
