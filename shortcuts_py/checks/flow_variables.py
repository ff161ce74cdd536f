"""Named variables: read without being set, set without being read; the loops' own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from shortcuts_py.checks.action_view import LOOPS
from shortcuts_py.checks.rules import Finding
from shortcuts_py.checks.view import View, join_path

__all__ = ["RULES"]

_LOOP_VARIABLE = re.compile(r"Repeat (Item|Index)(?: ([2-9]|[1-9][0-9]{1,3}))?")
_DEEP = 100  # blocks around that are looked at, for the same reason as the next
_MANY = 100  # unset names that are compared with all others, so that the cost stays linear


def names(view: View) -> Iterator[Finding]:
    """Variables that are read and never set, or read before; set and never read.

    A name that nothing sets beside almost the same name that nothing reads is one problem.
    """
    compared = 0
    explained: set[str] = set()
    for name in view.read_by:
        if name in view.set_by:
            yield from _early(view, name)
        elif not _LOOP_VARIABLE.fullmatch(name):
            compared += 1
            near = _nearest(name, view.set_by) if compared <= _MANY else ()
            other = near[0] if near and _almost(name, near[0]) else None
            if other is not None and other not in view.read_by:
                explained.add(other)
            yield _unset(view, name, near, other)
    for name, setters in view.set_by.items():
        if name not in view.read_by and name not in explained:
            compared += 1
            near = _nearest(name, view.read_by) if compared <= _MANY else ()
            yield Finding(
                "variable-unread",
                f"the variable {name!r:.60} is never read",
                setters[0],
                "WFVariableName",
                suggestions=tuple(one for one in near if _almost(name, one)),
            )


def _unset(view: View, name: str, near: tuple[str, ...], other: str | None) -> Finding:
    reads = view.read_by[name]
    first = reads[0]
    if other is not None and other not in view.read_by and len(reads) > 1:
        # Many read the one name, and one sets the other: the one is wrong.
        return Finding(
            "variable-misspelt",
            f"nothing reads the variable {other!r:.60}, and nothing sets {name!r:.60}",
            view.set_by[other][0],
            "WFVariableName",
            suggestions=(name,),
            related=tuple(("it is read", one.action) for one in reads[:5]),
        )
    more = "" if len(reads) == 1 else f"; it is read {len(reads)} times"
    related = tuple(("also read", one.action) for one in reads[1:6])
    if other is not None:
        related = ((f"{other!r:.60} is set", view.set_by[other][0]), *related)
    return Finding(
        "variable-unset" if other is None else "variable-misspelt",
        f"nothing sets the variable {name!r:.60}: it is empty{more}",
        first.action,
        join_path((*first.path, "VariableName")),
        suggestions=near,
        related=related,
    )


def _nearest(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that are almost like this one, the nearest first."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    others = {one: one.casefold() for one in names}
    found = process.extract(
        name.casefold(), others, scorer=OSA.normalized_similarity, score_cutoff=0.6, limit=3
    )
    return tuple(one[2] for one in found)


def _almost(name: str, other: str) -> bool:
    """Whether a name is another one with a slip or two."""
    from rapidfuzz.distance import OSA

    slips = OSA.distance(name.casefold(), other.casefold(), score_cutoff=2)
    return slips <= min(2, max(len(name), len(other)) // 3)


def _early(view: View, name: str) -> Iterator[Finding]:
    setter, first = view.set_by[name][0], view.read_by[name][0]
    if first.action >= setter or not view.nests:
        return
    # In a loop around both, the variable is set from the second time on.
    for block in islice(view.blocks_around(first.action), _DEEP):
        if block.identifier in LOOPS and (block.end is None or setter < block.end):
            return
    yield Finding(
        "variable-early",
        f"the variable {name!r:.60} is read before it is set: it is empty here",
        first.action,
        join_path((*first.path, "VariableName")),
        related=(("it is set", setter),),
    )


def loops(view: View) -> Iterator[Finding]:
    """Variables of loops outside of as many loops."""
    if not view.nests or any(view.actions[one].identifier in LOOPS for one in view.strays):
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


RULES = (names, loops)
