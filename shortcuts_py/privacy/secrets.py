"""Secrets that stand in a shortcut, by their form or by what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from shortcuts_py.privacy.walking import keyed_texts, texts
from shortcuts_py.workflow.text import PLACEHOLDER

__all__ = ["is_secret_name", "mask", "secrets_in"]

_NAME = re.compile(
    r"passw(or)?d|passphrase|secret|token|api[ _-]?key|apikey|authori[sz]ation|bearer"
    r"|credential|private[ _-]?key|access[ _-]?key|client[ _-]?secret|\bcookie\b",
    re.IGNORECASE,
)
# Forms that services give to their keys and tokens.
_FORMS = re.compile(
    r"\b(?:sk-[A-Za-z0-9_-]{16,}|gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}"
    r"|xox[abprs]-[A-Za-z0-9-]{10,}|AKIA[0-9A-Z]{16}|AIza[0-9A-Za-z_-]{35}"
    r"|eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}"
    r"|(?:Bearer|Basic) [A-Za-z0-9._~+/=-]{12,})"
    r"|-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----|://[^\s/@:]{1,64}:[^\s/@]{1,64}@"
)
# Parameters of actions that hold a password.
_PARAMETERS = frozenset({"WFSSHPassword"})
_SHOWN = 4
_SHORTEST = 4  # a value like "no" is none
_SCHEMES = re.compile(r"^(Basic|Bearer|OAuth|Token)\b", re.IGNORECASE)
_EMPTY = f" {PLACEHOLDER}"


def is_secret_name(text: str) -> bool:
    """Whether something that is called so is meant to be secret."""
    return len(text) <= 100 and _NAME.search(text) is not None


def mask(text: str) -> str:
    """A secret in a report: its first characters and its length."""
    text = text.strip()
    shown = text[: min(_SHOWN, len(text) // 3)]
    return f"{shown}… ({len(text)} characters)"


def secrets_in(key: str, value: Any) -> Iterator[tuple[str, str | None]]:
    """The secrets in a parameter.

    Yields:
        What says that it is one, and the secret, masked; None where only a reference to it
        stands there.
    """
    seen: set[str] = set()
    for why, text in _found(key, value):
        written = _SCHEMES.sub("", text).strip(_EMPTY)
        if text not in seen:
            seen.add(text)
            yield why, mask(text) if len(written) >= _SHORTEST else None


def _found(key: str, value: Any) -> Iterator[tuple[str, str]]:
    if key in _PARAMETERS:
        for text in texts(value):
            if text.strip():
                yield "a password", text
    for entry in keyed_texts(value):
        text = entry.text.strip()
        if is_secret_name(entry.key) and (PLACEHOLDER in text or len(text) >= _SHORTEST):
            yield f"called {entry.key[:60]!r}", text
    for text in texts(value):
        found = _FORMS.search(text)
        if found is not None:
            yield "has the form of one", found.group().removeprefix("://")
