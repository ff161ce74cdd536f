"""Which data may reach what: sources and sinks over the graph of values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from shortcuts_py.privacy.graph import Graph
from shortcuts_py.privacy.secrets import is_secret_name
from shortcuts_py.workflow.identifiers import ADD_VARIABLE, SET_VARIABLE

__all__ = ["Flow", "Flows"]

_TYPED = frozenset({"is.workflow.actions.ask"})
_VALUE_FOR_KEY = "is.workflow.actions.getvalueforkey"
SECRET = "a secret"  # noqa: S105  a kind of data
# Kinds that only matter where something is run.
_ONLY_RUN = frozenset({"decoded text", "what was loaded"})
_RUNS = frozenset({"a script"})


class Flow(NamedTuple):
    """Data that may reach something.

    Attributes:
        data: the kind of data.
        sink: index of the action that it reaches.
        key: the parameter by which it does.
        to: what the action gives it to.
        way: the actions on its way, the one that reads it first.
    """

    data: str
    sink: int
    key: str
    to: str
    way: list[int]


class Flows:
    """Collects sources and sinks, and finds the ways between them.

    Attributes:
        closed: actions whose output is not made of what they are given: what a server
            answers is new data.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._sources: dict[str, list[int]] = {}
        self._direct: dict[int, list[str]] = {}
        self._sinks: list[tuple[int, tuple[str, ...] | None, str]] = []
        self.closed: set[int] = set()
        self.always("ExtensionInput", "the shortcut's input")
        self.always("Ask", "what is typed in")
        self._read_by_form()

    def _read_by_form(self) -> None:
        """What is typed, and values that are called like secrets."""
        for index, action in enumerate(self._graph.actions):
            identifier = getattr(action, "identifier", "")
            parameters = self._graph.parameters[index]
            if identifier in _TYPED:
                self.read(index, "what is typed in")
            elif identifier == _VALUE_FOR_KEY:
                key = parameters.get("WFDictionaryKey")
                if type(key) is str and is_secret_name(key):
                    self.read(index, SECRET)
            elif identifier in (SET_VARIABLE, ADD_VARIABLE):
                name = parameters.get("WFVariableName")
                if type(name) is str and is_secret_name(name):
                    self.read(index, SECRET)
            for one in self._graph.inputs[index]:
                if one.reference is not None and any(map(is_secret_name, one.reference.keys)):
                    self._direct.setdefault(index, []).append(one.key)
                    self.read(index, SECRET)

    def read(self, index: int, data: str) -> None:
        """An action's output is data of a kind."""
        self._sources.setdefault(data, []).append(index)

    def always(self, kind: str, data: str) -> None:
        """What a reference of a type gives is data of a kind."""
        node = self._graph.node("always", kind)
        if node not in self._sources.get(data, ()):
            self._sources.setdefault(data, []).append(node)

    def secret(self, index: int, key: str) -> None:
        """A secret stands in a parameter."""
        self._direct.setdefault(index, []).append(key)
        self.read(index, SECRET)

    def sink(self, index: int, keys: tuple[str, ...] | None, to: str) -> None:
        """An action gives its parameters, or some of them, to something."""
        self._sinks.append((index, keys, to))

    def found(self) -> Iterator[Flow]:
        """Every kind of data that may reach a sink, once a sink and kind, by its shortest way."""
        for data in sorted(self._sources):
            sources = self._sources[data]
            if data == SECRET:  # what a server answers to a secret is none
                sources = [one for one in sources if one not in self.closed]
            before = self._graph.reach(sources, self.closed)
            seen: set[tuple[int, str]] = set()
            for index, keys, to in self._sinks:
                if data in _ONLY_RUN and to not in _RUNS:
                    continue
                if (index, to) in seen:
                    continue
                for key, way in self._ways(data, index, keys, before):
                    seen.add((index, to))
                    yield Flow(data, index, key, to, way)
                    break

    def _ways(
        self, data: str, index: int, keys: tuple[str, ...] | None, before: dict[int, int]
    ) -> Iterator[tuple[str, list[int]]]:
        for one in self._graph.inputs[index]:
            if one.node in before and (keys is None or one.key in keys):
                yield one.key, [*self._graph.way(before, one.node), index]
        if data == SECRET:  # one that stands in the action itself
            for key in self._direct.get(index, ()):
                if keys is None or key in keys:
                    yield key, [index]
