"""Time and memory of a call, and one row of the result."""

from __future__ import annotations

import gc
import time
import tracemalloc
from collections.abc import Callable
from typing import Any, NamedTuple

__all__ = ["Row", "best", "once", "peak"]


class Row(NamedTuple):
    """One line of the result.

    Attributes:
        name: what was measured.
        milliseconds: processor time of one pass over everything.
        actions_a_second: None where it is not about actions.
        floor: what it is compared with, measured in the same run.
        ratio: how many times the floor: the median over the files, where there are files.
        whole: the same for the sums over all files.
        memory: peak memory, as times of what the row's note says.
        target: the largest ratio (or memory) that is promised; None for no promise.
        note: what else there is to say.
    """

    name: str
    milliseconds: float
    actions_a_second: float | None = None
    floor: str = ""
    ratio: float | None = None
    whole: float | None = None
    memory: float | None = None
    target: float | None = None
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the promise holds; None where nothing is promised."""
        measured = self.ratio if self.ratio is not None else self.memory
        return None if self.target is None or measured is None else measured <= self.target


def once(work: Callable[[], Any]) -> float:
    """Processor time of one call in seconds: what other programs do meanwhile counts less."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def best(work: Callable[[], Any], rounds: int = 3, shortest: float = 0.002) -> float:
    """The shortest of a few rounds; a round repeats the call until it is long enough to time."""
    seconds = once(work)
    repeat = 1 if seconds >= shortest else min(1000, int(shortest / max(seconds, 1e-7)) + 1)
    found = seconds
    for _ in range(rounds):
        begun = time.process_time()
        for _ in range(repeat):
            work()
        found = min(found, (time.process_time() - begun) / repeat)
    return found


def peak(work: Callable[[], Any]) -> tuple[int, int]:
    """The most memory that a call held at once, and what its result holds, in bytes."""
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        result = work()
        held, most = tracemalloc.get_traced_memory()
        del result
    finally:
        tracemalloc.stop()
    return most - before, held - before
