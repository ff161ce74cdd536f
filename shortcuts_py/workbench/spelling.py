"""Identifiers of actions and keys of parameters as words of the dialect, and back.

An action is spelt with `_` for every `.` and `-` of its identifier, so that several
identifiers can have one spelling; and a spelling does not say which of its `_` were what.
The way back goes through everything the catalogue knows. Rules, in this order:

1. the identifier of the catalogue that has this spelling; of several, a built-in one, else
   the first in the order of the alphabet;
2. the same without regard to capitals;
3. the same without regard to underscores, as models write `is_workflow_actions_show_result`;
4. the action that the native dialect calls so: `is_workflow_actions_get_contents_of_url`;
5. every `_` is a `.`: a guess, with the spellings that are most like it.

A parameter that the action does not have is looked for in the same way.
"""

from __future__ import annotations

import json
import keyword
import re
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from shortcuts_py.names import action_defs, built_in_names, by_identifier

__all__ = [
    "Spelt",
    "is_strange",
    "is_word",
    "key_of",
    "like_keys",
    "near_key",
    "spell",
    "spell_key",
    "stands_for_action",
    "what_is",
]

_BUILT_IN = "is.workflow.actions."
_PREFIX = "is_workflow_actions_"
_LOOSE = re.compile(r"(?:is_)?workflow_actions?_(?!s_)|is_workflow_(?!actions_)", re.IGNORECASE)
_OTHER = re.compile(r"\W", re.ASCII)
# Apps are called by domains the other way round: a top-level domain comes first.
_DOMAINS = frozenset(
    [
        "ai",
        "app",
        "au",
        "biz",
        "br",
        "ca",
        "cc",
        "ch",
        "cloud",
        "cn",
        "co",
        "com",
        "company",
        "cz",
        "de",
        "design",
        "dev",
        "dk",
        "edu",
        "es",
        "eu",
        "fi",
        "fr",
        "gg",
        "hk",
        "ie",
        "il",
        "im",
        "info",
        "io",
        "jp",
        "kr",
        "ly",
        "mobi",
        "mx",
        "net",
        "nl",
        "nu",
        "nz",
        "one",
        "org",
        "pl",
        "pro",
        "ru",
        "se",
        "sg",
        "sh",
        "studio",
        "th",
        "tv",
        "tw",
        "uk",
        "us",
        "xyz",
    ]
)
_ACTION = re.compile(r"(?:is_workflow_actions_\w+|([a-z]+)_[A-Za-z0-9]+_\w+)", re.ASCII)
_APP = re.compile(rf"(?:{'|'.join(sorted(_DOMAINS))})\.[\w-]+\.", re.ASCII)


class Spelt(NamedTuple):
    """What a spelling stands for.

    Attributes:
        identifier: the action's identifier.
        known: whether the catalogue has it under exactly this spelling.
        others: further identifiers with the spelling.
    """

    identifier: str
    known: bool
    others: tuple[str, ...] = ()


def spell(identifier: str) -> str:
    """The word for an action; it may be no identifier of Python where the action's is odd."""
    return _OTHER.sub("_", identifier)


def is_word(text: str) -> bool:
    """Whether Python takes a text as a name, and leaves it as it is."""
    if not text.isidentifier() or keyword.iskeyword(text) or text == "__debug__":
        return False
    return text.isascii() or normalize("NFKC", text) == text


@lru_cache(maxsize=1)
def _table() -> dict[str, list[str]]:
    index = json.loads((action_defs() / "index.json").read_bytes())
    table: dict[str, list[str]] = {}
    for identifiers in index["files"].values():
        for identifier in identifiers:
            table.setdefault(spell(identifier), []).append(identifier)
    for several in table.values():
        if len(several) > 1:
            several.sort(key=lambda one: (not one.startswith(_BUILT_IN), one))
    return table


@lru_cache(maxsize=1)
def _folded() -> dict[str, str]:
    return {spelling.lower(): several[0] for spelling, several in _table().items()}


def stands_for_action(word: str) -> bool:
    """Whether a word should not be the name of anything else."""
    return word.startswith(_PREFIX) or word in _table()


@lru_cache(maxsize=8192)
def what_is(spelling: str) -> Spelt | None:
    """The action that a word stands for; None for a word that is not like an action's."""
    word = _OTHER.sub("_", spelling)
    several = _table().get(word)
    if "." in spelling:
        # An identifier as it is in the file.
        known = several is not None and spelling in several
        like = spelling.startswith(_BUILT_IN) or _APP.match(spelling) is not None
        return Spelt(spelling, known) if known or like else None
    if several is not None:
        return Spelt(several[0], True, tuple(several[1:]))
    loose = _LOOSE.match(word)
    if loose is not None:
        word = _PREFIX + word[loose.end() :]
    form = _ACTION.fullmatch(word)
    if form is None or (form.group(1) or "com") not in _DOMAINS:
        return None
    folded = _folded().get(word.lower())
    if folded is not None:
        return Spelt(folded, False)
    if word.startswith(_PREFIX):
        return _near(word[len(_PREFIX) :])
    return Spelt(spelling.replace("_", "."), False)


def _squeezed(word: str) -> str:
    """A word without what models change about it: capitals, underscores, `WF` in front."""
    return word.replace("_", "").replace("-", "").lower().removeprefix("wf")


@lru_cache(maxsize=1)
def _near_table() -> dict[str, str]:
    """Built-in actions by their spelling, and by their name in the native dialect, squeezed."""
    table: dict[str, str] = {}
    for several in _table().values():
        if several[0].startswith(_BUILT_IN):
            table.setdefault(
                _squeezed(several[0].removeprefix(_BUILT_IN).replace(".", "")), several[0]
            )
    for name, identifier in built_in_names().items():
        table.setdefault(_squeezed(name), identifier)
    return table


def _near(rest: str) -> Spelt:
    """A built-in action whose spelling nothing has exactly."""
    table = _near_table()
    found = table.get(_squeezed(rest))
    if found is not None:
        return Spelt(found, False)
    from rapidfuzz import fuzz, process

    similar = process.extract(_squeezed(rest), table, scorer=fuzz.ratio, score_cutoff=75, limit=3)
    identifier = _BUILT_IN + rest.replace("_", ".")
    return Spelt(identifier, False, tuple(dict.fromkeys(table[one] for _, _, one in similar)))


@lru_cache(maxsize=8192)
def near_key(identifier: str, key: str) -> str:
    """The parameter of an action that a key is most likely meant for.

    It is the key itself, unless the catalogue knows the action and not the key, and one of its
    keys differs in capitals, underscores or a leading `WF` only, or is called so in the native
    dialect.
    """
    names = by_identifier(identifier)
    if names is None or key in names.keywords:
        return key
    wanted = _squeezed(key)
    found = {
        one for one, word in names.keywords.items() if wanted in (_squeezed(one), _squeezed(word))
    }
    return found.pop() if len(found) == 1 else key


def is_strange(identifier: str, key: str) -> bool:
    """Whether a built-in action has no such parameter, and the key looks like Python's."""
    names = by_identifier(identifier) if identifier.startswith(_BUILT_IN) else None
    return (
        names is not None and bool(names.keywords) and key not in names.keywords and key.islower()
    )


def like_keys(identifier: str, key: str) -> tuple[str, ...]:
    """The parameters of an action whose names are most like a word."""
    from rapidfuzz import fuzz, process

    names = by_identifier(identifier)
    words = {} if names is None else {one: _squeezed(word) for one, word in names.keywords.items()}
    similar = process.extract(_squeezed(key), words, scorer=fuzz.ratio, score_cutoff=50, limit=3)
    return tuple(one for _, _, one in similar)


def spell_key(key: str) -> str | None:
    """The keyword for a parameter's key; None for a key that no keyword can say.

    `Show-text`, which the paper's printer writes as it stands, is `Show_text`.
    """
    if key.startswith("Show-"):
        key = f"Show_{key[5:]}"
    elif key.startswith("Show_"):
        return None
    return key if is_word(key) else None


def key_of(word: str) -> str:
    """The key of a parameter that a keyword stands for."""
    return f"Show-{word[5:]}" if word.startswith("Show_") else word
