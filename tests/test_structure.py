"""Imports go in one direction and in no circle, as docs/architecture.md says."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = "shortcuts_py."
# Where imports inside functions may close circles.
RECURSIVE = {"language", "apple", "workbench"}
ON_DEMAND = {"workflow.document", "workflow.schema"}

Graph = dict[str, set[str]]


class Graphs(NamedTuple):
    """Modules, without the package's name, to the modules that they import.

    Attributes:
        heads: when they are imported themselves.
        all: ever.
    """

    heads: Graph
    all: Graph


def _imports(
    nodes: Iterable[ast.AST], within: bool = False
) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    """The imports of statements, and whether one stands inside a function."""
    for one in nodes:
        inside = within or isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef))
        if isinstance(one, (ast.Import, ast.ImportFrom)):
            yield one, within
        elif isinstance(one, ast.If) and ast.unparse(one.test) == "TYPE_CHECKING":
            yield from _imports(one.orelse, within)
        elif isinstance(one, (ast.stmt, ast.ExceptHandler, ast.match_case)):
            yield from _imports(ast.iter_child_nodes(one), inside)


def _targets(node: ast.Import | ast.ImportFrom, modules: Collection[str]) -> set[str]:
    if isinstance(node, ast.Import):
        found = [one.name for one in node.names]
    else:
        assert node.level == 0, "relative imports are not used"
        inner = [f"{node.module}.{one.name}" for one in node.names]
        found = [one if one.removeprefix(PACKAGE) in modules else str(node.module) for one in inner]
    return {one.removeprefix(PACKAGE) for one in found if one.startswith(PACKAGE)}


@pytest.fixture(scope="module")
def graphs() -> Graphs:
    package = ROOT / PACKAGE.rstrip(".")
    paths = {}
    for path in package.rglob("*.py"):
        parts = path.relative_to(package).with_suffix("").parts
        paths[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    del paths[""]  # the package itself
    graphs = Graphs({name: set() for name in paths}, {name: set() for name in paths})
    for name, path in paths.items():
        for node, within in _imports(ast.parse(path.read_text(encoding="utf-8")).body):
            targets = _targets(node, paths) - {name}
            graphs.all[name] |= targets
            if not within:
                graphs.heads[name] |= targets
    return graphs


def _circle(graph: Graph) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def _room(module: str) -> str:
    return module.partition(".")[0]


def test_modules_import_in_no_circle(graphs: Graphs) -> None:
    assert _circle(graphs.heads) == []


def test_late_imports_close_circles_only_where_the_page_says(graphs: Graphs) -> None:
    allowed = {name: ON_DEMAND if name in ON_DEMAND else set() for name in graphs.all}
    for name in graphs.all:
        if _room(name) in RECURSIVE:
            allowed[name] = {one for one in graphs.all if _room(one) == _room(name)}
    left = {name: found - allowed[name] for name, found in graphs.all.items()}
    assert _circle(left) == []


def test_rooms_import_from_earlier_steps_only(graphs: Graphs) -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    lines = re.findall(r"^(\d+)\. (`.*)$", page.partition("**Import direction.**")[2], re.MULTILINE)
    steps = {name: int(step) for step, line in lines for name in re.findall(r"`([\w.]+)`", line)}

    named = {name if name in steps else _room(name) for name in graphs.all}
    assert named == set(steps), "the page names every room"
    step = {name: steps.get(name) or steps[_room(name)] for name in graphs.all}
    wrong = [
        f"{name} (step {step[name]}) imports {one} (step {step[one]})"
        for name, found in sorted(graphs.all.items())
        for one in sorted(found)
        if step[one] > step[name] or (step[one] == step[name] and _room(one) != _room(name))
    ]
    assert wrong == []
