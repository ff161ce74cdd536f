"""The names nearest to a misspelt one: by what may stand there, then by spelling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

__all__ = ["count_edits", "did_you_mean", "is_certain", "nearest"]

_LONGEST = 200
_COUNT = 3
_MOST_EDITS = 3
# Some write `sheet` for `share_sheet`: that is more likely than two slips.
_PART = 1.6


def nearest(
    word: str, candidates: Iterable[str], fitness: Mapping[str, float] | None = None
) -> tuple[str, ...]:
    """The candidates that a word may be a misspelling of, most likely first.

    Spelling counts in edits (a letter added, lost or changed, two neighbours swapped). A
    slip in the case of letters is less than an edit, and a first letter is seldom wrong.

    Args:
        word: what was written.
        candidates: what may stand there; the caller leaves out what fits the place least.
        fitness: how well a candidate fits the place otherwise, from 0 to 1; of candidates
            that are spelt alike the fitter one comes first.
    """
    from rapidfuzz.distance import DamerauLevenshtein

    word = word[:_LONGEST]
    folded = word.casefold()
    most = _allowed(len(word))
    found: list[tuple[float, float, str]] = []
    for candidate in _alike(folded, list(dict.fromkeys(candidates)), most):
        known = candidate.casefold()
        if candidate == word:
            continue
        fit = fitness.get(candidate, 0.0) if fitness else 0.0
        edits = DamerauLevenshtein.distance(folded, known, score_cutoff=most)
        if edits <= most and edits < len(candidate):
            cost = float(edits) or 0.5
            if known[:1] != folded[:1]:
                cost += 0.25
            if sorted(known) == sorted(folded):
                cost -= 0.2
            if word[:1] != candidate[:1]:
                cost += 0.1  # of Total and total
            found.append((cost - 0.6 * fit, abs(len(candidate) - len(word)), candidate))
        elif _is_part(folded, known):
            found.append((_PART - 0.6 * fit, float(len(candidate)), candidate))
    found.sort()
    if not found:
        return ()
    best = found[0][0]
    return tuple(one for cost, _, one in found[:_COUNT] if cost <= best + 1.3)


def _is_part(folded: str, known: str) -> bool:
    """Whether a word is some of the words of another, such as get_weather of get_..._weather."""
    if "_" not in folded:
        return folded in known.split("_")
    words = set(folded.split("_"))
    return len(words) > 1 and words < set(known.split("_"))


def _alike(folded: str, candidates: list[str], most: int) -> list[str]:
    """The candidates that are worth a closer look, found in one go."""
    if len(candidates) < 100:
        return candidates
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    known = _folded(tuple(candidates))
    hits = process.extract(
        folded, known, scorer=OSA.distance, score_cutoff=most + 1, limit=None, processor=None
    )
    chosen = {place for _, _, place in hits}
    if len(folded) > 2:
        first, last = folded.partition("_")[0], folded.rpartition("_")[2]
        chosen.update(
            place
            for place, one in enumerate(known)
            if first in one and last in one and _is_part(folded, one)
        )
    return [candidates[place] for place in sorted(chosen)]


@lru_cache(maxsize=4)
def _folded(candidates: tuple[str, ...]) -> list[str]:
    """The same in small letters; many words are compared with the same names."""
    return [one.casefold() for one in candidates]


def _allowed(length: int) -> int:
    """How many edits a word of a length may be away."""
    return 1 if length <= 3 else 2 if length <= 8 else _MOST_EDITS


def did_you_mean(names: Iterable[str]) -> str:
    """`; did you mean a or b?`; nothing for no names."""
    words = list(names)
    return f"; did you mean {' or '.join(words)}?" if words else ""


def is_certain(word: str, near: Sequence[str]) -> bool:
    """Whether the first of the nearest names is the only sensible answer.

    It is where no other name is nearly as near, and no more than two letters differ in a
    word that is long enough for that.
    """
    if len(near) != 1:
        return False
    edits = count_edits(word, near[0])
    return edits <= (1 if len(word) < 6 else 2) and len(word) >= 3


def count_edits(left: str, right: str) -> int:
    """How many edits make one word of another, small and capital letters being the same."""
    from rapidfuzz.distance import DamerauLevenshtein

    return DamerauLevenshtein.distance(left[:_LONGEST].casefold(), right[:_LONGEST].casefold())
