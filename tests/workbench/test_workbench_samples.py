"""The published samples, damaged as they are.

What can be recognised in the raw text is counted here by rules of its own, which share nothing
with the reader: a line that starts (behind `name =`) with the call of an action of the sample's
own list, and a line that starts with `if`, `for`, `match` or `case` and ends in a colon.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import shortcuts_py as sp
from shortcuts_py.workbench.guesses import Guesses
from shortcuts_py.workbench.reader import read_any
from shortcuts_py.workbench.writer import decompile_workbench
from shortcuts_py.workflow.actions import Action, Block, If, Menu, Repeat, RepeatEach
from shortcuts_py.workflow.document import Workflow

_CALL = re.compile(r"(?:[^\W\d]\w* = )?([A-Za-z][\w-]*)\(")
_HEADER = re.compile(r"(?:(if|elif) .+|(for) .+ in .+|(match) input\(.*\)|(case) .+):$")


@pytest.fixture(scope="module")
def read_samples(samples: Path) -> list[tuple[dict[str, Any], Workflow]]:
    found = []
    for sample in json.loads(samples.read_text("utf-8")):
        guesses = Guesses()
        code = sample["annotated_code"]
        found.append((sample, read_any(code, guesses)))
    return found


def _calls(sample: dict[str, Any]) -> list[str]:
    """The actions that lines of the text call, in order."""
    identifiers = {one.replace(".", "_"): one for one in sample["apis"]}
    found = []
    for line in sample["annotated_code"].split("\n"):
        match = _CALL.match(line.strip())
        if match is not None and match.group(1) in identifiers:
            found.append(identifiers[match.group(1)])
    return found


def _common(left: list[Any], right: list[Any]) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(right) + 1)
    for one in left:
        before = 0
        for index, other in enumerate(right):
            kept = row[index + 1]
            row[index + 1] = before + 1 if one == other else max(kept, row[index])
            before = kept
    return row[-1]


def _headers(code: str) -> list[tuple[str, int]]:
    """Kind and depth of the headers in the text.

    The paper's printer indents by four, so the indentation says how deep a header was in the
    shortcut, also where the headers around it are lost.
    """
    found: list[tuple[str, int]] = []
    inside = False
    for line in code.split("\n"):
        text = line.strip()
        was_inside, inside = inside, inside ^ bool(line.count("'''") % 2)
        match = None if was_inside else _HEADER.match(text)
        if match is not None:
            word = next(group for group in match.groups() if group)
            depth = (len(line) - len(line.lstrip())) // 4
            found.append(("if" if word == "elif" else word, depth))
    return found


def _blocks(nodes: list[Any], depth: int, found: list[tuple[str, int]]) -> None:
    """The same of a workflow; a case is one deeper than its menu."""
    for node in nodes:
        if not isinstance(node, Block):
            continue
        kind = {If: "if", Menu: "match", Repeat: "for", RepeatEach: "for"}[type(node)]
        found.append((kind, depth))
        if isinstance(node, Menu):
            for branch in node.branches[1:]:
                found.append(("case", depth + 1))
                _blocks(branch.body, depth + 2, found)
            continue
        for branch in node.branches:
            _blocks(branch.body, depth + 1, found)


def test_every_sample_is_a_workflow(read_samples: list[tuple[dict[str, Any], Workflow]]) -> None:
    assert len(read_samples) >= 20
    for _, workflow in read_samples:
        assert list(workflow.flat())
        loaded = sp.loads(sp.dumps(workflow))
        assert sp.equivalent(sp.compile(sp.decompile(loaded)), workflow)
        guesses = Guesses()
        code = decompile_workbench(workflow)
        assert sp.equivalent(read_any(code, guesses), workflow)
        assert guesses == []


def test_calls_become_actions(read_samples: list[tuple[dict[str, Any], Workflow]]) -> None:
    wanted = found = 0
    for sample, workflow in read_samples:
        calls = _calls(sample)
        actions = [one.identifier for one in workflow.flat() if isinstance(one, Action)]
        wanted += len(calls)
        found += _common(calls, actions)
    assert wanted >= 1000
    assert found >= 0.97 * wanted, f"{found} of {wanted}"


def test_headers_become_blocks(read_samples: list[tuple[dict[str, Any], Workflow]]) -> None:
    wanted = found = 0
    for sample, workflow in read_samples:
        headers = _headers(sample["annotated_code"])
        blocks: list[tuple[str, int]] = []
        _blocks(workflow.actions, 0, blocks)
        wanted += len(headers)
        found += _common(headers, blocks)
    assert wanted >= 500
    assert found >= 0.95 * wanted, f"{found} of {wanted}"
