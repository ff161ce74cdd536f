"""`--resume`, `--timeout` and `--no-verify` of the converters."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

import shortcuts_py as sp
from shortcuts_py.commands import py2shortcut, shortcut2py

CODE = "from shortcuts_py.lang import *\n\nshortcut()\n\nshow_alert('x')\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(3):
        (tmp_path / f"{number}.shortcut").write_bytes(sp.dumps(sp.compile(CODE)))
    return tmp_path


def run(main: object, *arguments: str) -> tuple[int, list[dict[str, object]], str]:
    result = CliRunner().invoke(main, [*arguments, "--json"])  # type: ignore[arg-type]
    return result.exit_code, json.loads(result.stdout)["files"], result.stderr


def test_resume_leaves_out_what_is_done(folder: Path) -> None:
    (folder / "1.py").write_text("done")
    status, files, _ = run(shortcut2py.main, str(folder), "--resume")
    assert status == 0
    assert [one.get("done_before", False) for one in files] == [True, False, False]
    assert {one["file"] for one in files} == {str(folder / f"{n}.shortcut") for n in range(3)}
    assert (folder / "1.py").read_text() == "done"
    assert (folder / "2.py").read_text().startswith("from shortcuts_py.lang")


def test_a_source_that_changed_since_is_not_done(folder: Path) -> None:
    (folder / "1.py").write_text("old")
    os.utime(folder / "1.py", (1, 1))
    status, files, _ = run(shortcut2py.main, str(folder), "--resume")
    assert status == 1
    assert [one["ok"] for one in files] == [True, False, True]
    assert (folder / "1.py").read_text() == "old"
    status, _, _ = run(shortcut2py.main, str(folder), "--resume", "--force")
    assert status == 0
    assert (folder / "1.py").read_text() != "old"


def test_compiling_resumes_too(tmp_path: Path) -> None:
    for number in range(2):
        (tmp_path / f"{number}.py").write_text(CODE)
    assert run(py2shortcut.main, str(tmp_path))[0] == 0
    status, files, _ = run(py2shortcut.main, str(tmp_path), "--resume")
    assert status == 0
    assert all(one["done_before"] for one in files)


def test_a_file_that_takes_too_long_is_an_error_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("show_alert('x')\n" * 400_000)
    (tmp_path / "b.py").write_text(CODE)
    status, files, _ = run(py2shortcut.main, str(tmp_path), "--timeout", "1.5")
    assert status == 1
    assert [one["ok"] for one in files] == [False, True]
    assert "longer than 1.5 s" in str(files[0]["error"])
    assert not (tmp_path / "a.shortcut").exists()


def test_without_proof_it_says_so(folder: Path) -> None:
    status, files, _ = run(shortcut2py.main, str(folder), "--no-verify")
    assert status == 0
    assert {one["fidelity"] for one in files} == {"not proved"}
    result = CliRunner().invoke(shortcut2py.main, [str(folder), "--no-verify", "--check"])
    assert result.exit_code == 2
