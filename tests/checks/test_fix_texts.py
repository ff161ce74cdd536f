"""Texts with values at wrong places: what can be settled, and what cannot."""

from __future__ import annotations

from typing import Any

import pytest
from make_actions import action, file_of

from shortcuts_py.checks.files import check_plist, mend

MARK = "\ufffc"
TEA = "\U0001f375"  # two UTF-16 units


def text(string: str, ranges: list[str]) -> dict[str, Any]:
    """A text whose values are variables called by their numbers."""
    values = {
        key: {"Type": "Variable", "VariableName": str(number)} for number, key in enumerate(ranges)
    }
    return action(
        "alert",
        WFAlertActionTitle={
            "WFSerializationType": "WFTextTokenString",
            "Value": {"string": string, "attachmentsByRange": values},
        },
    )


def mended(string: str, ranges: list[str]) -> list[str] | None:
    """The ranges of the values in order, after mending; None where nothing was done."""
    plist, count = mend(file_of(text(string, ranges)))
    if not count:
        return None
    title = plist["WFWorkflowActions"][0]["WFWorkflowActionParameters"]["WFAlertActionTitle"]
    found = title["Value"]["attachmentsByRange"]
    by_value = {value["VariableName"]: key for key, value in found.items()}
    return [by_value[str(number)] for number in range(len(ranges))]


@pytest.mark.parametrize(
    ("string", "ranges", "right"),
    [
        pytest.param(f"a{MARK}", ["{7, 1}"], ["{1, 1}"], id="one value at a wrong place"),
        pytest.param(f"a{MARK}", ["{1,1}"], ["{1, 1}"], id="another spelling"),
        pytest.param(
            f"{MARK}a{MARK}", ["(0, 1)", "(2, 1)"], ["{0, 1}", "{2, 1}"], id="two spellings"
        ),
        pytest.param(
            f"{MARK}a{MARK}", ["{0, 1}", "{9, 1}"], ["{0, 1}", "{2, 1}"], id="the other is right"
        ),
        pytest.param(
            f"{MARK}a{MARK}", ["{9, 1}", "{0, 1}"], ["{2, 1}", "{0, 1}"], id="in any order"
        ),
        pytest.param(f"{TEA}{MARK}", ["{1, 1}"], ["{2, 1}"], id="counted in characters"),
        pytest.param(
            f"{TEA}{MARK}{MARK}", ["{1, 1}", "{2, 1}"], ["{2, 1}", "{3, 1}"],
            id="counted in characters, one at the place of another",
        ),
        pytest.param(
            f"a{MARK}b{MARK}", ["{5, 1}", "{9, 1}"], ["{1, 1}", "{3, 1}"], id="two, in order"
        ),
        pytest.param(f"a{MARK}b{MARK}", ["one", "two"], None, id="two without numbers"),
        pytest.param(f"a{MARK}", ["{1, 1}", "{5, 1}"], None, id="too many values"),
        pytest.param(f"a{MARK}b{MARK}", ["{1, 1}"], None, id="too few values"),
    ],
)  # fmt: skip
def test_ranges(string: str, ranges: list[str], right: list[str] | None) -> None:
    assert mended(string, ranges) == right
    codes = {one.code for one in check_plist(file_of(text(string, ranges)))}
    assert codes & {"text-range", "text-placeholder"}


def test_right_ranges_are_left() -> None:
    file = file_of(text(f"{TEA}{MARK} {MARK}", ["{2, 1}", "{4, 1}"]))
    assert {one.code for one in check_plist(file)} == {"variable-unset"}
    assert mend(file) == (file, 0)
