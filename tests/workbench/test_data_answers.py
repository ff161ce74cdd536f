"""Answers that are a shortcut's data, or hold code as data."""

from __future__ import annotations

import json

import pytest

import shortcuts_py as sp

TEXT, SHOW = "is.workflow.actions.gettext", "is.workflow.actions.showresult"
CODE = (
    "page = is_workflow_actions_getclipboard()\nis_workflow_actions_showresult( Text=f'''{page}''')"
)


def identifiers(repaired: sp.Repair) -> list[str]:
    return [getattr(one, "identifier", "") for one in repaired.workflow.flat()]


def test_a_file_as_json_is_that_file() -> None:
    workflow = sp.compile('shortcut()\nshow_content("a")\n')
    for answer in (
        sp.dumps(workflow, format="json").decode(),
        workflow.model_dump_json(indent=1),
        sp.dumps(workflow, format="xml").decode(),
        f"Here it is:\n```json\n{workflow.model_dump_json()}\n```\nEnjoy!",
    ):
        repaired = sp.repair(answer)
        assert repaired.workflow.to_plist() == workflow.to_plist()
        assert repaired.dialect == "json"
        assert "data-answer" in [one.kind for one in repaired.guesses]


@pytest.mark.parametrize("names", [("identifier", "parameters"), ("action", "parameters")])
def test_a_list_of_actions_is_a_new_shortcut(names: tuple[str, str]) -> None:
    actions = [
        {names[0]: TEXT, names[1]: {"WFTextActionText": "a"}},
        {names[0]: SHOW, names[1]: {"Text": "b"}},
    ]
    repaired = sp.repair(json.dumps({"name": "A", "actions": actions}))
    assert identifiers(repaired) == [TEXT, SHOW]
    assert repaired.workflow.icon is not None
    assert sp.equivalent(sp.compile(repaired.source), repaired.workflow)


def test_code_in_a_member_is_read() -> None:
    repaired = sp.repair(json.dumps({"explanation": "It shows.", "code": CODE}))
    assert sp.equivalent(repaired.workflow, sp.repair(CODE).workflow)
    assert [one.kind for one in repaired.guesses] == ["data-answer"]


def test_a_dictionary_is_still_a_dictionary() -> None:
    repaired = sp.repair('is_workflow_actions_showresult( Text="a")\nx = {"a": 1}')
    assert identifiers(repaired) == [SHOW, "is.workflow.actions.dictionary"]
    with pytest.raises(sp.ShortcutError):
        sp.repair("[" * 3000)


def test_a_transcript_is_recognised_whatever_it_holds() -> None:
    for code in (
        "# shortcuts_py: workflow {}\n",
        "# shortcuts_py: workflow {}\norg_example_app_PasteIntent()\n",
    ):
        repaired = sp.repair(code)
        assert (repaired.dialect, repaired.guesses) == ("workflowbench", [])
