"""What the commands make of odd inputs: names, folders, streams, one file as input and output."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from shortcuts_py.commands.inputs import Job, find_jobs
from shortcuts_py.commands.report import Outcome, finish
from shortcuts_py.dataset.sources import find_files

SHORTCUT = Path(__file__).resolve().parents[2] / "fixtures" / "shortcuts" / "era_ios15.shortcut"


def jobs(*arguments: str | Path, output: Path | None = None) -> list[Job]:
    return find_jobs(
        map(str, arguments), output, suffix=".py", accepts=lambda _: True, to_stdout=False
    )


def command(code: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The converter, run by a line of a shell that says what its streams are."""
    program = "from shortcuts_py.commands.shortcut2py import main; main()"
    return subprocess.run(
        ["/bin/sh", "-c", f'"$0" -c "{program}" "$@" {code}', sys.executable, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_empty_input_is_not_this_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As an unset variable of a shell gives one."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(SHORTCUT, "a.shortcut")
    with pytest.raises(click.UsageError, match="an input is empty"):
        jobs("")
    assert jobs(".") == [Job(Path("a.shortcut"), Path("a.py"))]


@pytest.mark.parametrize("name", ["**x", "[!"])
def test_a_pattern_that_is_none_is_an_error_of_the_command_line(name: str) -> None:
    with pytest.raises(click.UsageError):
        jobs(name)


def test_a_name_that_no_system_takes_is_a_file_that_cannot_be_read() -> None:
    name = "a" * 300
    assert [job.source for job in jobs(name)] == [Path(name)]
    done = command("", name)
    assert done.returncode == 1
    assert done.stderr.startswith(f"{name}: ")
    assert done.stderr.count("\n") == 1


def test_a_name_that_leaves_no_room_for_the_output_is_one_failed_file(tmp_path: Path) -> None:
    long, other = tmp_path / ("a" * 255), tmp_path / "b.shortcut"
    for path in (long, other):
        shutil.copy(SHORTCUT, path)
    done = command("", long, other)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert other.with_suffix(".py").exists()


def test_files_of_one_name_all_have_outputs_of_their_own(tmp_path: Path) -> None:
    files = []
    for folder in ("x", "y", "z", "w"):
        (tmp_path / folder).mkdir()
        # Small and large letters are one name where the output may end up.
        files.append(tmp_path / folder / ("a.shortcut" if folder < "z" else "A.shortcut"))
        shutil.copy(SHORTCUT, files[-1])
    found = jobs(*files, output=tmp_path / "out")
    names = [str(job.target).casefold() for job in found]
    assert len(set(names)) == len(files)


@pytest.mark.parametrize("kind", ["name", "other spelling", "symbolic link"])
def test_an_input_is_never_the_output(tmp_path: Path, kind: str) -> None:
    source = tmp_path / "a.shortcut"
    shutil.copy(SHORTCUT, source)
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(source)
    target = {
        "name": source,
        "other spelling": tmp_path / "folder" / ".." / "a.shortcut",
        "symbolic link": tmp_path / "link",
    }[kind]
    done = command("", source, "-o", target, "--force")
    assert done.returncode == 2
    assert "is an input" in done.stderr
    assert source.read_bytes() == SHORTCUT.read_bytes()


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may read everything"
)
def test_a_folder_that_cannot_be_read_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir()
    shutil.copy(SHORTCUT, tmp_path / "closed")
    shutil.copy(SHORTCUT, tmp_path / "a.shortcut")
    (tmp_path / "closed").chmod(0)
    try:
        done = command("--check", tmp_path)
        inside = command("--check", tmp_path / "closed" / "era_ios15.shortcut")
    finally:
        (tmp_path / "closed").chmod(0o700)
    assert (done.returncode, inside.returncode) == (1, 1)
    assert "closed: " in done.stderr
    assert "Traceback" not in done.stderr + inside.stderr


def test_a_folder_that_the_walk_cannot_list_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same without permissions, which do not bind an administrator."""
    (tmp_path / "closed").mkdir()
    shutil.copy(SHORTCUT, tmp_path / "a.shortcut")
    scan = os.scandir

    def closed(path: str) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", closed)
    found = [job.source.name for job in jobs(tmp_path)]
    assert found == ["a.shortcut", "closed"]
    assert [path.name for path in find_files([tmp_path])] == found  # dataset build


@pytest.mark.skipif(os.name != "posix", reason="streams of a shell")
@pytest.mark.parametrize(
    ("streams", "arguments"),
    [
        ("<&-", ["-"]),
        (">&-", [SHORTCUT, "--stdout"]),
        pytest.param(
            "> /dev/full",
            [SHORTCUT, "--stdout"],
            marks=pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full"),
        ),
    ],
)
def test_a_stream_that_is_closed_or_full_is_said_in_a_line(
    streams: str, arguments: list[str | Path]
) -> None:
    done = command(streams, *arguments)
    assert done.returncode == 1
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_a_name_of_a_file_does_not_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    message = "\x1b]0;title\x07a\u202eb\n\tc"
    assert finish([Outcome("a", None, True, message)], as_json=False, quiet=False, what="") == 0
    assert capsys.readouterr().err == "\\x1b]0;title\\x07a\\u202eb\n\tc\n"


def test_json_is_utf8_whatever_a_file_is_called(capsys: pytest.CaptureFixture[str]) -> None:
    assert finish([Outcome("\udcff", None, True, "")], as_json=True, quiet=False, what="") == 0
    assert '"file": "\\udcff"' in capsys.readouterr().out
