"""Wrong programs, and every diagnostic that they have to get in one run.

`fixtures/errors/<name>.txt` has a line for each diagnostic of `<name>.py`, in order:
`line:column code start-of-the-message`. Lines and columns count characters, from 1.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import shortcuts_py as sp
from shortcuts_py.commands.report import show_diagnostics

ERRORS = Path(__file__).resolve().parents[2] / "fixtures" / "errors"
NAMES = sorted(path.stem for path in ERRORS.glob("*.py"))


def _expected(name: str) -> list[tuple[str, str, str]]:
    lines = (ERRORS / f"{name}.txt").read_text("utf-8").splitlines()
    return [(*line.split(" ", 2), "")[:3] for line in lines]  # type: ignore[misc]


def test_every_error_file_is_a_pair() -> None:
    assert len(NAMES) >= 25
    assert {path.stem for path in ERRORS.iterdir() if path.suffix == ".txt"} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_problem_is_said_at_its_place(name: str) -> None:
    source = (ERRORS / f"{name}.py").read_text("utf-8")
    expected = _expected(name)
    with pytest.raises(sp.CompileError) as caught:
        sp.compile(source, filename="code.py")

    found = [(f"{d.line}:{d.column}", d.code, d.message) for d in caught.value.diagnostics]
    assert [one[:2] for one in found] == [one[:2] for one in expected], found
    for (_, _, message), (_, _, start) in zip(found, expected, strict=True):
        assert message.startswith(start)
    for one in caught.value.diagnostics:
        assert one.severity == "error"
        assert (one.line, one.column) <= one.end
    place = f"code.py:{expected[0][0]}: "
    assert str(caught.value).startswith(place)


@pytest.mark.parametrize("name", NAMES)
def test_rendering_shows_the_line_and_a_caret_under_the_place(name: str) -> None:
    source = (ERRORS / f"{name}.py").read_text("utf-8")
    with pytest.raises(sp.CompileError) as caught:
        sp.compile(source)
    rendered = show_diagnostics("code.py", source, caught.value.diagnostics)
    for place, code, start in _expected(name):
        line, column = map(int, place.split(":"))
        text = source.splitlines()[line - 1]
        block = rendered[rendered.index(f"code.py:{place}: ") :].split("\n")
        assert code in block[0]
        assert start in block[0]
        assert block[1] == f"    {text}"
        assert block[2].replace("\x1b[31m\x1b[1m", "").index("^") - 4 == column - 1
