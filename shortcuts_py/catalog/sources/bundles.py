"""Folders and bundles: which definition files are in there, and whose they are.

Facts: an app's intents carry the bundle identifier of the app, also where an extension
or a framework inside it holds the definition; a framework of the system has its own.
An extension's identifier is the app's with a word more. `Info.plist` lies in the
bundle, in `Contents/` on macOS, or in `Resources/` of a framework.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from shortcuts_py.catalog.errors import Problems
from shortcuts_py.catalog.model import AppReference
from shortcuts_py.catalog.sources.values import Fields, load_plist, read_bytes
from shortcuts_py.errors import DecodeError

__all__ = ["BUNDLES", "UNSURE", "Found", "Owners", "sniff", "walk"]

BUNDLES = (".app", ".appex", ".framework")
_INFO = ("Info.plist", "Contents/Info.plist", "Resources/Info.plist",
         "Versions/A/Resources/Info.plist", "Versions/Current/Resources/Info.plist")  # fmt: skip
_BY_SUFFIX = {
    ".intentdefinition": "intentdefinition", ".actionsdata": "actionsdata", ".sqlite": "toolkit",
    ".shortcut": "shortcut", ".wflow": "shortcut",
}  # fmt: skip
_SNIFFED = (".plist", ".json", ".xml")
_MOST_FILES = 5_000_000


UNSURE = "unsure"
"""The kind of a file whose content has to be looked at (`sniff`), and which may be no source."""


class Found(NamedTuple):
    """A definition file in a folder, and what kind of source it is, perhaps `UNSURE`."""

    path: Path
    kind: str


def walk(root: Path, problems: Problems) -> Iterator[Found]:
    """The definition files under `root` in stable order; links are not followed."""

    def failed(error: OSError) -> None:
        problems.for_source(str(error.filename)).add("", error.strerror or str(error))

    count = 0
    for folder, folders, files in os.walk(root, onerror=failed):
        folders.sort()
        inside = any(part.endswith(BUNDLES) for part in Path(folder).parts)
        for name in sorted(files):
            count += 1
            if count > _MOST_FILES:
                problems.add("", "too many files, the rest is not looked at")
                return
            path = Path(folder, name)
            kind = _kind(path, inside)
            if kind is not None and not path.is_symlink():
                yield Found(path, kind)


def _kind(path: Path, inside: bool) -> str | None:
    name = path.name
    if name.startswith("._"):
        return None
    kind = _BY_SUFFIX.get(path.suffix)
    if kind is not None:
        return kind
    if path.suffix not in _SNIFFED or name in {"Info.plist", "version.json"}:
        return None
    if name.startswith("WFActions"):
        return "wfactions"
    return None if inside else UNSURE


def sniff(path: Path) -> str | None:
    """The kind of a property list or JSON file by what is written in it."""
    try:
        data = read_bytes(path)
    except DecodeError:
        return None
    if data.lstrip()[:1] not in (b"{", b"[", b"<") and not data.startswith(b"bplist"):
        return None
    if b"WFWorkflowActions" in data:
        return "shortcut"
    if b"ActionClass" in data and b"ActionCategory" not in data:
        head = data[:4096]
        if data.startswith(b"bplist") or b"<dict>" in head or b'"ActionClass"' in data:
            return "wfactions" if b"is.workflow.actions." in data else None
    return None


class Owners:
    """Whose a file is: reads each bundle's `Info.plist` once.

    Args:
        root: what is extracted; folders above it are looked at, too.
        bundle: the bundle identifier to take for everything, if the caller knows it.
    """

    def __init__(self, root: Path, bundle: str | None, problems: Problems) -> None:
        self.root = root.resolve()
        self.bundle = bundle
        self.problems = problems
        self._known: dict[Path, AppReference | None] = {}

    def owner(self, path: Path) -> AppReference | None:
        """The app that the definition at `path` belongs to; None if nothing tells."""
        if self.bundle:
            return AppReference(bundle=self.bundle)
        path = path.resolve()
        bundles = [parent for parent in path.parents if parent.suffix in BUNDLES]
        apps = [parent for parent in bundles if parent.suffix == ".app"]
        for candidate in [*reversed(apps), *bundles]:
            found = self._read(candidate)
            if found is None:
                continue
            if candidate.suffix == ".appex":
                return found.model_copy(update={"bundle": found.bundle.rpartition(".")[0]})
            return found
        return self._beside(path)

    def _beside(self, path: Path) -> AppReference | None:
        """An `Info.plist` beside the file: an app's folder that lost its suffix."""
        for parent in path.parents:
            if parent.name not in {"Metadata.appintents", "Base.lproj", "en.lproj", "Resources"}:
                return self._read(parent) if (parent / "Info.plist").is_file() else None
        return None

    def namespace(self, path: Path) -> AppReference | None:
        """A stand-in for an unknown bundle: the folder's path below the root, if any."""
        parts = path.resolve().parent.relative_to(self.root).parts if self.root.is_dir() else ()
        kept = [part for part in parts if not part.endswith((".lproj", ".appintents"))]
        return AppReference(bundle=".".join(kept)) if kept else None

    def _read(self, bundle: Path) -> AppReference | None:
        if bundle not in self._known:
            self._known[bundle] = None
            for name in _INFO:
                if (path := bundle / name).is_file():
                    self._known[bundle] = self._info(path)
                    break
        return self._known[bundle]

    def _info(self, path: Path) -> AppReference | None:
        shown = path.as_posix().removeprefix(f"{self.root.as_posix()}/")
        problems = self.problems.for_source(shown)
        try:
            data = load_plist(read_bytes(path))
        except DecodeError as error:
            problems.add("", str(error))
            return None
        fields = Fields(data, "", problems)
        bundle = fields.need_text("CFBundleIdentifier")
        name = fields.text("CFBundleDisplayName") or fields.text("CFBundleName")
        return AppReference(bundle=bundle, name=name) if bundle else None
