"""`x == '''1'''`: text or a number, over the comparisons of real shortcuts.

The paper's printer writes both alike. Here real shortcuts are printed so, without anything that
would tell, and what is read is compared with what the file had. A condition that stores both
counts as a number: the app writes both where the kind of its input changed, and they are equal.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus_files import corpus_sample
from test_workbench_corpus import without_announcements

import shortcuts_py as sp
from shortcuts_py.language.literals import canonical_number
from shortcuts_py.workbench.guesses import Guesses
from shortcuts_py.workbench.reader import read_any
from shortcuts_py.workbench.writer import decompile_workbench
from shortcuts_py.workflow.document import Workflow
from shortcuts_py.workflow.predicates import PredicateTable

TEXT, NUMBER = "WFConditionalActionString", "WFNumberValue"
_BARE = re.compile(r"([=!]= )(-?\d+(?:\.\d+)?)(?=:|\s+(?:and|or)\b|\])")


def comparisons(workflow: Workflow) -> Iterator[dict[str, Any]]:
    """The conditions of a workflow, in order."""
    for action in workflow.flat():
        parameters = getattr(action, "parameters", {})
        if (
            getattr(action, "identifier", "") == "is.workflow.actions.conditional"
            and parameters.get("WFControlFlowMode") != 2
        ):
            table = parameters.get("WFConditions")
            if type(table) is PredicateTable:
                yield from (row.entries for row in table.rows)
            else:
                yield parameters


def kind(entries: dict[str, Any]) -> str | None:
    """What a real condition compares with, where that is written as a number."""
    if entries.get("WFCondition") not in (4, 5):
        return None
    for key in (NUMBER, TEXT):
        value = entries.get(key)
        if type(value) in (int, float):
            value = repr(value)
        if type(value) is str and canonical_number(value):
            # A text beside it is what the paper's printer shows, unless it is the same.
            other = entries.get(TEXT)
            return key if key == TEXT or other in (None, "", value) else None
    return None


def as_the_paper_writes(workflow: Workflow) -> str:
    lines = without_announcements(decompile_workbench(workflow)).split("\n")
    return "\n".join(
        _BARE.sub(r"\1'''\2'''", one) if one.lstrip().startswith(("if ", "elif ")) else one
        for one in lines
    )


def test_most_are_read_as_they_were(corpus: Path) -> None:
    found: Counter[tuple[str, bool]] = Counter()
    for path in corpus_sample(corpus):
        workflow = sp.load(path)
        wanted = list(comparisons(workflow))
        if not any(map(kind, wanted)):
            continue
        got = list(comparisons(read_any(as_the_paper_writes(workflow), Guesses())))
        if len(got) == len(wanted):
            for one, other in zip(wanted, got, strict=True):
                known = kind(one)
                if known is not None and other.get("WFCondition") == one["WFCondition"]:
                    found[known, known in other] += 1
    if os.environ.get("SHORTCUTS_REPORT"):
        print(f"\n{dict(found)}")
    right = found[NUMBER, True] + found[TEXT, True]
    assert found.total() >= 40
    assert right >= 0.8 * found.total(), found
