"""Times of the catalogue: index, whole, names, stubs, search, extraction.

    python benchmarks/catalog.py [DEFS]

DEFS is a folder with definition sources; without it nothing is extracted.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

FRESH = """
import time
import shortcuts_py.catalog as catalog
start = time.perf_counter()
found = catalog.load()
index = time.perf_counter() - start
start = time.perf_counter()
whole = len([action for action in found.values()])
print(index, time.perf_counter() - start, whole)
"""


def timed(name: str, call: Callable[[], object], times: int = 5) -> None:
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - start)
    print(f"{name:28} {best * 1000:8.1f} ms")


def main() -> None:
    root = Path(__file__).parents[1]
    runs = []
    for _ in range(5):
        done = subprocess.run([sys.executable, "-c", FRESH], cwd=root, capture_output=True,
                              text=True, check=True)  # fmt: skip
        runs.append([float(number) for number in done.stdout.split()])
    print(f"{'index, fresh process':28} {min(run[0] for run in runs) * 1000:8.1f} ms")
    print(f"{'whole, fresh process':28} {min(run[1] for run in runs) * 1000:8.1f} ms"
          f"  ({runs[0][2]:.0f} actions)")  # fmt: skip
    names = (
        "import time; t = time.perf_counter(); import shortcuts_py.names as n; {}; "
        "print(time.perf_counter() - t)"
    )
    for what, code in {"names, import": "0", "names, first use": "n.by_name('text')"}.items():
        command = [sys.executable, "-c", names.format(code)]
        seconds = [float(subprocess.check_output(command, cwd=root)) for _ in range(5)]
        print(f"{what:28} {min(seconds) * 1000:8.1f} ms")
    sys.path.insert(0, str(root))
    from shortcuts_py import catalog
    from shortcuts_py.catalog.searching import Searcher
    from shortcuts_py.catalog.stubs import write_stubs

    definitions = catalog.load()
    with tempfile.TemporaryDirectory() as folder:
        timed("stubs", lambda: write_stubs(definitions, Path(folder)), 2)
    timed("search index", lambda: Searcher(definitions), 3)
    timed("search, one request", lambda: catalog.search("resize a picture", 5), 50)
    timed("search, misspelt", lambda: catalog.search("rezise a pictur", 5), 50)
    for path in sorted(Path(sys.argv[1]).iterdir()) if len(sys.argv) > 1 else ():
        if path.is_dir():
            timed(f"extract {path.name}", lambda path=path: catalog.extract(path), 2)  # type: ignore[misc]


if __name__ == "__main__":
    main()
