"""Programs in OS 27's own language, and what the notes on it demand.

* `fixtures/apple/<name>.py` compiles to `<name>.json`: `actions`, with ids written as symbols
  ("$1"), and `workflow`, the keys of the root that the program is about. A second line
  `# warns: code` names the warnings that reading it gives.
* `fixtures/apple/errors/<name>.py` is refused; each line of `<name>.txt` is a problem:
  its line, its code (`*` where the notes give none), and words of its message.
* `fixtures/apple/printed/<name>.json` is a shortcut for which the language has no words that
  are known; it is printed with comments or a marked spelling, and comes back. `printed` are
  words of the code.

The first line of a program, `# row: ...`, and `row` in the third kind name the rows of
`rows.txt` that it shows.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from up_to_ids import difference_up_to_ids

import shortcuts_py as sp
from shortcuts_py.apple.reader import read_program
from shortcuts_py.plist.json_form import unwrap

APPLE = Path(__file__).resolve().parents[2] / "fixtures" / "apple"
NAMES = sorted(path.stem for path in APPLE.glob("*.py"))
REFUSED = sorted(path.stem for path in (APPLE / "errors").glob("*.py"))
PRINTED = sorted(path.stem for path in (APPLE / "printed").glob("*.json"))

Plist = dict[str, Any]


def _trigger_ids(value: Any) -> Any:
    """With the ids of triggers under the key that the comparison takes for ids."""
    if isinstance(value, list):
        return [_trigger_ids(one) for one in value]
    if isinstance(value, dict):
        return {"UUID" if k == "WFTriggerUUID" else k: _trigger_ids(v) for k, v in value.items()}
    return value


def _same(expected: Any, found: Any) -> None:
    where = difference_up_to_ids(_trigger_ids(expected), _trigger_ids(found))
    assert where is None, where


def _read(path: Path) -> Plist:
    found: Plist = unwrap(json.loads(path.read_text("utf-8")))
    return found


def _rows_of(line: str) -> list[str]:
    assert line.startswith("# row: "), line
    return line.removeprefix("# row: ").split("; ")


def test_every_program_is_a_pair() -> None:
    assert len(NAMES) >= 80
    assert {path.stem for path in APPLE.glob("*.json")} == set(NAMES)
    assert {path.stem for path in (APPLE / "errors").glob("*.txt")} == set(REFUSED)


def test_every_row_has_a_program() -> None:
    lines = (APPLE / "rows.txt").read_text("utf-8").split("\n\n", 1)[1].split("\n\n")
    table = [row for block in lines for row in block.strip().split("\n")[1:]]
    assert len(set(table)) == len(table) > 120
    shown = {row for name in PRINTED for row in _read(APPLE / "printed" / f"{name}.json")["row"]}
    for folder, names in ((APPLE, NAMES), (APPLE / "errors", REFUSED)):
        for name in names:
            code = (folder / f"{name}.py").read_text("utf-8")
            shown |= set(_rows_of(code.split("\n", 1)[0]))
    assert set(table) - shown == set()
    assert shown - set(table) == set()


@pytest.mark.parametrize("name", NAMES)
def test_compiles_to_what_the_notes_demand(name: str) -> None:
    code = (APPLE / f"{name}.py").read_text("utf-8")
    expected = _read(APPLE / f"{name}.json")
    assert expected.keys() <= {"actions", "workflow"}
    plist = sp.compile(code, dialect="apple", filename=f"{name}.py").to_plist()
    if "actions" in expected:
        _same(expected["actions"], plist["WFWorkflowActions"])
    for key, value in expected.get("workflow", {}).items():
        _same(value, plist.get(key))


@pytest.mark.parametrize("name", NAMES)
def test_warns_of_what_may_not_be_meant(name: str) -> None:
    code = (APPLE / f"{name}.py").read_text("utf-8")
    expected = re.findall(r"^# warns: (.*)$", code, re.MULTILINE)
    warned = [one.code for one in read_program(code).warnings]
    assert warned == [word for line in expected for word in line.split(" ")]


@pytest.mark.parametrize("name", NAMES)
def test_printing_it_gives_a_program_that_means_the_same(name: str) -> None:
    workflow = sp.compile((APPLE / f"{name}.py").read_text("utf-8"), dialect="apple")
    code = sp.decompile(workflow, dialect="apple")
    again = sp.compile(code, dialect="apple")
    _same(workflow.to_plist(), again.to_plist())
    assert sp.decompile(again, dialect="apple") == code


@pytest.mark.parametrize("name", NAMES)
def test_it_is_recognised(name: str) -> None:
    code = (APPLE / f"{name}.py").read_text("utf-8")
    _same(
        sp.compile(code, dialect="apple").to_plist(),
        sp.compile(code).to_plist(),
    )


@pytest.mark.parametrize("name", REFUSED)
def test_what_the_language_refuses(name: str) -> None:
    code = (APPLE / "errors" / f"{name}.py").read_text("utf-8")
    lines = (APPLE / "errors" / f"{name}.txt").read_text("utf-8").splitlines()
    with pytest.raises(sp.CompileError) as caught:
        sp.compile(code, dialect="apple", filename=f"{name}.py")
    problems = [one for one in caught.value.diagnostics if one.severity == "error"]
    said = [f"{one.line} {one.code}: {one.message}" for one in problems]
    assert len(problems) == len(lines), said
    for expected, problem in zip(lines, problems, strict=True):
        line, wanted, *words = expected.split(" ")
        assert problem.line == int(line), said
        assert wanted in ("*", problem.code), said
        assert problem.message, said
        for word in words:
            assert word in f"{problem.message} {' '.join(problem.suggestions)}", said


@pytest.mark.parametrize("name", PRINTED)
def test_what_has_no_known_words_is_printed_and_comes_back(name: str) -> None:
    plist = _read(APPLE / "printed" / f"{name}.json")
    root = {"WFWorkflowActions": plist["actions"], **plist.get("workflow", {})}
    workflow = sp.Workflow.from_plist(root)
    for keep_ids in (False, True):
        code = sp.decompile(workflow, dialect="apple", keep_ids=keep_ids)
        assert re.search(r"^def shortcut\(", code, re.MULTILINE)
        for words in plist.get("printed", ()):
            assert words in code, code
        _same(root, sp.compile(code, dialect="apple").to_plist())
