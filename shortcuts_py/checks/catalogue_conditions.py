"""Conditions that cannot come out otherwise, by what the tested action gives."""

from __future__ import annotations

from collections.abc import Iterator

from shortcuts_py.checks.rules import Finding
from shortcuts_py.checks.view import Reference, View
from shortcuts_py.workflow.actions import BUILT_IN, CONDITIONAL
from shortcuts_py.workflow.conditions import ANY_VALUE, NO_VALUE

__all__ = ["RULES"]

# Actions that always give a number.
_NUMBERS = frozenset(
    f"{BUILT_IN}{one}" for one in ("count", "math", "number", "number.random", "round")
)
_HAS_VALUE = (ANY_VALUE, NO_VALUE)


def numbers_as_truth(view: View) -> Iterator[Finding]:
    """`if x:` of a number: "has any value" holds for 0 too."""
    for action in view.actions:
        if action.identifier != CONDITIONAL or action.mode == 2:
            continue
        if action.parameters.get("WFCondition") not in _HAS_VALUE:
            continue
        tested = [one for one in action.references if one.path[:1] == ("WFInput",)]
        if len(tested) == 1 and _is_number(view, tested[0]):
            message = (
                "this number always has a value, 0 too, so that the condition decides nothing:"
                " compare it with 0"
            )
            yield Finding("number-as-truth", message, action.index, "WFInput")


def _is_number(view: View, reference: Reference) -> bool:
    """Whether what a reference refers to is a number, whatever runs."""
    if reference.attachment.get("Aggrandizements"):
        return False
    if reference.uuid is not None:
        makers = view.producers.get(reference.uuid, [])
        return bool(makers) and all(view.actions[one].identifier in _NUMBERS for one in makers)
    setters = view.set_by.get(reference.variable or "", [])
    return bool(setters) and all(
        len(found := view.actions[one].references) == 1
        and found[0].uuid is not None
        and _is_number(view, found[0])
        for one in setters
    )


RULES = (numbers_as_truth,)
