"""What converting costs, against floors measured in the same run.

    python benchmarks/language.py [FOLDER]

Over the shortcuts of FOLDER (default: SHORTCUTS_CORPUS, else the corpus beside the
repository, else workflows made here) it prints the ratio of load and decompile to
`plistlib.loads` of the same binary property lists, and of compile to `ast.parse` of the
same code: medians over the files, and sums. Then what an action costs in workflows of
growing size, which shows a step that is not linear.
"""

from __future__ import annotations

import ast
import os
import plistlib
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import shortcuts_py as sp

REPEAT = 3


def best(function: Callable[[], Any]) -> float:
    """The shortest of a few runs, in seconds."""
    times = []
    for _ in range(REPEAT):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return min(times)


def made(actions: int) -> sp.Workflow:
    """A workflow of a stated size: texts with variables, conditions, loops, dictionaries."""
    lines = ["shortcut('Made')"]
    for number in range(actions // 8):
        lines += [
            f"name_{number} = ask_for_input('Question {number}?')",
            f"if name_{number} == 'a':",
            f"    show_notification(f'Hello {{name_{number}}} and {{clipboard}}')",
            "else:",
            f"    page_{number} = get_contents_of_url(f'https://example.org/{{name_{number}}}',"
            f" headers={{'A': 'b', 'C': f'{{name_{number}}}'}})",
            f"    show_alert(f\"{{page_{number}['key']}}\", title='T')",
        ]
    return sp.compile("\n".join(lines) + "\n")


def corpus() -> list[bytes]:
    """Binary property lists of real shortcuts, or of made ones where there are none."""
    beside = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus"
    given = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("SHORTCUTS_CORPUS", str(beside))
    found = []
    for path in sorted(Path(given).rglob("*")):
        if path.is_file() and path.suffix not in (".md", ".jsonl"):
            try:
                found.append(plistlib.dumps(sp.load(path).to_plist(), fmt=plistlib.FMT_BINARY))
            except (sp.ShortcutError, ValueError, OverflowError):
                continue
    if not found:
        print("no shortcuts there: made ones instead")
        found = [sp.dumps(made(size)) for size in (8, 40, 120, 400, 1200)]
    return found


def _read(data: bytes) -> str:
    return sp.decompile(sp.loads(data))


def main() -> None:
    files = corpus()
    reading, compiling = [], []
    sums = [0.0, 0.0, 0.0, 0.0]
    for data in files:
        floor = best(lambda data=data: plistlib.loads(data))  # type: ignore[misc]
        whole = best(lambda data=data: sp.decompile(sp.loads(data)))  # type: ignore[misc]
        code = sp.decompile(sp.loads(data))
        parse = best(lambda code=code: ast.parse(code))  # type: ignore[misc]
        compiled = best(lambda code=code: sp.compile(code))  # type: ignore[misc]
        reading.append(whole / floor)
        compiling.append(compiled / parse)
        for index, value in enumerate((floor, whole, parse, compiled)):
            sums[index] += value
    print(f"{len(files)} files")
    print(
        f"load + decompile / plistlib.loads: median {statistics.median(reading):.2f}, "
        f"sum {sums[1] / sums[0]:.2f}"
    )
    print(
        f"compile / ast.parse:               median {statistics.median(compiling):.2f}, "
        f"sum {sums[3] / sums[2]:.2f}"
    )
    print("actions   load + decompile   compile   (ratio to the smallest, an action)")
    first: tuple[float, float] | None = None
    for size in (1_000, 10_000, 40_000):
        workflow = made(size)
        data, code = sp.dumps(workflow), sp.decompile(workflow)
        count = sum(1 for _ in workflow.flat())
        reading_cost = best(partial(_read, data)) / count
        cost = (reading_cost, best(partial(sp.compile, code)) / count)
        first = first or cost
        print(f"{count:7}   {cost[0] / first[0]:16.2f}   {cost[1] / first[1]:7.2f}")


if __name__ == "__main__":
    main()
