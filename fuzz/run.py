"""Coverage-guided fuzzing of an entry point with atheris: an opt-in long run.

    pip install '.[fuzz]'
    python fuzz/run.py native -max_total_time=600
    python fuzz/run.py --list

What it finds interesting goes to `fuzz/corpus/ENTRY/`, from where the next run begins; the
fixtures are read as seeds and stay as they are. An input that fails is written to
`fuzz/found/`; it belongs into `fixtures/hostile/ENTRY/`, where the tests run it for ever.
`python fuzz/run.py ENTRY --shrink` writes the smallest corpus of the same coverage beside it, as
`fuzz/corpus/ENTRY.smaller/`; `--trim` deletes all but the smallest files of each corpus.
Options of libFuzzer follow the name.
"""

from __future__ import annotations

import shlex
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "strength")]
_LONGEST = {"signed": 32768, "web_answer": 32768}  # certificates alone take some thousands
_USUAL = 4096  # bytes of an input
_KEPT = 30  # files of a corpus that are kept in the repository
_LARGEST = 2048


def main() -> int:
    """Run libFuzzer on one entry point."""
    import atheris

    with atheris.instrument_imports(include=["shortcuts_py"]):
        import entry_points
        import seeds as fixtures

        import shortcuts_py as sp
        import shortcuts_py.catalog
        import shortcuts_py.dialects
        import shortcuts_py.language.compiler
        import shortcuts_py.language.decompiler
        import shortcuts_py.plist
        import shortcuts_py.storage

    if len(sys.argv) < 2 or sys.argv[1] not in entry_points.ENTRY_POINTS:
        print("one of:", *entry_points.ENTRY_POINTS)
        return 0 if "--list" in sys.argv else 2
    name = sys.argv.pop(1)
    longest = _LONGEST.get(name, _USUAL)
    entry = entry_points.ENTRY_POINTS[name]
    kept = ROOT / "fuzz" / "corpus" / name
    found = ROOT / "fuzz" / "found"
    found.mkdir(exist_ok=True)

    def run(data: bytes) -> None:
        try:
            entry(data)
        except sp.ShortcutError:
            return
        except UnicodeDecodeError:
            if name not in _TEXT:
                raise

    arguments = [sys.argv[0], f"-artifact_prefix={found}/", f"-max_len={longest}", "-timeout=20"]
    if "--shrink" in sys.argv:
        if not kept.is_dir():
            print(f"{name} has no corpus yet: run it first")
            return 1
        smaller = kept.with_suffix(".smaller")
        shutil.rmtree(smaller, ignore_errors=True)
        smaller.mkdir()
        # libFuzzer runs this line in a shell, with options of its own, for the work itself.
        arguments[0] = shlex.join([sys.executable, str(Path(__file__).resolve()), name])
        arguments += ["-merge=1", str(smaller), str(kept)]
    elif any(one.startswith("-merge_inner") for one in sys.argv):
        arguments = sys.argv
    else:
        kept.mkdir(parents=True, exist_ok=True)
        seeds = Path(tempfile.mkdtemp())
        for number, seed in enumerate(fixtures.seeds_of(name)):
            (seeds / f"seed{number}").write_bytes(seed[:longest])
        arguments += [*sys.argv[1:], str(kept), str(seeds)]
    atheris.Setup(arguments, run)
    atheris.Fuzz()  # ends the process itself
    return 0


# Entry points whose input is text: bytes that are no UTF-8 are not given to them by anybody.
_TEXT = {"native", "apple", "workflowbench", "repair", "links", "score", "rename", "announcement"}


def trim(folder: Path) -> None:
    """Keep the smallest files of a corpus."""
    files = sorted((path.stat().st_size, path) for path in folder.iterdir())
    for number, (size, path) in enumerate(files):
        if number >= _KEPT or size > _LARGEST:
            path.unlink()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--trim"]:
        for corpus in (ROOT / "fuzz" / "corpus").iterdir():
            trim(corpus)
        sys.exit(0)
    sys.exit(main())
