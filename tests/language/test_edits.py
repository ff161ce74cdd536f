"""Editing one line of code, ids kept, changes only the actions of that line.

Three edits that people make, at every place of every file: another text in a literal, a new
line, a line less. `SHORTCUTS_ALL=1` does the same over the real corpus.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from corpus_files import corpus_sample

import shortcuts_py as sp
from shortcuts_py.plist import same
from shortcuts_py.workflow.document import Workflow

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
# A file that is one action has no room for a second.
SHORTCUTS = sorted(
    path
    for path in (FIXTURES / "shortcuts").iterdir()
    if path.suffix != ".py" and path.stem != "root_action"
)
CASES = sorted((FIXTURES / "cases").glob("*.py"))
NEW = 'show_content("a new line")'
ADDED = {
    "WFWorkflowActionIdentifier": "is.workflow.actions.showresult",
    "WFWorkflowActionParameters": {"Text": "a new line"},
}

# Lines that are no actions of their own, or whose change changes the root.
_NO_ACTIONS = frozenset({"shortcut", "variable", "variables", "app", "import_question", "part"})


# References show the output by these, and follow them: the display changes with the line.
_NAMING = frozenset({None, "output_name", "detail"})


def _statements(body: list[ast.stmt]) -> Iterator[tuple[list[ast.stmt], int]]:
    """Every statement, as a body and the place in it."""
    for index, statement in enumerate(body):
        yield body, index
        for name in ("body", "orelse"):
            yield from _statements(getattr(statement, name, []))
        for case in getattr(statement, "cases", []):
            yield from _statements(case.body)


def _call_name(statement: ast.stmt) -> str | None:
    value = getattr(statement, "value", None)
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        return value.func.id
    return None


def _takes_result(statement: ast.stmt) -> bool:
    """Whether a statement has to stand right behind a block: `x = if_result()`."""
    words = {"if_result", "menu_result", "repeat_results"}
    if not isinstance(statement, ast.Expr | ast.Assign):
        return False
    return any(isinstance(one, ast.Name) and one.id in words for one in ast.walk(statement))


def _text_edits(code: str) -> Iterator[str]:
    """The code with one plain string changed, for each that is the value of a parameter."""
    lines = code.split("\n")
    for body, index in _statements(ast.parse(code).body):
        statement = body[index]
        if not isinstance(statement, ast.Expr | ast.Assign) or _call_name(statement) in _NO_ACTIONS:
            continue
        call = statement.value
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
            continue
        if call.func.id in ("action", "raw", "output", "settings_get_device_details"):
            continue
        given = [one.value for one in call.keywords if one.arg not in _NAMING]
        for value in (*call.args, *given):
            if not isinstance(value, ast.Constant) or type(value.value) is not str:
                continue
            if value.lineno != value.end_lineno or not lines[value.lineno - 1].isascii():
                continue
            line = lines[value.lineno - 1]
            edited = f'{line[: value.col_offset]}"edited"{line[value.end_col_offset :]}'
            yield "\n".join([*lines[: value.lineno - 1], edited, *lines[value.lineno :]])


def _insertions(code: str) -> Iterator[str]:
    """The code with a new line in front of each statement but results and questions."""
    lines = code.split("\n")
    for body, index in _statements(ast.parse(code).body):
        statement = body[index]
        name = _call_name(statement)
        if name in _NO_ACTIONS or _takes_result(statement):
            continue
        if isinstance(statement, ast.ImportFrom) or _is_elif(lines, statement):
            continue
        if index and _call_name(body[index - 1]) in ("import_question", "part"):
            continue
        new = " " * statement.col_offset + NEW
        place = statement.lineno - 1
        yield "\n".join([*lines[:place], new, *lines[place:]])


def _is_elif(lines: list[str], statement: ast.stmt) -> bool:
    return lines[statement.lineno - 1].lstrip().startswith("elif")


def _deletions(code: str) -> Iterator[str]:
    """The code without one plain call line that is not the only one of its body."""
    lines = code.split("\n")
    for body, index in _statements(ast.parse(code).body):
        statement = body[index]
        name = _call_name(statement)
        if not isinstance(statement, ast.Expr) or name is None or len(body) == 1:
            continue
        if name in _NO_ACTIONS or _takes_result(statement):
            continue
        if index and _call_name(body[index - 1]) == "import_question":
            continue
        before, after = lines[statement.lineno - 2], lines[statement.end_lineno :][:1]
        if _is_comment(before) and after and _is_comment(after[0]):
            continue  # lines of comments that meet are one comment
        yield "\n".join([*lines[: statement.lineno - 1], *lines[statement.end_lineno :]])


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _root(plist: Any) -> Any:
    """The dictionary at the root, also of a list with one and of a bare list of actions."""
    if isinstance(plist, dict):
        return plist
    if "WFWorkflowActions" in plist[0]:
        return plist[0]
    return {"WFWorkflowActions": plist}


def _actions(plist: Any) -> list[Any]:
    return list(_root(plist).get("WFWorkflowActions", ()))


def _difference(before: list[Any], after: list[Any]) -> tuple[list[Any], list[Any]]:
    """What is between the common start and the common end."""
    start = 0
    while start < min(len(before), len(after)) and same(before[start], after[start]):
        start += 1
    end = 0
    most = min(len(before), len(after)) - start
    while end < most and same(before[-1 - end], after[-1 - end]):
        end += 1
    return before[start : len(before) - end], after[start : len(after) - end]


def _rest(plist: Any) -> Any:
    """The root without actions, and without what counts or sums them up."""
    found = {key: value for key, value in _root(plist).items() if key != "WFWorkflowActions"}
    questions = found.get("WFWorkflowImportQuestions")
    if isinstance(questions, list):
        found["WFWorkflowImportQuestions"] = [
            {key: value for key, value in one.items() if key != "ActionIndex"}
            if isinstance(one, dict)
            else one
            for one in questions
        ]
    return found


def _text_changes_one_action(before: list[Any], after: list[Any]) -> None:
    assert len(before) == len(after) == 1
    left, right = before[0], after[0]
    assert left["WFWorkflowActionIdentifier"] == right["WFWorkflowActionIdentifier"]
    old, new = left["WFWorkflowActionParameters"], right["WFWorkflowActionParameters"]
    changed = [key for key in {*old, *new} if not same(old.get(key), new.get(key))]
    assert len(changed) == 1
    assert "UUID" not in changed


def _line_adds_one_action(before: list[Any], after: list[Any]) -> None:
    # Where equal actions lie side by side, the new one is one of them.
    assert before == []
    assert after == [ADDED]


def _deletion_takes_one_action(before: list[Any], after: list[Any]) -> None:
    assert after == []
    assert len(before) == 1


def test_a_file_of_one_action_takes_no_second_silently() -> None:
    code = 'shortcut(root="action")\nshow_content("a")\n'
    try:
        plist = sp.compile(f'{code}show_content("b")\n').to_plist()
    except sp.ShortcutError:
        return
    assert "'a'" in repr(plist)
    assert "'b'" in repr(plist)


def test_a_file_of_one_action_without_it_is_refused() -> None:
    with pytest.raises(sp.ShortcutError):
        sp.compile('shortcut(root="action")\n').to_plist()


Check = Callable[[list[Any], list[Any]], None]
EDITS: dict[str, tuple[Callable[[str], Iterator[str]], Check]] = {
    "text": (_text_edits, _text_changes_one_action),
    "insert": (_insertions, _line_adds_one_action),
    "delete": (_deletions, _deletion_takes_one_action),
}


def _check(workflow: Workflow, edit: str, most: int) -> int:
    """Make up to `most` edits, spread over the file; how many."""
    code = sp.decompile(workflow, keep_ids=True)
    plist = sp.compile(code).to_plist()
    edits, check = EDITS[edit]
    edited = list(edits(code))
    step = max(1, len(edited) // most)
    for one in edited[::step]:
        found = sp.compile(one).to_plist()
        before, after = _difference(_actions(plist), _actions(found))
        if not before and not after:
            continue  # the text was "edited" already
        check(before, after)
        assert same(_rest(plist), _rest(found)) or edit == "delete"
    return len(edited)


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("path", SHORTCUTS, ids=lambda path: path.name)
def test_fixtures(path: Path, edit: str) -> None:
    _check(sp.load(path), edit, 12)


@pytest.mark.parametrize("edit", EDITS)
def test_cases(edit: str) -> None:
    count = 0
    for path in CASES:
        try:
            workflow = sp.compile(path.read_text("utf-8"))
        except sp.CompileError:
            continue  # test_cases.py says so
        count += _check(workflow, edit, 5)
    assert count > 100


@pytest.mark.skipif(not os.environ.get("SHORTCUTS_ALL"), reason="the long run: SHORTCUTS_ALL=1")
@pytest.mark.parametrize("edit", EDITS)
def test_corpus(corpus: Path, edit: str) -> None:
    failed = []
    for path in corpus_sample(corpus, everything=True):
        workflow = sp.load(path)
        if sum(1 for _ in workflow.flat()) > 400:
            continue  # compiled anew for each edit
        try:
            _check(workflow, edit, 4)
        except (AssertionError, sp.ShortcutError) as error:
            failed.append(f"{path.name}: {str(error).splitlines()[0] if str(error) else error!r}")
    assert failed == []
