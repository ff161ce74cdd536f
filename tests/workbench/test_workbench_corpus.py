"""Real shortcuts as transcripts, and back.

Runs over the folder SHORTCUTS_CORPUS or ../shared/corpus beside the repository; else it skips
and says so. Default: the same part of it on every machine; SHORTCUTS_ALL=1: all.
`SHORTCUTS_REPORT=1` with `-s` prints what was counted.
"""

from __future__ import annotations

import ast
import os
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from corpus_files import corpus_sample

import shortcuts_py as sp
from shortcuts_py.dialects import recognise
from shortcuts_py.equivalence import Renaming
from shortcuts_py.workbench.guesses import Guesses
from shortcuts_py.workbench.reader import read_any
from shortcuts_py.workbench.writer import decompile_workbench
from shortcuts_py.workflow.actions import write_action
from shortcuts_py.workflow.document import Workflow

_ANNOUNCED = re.compile(r"^[^\n]*# shortcuts_py: (?!workflow\b)", re.MULTILINE)
_HEX = re.compile(r"\b[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-")


@dataclass
class Findings:
    files: int = 0
    actions: int = 0
    equal: int = 0
    announced: int = 0
    plain_equal: int = 0
    plain_identifiers: int = 0
    broken: list[str] = field(default_factory=list)
    guesses: list[str] = field(default_factory=list)
    plain_crashes: list[str] = field(default_factory=list)
    other_dialect: list[str] = field(default_factory=list)


def _read(code: str) -> tuple[Workflow, Guesses]:
    guesses = Guesses()
    return read_any(code, guesses), guesses


@pytest.fixture(scope="module")
def findings(corpus: Path) -> Findings:
    found = Findings()
    paths = corpus_sample(corpus)
    if not os.environ.get("SHORTCUTS_ALL"):
        paths = paths[::3]
    for path in paths:
        try:
            _look(path, found)
        except Exception as error:  # every file is looked at, whatever one does
            found.broken.append(f"{path.name}: {type(error).__name__}: {error}")
    if os.environ.get("SHORTCUTS_REPORT"):
        print(f"\n{found}")
    return found


def _look(path: Path, found: Findings) -> None:
    workflow = sp.load(path)
    code = decompile_workbench(workflow)
    ast.parse(code, feature_version=(3, 10))
    again, guesses = _read(code)
    found.files += 1
    found.guesses += [f"{path.name}: {guess}" for guess in guesses]
    if recognise(code) != "workflowbench":
        found.other_dialect.append(path.name)
    left = [write_action(one) for one in workflow.flat()]
    right = [write_action(one) for one in again.flat()]
    found.actions += len(left)
    if not sp.equivalent(workflow, again):
        found.broken.append(f"{path.name}: reading it gives another workflow")
    if len(left) == len(right):
        renaming = Renaming()
        found.equal += sum(map(renaming.same, left, right))
    found.announced += len(_ANNOUNCED.findall(code))
    try:
        plain, _ = _read(without_announcements(code))
    except Exception as error:
        found.plain_crashes.append(f"{path.name}: {type(error).__name__}: {error}")
        return
    right = [write_action(one) for one in plain.flat()]
    identifiers = Counter(one.get("WFWorkflowActionIdentifier") for one in left)
    identifiers &= Counter(one.get("WFWorkflowActionIdentifier") for one in right)
    found.plain_identifiers += sum(identifiers.values())
    if len(left) == len(right):
        renaming = Renaming()
        found.plain_equal += sum(map(renaming.same, left, right))


def without_announcements(code: str) -> str:
    """A transcript without what only our reader understands."""
    lines = [line for line in code.split("\n") if not line.lstrip().startswith("# shortcuts_py:")]
    return "\n".join(re.sub(r"  # shortcuts_py: .*$", "", line) for line in lines)


def test_transcripts_are_python_and_read_as_the_workflow(findings: Findings) -> None:
    assert findings.files >= 40
    assert findings.broken == []
    assert findings.equal >= 0.99 * findings.actions


def test_nothing_is_guessed_about_a_transcript(findings: Findings) -> None:
    assert findings.guesses == []


def test_announcements_are_rare(findings: Findings) -> None:
    rate = 100 * findings.announced / findings.actions
    assert rate <= 12, f"{rate:.2f} announcements for 100 actions"


def test_transcripts_are_recognised(findings: Findings) -> None:
    assert findings.other_dialect == []


def test_transcripts_without_announcements_are_read_too(findings: Findings) -> None:
    assert findings.plain_crashes == []
    rate = 100 * findings.plain_identifiers / findings.actions
    assert rate >= 95, f"{rate:.2f} % of the actions are there"


def test_native_code_is_not_taken_for_this_dialect(corpus: Path) -> None:
    for path in corpus_sample(corpus)[::10]:
        assert recognise(sp.decompile(sp.load(path))) == "native", path.name


def test_names_are_no_ids(corpus: Path) -> None:
    for path in corpus_sample(corpus)[::10]:
        tree = ast.parse(decompile_workbench(sp.load(path)))
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        assert not [name for name in names if _HEX.search(name.replace("_", "-"))], path.name
