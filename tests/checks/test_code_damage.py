"""Sound code, damaged in one place by a seed: what is found, suggested and mended."""

from __future__ import annotations

import os

import pytest
from code_damage import KINDS, MISSPELT, Damage, Outcome, run, sound_code

COUNT = 400 if os.environ.get("SHORTCUTS_ALL") else 14
LEAST = {"kind": 4, "class": 3, "dedent": 8}


@pytest.fixture(scope="module")
def results() -> dict[str, list[tuple[Damage, Outcome]]]:
    return run(list(dict.fromkeys(sound_code())), COUNT)


def test_every_kind_of_damage_is_done(results: dict[str, list[tuple[Damage, Outcome]]]) -> None:
    assert set(results) == set(KINDS)
    for kind, outcomes in results.items():
        assert len(outcomes) >= LEAST.get(kind, 10), kind


@pytest.mark.parametrize("kind", KINDS)
def test_damage_is_found_on_its_line(
    kind: str, results: dict[str, list[tuple[Damage, Outcome]]]
) -> None:
    missed = [damage for damage, outcome in results[kind] if not outcome.found]
    assert len(missed) <= 0.02 * len(results[kind]), missed


def test_one_mistake_is_one_problem(results: dict[str, list[tuple[Damage, Outcome]]]) -> None:
    outcomes = [one for found in results.values() for one in found]
    noisy = [damage for damage, outcome in outcomes if outcome.found and not outcome.alone]
    assert len(noisy) <= 0.03 * len(outcomes), noisy


@pytest.mark.parametrize("kind", MISSPELT)
def test_the_first_suggestion_is_what_stood_there(
    kind: str, results: dict[str, list[tuple[Damage, Outcome]]]
) -> None:
    other = [damage for damage, outcome in results[kind] if not outcome.suggested]
    assert len(other) <= 0.1 * len(results[kind]), other


def test_what_has_one_safe_answer_is_restored_exactly(
    results: dict[str, list[tuple[Damage, Outcome]]],
) -> None:
    safe = [one for found in results.values() for one in found if one[1].safe]
    assert len(safe) >= 60
    assert [damage for damage, outcome in safe if not outcome.restored] == []
