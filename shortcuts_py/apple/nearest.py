"""The names nearest to one that does not exist, for messages."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from shortcuts_py.apple.names import Tool, prefixes, printed_names, tool, triggers
from shortcuts_py.names import built_in_names, by_name

__all__ = ["nearest", "nearest_cases", "nearest_keywords", "nearest_tools", "nearest_triggers"]

_LONGEST = 120  # characters; nothing has a longer name
_CUTOFF = 60.0


def nearest(name: str, known: Collection[str], count: int = 3) -> tuple[str, ...]:
    """The names in `known` that look like `name`, best first; its cost is linear in `known`."""
    if not name or len(name) > _LONGEST:
        return ()
    from rapidfuzz import fuzz, process, utils

    found = process.extract(
        name,
        list(known),
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        limit=count,
        score_cutoff=_CUTOFF,
    )
    return tuple(one for one, *_ in found)


@lru_cache(maxsize=1024)
def nearest_tools(name: str, count: int = 3) -> tuple[str, ...]:
    """Names of actions that look like `name`, each action once and as OS 27 prints it.

    What is compared is the ending, which says what an action does: so `show_alrt` finds
    `com_apple_shortcuts_show_alert`. A name of another year finds what the action is called
    now; among endings that are equally near, the prefix decides. About 1 ms.
    """
    if not name or len(name) > _LONGEST:
        return ()
    from rapidfuzz import fuzz, process

    plain = name.lower()
    if plain.startswith("shortcuts_"):
        plain = f"com_apple_{plain}"
    prefix, ending = _split(plain)
    found: list[tuple[float, str]] = []
    known = by_name(ending)
    identifier = _underscored().get(name) if known is None else known.identifier
    now = None if identifier is None else tool(identifier)
    if now is not None and now.name is not None:
        found.append((100.5, now.name))
    endings = _endings()
    found += [(100.0, one) for one in _by_other_verb(prefix, ending)]
    for near, score, _ in process.extract(
        ending, endings.keys(), scorer=fuzz.ratio, limit=2 * count, score_cutoff=_CUTOFF
    ):
        for one in endings[near]:
            same_prefix = prefix != "" and one.startswith(f"{prefix}_")
            found.append((score + (1.0 if same_prefix else 0.0), one))
    found.sort(key=lambda pair: -pair[0])
    return tuple(dict.fromkeys(one for _, one in found))[:count]


_VERBS = (
    {"add", "create", "make", "new"},
    {"delete", "remove"},
    {"find", "filter", "get", "search"},
    {"show", "display", "present"},
    {"set", "change"},
    {"open", "launch"},
    {"stop", "exit"},
)


def _by_other_verb(prefix: str, ending: str) -> list[str]:
    """Names that say the same with another verb: `add_reminder`, `new_reminder`."""
    verb, _, rest = ending.partition("_")
    found: list[str] = []
    for verbs in _VERBS:
        for other in sorted(verbs - {verb}) if verb in verbs else ():
            names = _endings().get(f"{other}_{rest}", ())
            found += [one for one in names if not prefix or one.startswith(f"{prefix}_")]
    return found


def _split(name: str) -> tuple[str, str]:
    """The prefix of a name, where it starts with one that actions have, and its ending."""
    place = name.rfind("_")
    while place > 0:
        if name[:place] in prefixes():
            return name[:place], name[place + 1 :]
        place = name.rfind("_", 0, place)
    return "", name


@lru_cache(maxsize=1)
def _underscored() -> dict[str, str]:
    """Identifiers of built-in actions as they are spelt in code elsewhere."""
    return {one.replace(".", "_"): one for one in built_in_names().values()}


@lru_cache(maxsize=1)
def _endings() -> dict[str, tuple[str, ...]]:
    """The endings of all names, to the names that OS 27 prints; built-in actions first."""
    found: dict[str, dict[str, bool]] = {}
    for ending, name, built_in in printed_names():
        names = found.setdefault(ending, {})
        names[name] = built_in or names.get(name, False)
    return {
        ending: tuple(sorted(names, key=lambda one: not names[one]))
        for ending, names in found.items()
    }


def nearest_triggers(name: str, count: int = 3) -> tuple[str, ...]:
    """Decorators of triggers that look like `name`."""
    words = {one.removeprefix("when_"): one for one in triggers()}
    return tuple(words[one] for one in nearest(name.removeprefix("when_"), words, count))


def nearest_keywords(tool: Tool, word: str, count: int = 3) -> tuple[str, ...]:
    """Keywords of an action that look like `word`, or stand for a key that does."""
    words = {one: key for key, p in tool.parameters.items() for one in p.words}
    keys = dict.fromkeys(words[one] for one in nearest(word, words, 2 * count))
    return tuple(one for key in keys if (one := tool.keyword(key)))[:count]


def nearest_cases(tool: Tool, key: str, text: str, count: int = 3) -> tuple[str, ...]:
    """Ids of a parameter's cases that look like `text`."""
    parameter = tool.parameters.get(key)
    cases = parameter.cases if parameter else ()
    titles = {shown: case for case in cases for shown in (case.id, case.title, case.name) if shown}
    found = dict.fromkeys(titles[one].id for one in nearest(text, titles, 2 * count))
    return tuple(one for one in found if one)[:count]
