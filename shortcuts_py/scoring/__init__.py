"""Comparing a candidate's workflow with a reference: structure, and CodeBLEU beside it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shortcuts_py.scoring.codebleu import code_bleu
    from shortcuts_py.scoring.comparing import compare
    from shortcuts_py.scoring.pairs import score, score_lines
    from shortcuts_py.scoring.reading import read_given

__all__ = ["code_bleu", "compare", "read_given", "score", "score_lines"]

_PLACES = {
    "code_bleu": "codebleu",
    "compare": "comparing",
    "read_given": "reading",
    "score": "pairs",
    "score_lines": "pairs",
}


def __getattr__(name: str) -> Any:
    place = _PLACES.get(name)
    if place is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{place}"), name)
