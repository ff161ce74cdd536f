"""Integers that no property list holds, in whatever place.

Core Foundation writes those up to 2^63-1 in 8 bytes and the rest up to 2^64-1 in 16. Integers in
code, XML and JSON have no such end.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shortcuts_py.checks.action_view import Path
from shortcuts_py.checks.rules import Finding
from shortcuts_py.checks.view import View, join_path

__all__ = ["RULES"]

_LEAST, _MOST = -(2**63), 2**64 - 1
_SHOWN = 128  # bits of a number that a message shows; printing takes time in their square


def integers(view: View) -> Iterator[Finding]:
    """Integers of more than 64 bits, which cannot be written."""
    if not _any_beyond(view.plist):
        return
    for key, value in view.plist.items():
        if key != "WFWorkflowActions" or type(value) is not list:
            for path, number in _beyond({key: value}):
                yield _finding(number, None, path)
    for action in view.actions:
        if type(action.plist) is not dict:
            for path, number in _beyond([action.plist]):
                yield _finding(number, action.index, path[1:])
            continue
        beside = {
            key: value for key, value in action.plist.items() if value is not action.parameters
        }
        for members in (beside, action.parameters):
            for path, number in _beyond(members):
                yield _finding(number, action.index, path)


def _finding(number: int, action: int | None, path: Path) -> Finding:
    called = str(number) if number.bit_length() <= _SHOWN else "this integer"
    return Finding(
        "integer-range",
        f"{called} has more than 64 bits: shortcuts hold integers from {_LEAST} to {_MOST}. "
        "Write a smaller one, a number with a decimal point, or a text",
        action,
        join_path(path),
    )


def _any_beyond(container: Any) -> bool:
    """Whether there are any: almost no file has one, and paths take time."""
    waiting = [container]
    while waiting:
        value = waiting.pop()
        for one in value.values() if type(value) is dict else value:
            kind = type(one)
            if kind is dict or kind is list:
                waiting.append(one)
            elif kind is int and not _LEAST <= one <= _MOST:
                return True
    return False


def _beyond(container: Any) -> Iterator[tuple[Path, int]]:
    """The integers out of range in a container, with their paths."""
    waiting: list[tuple[Path, Any]] = [((), container)]
    while waiting:
        path, value = waiting.pop()
        if type(value) is int:
            yield path, value
            continue
        members = value.items() if type(value) is dict else enumerate(value)
        found = [
            ((*path, key), one)
            for key, one in members
            if type(one) is dict
            or type(one) is list
            or (type(one) is int and not _LEAST <= one <= _MOST)
        ]
        waiting += reversed(found)


RULES = (integers,)
