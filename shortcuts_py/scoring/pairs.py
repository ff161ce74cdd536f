"""Scores of pairs: one pair, or many of a file of JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from shortcuts_py.batch import run_many
from shortcuts_py.errors import ShortcutError
from shortcuts_py.scoring.comparing import compare
from shortcuts_py.scoring.reading import Given, read_given

__all__ = ["Totals", "score", "score_lines", "score_pair"]


def score(reference: Any, candidate: Any, *, with_codebleu: bool = False) -> dict[str, Any]:
    """Score a candidate against a reference.

    Args:
        reference: a `Workflow`, code, or JSON of either form.
        candidate: likewise.
        with_codebleu: whether CodeBLEU is added; printed code stands for what is no code.

    Returns:
        What `compare` gives, and `reading`: how each was read and mended. With CodeBLEU
        `codebleu`, or `codebleu_skipped`, why the library would take too long.

    Raises:
        ShortcutError: one of them cannot be read, even with repairs.
    """
    return score_pair(_given(reference), _given(candidate), with_codebleu=with_codebleu)


def _given(value: Any) -> Given:
    return Given(value, "workflow") if hasattr(value, "to_plist") else read_given(value)


def score_pair(
    reference: Given, candidate: Given, *, with_codebleu: bool = False
) -> dict[str, Any]:
    """The same for what was read already."""
    found = compare(reference.workflow, candidate.workflow)
    found["reading"] = {
        side: {"form": one.form, "guesses": one.guesses, "lost": one.lost}
        for side, one in (("reference", reference), ("candidate", candidate))
    }
    if with_codebleu:
        from shortcuts_py.scoring.codebleu import beyond, code_bleu

        codes = {"reference": _code(reference), "candidate": _code(candidate)}
        skipped = [f"the {side} has {why}" for side in codes if (why := beyond(codes[side]))]
        if skipped:
            found["codebleu_skipped"] = "; ".join(skipped)
        else:
            found["codebleu"] = code_bleu(codes["reference"], codes["candidate"])
    return found


def _code(given: Given) -> str:
    if given.code is not None:
        return given.code
    from shortcuts_py.dialects import decompile_workflow

    return decompile_workflow(given.workflow)


def score_lines(
    path: Path,
    reference_field: str,
    candidate_field: str,
    *,
    with_codebleu: bool = False,
    jobs: int = 1,
) -> Iterator[dict[str, Any]]:
    """Score each line of a file of JSON Lines.

    Args:
        path: the file.
        reference_field: where a line has the reference; dots lead into objects.
        candidate_field: where it has the candidate.
        with_codebleu: whether CodeBLEU is added.
        jobs: how many processes.

    Yields:
        For each line its number as `line` and the score, or `error` and `side`.

    Raises:
        OSError: the file cannot be read.
    """
    work = partial(
        _score_line, fields=(reference_field, candidate_field), with_codebleu=with_codebleu
    )
    with path.open("rb") as file:
        for (number, _), result in run_many(work, _lines(file), jobs):
            if isinstance(result, Exception):
                yield {"line": number, "error": f"{type(result).__name__}: {result}", "side": None}
            else:
                yield {"line": number, **result}


def _lines(file: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(file, 1):
        if line.strip():
            yield number, line


def _score_line(
    line: tuple[int, bytes], *, fields: tuple[str, str], with_codebleu: bool
) -> dict[str, Any]:
    try:
        record = json.loads(line[1])
    except (ValueError, RecursionError) as error:
        return {"error": f"no JSON: {error}", "side": None}
    read: list[Given] = []
    for side, field in zip(("reference", "candidate"), fields, strict=True):
        try:
            read.append(read_given(_field(record, field)))
        except ShortcutError as error:
            return {"error": str(error), "side": side}
    try:
        return score_pair(read[0], read[1], with_codebleu=with_codebleu)
    except ShortcutError as error:
        return {"error": str(error), "side": None}


def _field(record: Any, path: str) -> Any:
    value = record
    for name in path.split("."):
        if type(value) is not dict or name not in value:
            raise ShortcutError(f"the line has no field {path!r}")
        value = value[name]
    return value


class Totals:
    """The summary of many scores, kept while they pass.

    A candidate that cannot be read counts as 0 in `means_with_unreadable`: a model that
    answers nothing must not score better than one that tries. What CodeBLEU is left out for
    has no part in its means.
    """

    def __init__(self) -> None:
        self._pairs = self._scored = self._mended = self._unreadable = 0
        self._errors = self._skipped = 0
        self._equal: dict[str, int] = {}
        self._sums: dict[str, float] = {}
        self._counts: dict[str, int] = {}

    def add(self, one: dict[str, Any]) -> None:
        """Count a score of `score_lines`."""
        self._pairs += 1
        if "error" in one:
            if one["side"] == "candidate":
                self._unreadable += 1
            else:
                self._errors += 1
            return
        self._scored += 1
        self._mended += one["reading"]["candidate"]["guesses"] is not None
        equal = one["equal"] or "no"
        self._equal[equal] = self._equal.get(equal, 0) + 1
        numbers = {
            "tree_similarity": one["tree"]["similarity"],
            "actions_f1": one["actions"]["f1"],
            "parameters_f1": one["parameters"]["f1"],
            "values_equal": one["values"]["share"],
            "blocks_f1": one["blocks"]["f1"],
            **one.get("codebleu", {}),
            "violations": one["violations"]["candidate"],
        }
        self._skipped += "codebleu_skipped" in one
        for name, number in numbers.items():
            self._sums[name] = self._sums.get(name, 0) + number
            self._counts[name] = self._counts.get(name, 0) + 1

    def as_json(self) -> dict[str, Any]:
        """The summary as JSON values."""
        return {
            "pairs": self._pairs,
            "scored": self._scored,
            "mended": self._mended,
            "unreadable_candidates": self._unreadable,
            "other_errors": self._errors,
            "equal": dict(sorted(self._equal.items())),
            **({"codebleu_skipped": self._skipped} if self._skipped else {}),
            "means": {
                name: round(total / self._counts[name], 4) for name, total in self._sums.items()
            },
            "means_with_unreadable": {
                name: round(total / (self._counts[name] + self._unreadable), 4)
                for name, total in self._sums.items()
                if name != "violations"
            },
        }
