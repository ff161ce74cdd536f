"""Lets the tests of this folder use the comparison that the language's tests use."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent / "language"))
