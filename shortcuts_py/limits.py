"""The bounds within which hostile input is read.

Each reader takes a `Limits` and keeps to it; what goes beyond is a `ShortcutError`. To
change one bound: `sp.load(path, limits=sp.Limits(depth=50))`. SECURITY.md says what each
is for.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from shortcuts_py.errors import DecodeError

__all__ = ["DEFAULT_LIMITS", "Deadline", "Limits", "current_limits", "keeping_to"]

_MIB = 1024 * 1024


class Limits(NamedTuple):
    """Bounds on what one input may cost; every reader takes one and keeps to it.

    Attributes:
        file_size: bytes of an input file, signed or not.
        payload_size: bytes that a signed container may unfold to; and characters and bytes
            that the texts and data of a property list come to, each counted as often as it
            is referred to.
        depth: nesting of containers in a property list.
        items: values in one property list, each counted as often as it is referred to.
        shared_items: how many of these there may be beyond one for each byte of the file. A
            binary property list can refer to one container from many places; writers of
            shortcuts do not.
        string_length: characters of one text, or bytes of one piece of data.
        code_size: characters of code.
        inlined: statements that calls of functions may add to code, by being inlined.
        seconds: time for one input. The clock is looked at between the stages of reading
            and between the actions, so a stage may run on a little; to end work at a
            moment, whatever it is at, there is `batch.run_many(seconds=...)`.
    """

    file_size: int = 256 * _MIB
    payload_size: int = 256 * _MIB
    depth: int = 250
    items: int = 20_000_000
    shared_items: int = 1_000_000
    string_length: int = 128 * _MIB
    code_size: int = 256 * _MIB
    inlined: int = 50_000
    seconds: float = 900.0


DEFAULT_LIMITS = Limits()

# Those of the work under way, for readers that call each other in many places.
_current: ContextVar[Limits] = ContextVar("limits", default=DEFAULT_LIMITS)


@contextmanager
def keeping_to(limits: Limits) -> Iterator[None]:
    """Let every reader that is given no limits of its own keep to these, within the block."""
    token = _current.set(limits)
    try:
        yield
    finally:
        _current.reset(token)


def current_limits() -> Limits:
    """The limits of the `keeping_to` block that is under way, or the usual ones."""
    return _current.get()


class Deadline:
    """The moment until which one input may take."""

    __slots__ = ("end", "seconds")

    def __init__(self, limits: Limits) -> None:
        self.seconds = limits.seconds
        self.end = time.monotonic() + limits.seconds

    def check(self) -> None:
        """Raise `DecodeError` where the time is over."""
        if time.monotonic() > self.end:
            raise DecodeError(f"reading took more than the limit of {self.seconds:g} seconds")
