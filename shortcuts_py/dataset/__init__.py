"""Records for training and evaluating models, made of shortcuts.

from shortcuts_py.dataset import build
summary = build("Shortcuts/", "out.jsonl", dialects=("native",))
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shortcuts_py.dataset.building import build
    from shortcuts_py.dataset.filters import FILTERS
    from shortcuts_py.dataset.records import Options, make_record
    from shortcuts_py.dataset.statistics import count
    from shortcuts_py.dataset.summary import Summary

__all__ = ["FILTERS", "Options", "Summary", "build", "count", "make_record"]

_PLACES = {
    "FILTERS": "filters",
    "Options": "records",
    "Summary": "summary",
    "build": "building",
    "count": "statistics",
    "make_record": "records",
}


def __getattr__(name: str) -> Any:
    place = _PLACES.get(name)
    if place is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{place}"), name)
