"""Apps as parameters have them: `app=[{"BundleIdentifier": "com.apple.Maps", "Name": "Maps"}]`.

OS 27 itself knows a picked app only as `ref(...)`; this inline form is that of the one tool
that shows it, and says the same.
"""

from __future__ import annotations

from typing import Any

from shortcuts_py.language.layout import Expression, Group
from shortcuts_py.language.literals import print_string

__all__ = ["app_state", "print_app"]

_BUNDLE, _NAME, _TEAM = "BundleIdentifier", "Name", "TeamIdentifier"
_WORDS = {"Bundle Identifier": _BUNDLE, "bundle_identifier": _BUNDLE, "name": _NAME}
# What Apple's own apps have.
_NO_TEAM = "0000000000"


def print_app(plist: Any) -> Expression | None:
    """The inline form of one app; None where it is not exactly that."""
    if type(plist) is not dict or app_state([_shortened(plist)]) != plist:
        return None
    pairs = [
        (f"{print_string(key, False)}: ", print_string(value, False))
        for key, value in _shortened(plist).items()
    ]
    members: list[tuple[str, Expression]] = [("", Group("{", [*pairs], "}"))]
    return Group("[", members, "]")


def _shortened(plist: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in plist.items() if key != _TEAM or value != _NO_TEAM}


def app_state(plist: Any) -> Any:
    """The state that an inline form stands for: one app alone, or a list of several."""
    if type(plist) is list:
        apps = [_one(one) for one in plist]
        return apps[0] if len(apps) == 1 and type(apps[0]) is dict else apps
    return plist


def _one(plist: Any) -> Any:
    if type(plist) is not dict or not all(type(one) is str for one in plist.values()):
        return plist
    state = {_WORDS.get(key, key): value for key, value in plist.items()}
    if _BUNDLE in state and set(state) <= {_BUNDLE, _NAME, _TEAM}:
        state.setdefault(_TEAM, _NO_TEAM)
    return state
