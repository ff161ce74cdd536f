"""Where a user's own catalogues lie. Imports next to nothing: commands look on every start."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["USER_FOLDERS", "default_user_folder", "user_folders"]

USER_FOLDERS = "SHORTCUTS_PY_DEFS"
"""Environment variable with a user's catalogue folders, separated as in PATH."""


def user_folders() -> list[Path]:
    """The user's own catalogue folders that exist, for `load(*user_folders())`.

    They are those in the environment variable SHORTCUTS_PY_DEFS; without it, the folder
    `shortcuts_py/action_defs` among the user's data.
    """
    named = os.environ.get(USER_FOLDERS)
    if named is not None:
        return [Path(name) for name in named.split(os.pathsep) if name and Path(name).exists()]
    folder = default_user_folder()
    return [folder] if (folder / "index.json").is_file() else []


def default_user_folder() -> Path:
    """Where a user's own catalogue lies if nothing else is said."""
    data = os.environ.get("XDG_DATA_HOME") or os.environ.get("APPDATA")
    base = Path(data) if data else Path("~/.local/share").expanduser()
    return base / "shortcuts_py" / "action_defs"
