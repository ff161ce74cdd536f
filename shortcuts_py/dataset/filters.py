"""Which shortcuts a data set leaves out, and why.

The filters are those of the papers on models that write shortcuts: parameters that hold
bytes, actions without documentation, duplicates. Each can be switched off, and each says
how many shortcuts it left out.
"""

from __future__ import annotations

from typing import Any

from shortcuts_py.catalog import load
from shortcuts_py.workflow.actions import Action, write_action
from shortcuts_py.workflow.document import Workflow

__all__ = ["FILTERS", "first_reason"]

FILTERS = {
    "empty": "without any action",
    "opaque": "a parameter holds bytes, which say nothing as text (intents as archives, images)",
    "unknown": "an action that the catalogue does not know, or something that is no action",
    "duplicate": "the same content as one before",
    "equivalent": "the same content as one before, but for its ids",
}
"""Name of each filter, and what it leaves out."""


def first_reason(workflow: Workflow, filters: frozenset[str]) -> str | None:
    """The first filter that leaves a workflow out by itself; None where it stays.

    Args:
        workflow: the workflow.
        filters: names of the filters that are on.
    """
    if "empty" in filters and not workflow.actions:
        return "empty"
    if "opaque" in filters and _has_bytes([write_action(one) for one in workflow.flat()]):
        return "opaque"
    if "unknown" in filters:
        catalog = load()
        for one in workflow.flat():
            if type(one) is not Action or one.identifier not in catalog:
                return "unknown"
    return None


def _has_bytes(value: Any) -> bool:
    stack = [value]
    while stack:
        one = stack.pop()
        kind = type(one)
        if kind is bytes:
            return True
        if kind is dict:
            stack.extend(one.values())
        elif kind is list:
            stack.extend(one)
    return False
