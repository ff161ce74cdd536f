"""The typed tree: reading, walking, searching, transforming, comparing, its JSON form."""

from __future__ import annotations

import copy
import dataclasses
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import shortcuts_py as sp
from shortcuts_py.plist import loads, same
from shortcuts_py.workflow.actions import Action, If, Menu, RepeatEach, UnknownAction
from shortcuts_py.workflow.document import Workflow

SHORTCUTS = Path(__file__).resolve().parents[2] / "fixtures" / "shortcuts"
FILES = sorted(path for path in SHORTCUTS.iterdir() if path.suffix != ".py")
IDS = [path.name for path in FILES]

CODE = """
name = ask_for_input("Name?")
if name == "Ada":
    for letter in name:
        show_content(letter)
else:
    match choose_from_menu("Who?"):
        case "Me":
            show_content("me")
        case "You":
            show_content("you")
"""


@pytest.fixture
def workflow() -> Workflow:
    return sp.compile(CODE)


def test_actions_are_nested_by_their_blocks(workflow: Workflow) -> None:
    ask, block = workflow.actions
    assert isinstance(ask, Action)
    assert ask.identifier == "is.workflow.actions.ask"
    assert ask.uuid
    assert "UUID" not in ask.parameters
    assert isinstance(block, If)
    then, otherwise = block.branches
    assert isinstance(then.body[0], RepeatEach)
    assert isinstance(otherwise.body[0], Menu)
    assert len(otherwise.body[0].branches) == 3  # the prompt, and two items


def test_walk_goes_in_the_order_of_the_file(workflow: Workflow) -> None:
    kinds = [type(node).__name__ for node in workflow.walk()]
    assert kinds == ["Action", "If", "RepeatEach", "Action", "Menu", "Action", "Action"]


def test_flat_lists_what_the_file_lists(workflow: Workflow) -> None:
    identifiers = [one.identifier for one in workflow.flat()]
    found = [one["WFWorkflowActionIdentifier"] for one in workflow.to_plist()["WFWorkflowActions"]]
    assert identifiers == found
    assert len(found) == 13


def test_find(workflow: Workflow) -> None:
    texts = [one.parameters["Text"] for one in workflow.find("is.workflow.actions.showresult")]
    assert len(texts) == 3
    assert texts[1:] == ["me", "you"]
    assert list(workflow.find("is.workflow.actions.vibrate")) == []


def test_transform_makes_a_new_workflow(workflow: Workflow) -> None:
    before = copy.deepcopy(workflow.to_plist())

    def louder(node: Any) -> Any:
        if isinstance(node, Action) and node.parameters.get("Text") == "me":
            return dataclasses.replace(node, parameters={"Text": "ME"})
        if isinstance(node, Action) and node.parameters.get("Text") == "you":
            return None
        if isinstance(node, RepeatEach):
            return [node, Action("is.workflow.actions.vibrate")]
        return node

    changed = workflow.transform(louder)
    assert workflow.to_plist() == before
    texts = [one.parameters["Text"] for one in changed.find("is.workflow.actions.showresult")]
    assert texts[1:] == ["ME"]
    assert len(list(changed.find("is.workflow.actions.vibrate"))) == 1
    assert len(list(changed.flat())) == 13


def test_a_new_workflow_has_the_keys_that_real_files_have() -> None:
    plist = Workflow().to_plist()
    assert plist["WFWorkflowActions"] == []
    assert plist["WFWorkflowMinimumClientVersion"] == 900
    assert plist["WFWorkflowMinimumClientVersionString"] == "900"
    assert type(plist["WFWorkflowHasOutputFallback"]) is bool
    assert "WFWorkflowName" not in plist


@pytest.mark.parametrize("value", [None, 5, "x", b"", [], {}, [5], [{"a": 1}], {"a": 1}])
def test_what_is_no_shortcut_is_refused(value: Any) -> None:
    with pytest.raises(sp.DecodeError):
        Workflow.from_plist(value)


def test_what_is_not_understood_is_carried() -> None:
    workflow = sp.load(SHORTCUTS / "actions_odd.shortcut")
    kinds = [type(node) for node in workflow.actions]
    assert kinds.count(UnknownAction) == 4
    assert sp.load(SHORTCUTS / "root_odd_values.shortcut").unknown["_private"] == "x"


def test_equivalent_is_equal_up_to_ids(workflow: Workflow) -> None:
    plist = workflow.to_plist()
    renamed = _renamed(plist, lambda one: one[::-1])
    assert not same(plist, renamed)
    assert sp.equivalent(workflow, Workflow.from_plist(renamed))
    assert sp.equivalent(plist, renamed)
    # One name for two ids, or two names for one, is another shortcut.
    assert not sp.equivalent(plist, _renamed(plist, lambda one: "same"))
    other = copy.deepcopy(plist)
    other["WFWorkflowActions"][0]["WFWorkflowActionParameters"]["UUID"] = "other"
    assert not sp.equivalent(plist, other)
    text = copy.deepcopy(plist)
    text["WFWorkflowMinimumClientVersion"] = 900.0
    assert not sp.equivalent(plist, text)


def _renamed(value: Any, name: Any) -> Any:
    if isinstance(value, list):
        return [_renamed(one, name) for one in value]
    if not isinstance(value, dict):
        return value
    ids = ("UUID", "OutputUUID", "GroupingIdentifier")
    return {
        key: name(one) if key in ids and isinstance(one, str) else _renamed(one, name)
        for key, one in value.items()
    }


# -- the JSON form and its schema -------------------------------------------------------


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft202012Validator:
    found = Workflow.model_json_schema()
    jsonschema.Draft202012Validator.check_schema(found)
    return jsonschema.Draft202012Validator(found)


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_the_json_form_comes_back_and_fits_its_schema(
    path: Path, schema: jsonschema.Draft202012Validator
) -> None:
    plist = loads(path.read_bytes())
    workflow = Workflow.from_plist(plist)
    if path.stem == "text_surrogates":
        with pytest.raises(sp.ShortcutError, match="surrogate"):
            workflow.model_dump_json()
        return
    text = workflow.model_dump_json()
    again = Workflow.model_validate_json(text)
    assert same(again.to_plist(), plist)
    assert same(Workflow.model_validate(workflow.model_dump()).to_plist(), plist)
    assert next(schema.iter_errors(json.loads(text)), None) is None


@pytest.mark.parametrize(
    "text",
    ["", "5", "[]", '{"actions": 5}', '{"actions": [{"type": "nonsense"}]}', '{"unheard_of": 1}'],
)
def test_json_that_does_not_fit_is_refused(text: str) -> None:
    with pytest.raises(sp.ShortcutError):
        Workflow.model_validate_json(text)
