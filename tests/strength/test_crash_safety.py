"""Files are the old ones or the new ones: killed processes, full disks, odd places."""

from __future__ import annotations

import errno
import os
import random
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

import shortcuts_py as sp
from shortcuts_py.storage import write_atomically

KILLS = int(os.environ.get("SHORTCUTS_KILLS", "300"))
posix = pytest.mark.skipif(os.name != "posix", reason="needs fork and signals")


def rewrite_for_ever(path: Path, contents: list[bytes]) -> None:
    """Write one content after the other, without end."""
    while True:
        for content in contents:
            write_atomically(path, content)


@posix
def test_a_killed_writer_leaves_the_old_or_the_new_file(tmp_path: Path) -> None:
    """Killed at hundreds of moments; the content is large enough to take several writes."""
    chance = random.Random(7)
    contents = [bytes([65 + number]) * 300_000 for number in range(3)]
    path = tmp_path / "file"
    path.write_bytes(contents[0])
    seen, left = set(), 0
    for _ in range(KILLS):
        child = os.fork()
        if child == 0:
            try:
                rewrite_for_ever(path, contents)
            finally:
                os._exit(1)
        time.sleep(chance.uniform(0.0005, 0.012))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        found = path.read_bytes()
        assert found in contents
        seen.add(found)
        for part in tmp_path.glob(".file.*.part"):
            left += 1
            part.unlink()
        assert [one.name for one in tmp_path.iterdir()] == ["file"]
    # Otherwise the kills hit nothing, and this would prove nothing.
    assert len(seen) > 1
    assert left > KILLS / 20


@posix
def test_an_interrupted_command_leaves_whole_files(tmp_path: Path) -> None:
    """Ctrl-C in the middle of a folder: what is there is whole, and --resume does the rest."""
    source, target = tmp_path / "shortcuts", tmp_path / "code"
    source.mkdir()
    workflow = sp.compile("shortcut('A')\n" + "show_alert('x')\n" * 100)
    data = sp.dumps(workflow)
    for number in range(120):
        (source / f"{number:03}.shortcut").write_bytes(data)
    command = [sys.executable, "-c", "from shortcuts_py.commands.shortcut2py import main; main()",
               str(source), "-o", str(target), "-q", "-j", "2"]  # fmt: skip
    run = subprocess.Popen(command, start_new_session=True, stderr=subprocess.PIPE)
    while len(list(target.glob("*.py"))) < 8 and run.poll() is None:
        time.sleep(0.01)
    os.killpg(run.pid, signal.SIGINT)
    _, message = run.communicate(timeout=60)
    written = {one.name: one.read_bytes() for one in target.glob("*.py")}
    assert run.returncode != 0, "it was done before the signal came"
    assert b"Traceback" not in message
    assert 8 <= len(written) < 120
    assert not list(target.glob(".*"))
    code = sp.decompile(workflow).encode()
    assert set(written.values()) == {code}
    times = {name: (target / name).stat().st_mtime_ns for name in written}
    subprocess.run([*command, "--resume"], check=True)
    assert len(list(target.glob("*.py"))) == 120
    assert all((target / name).stat().st_mtime_ns == when for name, when in times.items())


LIMITED = """
import resource, sys
from pathlib import Path
from shortcuts_py.storage import write_atomically
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    write_atomically(Path(sys.argv[1]), b"n" * 200_000)
except OSError as error:
    print(error)
"""


@posix
def test_a_file_beyond_the_quota_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path)], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"[Errno {errno.EFBIG}] File too large: {str(path)!r}\n"
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("fails", ["write", "fsync", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_full_disk_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str, number: int
) -> None:
    """Whatever step the system refuses."""
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    if fails == "write":
        real = os.fdopen

        def opened(handle: int, mode: str) -> object:
            os.close(handle)
            return real(os.open(os.devnull, os.O_RDONLY), mode.replace("w", "r"))

        monkeypatch.setattr(os, "fdopen", opened)
    else:
        monkeypatch.setattr(os, fails, refuse)
    with pytest.raises(OSError, match="file") as found:
        write_atomically(path, b"new")
    monkeypatch.undo()
    assert found.value.filename == str(path) or fails == "write"
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


def _as_nobody(path: Path) -> str:
    """What writing there says to a user who is no administrator: to one, nothing is read-only."""
    ends = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            write_atomically(path, b"new")
        except BaseException as error:
            os.write(ends[1], f"{type(error).__name__}: {error}".encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    os.close(ends[1])
    with os.fdopen(ends[0]) as answer:
        return answer.read()


@posix
def test_a_read_only_folder_is_a_clear_error() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file.py")
        path.write_bytes(b"old")
        Path(folder).chmod(0o555)
        message = _as_nobody(path)
        Path(folder).chmod(0o755)
        assert message == f"PermissionError: [Errno 13] Permission denied: {str(path)!r}"
        assert path.read_bytes() == b"old"
        assert [one.name for one in Path(folder).iterdir()] == ["file.py"]


@posix
def test_a_symbolic_link_is_written_through(tmp_path: Path) -> None:
    real = tmp_path / "elsewhere" / "real"
    real.parent.mkdir()
    real.write_bytes(b"old")
    link = tmp_path / "link"
    link.symlink_to(real)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    with pytest.raises(FileExistsError):
        write_atomically(link, b"newer", replace=False)
    assert real.read_bytes() == b"new"


@posix
def test_a_dangling_link_makes_its_target(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "target")
    write_atomically(link, b"new", replace=False)
    assert link.is_symlink()
    assert (tmp_path / "target").read_bytes() == b"new"


@posix
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o640, 0o755, 0o444])
def test_permissions_are_kept(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(mode)
    write_atomically(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert path.read_bytes() == b"new"


@posix
def test_the_owner_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    if os.geteuid() == 0:
        os.chown(path, 12345, 12345)
    owner = path.stat().st_uid, path.stat().st_gid
    write_atomically(path, b"new")
    assert (path.stat().st_uid, path.stat().st_gid) == owner


@posix
@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_a_new_file_gets_the_usual_permissions(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        write_atomically(tmp_path / "file", b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o666 & ~mask


@posix
def test_devices_and_pipes_are_written_to_as_they_are(tmp_path: Path) -> None:
    """As administrator, renaming a file to /dev/null would break the system."""
    write_atomically(Path(os.devnull), b"new")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_atomically(pipe, b"new")
    assert os.read(reader, 10) == b"new"
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=tmp_path.name):
        write_atomically(tmp_path, b"new")


def test_a_name_of_the_longest_length(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 250)
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"


def test_an_input_is_never_the_output(tmp_path: Path) -> None:
    """Two folders that are one: the source stays."""
    path = tmp_path / "a.json"
    path.write_bytes(sp.dumps(sp.compile("show_alert('x')"), "json"))
    before = path.read_bytes()
    command = [sys.executable, "-c", "from shortcuts_py.commands.shortcut2py import main; main()"]
    done = subprocess.run(
        [*command, str(path), "-o", str(path), "-q"], capture_output=True, check=False
    )
    assert done.returncode == 2
    assert path.read_bytes() == before


@posix
def test_a_data_set_as_parquet_is_written_through_a_link(tmp_path: Path) -> None:
    from shortcuts_py.dataset import build

    pytest.importorskip("pyarrow")
    (tmp_path / "a.shortcut").write_bytes(sp.dumps(sp.compile("show_alert('x')")))
    real, link = tmp_path / "elsewhere" / "real", tmp_path / "a.parquet"
    real.parent.mkdir()
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(real)
    assert build(tmp_path / "a.shortcut", link, replace=True).records in (0, 1)
    assert link.is_symlink()
    assert real.read_bytes()[:4] == b"PAR1"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert [one.name for one in real.parent.iterdir()] == ["real"]
