"""The first announcement of a transcript: what it says of the whole file.

    # shortcuts_py: workflow {"variables": {"First_Name": "First Name"}}

| entry | what it says |
|---|---|
| `set`, `drop` | keys of the root that a new shortcut would not have, or have otherwise |
| `root` | where the root is no dictionary: "list", "actions", "action" |
| `variables` | names in code, to the names of variables that differ from them or are never set |
| `outputs` | names in code of outputs that no action has, to `{"id": ..., "name": ...}` |
| `forward` | names of outputs used above their action, to what they are called |
| `output_names` | English names of outputs, to what the file calls them |
| `variable_ids` | true names of variables, to the ids that references to them have |
| `results` | identifiers of blocks whose ends have ids |
| `starts` | identifiers of blocks whose starts have ids |
| `legacy_menus` | true: every menu is cancelled as in iOS 14 |
| `empty_ranges` | true: texts without variables have empty ranges |
| `legacy` | true: every If compares as iOS 12 did |
| `old_conditions` | true: conditions are stored as words, as until iOS 12 |
"""

from __future__ import annotations

from typing import Any

from shortcuts_py.announcements import read_announcement
from shortcuts_py.errors import ShortcutError
from shortcuts_py.workbench.source.model import Comment

__all__ = ["Heading", "find_heading"]


class Heading:
    """What the heading says.

    Args:
        value: the announced value; None for a text without a heading.

    Raises:
        ShortcutError: it is not of the documented form.
    """

    def __init__(self, value: Any = None) -> None:
        self.exact = value is not None
        if value is None:
            value = {}
        if type(value) is not dict:
            raise ShortcutError("the announced workflow is an object")
        self.set: dict[str, Any] = self._entry(value, "set", dict)
        self.drop: list[str] = [one for one in self._entry(value, "drop", list) if type(one) is str]
        self.root: str = value.get("root", "dictionary")
        self.variables: dict[str, str] = self._names(value, "variables")
        self.outputs: dict[str, str | None] = {}
        self._ids: dict[str, str] = {}
        for name, one in self._entry(value, "outputs", dict).items():
            if type(one) is not dict or any(
                type(one.get(key)) is not str for key in ("id", "name")
            ):
                raise ShortcutError("the announced workflow: 'outputs' has another form")
            self._ids[name], self.outputs[name] = one["id"], one["name"] or None
        self.forward: dict[str, str | None] = self._names(value, "forward", True)
        self.output_names: dict[str, str | None] = self._names(value, "output_names", True)
        self.variable_ids: dict[str, str] = self._names(value, "variable_ids")
        self.results = frozenset(map(str, self._entry(value, "results", list)))
        self.starts = frozenset(map(str, self._entry(value, "starts", list)))
        self.legacy_menus = value.get("legacy_menus") is True
        self.empty_ranges = value.get("empty_ranges") is True
        self.legacy = value.get("legacy") is True
        self.old_conditions = value.get("old_conditions") is True
        if self.root not in ("dictionary", "list", "actions", "action"):
            raise ShortcutError(f"the announced root {self.root!r} is unknown")

    @staticmethod
    def _entry(value: dict[str, Any], key: str, kind: type) -> Any:
        found = value.get(key, kind())
        if type(found) is not kind:
            raise ShortcutError(f"the announced workflow: {key!r} has another form")
        return found

    @classmethod
    def _names(cls, value: dict[str, Any], key: str, empty: bool = False) -> dict[str, Any]:
        found: dict[str, Any] = cls._entry(value, key, dict)
        if any(type(one) is not str for one in found.values()):
            raise ShortcutError(f"the announced workflow: {key!r} holds names")
        # An empty text says that there is no name.
        return {word: one or None for word, one in found.items()} if empty else found

    def shown(self, name: str, identifier: str = "") -> str | None:
        """What the file calls an output.

        Args:
            name: its English name, or nothing where it has none.
            identifier: its action's identifier.
        """
        key = name or identifier
        return self.output_names.get(key, name or None)

    def output_id(self, name: str) -> str:
        """The id of an output that no action has."""
        return self._ids[name]


def find_heading(comments: list[Comment]) -> Heading:
    """The heading of a text.

    Raises:
        ShortcutError: there is one, and it cannot be read.
    """
    for comment in comments:
        if "shortcuts_py:" in comment.text and comment.own_line:
            found = read_announcement(comment.text)
            if found is not None and found.word == "workflow":
                return Heading({} if found.value is None else found.value)
            break
    return Heading()
