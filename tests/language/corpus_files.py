"""The real shortcuts that tests run over, where there are any."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

__all__ = ["SAMPLE", "corpus_sample"]

SAMPLE = 150


def corpus_sample(corpus: Path, everything: bool | None = None) -> list[Path]:
    """The corpus' files, or the same part of them on every machine.

    All with SHORTCUTS_ALL=1 (or `everything`), else `SAMPLE` files chosen by their names.
    """
    kinds = {".shortcut", ".wflow", ".xml", ".json", ".plist"}
    files = sorted(path for path in corpus.rglob("*") if path.suffix in kinds and path.is_file())
    if everything or (everything is None and os.environ.get("SHORTCUTS_ALL")):
        return files
    by_chance = sorted(files, key=lambda path: hashlib.sha256(path.name.encode()).digest())
    return sorted(by_chance[:SAMPLE])
