"""Choosing identifiers for outputs, named variables, loops and apps."""

from __future__ import annotations

import re
import unicodedata

from shortcuts_py.language.keywords import is_word
from shortcuts_py.language.vocabulary import RESERVED
from shortcuts_py.names import built_in_names, by_name

__all__ = ["Namespace", "slug"]

_WORDS = re.compile(r"[^\W_]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NUMBER = re.compile(r"_\d+\Z")
_LONGEST = 40


def slug(text: str) -> str:
    """`text` as a lower-case identifier, as good as it goes; may be empty."""
    words = _WORDS.findall(_HUMP.sub(" ", unicodedata.normalize("NFKC", text)))
    name = "_".join(words).lower()
    if len(name) > _LONGEST:
        name = name[:_LONGEST].rsplit("_", 1)[0]
    if name[:1].isdigit():
        name = f"_{name}"
    return name if name.isidentifier() else ""


class Namespace:
    """Identifiers of one piece of code; every one stands for one thing."""

    def __init__(self) -> None:
        self.used: set[str] = set()
        self._next: dict[str, int] = {}

    def is_free(self, name: str) -> bool:
        """Whether `name` may be given to something: it is new and hides nothing."""
        return (
            name not in self.used
            and name not in RESERVED
            and name not in built_in_names()
            and name != "_"
        )

    def take(self, name: str) -> bool:
        """Take exactly `name`, where it is an identifier that Python leaves as it is."""
        if (
            not is_word(name)
            or not self.is_free(name)
            or name.startswith("is_workflow_actions_")
            or (name.startswith("com_") and by_name(name) is not None)
        ):
            return False
        self.used.add(name)
        return True

    def release(self, name: str) -> None:
        """Let a name be given again: what it stood for is over."""
        self.used.discard(name)
        self._next.pop(_NUMBER.sub("", name), None)

    def give(self, base: str) -> str:
        """A new name like `base`: itself, or with a number behind it."""
        base = base or "value"
        if self.take(base):
            return base
        reserved = base not in self.used
        number = self._next.get(base, 1 if reserved else 2)
        while not self.take(f"{base}_{number}"):
            number += 1
            if number > 100_000:
                base, number = "value", 1
        self._next[base] = number + 1
        return f"{base}_{number}"
