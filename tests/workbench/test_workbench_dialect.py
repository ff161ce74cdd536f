"""The dialect through the commands, telling it from the others, and what reading it costs."""

from __future__ import annotations

import ast
import json
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

import shortcuts_py as sp
from shortcuts_py.commands.py2shortcut import main as py2shortcut
from shortcuts_py.commands.shortcut2py import main as shortcut2py
from shortcuts_py.dialects import find_problem, recognise
from shortcuts_py.workbench.guesses import Guesses
from shortcuts_py.workbench.reader import read_any
from shortcuts_py.workbench.writer import decompile_workbench

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
SHORTCUT = FIXTURES / "shortcuts" / "conditions.shortcut"


def test_both_commands(tmp_path: Path) -> None:
    code, back = tmp_path / "a.py", tmp_path / "a.shortcut"
    result = CliRunner().invoke(
        shortcut2py, [str(SHORTCUT), "--dialect", "workflowbench", "-o", str(code)]
    )
    assert result.exit_code == 0
    assert "exact up to ids" in result.stderr
    result = CliRunner().invoke(py2shortcut, [str(code), "-o", str(back)])
    assert result.exit_code == 0, result.stderr
    assert sp.equivalent(sp.load(back), sp.load(SHORTCUT))


def test_ids_are_kept(tmp_path: Path) -> None:
    code, back = tmp_path / "a.py", tmp_path / "a.shortcut"
    arguments = [str(SHORTCUT), "--dialect", "workflowbench", "--keep-ids", "-o", str(code)]
    assert CliRunner().invoke(shortcut2py, arguments).exit_code == 0
    assert CliRunner().invoke(py2shortcut, [str(code), "-o", str(back)]).exit_code == 0
    assert sp.load(back).to_plist() == sp.load(SHORTCUT).to_plist()


def test_the_proof_finds_what_is_not_exact() -> None:
    workflow = sp.load(SHORTCUT)
    code = decompile_workbench(workflow)
    assert find_problem(workflow, code, "workflowbench") is None
    lines = code.split("\n")
    damaged = "\n".join([*lines[:1], "is_workflow_actions_exit()", *lines[1:]])
    assert find_problem(workflow, damaged, "workflowbench") is not None
    assert find_problem(workflow, f"{code}raise\n", "workflowbench") is not None


@pytest.mark.parametrize("path", sorted((FIXTURES / "workbench" / "cases").glob("*.py")))
def test_cases_with_a_call_or_a_block_are_recognised(path: Path) -> None:
    code = path.read_text("utf-8")
    if "( " in code or "match input(" in code or "for Repeat_Index" in code:
        assert recognise(code) == "workflowbench"


@pytest.mark.parametrize("folder", ["cases", "errors", "shortcuts"])
def test_native_code_is_not(folder: str) -> None:
    paths = sorted((FIXTURES / folder).glob("*.py"))
    assert len(paths) >= 30
    assert {recognise(path.read_text("utf-8")) for path in paths} == {"native"}


def test_every_native_fixture_can_be_transcribed() -> None:
    for path in sorted((FIXTURES / "shortcuts").iterdir()):
        if path.suffix == ".py":
            continue
        workflow = sp.load(path)
        for keep_ids in (False, True):
            code = decompile_workbench(workflow, keep_ids=keep_ids)
            ast.parse(code, feature_version=(3, 10))
            assert find_problem(workflow, code, "workflowbench", keep_ids) is None, path.name


def test_item_types_and_whole_strings_are_in_the_code() -> None:
    text = "x" * 1000
    items = [
        {"WFItemType": 3, "WFKey": _text("n"), "WFValue": _text("5")},
        {"WFItemType": 0, "WFKey": _text("t"), "WFValue": _text(text)},
    ]
    field = {
        "WFSerializationType": "WFDictionaryFieldValue",
        "Value": {"WFDictionaryFieldValueItems": items},
    }
    workflow = sp.Workflow.from_plist(
        [
            {
                "WFWorkflowActionIdentifier": "is.workflow.actions.dictionary",
                "WFWorkflowActionParameters": {"WFItems": field, "UUID": "A"},
            }
        ]
    )
    code = decompile_workbench(workflow)
    assert code.split("\n")[1] == f"dictionary = {{'''n''': 5, '''t''': '''{text}'''}}"


def _text(text: str) -> dict[str, object]:
    return {"WFSerializationType": "WFTextTokenString", "Value": {"string": text}}


def _part(mode: int, **parameters: object) -> dict[str, object]:
    group = {"GroupingIdentifier": "G", "WFControlFlowMode": mode}
    return _action("conditional", **{**group, **parameters})


def _action(name: str, **parameters: object) -> dict[str, object]:
    return {
        "WFWorkflowActionIdentifier": f"is.workflow.actions.{name}",
        "WFWorkflowActionParameters": parameters,
    }


def test_nothing_beside_a_comment_is_no_empty_body() -> None:
    actions = [
        _part(0, WFCondition=100),
        _action("comment", WFCommentActionText="later"),
        _action("nothing"),
        _part(2),
    ]
    workflow = sp.Workflow.from_plist(actions)
    code = decompile_workbench(workflow)
    assert "is_workflow_actions_nothing()" in code
    assert code.count("shortcuts_py:") == 1
    assert find_problem(workflow, code, "workflowbench") is None


@pytest.mark.parametrize("inner", ["nothing", "conditional"])
def test_an_action_announced_as_a_whole_refers_to_the_output_that_it_means(inner: str) -> None:
    output = {"Type": "ActionOutput", "OutputUUID": "A", "OutputName": "Text"}
    value = {"WFSerializationType": "WFTextTokenAttachment", "Value": output}
    made = _action("gettext", WFTextActionText="a", UUID="A")
    parts = {"GroupingIdentifier": "J", "WFControlFlowMode": 2} if inner == "conditional" else {}
    odd = {**_action(inner, **parts), "UUID": ""}
    stray = _action("conditional", GroupingIdentifier="H", WFControlFlowMode=2, WFInput=value)
    workflow = sp.Workflow.from_plist([_part(0, WFCondition=100), made, odd, _part(2), stray])
    assert find_problem(workflow, decompile_workbench(workflow), "workflowbench") is None


def test_a_body_of_announcements_is_python() -> None:
    stray = _action("conditional", GroupingIdentifier="H", WFControlFlowMode=2)
    workflow = sp.Workflow.from_plist([_part(0, WFCondition=100), stray, _part(2)])
    code = decompile_workbench(workflow)
    ast.parse(code)
    assert code.count("# shortcuts_py: action") == 1
    assert find_problem(workflow, code, "workflowbench") is None


_LINES = """\
# Asks for a name.
name{0} = input('''Name?''')
# Downloads the page.
page{0} = is_workflow_actions_downloadurl( Show-WFURL=True, WFURL=f'''https://a.b/{{name{0}}}''')
# Opens the app.
is_workflow_actions_openapp( WFSelectedApp={{"BundleIdentifier": com.apple.notes, "Name": Notes}})
# Checks the page.
if page{0}.File Size > '''5''':
    # Sets a variable.
    Page{0} = page{0}
    # Shows it.
    is_workflow_actions_showresult( Text='''{{page{0}}}''')
"""
_SOUND = _LINES.replace("Show-", "Show_").replace("File Size", "File_Size")
_SOUND = _SOUND.replace("com.apple.notes", "'''com.apple.notes'''").replace("Notes}", "'''N'''}")


def _seconds(what: object) -> float:
    best = 1e9
    for _ in range(2):
        start = time.perf_counter()
        what()  # type: ignore[operator]
        best = min(best, time.perf_counter() - start)
    return best


def _read(code: str) -> int:
    guesses = Guesses()
    read_any(code, guesses)
    return len(guesses)


def test_cost_is_linear() -> None:
    small = "".join(_LINES.format(n) for n in range(50))
    large = "".join(_LINES.format(n) for n in range(400))
    assert _read(small) >= 50
    assert _seconds(lambda: _read(large)) <= 24 * _seconds(lambda: _read(small))


def test_sound_lines_cost_little_more_than_parsing_them() -> None:
    sound = "".join(_SOUND.format(n) for n in range(200))
    parsing = _seconds(lambda: ast.parse(sound))
    # A bound against accidents; `benchmarks` measures, on a quiet machine.
    assert _seconds(lambda: _read(sound)) <= 12 * parsing


def test_nothing_heavy_is_loaded() -> None:
    import subprocess
    import sys

    code = (
        "import sys, shortcuts_py as sp;"
        "w = sp.compile('x = is_workflow_actions_url( WFURL=1)\\n');"
        "sp.decompile(w);"
        "print(json_ := [m for m in ('pydantic', 'libcst', 'rich', 'click') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []
