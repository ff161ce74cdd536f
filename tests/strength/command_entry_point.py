"""The commands, each with a file that may hold anything; it stays as it is."""

from __future__ import annotations

import tempfile
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from tool_entry_points import quick_folder

__all__ = ["COMMANDS", "Command", "command"]


class Command(NamedTuple):
    """A command line.

    Attributes:
        module: of `shortcuts_py.commands`.
        reads: the kind of file that it is meant for.
        arguments: behind it; "IN" is the file, "OUT" one that is not there yet.
        suffix: of the file.
    """

    module: str
    reads: str
    arguments: str
    suffix: str


COMMANDS = [
    Command("py2shortcut", "code", "IN", ".py"),
    Command("shortcut2py", "shortcut", "IN", ".shortcut"),
    Command("check", "code", "IN --json", ".py"),
    Command("check", "shortcut", "IN --diff --target ios17", ".shortcut"),
    Command("convert", "code", "IN --to apple -o OUT --json", ".py"),
    Command("convert", "shortcut", "IN --to workflowbench --keep-ids -o OUT", ".shortcut"),
    Command("audit", "shortcut", "IN --json --fail-on any", ".shortcut"),
    Command("audit", "code", "IN", ".py"),
    Command("inspect", "shortcut", "IN --json", ".shortcut"),
    Command("inspect", "shortcut", "IN --hashes", ".shortcut"),
    Command("unsign", "shortcut", "IN -o OUT --force-unverified", ".shortcut"),
    Command("sign", "shortcut", "IN -o OUT --method none", ".shortcut"),
    Command("rename", "code", "IN --list -o OUT", ".py"),
    Command("rename", "lines", "IN --map IN --json", ".py"),
    Command("score", "code", "IN IN --json", ".py"),
    Command("score", "shortcut", "IN IN", ".shortcut"),
    Command("score", "lines",
            "--jsonl IN --reference-field a --candidate-field b -j 1 -o OUT", ".jsonl"),
    Command("dataset", "shortcut", "build IN -o OUT -j 1 --keep all", ".shortcut"),
    Command("dataset", "lines", "parquet IN -o OUT", ".jsonl"),
    Command("py2shortcut", "code", "IN --repair --report json", ".txt"),
    Command("py2shortcut", "lines", "IN --repair -o OUT --jobs 1", ".jsonl"),
    Command("actions", "shortcut", "extract IN -o OUT --jobs 1", ".shortcut"),
    Command("actions", "lines", "list --defs IN --app zz", ".plist"),
]  # fmt: skip


def command(data: bytes) -> None:
    """A command, which the first byte chooses; the others are the content of its file."""
    from click.testing import CliRunner

    chosen = COMMANDS[data[0] % len(COMMANDS)] if data else COMMANDS[0]
    name = "main" if chosen.module.endswith(("shortcut", "2py")) else chosen.module
    main = getattr(import_module(f"shortcuts_py.commands.{chosen.module}"), name)
    with tempfile.TemporaryDirectory(dir=quick_folder()) as folder:
        path, output = Path(folder, f"x{chosen.suffix}"), Path(folder, "output")
        path.write_bytes(data[1:])
        names = {"IN": str(path), "OUT": str(output)}
        arguments = [names.get(one, one) for one in chosen.arguments.split()]
        result = CliRunner().invoke(main, arguments)
        assert isinstance(result.exception, SystemExit | None), result.exception
        assert result.exit_code in (0, 1, 2), result.exit_code
        assert path.read_bytes() == data[1:]
        left = {one.name for one in Path(folder).iterdir()} - {path.name, "output"}
        assert not {one for one in left if one.endswith(".part")}
        assert len(left) <= 1, left
        if chosen in COMMANDS[:2]:
            assert (result.exit_code == 0) <= (len(left) == 1)
