"""What a target does not have: `--target ios16`, `macos13`, ...

The facts are the catalogue's: the first source that has an action, and the systems of the
newest one. Sources are few (section 6.3 of the format for several conditions, the census
for versions), so in many cases the answer is that nobody knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from shortcuts_py.checks.rules import Finding, Rule
from shortcuts_py.checks.substitutes import nest_conditions
from shortcuts_py.checks.view import View
from shortcuts_py.errors import ShortcutError
from shortcuts_py.workflow.actions import BUILT_IN, CONDITIONAL
from shortcuts_py.workflow.conditions import has_condition

__all__ = ["Target", "parse_target", "target_rules"]

_NAME = re.compile(r"(ios|ipados|macos)\s*-?(\d{2})(?:\.\d+)*", re.IGNORECASE)
_MACOS = {12: 15, 13: 16, 14: 17, 15: 18}  # to the iOS of the same year
_FIRST, _LAST = 12, 27

_NEWEST_CLIENT = {12: 788, 13: 1050, 14: 1092, 15: 1146, 16: 1505, 17: 2610, 18: 3612, 26: 4610}
"""The newest client version that files of each system have (census of real files)."""

# The catalogue's sources in order: name, the year's system, and whether it lists app intents.
_SOURCES = {
    "shortcuts2.1.2/ios12.1": (12, False),
    "shortcuts2.2/ios12.2": (12, False),
    "ios13beta1": (13, False),
    "ios13beta3": (13, False),
    "ios13.1": (13, False),
    "ios17/macos14-era": (17, False),
    "macos15.4": (18, True),
    "os26(v61..v63)": (26, True),
    "os27beta(v78)": (27, True),
    "macos27.2": (27, True),
}


class Target(NamedTuple):
    """A system that a shortcut is for.

    Attributes:
        name: as it was given.
        platform: "iOS" or "macOS".
        year: the iOS of its year: macOS 13 is 16.
    """

    name: str
    platform: str
    year: int


def parse_target(text: str) -> Target:
    """Read the name of a target.

    Raises:
        ShortcutError: it is none.
    """
    name = text.strip()
    if name.lower() in ("ios", "macos"):
        name += str(_LAST)  # the newest one
    match = _NAME.fullmatch(name)
    if match is not None:
        number = int(match.group(2))
        mac = match.group(1).lower() == "macos"
        year = _MACOS.get(number, number) if mac else number
        known = number in _MACOS or number >= 26 if mac else number <= 18 or number >= 26
        if known and _FIRST <= year <= _LAST:
            return Target(name, "macOS" if mac else "iOS", year)
    raise ShortcutError(
        f"{text!r} is no target: ios12 to ios18, ios26, ios27, macos12 to macos15, macos26, macos27"
    )


def target_rules(target: Target) -> tuple[Rule, ...]:
    """The rules for a target."""
    rules: tuple[Callable[[View, Target], Iterator[Finding]], ...] = (
        _version,
        _features,
        _actions,
    )

    def bind(rule: Callable[[View, Target], Iterator[Finding]]) -> Rule:
        return lambda view: rule(view, target)

    return tuple(bind(rule) for rule in rules)


def _version(view: View, target: Target) -> Iterator[Finding]:
    """A minimum version above every app of the target: it shows the file as too new."""
    text = view.plist.get("WFWorkflowMinimumClientVersionString")
    number = view.plist.get("WFWorkflowMinimumClientVersion")
    key = "WFWorkflowMinimumClientVersion"
    if type(text) is str and text.isdecimal():
        number, key = int(text[:9]), "WFWorkflowMinimumClientVersionString"
    newest = _NEWEST_CLIENT.get(target.year)
    if type(number) is int and newest is not None and number > newest:
        yield Finding(
            "too-new",
            f"the file asks for the app version {number}, and {target.name} has {newest} at most: "
            "it can only be deleted there",
            parameter=key,
        )


def _features(view: View, target: Target) -> Iterator[Finding]:
    """Forms of control flow that came later, and automations."""
    for action in view.actions:
        if action.identifier != CONDITIONAL:
            continue
        block = action.part_of
        if target.year < 18 and "WFConditions" in action.parameters:
            fix, how = nest_conditions(view, action)
            yield Finding(
                "not-available",
                f"several conditions in one If came with iOS 18 and macOS 15; {target.name} "
                f"loses them. {how}",
                action.index,
                "WFConditions",
                fix=fix,
            )
        middle = block is not None and action.index in block.middles
        if target.year < 27 and middle and has_condition(action.parameters):
            yield Finding(
                "not-available",
                f"Otherwise If came with OS 27; {target.name} takes it for Otherwise. "
                "Put an If of its own into Otherwise",
                action.index,
                "WFCondition" if "WFCondition" in action.parameters else "WFConditions",
            )
    if target.year < 27 and view.plist.get("WFWorkflowTriggers"):
        yield Finding(
            "not-available",
            f"automations in the file came with OS 27; {target.name} ignores them",
            parameter="WFWorkflowTriggers",
        )


def _actions(view: View, target: Target) -> Iterator[Finding]:
    """Actions, each told once, where it is used first."""
    told: set[str] = set()
    for action in view.actions:
        if not action.identifier or action.identifier in told:
            continue
        told.add(action.identifier)
        answer = _availability(action.identifier, target)
        if answer is not None:
            code, message = answer
            yield Finding(code, message, action.index)


@lru_cache(maxsize=4096)
def _availability(identifier: str, target: Target) -> tuple[str, str] | None:
    """Why an action is not there, or why nobody knows; None where it is."""
    from shortcuts_py.catalog import load

    definition = load().get(identifier)
    name = target.name
    if definition is None:
        return "availability-unknown", f"nothing is known of this action, nor whether {name} has it"
    called = definition.name or identifier
    if not identifier.startswith((BUILT_IN, "com.apple.")):
        return (
            "availability-unknown",
            f"{called!r} belongs to the app {definition.bundle}: it has to be there",
        )
    first = _SOURCES.get(definition.first_seen or "")
    if first is None:
        return "availability-unknown", f"no source says which systems have {called!r}"
    year, _ = first
    last = _SOURCES.get(definition.last_seen or "", (27, True))[0]
    gone = definition.status == "retired" and last < target.year
    instead = f"; take {definition.replaced_by}" if definition.replaced_by else ""
    if gone:
        source = _next_source(last, identifier)
        if source is not None and source <= target.year:
            return (
                "not-available",
                f"{called!r} is not in what iOS {source} offers; the last that has it is "
                f"iOS {last}{instead}",
            )
        return "availability-unknown", f"{called!r} is last seen in iOS {last}{instead}"
    if year > target.year:
        before = _source_before(year, identifier)
        if before is not None and before >= target.year:
            return (
                "not-available",
                f"{called!r} is not in what iOS {before} offers (first seen in "
                f"{definition.first_seen}); {name} does not have it",
            )
        return (
            "availability-unknown",
            f"{called!r} is first seen in {definition.first_seen}; no source of {name} is known",
        )
    return _platform(definition.platforms, definition.first_seen or "", called, target)


def _platform(
    platforms: tuple[str, ...], first: str, called: str, target: Target
) -> tuple[str, str] | None:
    """Whether only the other platform is known to have an action."""
    if not platforms or any(one.startswith(target.platform) for one in platforms):
        return None
    if target.platform == "iOS" and first.startswith(("ios1", "shortcuts")) and "/mac" not in first:
        return None  # the first sources are of iOS alone
    return (
        "availability-unknown",
        f"only {' and '.join(platforms)} is known to have {called!r}, not {target.platform}",
    )


def _lists(source: tuple[int, bool], identifier: str) -> bool:
    """Whether a source would list an action: app intents are in the newer ones only."""
    return source[1] or identifier.startswith(BUILT_IN)


def _source_before(year: int, identifier: str) -> int | None:
    """The newest system before a year whose actions are known."""
    found = [one[0] for one in _SOURCES.values() if one[0] < year and _lists(one, identifier)]
    return max(found, default=None)


def _next_source(year: int, identifier: str) -> int | None:
    """The oldest system behind a year whose actions are known."""
    found = [one[0] for one in _SOURCES.values() if one[0] > year and _lists(one, identifier)]
    return min(found, default=None)
