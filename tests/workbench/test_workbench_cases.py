"""The dialect, and what the format notes demand for it, in pairs of files.

`fixtures/workbench/cases/<name>.py` is the text; `<name>.json` the actions that it has to
give, with ids as symbols ("$1"), and the guesses: line, kind, what was made of it, whether it
is a loss. A new pair of files is a new case.
"""

from __future__ import annotations

import ast
import contextlib
import json
from pathlib import Path

import pytest
from up_to_ids import difference_up_to_ids

import shortcuts_py as sp
from shortcuts_py.plist.json_form import unwrap
from shortcuts_py.workbench.guesses import Guesses
from shortcuts_py.workbench.reader import compile_workbench, read_any
from shortcuts_py.workbench.writer import decompile_workbench
from shortcuts_py.workflow.document import Workflow

CASES = Path(__file__).resolve().parents[2] / "fixtures" / "workbench" / "cases"
NAMES = sorted(path.stem for path in CASES.glob("*.py"))


def read(code: str) -> tuple[Workflow, Guesses]:
    guesses = Guesses()
    return read_any(code, guesses), guesses


def test_every_case_is_a_pair() -> None:
    assert len(NAMES) >= 25
    assert {path.stem for path in CASES.glob("*.json")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_reads_as_the_notes_demand(name: str) -> None:
    code = (CASES / f"{name}.py").read_text("utf-8")
    expected = unwrap(json.loads((CASES / f"{name}.json").read_text("utf-8")))
    workflow, guesses = read(code)
    where = difference_up_to_ids(expected["actions"], workflow.to_plist()["WFWorkflowActions"])
    assert where is None, where
    found = [[one.line, one.kind, one.made, one.lost] for one in guesses.in_order()]
    assert found == expected["guesses"]


@pytest.mark.parametrize("name", NAMES)
def test_what_was_read_can_be_printed(name: str) -> None:
    workflow, _ = read((CASES / f"{name}.py").read_text("utf-8"))
    assert sp.equivalent(sp.compile(sp.decompile(workflow)), workflow)
    for keep_ids in (False, True):
        code = decompile_workbench(workflow, keep_ids=keep_ids)
        ast.parse(code, feature_version=(3, 10))
        again, guesses = read(code)
        assert guesses == []
        assert sp.equivalent(again, workflow)
    assert again.to_plist() == workflow.to_plist()


def test_losses_are_errors_of_the_compiler() -> None:
    with pytest.raises(sp.CompileError) as caught:
        compile_workbench("is_workflow_actions_exit()\nraise SystemExit\n", "a.py")
    assert [(one.line, one.code) for one in caught.value.diagnostics] == [(2, "lost-text")]


def test_guesses_are_no_errors_of_the_compiler() -> None:
    workflow = compile_workbench("is_workflow_actions_count( Input=elsewhere)\n")
    assert [action.identifier for action in workflow.flat()] == ["is.workflow.actions.count"]


@pytest.mark.parametrize(
    "announcement",
    [
        "parameters [1]",
        'parameters {"put": 1}',
        "parameters {",
        "nonsense 1",
        "id 5",
        "shown []",
        "several 3",
        'several {"id": []}',
    ],
)
def test_announcements_that_mean_nothing_are_errors(announcement: str) -> None:
    code = "# shortcuts_py: workflow {}\nis_workflow_actions_exit()"
    code += f"  # shortcuts_py: {announcement}\n"
    with pytest.raises(sp.CompileError) as caught:
        compile_workbench(code)
    assert caught.value.diagnostics[0].code == "lost-text"
    assert caught.value.diagnostics[0].line == 2


@pytest.mark.parametrize(
    "heading",
    ["5", '{"set": 1}', '{"variables": {"a": 1}}', '{"outputs": {"a": "b"}}', '{"root": "x"}', "{"],
)
def test_headings_that_mean_nothing_are_errors(heading: str) -> None:
    with pytest.raises(sp.CompileError):
        compile_workbench(f"# shortcuts_py: workflow {heading}\nis_workflow_actions_exit()\n")


def test_deep_nesting_is_an_error_and_no_crash() -> None:
    for code in (
        "x = " + "(" * 5000 + "y" + ")" * 5000,
        "is_workflow_actions_url( A=" + "{'a': " * 3000 + "1" + "}" * 3000 + ")",
        "x = y" + ".Name" * 20000,
        "if " + "not " * 20000 + "x:\n    pass",
        "x = 0x" + "f" * 5000,
        "x = [0x" + "f" * 5000 + "]",
        "x = a" + " + a" * 5000,
    ):
        with contextlib.suppress(sp.ShortcutError):
            compile_workbench(code)
