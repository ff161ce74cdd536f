"""Nothing that is read is ever run: seen in the code, and heard from Python's audit events."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "shortcuts_py"

# Modules whose use could run what is read. ProcessPoolExecutor pickles by itself: what it
# unpickles was pickled by the package's own functions in its own processes, never bytes of
# an input; the second test lists the classes that come through.
MODULES = {"pickle", "marshal", "shelve", "dill", "runpy", "code", "codeop", "imp", "ctypes"}
CALLS = {"eval", "exec", "compile", "__import__", "import_module", "exec_module", "system",
         "popen", "spec_from_file_location", "load_module", "breakpoint", "execfile"}  # fmt: skip
TABLE = "the name is from a table in the same module"

_COMMON = {"compile", "system"}

# Call and module, and why it cannot run what is read.
ALLOWED = {
    ("import_module", "__init__.py"): TABLE,
    ("import_module", "catalog/__init__.py"): TABLE,
    ("import_module", "checks/families.py"): TABLE,
    ("import_module", "commands/shortcuts_py.py"): TABLE,
    ("import_module", "container/__init__.py"): TABLE,
    ("import_module", "dataset/__init__.py"): TABLE,
    ("import_module", "dataset/hooks.py"): "whoever runs the command names a function of their own",
    ("import_module", "dialects.py"): TABLE,
    ("import_module", "icloud/__init__.py"): TABLE,
    ("import_module", "interface/__init__.py"): "the dialect was looked up in a table before",
    ("import_module", "scoring/__init__.py"): TABLE,
    ("import_module", "signing/__init__.py"): TABLE,
    ("compile", "workbench/source/reading.py"): "with ast.PyCF_ONLY_AST: it parses",
    ("compile", "workbench/source/statements.py"): "with ast.PyCF_ONLY_AST (0x400): it parses",
}


def calls_of(path: Path) -> set[str]:
    """Names among `CALLS` and `MODULES` that a module uses."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.id if isinstance(function, ast.Name) else ""
            if isinstance(function, ast.Attribute):
                # re.compile and platform.system are others.
                of_os = isinstance(function.value, ast.Name) and function.value.id == "os"
                name = function.attr if function.attr not in _COMMON or of_os else ""
            if name in CALLS:
                found.add(name)
        elif isinstance(node, ast.Import):
            found |= {one.name.partition(".")[0] for one in node.names} & MODULES
        elif isinstance(node, ast.ImportFrom):
            found |= {(node.module or "").partition(".")[0]} & MODULES if not node.level else set()
    return found


def test_no_module_can_run_what_it_reads() -> None:
    found = {
        (name, path.relative_to(PACKAGE).as_posix())
        for path in PACKAGE.rglob("*.py")
        for name in calls_of(path)
    }
    assert found - ALLOWED.keys() == set()


def test_the_scan_finds_what_it_looks_for(tmp_path: Path) -> None:
    path = tmp_path / "bad.py"
    path.write_text("import pickle\nfrom marshal import loads\neval('1')\nos.system('x')\n")
    assert calls_of(path) == {"pickle", "marshal", "eval", "system"}


@pytest.fixture(scope="module")
def heard() -> dict[str, list[str]]:
    script = Path(__file__).parent / "audited_run.py"
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    result: dict[str, list[str]] = json.loads(done.stdout)
    return result


def test_python_hears_of_no_execution(heard: dict[str, list[str]]) -> None:
    """No code object is run but those of imports, and no import has a name from an input."""
    assert heard["problems"] == []
    assert int(heard["inputs"][0]) > 200


def test_workers_unpickle_only_what_the_package_made(heard: dict[str, list[str]]) -> None:
    own = [one for one in heard["unpickled"] if not one.startswith("shortcuts_py.")]
    assert set(own) <= {
        "builtins.getattr", "functools.partial", "pathlib.PosixPath", "pathlib._local.PosixPath",
        *(f"concurrent.futures.process.{name}" for name in (
            "_ResultItem", "_CallItem", "_ExceptionWithTraceback", "_rebuild_exc")),
    }  # fmt: skip
    assert heard["unpickled"]


def test_the_hook_hears_what_it_listens_for() -> None:
    script = Path(__file__).parent / "audited_run.py"
    done = subprocess.run(
        [sys.executable, str(script), "--selftest"], capture_output=True, text=True, check=True
    )
    problems = json.loads(done.stdout)["problems"]
    for word in ("exec", "subprocess", "import", "open"):
        assert any(one.startswith(word) for one in problems), (word, problems)
