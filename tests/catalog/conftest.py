"""Where the real sources lie, and an independent reading of real shortcuts."""

from __future__ import annotations

import json
import os
import plistlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shortcuts_py.errors import ShortcutError

ROOT = Path(__file__).parents[2]


def folder(variable: str, name: str) -> Path:
    """The folder that the variable names, or its place beside the repository; else skips."""
    path = Path(os.environ.get(variable) or ROOT.parent / "shared" / name)
    if not path.is_dir():
        pytest.skip(f"no {name}: set {variable} to the folder, or lay it at ../shared/{name}")
    return path


@pytest.fixture(scope="session")
def definition_sources() -> Path:
    """The folder with real definition sources."""
    return folder("SHORTCUTS_DEFS", "defs")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder with real shortcuts."""
    return folder("SHORTCUTS_CORPUS", "corpus")


@pytest.fixture(scope="session")
def workflows(corpus: Path) -> list[dict[str, Any]]:
    """Every readable shortcut of the corpus, signed ones included."""
    return list(read(corpus))


def read(corpus: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(corpus.rglob("*")):
        if not path.is_file() or path.suffix in {".md", ".jsonl"}:
            continue
        data = path.read_bytes()
        try:
            if data.startswith(b"AEA1"):
                container = pytest.importorskip("shortcuts_py.container")
                data = container.unsign(data)
            json_text = data.lstrip()[:1] in (b"{", b"[")
            found = json.loads(data) if json_text else plistlib.loads(data)
        except (ValueError, ShortcutError, plistlib.InvalidFileException):
            continue
        if isinstance(found, list):
            found = found[0] if found else {}
        if isinstance(found, dict):
            yield found
