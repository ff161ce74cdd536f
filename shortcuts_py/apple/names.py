"""What OS 27's own language calls actions, triggers and parameters.

The tables lie in `action_defs/names/apple_language*.json`; `tools/build_apple_names.py` makes
them. An action has one name that OS 27 prints, and others that are read as well: with the
bundle of its identifier as prefix, or that of another platform, or `com_apple_shortcuts`.
Several actions may share a name: `resolve` chooses.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from shortcuts_py import names as native
from shortcuts_py.apple.finding import FIND_PARAMETERS, QUERY
from shortcuts_py.apple.parameters import Case, Parameter, key_words, read_cases
from shortcuts_py.workflow.actions import BUILT_IN

__all__ = [
    "BUILT_IN",
    "Choice",
    "Tool",
    "call_names",
    "enumeration",
    "prefixes",
    "printed_names",
    "resolve",
    "tool",
    "tool_names",
    "tools_named",
    "trigger",
    "trigger_named",
    "triggers",
]

# Texts of an enumeration that OS 27's table takes for text; its title is that of a date.
_TEXTS = {"WFDateActionMode": frozenset({"Current Date", "Specified Date"})}


class Tool:
    """An action or a trigger, as OS 27 names it.

    Attributes:
        identifier: the action's identifier, or the trigger's.
        name: the name that OS 27 prints; None for the few actions without one.
        names: every name it is read by, `name` first.
        title: what the app shows.
        kind: "action", "appIntent", "siriIntent", "flowTool" or "trigger".
        platforms: "i" for iOS, "m" for macOS, "im" for both.
        find: whether it is a Find action, with the parameters of all of these.
        hidden: whether the Shortcuts app is known not to show it.
        gives: the types of what a trigger passes on.
    """

    def __init__(self, ident: str, row: dict[str, Any]) -> None:
        self.identifier = ident
        ending = row.get("name")
        prefixes = [row["prefix"], *row.get("also", ())] if "prefix" in row else []
        self.names: tuple[str, ...] = tuple(f"{prefix}_{ending}" for prefix in prefixes)
        if ending and not prefixes:
            self.names = (ending,)
        self.name: str | None = self.names[0] if self.names else None
        self.title: str = row["title"]
        self.kind: str = row.get("kind", "appIntent")
        self.platforms: str = row["on"]
        self.find: bool = row.get("find", False)
        self.hidden: bool = row.get("hidden", False)
        self.gives: tuple[str, ...] = tuple(row.get("gives", ()))

    def __repr__(self) -> str:
        return f"Tool({self.identifier!r})"

    @cached_property
    def parameters(self) -> dict[str, Parameter]:
        """Its parameters by key, in the app's order."""
        near = self.identifier.startswith(BUILT_IN) or self.kind == "trigger"
        table = "apple_language_built_in" if near else "apple_language_apps"
        rows: dict[str, Any] = _table(table)["parameters"].get(self.identifier, {})
        if self.find:
            own = {key: row for key, row in rows.items() if key not in FIND_PARAMETERS}
            common = {k: {**row, **rows.get(k, {})} for k, row in FIND_PARAMETERS.items()}
            rows = {QUERY: common[QUERY], **own, **common}
        return {key: _parameter(table, key, row) for key, row in rows.items()}

    @cached_property
    def _by_word(self) -> dict[str, list[str]]:
        printed = [(p.word, key) for key, p in self.parameters.items() if p.word]
        raw = [(key, key) for key in self.parameters]
        others = [(word, key) for key, p in self.parameters.items() for word in p.words]
        found: dict[str, list[str]] = {}
        for pairs in (printed, raw, others):
            level: dict[str, list[str]] = {}
            for word, key in pairs:
                level.setdefault(word, []).append(key)
            found = {**level, **found}
        return found

    @cached_property
    def _seen(self) -> dict[str, str]:
        """Words for the keys that other years have, where they are still free."""
        row = native.by_identifier(self.identifier)
        found: dict[str, str] = {}
        for key in row.keywords if row else ():
            if key not in self.parameters:
                for word in key_words(key):
                    if word not in self._by_word:
                        found.setdefault(word, key)
        return found

    def keys(self, word: str) -> tuple[str, ...]:
        """The keys that a keyword may stand for, most likely first; empty for none.

        In this order: the keyword that OS 27 prints, the key itself, the title or the key in
        snake case, the key without WF; then keys that only other years have.
        """
        if word in self._by_word:
            return tuple(self._by_word[word])
        return (self._seen[word],) if word in self._seen else ()

    def assign(self, words: Iterable[str], texts: dict[str, str] | None = None) -> dict[str, str]:
        """Which key each keyword of a call stands for; a keyword that fits none is left out.

        Args:
            words: the keywords of the call, in order.
            texts: the values of those that are plain text. Where two parameters have the same
                title, a text that is a case of one of them decides.
        """
        found: dict[str, str] = {}
        several: list[tuple[str, tuple[str, ...]]] = []
        for word in words:
            keys = self.keys(word)
            if len(keys) == 1:
                found[word] = keys[0]
            elif keys:
                several.append((word, keys))
        taken = set(found.values())
        for word, keys in several:
            free = [key for key in keys if key not in taken] or list(keys)
            found[word] = self._fitting(free, (texts or {}).get(word))
            taken.add(found[word])
        return found

    def _fitting(self, keys: Sequence[str], text: str | None) -> str:
        if text is not None:
            for key in keys:
                if self.parameters[key].case(text) is not None or text in _TEXTS.get(key, ()):
                    return key
        open_to_any = [k for k in keys if not self.parameters[k].cases and k not in _TEXTS]
        return (open_to_any or keys)[0]

    def keyword(self, key: str) -> str | None:
        """The keyword to print for a key; None where no identifier stands for it alone."""
        if key in self.parameters:
            words = self.parameters[key].words
        else:
            words = (key, *(word for word, of in self._seen.items() if of == key))
        for word in words:
            if word.isidentifier() and self.keys(word) in ((key,), ()):
                return word
        return None


class Choice(NamedTuple):
    """What a name in code stands for.

    Attributes:
        tool: the action.
        others: the other actions that the call might as well mean; empty where the name is
            theirs alone or the keywords decide.
    """

    tool: Tool
    others: tuple[Tool, ...] = ()


@lru_cache(maxsize=3)
def _table(name: str) -> dict[str, Any]:
    path = native.action_defs() / "names" / f"{name}.json"
    table: dict[str, Any] = json.loads(path.read_bytes())
    return table


@lru_cache(maxsize=4096)
def _cases(table: str, name: str) -> tuple[Case, ...]:
    return read_cases(_table(table)["types"].get(name, ()))


def _parameter(table: str, key: str, row: dict[str, Any]) -> Parameter:
    name = row.get("type", "").removeprefix("Optional[").removesuffix("]")
    return Parameter(key, row, _cases(table, name) if name else ())


@lru_cache(maxsize=4096)
def tool(identifier: str) -> Tool | None:
    """The names of an action; None where OS 27 does not know it."""
    row = _table("apple_language")["tools"].get(identifier)
    return None if row is None else Tool(identifier, row)


@lru_cache(maxsize=128)
def trigger(identifier: str) -> Tool | None:
    """The names of a trigger, such as `com.apple.shortcuts.WFNFCTrigger.scan_tag`."""
    row = _table("apple_language")["triggers"].get(identifier)
    return None if row is None else Tool(identifier, row)


def triggers() -> dict[str, str]:
    """Decorator to identifier, of every trigger."""
    return {row["name"]: one for one, row in _table("apple_language")["triggers"].items()}


def trigger_named(decorator: str) -> Tool | None:
    """The trigger of a decorator such as `when_nfc_scan_tag`."""
    identifier = triggers().get(decorator)
    return None if identifier is None else trigger(identifier)


@lru_cache(maxsize=1)
def _called() -> dict[str, tuple[list[str], list[str]]]:
    """Name to the actions that OS 27 prints so, and those that are also read by it."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for identifier, row in _table("apple_language")["tools"].items():
        if "prefix" not in row:
            continue
        for place, prefix in enumerate((row["prefix"], *row.get("also", ()))):
            lists = found.setdefault(f"{prefix}_{row['name']}", ([], []))
            lists[place > 0].append(identifier)
    return found


def tool_names() -> Collection[str]:
    """Every name of an action that is read."""
    return _called().keys()


@lru_cache(maxsize=1)
def prefixes() -> frozenset[str]:
    """What names of actions start with, such as `com_apple_shortcuts` or `photos`."""
    return frozenset(
        prefix
        for row in _table("apple_language")["tools"].values()
        if "prefix" in row
        for prefix in (row["prefix"], *row.get("also", ()))
    )


def printed_names() -> Iterator[tuple[str, str, bool]]:
    """Of every named action: the ending, the name, and whether the action is built in."""
    for identifier, row in _table("apple_language")["tools"].items():
        if "prefix" in row:
            name = f"{row['prefix']}_{row['name']}"
            yield row["name"], name, identifier.startswith(BUILT_IN)


def tools_named(name: str, platform: str = "i") -> tuple[Tool, ...]:
    """The actions that a name may stand for, in the order of preference.

    That is: those that OS 27 prints so, before those that are read by it as well; built-in
    actions before all others; those of the platform; those that the app shows; and the one
    with the shortest identifier.
    """
    return _tools_named(name, platform)


@lru_cache(maxsize=4096)
def _tools_named(name: str, platform: str) -> tuple[Tool, ...]:
    own, also = _called().get(name, ([], []))
    found = []
    for other, identifiers in enumerate((own, also)):
        for identifier in identifiers:
            one = tool(identifier)
            if one is not None:
                rank = (
                    other,
                    not identifier.startswith(BUILT_IN),
                    platform not in one.platforms,
                    one.hidden,
                    one.kind == "siriIntent",
                    len(identifier),
                    identifier,
                )
                found.append((rank, one))
    return tuple(one for _, one in sorted(found, key=lambda pair: pair[0]))


def resolve(name: str, words: Collection[str] = (), platform: str = "i") -> Choice | None:
    """The action that a call means: the first that has all of its keywords; None for none.

    Where none has all of them, those that have the most are left.

    Args:
        name: the name that is called.
        words: the keywords of the call.
        platform: "i" for iOS, "m" for macOS: whose actions go first.
    """
    tools = tools_named(name, platform)
    if not tools:
        return None
    if len(tools) > 1:
        fits = [sum(bool(one.keys(word)) for word in words) for one in tools]
        best = max(fits)
        tools = tuple(one for one, fit in zip(tools, fits, strict=True) if fit == best)
    return Choice(tools[0], tools[1:])


def call_names(identifier: str, words: Collection[str] = (), platform: str = "i") -> list[str]:
    """The names by which a call with these keywords means this action and no other.

    The first is the best to print. Empty where OS 27 has no name, or `resolve` would take the
    name for another action; whoever prints then says the identifier beside it.
    """
    one = tool(identifier)
    found = []
    for name in one.names if one else ():
        choice = resolve(name, words, platform)
        if choice is not None and choice.tool.identifier == identifier:
            found.append((bool(choice.others), name))
    return [name for _, name in sorted(found, key=lambda pair: pair[0])]


def enumeration(name: str) -> tuple[Case, ...]:
    """The cases of an enumeration's class, such as `downloadurl_wfhttpmethod`."""
    return _cases("apple_language_built_in", name) or _cases("apple_language_apps", name)
