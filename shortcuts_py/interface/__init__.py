"""Interface text: the actions that a language model may call, as Python functions.

A function for each action: its signature, the enumerations of its arguments, and a docstring
with Args and Returns, in the words of a dialect. The text can be held to a size, for a prompt.
It is always Python that parses.

Where it does not fit, detail goes first, the same for all actions, in the order of `DETAILS`:
arguments that the app hides, the lines about arguments, cases beyond six of an enumeration,
all cases, types and defaults, and what the actions do. Only then actions go, from the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import NamedTuple

from shortcuts_py.catalog.model import ActionDefinition
from shortcuts_py.errors import ShortcutError
from shortcuts_py.interface.model import Detail, Stub
from shortcuts_py.interface.printing import print_stubs

__all__ = ["CHARACTERS_OF_A_TOKEN", "DETAILS", "DIALECTS", "Interface", "tokens", "write_interface"]

DIALECTS = ("apple", "native")

CHARACTERS_OF_A_TOKEN = 3
"""What `tokens` counts with. Models of today have 3.2 to 4.5 characters of such text in a
token, so the estimate is on the safe side."""

DETAILS = (
    Detail("everything"),
    Detail("without hidden arguments", hidden=False),
    Detail("without lines about arguments", hidden=False, arguments=False),
    Detail("with six cases of an enumeration", hidden=False, arguments=False, choices=6),
    Detail("without cases", hidden=False, arguments=False, choices=0),
    Detail("without types", hidden=False, arguments=False, choices=0, types=False),
    Detail("signatures alone", False, False, 0, False, False),
)


class Interface(NamedTuple):
    """Interface text.

    Attributes:
        text: the code.
        shown: identifiers of the actions in it.
        left_out: identifiers of those for which there was no room.
        unnamed: identifiers of those that the dialect has no function for.
        detail: how much it says of each: the name of one of `DETAILS`.
    """

    text: str
    shown: tuple[str, ...]
    left_out: tuple[str, ...]
    unnamed: tuple[str, ...]
    detail: str


def tokens(text: str) -> int:
    """About how many tokens a text has for a language model, rather too many than too few."""
    return -(-len(text) // CHARACTERS_OF_A_TOKEN)


def write_interface(
    actions: Iterable[ActionDefinition],
    dialect: str,
    *,
    triggers: Iterable[str] = (),
    max_characters: int | None = None,
    max_tokens: int | None = None,
) -> Interface:
    """Write the functions of actions as text for a language model.

    Args:
        actions: what to write, most important first.
        dialect: one of `DIALECTS`.
        triggers: decorators of triggers, for the dialect "apple".
        max_characters: how long the text may get; None for as long as it gets.
        max_tokens: the same, as `tokens` counts.

    Raises:
        ShortcutError: there is no such dialect, or not even a note fits.
    """
    if dialect not in DIALECTS:
        raise ShortcutError(f"there is no interface text of {dialect!r}: {', '.join(DIALECTS)}")
    module = import_module(f"shortcuts_py.interface.{dialect}")
    stubs: list[Stub] = []
    unnamed: list[str] = []
    if dialect == "apple":
        for decorator in triggers:
            found = module.trigger_stub(decorator)
            if found is None:
                raise ShortcutError(f"there is no trigger {decorator!r}")
            stubs.append(found)
    make: Callable[[str, ActionDefinition], Stub | None] = module.stub_of
    for action in actions:
        stub = make(action.identifier, action)
        if stub is None:
            unnamed.append(action.identifier)
        else:
            stubs.append(stub)
    limit = _limit(max_characters, max_tokens)
    for detail in DETAILS:
        texts = print_stubs(stubs, detail)
        text = _joined(texts, 0)
        if limit is None or len(text) <= limit:
            return _interface(text, stubs, len(stubs), unnamed, detail)
    room = (limit or 0) - len(_left_out(len(stubs)))
    count = 0
    for one in texts:
        room -= len(one) + 2
        if room < 0:
            break
        count += 1
    text = _joined(texts[:count], len(stubs) - count)
    if limit is not None and len(text) > limit:
        raise ShortcutError(f"{limit} characters are too few for any action")
    return _interface(text, stubs, count, unnamed, DETAILS[-1])


def _limit(characters: int | None, of_tokens: int | None) -> int | None:
    limits = [] if characters is None else [characters]
    if of_tokens is not None:
        limits.append(of_tokens * CHARACTERS_OF_A_TOKEN)
    return min(limits, default=None)


def _left_out(count: int) -> str:
    return f"# {count} more action{'' if count == 1 else 's'} left out\n" if count else ""


def _joined(texts: list[str], left: int) -> str:
    note = _left_out(left)
    return "\n\n".join([*texts, note] if note else texts)


def _interface(
    text: str, stubs: list[Stub], count: int, unnamed: list[str], detail: Detail
) -> Interface:
    identifiers = tuple(stub.identifier for stub in stubs)
    return Interface(text, identifiers[:count], identifiers[count:], tuple(unnamed), detail.name)
