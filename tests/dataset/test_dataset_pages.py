"""The examples on the pages about data sets and the privacy report run as they stand."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from shortcuts_py.commands.shortcuts_py import main
from shortcuts_py.dataset import FILTERS
from shortcuts_py.dataset.records import KEYS
from shortcuts_py.privacy import CATEGORIES

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = ("datasets.md", "audit.md")
EXAMPLES = [
    (page, code)
    for page in PAGES
    for code in re.findall(r"```python\n(.*?)```", (DOCS / page).read_text("utf-8"), re.DOTALL)
]


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == 4


@pytest.mark.parametrize(("page", "code"), EXAMPLES)
def test_an_example_runs(page: str, code: str, tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_on_the_page_exist(page: str) -> None:
    text = (DOCS / page).read_text("utf-8")
    lines = re.findall(r"^    shortcuts-py (.*?)(?:  +#.*| > .*)?$", text, re.MULTILINE)
    assert lines
    for line in lines:
        words = line.split()
        depth = 2 if words[0] == "dataset" else 1
        helped = CliRunner().invoke(main, [*words[:depth], "--help"]).output
        for option in (word for word in words if word.startswith("--")):
            assert option in helped, line


def test_the_tables_name_everything() -> None:
    page = (DOCS / "datasets.md").read_text("utf-8")
    for name in (*KEYS, *FILTERS):
        assert f"| `{name}` |" in page
    page = (DOCS / "audit.md").read_text("utf-8")
    for name in CATEGORIES:
        assert f"| `{name}` |" in page
