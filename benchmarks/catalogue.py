"""The action catalogue and the names: index, all of it, search, stubs; each in a fresh process."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measuring import Row, best

__all__ = ["catalogue"]

ROOT = Path(__file__).parents[1]
FRESH = "import time, json; {}; t = time.process_time(); {}; print(time.process_time() - t)"
FIRST = {
    "names, first use": ("import shortcuts_py.names as n", "n.by_name('text')"),
    "catalogue, index": ("import shortcuts_py.catalog as c", "c.load()"),
    "catalogue, every action": (
        "import shortcuts_py.catalog as c",
        "[one for one in c.load().values()]",
    ),
    "its JSON, parsed": (
        "from pathlib import Path",
        "[json.loads(p.read_bytes()) for p in Path('action_defs').rglob('*.json')]",
    ),
}


def catalogue() -> list[Row]:
    """Time of what is loaded once, and of searching."""
    found = {}
    for name, (before, work) in FIRST.items():
        command = [sys.executable, "-c", FRESH.format(before, work)]
        found[name] = min(
            float(subprocess.check_output(command, cwd=ROOT).split()[-1]) for _ in range(3)
        )
    floor_name, floor = "its JSON, parsed", found.pop("its JSON, parsed")
    rows = [
        Row(name, seconds * 1000, floor=floor_name, ratio=seconds / floor)
        for name, seconds in found.items()
    ]
    from shortcuts_py import catalog
    from shortcuts_py.catalog.stubs import write_stubs

    catalog.search("first", 1)
    for name, text in (("search", "resize a picture"), ("search, misspelt", "rezise a pictur")):
        seconds = best(lambda text=text: catalog.search(text, 5))  # type: ignore[misc]
        rows.append(Row(name, seconds * 1000))
    with tempfile.TemporaryDirectory() as folder:
        seconds = best(lambda: write_stubs(catalog.load(), Path(folder)), 1)
    rows.append(Row("stubs of every action", seconds * 1000))
    return rows
