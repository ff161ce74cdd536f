"""Friendly names: what actions and their parameters are called in code.

The table lies in `action_defs/names/`; it is a bijection between identifiers and names,
and within an action between keys and keywords. Built-in actions are read first, the much
larger table of app intents only when something is not among them.

Actions of other apps have no names in the table. Where definitions of them are in use
(`catalog.in_use`), `defined` knows their parameters, which are called by their keys.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

__all__ = [
    "CALL_WORDS",
    "ActionNames",
    "action_defs",
    "aliases",
    "apple_names",
    "built_in_names",
    "by_identifier",
    "by_name",
    "define",
    "defined",
]

CALL_WORDS = frozenset({"output_name", "beside"})
"""Keywords that every call takes."""


class ActionNames:
    """The names of one action.

    Attributes:
        identifier: the action's identifier.
        name: its name in code.
        keywords: parameter key to keyword.
        keys: keyword to parameter key.
        main: key of the parameter that a call may give without its keyword.
        output: what the app calls the output.
        number: whether the output is a number.
        text: keys of parameters that take text, where a reference becomes a text token.
        pickers: keys of parameters that take a reference only; a literal there becomes an
            action of its own.
    """

    __slots__ = (
        "identifier",
        "keys",
        "keywords",
        "main",
        "name",
        "number",
        "output",
        "pickers",
        "text",
    )

    def __init__(self, identifier: str, row: dict[str, Any]) -> None:
        self.identifier = identifier
        self.name: str = row["name"]
        self.keywords: dict[str, str] = row.get("parameters", {})
        self.keys = {word: key for key, word in self.keywords.items()}
        self.main: str | None = row.get("main")
        self.output: str | None = row.get("output")
        self.number: bool = row.get("number", False)
        self.text = frozenset(row.get("text", ()))
        self.pickers = frozenset(row.get("pickers", ()))


def action_defs() -> Path:
    """The folder of the bundled definitions: inside the package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    bundled = package / "action_defs"
    return bundled if bundled.is_dir() else package.parent / "action_defs"


@lru_cache(maxsize=2)
def _rows(table: str) -> dict[str, dict[str, Any]]:
    path = action_defs() / "names" / f"{table}.json"
    rows: dict[str, dict[str, Any]] = json.loads(path.read_bytes())
    return rows


@lru_cache(maxsize=2)
def _identifiers(table: str) -> dict[str, str]:
    return {row["name"]: identifier for identifier, row in _rows(table).items()}


@lru_cache(maxsize=4096)
def by_identifier(identifier: str) -> ActionNames | None:
    """The names of an action; None where it has none."""
    table = "built_in" if identifier.startswith("is.workflow.actions.") else "apple"
    if table == "apple" and not identifier.startswith("com.apple."):
        return None
    row = _rows(table).get(identifier)
    return None if row is None else ActionNames(identifier, row)


@lru_cache(maxsize=4096)
def by_name(name: str) -> ActionNames | None:
    """The action that a name in code stands for; None where there is none."""
    identifier = _identifiers("built_in").get(name) or _identifiers("apple").get(name)
    if identifier is None:
        identifier = aliases().get(name)
    return None if identifier is None else by_identifier(identifier)


@lru_cache(maxsize=1)
def aliases() -> dict[str, str]:
    """Other names that code may use, the display names of any year, to identifiers."""
    found: dict[str, str] = json.loads((action_defs() / "names" / "aliases.json").read_bytes())
    return found


def apple_names() -> dict[str, str]:
    """Name to identifier of every action of Apple's apps."""
    return _identifiers("apple")


def built_in_names() -> dict[str, str]:
    """Name to identifier of every built-in action."""
    return _identifiers("built_in")


# -- definitions in use -----------------------------------------------------------------

_lookup: Callable[[str], ActionNames | None] | None = None


def define(lookup: Callable[[str], ActionNames | None] | None) -> None:
    """Say where `defined` looks: in the catalogues in use, which `catalog.in_use` settles."""
    global _lookup
    _lookup = lookup


def defined(identifier: str) -> ActionNames | None:
    """The parameters of an action by the definitions in use, under their own keys.

    None where they do not define it. What is only known from being used is not defined:
    nobody knows all of its parameters.

    Raises:
        DecodeError: the file with the definition is damaged.
    """
    return None if _lookup is None else _lookup(identifier)
