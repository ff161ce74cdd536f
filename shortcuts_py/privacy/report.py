"""The report: what was found, where, and what could not be known."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

__all__ = ["CATEGORIES", "Entry", "Report"]

CATEGORIES = {
    "network": "contacts an address or a service",
    "flow": "personal data or secrets that go out, to a script, or to another shortcut",
    "messages": "sends something to people",
    "shell": "runs shell commands, AppleScript or JavaScript",
    "delete": "deletes something",
    "overwrite": "changes or replaces something",
    "personal": "reads personal data",
    "secret": "a password or a key stands in the shortcut",
    "shortcuts": "runs other shortcuts",
    "hidden": "text that hides code or links",
    "unknown": "what cannot be known without running it",
}
"""Name of each category, and what it is about, in the order of the report."""


class Entry(NamedTuple):
    """One finding.

    Attributes:
        category: one of `CATEGORIES`.
        what: what happens, in words.
        action: index of the action in the file, from 0; None for the shortcut as a whole.
        identifier: the action's identifier.
        name: what the app calls the action.
        parameter: the parameter that shows it.
        evidence: what stands there.
        details: more for programs: `hosts`, `data`, `from`, `way`, `to`, `permission`.
    """

    category: str
    what: str
    action: int | None = None
    identifier: str | None = None
    name: str | None = None
    parameter: str | None = None
    evidence: str = ""
    details: dict[str, Any] = {}  # noqa: RUF012  never changed


@dataclass
class Report:
    """What a shortcut contacts, reads, deletes and runs, as far as its file says.

    Attributes:
        actions: how many actions the shortcut has.
        entries: the findings, in the order of the actions.
        permissions: what the system will ask for, with the actions that need it.
        hosts: names of computers that are contacted, with the actions that do.
        mentioned: names of computers that stand in texts only, with the actions.
    """

    actions: int
    entries: list[Entry] = field(default_factory=list)
    permissions: dict[str, list[int]] = field(default_factory=dict)
    hosts: dict[str, list[int]] = field(default_factory=dict)
    mentioned: dict[str, list[int]] = field(default_factory=dict)

    def of(self, category: str) -> list[Entry]:
        """The findings of a category."""
        return [one for one in self.entries if one.category == category]

    @property
    def counts(self) -> dict[str, int]:
        """How many findings each category has, those without any left out."""
        found = Counter(one.category for one in self.entries)
        return {name: found[name] for name in CATEGORIES if found[name]}

    def as_json(self) -> dict[str, Any]:
        """The report as JSON values."""
        return {
            "actions": self.actions,
            "counts": self.counts,
            "permissions": self.permissions,
            "hosts": self.hosts,
            "mentioned": self.mentioned,
            "entries": [one._asdict() for one in self.entries],
        }

    def as_text(self) -> str:
        """The report for people, with a line for each finding."""
        if not self.entries:
            return f"{_number(self.actions, 'action')}, nothing to report\n"
        lines = [_number(self.actions, "action")]
        if self.permissions:
            lines.append(f"permissions: {', '.join(self.permissions)}")
        if self.hosts:
            lines.append(f"contacts: {', '.join(self.hosts)}")
        if self.mentioned:
            lines.append(f"mentions: {', '.join(self.mentioned)}")
        for category, meaning in CATEGORIES.items():
            found = self.of(category)
            if found:
                lines += ["", f"{category}: {meaning}"]
                lines += [f"  {line}" for one in found for line in _entry_lines(one)]
        return _visible("\n".join(lines)) + "\n"


def _visible(text: str) -> str:
    """A text of others for a terminal: what would not be seen, or control it, is escaped."""
    return "".join(
        sign if sign.isprintable() or sign == "\n" else sign.encode("unicode_escape").decode()
        for sign in text
    )


def _number(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _entry_lines(one: Entry) -> list[str]:
    place = "the shortcut" if one.action is None else f"action {one.action}, {one.name}"
    parameter = f" ({one.parameter})" if one.parameter else ""
    lines = [f"{place}: {one.what}{parameter}"]
    lines += [f"    {line}" for line in one.evidence.splitlines()]
    way = one.details.get("way")
    if way and len(way) > 1:
        lines.append(f"    by the actions {' -> '.join(map(str, way))}")
    return lines
