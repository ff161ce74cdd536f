"""Digests of workflows: of the content, and of the content up to ids."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from shortcuts_py.equivalence import ID_KEYS
from shortcuts_py.plist.json_form import wrap

__all__ = ["content_digest", "digest_up_to_ids"]


def content_digest(plist: Any) -> str:
    """A digest of a property list: equal for equal content, whatever the file's format."""
    return _digest(wrap(plist))


def digest_up_to_ids(plist: Any) -> str:
    """A digest that is equal for workflows that `equivalent` finds equal.

    Ids are numbered in the order in which they are met, keys of a dictionary being looked
    at in alphabetical order. Two lists that differ by a one-to-one renaming of ids are
    walked alike, and get the same numbers.
    """
    numbers: dict[str, str] = {}

    def numbered(value: Any) -> Any:
        kind = type(value)
        if kind is dict:
            return {
                key: numbers.setdefault(value[key], str(len(numbers)))
                if key in ID_KEYS and type(value[key]) is str
                else numbered(value[key])
                for key in sorted(value, key=str)
            }
        if kind is list:
            return [numbered(one) for one in value]
        return value

    return _digest(wrap(numbered(plist)))


def _digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:32]
