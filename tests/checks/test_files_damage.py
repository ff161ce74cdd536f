"""Damaged files: each damage is found where it is, and mended where there is one answer."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from file_damage import KINDS, Damage, damage
from sound_files import sound_files

from shortcuts_py.checks.files import check_plist, mend
from shortcuts_py.plist.compare import difference, same

FILES = 14  # that each kind of damage is done to
FOUND = 0.98


def damages() -> Iterator[tuple[str, dict[str, Any], Damage]]:
    names = sorted(sound_files())
    everything = bool(os.environ.get("SHORTCUTS_ALL"))
    for kind in KINDS:
        chosen = list(names)
        random.Random(kind.__name__).shuffle(chosen)
        count = 0
        for seed, name in enumerate(chosen):
            plist = sound_files()[name]
            done = damage(plist, kind, seed)
            if done is not None:
                count += 1
                yield name, plist, done
                if count == FILES and not everything:
                    break


@pytest.fixture(scope="module")
def done() -> list[tuple[str, dict[str, Any], Damage]]:
    return list(damages())


def test_every_kind_of_damage_is_done(done: list[Any]) -> None:
    assert {one.kind for _, _, one in done} == {kind.__name__ for kind in KINDS}


def test_damage_is_found_at_its_action(done: list[tuple[str, dict[str, Any], Damage]]) -> None:
    missed = []
    for name, plist, one in done:
        before = {(two.code, two.action, two.parameter) for two in check_plist(plist)}
        new = [
            two
            for two in check_plist(one.plist)
            if (two.code, two.action, two.parameter) not in before
        ]
        if not any(two.action in one.places for two in new):
            missed.append((name, one.kind, one.places, [(two.code, two.action) for two in new]))
    assert len(missed) <= (1 - FOUND) * len(done), missed


def test_one_damage_is_one_problem(done: list[tuple[str, dict[str, Any], Damage]]) -> None:
    """No follow-on noise: one error or warning; two where a whole block is in question."""
    counts: Counter[int] = Counter()
    for _, _, one in done:
        bad = [two for two in check_plist(one.plist) if two.severity != "note"]
        counts[len(bad)] += 1
    assert sum(counts[number] for number in counts if number > 1) <= 0.02 * len(done), counts


def test_mending_restores_the_file(done: list[tuple[str, dict[str, Any], Damage]]) -> None:
    for name, plist, one in done:
        mended, count = mend(one.plist)
        if one.mendable or count:
            where = difference(mended, plist)
            assert where is None, (name, one.kind, where)


def test_mending_twice_changes_nothing(done: list[tuple[str, dict[str, Any], Damage]]) -> None:
    for name, _, one in done:
        mended, _ = mend(one.plist)
        again, count = mend(mended)
        assert count == 0, (name, one.kind)
        assert same(mended, again)


def test_mending_leaves_sound_files_alone() -> None:
    for name, plist in sound_files().items():
        mended, count = mend(plist)
        assert count == 0, name
        assert mended is plist
