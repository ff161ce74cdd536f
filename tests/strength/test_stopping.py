"""Ctrl-C in every command that takes many files, at random moments: in order, and nothing half.

`SHORTCUTS_STOPS=50` says how often each command is stopped (once without it).
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import shortcuts_py as sp

STOPS = int(os.environ.get("SHORTCUTS_STOPS", "1"))
FILES = 400
STOPPED = 130
pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs signals")

CODE = "from shortcuts_py.lang import *\n\nshortcut()\n\n" + "show_alert('x')\n" * 40
RUN = "from shortcuts_py.commands.{0} import main; main()"
COMMANDS = {
    "shortcut2py": ("shortcut2py", ["shortcuts", "-o", "out", "-j", "2"]),
    "shortcut2py, one job": ("shortcut2py", ["shortcuts", "-o", "out", "-j", "1"]),
    "py2shortcut": ("py2shortcut", ["code", "-o", "out", "-j", "2"]),
    "dataset": ("shortcuts_py", ["dataset", "build", "shortcuts", "-o", "out/a.jsonl",
                                 "--keep", "all", "-j", "2"]),
    "check": ("shortcuts_py", ["check", "code", "--fix", "-j", "2"]),
    "convert": ("shortcuts_py", ["convert", "code", "--to", "apple", "-o", "out", "-j", "2"]),
    "extract": ("shortcuts_py", ["actions", "extract", "shortcuts", "-o", "out", "-j", "2"]),
    "repair": ("py2shortcut", ["--repair", "code", "-o", "out", "-j", "2"]),
}  # fmt: skip


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sources")
    for name in ("shortcuts", "code"):
        (folder / name).mkdir()
    data = sp.dumps(sp.compile(CODE))
    for number in range(FILES):
        (folder / "shortcuts" / f"{number:03}.shortcut").write_bytes(data)
        (folder / "code" / f"{number:03}.py").write_text(CODE)
    return folder


def is_whole(path: Path) -> bool:
    """Whether a file that a command wrote is all there."""
    data = path.read_bytes()
    if path.suffix == ".jsonl":
        return all(json.loads(line) for line in data.splitlines()) and data[-1:] in (b"", b"\n")
    if path.suffix == ".json":
        return bool(json.loads(data))
    workflow = sp.compile(data.decode()) if path.suffix == ".py" else sp.loads(data)
    return len(list(workflow.flat())) == 40


def stop(command: list[str], folder: Path, seconds: float) -> tuple[int, bytes]:
    """Run a command as a shell does, with Ctrl-C after a time; its status and its messages."""
    run = subprocess.Popen(
        command, cwd=folder, start_new_session=True, stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    time.sleep(seconds)
    if run.poll() is None:
        os.killpg(run.pid, signal.SIGINT)
    message = run.communicate(timeout=60)[1]
    end = time.monotonic() + 10
    while time.monotonic() < end:  # workers are gone, too
        try:
            os.killpg(run.pid, 0)
        except ProcessLookupError:
            return run.returncode, message
        time.sleep(0.02)
    raise AssertionError("processes are left")


@pytest.mark.parametrize("name", COMMANDS)
def test_ctrl_c_leaves_whole_files(name: str, sources: Path, tmp_path: Path) -> None:
    module, arguments = COMMANDS[name]
    chance = random.Random(name)
    command = [sys.executable, "-c", RUN.format(module), *arguments]
    seconds, stopped, tried = 0.5, 0, 0
    while stopped < STOPS and tried < 8 * STOPS:
        tried += 1
        folder = tmp_path / str(tried)
        folder.mkdir()
        (folder / "out").mkdir()
        for one in ("shortcuts", "code"):
            (folder / one).symlink_to(sources / one)
        status, message = stop(command, folder, seconds * chance.uniform(0.7, 1.3))
        assert status in (0, STOPPED, -signal.SIGINT), (status, message)
        if status == STOPPED:
            stopped += 1
            assert b"Traceback" not in message
            assert b"stopped" in message
        # Too late, or so early that Python itself was still starting.
        seconds *= 0.7 if status == 0 else 1.2 if status < 0 else 1
        files = [one for one in (folder / "out").rglob("*") if one.is_file()]
        assert not [one for one in files if one.name.startswith(".")]
        assert all(map(is_whole, files))
        for one in ("shortcuts", "code"):
            assert len(list((sources / one).iterdir())) == FILES
    assert stopped, "it was never stopped at work, and this proves nothing"


def test_extraction_is_the_same_with_more_processes(tmp_path: Path) -> None:
    from shortcuts_py import catalog
    from shortcuts_py.catalog.store import write

    fixtures = Path(__file__).resolve().parents[2] / "fixtures"
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "bad.plist").write_bytes(b"bplist00WFWorkflowActions")
    sources = [fixtures / "definitions", fixtures / "shortcuts", tmp_path / "bad"]
    made: list[dict[str, bytes]] = []
    errors: list[object] = []
    for jobs in (1, 2, 3):
        found = catalog.extract_many(sources, jobs=jobs)
        folder = tmp_path / str(jobs)
        write(found, folder)
        made.append({str(one.relative_to(folder)): one.read_bytes()
                     for one in sorted(folder.rglob("*.json"))})  # fmt: skip
        errors.append(found.errors)
    assert made[0] == made[1] == made[2]
    assert errors[0] == errors[1] == errors[2]
    assert len(made[0]) > 3
    assert "bad.plist" in [one.source for one in found.errors]
