"""Real shortcuts in OS 27's own language: all print, and come back; differences are announced.

Runs over the folder SHORTCUTS_CORPUS or ../shared/corpus beside the repository; else it
skips and says so. Default: the same part of it on every machine; SHORTCUTS_ALL=1: all.

    SHORTCUTS_ALL=1 pytest tests/apple/test_apple_corpus.py -s     prints the numbers
"""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from apple_grammar import violations
from corpus_files import corpus_sample

import shortcuts_py as sp
from shortcuts_py.equivalence import Renaming
from shortcuts_py.workflow.actions import write_action
from shortcuts_py.workflow.document import Workflow

_ANNOUNCED = re.compile(r"^ *# shortcuts_py: (\w+)", re.MULTILINE)
_BESIDE = re.compile(r"^ +# shortcuts_py: .*\n", re.MULTILINE)
_ABOUT_ACTIONS = (
    "action",
    "beside",
    "group",
    "ids",
    "output_name",
    "parameters",
    "part",
    "shown_as",
)


@dataclass
class Findings:
    """What one pass over the files found."""

    files: int = 0
    actions: int = 0
    equal: int = 0
    announced: int = 0
    without: int = 0
    words: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    unstable: list[str] = field(default_factory=list)
    roots: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def findings(corpus: Path) -> Findings:
    found = Findings()
    files = corpus_sample(corpus)
    for path in files if os.environ.get("SHORTCUTS_ALL") else files[::3]:
        found.files += 1
        try:
            _look(path, found)
        except Exception as error:  # every file is looked at, whatever one does
            found.broken.append(f"{path.name}: {type(error).__name__}: {error}")
    share = found.equal * 100 / max(found.actions, 1)
    print(
        f"\n{found.files} files, {found.actions} actions: {share:.2f} % come back equal;"
        f" {found.announced * 100 / found.actions:.2f} % carry an announcement;"
        f" {found.without * 100 / found.actions:.2f} % come back without them;"
        f" {dict(found.words)}"
    )
    return found


def _actions(workflow: Workflow) -> list[Any]:
    return [write_action(one) for one in workflow.flat()]


def _equal(left: list[Any], right: list[Any]) -> int:
    """How many actions are equal up to ids, ids corresponding one to one."""
    if len(left) != len(right):
        return 0
    renaming = Renaming()
    return sum(map(renaming.same, left, right))


def _look(path: Path, found: Findings) -> None:
    workflow = sp.loads(path.read_bytes())
    code = sp.decompile(workflow, dialect="apple")
    found.forms += [f"{path.name}: {one}" for one in violations(code)]
    again = sp.compile(code, dialect="apple")
    actions = _actions(workflow)
    found.actions += len(actions)
    found.equal += _equal(actions, _actions(again))
    if not sp.equivalent(workflow, again):
        found.roots.append(path.name)
    if sp.decompile(again, dialect="apple") != code:
        found.unstable.append(path.name)
    words = Counter(_ANNOUNCED.findall(code))
    found.words += words
    found.announced += sum(words[word] for word in _ABOUT_ACTIONS)
    # The announcement at the top names actions of apps and variables; the others are left out.
    found.without += _equal(actions, _actions(sp.compile(_BESIDE.sub("", code), dialect="apple")))


def test_every_file_prints_and_reads(findings: Findings) -> None:
    assert findings.files >= 50
    assert findings.broken == []


def test_nearly_every_action_comes_back(findings: Findings) -> None:
    assert findings.equal >= 0.97 * findings.actions
    # What does not come back by the statements is announced, so in fact all do.
    assert findings.roots == []


def test_every_form_is_of_the_language(findings: Findings) -> None:
    assert findings.forms == []


def test_printing_again_gives_the_same(findings: Findings) -> None:
    assert findings.unstable == []


def test_most_of_it_needs_no_announcement(findings: Findings) -> None:
    assert findings.announced <= 0.2 * findings.actions
    assert findings.without >= 0.75 * findings.actions
