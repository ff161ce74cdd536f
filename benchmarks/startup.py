"""Start-up of the commands beside that of a bare interpreter, with byte code written."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measuring import Row

__all__ = ["startup"]

ROOT = Path(__file__).parents[1]
TARGET = 8.0
ROUNDS = 12


def startup() -> list[Row]:
    """The shortest wall time of `COMMAND --version` and `--help`, over `python -c pass`."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": folder, "PYTHONPATH": str(ROOT)}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        commands = {
            f"{name} {option}": [sys.executable, "-c", f"import sys; sys.argv = ['{name}', "
                                 f"'{option}']; from shortcuts_py.commands.{module} import main; "
                                 "main()"]
            for name, module in (("shortcut2py", "shortcut2py"), ("py2shortcut", "py2shortcut"),
                                 ("shortcuts-py", "shortcuts_py"))
            for option in ("--version", "--help")
        }  # fmt: skip
        commands = {"bare": [sys.executable, "-c", "pass"], **commands}
        times = dict.fromkeys(commands, 9.0)
        for _ in range(ROUNDS):
            for name, command in commands.items():
                begun = time.perf_counter()
                subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
                times[name] = min(times[name], time.perf_counter() - begun)
    floor = times.pop("bare")
    return [
        Row(name, seconds * 1000, floor="python -c pass", ratio=seconds / floor,
            target=None if name.startswith("shortcuts-py") else TARGET, note="wall time")
        for name, seconds in times.items()
    ]  # fmt: skip
