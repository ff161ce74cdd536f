"""The names nearest to one that does not exist, for messages."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from shortcuts_py.apple.names import Tool, tool_names, tools_named, triggers

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
    """Names of actions that look like `name`, each action once and as OS 27 prints it."""
    tools = [tools_named(one)[0] for one in nearest(name, tool_names(), 3 * count)]
    return tuple(dict.fromkeys(one.names[0] for one in tools))[:count]


def nearest_triggers(name: str, count: int = 3) -> tuple[str, ...]:
    """Decorators of triggers that look like `name`."""
    return nearest(name, triggers(), count)


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
