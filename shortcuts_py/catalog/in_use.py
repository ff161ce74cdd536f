"""The definitions of other apps' actions that code is checked against.

Imports next to nothing: commands ask on every start, and mostly nothing is in use.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from shortcuts_py import names

if TYPE_CHECKING:
    from shortcuts_py.catalog.model import ActionDefinition

__all__ = ["use"]

_in_use: tuple[Path, ...] = ()


def use(*folders: str | Path) -> None:
    """Let `names.defined` know the actions of these catalogues, and of no others.

    Code is then checked against them. What is printed stays readable without them.

    Args:
        folders: catalogue folders, or definition sources such as an app's bundle; the last
            one's facts count most. None forgets all.

    Raises:
        ShortcutError: a path does not exist, or an index is damaged.
    """
    global _in_use
    wanted = tuple(Path(folder) for folder in folders)
    if wanted == _in_use:
        return
    lookup = None
    if wanted:
        from shortcuts_py.catalog.bundled import open_catalog
        from shortcuts_py.catalog.collection import LayeredCatalog

        lookup = _names_in(LayeredCatalog([open_catalog(path) for path in reversed(wanted)]))
    names.define(lookup)
    _in_use = wanted


def _names_in(
    definitions: Mapping[str, ActionDefinition],
) -> Callable[[str], names.ActionNames | None]:
    """What gives the names of an action that these definitions have."""
    from shortcuts_py.catalog.bundled import load
    from shortcuts_py.language.keywords import is_word

    @lru_cache(maxsize=4096)
    def look_up(identifier: str) -> names.ActionNames | None:
        if identifier not in definitions:
            return None
        action = definitions[identifier]
        if action.only_seen:
            return None
        parameters = dict(action.parameters)
        text = [
            key for key, one in parameters.items() if one.type.kind == "text" and not one.multiple
        ]
        bundled = load()
        if identifier in bundled:
            # Older files have keys that the app of today does not define.
            parameters = {**bundled[identifier].parameters, **parameters}
        keys = {key: key for key in parameters if is_word(key) and key not in names.CALL_WORDS}
        row = {"name": identifier, "parameters": keys, "text": text}
        return names.ActionNames(identifier, row)

    return look_up
