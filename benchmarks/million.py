"""A million actions through the command, on all cores: the size of the WorkflowBench corpus."""

from __future__ import annotations

import os
import plistlib
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measuring import Row
from benchmarks.shapes import everyday

__all__ = ["million"]

FILES, ACTIONS, TARGET = 14_771, 70, 60.0
_MADE = 200  # different workflows among them


def million(files: int = FILES, jobs: int = 2) -> list[Row]:
    """Wall time of `shortcut2py FOLDER`, with the self-proof and without."""
    found: list[Row] = []
    limit = TARGET * files / FILES
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "shortcuts")
        source.mkdir()
        made = [
            plistlib.dumps(everyday(ACTIONS, seed), fmt=plistlib.FMT_BINARY)
            for seed in range(_MADE)
        ]
        for number in range(files):
            (source / f"{number:05d}.shortcut").write_bytes(made[number % _MADE])
        for name, more in (("", ()), (", no proof", ("--no-verify",))):
            target = Path(folder, f"code{len(found)}")
            start = "from shortcuts_py.commands.shortcut2py import main; main()"
            command = [sys.executable, "-c", start, str(source), "-o", str(target)]
            command += ["-j", str(jobs), "-q", *more]
            begun, before = time.perf_counter(), _processor()
            subprocess.run(command, check=True)
            seconds, used = time.perf_counter() - begun, _processor() - before
            written = sum(1 for _ in target.glob("*.py"))
            found.append(Row(
                f"shortcut2py of {written} files{name}", seconds * 1000,
                written * ACTIONS / seconds, "60 s a million", seconds / limit, target=1.0,
                note=f"wall time, {jobs} processes; {used:.0f} s of processor time, which is "
                f"{used / jobs / limit:.2f} on {jobs} free cores"))  # fmt: skip
    return found


def _processor() -> float:
    """Processor time of everything that this process has started and waited for."""
    times = os.times()
    return times.children_user + times.children_system
