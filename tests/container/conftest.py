"""Shared by the container tests: the repository's fixtures, and the corpus of real files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from make_fixtures import FIXED, contact_identity, icloud_identity, shortcut

from shortcuts_py.container.identity import Identity

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def icloud() -> Identity:
    return icloud_identity()


@pytest.fixture(scope="session")
def contact() -> Identity:
    return contact_identity()


@pytest.fixture(scope="session")
def plist() -> bytes:
    return shortcut()


@pytest.fixture(scope="session")
def fixed() -> dict[str, object]:
    return dict(FIXED)


@pytest.fixture(scope="session")
def signed_corpus() -> list[Path]:
    folder = Path(os.environ.get("SHORTCUTS_CORPUS", ROOT.parent / "shared" / "corpus")) / "signed"
    files = sorted(folder.glob("*.shortcut"))
    if not files:
        pytest.skip("the corpus of real files is not here; set SHORTCUTS_CORPUS to its folder")
    return files
