"""What a workflow consists of, in numbers."""

from __future__ import annotations

from collections import Counter
from typing import Any

from shortcuts_py.catalog import load
from shortcuts_py.catalog.documentation import category
from shortcuts_py.language.analysis import analyse
from shortcuts_py.workflow.actions import (
    BUILT_IN,
    Action,
    Block,
    If,
    Menu,
    Node,
    Repeat,
    RepeatEach,
)
from shortcuts_py.workflow.document import Workflow

__all__ = ["NUMBERS", "count"]


NUMBERS = (
    "actions",
    "distinct_actions",
    "ifs",
    "menus",
    "repeats",
    "repeats_with_each",
    "branches",
    "loops",
    "nesting",
    "variables",
    "outputs",
)
"""The statistics that are numbers; `apps` and `categories` are counts by name."""


def count(workflow: Workflow) -> dict[str, Any]:
    """Count what is in a workflow.

    Returns:
        `actions`: as the file lists them, each part of a block being one.
        `distinct_actions`: different identifiers among them.
        `ifs`, `menus`, `repeats`, `repeats_with_each`: blocks.
        `branches`: ways through Ifs and menus, an If without an Otherwise having one.
        `loops`: both kinds of repeat. `nesting`: the deepest block, 0 without blocks.
        `variables`: different named variables. `outputs`: outputs that are referred to.
        `apps`: actions by bundle, for those that are not built in.
        `categories`: actions by the catalogue's category.
    """
    flat = [one for one in workflow.flat() if type(one) is Action]
    identifiers = Counter(one.identifier for one in flat)
    blocks: Counter[type[Any]] = Counter()
    branches = 0
    for node in workflow.walk():
        if isinstance(node, Block):
            blocks[type(node)] += 1
            if isinstance(node, If):
                branches += len(node.branches)
            elif isinstance(node, Menu):
                branches += len(node.branches) - 1  # the first part holds the items
    analysis = analyse(workflow.actions)
    return {
        "actions": sum(1 for _ in workflow.flat()),
        "distinct_actions": len(identifiers),
        "ifs": blocks[If],
        "menus": blocks[Menu],
        "repeats": blocks[Repeat],
        "repeats_with_each": blocks[RepeatEach],
        "branches": branches,
        "loops": blocks[Repeat] + blocks[RepeatEach],
        "nesting": _nesting(workflow.actions),
        "variables": len(analysis.variables),
        "outputs": len(analysis.shown),
        **_groups(identifiers),
    }


def _nesting(nodes: list[Node]) -> int:
    deepest = 0
    stack = [(nodes, 0)]
    while stack:
        body, depth = stack.pop()
        deepest = max(deepest, depth)
        for node in body:
            if isinstance(node, Block):
                stack += [(branch.body, depth + 1) for branch in node.branches]
    return deepest


def _groups(identifiers: Counter[str]) -> dict[str, dict[str, int]]:
    catalog = load()
    apps: Counter[str] = Counter()
    categories: Counter[str] = Counter()
    for identifier, number in identifiers.items():
        definition = catalog.get(identifier)
        if not identifier.startswith(BUILT_IN):
            bundle = definition.bundle if definition else identifier.rpartition(".")[0]
            apps[bundle] += number
        categories[category(definition) if definition else "Unknown"] += number
    return {"apps": dict(sorted(apps.items())), "categories": dict(sorted(categories.items()))}
