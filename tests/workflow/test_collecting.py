"""The garbage collector is paused while trees are built, and left as it was found."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import shortcuts_py as sp
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


def test_garbage_of_many_blocks_is_collected() -> None:
    class Node:
        me: Node

    alive = weakref.WeakSet[Node]()
    for _ in range(100):
        with paused_collection():
            node = Node()
            node.me = node  # a cycle, which only the collector ends
            alive.add(node)
            built = much()
        del built
    assert len(alive) < 90


@pytest.mark.parametrize("name", ["loads", "dumps", "decompile", "compile", "apple", "workbench"])
def test_conversions_leave_no_garbage(name: str) -> None:
    code = "x = 1\nfor index in range(3):\n    if x > 2:\n        show_alert(f'{x}')\n" * 20
    workflow = sp.compile(code, "native")
    data = sp.dumps(workflow)
    works: dict[str, Callable[[], object]] = {
        "loads": lambda: sp.loads(data),
        "dumps": lambda: sp.dumps(workflow),
        "decompile": lambda: sp.decompile(workflow),
        "compile": lambda: sp.compile(code, "native"),
        "apple": lambda: sp.decompile(workflow, "apple"),
        "workbench": lambda: sp.decompile(workflow, "workflowbench"),
    }
    works[name]()
    gc.collect()
    gc.disable()
    works[name]()
    assert gc.collect() < 20
