"""Many items through one function: in this process, or in one for each core.

Results come in the order of the items. At most a few items a worker are under way at a
time, so that neither side piles up. What a function raises for one item is its result,
and does not stop the others.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

__all__ = ["cores", "run_many"]

Item = TypeVar("Item")
Result = TypeVar("Result")

_AHEAD = 8  # items a worker has under way or waiting


def cores() -> int:
    """How many processes may run at once here."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS, Windows
        return os.cpu_count() or 1


def run_many(
    function: Callable[[Item], Result], items: Iterable[Item], jobs: int = 1
) -> Iterator[tuple[Item, Result | Exception]]:
    """Apply a function to items.

    Args:
        function: a function of a module, where there is more than one job.
        items: what to apply it to; each has to be picklable then.
        jobs: how many processes; 1 for this one.

    Yields:
        Each item with its result, or with the exception that it ended in.
    """
    if jobs <= 1:
        for item in items:
            yield item, _guarded(function, item)
        return
    yield from _in_processes(function, items, jobs)


def _guarded(function: Callable[[Any], Any], item: Any) -> Any:
    try:
        return function(item)
    except Exception as error:
        return error


def _ignore_interrupt() -> None:
    """Ctrl-C is for the parent, which then ends its workers."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _in_processes(
    function: Callable[[Any], Any], items: Iterable[Any], jobs: int
) -> Iterator[tuple[Any, Any]]:
    from concurrent.futures import Future, ProcessPoolExecutor

    waiting: deque[tuple[Any, Future[Any]]] = deque()
    pool = ProcessPoolExecutor(jobs, initializer=_ignore_interrupt)
    try:
        for item in items:
            waiting.append((item, pool.submit(_guarded, function, item)))
            if len(waiting) >= jobs * _AHEAD:
                first, future = waiting.popleft()
                yield first, _result(future)
        while waiting:
            first, future = waiting.popleft()
            yield first, _result(future)
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def _result(future: Any) -> Any:
    try:
        return future.result()
    except Exception as error:
        return error
