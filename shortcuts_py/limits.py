"""The bounds within which hostile input is read.

Each reader takes a `Limits` and keeps to it; what goes beyond is a `ShortcutError`. To
change one bound: `sp.load(path, limits=sp.Limits(depth=50))`, or for all that is done in a
block: `with keeping_to(Limits(depth=50)):`. The commands take them from the environment
variable `SHORTCUTS_PY_LIMITS`. SECURITY.md says what each is for.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from shortcuts_py.errors import DecodeError, ShortcutError

__all__ = [
    "DEFAULT_LIMITS",
    "LIMITS_VARIABLE",
    "Deadline",
    "Limits",
    "bounded",
    "check_time",
    "current_limits",
    "keeping_to",
    "parse_limits",
]

LIMITS_VARIABLE = "SHORTCUTS_PY_LIMITS"
"""The environment variable that the commands take their limits from."""

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
        seconds: time for one input. The clock is looked at between stages, and between
            actions, statements and segments of a signed file, so work may run on a little:
            Python's parsers of code and JSON are not interrupted. To end work at a
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
_deadline: ContextVar[Deadline | None] = ContextVar("deadline", default=None)


@contextmanager
def keeping_to(limits: Limits) -> Iterator[None]:
    """Let every reader that is given no limits of its own keep to these, within the block.

    Each input has the time of `seconds` to itself.
    """
    token = _current.set(limits)
    try:
        yield
    finally:
        _current.reset(token)


def current_limits() -> Limits:
    """The limits of the `keeping_to` block that is under way, or the usual ones."""
    return _current.get()


@contextmanager
def bounded(limits: Limits | None = None) -> Iterator[Limits]:
    """Work on one input, within limits. Every entry point is such a block.

    Its time begins here, unless it is a part of a larger work whose time runs already.

    Args:
        limits: what to keep to; None for the current ones.

    Raises:
        DecodeError: the work took longer than it may. That is also found out at the end,
            so that no reader which goes on behind an error can hide it.
            So is an integer that Python does not turn into text, or back, since that takes
            time in the square of its length: more than 4,300 digits.
    """
    outer = _deadline.get()
    if outer is not None and limits is None:
        with _printable_integers():
            yield current_limits()
        return
    chosen = current_limits() if limits is None else limits
    deadline = Deadline(chosen)
    if outer is not None and outer.end < deadline.end:
        deadline = outer
    tokens = _current.set(chosen), _deadline.set(deadline)
    try:
        with _printable_integers():
            yield chosen
        deadline.check()
    finally:
        _current.reset(tokens[0])
        _deadline.reset(tokens[1])


@contextmanager
def _printable_integers() -> Iterator[None]:
    # Hexadecimal ones get past Python's parser and plistlib whatever their length, and fail
    # where somebody prints them: anywhere.
    try:
        yield
    except ValueError as error:
        if "sys.set_int_max_str_digits" not in str(error):
            raise
        message = "an integer has more digits than any file can hold: a property list has 64 bits"
        raise DecodeError(message) from None


def check_time() -> None:
    """Raise `DecodeError` where the input under way has taken longer than it may.

    Cheap enough for every action and statement.
    """
    deadline = _deadline.get()
    if deadline is not None and time.monotonic() > deadline.end:
        deadline.check()


def parse_limits(text: str) -> Limits:
    """Limits out of a text such as "depth=500,seconds=10"; the others are the usual ones.

    Raises:
        ShortcutError: there is no such limit, or its value is no number.
    """
    changed: dict[str, float] = {}
    for part in filter(None, map(str.strip, text.split(","))):
        name, _, value = (one.strip() for one in part.partition("="))
        if name not in Limits._fields:
            known = ", ".join(Limits._fields)
            raise ShortcutError(f"there is no limit {name!r}: it is one of {known}")
        try:
            changed[name] = float(value) if name == "seconds" else int(value)
        except ValueError:
            raise ShortcutError(f"the limit {name} is a number, not {value!r}") from None
        if not changed[name] >= 0:
            raise ShortcutError(f"the limit {name} is a positive number, not {value}")
    return Limits(**changed)  # type: ignore[arg-type]


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
