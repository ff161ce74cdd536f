"""The laws of the language over generated workflows, broken ones included.

`SHORTCUTS_EXAMPLES=20000` makes a long run of it.
"""

from __future__ import annotations

import ast
import copy
import os
from typing import Any

import pytest
import strategies
from hypothesis import HealthCheck, Phase, given, settings

import shortcuts_py as sp
from shortcuts_py.plist import same
from shortcuts_py.workflow.document import Workflow

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

EXAMPLES = int(os.environ.get("SHORTCUTS_EXAMPLES", "150"))

settings.register_profile(
    "laws",
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="SHORTCUTS_EXAMPLES" not in os.environ,
    database=None,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)
LAWS = settings.get_profile("laws")


def _hold(plist: Any) -> None:
    """Every law, for one property list."""
    original = copy.deepcopy(plist)
    workflow = Workflow.from_plist(plist)
    assert same(workflow.to_plist(), original)
    for keep_ids in (True, False):
        code = sp.decompile(workflow, keep_ids=keep_ids)
        ast.parse(code, feature_version=(3, 10))
        compile(code, "<law>", "exec", dont_inherit=True)
        again = sp.compile(code)
        if keep_ids:
            assert same(again.to_plist(), original)
        else:
            assert sp.equivalent(again, original)
        assert sp.decompile(again, keep_ids=keep_ids) == code
    assert same(plist, original), "reading or printing changed what was given"


@LAWS
@given(strategies.workflows())
def test_generated_workflows_come_back(plist: Any) -> None:
    _hold(plist)


@LAWS
@given(strategies.values)
def test_any_value_comes_back_in_any_slot(value: Any) -> None:
    """One value as text, as a variable's input, as an operand, in a dictionary, unknown."""

    def action(identifier: str, **parameters: Any) -> dict[str, Any]:
        return {
            "WFWorkflowActionIdentifier": strategies.PREFIX + identifier,
            "WFWorkflowActionParameters": parameters,
        }

    group = {"GroupingIdentifier": "A", "WFControlFlowMode": 0}
    end = {"GroupingIdentifier": "A", "WFControlFlowMode": 2}
    _hold(
        {
            "WFWorkflowActions": [
                action("gettext", WFTextActionText=value, UUID="1"),
                action("setvariable", WFVariableName="x", WFInput=value),
                action("notification", WFInput=value, WFNotificationActionBody=value),
                action("conditional", WFInput=value, WFCondition=4, WFNumberValue=value, **group),
                action("list", WFItems=[value, {"WFItemType": 0, "WFValue": value}]),
                action("conditional", **end),
                action("repeat.each", WFInput=value, **group),
                action("choosefrommenu", WFMenuItems=[value], **group),
                action("choosefrommenu", **end),
                action("repeat.each", **end),
                action("nowhere.known", Something=value),
            ]
        }
    )
