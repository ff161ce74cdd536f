"""The privacy report: what a shortcut contacts, reads, deletes and runs.

import shortcuts_py as sp
report = sp.audit("Tea.shortcut")
"""

from __future__ import annotations

from shortcuts_py.privacy.auditing import audit
from shortcuts_py.privacy.report import CATEGORIES, Entry, Report

__all__ = ["CATEGORIES", "Entry", "Report", "audit"]
