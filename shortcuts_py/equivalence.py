"""Whether two workflows are the same shortcut: equal up to a renaming of ids."""

from __future__ import annotations

from typing import Any

from shortcuts_py.plist.compare import same

__all__ = ["ID_KEYS", "Renaming", "equivalent"]

# Keys whose values are ids of actions, blocks and variables, and references to them.
ID_KEYS = frozenset({"GroupingIdentifier", "OutputUUID", "UUID", "VariableUUID"})


class Renaming:
    """A one-to-one renaming of ids that is found while two property lists are compared."""

    def __init__(self) -> None:
        self._forward: dict[str, str] = {}
        self._backward: dict[str, str] = {}

    def same(self, left: Any, right: Any) -> bool:
        """Whether two property lists are equal up to this renaming, which may grow."""
        kind = type(left)
        if kind is not type(right):
            return False
        if kind is dict:
            if len(left) != len(right):
                return False
            for key, one in left.items():
                if key not in right:
                    return False
                other = right[key]
                if type(one) is not str or type(other) is not str:
                    if not self.same(one, other):
                        return False
                elif key in ID_KEYS:
                    if self._forward.setdefault(one, other) != other:
                        return False
                    if self._backward.setdefault(other, one) != one:
                        return False
                elif one != other:
                    return False
            return True
        if kind is list:
            return len(left) == len(right) and all(map(self.same, left, right))
        return same(left, right)


def equivalent(left: Any, right: Any) -> bool:
    """Whether two workflows are equal up to a consistent renaming of ids.

    Args:
        left: a `Workflow`, or its property list.
        right: likewise.

    Types are told apart (1, 1.0, True and "1" differ); the order of keys does not count.
    """
    first = left.to_plist() if hasattr(left, "to_plist") else left
    second = right.to_plist() if hasattr(right, "to_plist") else right
    return Renaming().same(first, second)
