"""Sound workflows of this repository: those in which no check finds an error or a warning."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import shortcuts_py as sp
from shortcuts_py.checks.files import check_plist, read_file

__all__ = ["is_sound", "sound_files"]

FIXTURES = Path(__file__).parents[2] / "fixtures"


def is_sound(plist: Any) -> bool:
    return all(one.severity == "note" for one in check_plist(plist))


@lru_cache(maxsize=1)
def sound_files() -> dict[str, dict[str, Any]]:
    """Name to property list: shortcut files, and what the code of the cases compiles to."""
    found: dict[str, Any] = {}
    for path in sorted((FIXTURES / "shortcuts").iterdir()):
        if path.suffix != ".py":
            found[path.name] = read_file(path.read_bytes()).plist
    for path in sorted((FIXTURES / "cases").glob("*.py")):
        found[path.name] = sp.compile(path.read_text(encoding="utf-8")).to_plist()
    return {
        name: plist
        for name, plist in found.items()
        if type(plist) is dict and plist.get("WFWorkflowActions") and is_sound(plist)
    }
