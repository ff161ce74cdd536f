"""Lint, format and types of the whole tree: part of the tests, so that one command is all."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CHECKS = {
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
}


@pytest.mark.parametrize("name", CHECKS)
def test_quality(name: str) -> None:
    command = [sys.executable, "-m", *CHECKS[name]]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_importing_the_package_loads_nothing_heavy() -> None:
    """Only what is used is paid for: `import shortcuts_py` stays a bare import."""
    code = (
        "import sys, shortcuts_py; "
        "heavy = {'pydantic', 'click', 'rich', 'libcst', 'cryptography', 'httpx', 'biplist',"
        " 'plistlib', 'ast', 'dataclasses', 'json'}; "
        "print(*sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert result.stdout.split() == []


def test_converting_loads_no_pydantic_and_no_network(tmp_path: Path) -> None:
    """The way of `shortcut2py` from bytes to proved code needs neither."""
    code = (
        "import sys, shortcuts_py as sp; "
        'w = sp.compile(\'shortcut("A")\\nshow_alert("b")\\n\'); '
        "assert sp.prove(sp.loads(sp.dumps(w))).exact; "
        "heavy = {'pydantic', 'click', 'rich', 'libcst', 'cryptography', 'httpx', 'biplist'}; "
        "print(*sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert result.stdout.split() == []


def test_nothing_evaluates_what_it_reads() -> None:
    """No `eval`, `exec`, `pickle` or import by name of input in the package."""
    forbidden = ("eval(", "exec(", "pickle", "marshal", "__import__")
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in sorted((ROOT / "shortcuts_py").rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        for word in forbidden
        if word in line.replace("literal_eval(", "").replace("sqlite", "")
    ]
    assert found == []
