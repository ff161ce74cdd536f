"""Which action of the candidate stands for which of the reference."""

from __future__ import annotations

from collections import defaultdict

from shortcuts_py.scoring.forms import FlatAction

__all__ = ["Alignment", "align", "parameter_distance"]

LARGEST = 1_000_000
"""Pairs of actions up to which the best alignment in order is found."""

Alignment = tuple[list[tuple[int, int]], str]
"""Pairs of indexes, and how they were found: "in order" or "by occurrence"."""


def parameter_distance(left: FlatAction, right: FlatAction) -> float:
    """The share of parameters that differ, absent ones included; 0 for equal, 1 for none."""
    if left.parameters == right.parameters:
        return 0.0
    keys = left.parameters.keys() | right.parameters.keys()
    equal = sum(
        1
        for key in left.parameters.keys() & right.parameters.keys()
        if left.parameters[key] == right.parameters[key]
    )
    return 1 - equal / len(keys)


def align(reference: list[FlatAction], candidate: list[FlatAction]) -> Alignment:
    """Pair actions with the same identifier and part.

    Pairs keep the order of both, and as many actions as possible are paired, those with
    equal parameters first. Where that would take more than `LARGEST` comparisons, the n-th
    action of a kind goes with the n-th.
    """
    start = 0
    end = min(len(reference), len(candidate))
    while start < end and _alike(reference[start], candidate[start]) == 2:
        start += 1
    left, right = len(reference), len(candidate)
    while left > start and right > start and _alike(reference[left - 1], candidate[right - 1]) == 2:
        left, right = left - 1, right - 1
    if (left - start) * (right - start) > LARGEST:
        return _by_occurrence(reference, candidate), "by occurrence"
    pairs = [(one, one) for one in range(start)]
    pairs += [
        (start + one, start + other)
        for one, other in _best(reference[start:left], candidate[start:right])
    ]
    tail = len(reference) - left
    pairs += [(left + one, right + one) for one in range(tail)]
    return pairs, "in order"


def _alike(left: FlatAction, right: FlatAction) -> float:
    """0 for different actions; else 1, and up to 1 more for equal parameters."""
    if left.identifier != right.identifier or left.mode != right.mode:
        return 0
    return 2 - parameter_distance(left, right)


def _best(reference: list[FlatAction], candidate: list[FlatAction]) -> list[tuple[int, int]]:
    """The alignment of the highest sum, by the table of Needleman and Wunsch."""
    columns = len(candidate)
    rows: list[list[float]] = [[0.0] * (columns + 1)]
    alike: list[list[float]] = []
    for one in reference:
        above, row, scores = rows[-1], [0.0], []
        for column, other in enumerate(candidate):
            score = _alike(one, other)
            scores.append(score)
            best = above[column] + score if score else 0.0
            row.append(max(best, above[column + 1], row[column]))
        rows.append(row)
        alike.append(scores)
    pairs: list[tuple[int, int]] = []
    line, column = len(reference), columns
    while line and column:
        score = alike[line - 1][column - 1]
        if score and rows[line][column] == rows[line - 1][column - 1] + score:
            line, column = line - 1, column - 1
            pairs.append((line, column))
        elif rows[line][column] == rows[line - 1][column]:
            line -= 1
        else:
            column -= 1
    return pairs[::-1]


def _by_occurrence(
    reference: list[FlatAction], candidate: list[FlatAction]
) -> list[tuple[int, int]]:
    places: dict[tuple[str, int], list[int]] = defaultdict(list)
    for index in range(len(candidate) - 1, -1, -1):
        places[candidate[index].identifier, candidate[index].mode].append(index)
    pairs = []
    for index, one in enumerate(reference):
        found = places.get((one.identifier, one.mode))
        if found:
            pairs.append((index, found.pop()))
    return pairs
