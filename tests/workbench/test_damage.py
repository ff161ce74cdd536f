"""Damage of every kind is repaired, and every repair is reported."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

import pytest
from damage import KINDS, Damaged

import shortcuts_py as sp
from shortcuts_py.workflow.document import Workflow

TEXTS = sorted((Path(__file__).parents[2] / "fixtures/workbench/damage").glob("*.py"))
SEEDS = 2
LEAST = 0.9


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def shape(workflow: Workflow) -> list[str]:
    return [getattr(node, "identifier", type(node).__name__) for node in workflow.walk()]


@cache
def meaning(text: str) -> Workflow:
    return sp.repair(text).workflow


def is_repaired(damaged: Damaged, repaired: sp.Repair) -> bool:
    meant = meaning(damaged.meant)
    if not damaged.beginning:
        return sp.equivalent(repaired.workflow, meant)
    # Of the statement that was cut no more than one action may come.
    wanted, got = shape(meant), shape(repaired.workflow)
    return got[: len(wanted)] == wanted and len(got) <= len(wanted) + 1


def damage(kind: str, path: Path, seed: int) -> Damaged | None:
    text = read(path)
    damaged = KINDS[kind](Random(f"{kind} {path.name} {seed}"), text)
    return None if damaged is None or damaged.text == text else damaged


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_sound_text_is_read_without_a_guess(path: Path) -> None:
    repaired = sp.repair(read(path))
    assert repaired.guesses == []
    assert sp.equivalent(sp.compile(repaired.source), repaired.workflow)


@pytest.mark.parametrize("kind", KINDS)
def test_one_damage_is_repaired_and_reported(kind: str) -> None:
    done, failed = 0, []
    for path in TEXTS:
        for seed in range(SEEDS):
            damaged = damage(kind, path, seed)
            if damaged is None:
                continue
            repaired = sp.repair(damaged.text)
            assert repaired.guesses, f"{path.name} {seed}: repaired without a word"
            done += 1
            if not is_repaired(damaged, repaired):
                failed.append(f"{path.name} {seed}")
    assert done >= SEEDS, "no text can be damaged in this way"
    assert len(failed) <= done * (1 - LEAST), failed


@pytest.mark.parametrize("seed", range(12))
def test_much_damage_at_once_still_gives_a_workflow(seed: int) -> None:
    random = Random(seed)
    path = random.choice(TEXTS)
    text = read(path)
    inner = [kind for kind in KINDS if kind not in {"new_version", "truncated"}]
    done: list[str] = []
    for kind in random.sample(inner, 8):
        try:
            damaged = KINDS[kind](random, text)
        except SyntaxError:
            continue  # this kind of damage is done to sound text only
        if damaged is not None and damaged.text != text:
            text = damaged.text
            done.append(kind)
    repaired = sp.repair(text)
    assert done
    assert repaired.guesses
    whole = sp.repair(read(path)).workflow
    kept = [one for one in shape(whole) if one.startswith("is.workflow")]
    found = shape(repaired.workflow)
    assert sum(one in found for one in kept) >= len(kept) * 0.5
    assert sp.equivalent(sp.compile(repaired.source), repaired.workflow)


def test_an_else_that_is_lost_is_found_by_what_it_leaves() -> None:
    """In text of which every repeated line is gone; the second else with them."""
    lines = [f"is_workflow_actions_alert( WFAlertActionMessage='''{n}''')" for n in range(20)]
    sound = [
        "start = is_workflow_actions_number( WFNumberActionNumber='''0''')",
        "if '''a''' in start:",
        "    first = is_workflow_actions_getlastphoto()",
        "    Image = first",
        "else:",
        "    chosen = is_workflow_actions_selectphoto()",
        "    Image = chosen",
        *lines,
        "if '''b''' in start:",
        "    is_workflow_actions_exit()",
        "else:",
        "    is_workflow_actions_vibrate()",
        "if '''c''' in start:",
        "    one = is_workflow_actions_date()",
        "    Day = one",
        "else:",
        "    other = is_workflow_actions_getcurrentlocation()",
        "    Day = other",
        "is_workflow_actions_showresult( Text=f'''{Day} {Image}''')",
    ]
    first_else = sound.index("else:")
    damaged = [line for index, line in enumerate(sound) if line != "else:" or index == first_else]
    repaired = sp.repair("\n".join(damaged))
    whole = sp.repair("\n".join(sound))
    assert [guess.kind for guess in repaired.guesses if guess.kind == "lost-else"] == [
        "lost-else",
        "lost-else",
    ]
    assert sp.equivalent(repaired.workflow, whole.workflow)
