"""Stand-ins for what signs elsewhere: a `shortcuts` command, and a signing server."""

from __future__ import annotations

import os
import plistlib
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from signing_server import FIXTURES, ROOT, SigningServer

from shortcuts_py import container
from shortcuts_py.container.identity import Identity


@pytest.fixture(scope="session")
def identity() -> Identity:
    return Identity.from_files(FIXTURES / "icloud.qmd")


@pytest.fixture(scope="session")
def plist() -> bytes:
    return container.unsign((FIXTURES / "icloud.shortcut").read_bytes())


@pytest.fixture(scope="session")
def xml_plist(plist: bytes) -> bytes:
    return plistlib.dumps(plistlib.loads(plist))


COMMAND = """#!{python}
import os, sys, time
sys.path.insert(0, {root!r})
from pathlib import Path
arguments = dict(zip(sys.argv[2::2], sys.argv[3::2]))
Path({log!r}).write_text(repr(sys.argv[1:]))
print("ERROR: Unrecognized attribute string flag '?' in attribute string", file=sys.stderr)
source, target = Path(arguments["--input"]), Path(arguments["--output"])
def sign(plist):
    from shortcuts_py import container
    from shortcuts_py.container.identity import Identity
    target.write_bytes(container.sign(plist, Identity.from_files({identity!r})))
{behaviour}
"""


@pytest.fixture
def shortcuts_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Puts an executable `shortcuts` on PATH, whose behaviour is a piece of Python.

    Returns the file that it writes its arguments to.
    """

    def install(behaviour: str) -> Path:
        folder = tmp_path / "bin"
        folder.mkdir()
        log = tmp_path / "arguments"
        path = folder / "shortcuts"
        path.write_text(
            COMMAND.format(
                python=sys.executable,
                root=str(ROOT),
                log=str(log),
                identity=str(FIXTURES / "icloud.qmd"),
                behaviour=behaviour,
            )
        )
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
        return log

    return install


@pytest.fixture
def server() -> Iterator[SigningServer]:
    one = SigningServer()
    yield one
    one.close()
