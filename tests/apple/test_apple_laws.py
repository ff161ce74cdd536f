"""Laws of OS 27's own language over generated workflows and generated text.

`SHORTCUTS_EXAMPLES=20000` makes a long run of it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import strategies as shortcuts
from apple_grammar import violations
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import shortcuts_py as sp
from shortcuts_py.plist import same
from shortcuts_py.workflow.document import Workflow

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

EXAMPLES = int(os.environ.get("SHORTCUTS_EXAMPLES", "60"))
LAWS = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="SHORTCUTS_EXAMPLES" not in os.environ,
    database=None,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)
APPLE = Path(__file__).resolve().parents[2] / "fixtures" / "apple"
PROGRAMS = [path.read_text("utf-8") for path in sorted(APPLE.rglob("*.py"))]
PIECES = [
    "",
    "\n",
    "    ",
    "(",
    ")",
    "...",
    "x",
    "=",
    '"',
    "'''",
    'f"{',
    '}"',
    "\\",
    "\x00",
    "é",
    "\ud83d",
    "if x is None:\n",
    'case f"{x}":\n',
    "match shortcuts_builtin_choose():\n",
    "x.append(",
    "lambda: 0",
    "# shortcuts_py: workflow {}\n",
    "# shortcuts_py: workflow 5\n",
    "# shortcuts_py: action 5\n",
    '# shortcuts_py: parameters {"set": 5}\n',
    '# shortcuts_py: part {"part": 1}\n',
    "# shortcuts_py: parameters {\n",
]


@LAWS
@given(shortcuts.workflows())
def test_generated_workflows_come_back(plist: Any) -> None:
    workflow = Workflow.from_plist(plist)
    code = sp.decompile(workflow, dialect="apple")
    assert violations(code) == []
    again = sp.compile(code, dialect="apple")
    assert sp.equivalent(again, workflow)
    assert sp.decompile(again, dialect="apple") == code
    with_ids = sp.decompile(workflow, dialect="apple", keep_ids=True)
    assert same(sp.compile(with_ids, dialect="apple").to_plist(), workflow.to_plist())


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A program with a few pieces of it replaced."""
    code = draw(st.sampled_from(PROGRAMS))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(code)))
        end = draw(st.integers(start, min(len(code), start + 12)))
        code = code[:start] + draw(st.sampled_from(PIECES)) + code[end:]
    return code


@LAWS
@given(st.one_of(damaged(), st.text(), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_any_text_is_a_workflow_or_an_error(code: str) -> None:
    try:
        workflow = sp.compile(code, dialect="apple")
    except sp.CompileError as error:
        lines = code.count("\n") + code.count("\r") + 1
        for one in error.diagnostics:
            assert one.line is not None
            assert 1 <= one.line <= lines + 1
            assert one.message
        return
    printed = sp.decompile(workflow, dialect="apple")
    assert sp.equivalent(sp.compile(printed, dialect="apple"), workflow)
