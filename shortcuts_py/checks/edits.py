"""Changes of property lists: how fixes are said, and how they are made.

Fixes of one run are made together: values first, then what is put into lists or taken out
of them, from the end of each list, so that no change moves the place of another.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from shortcuts_py.errors import Fix, PlistEdit

__all__ = ["apply_fixes", "insert", "put", "remove"]

Path = tuple[str | int, ...]


def put(title: str, *changes: tuple[Path, Any], safe: bool = True) -> Fix:
    """A fix that puts values at paths."""
    edits = tuple(PlistEdit(path, "set", value) for path, value in changes)
    return Fix(title, edits, safe)


def remove(path: Path) -> PlistEdit:
    """A change that takes a value out."""
    return PlistEdit(path, "remove")


def insert(path: Path, value: Any) -> PlistEdit:
    """A change that puts a value into a list, in front of the index that the path ends in."""
    return PlistEdit(path, "insert", value)


def _order(edit: PlistEdit) -> tuple[bool, tuple[str, ...], int]:
    last = edit.path[-1]
    moves = edit.operation == "insert" or (edit.operation == "remove" and type(last) is int)
    place = last if moves and type(last) is int else 0
    return moves, tuple(f"{one:9}" if type(one) is int else str(one) for one in edit.path), -place


def _overlaps(path: Path, taken: set[Path]) -> bool:
    return any(path[:length] in taken for length in range(1, len(path) + 1))


def apply_fixes(plist: dict[str, Any], fixes: Iterable[Fix]) -> tuple[dict[str, Any], int]:
    """Make changes in a copy of a property list.

    A fix that touches a value which another one changes before is left out; it is found
    again in the next run.

    Returns:
        The changed copy, and how many fixes were made.
    """
    chosen: list[PlistEdit] = []
    taken: set[Path] = set()
    count = 0
    for fix in fixes:
        edits = [edit for edit in fix.edits if isinstance(edit, PlistEdit)]
        if not edits or any(_overlaps(edit.path, taken) for edit in edits):
            continue
        taken.update(edit.path for edit in edits)
        chosen += edits
        count += 1
    if not count:
        return plist, 0
    result = deepcopy(plist)
    values = [edit for edit in chosen if not _order(edit)[0]]
    moves = [edit for edit in chosen if _order(edit)[0]]
    for edit in values:
        _apply(result, edit)
    for edit in sorted(moves, key=lambda edit: (len(edit.path), edit.path[-1]), reverse=True):
        _apply(result, edit)
    return result, count


def _apply(root: Any, edit: PlistEdit) -> None:
    holder = root
    for step in edit.path[:-1]:
        holder = holder[step]
    last = edit.path[-1]
    if edit.operation == "insert":
        holder.insert(last, deepcopy(edit.value))
    elif edit.operation == "remove":
        del holder[last]
    else:
        holder[last] = deepcopy(edit.value)
