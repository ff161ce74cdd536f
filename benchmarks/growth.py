"""What an action costs in workflows of growing size, depth and length of text.

A step that is not linear shows as a cost that grows. Python's own parsers are listed beside:
what grows in them (memory that no longer fits the processor's caches) is not ours.
"""

from __future__ import annotations

import ast
import plistlib
from collections.abc import Callable
from typing import Any

import shortcuts_py as sp
from benchmarks.measuring import Row, best
from benchmarks.shapes import everyday, long_text, nested

__all__ = ["growth"]

TARGET = 1.2


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
    costs: dict[str, list[float]] = {}
    for size in sizes:
        workflow = sp.Workflow.from_plist(shape(size))
        data = plistlib.dumps(workflow.to_plist(), fmt=plistlib.FMT_BINARY)
        code = sp.decompile(workflow)
        steps: dict[str, Callable[[], Any]] = {
            "plistlib.loads": lambda data=data: plistlib.loads(data),  # type: ignore[misc]
            "load + decompile": lambda data=data: sp.decompile(sp.loads(data)),  # type: ignore[misc]
            "ast.parse": lambda code=code: ast.parse(code),  # type: ignore[misc]
            "compile": lambda code=code: sp.compile(code, "native"),  # type: ignore[misc]
            "dump": lambda one=workflow: sp.dumps(one),  # type: ignore[misc]
        }
        for name, work in steps.items():
            costs.setdefault(name, []).append(best(work, 2, 0.1) / size)
    return [
        Row(f"{title}{name}", found[-1] * sizes[-1] * 1000, floor=f"at {sizes[0]:,} {unit}",
            ratio=max(found) / found[0],
            target=None if name in ("plistlib.loads", "ast.parse") else TARGET,
            note=", ".join(f"{size:,}: {cost / found[0]:.2f}"
                           for size, cost in zip(sizes, found, strict=True)))
        for name, found in costs.items()
    ]  # fmt: skip
