"""Laws of strength: whatever hypothesis makes up, the end is a result or a `ShortcutError`.

`SHORTCUTS_EXAMPLES=20000` makes a long run of it. An input that fails belongs into
`fixtures/hostile/<entry point>/`.
"""

from __future__ import annotations

import os
import tempfile
import warnings
from importlib import import_module
from pathlib import Path

import click
from click.testing import CliRunner
from entry_points import ENTRY_POINTS
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from made_up_inputs import (
    apple_code,
    binary_plists,
    definition_sources,
    native_code,
    plist_files,
    signed_files,
    workbench_code,
)
from seeds import seeds_of
from tool_entry_points import quick_folder

import shortcuts_py as sp

LONG = "SHORTCUTS_EXAMPLES" in os.environ
LAW = settings(
    max_examples=int(os.environ.get("SHORTCUTS_EXAMPLES", "60")),
    deadline=None,
    derandomize=not LONG,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    database=None,
)


def holds(name: str, data: bytes) -> None:
    """Run an entry point; anything but a result or a `ShortcutError` comes out."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            ENTRY_POINTS[name](data)
        except sp.ShortcutError:
            return


@LAW
@given(plist_files, st.sampled_from(["tree", "check", "audit", "convert", "record"]))
def test_property_lists(data: bytes, name: str) -> None:
    holds("tree", data)
    if name != "tree":
        holds(name, data)


@LAW
@given(binary_plists())
def test_binary_property_lists(data: bytes) -> None:
    holds("file", data)


@LAW
@given(signed_files([one for one in seeds_of("signed") if one[:4] == b"AEA1"]))
def test_signed_files(data: bytes) -> None:
    holds("signed", data)


@LAW
@given(definition_sources)
def test_definition_sources(data: bytes) -> None:
    holds("definitions", data)


def _bytes(code: str) -> bytes:
    return code.encode("utf-8", "surrogatepass")


@LAW
@given(native_code, st.sampled_from(["check", "repair", "rename", "mend", "language_server"]))
def test_native_code(code: str, name: str) -> None:
    holds("native", _bytes(code))
    if LONG or len(code) % 4 == 0:
        holds(name, _bytes(code))


@LAW
@given(apple_code)
def test_apple_code(code: str) -> None:
    holds("apple", _bytes(code))
    holds("repair", _bytes(code))


@LAW
@given(workbench_code)
def test_workbench_code(code: str) -> None:
    holds("workflowbench", _bytes(code))
    holds("repair", _bytes(code))


# Commands without those that send anything anywhere, or that wait for a client.
COMMANDS = ["shortcut2py", "py2shortcut", "audit", "check", "convert", "dataset", "inspect",
            "rename", "schema", "score", "unsign", "actions"]  # fmt: skip
SENDING = {"--sign", "--sign-server", "--sign-mode", "--sign-request", "--identity", "--open",
           "--qr", "--hook", "--hook-jobs", "--timeout", "--jobs", "-j"}  # fmt: skip
WORDS = ["a.py", "a.shortcut", "folder", "missing", "-", "*", "folder/*.py", "", "1", "-1", "x=y",
         "native", "apple", "all", "any", "ios17", "error", "json", "binary", "--", "new", "new/b",
         "folder/a.py", "a.jsonl", "\udcff", "..", "a" * 300]  # fmt: skip


def _leaves(command: click.Command, path: list[str]) -> list[tuple[list[str], list[str]]]:
    """Each command below one, with its options."""
    if isinstance(command, click.Group):
        return [leaf for name in sorted(command.commands)
                for leaf in _leaves(command.commands[name], [*path, name])]  # fmt: skip
    options = [name for one in command.params if isinstance(one, click.Option)
               for name in one.opts if name not in SENDING]  # fmt: skip
    return [(path, sorted({*options, "--help"}))]


def _command(name: str) -> click.Command:
    module = import_module(f"shortcuts_py.commands.{name}")
    found: click.Command = getattr(module, "main" if hasattr(module, "main") else name)
    return found


LEAVES = [(name, *leaf) for name in COMMANDS for leaf in _leaves(_command(name), [])]
# Reading and searching the whole catalogue takes long, and has no more to find each time.
LEAVES = [one for one in LEAVES if one[1] not in (["docs"], ["stubs"], ["search"], ["list"])]


@st.composite
def command_lines(draw: st.DrawFn) -> tuple[str, list[str]]:
    name, path, options = draw(st.sampled_from(LEAVES))
    word = st.sampled_from(WORDS)
    parts = draw(st.lists(st.one_of(
        word, st.sampled_from(options), st.tuples(st.sampled_from(options), word).map(list),
        st.sampled_from(["a.py", "a.shortcut"])), max_size=6))  # fmt: skip
    flat = [one for part in parts for one in (part if isinstance(part, list) else [part])]
    return name, [*path, *flat]


@LAW
@given(command_lines())
def test_command_lines(line: tuple[str, list[str]]) -> None:
    """Status 0, 1 or 2, nothing written outside of the folder, and no input replaced."""
    name, arguments = line
    if any(one.startswith(("http", "www")) for one in arguments):
        return
    code, data = b"show_alert('x')\n", sp.dumps(sp.compile("show_alert('x')\n"))
    before = Path.cwd()
    with tempfile.TemporaryDirectory(dir=quick_folder()) as folder:
        inside = Path(folder, "inside")
        (inside / "folder").mkdir(parents=True)
        files = {"a.py": code, "a.shortcut": data, "folder/a.py": code,
                 "a.jsonl": b'{"code": "show_alert(1)"}\n'}  # fmt: skip
        for path, content in files.items():
            (inside / path).write_bytes(content)
        try:
            os.chdir(inside)
            result = CliRunner().invoke(_command(name), arguments, input=code)
        finally:
            os.chdir(before)
        assert isinstance(result.exception, SystemExit | None), (line, result.exception)
        assert result.exit_code in (0, 1, 2), (line, result.exit_code)
        assert [one.name for one in Path(folder).iterdir()] == ["inside"]
        if not {"--force", "--in-place", "--fix"} & set(arguments):
            for path, content in files.items():
                assert (inside / path).read_bytes() == content, line


def test_every_command_is_tried() -> None:
    from shortcuts_py.commands.shortcuts_py import _COMMANDS

    # signing sends, the server waits; both have tests of their own
    assert set(_COMMANDS) - set(COMMANDS) == {"sign", "lsp"}
