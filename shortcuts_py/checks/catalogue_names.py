"""Actions and parameters that the catalogue does not know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shortcuts_py.checks.catalogue_facts import definition, identifiers
from shortcuts_py.checks.rules import Finding
from shortcuts_py.checks.view import ActionView, View
from shortcuts_py.errors import Fix, PlistEdit
from shortcuts_py.language.nearest import did_you_mean, is_certain, nearest
from shortcuts_py.workflow.actions import BUILT_IN, PLACE_KEYS, SHARED_KEYS

__all__ = ["RULES"]

# What the app notes about its editor.
_EDITOR = "Show-"
_COMMON = SHARED_KEYS | {"Advanced"}
# Unknown identifiers that are compared with all known ones, each a millisecond. A file with
# more of them is of another kind of app, not misspelt.
_MANY = 200


def unknown_actions(view: View) -> Iterator[Finding]:
    """An action without a definition: a built-in one is likely misspelt, others are new."""
    compared: dict[str, tuple[str, ...]] = {}
    for action in view.actions:
        identifier = action.identifier
        if not identifier or identifier in identifiers():
            continue
        if identifier not in compared and len(compared) < _MANY:
            compared[identifier] = _nearest_identifiers(identifier)
        near = compared.get(identifier, ())
        built_in = identifier.startswith(BUILT_IN)
        message = f"no action {identifier} is known{did_you_mean(near)}"
        code = "unknown-identifier" if near and built_in else "unlisted-action"
        yield Finding(code, message, action.index, suggestions=near)


def _nearest_identifiers(identifier: str) -> tuple[str, ...]:
    near = nearest(identifier, _siblings(identifier))
    if not near and identifier.count(".") >= 2:
        near = nearest(identifier, identifiers())
    return near


def _siblings(identifier: str) -> Iterable[str]:
    if identifier.startswith(BUILT_IN):
        return [one for one in identifiers() if one.startswith(BUILT_IN)]
    bundle = identifier.rpartition(".")[0] + "."
    return [one for one in identifiers() if one.startswith(bundle)]


def unknown_parameters(view: View) -> Iterator[Finding]:
    """A parameter that its action does not have: misspelt where another is near."""
    for action in view.actions:
        found = definition(action.identifier)
        if found is None or found.only_seen:
            continue
        for key in action.parameters:
            if (
                type(key) is not str
                or key in found.parameters
                or key in _COMMON
                or key.startswith(_EDITOR)
            ):
                continue
            yield _unknown(action, key, [*found.parameters, *sorted(PLACE_KEYS)])


def _unknown(action: ActionView, key: str, known: list[str]) -> Finding:
    free = [one for one in known if one not in action.parameters]
    near = nearest(key, free)
    name = action.identifier.removeprefix(BUILT_IN)
    message = f"{name} has no parameter {key}{did_you_mean(near)}"
    fix = None
    if is_certain(key, near):
        value = action.parameters[key]
        edits = (
            PlistEdit((*action.path, key), "remove"),
            PlistEdit((*action.path, near[0]), "set", value),
        )
        fix = Fix(f"Call it {near[0]}", edits, safe=True)
    code = "unknown-key" if near else "unlisted-parameter"
    return Finding(code, message, action.index, key, near, fix=fix)


RULES = (unknown_actions, unknown_parameters)
