"""Named variables: read without being set, set without being read; the loops' own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shortcuts_py.checks.action_view import LOOPS
from shortcuts_py.checks.rules import Finding
from shortcuts_py.checks.view import View, join_path

__all__ = ["RULES"]

_LOOP_VARIABLE = re.compile(r"Repeat (Item|Index)(?: ([2-9]|[1-9][0-9]{1,3}))?")
_MANY = 100  # unset names that are compared with all others, so that the cost stays linear


def unset(view: View) -> Iterator[Finding]:
    """Variables that are read and never set, or read before."""
    compared = 0
    for name, reads in view.read_by.items():
        first = reads[0]
        if name in view.set_by:
            yield from _early(view, name)
            continue
        if _LOOP_VARIABLE.fullmatch(name):
            continue
        near: tuple[str, ...] = ()
        compared += 1
        if compared <= _MANY:
            from rapidfuzz import process

            found = process.extract(name, list(view.set_by), limit=3, score_cutoff=60)
            near = tuple(one[0] for one in found)
        more = "" if len(reads) == 1 else f"; it is read {len(reads)} times"
        yield Finding(
            "variable-unset",
            f"nothing sets the variable {name!r:.60}: it is empty{more}",
            first.action,
            join_path((*first.path, "VariableName")),
            suggestions=near,
            related=tuple(("also read", one.action) for one in reads[1:6]),
        )


def _early(view: View, name: str) -> Iterator[Finding]:
    setter, first = view.set_by[name][0], view.read_by[name][0]
    if first.action >= setter or not view.nests:
        return
    # In a loop around both, the variable is set from the second time on.
    block = view.actions[first.action].block
    while block is not None:
        if block.identifier in LOOPS and (block.end is None or setter < block.end):
            return
        block = block.parent
    yield Finding(
        "variable-early",
        f"the variable {name!r:.60} is read before it is set: it is empty here",
        first.action,
        join_path((*first.path, "VariableName")),
        related=(("it is set", setter),),
    )


def unread(view: View) -> Iterator[Finding]:
    """Variables that are set and never read."""
    for name, setters in view.set_by.items():
        if name not in view.read_by:
            yield Finding(
                "variable-unread",
                f"the variable {name!r:.60} is never read",
                setters[0],
                "WFVariableName",
            )


def loops(view: View) -> Iterator[Finding]:
    """Variables of loops outside of as many loops."""
    if not view.nests:
        return
    for name, reads in view.read_by.items():
        match = _LOOP_VARIABLE.fullmatch(name)
        if match is None or name in view.set_by:
            continue
        needed = int(match.group(2) or 1)
        for read in reads:
            block = view.actions[read.action].block
            depth = 0 if block is None else block.depth
            if depth >= needed:
                continue
            word = f"Repeat {match.group(1)}"
            near = () if depth == 0 else (word if depth == 1 else f"{word} {depth}",)
            places = {0: "no loop is", 1: "one loop is"}.get(depth, f"{depth} loops are")
            yield Finding(
                "loop-variable",
                f"{name} is empty here: {places} around it",
                read.action,
                join_path((*read.path, "VariableName")),
                suggestions=near,
            )


RULES = (unset, unread, loops)
