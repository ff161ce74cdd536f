"""How much of real shortcuts the bundled catalogue knows; misses are printed (`-rP`)."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

import pytest

from shortcuts_py import catalog
from shortcuts_py.catalog.types import EnumerationType, ListType
from shortcuts_py.workflow.actions import SHARED_KEYS

APPLE = ("is.workflow.actions.", "com.apple.")


class Coverage(NamedTuple):
    actions: Counter[bool]
    keys: Counter[bool]
    values: Counter[bool]
    defined: Counter[bool]
    missing: Counter[str]


@pytest.fixture(scope="module")
def coverage(workflows: list[dict[str, Any]]) -> Coverage:
    definitions = catalog.load()
    found = Coverage(Counter(), Counter(), Counter(), Counter(), Counter())
    for workflow in workflows:
        for action in workflow.get("WFWorkflowActions") or ():
            identifier = action.get("WFWorkflowActionIdentifier")
            if not isinstance(identifier, str) or not identifier.startswith(APPLE):
                continue
            known = identifier in definitions
            found.actions[known] += 1
            if not known:
                found.missing[f"action {identifier}"] += 1
                continue
            parameters = definitions[identifier].parameters
            for key, value in (action.get("WFWorkflowActionParameters") or {}).items():
                if key in SHARED_KEYS or key.startswith(("Show-", "Advanced-")):
                    continue
                found.keys[key in parameters] += 1
                if key not in parameters:
                    found.missing[f"key {identifier} {key}"] += 1
                    continue
                sources = parameters[key].sources
                found.defined[any(source.file != "corpus" for source in sources)] += 1
                check_value(identifier, key, parameters[key].type, value, found)
    for line, count in found.missing.most_common():
        print(f"{count:6} {line}")
    return found


def check_value(identifier: str, key: str, kind: Any, value: Any, found: Coverage) -> None:
    kind = kind.item if isinstance(kind, ListType) else kind
    if not isinstance(kind, EnumerationType) or not kind.cases or kind.dynamic:
        return
    if not isinstance(value, (str, int, float)):
        return  # a variable, or a list of them
    cases = {case.value for case in kind.cases}
    known = str(value) in cases or (isinstance(value, float) and f"{value:g}" in cases)
    found.values[known] += 1
    if not known:
        shown = value if len(str(value)) < 24 else "(long)"
        found.missing[f"value {identifier} {key} = {shown}"] += 1


def share(counts: Counter[bool]) -> float:
    print(f"{counts[True]} of {counts.total()}: {counts[True] / counts.total():.4%}")
    return counts[True] / counts.total()


def test_instances_of_apple_actions_have_a_definition(coverage: Coverage) -> None:
    assert share(coverage.actions) >= 0.99


def test_keys_on_them_are_known(coverage: Coverage) -> None:
    assert share(coverage.keys) >= 0.97


def test_enumeration_values_on_them_are_known(coverage: Coverage) -> None:
    assert share(coverage.values) >= 0.97


def test_keys_are_known_without_what_these_very_files_taught(coverage: Coverage) -> None:
    known = coverage.defined[True]
    total = coverage.keys.total()
    print(f"{known} of {total}: {known / total:.4%}")
    assert known / total >= 0.97
