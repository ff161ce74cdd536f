"""`shortcut2py` with links, against a real HTTP server on loopback in the place of iCloud."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import shortcuts_py as sp
from shortcuts_py.commands.shortcut2py import main

sys.path.insert(0, str(Path(__file__).parents[1] / "icloud"))

from icloud_server import ID, LINK, ICloudServer

OTHER = "0" * 31 + "1"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ICloudServer]:
    server = ICloudServer()
    monkeypatch.setenv("SHORTCUTS_PY_ICLOUD_URL", server.url)
    yield server
    server.close()


def file(text: str) -> bytes:
    return sp.dumps(sp.compile(f"show_alert({text!r})\n"))


def test_a_link_becomes_a_file_with_the_name_of_the_record(
    server: ICloudServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    server.share(ID, name="../Good: Morning", plain=file("hi"))
    result = CliRunner().invoke(main, [LINK])
    assert result.exit_code == 0, result.output
    assert [one.name for one in tmp_path.iterdir()] == ["Good  Morning.py"]
    assert 'show_alert("hi")' in (tmp_path / "Good  Morning.py").read_text()
    assert LINK in result.output


def test_a_file_of_links_and_one_that_is_gone(server: ICloudServer, tmp_path: Path) -> None:
    server.share(ID, name="Same", plain=file("one"))
    server.share(OTHER, name="Same", plain=file("two"))
    gone = LINK.replace(ID, "f" * 32)
    (tmp_path / "links.txt").write_text(
        f"# mine\n{LINK}\n\n{LINK.replace(ID, OTHER)}\n{gone}\n", encoding="utf-8"
    )
    out = tmp_path / "out"
    out.mkdir()
    arguments = ["--links", str(tmp_path / "links.txt"), "-o", str(out)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 1
    assert sorted(one.name for one in out.iterdir()) == [f"Same {OTHER}.py", "Same.py"]
    assert gone in result.output


def test_fetch_gives_a_workflow(server: ICloudServer) -> None:
    server.share(ID, name="Hello", plain=file("hi"))
    fetched = sp.fetch(LINK)
    assert fetched.workflow.name == "Hello"
    assert sum(1 for _ in fetched.workflow.flat()) == 1
