"""Where the real sources lie."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def definition_sources() -> Path:
    """The folder with real definition sources."""
    path = Path(os.environ.get("SHORTCUTS_DEFS") or ROOT.parent / "shared" / "defs")
    if not path.is_dir():
        pytest.skip("no defs: set SHORTCUTS_DEFS to the folder, or lay it at ../shared/defs")
    return path
