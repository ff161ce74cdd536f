"""What a code of a diagnostic is."""

from __future__ import annotations

from typing import Literal, NamedTuple

__all__ = ["SEVERITIES", "Code", "Severity"]

Severity = Literal["error", "warning", "note"]

SEVERITIES: dict[Severity, str] = {
    "error": "will not import, or crashes, or cannot be compiled",
    "warning": "the app ignores or changes it",
    "note": "unusual or old-fashioned",
}
"""Each severity, the worst first, with its meaning."""


class Code(NamedTuple):
    """A kind of problem.

    Attributes:
        name: the stable name; its page is `docs/diagnostics/<name>.md`.
        severity: how bad it is, always.
        summary: one line about it.
    """

    name: str
    severity: Severity
    summary: str
