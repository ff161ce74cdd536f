"""`shortcuts-py convert`: code and shortcuts to code in any dialect."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import shortcuts_py as sp
from shortcuts_py.commands.convert import convert
from shortcuts_py.conversion import Announced, find_announcements
from shortcuts_py.conversion import convert as to_dialect
from shortcuts_py.dialects import DIALECTS

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
SHORTCUT = FIXTURES / "shortcuts" / "era_ios15.shortcut"
CODE = 'name = ask_for_input("Name?")\nshow_content(f"Hello {name}")\n'
OTHERS = [one for one in DIALECTS if one != "native"]


def run(*arguments: Any, data: bytes | None = None) -> Result:
    return CliRunner().invoke(convert, [str(one) for one in arguments], input=data)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "Greeting.py"
    path.write_text(CODE, "utf-8")
    return path


@pytest.mark.parametrize("dialect", DIALECTS)
def test_code_becomes_code_of_a_dialect_beside_it(source: Path, dialect: str) -> None:
    done = run(source, "--to", dialect)
    assert done.exit_code == 0, done.output
    written = source.with_name(f"Greeting.{dialect}.py").read_text("utf-8")
    assert sp.equivalent(sp.compile(written, dialect=dialect), sp.compile(CODE))
    assert source.read_text("utf-8") == CODE


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_shortcut_becomes_code(tmp_path: Path, dialect: str) -> None:
    shutil.copy(SHORTCUT, tmp_path / "Tea.shortcut")
    done = run(tmp_path / "Tea.shortcut", "--to", dialect, "--keep-ids", "-o", tmp_path / "out.py")
    assert done.exit_code == 0, done.output
    written = (tmp_path / "out.py").read_text("utf-8")
    assert sp.compile(written, dialect=dialect).to_plist() == sp.load(SHORTCUT).to_plist()


SHAPES = sorted(path for path in (FIXTURES / "shortcuts").iterdir() if path.suffix != ".py")


@pytest.mark.parametrize("dialect", OTHERS)
@pytest.mark.parametrize("path", SHAPES, ids=[path.stem for path in SHAPES])
def test_files_of_every_shape_read_back(path: Path, dialect: str) -> None:
    workflow = sp.load(path)
    for keep_ids in (False, True):
        result = to_dialect(workflow, dialect, keep_ids=keep_ids)
        assert result.exact, result.problem


@pytest.mark.parametrize("dialect", OTHERS)
def test_back_and_forth_gives_the_same_code(source: Path, dialect: str) -> None:
    there = run(source, "--to", dialect, "--stdout", "--quiet")
    back = run("-", "--from", dialect, "--to", "native", "--quiet", data=there.stdout_bytes)
    again = run("-", "--from", "native", "--to", dialect, "--quiet", data=back.stdout_bytes)
    assert there.exit_code == back.exit_code == again.exit_code == 0
    assert again.stdout_bytes == there.stdout_bytes


def test_a_folder_keeps_its_structure(tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    for number in range(3):
        (tmp_path / "in" / "deep" / f"a{number}.py").write_text(CODE, "utf-8")
    shutil.copy(SHORTCUT, tmp_path / "in" / "b.shortcut")
    done = run(tmp_path / "in", "--to", "apple", "-o", tmp_path / "out")
    assert done.exit_code == 0, done.output
    found = sorted(
        path.relative_to(tmp_path / "out").as_posix() for path in _files(tmp_path / "out")
    )
    assert found == ["b.py", "deep/a0.py", "deep/a1.py", "deep/a2.py"]


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_folder_is_not_converted_twice(source: Path) -> None:
    first = run(source.parent, "--to", "apple")
    second = run(source.parent, "--to", "apple", "--force")
    assert first.exit_code == second.exit_code == 0
    assert sorted(path.name for path in _files(source.parent)) == [
        "Greeting.apple.py",
        "Greeting.py",
    ]


def test_files_are_not_replaced_unasked(source: Path) -> None:
    target = source.with_name("Greeting.apple.py")
    target.write_text("mine", "utf-8")
    done = run(source, "--to", "apple")
    assert done.exit_code == 1
    assert "--force" in done.stderr
    assert target.read_text("utf-8") == "mine"
    assert run(source, "--to", "apple", "--force").exit_code == 0


def test_what_a_dialect_cannot_say_is_listed(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text('shortcut("Tea", glyph="hourglass", color="green")\ntext("x")\n', "utf-8")
    done = run(path, "--to", "apple", "--json", "--stdout")
    assert done.exit_code == 0, done.output
    (file,) = json.loads(done.stdout)["files"]
    assert file["exact"] is True
    assert file["dialect"] == "apple"
    assert file["announced"]
    lines = file["code"].splitlines()
    for one in file["announced"]:
        assert "# shortcuts_py: " + one["kind"] in lines[one["line"] - 1]
    assert sum(file["kinds"].values()) == len(file["announced"])
    said = run(path, "--to", "apple", "--stdout").stderr
    assert "apple has no words for 1 workflow (line 1): in comments" in said


def test_spellings_that_nobody_has_verified_are_counted_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text('if shortcut_input.startswith("a"):\n    text("x")\n', "utf-8")
    done = run(path, "--to", "apple", "--stdout")
    assert done.exit_code == 0, done.output
    assert "1 spelling not verified (line" in done.stderr


def test_a_bad_file_does_not_stop_the_others(source: Path) -> None:
    bad = source.with_name("Bad.py")
    bad.write_text('show_content("a", nme=1)\n', "utf-8")
    done = run(source, bad, "--to", "apple")
    assert done.exit_code == 1
    assert "Bad.py:1:19: error[unknown-parameter]" in done.stderr
    assert source.with_name("Greeting.apple.py").exists()
    assert not source.with_name("Bad.apple.py").exists()


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"bplist00", b"{", b"<plist>", b"AEA1"])
def test_hostile_input_is_a_message(data: bytes) -> None:
    done = run("-", "--to", "apple", data=data)
    assert done.exit_code in (0, 1)
    assert done.exception is None or isinstance(done.exception, SystemExit)


def test_a_wrong_dialect_is_a_wrong_command_line(source: Path) -> None:
    assert run(source, "--to", "swift").exit_code == 2
    assert run(source.with_name("nowhere.py"), "--to", "apple").exit_code == 2


def test_announcements_are_found_in_comments_only() -> None:
    code = (
        '# shortcuts_py: workflow {"set": {"WFWorkflowName": "Tea"}}\n'
        'x = """\n# shortcuts_py: parameters {"set": {"A": 1}}\n"""\n'
        'y = 1  # shortcuts_py: parameters {"set": {"A": 1}, "drop": ["B"]}\n'
        "# shortcuts_py: ends\n# shortcuts_py: bad {\n# an ordinary comment\n"
    )
    assert find_announcements(code) == [
        Announced(1, "workflow", ("WFWorkflowName",)),
        Announced(5, "parameters", ("A", "B")),
        Announced(6, "ends"),
    ]
