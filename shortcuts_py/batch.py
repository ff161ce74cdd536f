"""Many items through one function: in this process, or in one for each core.

Every command that takes many files runs them through `run_many`. At most a few items a
worker are under way at a time, so that neither side piles up. What becomes of one item is
its result alone: an exception does not stop the others, and neither does a worker that is
killed, crashes, or takes longer than it may.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from shortcuts_py.errors import ShortcutError
from shortcuts_py.limits import Limits, current_limits, keeping_to

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

__all__ = ["WorkerError", "cores", "run_many"]

Item = TypeVar("Item")
Result = TypeVar("Result")

_AHEAD = 8  # items a worker has under way or waiting


class WorkerError(ShortcutError):
    """The process that worked on an item ended without a result."""


def cores() -> int:
    """How many processes may run at once here."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS, Windows
        return os.cpu_count() or 1


def run_many(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    jobs: int = 1,
    *,
    ordered: bool = True,
    seconds: float | None = None,
) -> Iterator[tuple[Item, Result | Exception]]:
    """Apply a function to items.

    Items are taken from their iterable as workers get free, so it may be endless. On Ctrl-C
    the items under way are finished and no other is begun; what they write is whole. The
    function is called within the limits that are current here (`limits.keeping_to`), also
    in other processes.

    Args:
        function: a function of a module, where there is more than one job.
        items: what to apply it to; each has to be picklable then.
        jobs: how many processes; 1 for this one.
        ordered: whether results come in the order of the items, or as they get ready.
        seconds: how long one item may take before its process is ended; None for as long
            as it needs. With it there is a process even for one job.

    Yields:
        Each item with its result, or with the exception that it ended in; `WorkerError`
        where its process died.
    """
    if jobs <= 1 and seconds is None:
        for item in items:
            yield item, _guarded(function, item)
        return
    yield from _Pool(function, max(1, jobs), seconds).run(iter(items), ordered)


def _guarded(function: Callable[[Any], Any], item: Any) -> Any:
    """An exception is a result too."""
    try:
        return function(item)
    except Exception as error:
        return error


def _work(function: Callable[[Any], Any], item: Any, seconds: float | None, limits: Limits) -> Any:
    """What a worker does."""
    with keeping_to(limits):
        if seconds is None:
            return _guarded(function, item)
        return _timed(function, item, seconds)


def _timed(function: Callable[[Any], Any], item: Any, seconds: float) -> Any:
    """End this process when the function takes too long, whatever it is doing then."""
    import faulthandler

    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123  a path of the system
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            return _guarded(function, item)
        finally:
            faulthandler.cancel_dump_traceback_later()


@contextmanager
def _without_interrupt() -> Iterator[None]:
    """Put Ctrl-C off while a process starts: the new one has to ignore it from the first."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _ignore_interrupt() -> None:
    """Ctrl-C is for the parent, which then ends its workers."""
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()


def _end_with(parent: int) -> None:
    """End this worker when its parent is gone: one that was killed cannot do it.

    The workers hold each other's ends of the pool's pipe open, and would wait for ever.
    """
    import time

    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


class _Pool:
    """Worker processes for one run, replaced where they die."""

    def __init__(self, function: Callable[[Any], Any], jobs: int, seconds: float | None) -> None:
        self.function = function
        self.jobs = jobs
        self.seconds = seconds
        self.limits = current_limits()
        self.waiting: deque[tuple[Any, Future[Any]]] = deque()
        self.executor: ProcessPoolExecutor | None = None

    def run(self, items: Iterator[Any], ordered: bool) -> Iterator[tuple[Any, Any]]:
        try:
            for item in items:
                yield from self._submit(item)
                if len(self.waiting) >= self.jobs * _AHEAD:
                    yield from self._take(ordered)
            while self.waiting:
                yield from self._take(ordered)
        except BaseException:
            self._close(at_once=True)
            raise
        self._close()

    def _submit(self, item: Any) -> Iterator[tuple[Any, Any]]:
        from concurrent.futures.process import BrokenProcessPool

        while True:
            try:
                self.waiting.append((item, self._start(self.jobs, item)))
            except BrokenProcessPool:
                yield from self._recover()
            else:
                return

    def _start(self, jobs: int, item: Any) -> Future[Any]:
        if self.executor is None:
            from concurrent.futures import ProcessPoolExecutor

            self.executor = ProcessPoolExecutor(jobs, initializer=_ignore_interrupt)
        with _without_interrupt():
            return self.executor.submit(_work, self.function, item, self.seconds, self.limits)

    def _take(self, ordered: bool) -> Iterator[tuple[Any, Any]]:
        """The next result, or the next ones."""
        from concurrent.futures import FIRST_COMPLETED, wait
        from concurrent.futures.process import BrokenProcessPool

        if not ordered:
            done, _ = wait([future for _, future in self.waiting], return_when=FIRST_COMPLETED)
            self.waiting = deque(sorted(self.waiting, key=lambda pair: pair[1] not in done))
        item, future = self.waiting[0]
        try:
            result = future.result()
        except BrokenProcessPool:
            yield from self._recover()
            return
        except Exception as error:  # an item or a result that cannot be sent
            result = error
        self.waiting.popleft()
        yield item, result

    def _recover(self) -> Iterator[tuple[Any, Any]]:
        """A worker died. Which item it had, nobody knows: each that was under way runs alone."""
        from concurrent.futures.process import BrokenProcessPool

        self._close()
        pending, self.waiting = self.waiting, deque()
        while pending:
            item, future = pending.popleft()
            try:
                result = future.result()
            except BrokenProcessPool:
                result = self._alone(item)
            except Exception as error:
                result = error
            yield item, result
        self._close()

    def _alone(self, item: Any) -> Any:
        from concurrent.futures.process import BrokenProcessPool

        try:
            return self._start(1, item).result()
        except BrokenProcessPool:
            self._close()
            limit = "" if self.seconds is None else f", or took longer than {self.seconds:g} s"
            return WorkerError(f"its process crashed, ran out of memory or was killed{limit}")
        except Exception as error:
            return error

    def _close(self, at_once: bool = False) -> None:
        if self.executor is not None:
            self.executor.shutdown(wait=not at_once, cancel_futures=at_once)
            self.executor = None
