"""The names of OS 27's language: all of them resolve, by every form that is read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from shortcuts_py.apple import names
from shortcuts_py.apple.nearest import (
    nearest_cases,
    nearest_keywords,
    nearest_tools,
    nearest_triggers,
)
from shortcuts_py.apple.parameters import Case
from shortcuts_py.apple.reader import read_program
from shortcuts_py.apple.snake import case_name, identifier, snake
from shortcuts_py.names import action_defs

ROOT = Path(__file__).parents[2]

Rows = dict[str, dict[str, Any]]


def table(name: str) -> dict[str, Rows]:
    found: dict[str, Rows] = json.loads((action_defs() / "names" / f"{name}.json").read_bytes())
    return found


@pytest.fixture(scope="module")
def tools() -> Rows:
    return table("apple_language")["tools"]


@pytest.fixture(scope="module")
def triggers() -> Rows:
    return table("apple_language")["triggers"]


def known(ident: str) -> names.Tool:
    found = names.tool(ident)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Get Contents of URL", "get_contents_of_url"),
        ("Get URLs from Input", "get_urls_from_input"),
        ("Base64 Encode", "base_64_encode"),
        ("Don\u2019t Repeat", "don_t_repeat"),
        ("WFAskLLM", "wfask_llm"),
        ("iPhone Model", "iphone_model"),
        ("iCloud Link", "icloud_link"),
        ("SiriPhonePunchoutIntent", "siriphone_punchout_intent"),
        ("iWork Files", "i_work_files"),
        ("TVRemote", "tv_remote"),
        ("UIRecording", "ui_recording"),
        ("Turkish (Türkiye)", "turkish_türkiye"),
        ("IPv6", "ipv_6"),
        ("+", ""),
        ("", ""),
    ],
)
def test_snake_case(title: str, expected: str) -> None:
    assert snake(title) == expected


def test_words_that_python_keeps_and_words_that_are_none() -> None:
    assert identifier("From") == "_from"
    assert identifier("24-Hour Time") is None
    assert identifier("+") is None
    assert case_name("10^x") is None
    assert case_name("Conversation") == "CONVERSATION"


def test_every_ending_is_the_title(tools: Rows, triggers: Rows) -> None:
    endings = [(row["name"], row["title"]) for row in tools.values() if "name" in row]
    assert len(endings) == 2528
    assert all(snake(title) == ending for ending, title in endings)
    assert len(triggers) == 42
    for ident, row in triggers.items():
        owner, variant = ident.split(".")[-2:]
        assert row["name"] == f"when_{snake(row['title'])}_{snake(variant) or owner.lower()}"


def test_every_named_action_resolves(tools: Rows) -> None:
    assert len(tools) == 2585
    named = shared = 0
    for ident, row in tools.items():
        if "name" not in row:
            assert known(ident).name is None
            continue
        named += 1
        for prefix in (row["prefix"], *row.get("also", ())):
            assert known(ident) in names.tools_named(f"{prefix}_{row['name']}")
        choice = names.resolve(f"{row['prefix']}_{row['name']}")
        assert choice is not None
        shared += bool(choice.others)
        assert known(ident) in (choice.tool, *choice.others)
    assert named == 2528
    assert shared >= 477


def test_every_trigger_resolves(triggers: Rows) -> None:
    assert len(names.triggers()) == 42
    for ident, row in triggers.items():
        found = names.trigger_named(row["name"])
        assert found is not None
        assert found.identifier == ident
        assert found is names.trigger(ident)


def test_every_keyword_resolves(tools: Rows, triggers: Rows) -> None:
    count = 0
    for ident in (*tools, *triggers):
        one = names.tool(ident) or names.trigger(ident)
        assert one is not None
        for key, parameter in one.parameters.items():
            for word in (parameter.word, key):
                if word:
                    assert key in one.keys(word)
            count += parameter.word is not None
            word = one.keyword(key)
            if (ident, key) != ("is.workflow.actions.input", "WFSelectMultiple"):
                assert word is not None
                assert one.keys(word) == (key,)
    assert count == 7638


def test_an_action_has_several_names() -> None:
    for name in (
        "calendar_find_calendar_events",
        "com_apple_ical_find_calendar_events",
        "com_apple_mobilecal_find_calendar_events",
        "com_apple_shortcuts_find_calendar_events",
    ):
        choice = names.resolve(name)
        assert choice is not None
        assert choice.tool.identifier == "is.workflow.actions.filter.calendarevents"
    assert names.resolve("com_apple_shortcuts_no_such_thing") is None
    assert names.resolve("text") is None


def test_shared_names_prefer_built_in_actions() -> None:
    choice = names.resolve("com_apple_shortcuts_open_app", ["app"])
    assert choice is not None
    assert choice.tool.identifier == "is.workflow.actions.openapp"
    by_name = names.tools_named("messages_send_message")
    assert [one.identifier for one in by_name] == [
        "is.workflow.actions.sendmessage",
        "com.apple.MobileSMS.SendMessageIntent",
        "com.apple.MobileSMS.INSendMessageIntent",
    ]


def test_keywords_decide_between_actions_of_one_name() -> None:
    name = "com_apple_app_kit_text_compose"
    some = names.resolve(name, ["app", "prompt", "external_provider_id"])
    assert some is not None
    assert some.tool.identifier == "com.apple.AppKit.WritingToolsPartnerIntent"
    assert some.others == ()
    any_of_them = names.resolve(name, ["app", "prompt"])
    assert any_of_them is not None
    assert len(any_of_them.others) == 1


def test_the_platform_decides_between_actions_of_one_name() -> None:
    found = {names.tools_named("photos_open_person", one)[0].identifier for one in ("i", "m")}
    assert found == {
        "com.apple.mobileslideshow.OpenPersonIntent",
        "com.apple.Photos.OpenPersonIntent",
    }


def test_names_to_print_lead_back(tools: Rows) -> None:
    silent = 0
    for ident in tools:
        printed = names.call_names(ident)
        silent += not printed
        for name in printed:
            choice = names.resolve(name)
            assert choice is not None
            assert choice.tool.identifier == ident
    assert silent < 310  # 57 without a name, and those whose names mean another action first
    assert names.call_names("com.apple.shortcuts.OpenAppIntent") == []
    assert names.call_names("is.workflow.actions.filter.reminders")[0] == "reminders_find_reminders"


def test_forms_of_a_keyword() -> None:
    calculate = known("is.workflow.actions.math")
    for word in ("number", "WFInput", "wfinput", "input"):
        assert calculate.keys(word) == ("WFInput",)
    assert calculate.keys("nothing_like_it") == ()
    assert known("is.workflow.actions.list").keys("WFItems") == ("WFItems",)
    # A key of other years, which is no parameter of OS 27.
    assert known("is.workflow.actions.gettext").keys("WFVariable") == ("WFVariable",)


def test_a_title_that_two_parameters_have() -> None:
    calculate = known("is.workflow.actions.math")
    assert calculate.keyword("WFMathOperand") == "math_operand"
    assert calculate.assign(["operand"]) == {"operand": "WFMathOperand"}
    taken = calculate.assign(["math_operand", "operand"])
    assert taken == {"math_operand": "WFMathOperand", "operand": "WFScientificMathOperand"}
    date = known("is.workflow.actions.date")
    assert date.assign(["date"], {"date": "Current Date"}) == {"date": "WFDateActionMode"}
    assert date.assign(["date"], {"date": "1 May"}) == {"date": "WFDateActionDate"}


def test_the_words_of_find_actions() -> None:
    find = known("is.workflow.actions.filter.reminders")
    assert [find.keys(word) for word in ("query", "sort_by", "limit", "get", "scope")] == [
        ("WFContentItemFilter",),
        ("WFContentItemSortProperty",),
        ("WFContentItemLimitNumber",),
        ("WFContentItemLimitNumber",),
        ("WFContentItemInputParameter",),
    ]
    assert find.keys("query_operator") == ("WFCompoundType",)
    assert find.keys("query_sort_order") == ("WFContentItemSortOrder",)
    assert find.parameters["WFContentItemSortProperty"].case("DUE_DATE") == Case(
        "Due Date", "Due Date", "DUE_DATE"
    )


def test_cases_by_id_title_and_name() -> None:
    operation = known("is.workflow.actions.math").parameters["WFScientificMathOperation"]
    assert operation.enumeration == "math_wfscientific_math_operation"
    for text in ("x^2", "X_2"):
        assert operation.case(text) == Case("x^2", "x^2", "X_2")
    assert operation.case_name("x^2") == "X_2"
    # Three of them are called X, of which none but the first can be said so.
    assert [operation.case_name(one) for one in ("√x", "∛x", "x!")] == ["X", None, None]
    assert operation.case_name("10^x") is None
    sort = known("is.workflow.actions.filter.reminders").parameters["WFContentItemSortProperty"]
    assert sort.case_name("Creation Date") == "DATE_CREATED"
    assert names.enumeration("downloadurl_wfhttpmethod")[1].id == "POST"
    assert names.enumeration("no_such_type") == ()


def test_nearest_names() -> None:
    assert nearest_tools("com_apple_shortcuts_show_alrt")[0] == "com_apple_shortcuts_show_alert"
    assert nearest_triggers("when_nfc_tag")[0] == "when_nfc_scan_tag"
    calculate = known("is.workflow.actions.math")
    assert nearest_keywords(calculate, "opertion")[0] == "operation"
    assert nearest_cases(calculate, "WFScientificMathOperation", "Modulo") == ("Modulus",)
    assert nearest_tools("show_alert")[0] == "com_apple_shortcuts_show_alert"
    assert nearest_tools("com_apple_shortcuts_show_result")[0] == "com_apple_shortcuts_show_content"
    assert nearest_tools("is_workflow_actions_alert")[0] == "com_apple_shortcuts_show_alert"
    assert nearest_tools("photos_open_persn")[0] == "photos_open_person"
    assert nearest_tools("com_apple_shortcuts_foo1") == ()
    assert nearest_tools("x" * 100_000) == ()


def test_asking_for_nearest_names_is_cheap() -> None:
    nearest_tools("com_apple_shortcuts_something")
    start = time.process_time()
    for number in range(200):
        nearest_tools(f"com_apple_shortcuts_get_thing_{number}")
    assert time.process_time() - start < 2


def test_the_table_of_facts_is_read_whole() -> None:
    """Where the fact table is at hand: everything in it comes out of our tables."""
    path = Path(os.environ.get("SHORTCUTS_FACTS", ROOT.parent / "shared" / "defs" / "facts"))
    if not (path / "python_names.json").is_file():
        pytest.skip("no fact table: neither SHORTCUTS_FACTS nor ../shared/defs/facts")
    facts = json.loads((path / "python_names.json").read_bytes())
    titled = cased = 0
    for ident, row in facts.items():
        if row["kind"] not in ("tool", "trigger"):
            continue
        one = names.tool(ident) or names.trigger(ident)
        assert one is not None
        assert one.name == row["python_name"]
        assert set(one.names) == {one.name, *row.get("python_names_alt_inferred", ())} - {None}
        assert set(one.parameters) == set(row["parameters"])
        for key, fact in row["parameters"].items():
            ours = one.parameters[key]
            if fact["keyword_source"] == "label":
                titled += fact["keyword"] in (snake(fact["label"]), identifier(fact["label"]))
            assert (ours.word, ours.title) == (fact["keyword"], fact["label"])
            assert (ours.type, ours.required) == (fact["python_type"], fact["required"])
            assert {word for word in fact["accepts"] if word.isidentifier()} <= set(ours.words)
            for case, wanted in zip(ours.cases, fact["cases"] or (), strict=True):
                assert (case.id, case.title) == (wanted["id"], wanted["title"])
                cased += wanted["title"] is not None
                if not wanted.get("not_identifier"):
                    assert case.name == wanted["python"]
    assert titled == 4248  # all whose word comes from the title
    assert cased == 8833


def test_the_parameters_of_apps_are_not_read_for_built_in_actions() -> None:
    code = (
        "from shortcuts_py.apple import names\n"
        "choice = names.resolve('com_apple_shortcuts_text', ['text'])\n"
        "assert choice.tool.keyword('WFTextActionText') == 'text'\n"
        "assert names._table.cache_info().currsize == 2\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_every_named_action_can_be_called(tools: Rows) -> None:
    """One program with a call of each action, with all of its keywords."""
    taken_otherwise = {"WFCompoundType", "WFContentItemFilter", "WFContentItemSortOrder"}
    calls: list[str] = []
    expected: list[tuple[str, set[str]]] = []
    for ident in tools:
        one = known(ident)
        keys = {key: one.keyword(key) for key in one.parameters if key not in taken_otherwise}
        keys.pop("WFVariableName", None)  # plain text, not a value
        words = {key: word for key, word in keys.items() if word is not None}
        if one.name is not None:
            arguments = ", ".join(f"{word}=input" for word in words.values())
            calls.append(f"    {one.name}({arguments})")
            expected.append((ident, set(words)))
    reading = read_program("def shortcut() -> None:\n" + "\n".join(calls))
    warned = {one.line for one in reading.warnings if one.code == "ambiguous-action"}
    actions = reading.workflow.to_plist()["WFWorkflowActions"]
    assert len(actions) == len(expected) == 2528
    exact = 0
    for line, (action, (ident, keys)) in enumerate(zip(actions, expected, strict=True), 2):
        if action["WFWorkflowActionIdentifier"] == ident:
            assert set(action["WFWorkflowActionParameters"]) == keys
            exact += 1
        else:
            # Another action of that name goes first, and the program is told so.
            assert line in warned
            assert known(ident) in names.tools_named(known(ident).names[0])
    assert exact >= 2300
