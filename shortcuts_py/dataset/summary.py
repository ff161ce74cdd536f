"""What a run came to: records, what was left out and why, and averages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from shortcuts_py.dataset.statistics import NUMBERS

__all__ = ["Summary"]

_LISTED = 1000  # failures that are listed one by one


@dataclass
class Summary:
    """The counts of one run.

    Attributes:
        files: files that were looked at.
        records: records that were written by this run.
        skipped: files that the output had a record of already (`resume`).
        filtered: files left out, by filter.
        failed: how many files could not be read, or a hook failed for.
        failures: the first thousand of them, `(file, message)`.
        totals: sums of the statistics over the records of this run.
        apps: records by app, `categories`: records by category.
    """

    files: int = 0
    records: int = 0
    skipped: int = 0
    filtered: Counter[str] = field(default_factory=Counter)
    failed: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)
    totals: Counter[str] = field(default_factory=Counter)
    apps: Counter[str] = field(default_factory=Counter)
    categories: Counter[str] = field(default_factory=Counter)

    def fail(self, file: str, message: str) -> None:
        """Count a failure, and list it unless there are very many."""
        self.failed += 1
        if len(self.failures) < _LISTED:
            self.failures.append((file, message))

    def add(self, statistics: dict[str, Any]) -> None:
        """Count a record."""
        self.records += 1
        for name in NUMBERS:
            self.totals[name] += statistics[name]
        self.apps.update(statistics["apps"].keys())
        self.categories.update(statistics["categories"].keys())

    def as_json(self) -> dict[str, Any]:
        """The summary as JSON values; `means` are over the records of this run."""
        means = {
            name: round(self.totals[name] / self.records, 2) if self.records else 0
            for name in NUMBERS
        }
        return {
            "files": self.files,
            "records": self.records,
            "skipped": self.skipped,
            "filtered": dict(sorted(self.filtered.items())),
            "failed": self.failed,
            "failures": [{"file": file, "error": error} for file, error in self.failures],
            "means": means,
            "records_by_app": _by_number(self.apps),
            "records_by_category": _by_number(self.categories),
        }


def _by_number(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
