"""The structural comparison of two workflows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from typing import Any

from shortcuts_py.equivalence import equivalent
from shortcuts_py.plist.compare import same
from shortcuts_py.scoring.alignment import align
from shortcuts_py.scoring.constraints import find_violations
from shortcuts_py.scoring.forms import (
    VARIABLE_KEYS,
    FlatAction,
    Reference,
    flat_actions,
    normal_form,
    producers,
)
from shortcuts_py.scoring.tree_distance import tree_distance
from shortcuts_py.workflow.document import Workflow

__all__ = ["compare"]

_LISTED = 100  # violations that are listed


def compare(reference: Workflow, candidate: Workflow) -> dict[str, Any]:
    """Compare a candidate with a reference.

    Returns:
        JSON values, described in docs/datasets.md: `equal`, `tree`, `actions`,
        `parameters`, `values`, `blocks`, `violations`.
    """
    left = flat_actions(reference, _by_producer(reference))
    right = flat_actions(candidate, _by_producer(candidate))
    pairs, method = align(left, right)
    variables = _variables(left, right)
    # Once it is known which action stands for which, references can be compared exactly.
    left = flat_actions(reference, _as_it_is)
    right = flat_actions(candidate, _translated(left, right, pairs, variables))
    distance = tree_distance(left, right)
    return {
        "equal": _equality(reference, candidate),
        "tree": distance._asdict(),
        "actions": {
            **_found(
                Counter(one.identifier for one in left if one.mode <= 0),
                Counter(one.identifier for one in right if one.mode <= 0),
            ),
            "paired": len(pairs),
            "pairing": method,
        },
        **_parameters(left, right, pairs),
        "blocks": _found(Counter(_paths(left)), Counter(_paths(right))),
        "violations": _violations(reference, candidate),
    }


def _equality(reference: Workflow, candidate: Workflow) -> str | None:
    """How equal two workflows are, at most."""
    one, other = reference.to_plist(), candidate.to_plist()
    if same(one, other):
        return "exact"
    if equivalent(one, other):
        return "up to ids"
    form, another = normal_form(one), normal_form(other)
    if same(form, another):
        return "up to names"
    if type(form) is dict and type(another) is dict:
        # The rest of the root has no ids, so the numbers do not depend on it.
        actions = "WFWorkflowActions"
        if actions in form and same(form[actions], another.get(actions)):
            return "actions up to names"
    return None


def _by_producer(workflow: Workflow) -> Reference:
    """Outputs go by the action that gives them, variables by their names."""
    found = producers(workflow)
    return lambda key, value: value if key in VARIABLE_KEYS else found.get(value, "?")


def _variables(left: list[FlatAction], right: list[FlatAction]) -> dict[str, str]:
    """The candidate's variables to the reference's: by name, and the rest by first use."""
    ours, theirs = _named(left), _named(right)
    found = {name: name for name in theirs if name in ours}
    rest = (name for name in ours if name not in found)
    for name in theirs:
        if name not in found:
            found[name] = next(rest, f"?{name}")
    return found


def _named(actions: list[FlatAction]) -> dict[str, None]:
    """The variables that actions set, in order."""
    return {
        one.parameters["WFVariableName"]: None
        for one in actions
        if "WFVariableName" in one.parameters
    }


def _as_it_is(key: str, value: str) -> str:
    return "" if key == "VariableUUID" else value  # the name counts


def _translated(
    left: list[FlatAction],
    right: list[FlatAction],
    pairs: list[tuple[int, int]],
    variables: dict[str, str],
) -> Reference:
    """The candidate's references in the reference's ids and names."""
    # Whatever is no output of the candidate (a dangling reference) is compared as it is.
    ids = {one.uuid: f"?{one.uuid}" for one in right if one.uuid is not None}
    paired: dict[str, str] = {}
    for one, other in pairs:
        uuid, mate = right[other].uuid, left[one].uuid
        if uuid is not None and mate is not None:
            paired.setdefault(uuid, mate)
    ids.update(paired)

    def translate(key: str, value: str) -> str:
        if key in VARIABLE_KEYS:
            return variables.get(value, value)
        if key == "VariableUUID":
            return ""
        return ids.get(value, value)

    return translate


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 1.0


def _found(reference: Counter[Any], candidate: Counter[Any]) -> dict[str, Any]:
    found = (reference & candidate).total()
    return {
        **_quality(found, reference.total(), candidate.total()),
        "missing": _listed(reference - candidate),
        "invented": _listed(candidate - reference),
    }


def _quality(found: int, reference: int, candidate: int) -> dict[str, Any]:
    precision, recall = _share(found, candidate), _share(found, reference)
    f1 = round(2 * found / (reference + candidate), 4) if reference + candidate else 1.0
    return {
        "reference": reference,
        "candidate": candidate,
        "found": found,
        "precision": precision,
        "recall": recall,
        "f1": f1,
    }


def _listed(counts: Counter[Hashable]) -> dict[str, int]:
    return {str(name): number for name, number in sorted(counts.items(), key=str)}


def _parameters(
    left: list[FlatAction], right: list[FlatAction], pairs: list[tuple[int, int]]
) -> dict[str, Any]:
    """Parameters of paired actions; those of the others are missing or invented."""
    found = equal = 0
    for one, other in pairs:
        mine, theirs = left[one].parameters, right[other].parameters
        for key in mine.keys() & theirs.keys():
            found += 1
            equal += mine[key] == theirs[key]
    reference = sum(len(one.parameters) for one in left)
    candidate = sum(len(one.parameters) for one in right)
    return {
        "parameters": _quality(found, reference, candidate),
        "values": {"compared": found, "equal": equal, "share": _share(equal, found)},
    }


def _paths(actions: list[FlatAction]) -> list[str]:
    """Each block, as the blocks that it stands in, and its number of parts."""
    found: list[str] = []
    stack: list[tuple[str, int]] = []
    for one in actions:
        if one.mode == 0:
            stack.append((one.identifier, 1))
        elif one.mode in (1, 2) and stack and stack[-1][0] == one.identifier:
            identifier, parts = stack[-1]
            if one.mode == 1:
                stack[-1] = (identifier, parts + 1)
            else:
                path = " > ".join(name.removeprefix("is.workflow.actions.") for name, _ in stack)
                found.append(f"{path} ({parts})")
                stack.pop()
    return found


def _violations(reference: Workflow, candidate: Workflow) -> dict[str, Any]:
    found = find_violations(candidate)
    return {
        "reference": len(find_violations(reference)),
        "candidate": len(found),
        "listed": [one._asdict() for one in found[:_LISTED]],
    }
