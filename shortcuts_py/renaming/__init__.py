"""Better names for code: a mapping from a model or a person, applied and proved."""

from __future__ import annotations

from shortcuts_py.renaming.applying import Renamed, RenameError, rename
from shortcuts_py.renaming.finding import FoundName, find_names

__all__ = ["FoundName", "RenameError", "Renamed", "find_names", "rename"]
