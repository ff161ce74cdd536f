"""Checks of code: everything in one run, at its place, and nothing that only follows.

`fixtures/checks_code/<name>.txt` has a line for each problem of `<name>.py`, in order:
`line:column severity code start-of-the-message`.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import shortcuts_py as sp
from shortcuts_py.checks.source import check_source
from shortcuts_py.checks.source_mending import fix_source

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
PAIRS = sorted((FIXTURES / "checks_code").glob("*.py"))
SOUND = sorted((FIXTURES / "cases").glob("*.py"))
PIECES = [
    "(", ")", "[", "]", '"', "'", '"""', ":", "=", "\n", "    ", "#", "\\", "if ", "else:\n",
    "for x in y:\n", "match x:\n", "case 1:\n", "def f(a):\n", "\t", "\x00", "é", "lambda: ",
]  # fmt: skip


def test_every_file_is_a_pair() -> None:
    assert len(PAIRS) >= 8
    assert {one.stem for one in PAIRS} == {
        one.stem for one in (FIXTURES / "checks_code").glob("*.txt")
    }


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
def test_every_problem_is_said_at_its_place(path: Path) -> None:
    code = path.read_text("utf-8")
    expected = [
        (*line.split(" ", 3), "")[:4]
        for line in path.with_suffix(".txt").read_text("utf-8").splitlines()
    ]
    found = [(f"{d.line}:{d.column}", d.severity, d.code, d.message) for d in check_source(code)]
    assert [one[:3] for one in found] == [one[:3] for one in expected]
    for one, wanted in zip(found, expected, strict=True):
        assert one[3].startswith(wanted[3])


def test_twenty_mistakes_are_twenty_diagnostics_on_their_lines() -> None:
    found = check_source((FIXTURES / "checks_code" / "twenty_mistakes.py").read_text("utf-8"))
    lines = [one.line for one in found]
    assert lines == [1, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16, 18, 19, 20, 22, 25, 26, 27, 28]


def test_errors_of_the_compiler_are_those_of_the_check() -> None:
    code = (FIXTURES / "checks_code" / "twenty_mistakes.py").read_text("utf-8")
    with pytest.raises(sp.CompileError) as caught:
        sp.compile(code)
    errors = [one for one in check_source(code) if one.severity == "error"]
    assert [one[:7] for one in caught.value.diagnostics] == [one[:7] for one in errors]


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem)
def test_sound_code_has_no_errors_and_is_not_changed(path: Path) -> None:
    code = path.read_text("utf-8")
    assert [one for one in check_source(code) if one.severity == "error"] == []
    assert fix_source(code) == (code, [])


def test_a_misspelt_definition_is_one_problem() -> None:
    code = "nmae = ask_for_input('a')\n" + "show_content(name)\n" * 5
    (one,) = check_source(code)
    assert (one.line, one.suggestions) == (2, ("nmae",))
    assert [(place.line, place.column) for place in one.related] == [(1, 1)]


def test_a_name_that_nothing_uses_is_likely_another() -> None:
    code = "total = variable('total')\ntotal = 0\ntotl = 5\nshow_content(total)\n"
    found = [one for one in check_source(code) if one.code == "unused-name"]
    assert [(one.line, one.column, one.suggestions) for one in found] == [(3, 1, ("total",))]


def test_places_count_characters_in_texts_of_many_lines() -> None:
    code = 'x = clipboard\nshow_content(f"""Größe\n  👋 {x.file_sise}\n""")\n'
    (one,) = [one for one in check_source(code) if one.code == "unknown-property"]
    assert (one.line, one.column, one.end_column) == (3, 8, 17)
    assert one.suggestions == ("file_size",)


def test_code_of_other_dialects_is_checked_too() -> None:
    code = "def shortcut(\n"
    assert [one.severity for one in check_source(code)] == ["error"]


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_no_code_makes_the_check_fail(data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(SOUND)).read_text("utf-8")
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(code)))
        if data.draw(st.booleans()):
            code = code[:place] + data.draw(st.sampled_from(PIECES)) + code[place:]
        else:
            code = code[:place] + code[place + data.draw(st.integers(1, 9)) :]
    found = check_source(code)
    assert all(one.line and one.column for one in found)
    assert found == sorted(found, key=lambda one: (one.line, one.column))
    fixed, mended = fix_source(code)
    assert (fixed == code) == (not mended)
    assert fix_source(fixed)[0] == fixed


@pytest.mark.parametrize("line", ["x = = 1\n", "f(\n", "else:\n", "show_contnt(1)\n", "nme_{}\n"])
def test_cost_grows_with_the_code_only(line: str) -> None:
    def cost(count: int) -> float:
        code = "".join(line.format(number) for number in range(count))
        start = time.process_time()
        check_source(code)
        return time.process_time() - start

    cost(10)
    # Twice, since the garbage collector of a process with thousands of tests takes its time.
    assert min(cost(400), cost(400)) < 40 * max(cost(50), 0.01)
