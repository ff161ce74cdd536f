"""The codes of what the checks against the catalogue report."""

from __future__ import annotations

from shortcuts_py.diagnostics.code import Code

__all__ = ["CATALOGUE_CODES"]

CATALOGUE_CODES: tuple[Code, ...] = ()
