"""The example of docs/scale.md, run as it stands there; all of the corpus in little memory."""

from __future__ import annotations

import importlib.util
import os
import plistlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

import shortcuts_py as sp

ROOT = Path(__file__).resolve().parents[2]
GIB = 1 << 30


def test_the_example_with_dask_runs(tmp_path: Path) -> None:
    if importlib.util.find_spec("dask") is None:
        pytest.skip("Dask is not installed; the extra 'scale' has it")
    text = (ROOT / "docs" / "scale.md").read_text("utf-8")
    (example,) = re.findall(r"```python\n(import sys\n.*?)```", text, re.DOTALL)
    (tmp_path / "example.py").write_text(example)
    folder = tmp_path / "shortcuts"
    folder.mkdir()
    workflow = sp.compile("show_alert('x')\n")
    for number in range(5):
        (folder / f"{number}.shortcut").write_bytes(sp.dumps(workflow))
    (folder / "bad.shortcut").write_bytes(b"no shortcut")
    done = subprocess.run(
        [sys.executable, str(tmp_path / "example.py"), str(folder)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout == "5 of 6 exact\n"
    assert "bad.shortcut: neither a property list" in done.stderr
    code = sp.decompile(workflow)
    assert [(folder / f"{n}.py").read_text("utf-8") for n in range(5)] == [code] * 5


LIMITED = (
    "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, ({0}, {0})); "
    "from shortcuts_py.commands.shortcut2py import main; main()"
)


def test_the_corpus_in_a_gibibyte_of_address_space(corpus: Path) -> None:
    """Two workers; the limit holds for each process. All files with SHORTCUTS_ALL=1."""
    if sys.platform != "linux":
        pytest.skip("only Linux keeps to RLIMIT_AS")
    files = sorted(path for path in corpus.glob("*/**/*") if path.is_file())
    if not os.environ.get("SHORTCUTS_ALL"):
        files = sorted(files, key=lambda path: -path.stat().st_size)[:12]
    done = subprocess.run(
        [sys.executable, "-c", LIMITED.format(GIB), *map(str, files), "--check", "-j", "2"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert f"{len(files)} of {len(files)} files converted, exact up to ids" in done.stderr


def test_too_little_memory_is_a_clear_error(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux keeps to RLIMIT_AS")
    path = tmp_path / "large.shortcut"
    actions = [
        {
            "WFWorkflowActionIdentifier": "is.workflow.actions.alert",
            "WFWorkflowActionParameters": {"WFAlertActionTitle": f"{number}"},
        }
        for number in range(120_000)
    ]
    path.write_bytes(plistlib.dumps({"WFWorkflowActions": actions}, fmt=plistlib.FMT_BINARY))
    done = subprocess.run(
        [sys.executable, "-c", LIMITED.format(GIB // 6), str(path), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert re.fullmatch(rf"{re.escape(str(path))}: .* more memory than .*\n", done.stderr)
