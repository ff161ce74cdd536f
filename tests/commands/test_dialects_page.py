"""The page about dialects: its three programs are one shortcut, and as they are printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import shortcuts_py as sp
from shortcuts_py.dialects import DIALECTS

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "dialects.md").read_text("utf-8")
PROGRAMS = dict(re.findall(r"^`(\w+)`:\n\n```python\n(.*?)```", PAGE, re.MULTILINE | re.DOTALL))

APPLE = re.findall(r"```python\n(.*?)```", (DOCS / "apple.md").read_text("utf-8"), re.DOTALL)


def test_there_is_a_program_for_each_dialect() -> None:
    assert set(PROGRAMS) == set(DIALECTS)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_program_is_the_same_shortcut(dialect: str) -> None:
    native = sp.compile(PROGRAMS["native"], dialect="native")
    other = sp.compile(PROGRAMS[dialect], dialect=dialect)
    assert len(list(native.flat())) == 16
    assert sp.equivalent(native, other)


@pytest.mark.parametrize("dialect", [one for one in DIALECTS if one != "native"])
def test_the_program_is_what_is_printed(dialect: str) -> None:
    native = sp.compile(PROGRAMS["native"], dialect="native")
    assert _code(sp.decompile(native, dialect=dialect)) == _code(PROGRAMS[dialect])


def _code(program: str) -> list[str]:
    """The lines of a program without its announcements."""
    return [line for line in program.strip().split("\n") if not line.startswith("# shortcuts_py")]


@pytest.mark.parametrize("code", APPLE)
def test_what_the_page_on_the_apple_dialect_shows_is_read(code: str) -> None:
    workflow = sp.compile(code, dialect="apple")
    again = sp.compile(sp.decompile(workflow, dialect="apple"), dialect="apple")
    assert sp.equivalent(workflow, again)
