"""Parameters of OS 27's actions and triggers, and the cases of their enumerations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any, NamedTuple

from shortcuts_py.apple.snake import case_name, identifier

__all__ = ["Case", "Parameter", "key_words", "read_cases"]


# Signs of Calculate as they are typed; the app does not know them so.
_SIGNS = {"*": "\u00d7", "/": "\u00f7", "\u2212": "-"}


class Case(NamedTuple):
    """A case of an enumeration.

    Attributes:
        id: what the file has; None where nobody knows.
        title: what the app shows; None where nobody knows.
        name: the case's name in code; None where its title has none.
    """

    id: str | None
    title: str | None
    name: str | None


def read_cases(rows: Iterable[Any]) -> tuple[Case, ...]:
    """Cases out of the table, as `tools/build_apple_names.py` writes them."""
    found = []
    for row in rows:
        ident, title, *name = (row, row) if isinstance(row, str) else row
        found.append(Case(ident, title, name[0] if name else case_name(title)))
    return tuple(found)


def key_words(key: str) -> tuple[str, ...]:
    """The words that a key itself is read as, best first: the key, in snake case, without WF."""
    short = re.sub("^WF", "", key)
    words = (key, identifier(key), identifier(short))
    return tuple(dict.fromkeys(word for word in words if word))


class Parameter:
    """A parameter of an action or a trigger.

    Attributes:
        key: its key in the file.
        title: what the app shows; None where it has none.
        word: the keyword that OS 27 prints; None where it prints none. A few are no
            identifiers, such as `24_hour_time`: see `words`.
        words: every keyword it is read as, best first.
        type: its type in OS 27's stubs; None where nobody knows.
        cases: the cases of its enumeration.
        hidden: whether the app does not show it.
        required: whether a value is needed; None where nobody knows. OS 27 does not insist.
    """

    def __init__(self, key: str, row: dict[str, Any], cases: tuple[Case, ...]) -> None:
        self.key = key
        self.title: str | None = row.get("title")
        self.word: str | None = row["word"] if "word" in row else identifier(self.title or key)
        self.type: str | None = row.get("type")
        self.cases = cases
        self.hidden: bool = row.get("hidden", False)
        self.required: bool | None = row.get("required")
        silent = "word" in row and row["word"] is None
        of_title = None if silent or not self.title else identifier(self.title)
        words = (self.word, of_title, *key_words(key))
        self.words = tuple(dict.fromkeys(word for word in words if word))

    @property
    def enumeration(self) -> str | None:
        """The class of its cases in code, such as `openapp_wfwindowing_format`."""
        if not self.cases or self.type is None:
            return None
        return self.type.removeprefix("Optional[").removesuffix("]")

    def case(self, text: str) -> Case | None:
        """The case that `text` stands for: its id, else its title, else its name in code.

        A text that is none of them may differ from one of them in its capitals.
        """
        return self._cases.get(text) or self._folded.get(text.casefold())

    def case_name(self, ident: str) -> str | None:
        """The name in code of the case with this id; None where no name stands for it alone.

        Two cases of one enumeration may have the same title, hence the same name; only the
        first of them can be said by it.
        """
        case = self._ids.get(ident)
        if case is None or case.name is None or self._cases.get(case.name) is not case:
            return None
        return case.name

    @cached_property
    def _ids(self) -> dict[str, Case]:
        return {case.id: case for case in reversed(self.cases) if case.id is not None}

    @cached_property
    def _cases(self) -> dict[str, Case]:
        found: dict[str, Case] = {}
        for case in reversed(self.cases):
            if case.name is not None:
                found[case.name] = case
        for case in reversed(self.cases):
            if case.title is not None:
                found[case.title] = case
        for plain, sign in _SIGNS.items():
            if sign in self._ids:
                found[plain] = self._ids[sign]
        return found | self._ids

    @cached_property
    def _folded(self) -> dict[str, Case | None]:
        """The cases by their texts without regard to capitals; None for what two have."""
        found: dict[str, Case | None] = {}
        for text, case in self._cases.items():
            word = text.casefold()
            found[word] = case if found.get(word, case) is case else None
        return found
