"""Files that nobody wrote by hand: no check fails, mending comes to an end, cost is linear."""

from __future__ import annotations

import time
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from make_actions import action, file_of, output, part, variable

from shortcuts_py.checks.checking import check_bytes, rules_for
from shortcuts_py.checks.files import check_plist, mend
from shortcuts_py.diagnostics.codes import CODES
from shortcuts_py.plist.compare import same
from shortcuts_py.plist.write import dumps
from shortcuts_py.workflow.actions import CHOOSE_FROM_MENU, CONDITIONAL, REPEAT_COUNT, REPEAT_EACH
from shortcuts_py.workflow.document import Workflow

KEYS = st.sampled_from(
    [
        "UUID", "GroupingIdentifier", "WFControlFlowMode", "WFInput", "WFCondition",
        "WFConditions", "WFMenuItems", "WFMenuItemTitle", "WFMenuItemAttributedTitle",
        "WFSerializationType", "Value", "Type", "Variable", "VariableName", "OutputUUID",
        "OutputName", "attachmentsByRange", "string", "{0, 1}", "WFItemType", "WFValue", "WFKey",
        "WFDictionaryFieldValueItems", "WFActionParameterFilterTemplates", "Operator", "Values",
        "Unit", "Magnitude", "Aggrandizements", "WFVariableName", "WFMathOperation", "WFWorkflow",
        "WFActionParameterFilterPrefix", "isSelf",
    ]
)  # fmt: skip
SCALARS = st.one_of(
    st.integers(-2, 6),
    st.booleans(),
    st.sampled_from(
        [
            "", "A", "B", "a\ufffc", "Repeat Item", "Variable", "ActionOutput", "Equals", "*",
            "WFTextTokenString", "WFTextTokenAttachment", "WFDictionaryFieldValue", "2",
            "WFContentPredicateTableTemplate", "WFQuantityFieldValue", 1.5, b"",
        ]
    ),
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)
IDENTIFIERS = st.sampled_from(
    [
        CONDITIONAL, CHOOSE_FROM_MENU, REPEAT_COUNT, REPEAT_EACH, "is.workflow.actions.math",
        "is.workflow.actions.setvariable", "is.workflow.actions.exit", "com.example.Tea", 5,
        "is.workflow.actions.runworkflow",
    ]
)  # fmt: skip
PARTS = st.builds(
    lambda identifier, group, mode, rest: {
        "WFWorkflowActionIdentifier": identifier,
        "WFWorkflowActionParameters": {
            **rest,
            "GroupingIdentifier": group,
            "WFControlFlowMode": mode,
        },
    },
    IDENTIFIERS,
    st.sampled_from(["A", "B", "C"]),
    st.sampled_from([0, 1, 2, "2", 7]),
    st.dictionaries(KEYS, VALUES, max_size=3),
)
ACTIONS = PARTS | st.builds(
    lambda identifier, parameters, beside: {
        **beside,
        "WFWorkflowActionIdentifier": identifier,
        "WFWorkflowActionParameters": parameters,
    },
    IDENTIFIERS,
    st.dictionaries(KEYS, VALUES, max_size=4) | VALUES,
    st.dictionaries(KEYS, VALUES, max_size=1),
)
ROOT_KEYS = st.sampled_from([field.key for field in Workflow.FIELDS])
FILES = st.builds(
    lambda actions, keys: {**keys, "WFWorkflowActions": actions},
    st.lists(ACTIONS | VALUES, max_size=8),
    st.dictionaries(ROOT_KEYS, VALUES, max_size=3),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FILES)
def test_any_file_is_checked_and_mending_comes_to_an_end(plist: dict[str, Any]) -> None:
    for one in check_plist(plist, rules_for("ios16")):
        assert one.severity == CODES[one.code].severity
        assert one.action is None or 0 <= one.action < len(plist["WFWorkflowActions"])
    mended, _ = mend(plist)
    again, count = mend(mended)
    assert count == 0
    assert same(again, mended)


def seconds(plist: dict[str, Any]) -> float:
    """Time of this process, so that a busy machine does not count."""
    best = 1000.0
    for _ in range(3):
        start = time.process_time()
        check_plist(plist)
        best = min(best, time.process_time() - start)
    return best


def test_cost_is_linear() -> None:
    """Eight times the actions cost about eight times the time; squares would be 64 times."""

    def starts(count: int) -> list[Any]:
        return [part("conditional", 0, "A") for _ in range(count)]

    def nested(count: int) -> list[Any]:
        opened = [part("repeat.count", 0, str(n), WFRepeatCount=2) for n in range(count)]
        closed = [part("repeat.count", 2, str(n)) for n in reversed(range(count))]
        return [*opened, action("gettext", WFTextActionText="a", UUID="X"), *closed]

    def dangling(count: int) -> list[Any]:
        return [action("previewdocument", WFInput=output(f"ID{n}")) for n in range(count)]

    def unset(count: int) -> list[Any]:
        return [action("previewdocument", WFInput=variable(f"name {n}")) for n in range(count)]

    def menus(count: int) -> list[Any]:
        items = [str(n) for n in range(count)]
        cases = [part("choosefrommenu", 1, "A", WFMenuItemTitle=one) for one in items]
        uses = [action("previewdocument", WFInput=output("X")) for _ in items]
        start = part("choosefrommenu", 0, "A", WFMenuItems=items)
        text = action("gettext", WFTextActionText="a", UUID="X")
        inside = [one for pair in zip(cases, uses, strict=True) for one in pair]
        return [start, *inside[:-1], text, inside[-1], part("choosefrommenu", 2, "A")]

    def middles(count: int) -> list[Any]:
        inside = [part("conditional", 1, "A") for _ in range(count)]
        return [part("conditional", 0, "A"), *inside, part("conditional", 2, "A")]

    def early(count: int) -> list[Any]:
        reads = [action("previewdocument", WFInput=variable(str(n))) for n in range(count)]
        sets = [action("setvariable", WFVariableName=str(n)) for n in range(count)]
        blocks = nested(count)
        return [*blocks[:count], *reads, *blocks[count + 1 :], *sets]

    for make in (starts, nested, dangling, unset, menus, middles, early):
        small = max(seconds(file_of(*make(100))), 0.002)
        assert seconds(file_of(*make(800))) < 32 * small, make.__name__


def test_deep_values_are_an_error_of_the_file() -> None:
    value: Any = "a"
    for _ in range(2000):
        value = [value]
    data = b"[" * 100_000
    assert [one.code for one in check_bytes(data, "a.json")] == ["unreadable"]
    assert check_bytes(dumps(file_of(), "binary")[:-5], "a.shortcut")[0].code == "unreadable"
