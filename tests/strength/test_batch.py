"""Running many items: results, order, memory, workers that die, interruption."""

from __future__ import annotations

import itertools
import os
import signal
import time
from collections.abc import Iterator
from typing import Any

import pytest

from shortcuts_py.batch import WorkerError, run_many


def double(number: int) -> int:
    return 2 * number


def misbehave(number: int) -> Any:
    """Item 3 raises, 5 crashes, 7 is killed, 9 hangs, 11 gives what cannot be sent."""
    if number == 3:
        raise ValueError("three")
    if number == 5:
        os._exit(1)
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    while number == 9:
        pass
    return (lambda: 0) if number == 11 else number


def slow_first(number: int) -> int:
    time.sleep(0.5 if number == 0 else 0)
    return number


@pytest.mark.parametrize("ordered", [True, False])
@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_every_item_has_its_result(jobs: int, ordered: bool) -> None:
    found = list(run_many(double, range(100), jobs, ordered=ordered))
    assert sorted(found) == [(number, 2 * number) for number in range(100)]
    if ordered:
        assert found == sorted(found)


def test_without_order_nobody_waits_for_a_slow_one() -> None:
    found = [item for item, _ in run_many(slow_first, range(10), 2, ordered=False)]
    assert sorted(found) == list(range(10))
    assert found[0] != 0


@pytest.mark.parametrize("ordered", [True, False])
def test_a_worker_that_dies_is_one_items_error(ordered: bool) -> None:
    begun = time.monotonic()
    found = dict(run_many(misbehave, range(30), 2, ordered=ordered, seconds=1.0))
    assert time.monotonic() - begun < 30
    assert sorted(found) == list(range(30))
    errors = {number for number, result in found.items() if isinstance(result, Exception)}
    assert errors == {3, 5, 7, 9, 11}
    assert isinstance(found[3], ValueError)
    for number in (5, 7, 9):
        assert isinstance(found[number], WorkerError)
        assert "killed" in str(found[number])
    assert all(found[number] == number for number in set(range(30)) - errors)


def test_one_job_with_a_time_limit_has_a_process_of_its_own() -> None:
    assert isinstance(dict(run_many(misbehave, [9], 1, seconds=0.5))[9], WorkerError)


def test_items_are_taken_as_workers_get_free() -> None:
    """An endless iterable, of which only a few items more than results are taken."""
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for number in itertools.count():
            taken += 1
            yield number

    found = list(itertools.islice(run_many(double, items(), 2), 50))
    assert found == [(number, 2 * number) for number in range(50)]
    assert taken <= 50 + 2 * 8


def test_whoever_stops_leaves_no_processes() -> None:
    import multiprocessing

    results = run_many(double, range(1000), 2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    # The pool ends its workers by and by; one may be starting at this moment.
    end = time.monotonic() + 20
    while multiprocessing.active_children() and time.monotonic() < end:
        time.sleep(0.05)
    assert not multiprocessing.active_children()
