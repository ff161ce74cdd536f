"""The files of a run, one after the other and always in the same order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from shortcuts_py.errors import ShortcutError
from shortcuts_py.storage import is_shortcut_file

__all__ = ["find_files"]


def find_files(places: Iterable[str | os.PathLike[str]]) -> Iterator[Path]:
    """The shortcut files of folders, in order of their names; files that are given as such.

    Folders are walked while the files are taken, so that millions cost no memory. Links to
    folders are not followed.

    Raises:
        ShortcutError: a place does not exist.
    """
    for place in places:
        path = Path(place)
        if path.is_dir():
            yield from _walk(path)
        elif path.is_file():
            yield path
        else:
            raise ShortcutError(f"there is no file or folder {str(path)!r}")


def _walk(folder: Path) -> Iterator[Path]:
    """Files that are meant, and folders that cannot be read, so that reading them says why."""
    unreadable: list[Path] = []
    for place, folders, files in os.walk(
        folder, onerror=lambda error: unreadable.append(Path(os.fsdecode(error.filename)))
    ):
        folders.sort()
        for name in sorted(files):
            path = Path(place, name)
            if path.is_file() and is_shortcut_file(path):
                yield path
    yield from unreadable
