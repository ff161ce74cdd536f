"""Catalogues on disk: the bundled one, a user's own, and the folders they are written to.

A catalogue folder has `index.json` (file by file, the identifiers in it) and the files,
one for each app or, for the built-in actions, for each category. Only the index is read
on loading; a file is when one of its actions is asked for. This module imports no
models for the same reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shortcuts_py
from shortcuts_py.catalog.collection import Catalog, LayeredCatalog
from shortcuts_py.catalog.places import user_folders
from shortcuts_py.errors import DecodeError, ShortcutError

if TYPE_CHECKING:
    from shortcuts_py.catalog.model import ActionDefinition, Provenance
    from shortcuts_py.catalog.types import EntityType, EnumerationType

__all__ = [
    "FORMAT",
    "FolderCatalog",
    "bundled_folder",
    "load",
    "open_catalog",
    "search",
    "user_folders",
]

FORMAT = 1
"""Version of the files' layout; a reader refuses others."""


def bundled_folder() -> Path:
    """The folder `action_defs`: in the installed package, or beside it in a checkout.

    Raises:
        ShortcutError: the package was installed without it.
    """
    package = Path(shortcuts_py.__file__).parent
    for folder in (package / "action_defs", package.parent / "action_defs"):
        if (folder / "index.json").is_file():
            return folder
    raise ShortcutError("the bundled action definitions are missing from this installation")


def load(*paths: str | Path) -> Catalog:
    """The bundled catalogue, and a user's own on top of it.

    Args:
        paths: folders that `Catalog` writing or `actions extract` made, or sources
            (definition files, bundles), which are extracted. The last one's facts
            count most among facts of the same kind.

    Raises:
        ShortcutError: a path does not exist, or an index is damaged.
    """
    bundled = _bundled()
    if not paths:
        return bundled
    return LayeredCatalog([*(open_catalog(Path(path)) for path in reversed(paths)), bundled])


def search(text: str, limit: int = 10) -> list[tuple[float, ActionDefinition]]:
    """The bundled actions that fit a request best, as (score, definition), best first.

    Args:
        text: what the user wants, in words; misspellings are tolerated.
        limit: how many at most.
    """
    return _bundled().search(text, limit)


@lru_cache(maxsize=1)
def _bundled() -> FolderCatalog:
    return FolderCatalog(bundled_folder())


def open_catalog(path: Path) -> Catalog:
    """A catalogue folder, or what a definition source holds."""
    if (path / "index.json").is_file():
        return FolderCatalog(path)
    from shortcuts_py.catalog.extraction import extract

    return extract(path)


class FolderCatalog(Catalog):
    """A catalogue folder, read file by file when its actions are asked for.

    Args:
        folder: the folder with `index.json`.

    Raises:
        DecodeError: the index is damaged or of another format. A damaged file raises
            it when one of its actions is asked for.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        index = _read(folder / "index.json")
        files = index.get("files")
        if index.get("format") != FORMAT or not isinstance(files, dict):
            raise DecodeError(f"{folder / 'index.json'}: no index of format {FORMAT}")
        self._files: dict[str, str] = {}
        for name, identifiers in files.items():
            if not isinstance(identifiers, list) or ".." in Path(name).parts:
                raise DecodeError(f"{folder / 'index.json'}: {name}: a list is expected")
            self._files.update(dict.fromkeys(identifiers, name))
        self._read_files: dict[str, tuple[dict[str, Any], list[Provenance]]] = {}
        self._others: tuple[Any, Any] | None = None

    def __getitem__(self, identifier: str) -> ActionDefinition:
        found = self._actions.get(identifier)
        if found is None:
            from shortcuts_py.catalog.records import read_action

            name = self._files[identifier]
            records, table = self._file(name)
            if identifier not in records:
                raise DecodeError(f"{self.folder / name}: {identifier} is in the index only")
            found = read_action(identifier, records[identifier], table, name)
            self._actions[identifier] = found
            del records[identifier]  # thousands of kept records would cost the collector time
        return found

    def _file(self, name: str) -> tuple[dict[str, Any], list[Provenance]]:
        found = self._read_files.get(name)
        if found is None:
            from shortcuts_py.catalog.records import read_table

            data = _read(self.folder / name)
            if not isinstance(data.get("actions"), dict):
                raise DecodeError(f"{self.folder / name}: actions: a dictionary is expected")
            found = (data["actions"], read_table(data.get("sources"), name))
            self._read_files[name] = found
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def __contains__(self, identifier: object) -> bool:
        return identifier in self._files

    def file_of(self, identifier: str) -> str:
        """The file of the folder that holds an action."""
        return self._files[identifier]

    def _more(self) -> tuple[Any, Any]:
        if self._others is None:
            from shortcuts_py.catalog.others import read_others

            self._others = read_others(self.folder)
        return self._others

    @property
    def types(self) -> Mapping[str, EnumerationType | EntityType]:
        """Enumerations and entities by name, read when asked for."""
        found: Mapping[str, EnumerationType | EntityType] = self._more()[0]
        return found

    @property
    def configurations(self) -> Mapping[str, ActionDefinition]:
        """Intents that are no actions, read when asked for."""
        found: Mapping[str, ActionDefinition] = self._more()[1]
        return found


def _read(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_bytes())
    except OSError as error:
        raise DecodeError(f"{path}: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise DecodeError(f"{path}: no JSON: {error}") from error
    if not isinstance(data, dict):
        raise DecodeError(f"{path}: a dictionary is expected")
    return data
