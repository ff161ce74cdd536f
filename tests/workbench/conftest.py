"""What the tests of this folder share with those of the language."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "language"))


@pytest.fixture(scope="session")
def samples() -> Path:
    """The file of published samples, where there is one on this machine."""
    named = os.environ.get("SHORTCUTS_WORKBENCH")
    path = Path(named) if named else ROOT.parent / "shared" / "workbench" / "samples.json"
    if not path.is_file():
        pytest.skip("no samples: neither SHORTCUTS_WORKBENCH nor ../shared/workbench has any")
    return path
