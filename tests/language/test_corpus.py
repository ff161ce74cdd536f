"""Real shortcuts: nothing is lost, and what comes out is a language and not a dump.

Runs over the folder SHORTCUTS_CORPUS or ../shared/corpus beside the repository; else it
skips and says so. Default: the same part of it on every machine; SHORTCUTS_ALL=1: all.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from corpus_files import corpus_sample

import shortcuts_py as sp
from shortcuts_py.plist import loads, same, sniff
from shortcuts_py.workflow.document import Workflow


@dataclass
class Findings:
    """What one pass over the files found; every test looks at its part."""

    files: int = 0
    actions: int = 0
    raw: int = 0
    fallbacks: int = 0
    statements: int = 0
    broken: list[str] = field(default_factory=list)
    with_ids: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def findings(corpus: Path) -> Findings:
    found = Findings()
    for path in corpus_sample(corpus):
        found.files += 1
        try:
            _look(path, found)
        except Exception as error:  # every file is looked at, whatever one does
            found.broken.append(f"{path.name}: {type(error).__name__}: {error}")
    return found


def _look(path: Path, found: Findings) -> None:
    data = path.read_bytes()
    workflow = sp.loads(data)
    plist = workflow.to_plist()
    if sniff(data) != "signed" and not same(plist, loads(data)):
        found.broken.append(f"{path.name}: the tree is not the file")
    for keep_ids in (True, False):
        code = sp.decompile(workflow, keep_ids=keep_ids)
        tree = ast.parse(code, feature_version=(3, 10))
        compile(code, path.name, "exec", dont_inherit=True)
        again = sp.compile(code)
        if keep_ids and not same(again.to_plist(), plist):
            found.broken.append(f"{path.name}: not exact with ids kept")
        if not keep_ids and not sp.equivalent(again, plist):
            found.broken.append(f"{path.name}: not equal up to ids")
        if sp.decompile(again, keep_ids=keep_ids) != code:
            found.broken.append(f"{path.name}: not stable")
    _count(found, workflow, tree)
    ids, sound = _ids(plist)
    # What holds ids as it stands in the file: raw values, and the author's own texts.
    own = "\n".join(_texts(plist))
    if sound and "raw(" not in code and any(one in code and one not in own for one in ids):
        found.with_ids.append(path.name)


def _count(found: Findings, workflow: Workflow, tree: ast.Module) -> None:
    found.actions += sum(1 for _ in workflow.flat())
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and not isinstance(node, ast.ImportFrom):
            found.statements += 1
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        name = node.func.id
        found.raw += name == "raw"
        found.fallbacks += name == "action" or name.startswith("is_workflow_actions_")
        found.fallbacks += name == "raw" and _is_statement(tree, node)
    found.statements -= 1  # shortcut(...)


def _is_statement(tree: ast.Module, call: ast.Call) -> bool:
    return any(isinstance(one, ast.Expr) and one.value is call for one in ast.walk(tree))


def _ids(plist: Any) -> tuple[set[str], bool]:
    """Ids of outputs and blocks; whether each is there once, none dangles, all blocks are whole."""
    own: Counter[str] = Counter()
    groups: Counter[tuple[str, Any]] = Counter()
    used: set[str] = set()
    menus: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, list):
            for one in value:
                walk(one)
        elif isinstance(value, dict):
            if isinstance(value.get("OutputUUID"), str):
                used.add(value["OutputUUID"])
            for one in value.values():
                walk(one)

    actions = plist if isinstance(plist, list) else [plist]
    for root in actions:
        actions = root.get("WFWorkflowActions", [root]) if isinstance(root, dict) else []
        for one in actions:
            parameters = one.get("WFWorkflowActionParameters", {}) if isinstance(one, dict) else {}
            if isinstance(parameters.get("UUID"), str):
                own[parameters["UUID"]] += 1
            group = parameters.get("GroupingIdentifier")
            if isinstance(group, str):
                mode = parameters.get("WFControlFlowMode")
                groups[group, mode if type(mode) is int else "odd"] += 1
                if one["WFWorkflowActionIdentifier"].endswith(".choosefrommenu"):
                    menus.add(group)
            walk(parameters)
    names = {group for group, _ in groups}
    sound = (
        all(count == 1 for count in own.values())
        and used <= own.keys()
        and all(groups[name, 0] == 1 == groups[name, 2] for name in names)
        and all(mode in (0, 1, 2) for _, mode in groups)
        and all(groups[name, 1] < 2 or name in menus for name in names)
        and all(groups[name, 1] for name in menus)  # Python has no match without a case
        and not names & own.keys()
    )
    return {one for one in {*own, *names} if len(one) == 36}, sound


def _texts(value: Any) -> Iterator[str]:
    """Every string that is not an id by its key."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in ("UUID", "OutputUUID", "GroupingIdentifier") or type(one) is not str:
                yield from _texts(one)


def test_nothing_is_lost(findings: Findings) -> None:
    assert findings.files >= 100
    assert findings.broken == []


def test_raw_values_are_rare(findings: Findings) -> None:
    rate = findings.raw * 1000 / findings.actions
    assert rate <= 5, f"{rate:.2f} raw(...) in 1,000 of {findings.actions} actions"


def test_nearly_every_action_has_a_name(findings: Findings) -> None:
    rate = findings.fallbacks * 100 / findings.actions
    assert rate <= 3, f"{rate:.2f} % of {findings.actions} actions in a fallback form"


def test_code_is_no_longer_than_the_shortcut(findings: Findings) -> None:
    rate = findings.statements / findings.actions
    assert rate <= 1.2, f"{rate:.3f} statements an action"


def test_ids_do_not_show(findings: Findings) -> None:
    assert findings.with_ids == []
