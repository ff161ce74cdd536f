"""The laws of transcripts over generated workflows, broken ones included.

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
from shortcuts_py.workbench.guesses import Guesses
from shortcuts_py.workbench.reader import read_any
from shortcuts_py.workbench.writer import decompile_workbench
from shortcuts_py.workflow.document import Workflow

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

LAWS = settings(
    max_examples=int(os.environ.get("SHORTCUTS_EXAMPLES", "40")),
    deadline=None,
    derandomize="SHORTCUTS_EXAMPLES" not in os.environ,
    database=None,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)


@LAWS
@given(strategies.workflows())
def test_reading_a_transcript_gives_the_workflow(plist: Any) -> None:
    original = copy.deepcopy(plist)
    workflow = Workflow.from_plist(plist)
    for keep_ids in (True, False):
        code = decompile_workbench(workflow, keep_ids=keep_ids)
        ast.parse(code, feature_version=(3, 10))
        code.encode("utf-8")
        guesses = Guesses()
        again = read_any(code, guesses).to_plist()
        assert guesses == []
        assert same(again, original) if keep_ids else sp.equivalent(again, original)
    assert same(plist, original), "printing changed what was given"
