"""What a parameter's text comes to, as far as it is written in the shortcut.

Texts, URLs and variables that are set to them are followed. Whatever is only known when the
shortcut runs is a name in braces.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from shortcuts_py.privacy.graph import Graph
from shortcuts_py.privacy.walking import read_reference
from shortcuts_py.workflow.identifiers import ADD_VARIABLE, GET_VARIABLE, NUMBER, SET_VARIABLE, TEXT
from shortcuts_py.workflow.text import PLACEHOLDER

__all__ = ["Constants", "Text"]

_MOST = 8  # values that one parameter may have
_LONGEST = 4096  # characters of a value
_DEEPEST = 30  # actions that are followed

# Actions whose output is what one of their parameters says.
_SAYS = {
    TEXT: "WFTextActionText",
    "is.workflow.actions.url": "WFURLActionURL",
    NUMBER: "WFNumberActionNumber",
    GET_VARIABLE: "WFVariable",
    "is.workflow.actions.detect.link": "WFInput",
    "is.workflow.actions.detect.text": "WFInput",
    SET_VARIABLE: "WFInput",
}
_TRANSPARENT = frozenset({"WFURLContentItem", "WFStringContentItem"})


class Text(NamedTuple):
    """A value: strings, and names of what is not known in braces.

    Attributes:
        parts: text, and whether it is known.
    """

    parts: tuple[tuple[str, bool], ...]

    @property
    def known(self) -> bool:
        """Whether nothing of it is open."""
        return all(known for _, known in self.parts)

    def __str__(self) -> str:
        return "".join(text for text, _ in self.parts)


class Constants:
    """Resolves the parameters of a workflow; each action is looked at once."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._outputs: dict[int, list[Text]] = {}
        self._busy: set[int] = set()

    def parameter(self, index: int, key: str) -> list[Text]:
        """The values that a parameter of an action may have; none where it is absent."""
        value = self._graph.parameters[index].get(key)
        if value is None:
            implicit = [one for one in self._graph.inputs[index] if one.reference is None]
            return [found for one in implicit if one.key == key for found in self._output(one.node)]
        return self._value(value)

    def _value(self, value: Any) -> list[Text]:
        kind = type(value)
        if kind is str:
            return [Text(((value[:_LONGEST], True),))]
        if kind is list:
            found = [one for part in value[:_MOST] for one in self._value(part)]
            return found[:_MOST]
        if kind in (int, float, bool):
            return [Text(((str(value), True),))]
        if kind is not dict:
            return [_unknown("data")]
        if value.get("WFSerializationType") == "WFTextTokenString":
            return self._token_string(value.get("Value"))
        if value.get("WFSerializationType") == "WFTextTokenAttachment":
            value = value.get("Value")
        if type(value) is dict:
            if type(value.get("Variable")) is dict:
                return self._value(value["Variable"])
            return self._reference(value)
        return [_unknown("value")]

    def _token_string(self, value: Any) -> list[Text]:
        if type(value) is not dict or type(value.get("string")) is not str:
            return [_unknown("value")]
        ranges = value.get("attachmentsByRange")
        ranges = ranges if type(ranges) is dict else {}
        found: list[tuple[tuple[str, bool], ...]] = [()]
        offset = 0
        pieces = value["string"][:_LONGEST].split(PLACEHOLDER)
        for number, piece in enumerate(pieces):
            if number:
                attachment = ranges.get(f"{{{offset}, 1}}")
                offset += 1
                options = (
                    self._reference(attachment) if type(attachment) is dict else [_unknown("value")]
                )
                found = [(*one, *option.parts) for one in found for option in options][:_MOST]
            if piece:
                found = [(*one, (piece, True)) for one in found]
                offset += len(piece) + sum(sign > "\uffff" for sign in piece)
        return [Text(_shortened(one)) for one in found]

    def _reference(self, plist: dict[str, Any]) -> list[Text]:
        one = read_reference(plist)
        if one is None:
            return [_unknown("value")]
        chain = plist.get("Aggrandizements")
        for step in chain if type(chain) is list else ():
            if type(step) is not dict or step.get("CoercionItemClass") not in _TRANSPARENT:
                return [_unknown(".".join((one.shown, *one.keys)))]
        if one.type == "ActionOutput":
            owners = self._graph.owners.get(one.name, [])
            return self._output(owners[0]) if len(owners) == 1 else [_unknown(one.shown)]
        if one.type == "Variable":
            return self._variable(one.name)
        return [_unknown(one.shown)]

    def _variable(self, name: str) -> list[Text]:
        places = self._graph.assignments.get(name, [])
        if not places or len(places) > _MOST:
            return [_unknown(name)]
        actions = [self._graph.actions[one] for one in places]
        if any(getattr(one, "identifier", "") == ADD_VARIABLE for one in actions):
            return [_unknown(name)]
        return [found for one in places for found in self._output(one)][:_MOST]

    def _output(self, index: int) -> list[Text]:
        found = self._outputs.get(index)
        if found is not None:
            return found
        action = self._graph.actions[index]
        identifier = getattr(action, "identifier", "")
        key = _SAYS.get(identifier)
        shown = getattr(action, "output_name", None) or identifier.rpartition(".")[2] or "value"
        if key is None or index in self._busy or len(self._busy) >= _DEEPEST:
            return [_unknown(shown)]
        self._busy.add(index)
        try:
            found = self.parameter(index, key) or [_unknown(shown)]
        finally:
            self._busy.discard(index)
        self._outputs[index] = found
        return found


def _unknown(name: str) -> Text:
    return Text(((f"{{{name[:60]}}}", False),))


def _shortened(parts: tuple[tuple[str, bool], ...]) -> tuple[tuple[str, bool], ...]:
    found: list[tuple[str, bool]] = []
    room = _LONGEST
    for text, known in parts:
        if room <= 0:
            break
        found.append((text[:room], known))
        room -= len(text)
    return tuple(found)
