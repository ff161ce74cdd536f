"""Each code has a page, whose wrong example has the problem, and whose right one has none."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from shortcuts_py.checks.checking import check_bytes, rules_for
from shortcuts_py.diagnostics.codes import CODES
from shortcuts_py.errors import Diagnostic

PAGES = Path(__file__).parents[2] / "docs" / "diagnostics"
EXAMPLE = re.compile(r"^## (Wrong|Right)\n\n```(python|json)\n(.*?)\n```$", re.M | re.DOTALL)
TARGET = re.compile(r"^target: (\S+)$", re.M)


def problems(page: str, title: str) -> list[Diagnostic]:
    found = {name: (kind, text) for name, kind, text in EXAMPLE.findall(page)}
    kind, text = found[title]
    target = TARGET.search(page)
    name = "example.py" if kind == "python" else "example.json"
    if kind == "json":
        json.loads(text)
    return check_bytes(text.encode("utf-8"), name, rules_for(target and target.group(1)))


@pytest.mark.parametrize("code", sorted(CODES))
def test_the_page_of_a_code(code: str) -> None:
    page = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {code}\n")
    severity = CODES[code].severity
    assert f"\n{severity}: {CODES[code].summary}\n" in page
    wrong = problems(page, "Wrong")
    assert (severity, code) in {(one.severity, one.code) for one in wrong}
    right = problems(page, "Right")
    assert code not in {one.code for one in right}
    assert [one for one in right if one.severity in ("error", "warning")] == []


def wrong_programs() -> list[Path]:
    fixtures = PAGES.parents[1] / "fixtures"
    return sorted([*fixtures.glob("errors/*.py"), *fixtures.glob("apple/errors/*.py")])


@pytest.mark.parametrize("path", wrong_programs(), ids=lambda path: path.stem)
def test_every_code_of_a_reader_is_registered(path: Path) -> None:
    found = check_bytes(path.read_bytes(), path.name)
    assert {(one.code, one.severity) for one in found} <= {
        (one.name, one.severity) for one in CODES.values()
    }


def test_no_page_is_left_over() -> None:
    assert {page.stem for page in PAGES.glob("*.md")} == {*CODES, "index"}


def test_the_index_lists_every_code_with_its_severity() -> None:
    index = (PAGES / "index.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \[(\S+)\]\((\S+)\.md\) \| (\w+) \| (.+) \|$", index, re.M)
    assert sorted((code, code, one.severity, one.summary) for code, one in CODES.items()) == sorted(
        rows
    )
