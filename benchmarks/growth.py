"""What an action costs in workflows of growing size, depth and length of text.

A step that is not linear shows as a cost that grows. Python's own parsers are listed beside:
what grows in them (memory that no longer fits the processor's caches) is not ours.
"""

from __future__ import annotations

import ast
import math
import plistlib
from collections.abc import Callable
from typing import Any

import shortcuts_py as sp
from benchmarks.measuring import Row, best
from benchmarks.shapes import everyday, long_text, nested

__all__ = ["growth"]

TARGET = 1.2
ROUNDS = 4


def growth(largest: int = 100_000) -> list[Row]:
    """The cost of an action (or a character), as times of the cost at the smallest size."""
    sizes = [size for size in (100, 1_000, 10_000, 100_000) if size <= largest]
    rows = _grow("", "actions", sizes, everyday)
    times = [size // 400 for size in (2_000, 20_000) if size <= largest]
    rows += _grow("200 levels, ", "nests", times, lambda number: nested(200, number))
    characters = [100_000, 1_000_000, 10_000_000]
    rows += _grow("long text, ", "characters", characters, long_text)
    return rows


def _grow(title: str, unit: str, sizes: list[int], shape: Callable[[int], Any]) -> list[Row]:
    steps = {size: _steps(shape(size)) for size in sizes}
    # The sizes take turns, so that what slows the machine for a while slows all of them.
    costs = dict.fromkeys(
        [(name, size) for size, works in steps.items() for name in works], math.inf
    )
    for _ in range(ROUNDS):
        for (name, size), cost in costs.items():
            costs[name, size] = min(cost, best(steps[size][name], 1, 0.05) / size)
    return [
        _row(f"{title}{name}", unit, {size: costs[name, size] for size in sizes})
        for name in steps[sizes[0]]
    ]


def _steps(plist: Any) -> dict[str, Callable[[], Any]]:
    workflow = sp.Workflow.from_plist(plist)
    data = plistlib.dumps(plist, fmt=plistlib.FMT_BINARY)
    code = sp.decompile(workflow)
    return {
        "plistlib.loads": lambda: plistlib.loads(data),
        "load + decompile": lambda: sp.decompile(sp.loads(data)),
        "ast.parse": lambda: ast.parse(code),
        "compile": lambda: sp.compile(code, "native"),
        "dump": lambda: sp.dumps(workflow),
    }


def _row(name: str, unit: str, costs: dict[int, float]) -> Row:
    """The highest cost as times of that at the smallest size."""
    smallest, largest = min(costs), max(costs)
    return Row(
        name,
        costs[largest] * largest * 1000,
        floor=f"at {smallest:,} {unit}",
        ratio=max(costs.values()) / costs[smallest],
        target=None if name.endswith(("plistlib.loads", "ast.parse")) else TARGET,
        note=", ".join(f"{size:,}: {cost / costs[smallest]:.2f}" for size, cost in costs.items()),
    )
