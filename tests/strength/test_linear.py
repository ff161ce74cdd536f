"""No step is quadratic, whatever the shape: odd shapes and operations, each at two sizes.

Eight times the size may cost sixteen times the processor's time. What is slower is measured
again, up to three times, as a machine has other things to do. SHORTCUTS_ALL=1 takes every
operation and larger sizes, which is where work that is bounded by a number has its bound: Python
is asked again after each of 200 errors, names are looked up for 500.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import pytest
from odd_shapes import FILES, TEXTS

import shortcuts_py as sp
from shortcuts_py.dialects import find_problem
from shortcuts_py.lsp.completion import complete
from shortcuts_py.lsp.cursor import find_cursor
from shortcuts_py.lsp.outline import find_definitions

ALL = bool(os.environ.get("SHORTCUTS_ALL"))
SMALL = 500 if ALL else 40
TIMES, ALLOWED = 8, 16
# What both sizes may cost beyond: the first look at a table, a pause of the machine.
SLACK = 0.03

Operation = Callable[[Any], object]


def _transcribed(dialect: str, workflow: sp.Workflow) -> None:
    code = sp.decompile(workflow, dialect)
    assert find_problem(workflow, code, dialect) is None


def _edited(code: str) -> None:
    find_definitions(code)
    complete(code, find_cursor(code, len(code)))


def _stored(form: str, workflow: sp.Workflow) -> None:
    sp.loads(sp.dumps(workflow, form))


ON_FILES: dict[str, Operation] = {
    "stored as binary": partial(_stored, "binary"),
    "stored as XML": partial(_stored, "xml"),
    "stored as JSON": partial(_stored, "json"),
    "native": partial(_transcribed, "native"),
    "apple": partial(_transcribed, "apple"),
    "workflowbench": partial(_transcribed, "workflowbench"),
    "with ids": lambda workflow: sp.prove(workflow, keep_ids=True),
    "check": sp.check,
    "audit": sp.audit,
}
ON_TEXTS: dict[str, Operation] = {
    "compile": lambda text: sp.compile(text, "native"),
    "apple": lambda text: sp.compile(text, "apple"),
    "check": lambda text: sp.check(f"{text}\n"),
    "repair": sp.repair,
    "editor": _edited,
}
# Those in which most was found.
USUAL = ("native", "workflowbench", "audit", "repair", "editor")
BOUNDED = {"errors behind sound code", "slips behind sound code", "misspelt names"} | {
    "open brackets of a list",
    "apple: unknown actions",
    "syntax errors",
    "open brackets",
    "open quotes",
    "half indented",
    "no bodies",
    "undefined names",
    "unknown_actions",
}


def _pairs(shapes: Iterable[str], operations: Iterable[str]) -> list[tuple[str, str]]:
    return [
        (shape, operation)
        for shape in shapes
        for operation in operations
        if ALL or (shape not in BOUNDED and operation in USUAL)
    ]


def _cost(operation: Operation, made: Any) -> float:
    gc.disable()
    begun = time.process_time()
    try:
        operation(made)
    except sp.ShortcutError:
        pass
    finally:
        gc.enable()
    return time.process_time() - begun


def _hold(operation: Operation, make: Callable[[int], Any], small: int) -> None:
    _cost(operation, make(3))  # tables are read
    costs: list[tuple[float, float]] = []
    for _ in range(3):
        little = min(_cost(operation, make(small)) for _ in range(2))
        much = _cost(operation, make(small * TIMES))
        if much <= ALLOWED * little + SLACK:
            return
        costs.append((little, much))
    pytest.fail(f"{small} cost, and {small * TIMES} cost, in seconds: {costs}")


@pytest.mark.parametrize(("shape", "operation"), _pairs(FILES, ON_FILES))
def test_files(shape: str, operation: str) -> None:
    def make(size: int) -> sp.Workflow:
        return sp.Workflow.from_plist(FILES[shape](size))

    _hold(ON_FILES[operation], make, SMALL)


@pytest.mark.parametrize(("shape", "operation"), _pairs(TEXTS, ON_TEXTS))
def test_texts(shape: str, operation: str) -> None:
    _hold(ON_TEXTS[operation], TEXTS[shape], SMALL)
