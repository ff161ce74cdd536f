"""A catalogue: action definitions by identifier, loaded when they are asked for.

This module imports no models, so that an index costs nothing but its reading; the
models come with the first definition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from shortcuts_py.catalog.errors import SourceError

if TYPE_CHECKING:
    from shortcuts_py.catalog.model import ActionDefinition
    from shortcuts_py.catalog.types import EntityType, EnumerationType

__all__ = ["Catalog", "LayeredCatalog"]


class Catalog(Mapping[str, "ActionDefinition"]):
    """Action definitions by identifier.

    Args:
        actions: the definitions.
        errors: what could not be read.
        types: enumerations and entities that the sources define, used or not.
        configurations: intents that are no actions (widgets, focus filters, ...).
    """

    def __init__(
        self,
        actions: Mapping[str, ActionDefinition] | Iterable[ActionDefinition] = (),
        errors: Iterable[SourceError] = (),
        types: Mapping[str, EnumerationType | EntityType] | None = None,
        configurations: Mapping[str, ActionDefinition] | None = None,
    ) -> None:
        if isinstance(actions, Mapping):
            self._actions: dict[str, ActionDefinition] = dict(actions)
        else:
            self._actions = {action.identifier: action for action in actions}
        self.errors: tuple[SourceError, ...] = tuple(errors)
        self._types: Mapping[str, EnumerationType | EntityType] = dict(types or {})
        self._configurations: Mapping[str, ActionDefinition] = dict(configurations or {})
        self._search: Callable[[str, int], list[tuple[float, ActionDefinition]]] | None = None

    def __getitem__(self, identifier: str) -> ActionDefinition:
        return self._actions[identifier]

    def __iter__(self) -> Iterator[str]:
        return iter(self._actions)

    def __len__(self) -> int:
        return len(self._actions)

    def __contains__(self, identifier: object) -> bool:
        return identifier in self._actions

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self)} actions, {len(self.errors)} errors>"

    @property
    def types(self) -> Mapping[str, EnumerationType | EntityType]:
        """Enumerations and entities by name, whether an action uses them or not."""
        return self._types

    @property
    def configurations(self) -> Mapping[str, ActionDefinition]:
        """Intents that are no actions, by identifier; `role` says what they are."""
        return self._configurations

    def search(self, text: str, limit: int = 10) -> list[tuple[float, ActionDefinition]]:
        """The actions that fit a request best, with scores from 0 to 100, best first.

        Args:
            text: what the user wants, in words; misspellings are tolerated.
            limit: how many at most.
        """
        if self._search is None:
            from shortcuts_py.catalog.searching import Searcher

            self._search = Searcher(self).search
        return self._search(text, limit)

    def find(self, name: str) -> ActionDefinition | None:
        """The action of this identifier, last word of one, or display name (any case)."""
        if name in self:
            return self[name]
        built_in = f"is.workflow.actions.{name}"
        if built_in in self:
            return self[built_in]
        wanted = name.casefold()
        for identifier in self:
            if identifier.casefold() == wanted or identifier.endswith(f".{name}"):
                return self[identifier]
        named = [action for action in self.values() if (action.name or "").casefold() == wanted]
        order = {"current": 0, "retired": 1, "unconfirmed": 2}
        return min(named, key=lambda action: order[action.status], default=None)


class LayeredCatalog(Catalog):
    """Several catalogues as one; an action that more than one has is merged on access.

    Args:
        layers: catalogues, the one whose facts count more (of equal kind) first.
    """

    def __init__(self, layers: Iterable[Catalog]) -> None:
        self.layers = tuple(layers)
        super().__init__(errors=[error for layer in self.layers for error in layer.errors])
        self._names = dict.fromkeys(name for layer in reversed(self.layers) for name in layer)

    def __getitem__(self, identifier: str) -> ActionDefinition:
        found = self._actions.get(identifier)
        if found is None:
            from shortcuts_py.catalog.merging import merge_definitions

            holding = [layer[identifier] for layer in self.layers if identifier in layer]
            if not holding:
                raise KeyError(identifier)
            found = self._actions[identifier] = merge_definitions(holding)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, identifier: object) -> bool:
        return identifier in self._names

    @property
    def types(self) -> Mapping[str, EnumerationType | EntityType]:
        """Those of all layers."""
        return {name: kind for layer in reversed(self.layers) for name, kind in layer.types.items()}

    @property
    def configurations(self) -> Mapping[str, ActionDefinition]:
        """Those of all layers."""
        return {
            name: action
            for layer in reversed(self.layers)
            for name, action in layer.configurations.items()
        }
