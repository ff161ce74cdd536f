"""Extraction: any source, file or folder, as a catalogue.

Each file is read by itself, here or in a process for each core, and what was read is put
together in the order of the files. So the catalogue does not depend on how many processes
there were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from shortcuts_py.batch import run_many
from shortcuts_py.catalog.collection import Catalog
from shortcuts_py.catalog.errors import Problems, SourceError
from shortcuts_py.catalog.merging import merge_definitions
from shortcuts_py.catalog.model import ActionDefinition, Provenance
from shortcuts_py.catalog.sources import toolkit, wfactions
from shortcuts_py.catalog.sources.actionsdata import read_actionsdata
from shortcuts_py.catalog.sources.bundles import UNSURE, Found, Owners, sniff, walk
from shortcuts_py.catalog.sources.intentdefinition import read_intentdefinition
from shortcuts_py.catalog.sources.observed import Pile
from shortcuts_py.catalog.sources.strings import Translations
from shortcuts_py.catalog.sources.values import (
    DEFINITION_LIMITS,
    load_json,
    load_plist,
    read_bytes,
)
from shortcuts_py.catalog.types import EntityType, EnumerationType
from shortcuts_py.errors import DecodeError, ShortcutError
from shortcuts_py.limits import DEFAULT_LIMITS, Limits, bounded, current_limits, keeping_to

__all__ = ["extract", "extract_many", "merge"]

_TABLES = ("Localizable", "AppShortcuts", "InfoPlist", "AppIntents")
_OURS = "a defect of this program, or too little memory"


def extract(
    path: str | Path,
    bundle_id: str | None = None,
    progress: Callable[[Path], None] | None = None,
    *,
    limits: Limits | None = None,
    jobs: int = 1,
) -> Catalog:
    """Everything that a source defines.

    Args:
        path: a definition file of any kind (WFActions, intent definition, App Intents
            metadata, ToolKit database, shortcut), or a folder: a bundle, a pile of
            shortcuts, `/Applications`, a system's root.
        bundle_id: the app's bundle identifier, for files that lie outside a bundle.
            Without it such a file's actions are named by their last word alone, with
            the folder's name before it where several folders were walked through.
        progress: called with each file that was read.
        limits: bounds on each file; None for the current ones, and 32 MiB a file.
        jobs: how many processes read files.

    Returns:
        A catalogue; `errors` says what could not be read, and the rest is there.

    Raises:
        ShortcutError: there is nothing at `path`.
    """
    return extract_many([path], bundle_id, progress, limits=limits, jobs=jobs)


def extract_many(
    paths: Iterable[str | Path],
    bundle_id: str | None = None,
    progress: Callable[[Path], None] | None = None,
    *,
    limits: Limits | None = None,
    jobs: int = 1,
) -> Catalog:
    """Several sources as one catalogue: what `merge` makes of what `extract` gives for each.

    Raises:
        ShortcutError: one of them is not there.
    """
    sources = [_Source(Path(path), bundle_id) for path in paths]
    for source in sources:
        if not source.root.exists():
            raise ShortcutError(f"{source.root}: no such file or folder")
    if limits is None:
        limits = current_limits()
        if limits.file_size == DEFAULT_LIMITS.file_size:
            limits = limits._replace(file_size=DEFINITION_LIMITS.file_size)
    with keeping_to(limits):
        for (index, item), part in run_many(_Reader(sources), _items(sources), jobs):
            if isinstance(part, Exception):
                # A shape no reader foresaw, or a process that died: the others go on.
                kept = str(part) if isinstance(part, ShortcutError) else f"{_OURS}: {part!r}"
                part = _Part(problems=[SourceError(sources[index].shown(item.path), "", kept)])
            if part is None:
                continue  # looked like a source from outside
            if progress is not None:
                progress(item.path)
            sources[index].take(part)
        catalogs = [source.catalog() for source in sources]
    return catalogs[0] if len(catalogs) == 1 else merge(*catalogs)


def _items(sources: list[_Source]) -> Iterator[tuple[int, Found]]:
    for index, source in enumerate(sources):
        if source.root.is_dir():
            for found in walk(source.root, Problems(source.root.name, source.errors)):
                yield index, found
        else:
            yield index, Found(source.root, "")


def merge(*catalogs: Catalog) -> Catalog:
    """Several catalogues as one, every fact from its best source.

    Args:
        catalogs: of sources of the same kind and version the earlier counts more.
    """
    actions: dict[str, list[ActionDefinition]] = {}
    configurations: dict[str, list[ActionDefinition]] = {}
    types: dict[str, EnumerationType | EntityType] = {}
    for catalog in catalogs:
        for identifier, action in catalog.items():
            actions.setdefault(identifier, []).append(action)
        for identifier, action in catalog.configurations.items():
            configurations.setdefault(identifier, []).append(action)
        for name, kind in catalog.types.items():
            types.setdefault(name, kind)
    return Catalog(
        {name: merge_definitions(found) for name, found in sorted(actions.items())},
        [error for catalog in catalogs for error in catalog.errors],
        types,
        {name: merge_definitions(found) for name, found in sorted(configurations.items())},
    )


class _Part(NamedTuple):
    """What came of one file.

    Attributes:
        actions: its actions.
        configurations: its intents that are no actions.
        types: its types by name.
        problems: what could not be read.
        owners: what could not be read of the bundles that it lies in; the same for each
            file of a bundle.
        pile: the counts of a shortcut.
    """

    actions: tuple[ActionDefinition, ...] = ()
    configurations: tuple[ActionDefinition, ...] = ()
    types: dict[str, EnumerationType | EntityType] = {}  # noqa: RUF012  never changed
    problems: list[SourceError] = []  # noqa: RUF012
    owners: list[SourceError] = []  # noqa: RUF012
    pile: Pile | None = None


class _Source:
    """One source, and what its files have given so far."""

    def __init__(self, root: Path, bundle_id: str | None) -> None:
        self.root = root
        self.bundle_id = bundle_id
        self.errors: list[SourceError] = []
        self.actions: dict[str, list[ActionDefinition]] = {}
        self.configurations: dict[str, list[ActionDefinition]] = {}
        self.types: dict[str, EnumerationType | EntityType] = {}
        self.pile = Pile()
        self._owners: set[SourceError] = set()

    def shown(self, path: Path) -> str:
        if path != self.root and path.is_relative_to(self.root):
            return path.relative_to(self.root).as_posix()
        return path.name

    def take(self, part: _Part) -> None:
        problems = Problems("", self.errors)
        new = [one for one in part.owners if one not in self._owners]
        self._owners.update(new)
        for one in (*new, *part.problems):
            problems.for_source(one.source).add(one.field, one.message)
        for action in part.actions:
            self.actions.setdefault(action.identifier, []).append(action)
        for action in part.configurations:
            self.configurations.setdefault(action.identifier, []).append(action)
        for name, kind in part.types.items():
            self.types.setdefault(name, kind)
        if part.pile is not None:
            self.pile.merge(part.pile)

    def catalog(self) -> Catalog:
        if self.pile.files:
            source = Provenance(kind="observed", file=self.root.name,
                                version=f"{self.pile.files} shortcuts")  # fmt: skip
            self.take(_Part(tuple(self.pile.actions(source))))
        return Catalog(
            {name: merge_definitions(found) for name, found in sorted(self.actions.items())},
            self.errors,
            self.types,
            {name: merge_definitions(found) for name, found in sorted(self.configurations.items())},
        )


class _Reader:
    """Reads a file of one of the sources; goes to worker processes, with nothing but names."""

    def __init__(self, sources: list[_Source]) -> None:
        self.roots = [(source.root, source.bundle_id) for source in sources]

    def __call__(self, item: tuple[int, Found]) -> _Part | None:
        index, found = item
        root, bundle_id = self.roots[index]
        return _File(_Source(root, bundle_id), found).read()


class _File:
    """One file while it is read."""

    def __init__(self, source: _Source, found: Found) -> None:
        self.found = found
        self.errors: list[SourceError] = []
        self.owner_errors: list[SourceError] = []
        self.problems = Problems(source.shown(found.path), self.errors)
        root = source.root
        self.owners = Owners(root, source.bundle_id, Problems(root.name, self.owner_errors))

    def read(self) -> _Part | None:
        part: _Part | None = _Part()
        try:
            with bounded():
                part = self.dispatch()
        except ShortcutError as error:
            self.problems.add("", str(error))
        except (ValueError, TypeError, LookupError, RecursionError, OverflowError) as error:
            # A shape no reader foresaw: this file fails, the others go on.
            self.problems.add("", f"cannot be read: {type(error).__name__}: {error}")
        if part is None:
            return None
        return part._replace(problems=self.errors, owners=self.owner_errors)

    def dispatch(self) -> _Part | None:
        path, kind = self.found
        if kind == UNSURE:
            sniffed = sniff(path)
            if sniffed is None:
                return None
            kind = sniffed
        if kind in {"", "toolkit"}:
            with path.open("rb") as file:
                head = file.read(16)
            if kind == "toolkit" or toolkit.looks_like(head):
                index = toolkit.read_toolkit(path, self.problems)
                return _Part(tuple(index.actions), (), index.types)
        data = read_bytes(path)
        kind = kind or _kind(path, data)
        if kind == "wfactions":
            return _Part(tuple(wfactions.read_wfactions(data, self.problems)))
        if kind == "shortcut":
            pile = Pile(most_values=None)
            pile.add(data, self.problems)
            return _Part(pile=pile)
        if kind in {"intentdefinition", "actionsdata"}:
            return self.intents(path, kind, data)
        raise DecodeError("no kind of definition source that is known")

    def intents(self, path: Path, kind: str, data: bytes) -> _Part:
        app = self.owners.owner(path) or self.owners.namespace(path)
        folder = path.parent
        if folder.suffix in {".lproj", ".appintents"}:
            folder = folder.parent
        if kind == "intentdefinition":
            texts = Translations.beside(folder, (path.stem,), self.problems)
            found = read_intentdefinition(data, self.problems, app, texts)
            types = _qualified(found.types, app)
            return _Part(tuple(found.actions), tuple(found.configurations), types)
        texts = Translations.beside(folder, _TABLES, self.problems)
        metadata = read_actionsdata(data, self.problems, app, texts, _tools_version(path))
        types = _qualified(metadata.types, app)
        return _Part(tuple(metadata.actions), tuple(metadata.configurations), types)


def _qualified(
    types: dict[str, EnumerationType | EntityType], app: object
) -> dict[str, EnumerationType | EntityType]:
    bundle = getattr(app, "bundle", None)
    return {f"{bundle}.{name}" if bundle else name: kind for name, kind in types.items()}


def _kind(path: Path, data: bytes) -> str:
    """The kind of a single file: by its name, else by what is in it."""
    by_suffix = {".intentdefinition": "intentdefinition", ".actionsdata": "actionsdata",
                 ".shortcut": "shortcut", ".wflow": "shortcut"}  # fmt: skip
    if path.suffix in by_suffix:
        return by_suffix[path.suffix]
    if data.startswith(b"AEA1"):
        return "shortcut"
    value = load_json(data) if data.lstrip()[:1] in (b"{", b"[") else load_plist(data)
    if wfactions.looks_like(value):
        return "wfactions"
    if isinstance(value, dict):
        if "INIntents" in value or "INIntentDefinitionModelVersion" in value:
            return "intentdefinition"
        if "WFWorkflowActions" in value:
            return "shortcut"
        if "actions" in value and {"entities", "enums", "generator"} & set(value):
            return "actionsdata"
    return ""


def _tools_version(path: Path) -> str | None:
    beside = path.parent / "version.json"
    if not beside.is_file():
        return None
    try:
        value = load_json(read_bytes(beside, 65_536))
    except DecodeError:
        return None
    version = value.get("toolsVersion") if isinstance(value, dict) else None
    return version if isinstance(version, str) else None
