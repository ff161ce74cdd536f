"""Writing a catalogue to a folder: an index, and a file for each app or category."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shortcuts_py.catalog.bundled import FORMAT
from shortcuts_py.catalog.collection import Catalog
from shortcuts_py.catalog.model import ActionDefinition
from shortcuts_py.catalog.others import OTHERS
from shortcuts_py.catalog.records import SourceTable, write_action
from shortcuts_py.catalog.types import write_type
from shortcuts_py.storage import write_atomically
from shortcuts_py.workflow.actions import BUILT_IN

__all__ = ["file_name", "write"]

# Halves of surrogate pairs have no UTF-8; as escapes, JSON has them.
_ESCAPED = "backslashreplace"
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def file_name(action: ActionDefinition) -> str:
    """The file that an action belongs in: by category for built-ins, else by app."""
    if action.identifier.startswith(BUILT_IN):
        return f"shortcuts/{_safe((action.category or 'other').lower())}.json"
    return f"apps/{_safe(action.identifier.rpartition('.')[0] or 'other')}.json"


def _safe(name: str) -> str:
    return _UNSAFE.sub("_", name).strip(".")[:120] or "other"


def write(catalog: Catalog, folder: Path) -> list[Path]:
    """Writes a catalogue: `index.json`, `types.json` if there are any, and the files.

    Records have a line each, keys in the model's order, files and identifiers sorted,
    so that two versions compare line by line.

    Args:
        catalog: what to write.
        folder: made if it is not there; files of the same names are replaced.

    Returns:
        The files that were written.
    """
    grouped: dict[str, dict[str, ActionDefinition]] = {}
    for identifier in sorted(catalog):
        action = catalog[identifier]
        grouped.setdefault(file_name(action), {})[identifier] = action
    written = []
    for name, actions in sorted(grouped.items()):
        table = SourceTable()
        records = {key: write_action(action, table) for key, action in actions.items()}
        written.append(_write(folder / name, {"format": FORMAT}, table, {"actions": records}))
    table = SourceTable()
    types = {name: write_type(kind) for name, kind in sorted(catalog.types.items())}
    others = {
        name: write_action(action, table) for name, action in sorted(catalog.configurations.items())
    }
    if types or others:
        parts: dict[str, Mapping[str, Any]] = {"types": types, "configurations": others}
        written.append(_write(folder / OTHERS, {"format": FORMAT}, table, parts))
    index = {name: list(actions) for name, actions in sorted(grouped.items())}
    path = folder / "index.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(f"  {json.dumps(name)}: {_compact(ids)}" for name, ids in index.items())
    text = f'{{\n "format": {FORMAT},\n "files": {{\n{lines}\n }}\n}}\n'
    write_atomically(path, text.encode("utf-8", _ESCAPED))
    return [path, *written]


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _write(
    path: Path, head: Mapping[str, Any], table: SourceTable, parts: Mapping[str, Mapping[str, Any]]
) -> Path:
    pieces = [f" {json.dumps(key)}: {_compact(value)}" for key, value in head.items()]
    sources = ",\n".join(f"  {_compact(entry)}" for entry in table.written())
    pieces.append(f' "sources": [\n{sources}\n ]')
    for name, records in parts.items():
        lines = ",\n".join(
            f"  {json.dumps(key)}: {_compact(item)}" for key, item in records.items()
        )
        pieces.append(f" {json.dumps(name)}: {{\n{lines}\n }}")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, ("{\n" + ",\n".join(pieces) + "\n}\n").encode("utf-8", _ESCAPED))
    return path
