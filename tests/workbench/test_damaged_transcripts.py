"""The same damage done to our own transcripts of the fixtures, announcements and all."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

import pytest
from damage import KINDS
from test_damage import is_repaired

import shortcuts_py as sp

CASES = sorted((Path(__file__).parents[2] / "fixtures/cases").glob("*.py"))[::2]
FEWEST = 4  # actions; in shorter ones most kinds of damage leave nothing
LEAST = 0.9
LOWER = {
    # Quotation marks within the announcements' JSON are changed, too.
    "smart_quotes": 0.7,
    # A body of one statement that lost its indentation may stand behind the block as well.
    "jumped_indentation": 0.6,
    # Menus and blocks of a few lines: one failure is more than a tenth.
    "lost_match": 0.5,
    "several_blocks": 0.7,
    "string_fragments": 0.0,
}


@cache
def transcripts() -> dict[str, str]:
    found = {}
    for path in CASES:
        workflow = sp.compile(path.read_text(encoding="utf-8"))
        if sum(1 for _ in workflow.flat()) >= FEWEST:
            found[path.stem] = sp.decompile(workflow, "workflowbench")
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_damage_to_a_transcript_is_repaired(kind: str) -> None:
    done, failed = 0, []
    for name, text in transcripts().items():
        damaged = KINDS[kind](Random(f"{kind} {name}"), text)
        if damaged is None or damaged.text == text:
            continue
        done += 1
        if not is_repaired(damaged, sp.repair(damaged.text)):
            failed.append(name)
    assert len(failed) <= done * (1 - LOWER.get(kind, LEAST)), failed


HEADINGS = "# Tea\n## Steep\n\n   # not a heading\n#tag\nends with\n#"


def test_no_line_of_a_string_looks_like_a_comment() -> None:
    workflow = sp.compile(
        f"name = ask_for_input({HEADINGS!r})\ntext(f'{{name}}\\n# {{name}}\\n#')\n"
    )
    code = sp.decompile(workflow, "workflowbench")
    assert [line for line in code.split("\n")[1:] if line.lstrip().startswith("#")] == []
    assert sp.equivalent(sp.compile(code), workflow)


def test_headings_of_a_text_outlast_the_comments_of_an_annotator() -> None:
    text = f"first\n{HEADINGS}\nlast"
    code = sp.decompile(sp.compile(f"show_content({text!r})\n"), "workflowbench")
    heading, *lines = code.rstrip("\n").split("\n")
    annotated = "\n".join([heading, *(f"# Line {n}.\n{line}" for n, line in enumerate(lines))])
    repaired = sp.repair(annotated)
    shown = [one for one in repaired.workflow.flat() if "showresult" in one.identifier]
    assert [one.parameters["Text"] for one in shown] == [text]
    assert {guess.kind for guess in repaired.guesses} == {"comment-in-string"}


def test_a_heading_that_somebody_adds_to_a_transcript_stays() -> None:
    workflow = sp.compile("show_content('one\\ntwo')\n")
    code = sp.decompile(workflow, "workflowbench").replace("one\n", "one\n# Two\n")
    repaired = sp.repair(code)
    assert repaired.guesses == []
    (action,) = repaired.workflow.flat()
    assert action.parameters["Text"] == "one\n# Two\ntwo"
