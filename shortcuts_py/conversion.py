"""A workflow in another dialect, and what that dialect had no words for.

The printers of the dialects of others say what their dialect cannot in comments
(`announcements`). Converting lists these, and proves that the code stands for the same
shortcut with them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from shortcuts_py.announcements import read_announcement
from shortcuts_py.apple.prescan import prescan
from shortcuts_py.dialects import compile_code, decompile_workflow
from shortcuts_py.equivalence import equivalent
from shortcuts_py.errors import CompileError, ShortcutError
from shortcuts_py.limits import Limits, bounded, check_time
from shortcuts_py.plist.compare import same
from shortcuts_py.workflow.document import Workflow

__all__ = ["UNVERIFIED", "Announced", "Conversion", "convert", "find_announcements", "kinds_of"]


class Announced(NamedTuple):
    """Something that a dialect could not say, and a comment says instead.

    Attributes:
        line: the comment's line, counted from 1.
        kind: the announcement's word, such as "parameters".
        about: the keys that it is about, where it has any.
    """

    line: int
    kind: str
    about: tuple[str, ...] = ()


class Conversion(NamedTuple):
    """Code in a dialect.

    Attributes:
        code: the code.
        announced: what the dialect could not say, in the order of the code.
        exact: whether the code, with its announcements, reads back as the same shortcut (up
            to ids; with ids kept, as the same property list).
        problem: what is not so where it does not.
    """

    code: str
    announced: tuple[Announced, ...]
    exact: bool
    problem: str | None


UNVERIFIED = "unverified"
"""The kind of what is said in words that nobody has seen the dialect's own tools take."""


def kinds_of(announced: Iterable[Announced]) -> dict[str, int]:
    """How many announcements there are of each kind, most frequent first."""
    return dict(Counter(one.kind for one in announced).most_common())


def convert(
    workflow: Workflow, dialect: str, *, keep_ids: bool = False, limits: Limits | None = None
) -> Conversion:
    """Print a workflow in a dialect, read the code back, and compare.

    Args:
        workflow: the workflow.
        dialect: one of `dialects.DIALECTS`.
        keep_ids: whether the code carries every id.
        limits: bounds on what that may cost; None for the current ones.

    Raises:
        ShortcutError: there is no such dialect, the workflow cannot be printed at all, or
            that goes beyond the limits.
    """
    with bounded(limits):
        return _convert(workflow, dialect, keep_ids)


def _convert(workflow: Workflow, dialect: str, keep_ids: bool) -> Conversion:
    if dialect == "native":
        from shortcuts_py.language.proof import prove

        proof = prove(workflow, keep_ids=keep_ids)
        return Conversion(proof.code, (), proof.exact, proof.problem)
    code = decompile_workflow(workflow, dialect, keep_ids)
    announced = tuple(find_announcements(code))
    problem: str | None = None
    try:
        plist, again = workflow.to_plist(), compile_code(code, dialect).to_plist()
        if not (same(plist, again) if keep_ids else equivalent(plist, again)):
            problem = "the code reads back as another shortcut"
    except CompileError as error:
        problem = f"the code does not read back: {error}"
    return Conversion(code, announced, problem is None, problem)


def find_announcements(code: str) -> list[Announced]:
    """The announcements in code of any dialect, in order; linear in the code.

    A comment that looks like one and cannot be read is not one of them.
    """
    found: list[Announced] = []
    for comment in prescan(code).comments:
        check_time()
        try:
            one = read_announcement(comment.text)
        except ShortcutError:
            continue
        if one is not None:
            found.append(Announced(comment.line, one.word, _about(one.value)))
    return found


def _about(value: object) -> tuple[str, ...]:
    if not isinstance(value, dict):
        return (value,) if isinstance(value, str) and len(value) <= 80 else ()
    changed = value.get("set")
    gone = value.get("drop")
    keys = list(changed) if isinstance(changed, dict) else []
    keys += [one for one in gone if isinstance(one, str)] if isinstance(gone, list) else []
    return tuple(keys or value)
