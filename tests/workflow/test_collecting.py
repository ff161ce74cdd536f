"""The garbage collector is paused while trees are built, and left as it was found."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import Any

import pytest

from shortcuts_py.collecting import paused_collection


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    was_on = gc.isenabled()
    gc.enable()
    yield
    gc.unfreeze()
    if not was_on:
        gc.disable()


def much() -> list[Any]:
    return [[] for _ in range(50_000)]


def test_it_is_off_within_and_on_behind_even_after_an_error() -> None:
    def fail() -> None:
        with paused_collection():
            assert not gc.isenabled()
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert gc.isenabled()


def test_one_that_was_off_stays_off() -> None:
    gc.disable()
    with paused_collection():
        much()
    assert not gc.isenabled()


def test_what_was_built_is_not_looked_through_at_once() -> None:
    collections: list[dict[str, int]] = []

    def note(phase: str, info: dict[str, int]) -> None:
        collections.append(info)

    gc.callbacks.append(note)
    try:
        with paused_collection():
            built = much()
        more: list[Any] = [[] for _ in range(100)]  # enough to start a collection of what is young
    finally:
        gc.callbacks.remove(note)
    assert not collections
    assert gc.get_freeze_count() == 0  # it may be collected, later
    assert len(built) + len(more) == 50_100


def test_objects_that_somebody_froze_stay_frozen() -> None:
    gc.freeze()
    frozen = gc.get_freeze_count()
    with paused_collection():
        much()
    assert gc.get_freeze_count() >= frozen > 0
