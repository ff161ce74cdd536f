"""Which names may be given: an identifier, free, and without a meaning of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from shortcuts_py.language.keywords import is_word
from shortcuts_py.language.naming import Namespace, slug
from shortcuts_py.language.vocabulary import RESERVED
from shortcuts_py.names import built_in_names

__all__ = ["Refusal", "refusals"]

# Words of the WorkflowBench dialect and of Apple's that are no names of Python or of ours.
_WORDS_OF_OTHERS = frozenset(
    {
        "coerce_variable",
        "format_date",
        "get_future_time",
        "get_recent_time",
        "runnable",
        "unit_variable_transform",
    }
)
# Names by which a dialect knows an action, or the variables of a loop.
_MEANINGFUL = re.compile(
    r"is_workflow_actions_|com_apple_|shortcuts_builtin_|Repeat_(Item|Index)(_\d+)?\Z"
)


class Refusal(NamedTuple):
    """A new name that cannot be given.

    Attributes:
        name: the old name.
        new: the new one.
        reason: why it cannot be given.
        suggestion: a name that can be, where there is one like it.
    """

    name: str
    new: str
    reason: str
    suggestion: str | None = None

    def __str__(self) -> str:
        hint = f"; {self.suggestion} is free" if self.suggestion else ""
        return f"{self.name} to {self.new!r}: {self.reason}{hint}"


def refusals(mapping: Mapping[str, str], used: set[str]) -> list[Refusal]:
    """What is wrong with a mapping of names that the code has.

    Args:
        mapping: old name to new name.
        used: every name that stands anywhere in the code.
    """
    staying = used - mapping.keys()
    wanted: dict[str, str] = {}
    found: list[Refusal] = []
    for old, new in mapping.items():
        reason = _reason(new, staying, wanted)
        if reason is None:
            wanted[new] = old
        else:
            found.append(Refusal(old, new, reason, _suggestion(new, used | wanted.keys())))
    return found


def _reason(new: str, staying: set[str], wanted: Mapping[str, str]) -> str | None:
    if not is_word(new) or new == "_":
        return "this is no identifier"
    if new in built_in_names():
        return "an action has that name"
    if new in RESERVED or new in _WORDS_OF_OTHERS or _MEANINGFUL.match(new):
        return "the language gives that word a meaning"
    if new in wanted:
        return f"{wanted[new]} gets the same name"
    if new in staying:
        return "the code uses that name already"
    return None


def _suggestion(new: str, taken: set[str]) -> str | None:
    base = new if is_word(new) and not _MEANINGFUL.match(new) else slug(new)
    if not base.strip("_") or _MEANINGFUL.match(base):
        return None
    space = Namespace()
    space.used |= taken | _WORDS_OF_OTHERS
    return space.give(base)
