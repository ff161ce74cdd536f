"""Inputs that an action needs and that nothing gives it."""

from __future__ import annotations

from collections.abc import Iterator

from shortcuts_py.catalog.types import AnyType
from shortcuts_py.checks.catalogue_facts import definition
from shortcuts_py.checks.rules import Finding
from shortcuts_py.checks.view import View
from shortcuts_py.workflow.actions import BUILT_IN

__all__ = ["RULES"]

_SILENT = frozenset(f"{BUILT_IN}{one}" for one in ("comment", "nothing", "exit"))
# Without an input it hands nothing over, which is usual.
_OPTIONAL = frozenset({f"{BUILT_IN}runworkflow"})
# Older apps hand an action what the one before it gave, and write nothing about that.
_EXPLICIT = 2000


def missing_inputs(view: View) -> Iterator[Finding]:
    """An action without its input, where none can come from the action before it."""
    given = bool(view.plist.get("WFWorkflowInputContentItemClasses"))
    before = False
    for action in view.actions:
        found = definition(action.identifier)
        slot = found.input if found is not None else None
        key = slot.parameter if slot is not None else None
        if (
            found is not None
            and slot is not None
            and key is not None
            and slot.required
            and key in found.parameters
            and isinstance(found.parameters[key].type, AnyType)
            and key not in action.parameters
            and not found.only_seen
            and action.identifier not in _OPTIONAL
        ):
            name = action.identifier.removeprefix(BUILT_IN)
            if not before and not given:
                message = f"{name} has no input ({key}), and nothing in front of it gives one"
                yield Finding("missing-input", message, action.index, key)
            elif view.version is not None and view.version >= _EXPLICIT:
                message = f"{name} has no input ({key}): it takes what the action before it gives"
                yield Finding("implicit-input-used", message, action.index, key)
        if action.identifier and action.identifier not in _SILENT and action.part_of is None:
            before = True


RULES = (missing_inputs,)
