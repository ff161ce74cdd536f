"""Announcements: comment lines in which code says what its dialect has no words for.

The dialects of others (WorkflowBench's and Apple's) cannot say everything that a shortcut
holds. Their printers put the rest into comments that start with `# shortcuts_py:`, next to
the statement they belong to; every other reader of the dialect takes them for comments.

    x = is_workflow_actions_number( WFNumberActionNumber='''5''')
    # shortcuts_py: parameters {"set": {"WFNumberActionNumber": 5}}

An announcement is a word, and a JSON value where the word needs one. Values of a property
list are in its JSON form (`plist.json_form`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from shortcuts_py.errors import ShortcutError
from shortcuts_py.plist.compare import same
from shortcuts_py.plist.json_form import unwrap, wrap

__all__ = [
    "Announcement",
    "apply_difference",
    "find_difference",
    "read_announcement",
    "rename_ids",
    "write_announcement",
]

_START = "# shortcuts_py: "
_FORM = re.compile(r"\s*#\s*shortcuts_py:\s*([a-z_]+)\s*(.*)", re.DOTALL)

# JSON takes two halves of a surrogate pair for one character. Where a text has them as two,
# which only damaged files do, a character that is none stands between them.
_BETWEEN = "\ufdd0"
_MARK = "\\ufdd0"
_ESCAPED = re.compile(r"\\ud[89ab][0-9a-f]{2}")
_APART = re.compile(f"([\ud800-\udbff])({_BETWEEN}*)(?=[\udc00-\udfff])")
_TOGETHER = re.compile(f"([\ud800-\udbff]){_BETWEEN}({_BETWEEN}*)(?=[\udc00-\udfff])")


class Announcement(NamedTuple):
    """One announcement.

    Attributes:
        word: what is announced; each dialect documents its words.
        value: a property-list value, or None where the word stands alone.
    """

    word: str
    value: Any = None


def write_announcement(word: str, value: Any = None) -> str:
    """The comment for an announcement: one line, ASCII only, without a line end."""
    if value is None:
        return _START + word
    text = json.dumps(wrap(value), ensure_ascii=True)
    if _ESCAPED.search(text):
        text = json.dumps(_halves_apart(wrap(value)), ensure_ascii=True)
    return f"{_START}{word} {text}"


def read_announcement(comment: str) -> Announcement | None:
    """The announcement in a comment; None for an ordinary comment.

    Raises:
        ShortcutError: it starts like an announcement and its value cannot be read.
    """
    found = _FORM.fullmatch(comment)
    if found is None:
        return None
    word, text = found.group(1), found.group(2).strip()
    if not text:
        return Announcement(word)
    try:
        read = json.loads(text)
        if _MARK in text:
            read = _halves_together(read)
        return Announcement(word, unwrap(read))
    except (ValueError, RecursionError) as error:
        raise ShortcutError(f"the value announced as {word!r} is not JSON: {error}") from error


def _in_texts(value: Any, change: Callable[[str], str]) -> Any:
    """A copy of a JSON value with all of its texts changed, keys included."""
    if type(value) is str:
        return change(value)
    if type(value) is dict:
        return {change(key): _in_texts(one, change) for key, one in value.items()}
    return [_in_texts(one, change) for one in value] if type(value) is list else value


def _halves_apart(value: Any) -> Any:
    return _in_texts(value, lambda text: _APART.sub(rf"\1\2{_BETWEEN}", text))


def _halves_together(value: Any) -> Any:
    return _in_texts(value, lambda text: _TOGETHER.sub(r"\1\2", text))


def find_difference(wanted: Mapping[str, Any], got: Mapping[str, Any]) -> dict[str, Any] | None:
    """What has to change in `got` to make it `wanted`, key by key; None for nothing.

    Returns:
        `{"set": {key: value}, "drop": [key]}`, each entry only where it is not empty.
    """
    change: dict[str, Any] = {}
    changed = {
        key: value for key, value in wanted.items() if key not in got or not same(value, got[key])
    }
    if changed:
        change["set"] = changed
    if gone := [key for key in got if key not in wanted]:
        change["drop"] = gone
    return change or None


def apply_difference(parameters: dict[str, Any], change: Any) -> None:
    """Make the change that `find_difference` found.

    Raises:
        ShortcutError: it is not of that form.
    """
    if type(change) is not dict or not set(change) <= {"set", "drop"}:
        raise ShortcutError("announced parameters are an object with 'set' and 'drop'")
    entries, gone = change.get("set", {}), change.get("drop", [])
    if type(entries) is not dict or type(gone) is not list:
        raise ShortcutError("announced parameters: 'set' is an object and 'drop' a list")
    for key in gone:
        parameters.pop(key, None)
    parameters.update(entries)


def rename_ids(value: Any, keys: frozenset[str], rename: Callable[[str], str]) -> Any:
    """A copy of a property-list value with the text under `keys` renamed, at any depth.

    In code, ids of outputs are the names of variables: printers rename ids to names, and
    readers rename names to new ids.
    """
    kind = type(value)
    if kind is dict:
        return {
            key: rename(one) if key in keys and type(one) is str else rename_ids(one, keys, rename)
            for key, one in value.items()
        }
    if kind is list:
        return [rename_ids(one, keys, rename) for one in value]
    return value
