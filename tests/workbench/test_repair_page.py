"""The page about language models says what is so: its code runs, its table is the program's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import shortcuts_py as sp
from shortcuts_py.workbench.source.kinds import KINDS

PAGE = (Path(__file__).parents[2] / "docs/language-models.md").read_text("utf-8")
# The example that holds a fence in a string has a longer fence itself, as Markdown asks.
FENCED = re.compile(r"^(`{3,4})python\n(import .*?\n)\1\n\n", re.MULTILINE | re.DOTALL)
BLOCKS = [code for _, code in FENCED.findall(PAGE)]


def test_there_are_the_example_and_the_loop() -> None:
    assert len(BLOCKS) == 2


@pytest.mark.parametrize("code", BLOCKS)
def test_code_runs(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "page"}
    exec(compile(code, "language-models.md", "exec"), names)  # noqa: S102  our own page
    result = names["result"]
    assert isinstance(result, sp.Repair)
    (written,) = tmp_path.glob("*.shortcut")
    assert sp.equivalent(sp.load(written), result.workflow)


def test_every_kind_is_in_the_table() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| (.+) \| (.+) \|$", PAGE, re.MULTILINE)
    said = {
        kind: (row.meaning, "lost" if row.lost else f"{row.confidence:.0%}")
        for kind, row in KINDS.items()
    }
    assert {kind: (meaning, sure) for kind, meaning, sure in rows} == said


def test_the_prompt_is_right_about_the_language() -> None:
    """Everything that the prompt shows compiles."""
    code = """
page = get_contents_of_url("https://example.org")
count = 5
note = "a"
items = ["a", "b"]
info = {"key": "value"}
found = variable("found")
show_alert("Text", title="Title")
for item in items:
    found.append(item)
for index in range(5):
    show_content(f"Hello {info['key']}")
if count > 3:
    show_content(f"{page.file_size}")
elif "a" in note:
    exit()
else:
    answer = ask_for_input("Question?")
match choose_from_menu("Which?"):
    case "First":
        show_content(f"{clipboard} {current_date}")
    case "Second":
        stop_and_output(f"{shortcut_input}")
"""
    assert sp.repair(code).sound
