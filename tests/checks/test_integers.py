"""Integers that no property list holds: what is refused in writing is said in checking."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import shortcuts_py as sp

LEAST, MOST = -(2**63), 2**64 - 1
NUMBERS = st.one_of(
    st.integers(LEAST - 2, LEAST + 2), st.integers(MOST - 2, MOST + 2), st.integers(-9, 9)
)


def places(what: str | bytes) -> list[tuple[object, ...]]:
    return [
        (one.line, one.column, one.action, one.parameter)
        for one in sp.check(what)
        if one.code == "integer-range"
    ]


def is_written(workflow: sp.Workflow, form: str) -> bool:
    try:
        sp.dumps(workflow, form)
    except sp.ShortcutError:
        return False
    return True


@pytest.mark.parametrize(
    ("code", "line", "column"),
    [
        ("pass\nwait(18446744073709551616)", 2, 6),
        ("wait(-9223372036854775809)", 1, 6),
        ('text("a", **{"Other": [1, 18446744073709551616]})', 1, 22),
        ('shortcut(color=18446744073709551616)\ntext("a")', 1, 1),
        ("is_workflow_actions_delay(WFDelayTime=18446744073709551616)", 1, 39),
        (f"wait(0x{'f' * 5000})", 1, 6),
    ],
)
def test_the_place_in_code(code: str, line: int, column: int) -> None:
    found = places(code)
    assert len(found) == 1
    assert found[0][0] == line
    assert column <= int(str(found[0][1])) <= column + 5
    workflow = sp.compile(code)
    assert not is_written(workflow, "binary")


def test_the_place_in_a_file() -> None:
    huge = 2**64
    plist: dict[str, Any] = {
        "WFWorkflowActions": [
            {
                "WFWorkflowActionIdentifier": "is.workflow.actions.delay",
                "WFWorkflowActionParameters": {"WFDelayTime": huge, "Other": [0, {"a": -huge}]},
                "Beside": [huge],
            },
            {"WFWorkflowActionIdentifier": "a.b.c", "WFWorkflowActionParameters": huge},
            huge,
        ],
        "WFWorkflowIcon": {"WFWorkflowIconStartColor": huge},
    }
    assert places(json.dumps(plist).encode()) == [
        (None, None, None, "WFWorkflowIcon.WFWorkflowIconStartColor"),
        (None, None, 0, "Beside[0]"),
        (None, None, 0, "WFDelayTime"),
        (None, None, 0, "Other[1].a"),
        (None, None, 1, "WFWorkflowActionParameters"),
        (None, None, 2, None),
    ]


@settings(max_examples=60, deadline=None)
@given(NUMBERS, st.sampled_from(("binary", "xml")))
def test_what_is_said_is_what_cannot_be_written(number: int, form: str) -> None:
    code = f'action("a.b.c", x={number})'
    assert (places(code) == []) == is_written(sp.compile(code), form)
