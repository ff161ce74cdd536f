"""Loading, printing, compiling, writing and checking, over real shortcuts or made ones."""

from __future__ import annotations

import ast
import plistlib
import statistics
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import shortcuts_py as sp
from benchmarks.measuring import Row, best, peak
from benchmarks.shapes import corpus_files, everyday

__all__ = ["Sample", "converting", "samples"]


class Sample(NamedTuple):
    """One shortcut in the forms that are measured.

    Attributes:
        data: its binary property list.
        workflow: its tree.
        code: its code.
        actions: how many it has.
    """

    data: bytes
    workflow: sp.Workflow
    code: str
    actions: int


def samples(every: int = 1) -> tuple[list[Sample], str]:
    """The corpus, or workflows of stated shape where there is none; and what it is."""
    found = []
    for path in corpus_files()[::every]:
        try:
            workflow = sp.load(path)
            found.append(_sample(workflow))
        except sp.ShortcutError:
            continue
    if found:
        return found, f"{len(found)} real shortcuts"
    sizes = [10, 40, 70, 70, 120, 400, 1200]
    made = [_sample(sp.Workflow.from_plist(everyday(size, seed)))
            for seed, size in enumerate(sizes)]  # fmt: skip
    return made, f"made shortcuts of {', '.join(map(str, sizes))} actions"


def _sample(workflow: sp.Workflow) -> Sample:
    data = plistlib.dumps(workflow.to_plist(), fmt=plistlib.FMT_BINARY)
    return Sample(data, workflow, sp.decompile(workflow), sum(1 for _ in workflow.flat()))


def _parse_plist(one: Sample) -> Any:
    return plistlib.loads(one.data)


def _parse_code(one: Sample) -> Any:
    return ast.parse(one.code)


def _write_plist(one: Sample) -> Any:
    return plistlib.dumps(one.workflow.to_plist(), fmt=plistlib.FMT_BINARY)


def _check(one: Sample) -> Any:
    from shortcuts_py.checks.checking import check

    return check(one.workflow)


Step = tuple[str, Callable[[Sample], Any], str, Callable[[Sample], Any], "float | None"]
STEPS: list[Step] = [
    ("load", lambda one: sp.loads(one.data), "plistlib.loads", _parse_plist, None),
    ("decompile", lambda one: sp.decompile(one.workflow), "plistlib.loads", _parse_plist, None),
    ("load + decompile", lambda one: sp.decompile(sp.loads(one.data)),
     "plistlib.loads", _parse_plist, 4.0),
    ("load + decompile + proof", lambda one: sp.prove(sp.loads(one.data)),
     "plistlib.loads", _parse_plist, None),
    ("compile", lambda one: sp.compile(one.code, "native"), "ast.parse", _parse_code, 4.0),
    ("dump", lambda one: sp.dumps(one.workflow), "plistlib.dumps", _write_plist, None),
    ("check", _check, "plistlib.loads", _parse_plist, None),
]  # fmt: skip


def converting(given: list[Sample]) -> list[Row]:
    """Time of each step, and memory."""
    for one in given[:3]:
        sp.prove(sp.loads(one.data))  # what is loaded once is loaded now
    rows = []
    for name, work, floor_name, floor, target in STEPS:
        try:
            work(given[0])
        except (ImportError, AttributeError, TypeError) as error:
            rows.append(Row(name, 0.0, note=f"not measured: {error}"))
            continue
        ratios, sums = [], [0.0, 0.0]
        for one in given:
            lower = best(partial(floor, one))
            seconds = best(partial(work, one))
            ratios.append(seconds / lower)
            sums[0] += seconds
            sums[1] += lower
        actions = sum(one.actions for one in given)
        rows.append(Row(name, sums[0] * 1000, actions / sums[0], floor_name,
                        statistics.median(ratios), sums[0] / sums[1], target=target))  # fmt: skip
    return rows + _memory(given)


def _memory(given: list[Sample]) -> list[Row]:
    rows = []
    works: list[tuple[str, Callable[[Sample], Any]]] = [
        ("memory of load + decompile", lambda one: sp.decompile(sp.loads(one.data))),
        ("memory with the proof", lambda one: sp.prove(sp.loads(one.data))),
        ("memory of compile", lambda one: sp.compile(one.code, "native")),
    ]
    chosen = given[:: max(1, len(given) // 250)]
    parsed = [peak(partial(_parse_plist, one))[1] for one in chosen]
    for name, work in works:
        found = sorted(
            peak(partial(work, one))[0] / size for one, size in zip(chosen, parsed, strict=True)
        )
        most = f"95 % below {found[len(found) * 95 // 100]:.1f}, most {found[-1]:.1f}"
        rows.append(Row(name, 0.0, floor="parsed property list", memory=statistics.median(found),
                        target=12.0, note=f"{len(found)} files, {most}"))  # fmt: skip
    return rows
