"""The difference that a fix makes, as a unified diff."""

from __future__ import annotations

import difflib
import json
from typing import Any

from shortcuts_py.errors import ShortcutError
from shortcuts_py.plist.json_form import wrap
from shortcuts_py.workflow.document import Workflow

__all__ = ["difference_of_code", "difference_of_files"]

_MOST_LINES = 20_000  # beyond that, comparing line by line takes too long


def difference_of_code(before: str, after: str, name: str) -> str:
    """A unified diff of two texts; empty where they are the same."""
    old, new = before.splitlines(), after.splitlines()
    if len(old) + len(new) > _MOST_LINES:
        return f"--- {name}\n+++ {name} (mended)\n({len(old)} lines; too many to compare)"
    return "\n".join(difflib.unified_diff(old, new, name, f"{name} (mended)", lineterm=""))


def difference_of_files(before: Any, after: Any, name: str) -> str:
    """A unified diff of two property lists: of their code, or of their JSON.

    Code says more to people. Where both print as the same code, the ids or the form of
    a value differ, and only the JSON shows it.
    """
    for keep_ids in (False, True):
        try:
            old, new = (_code(plist, keep_ids) for plist in (before, after))
        except ShortcutError:
            break
        if old != new:
            return difference_of_code(old, new, name)
    old, new = (_json(plist) for plist in (before, after))
    return difference_of_code(old, new, name)


def _code(plist: Any, keep_ids: bool) -> str:
    from shortcuts_py.dialects import decompile_workflow

    return decompile_workflow(Workflow.from_plist(plist), keep_ids=keep_ids)


def _json(plist: Any) -> str:
    return json.dumps(wrap(plist), indent=1, sort_keys=True)
