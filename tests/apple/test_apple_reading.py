"""Small things about reading: the pre-pass, places, fixes, warnings."""

from __future__ import annotations

import ast
from typing import Any

import pytest

import shortcuts_py as sp
from shortcuts_py.apple.prescan import prescan
from shortcuts_py.apple.reader import read_program
from shortcuts_py.errors import Diagnostic, TextEdit

ALERT = "com_apple_shortcuts_show_alert"


def _actions(*lines: str) -> list[Any]:
    code = "def shortcut() -> None:\n" + "".join(f"    {line}\n" for line in lines)
    found: list[Any] = sp.compile(code, dialect="apple").to_plist()["WFWorkflowActions"]
    return found


def _problems(*lines: str) -> list[Diagnostic]:
    with pytest.raises(sp.CompileError) as caught:
        _actions(*lines)
    return caught.value.diagnostics


def _fixed(line: str) -> str:
    """A line with the first fix of its first problem."""
    edit = _problems(line)[0].fixes[0].edits[0]
    assert isinstance(edit, TextEdit)
    assert edit.line == edit.end_line == 2
    text = f"    {line}"
    return (text[: edit.column - 1] + edit.text + text[edit.end_column - 1 :]).strip()


def test_the_pre_pass_keeps_every_position() -> None:
    code = 'x = 1  # "a"\ncase f"{a} {b["k"]}":\ncase rf"\\d{x}" "z":\ny = f"{{ {c["d"]} }}"\n'
    source = prescan(code)
    assert len(source.code) == len(code)
    assert source.code.count("\n") == code.count("\n")
    assert [one.text for one in source.comments] == ['# "a"']
    assert [source.position(one) for one in source.patterns] == [(2, 6), (3, 6)]
    ast.parse("match x:\n " + source.code.splitlines()[1] + " pass")


def test_a_comment_within_a_text_is_none() -> None:
    assert prescan('a = """\n# b\n"""\nc = "# d"  # e\n').comments[0].text == "# e"


def test_titles_with_values_in_the_positions_of_the_source() -> None:
    [problem] = _problems(
        "match shortcuts_builtin_choose():", '    case f"é {nothing}":', "        pass"
    )
    assert (problem.line, problem.code) == (3, "undefined-name")


@pytest.mark.parametrize(
    ("line", "fixed"),
    [
        ('com_apple_shortcuts_show_alrt(title="a")', f'{ALERT}(title="a")'),
        (f'{ALERT}(titel="a")', f'{ALERT}(title="a")'),
        (f'é = {ALERT}(titel="a")', f'é = {ALERT}(title="a")'),
        (f'{ALERT}("a")', f'{ALERT}(title="a")'),
        (f"{ALERT}(title=inputs)", f"{ALERT}(title=input)"),
        (
            "com_apple_shortcuts_show_content(content=dictionry(_from=input))",
            "com_apple_shortcuts_show_content(content=dictionary(_from=input))",
        ),
        (
            "com_apple_shortcuts_change_case(text=input, case=x.UPPERCASSE)",
            "com_apple_shortcuts_change_case(text=input, case=x.UPPERCASE)",
        ),
    ],
)
def test_a_fix_is_the_nearest_name(line: str, fixed: str) -> None:
    assert _fixed(line) == fixed
    _actions(fixed)


def test_all_problems_come_at_once_and_in_order() -> None:
    problems = _problems("a = b", "while True:", "    pass", f"{ALERT}(title=..., x=1)", "len(c)")
    assert [(one.line, one.code) for one in problems] == [
        (2, "undefined-name"),
        (3, "unsupported"),
        (5, "placeholder"),
        (5, "unknown-parameter"),
        (6, "unknown-action"),
        (6, "undefined-name"),
    ]


def test_many_unknown_names_are_no_trouble() -> None:
    assert len(_problems(*[f"no_such_action_{n}(x=y{n})" for n in range(3000)])) == 2000


def test_a_name_of_several_actions_is_warned_about() -> None:
    code = "def shortcut() -> None:\n    com_apple_shortcuts_open_app()\n"
    [warning] = read_program(code).warnings
    assert (warning.severity, warning.code, warning.line) == ("warning", "ambiguous-action", 2)
    assert warning.suggestions


def test_a_case_that_nobody_knows_is_kept_and_warned_about() -> None:
    line = 'com_apple_shortcuts_change_case(text=input, case="sIdEwAyS")'
    assert _actions(line)[0]["WFWorkflowActionParameters"]["WFCaseType"] == "sIdEwAyS"
    reading = read_program(f"def shortcut() -> None:\n    {line}\n")
    assert [one.code for one in reading.warnings] == ["unknown-case"]


def test_a_variable_called_like_a_word_of_the_language() -> None:
    call = "com_apple_shortcuts_set_variable"
    actions = _actions(
        f'{call}(variable="input", input=input)',
        f'{call}(variable="2 cups", input=the_input)',
        "com_apple_shortcuts_show_content(content=variable_2_cups)",
    )
    values = [one["WFWorkflowActionParameters"] for one in actions]
    assert values[1]["WFInput"]["Value"] == {"Type": "Variable", "VariableName": "input"}
    ranges = values[2]["Text"]["Value"]["attachmentsByRange"]
    assert ranges["{0, 1}"] == {"Type": "Variable", "VariableName": "2 cups"}


def test_the_result_of_a_block_within_a_single_branch_is_its_own() -> None:
    actions = _actions(
        "if input is not None:",
        '    if input == "a":',
        '        if_result = "1"',
        "    else:",
        '        if_result = "2"',
        "com_apple_shortcuts_show_content(content=if_result)",
    )
    ends = [
        one["WFWorkflowActionParameters"].get("UUID")
        for one in actions
        if one["WFWorkflowActionParameters"].get("WFControlFlowMode") == 2
    ]
    assert ends[0] is not None
    assert ends[1] is None
