"""`shortcut2py` and `py2shortcut` as a user runs them: processes, files, exit statuses."""

from __future__ import annotations

import json
import os
import plistlib
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import shortcuts_py as sp
from shortcuts_py.plist import same

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
SHORTCUT = FIXTURES / "shortcuts" / "era_ios15.shortcut"
CODE = 'name = ask_for_input("Name?")\nshow_content(f"Hello {name}")\n'


def _command(name: str) -> list[str]:
    """The installed command, or its function where the package is not installed."""
    script = Path(sys.executable).parent / name
    if script.exists():
        return [str(script)]
    return [sys.executable, "-c", f"from shortcuts_py.commands.{name} import main; main()"]


def run(
    name: str, *arguments: Any, cwd: Path | None = None, data: bytes | None = None
) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "NO_COLOR": "1", "PYTHONWARNINGS": "ignore"}
    return subprocess.run(
        [*_command(name), *map(str, arguments)],
        cwd=cwd,
        input=data,
        stdin=subprocess.DEVNULL if data is None else None,
        capture_output=True,
        env=environment,
        timeout=120,
        check=False,
    )


def _write(path: Path, code: str = CODE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(code, encoding="utf-8")
    return path


# -- shortcut2py ------------------------------------------------------------------------


def test_a_file_becomes_code_beside_it(tmp_path: Path) -> None:
    shutil.copy(SHORTCUT, tmp_path / "Ask.shortcut")
    done = run("shortcut2py", tmp_path / "Ask.shortcut")
    assert done.returncode == 0
    assert done.stdout == b""
    assert len(done.stderr.splitlines()) == 1
    assert b"exact" in done.stderr
    assert (tmp_path / "Ask.py").read_text("utf-8") == sp.decompile(sp.load(SHORTCUT))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Ask.py", "Ask.shortcut"]


def test_code_on_standard_output(tmp_path: Path) -> None:
    expected = sp.decompile(sp.load(SHORTCUT)).encode()
    for arguments in ([SHORTCUT, "--stdout"], [SHORTCUT, "-o", "-"]):
        done = run("shortcut2py", *arguments, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (0, expected)
    assert list(tmp_path.iterdir()) == []


def test_standard_input(tmp_path: Path) -> None:
    done = run("shortcut2py", "-", data=SHORTCUT.read_bytes(), cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout == sp.decompile(sp.load(SHORTCUT)).encode()
    done = run("shortcut2py", "-", "-o", "named.py", data=SHORTCUT.read_bytes(), cwd=tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "named.py").exists()


def test_keep_ids() -> None:
    done = run("shortcut2py", SHORTCUT, "--stdout", "--keep-ids")
    assert done.returncode == 0
    assert same(sp.compile(done.stdout.decode()).to_plist(), sp.load(SHORTCUT).to_plist())


def test_a_folder_keeps_its_structure(tmp_path: Path) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    (source / "deep").mkdir(parents=True)
    shutil.copy(SHORTCUT, source / "one.shortcut")
    shutil.copy(FIXTURES / "shortcuts" / "era_workflow_app.wflow", source / "deep" / "two.wflow")
    shutil.copy(FIXTURES / "shortcuts" / "root_without_actions", source / "deep" / "three")
    (source / "notes.txt").write_text("not a shortcut")
    (source / "other.json").write_text('{"not": "a shortcut"}')
    done = run("shortcut2py", source, "-o", target)
    assert done.returncode == 0, done.stderr
    found = sorted(path.relative_to(target).as_posix() for path in target.rglob("*.py"))
    assert found == ["deep/three.py", "deep/two.py", "one.py"]


def test_a_pattern_that_the_shell_left_alone(tmp_path: Path) -> None:
    for name in ("a.shortcut", "b.shortcut", "c.wflow"):
        shutil.copy(SHORTCUT, tmp_path / name)
    done = run("shortcut2py", "*.shortcut", cwd=tmp_path)
    assert done.returncode == 0
    assert sorted(path.name for path in tmp_path.glob("*.py")) == ["a.py", "b.py"]


def test_two_files_of_one_name_do_not_meet(tmp_path: Path) -> None:
    shutil.copy(SHORTCUT, tmp_path / "a.shortcut")
    shutil.copy(FIXTURES / "shortcuts" / "era_ios12.xml", tmp_path / "a.xml")
    done = run("shortcut2py", tmp_path)
    assert done.returncode == 0
    codes = list(tmp_path.glob("*.py"))
    assert len(codes) == 2
    assert len({path.read_text("utf-8") for path in codes}) == 2


def test_nothing_is_overwritten_without_force(tmp_path: Path) -> None:
    shutil.copy(SHORTCUT, tmp_path / "a.shortcut")
    kept = _write(tmp_path / "a.py", "# mine\n")
    done = run("shortcut2py", "a.shortcut", cwd=tmp_path)
    assert done.returncode == 1
    assert kept.read_text() == "# mine\n"
    assert b"--force" in done.stderr
    assert run("shortcut2py", "a.shortcut", "--force", cwd=tmp_path).returncode == 0
    assert kept.read_text("utf-8") == sp.decompile(sp.load(SHORTCUT))


def test_check_writes_nothing(tmp_path: Path) -> None:
    shutil.copy(SHORTCUT, tmp_path / "a.shortcut")
    done = run("shortcut2py", "a.shortcut", "--check", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, b"")
    assert [path.name for path in tmp_path.iterdir()] == ["a.shortcut"]
    (tmp_path / "a.shortcut").write_bytes(b"bplist00 damaged")
    assert run("shortcut2py", "a.shortcut", "--check", cwd=tmp_path).returncode == 1


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    for number in range(6):
        shutil.copy(SHORTCUT, tmp_path / f"{number}.shortcut")
    (tmp_path / "3.shortcut").write_bytes(SHORTCUT.read_bytes()[:100])
    done = run("shortcut2py", tmp_path)
    assert done.returncode == 1
    assert sorted(path.stem for path in tmp_path.glob("*.py")) == ["0", "1", "2", "4", "5"]
    said = done.stderr.decode()
    assert "3.shortcut" in said
    assert "5 of 6" in said
    assert "Traceback" not in said


def test_json_result(tmp_path: Path) -> None:
    shutil.copy(SHORTCUT, tmp_path / "good.shortcut")
    (tmp_path / "bad.shortcut").write_bytes(b"neither")
    done = run("shortcut2py", "good.shortcut", "bad.shortcut", "--json", cwd=tmp_path)
    assert done.returncode == 1
    good, bad = json.loads(done.stdout)["files"]
    actions = len(sp.load(SHORTCUT).to_plist()["WFWorkflowActions"])
    assert good == {
        "file": "good.shortcut",
        "output": "good.py",
        "ok": True,
        "actions": actions,
        "exact": True,
        "fidelity": good["fidelity"],
    }
    assert bad["file"] == "bad.shortcut"
    assert bad["ok"] is False
    assert bad["output"] is None
    assert bad["error"]


def test_json_result_of_standard_output_holds_the_code() -> None:
    done = run("shortcut2py", SHORTCUT, "--stdout", "--json")
    (one,) = json.loads(done.stdout)["files"]
    assert one["code"] == sp.decompile(sp.load(SHORTCUT))


@pytest.mark.parametrize("name", ["shortcut2py", "py2shortcut"])
def test_wrong_command_lines(name: str, tmp_path: Path) -> None:
    assert run(name, "absent.file", cwd=tmp_path).returncode == 2
    assert run(name, "--nonsense", SHORTCUT).returncode == 2
    assert run(name, tmp_path).returncode == 2  # an empty folder
    assert run(name, SHORTCUT, "--dialect", "klingon", "--stdout").returncode != 0
    for option in ("--help", "--version"):
        done = run(name, option)
        assert done.returncode == 0
        assert done.stdout


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    shutil.copy(SHORTCUT, tmp_path / "a.shortcut")
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder would be")
    done = run("shortcut2py", tmp_path / "a.shortcut", "-o", blocked / "a.py")
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


# -- py2shortcut ------------------------------------------------------------------------


def test_code_becomes_a_binary_shortcut_beside_it(tmp_path: Path) -> None:
    _write(tmp_path / "hello.py")
    done = run("py2shortcut", "hello.py", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, b"")
    data = (tmp_path / "hello.shortcut").read_bytes()
    assert data.startswith(b"bplist00")
    assert same(plistlib.loads(data), sp.compile(CODE).to_plist())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hello.py", "hello.shortcut"]


def test_the_same_code_gives_the_same_bytes(tmp_path: Path) -> None:
    _write(tmp_path / "a.py")
    first = run("py2shortcut", "a.py", "--stdout", cwd=tmp_path).stdout
    assert first == run("py2shortcut", "-", data=CODE.encode()).stdout
    assert same(plistlib.loads(first), sp.compile(CODE).to_plist())


@pytest.mark.parametrize(
    ("form", "start", "suffix"),
    [("binary", b"bplist00", ".shortcut"), ("xml", b"<?xml", ".shortcut"), ("json", b"{", ".json")],
)
def test_forms(tmp_path: Path, form: str, start: bytes, suffix: str) -> None:
    _write(tmp_path / "a.py")
    done = run("py2shortcut", "a.py", "--format", form, "--verify", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    data = (tmp_path / f"a{suffix}").read_bytes()
    assert data.startswith(start)
    assert same(sp.loads(data).to_plist(), sp.compile(CODE).to_plist())


def test_output_names_and_permissions(tmp_path: Path) -> None:
    _write(tmp_path / "a.py")
    target = tmp_path / "Named.shortcut"
    assert run("py2shortcut", "a.py", "-o", target, cwd=tmp_path).returncode == 0
    target.chmod(0o640)
    assert run("py2shortcut", "a.py", "-o", target, cwd=tmp_path).returncode == 1
    assert run("py2shortcut", "a.py", "-o", target, "--force", cwd=tmp_path).returncode == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_every_error_with_its_place_its_line_and_a_caret(tmp_path: Path) -> None:
    _write(tmp_path / "bad.py", 'show_content(nme)\nx = 1\nshow_alert(mesage="a")\n')
    done = run("py2shortcut", "bad.py", cwd=tmp_path)
    assert done.returncode == 1
    assert list(tmp_path.glob("*.shortcut")) == []
    lines = done.stderr.decode().splitlines()
    assert lines[0].startswith("bad.py:1:14: error[undefined-name]: ")
    assert lines[1:3] == ["    show_content(nme)", "                 ^^^"]
    assert lines[3].startswith("bad.py:3:12: error[unknown-parameter]: ")
    assert lines[4] == '    show_alert(mesage="a")'
    assert lines[5].startswith("               ^")


def test_errors_as_json(tmp_path: Path) -> None:
    _write(tmp_path / "bad.py", "show_content(nme)\n")
    _write(tmp_path / "good.py")
    done = run("py2shortcut", "bad.py", "good.py", "--json", cwd=tmp_path)
    assert done.returncode == 1
    bad, good = json.loads(done.stdout)["files"]
    (diagnostic,) = bad["diagnostics"]
    assert (diagnostic["line"], diagnostic["column"]) == (1, 14)
    assert (diagnostic["end_line"], diagnostic["end_column"]) == (1, 17)
    assert diagnostic["code"] == "undefined-name"
    assert good["ok"] is True
    assert good["actions"] == 2
    assert (tmp_path / "good.shortcut").exists()


def test_a_tree_of_code(tmp_path: Path) -> None:
    _write(tmp_path / "in" / "a.py")
    _write(tmp_path / "in" / "deep" / "b.py")
    _write(tmp_path / "in" / "deep" / "bad.py", "while True: pass\n")
    done = run("py2shortcut", tmp_path / "in", "-o", tmp_path / "out")
    assert done.returncode == 1
    found = sorted(path.name for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert found == ["a.shortcut", "b.shortcut"]


def test_many_files_in_several_processes(tmp_path: Path) -> None:
    for number in range(12):
        _write(tmp_path / f"{number}.py", f'show_content("{number}")\n')
    _write(tmp_path / "7.py", "show_content(\n")
    done = run("py2shortcut", tmp_path, "-j", "2")
    assert done.returncode == 1
    assert b"11 of 12" in done.stderr
    for number in range(12):
        if number != 7:
            (one,) = sp.load(tmp_path / f"{number}.shortcut").actions
            assert one.parameters == {"Text": str(number)}


def test_code_is_never_run(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    code = f'import os\nos.system("touch {trace}")\n__import__("os").mkdir("{trace}")\n'
    _write(tmp_path / "a.py", code)
    run("py2shortcut", "a.py", cwd=tmp_path)
    assert not trace.exists()


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\x00", b"x = '\x00'\n", b"\xef\xbb\xbfshow_content('a')\n", b"", b"(" * 500]
)
def test_odd_bytes_end_in_an_answer(data: bytes) -> None:
    done = run("py2shortcut", "-", data=data)
    assert done.returncode in (0, 1)
    assert b"Traceback" not in done.stderr
    assert (done.returncode == 0) == bool(done.stdout)


def test_what_a_form_cannot_hold_is_said(tmp_path: Path) -> None:
    _write(tmp_path / "a.py", 'show_content("\\x00")\n')
    done = run("py2shortcut", "a.py", "--format", "xml", cwd=tmp_path)
    assert done.returncode == 1
    assert list(tmp_path.glob("*.shortcut")) == []
    assert b"binary" in done.stderr


# -- there and back ---------------------------------------------------------------------


def test_there_and_back_with_one_change(tmp_path: Path) -> None:
    shutil.copy(SHORTCUT, tmp_path / "a.shortcut")
    assert run("shortcut2py", "a.shortcut", "--keep-ids", cwd=tmp_path).returncode == 0
    code = tmp_path / "a.py"
    assert run("py2shortcut", "a.py", "-o", "b.shortcut", cwd=tmp_path).returncode == 0
    before = plistlib.loads((tmp_path / "b.shortcut").read_bytes())
    assert same(before, plistlib.loads(SHORTCUT.read_bytes()))

    code.write_text(code.read_text("utf-8").replace('"Friend"', '"Guest"'), encoding="utf-8")
    assert run("py2shortcut", "a.py", "-o", "c.shortcut", cwd=tmp_path).returncode == 0
    after = plistlib.loads((tmp_path / "c.shortcut").read_bytes())
    pairs = zip(before.pop("WFWorkflowActions"), after.pop("WFWorkflowActions"), strict=True)
    changed = [(one, other) for one, other in pairs if not same(one, other)]
    assert same(before, after)
    ((old, new),) = changed
    assert old["WFWorkflowActionParameters"] == {"WFTextActionText": "Friend"}
    assert new["WFWorkflowActionParameters"] == {"WFTextActionText": "Guest"}


def test_importing_the_package_is_cheap() -> None:
    code = "import sys, shortcuts_py; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"pydantic", "click", "rich", "httpx", "cryptography", "biplist", "plistlib", "ast"}
    assert not heavy & set(done.stdout.split())
