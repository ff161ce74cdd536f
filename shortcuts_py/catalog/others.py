"""What a catalogue folder holds beside its actions: named types, and intents that are none."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from shortcuts_py.catalog.model import ActionDefinition
from shortcuts_py.catalog.records import read_action, read_table
from shortcuts_py.catalog.types import EntityType, EnumerationType, read_type
from shortcuts_py.errors import DecodeError

__all__ = ["OTHERS", "read_others"]

OTHERS = "types.json"


def read_others(
    folder: Path,
) -> tuple[dict[str, EnumerationType | EntityType], dict[str, ActionDefinition]]:
    """Named types and configurations of a catalogue folder; empty if it has none.

    Raises:
        DecodeError: the file is damaged.
    """
    path = folder / OTHERS
    if not path.is_file():
        return {}, {}
    types: dict[str, EnumerationType | EntityType] = {}
    try:
        data = json.loads(path.read_bytes())
        table = read_table(data["sources"], OTHERS)
        for name, written in data["types"].items():
            kind = read_type(written)
            if isinstance(kind, (EnumerationType, EntityType)):
                types[name] = kind
        others = data["configurations"].items()
        return types, {name: read_action(name, entry, table, OTHERS) for name, entry in others}
    except ValidationError as error:
        raise DecodeError(f"{path}: {error.errors(include_url=False)[0]['msg']}") from error
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise DecodeError(f"{path}: {type(error).__name__} {error}") from error
