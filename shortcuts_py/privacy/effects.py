"""The table of what actions do beyond the shortcut: `effects.json`, by identifier.

It is data, and a test holds its identifiers and parameters against `action_defs`.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from shortcuts_py.catalog import load
from shortcuts_py.workflow.actions import BUILT_IN, Action

__all__ = ["Effect", "bundle_of", "effects_of", "table"]


class Effect(NamedTuple):
    """One thing that an action does.

    Attributes:
        category: a category of the report, or "permission" for no more than that.
        what: the thing in words.
        address: parameters that hold the address that is contacted.
        service: who is contacted, where no parameter says it.
        sends: parameters whose values go out; None for all of them.
        text: parameters that hold the code that is run.
        name: parameters that name the shortcut that is run.
        data: the kind of personal data that is read.
        permission: what the system asks the user for.
        when: `{parameter, is | not: [values]}`, where it depends on a value; None among the
            values is the absence of the parameter.
        note: parameters that are worth saying, with what they are about.
        by_name: whether only the action's name says so.
    """

    category: str
    what: str
    address: tuple[str, ...] = ()
    service: str | None = None
    sends: tuple[str, ...] | None = None
    text: tuple[str, ...] = ()
    name: tuple[str, ...] = ()
    data: str | None = None
    permission: str | None = None
    when: dict[str, Any] | None = None
    note: dict[str, str] | None = None
    by_name: bool = False

    def holds(self, action: Action) -> bool:
        """Whether the action's parameters are those that the effect is about."""
        if self.when is None:
            return True
        value = action.parameters.get(self.when["parameter"])
        plain = value if value is None or type(value) in (str, bool, int, float) else ...
        if "is" in self.when:
            return plain in self.when["is"]
        return plain not in self.when["not"]


@lru_cache(maxsize=1)
def table() -> dict[str, Any]:
    """The table as it stands in the file."""
    text = Path(__file__).with_name("effects.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@lru_cache(maxsize=4096)
def effects_of(identifier: str) -> tuple[Effect, ...] | None:
    """What the actions with an identifier do; empty for nothing, None where nobody knows."""
    rows = table()["effects"].get(identifier)
    if rows is not None:
        return tuple(map(_effect, rows))
    if identifier.startswith(BUILT_IN):
        return () if identifier in load() else None
    bundle, data = bundle_of(identifier)
    if data is None:
        # Apple's own are taken to do what their names say; of others nobody knows.
        apples = bundle.startswith("com.apple.") and identifier in load()
        return _by_name(identifier) if apples else None
    effect = Effect(
        "personal",
        f"uses an app that keeps {data['data']}",
        data=data["data"],
        permission=data.get("permission"),
        by_name=True,
    )
    return (effect, *_by_name(identifier))


def _effect(row: dict[str, Any]) -> Effect:
    fields: dict[str, Any] = {
        key: tuple(one) if type(one) is list else one for key, one in row.items()
    }
    return Effect(**fields)


def bundle_of(identifier: str) -> tuple[str, dict[str, str] | None]:
    """The app of an action, and what the table says of it."""
    bundles: dict[str, dict[str, str]] = table()["bundles"]
    bundle = identifier.rpartition(".")[0]
    while bundle:
        if bundle in bundles:
            return bundle, bundles[bundle]
        bundle = bundle.rpartition(".")[0]
    return identifier.rpartition(".")[0], None


def _by_name(identifier: str) -> tuple[Effect, ...]:
    """What the last word of an app intent's identifier says that it does."""
    last = identifier.rpartition(".")[2]
    return tuple(
        Effect(category, f"{word.lower()}s something, going by its name", by_name=True)
        for word, category in table()["words"].items()
        if word in last
    )
