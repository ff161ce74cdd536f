"""Extraction: any source, file or folder, as a catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from shortcuts_py.catalog.collection import Catalog
from shortcuts_py.catalog.errors import Problems, SourceError
from shortcuts_py.catalog.merging import merge_definitions
from shortcuts_py.catalog.model import ActionDefinition, Provenance
from shortcuts_py.catalog.sources import toolkit, wfactions
from shortcuts_py.catalog.sources.actionsdata import read_actionsdata
from shortcuts_py.catalog.sources.bundles import Found, Owners, walk
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
from shortcuts_py.limits import Limits, keeping_to

__all__ = ["extract", "merge"]

_TABLES = ("Localizable", "AppShortcuts", "InfoPlist", "AppIntents")


def extract(
    path: str | Path,
    bundle_id: str | None = None,
    progress: Callable[[Path], None] | None = None,
    *,
    limits: Limits = DEFINITION_LIMITS,
) -> Catalog:
    """Everything that a source defines.

    Args:
        path: a definition file of any kind (WFActions, intent definition, App Intents
            metadata, ToolKit database, shortcut), or a folder: a bundle, a pile of
            shortcuts, `/Applications`, a system's root.
        bundle_id: the app's bundle identifier, for files that lie outside a bundle.
            Without it such a file's actions are named by their last word alone, with
            the folder's name before it where several folders were walked through.
        progress: called with each file before it is read.
        limits: bounds on each file.

    Returns:
        A catalogue; `errors` says what could not be read, and the rest is there.

    Raises:
        ShortcutError: there is nothing at `path`.
    """
    root = Path(path)
    if not root.exists():
        raise ShortcutError(f"{root}: no such file or folder")
    with keeping_to(limits):
        work = _Extraction(root, bundle_id)
        if root.is_dir():
            found: Iterable[Found] = walk(root, work.problems(root))
        else:
            found = [Found(root, "")]
        for item in found:
            if progress is not None:
                progress(item.path)
            work.read(item)
        return work.catalog()


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


class _Extraction:
    def __init__(self, root: Path, bundle_id: str | None) -> None:
        self.root = root
        self.errors: list[SourceError] = []
        self.owners = Owners(root, bundle_id, self.problems(root))
        self.actions: dict[str, list[ActionDefinition]] = {}
        self.configurations: dict[str, list[ActionDefinition]] = {}
        self.types: dict[str, EnumerationType | EntityType] = {}
        self.pile = Pile()

    def problems(self, path: Path) -> Problems:
        shown = path.name
        if path != self.root and path.is_relative_to(self.root):
            shown = path.relative_to(self.root).as_posix()
        return Problems(shown, self.errors)

    def read(self, item: Found) -> None:
        problems = self.problems(item.path)
        try:
            self.dispatch(item, problems)
        except ShortcutError as error:
            problems.add("", str(error))
        except (ValueError, TypeError, LookupError, RecursionError, OverflowError) as error:
            # A shape no reader foresaw: this file fails, the others go on.
            problems.add("", f"cannot be read: {type(error).__name__}: {error}")

    def dispatch(self, item: Found, problems: Problems) -> None:
        path, kind = item
        if kind in {"", "toolkit"}:
            with path.open("rb") as file:
                head = file.read(16)
            if kind == "toolkit" or toolkit.looks_like(head):
                index = toolkit.read_toolkit(path, problems)
                self.add(index.actions, (), index.types)
                return
        data = read_bytes(path)
        kind = kind or _kind(path, data)
        if kind == "wfactions":
            self.add(wfactions.read_wfactions(data, problems), (), {})
        elif kind == "shortcut":
            self.pile.add(data, problems)
        elif kind in {"intentdefinition", "actionsdata"}:
            self.intents(path, kind, data, problems)
        else:
            raise DecodeError("no kind of definition source that is known")

    def intents(self, path: Path, kind: str, data: bytes, problems: Problems) -> None:
        app = self.owners.owner(path) or self.owners.namespace(path)
        folder = path.parent
        if folder.suffix in {".lproj", ".appintents"}:
            folder = folder.parent
        if kind == "intentdefinition":
            texts = Translations.beside(folder, (path.stem,), problems)
            found = read_intentdefinition(data, problems, app, texts)
            self.add(found.actions, found.configurations, self.qualified(found.types, app))
            return
        texts = Translations.beside(folder, _TABLES, problems)
        metadata = read_actionsdata(data, problems, app, texts, _tools_version(path))
        self.add(metadata.actions, metadata.configurations, self.qualified(metadata.types, app))

    def qualified(
        self, types: dict[str, EnumerationType | EntityType], app: object
    ) -> dict[str, EnumerationType | EntityType]:
        bundle = getattr(app, "bundle", None)
        return {f"{bundle}.{name}" if bundle else name: kind for name, kind in types.items()}

    def add(
        self,
        actions: Iterable[ActionDefinition],
        configurations: Iterable[ActionDefinition],
        types: dict[str, EnumerationType | EntityType],
    ) -> None:
        for action in actions:
            self.actions.setdefault(action.identifier, []).append(action)
        for action in configurations:
            self.configurations.setdefault(action.identifier, []).append(action)
        for name, kind in types.items():
            self.types.setdefault(name, kind)

    def catalog(self) -> Catalog:
        if self.pile.files:
            source = Provenance(kind="observed", file=self.root.name,
                                version=f"{self.pile.files} shortcuts")  # fmt: skip
            self.add(self.pile.actions(source), (), {})
        return Catalog(
            {name: merge_definitions(found) for name, found in sorted(self.actions.items())},
            self.errors,
            self.types,
            {name: merge_definitions(found) for name, found in sorted(self.configurations.items())},
        )


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
