"""What changed from one catalogue to another, such as between two system versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from shortcuts_py.catalog.model import ActionDefinition, ParameterDefinition

__all__ = ["Change", "compare"]

_ACTION = ("name", "category", "output_name", "output_types", "discontinued", "discoverable",
           "status")  # fmt: skip
_PARAMETER = ("label", "default", "required", "hidden")


class Change(NamedTuple):
    """One difference.

    Attributes:
        identifier: the action.
        field: "" for the action as a whole, else such as `name`, `parameters.KEY` or
            `parameters.KEY.cases`.
        before: the old value; None if it is new.
        after: the new value; None if it is gone.
    """

    identifier: str
    field: str
    before: Any
    after: Any

    @property
    def kind(self) -> str:
        """One of: added, removed, changed."""
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"


def compare(
    old: Mapping[str, ActionDefinition], new: Mapping[str, ActionDefinition]
) -> Iterator[Change]:
    """Every difference from `old` to `new`, by identifier and field.

    A fact that one side does not state is no difference; a parameter that one side
    does not have is one only if that side has parameters for the action at all.
    """
    for identifier in sorted({*old, *new}):
        if identifier not in new:
            yield Change(identifier, "", old[identifier].name or identifier, None)
        elif identifier not in old:
            yield Change(identifier, "", None, new[identifier].name or identifier)
        else:
            yield from _action(old[identifier], new[identifier])


def _action(old: ActionDefinition, new: ActionDefinition) -> Iterator[Change]:
    for name in _ACTION:
        before, after = getattr(old, name), getattr(new, name)
        if before != after and before not in (None, ()) and after not in (None, ()):
            yield Change(old.identifier, name, before, after)
    if old.parameters and new.parameters:
        for key in dict.fromkeys((*old.parameters, *new.parameters)):
            found = _parameter(old.parameters.get(key), new.parameters.get(key))
            for name, before, after in found:
                field = f"parameters.{key}.{name}" if name else f"parameters.{key}"
                yield Change(old.identifier, field, before, after)


def _parameter(
    old: ParameterDefinition | None, new: ParameterDefinition | None
) -> Iterator[tuple[str, Any, Any]]:
    if old is None or new is None:
        yield "", None if old is None else str(old.type), None if new is None else str(new.type)
        return
    for name in _PARAMETER:
        before, after = getattr(old, name), getattr(new, name)
        if before != after and before is not None and after is not None:
            yield name, before, after
    if old.type.kind != new.type.kind and "unknown" not in (old.type.kind, new.type.kind):
        yield "type", str(old.type), str(new.type)
    gone = [case for case in old.cases if case not in new.cases]
    more = [case for case in new.cases if case not in old.cases]
    if old.cases and new.cases and gone:
        yield "cases", gone, None
    if old.cases and new.cases and more:
        yield "cases", None, more
