"""Helpers that tests of several folders share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"


def corpus_folder() -> Path | None:
    """The folder of real shortcuts, where there is one on this machine."""
    named = os.environ.get("SHORTCUTS_CORPUS")
    folder = Path(named) if named else ROOT.parent / "shared" / "corpus"
    return folder if folder.is_dir() else None


@pytest.fixture(scope="session")
def corpus() -> Path:
    folder = corpus_folder()
    if folder is None:
        pytest.skip("no corpus: neither SHORTCUTS_CORPUS nor ../shared/corpus is a folder")
    return folder
