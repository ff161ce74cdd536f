"""`--target`: what a system does not have, as far as that is known."""

from __future__ import annotations

import pytest
from make_actions import action, file_of, part, reference

from shortcuts_py.checks.checking import rules_for
from shortcuts_py.checks.files import check_plist, mend
from shortcuts_py.checks.target import parse_target
from shortcuts_py.errors import ShortcutError

SUBJECT = {"Type": "Variable", "Variable": reference({"Type": "Clipboard"})}
ROWS = [
    {"WFCondition": 100, "WFInput": SUBJECT},
    {"WFCondition": 99, "WFInput": SUBJECT, "WFConditionalActionString": "tea"},
    {"WFCondition": 101, "WFInput": SUBJECT},
]


def several(prefix: int) -> dict[str, object]:
    return {
        "WFSerializationType": "WFContentPredicateTableTemplate",
        "Value": {
            "WFActionParameterFilterPrefix": prefix,
            "WFActionParameterFilterTemplates": ROWS,
            "WFContentPredicateBoundedDate": False,
        },
    }


def found(plist: dict[str, object], target: str) -> list[tuple[str, int | None]]:
    return [(one.code, one.action) for one in check_plist(plist, rules_for(target))]


@pytest.mark.parametrize(
    ("name", "platform", "year"),
    [
        ("ios16", "iOS", 16),
        ("iOS 18.4", "iOS", 18),
        ("macos13", "macOS", 16),
        ("macOS 26", "macOS", 26),
        ("ipados17", "iOS", 17),
        ("macOS", "macOS", 27),
        ("ios", "iOS", 27),
    ],
)
def test_targets(name: str, platform: str, year: int) -> None:
    assert parse_target(name)[1:] == (platform, year)


@pytest.mark.parametrize("name", ["", "ios19", "macos18", "windows11", "ios99", "ios 5"])
def test_no_targets(name: str) -> None:
    with pytest.raises(ShortcutError, match="no target"):
        parse_target(name)


def test_several_conditions_become_nested_ifs() -> None:
    show = action("alert", WFAlertActionTitle="Tea")
    file = file_of(
        part("conditional", 0, WFConditions=several(1)),
        show,
        part("conditional", 2, UUID="R"),
        WFWorkflowMinimumClientVersion=3010,
    )
    assert found(file, "ios17") == [("too-new", None), ("not-available", 0)]
    assert found(file, "ios18") == []
    mended, count = mend(file, rules_for("ios17"))
    assert count == 1
    assert found(mended, "ios17") == []
    parts = [one["WFWorkflowActionParameters"] for one in mended["WFWorkflowActions"]]
    modes = [one.get("WFControlFlowMode") for one in parts]
    assert modes == [0, 0, 0, None, 2, 2, 2]
    assert [one["WFCondition"] for one in parts[:3]] == [100, 99, 101]
    groups = [one.get("GroupingIdentifier") for one in parts]
    assert groups[:3] == groups[:3:-1]
    assert parts[6]["UUID"] == "R"
    assert mended["WFWorkflowMinimumClientVersion"] == 900


def test_where_any_condition_will_do_there_is_advice_only() -> None:
    file = file_of(part("conditional", 0, WFConditions=several(0)), part("conditional", 2))
    (problem,) = check_plist(file, rules_for("ios16"))
    assert "Set a variable" in problem.message
    assert problem.fixes == ()


def test_otherwise_if_came_with_27() -> None:
    test = {"WFCondition": 100, "WFInput": SUBJECT}
    file = file_of(
        part("conditional", 0, **test), part("conditional", 1, **test), part("conditional", 2)
    )
    assert found(file, "ios26") == [("not-available", 1)]
    assert found(file, "macos27") == []


def test_a_file_that_asks_for_a_newer_app() -> None:
    file = file_of(WFWorkflowMinimumClientVersion=3010)
    assert found(file, "ios17") == [("too-new", None)]
    assert found(file, "ios18") == []


def test_actions_that_came_later() -> None:
    """The catalogue's first source of the model action is that of OS 26."""
    file = file_of(action("askllm", WFLLMPrompt="Hello"))
    assert ("not-available", 0) in found(file, "ios18")
    assert ("not-available", 0) not in found(file, "ios26")


def test_what_nobody_knows_is_said() -> None:
    app = {"WFWorkflowActionIdentifier": "com.example.Tea", "WFWorkflowActionParameters": {}}
    assert ("availability-unknown", 0) in found(file_of(app), "ios18")


def test_actions_that_were_always_there() -> None:
    file = file_of(action("alert", WFAlertActionTitle="Tea"))
    for target in ("ios12", "ios16", "ios26", "macos12", "macos26"):
        assert found(file, target) == []
