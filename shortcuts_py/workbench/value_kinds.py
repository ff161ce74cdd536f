"""What kind of value a reference gives, as far as the actions above it tell: number, text, date.

Kinds follow variables: what is set to a count is a number, and what Get Variable gives has the
kind of the variable. A comparison needs them, because the dialect spells the number `1` and
the text "1" alike.
"""

from __future__ import annotations

from typing import Any

from shortcuts_py.names import by_identifier
from shortcuts_py.workbench.scope import APPEND, SET
from shortcuts_py.workflow import aggrandizements as agg
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow.actions import Action, UnknownAction

__all__ = ["DATE", "NUMBER", "TEXT", "Kinds"]

NUMBER, TEXT, DATE = "number", "text", "date"

_OF_CLASS = {
    "WFNumberContentItem": NUMBER,
    "WFStringContentItem": TEXT,
    "WFDateContentItem": DATE,
}
_PREFIX = "is.workflow.actions."
_GIVES: dict[str, str] = dict.fromkeys(("date", "adjustdate", "detect.date"), DATE)
_GIVES |= dict.fromkeys(
    (
        "ask",
        "base64encode",
        "detect.text",
        "dictatetext",
        "extracttextfromimage",
        "format.date",
        "format.filesize",
        "format.number",
        "gethtmlfromrichtext",
        "getitemname",
        "getmarkdownfromrichtext",
        "getnameofemoji",
        "getselectedtext",
        "gettext",
        "gettextfrompdf",
        "gettypeaction",
        "hash",
        "text.changecase",
        "text.combine",
        "text.match.getgroup",
        "text.replace",
        "text.translate",
        "text.trimwhitespace",
        "urlencode",
    ),
    TEXT,
)
_PROPERTIES = frozenset({"Width", "Height"})  # those of pictures that are numbers
_ASK, _GET_VARIABLE = f"{_PREFIX}ask", f"{_PREFIX}getvariable"


class Kinds:
    """The kinds of outputs and variables, taken up from actions in their order."""

    def __init__(self) -> None:
        self._makers: dict[str, Action] = {}
        self._outputs: dict[str, str] = {}
        self._variables: dict[str, str] = {}
        self._seen = 0

    def take(self, actions: list[Action | UnknownAction]) -> None:
        """Take up the actions that were read since the last call."""
        for action in actions[self._seen :]:
            if type(action) is not Action:
                continue
            if action.identifier in (SET, APPEND):
                self._set(action)
            if action.uuid is not None:
                self._makers[action.uuid] = action
                self._outputs[action.uuid] = self._made(action)
        self._seen = len(actions)

    def _set(self, action: Action) -> None:
        name = action.parameters.get("WFVariableName")
        if type(name) is str:
            kind = self.of(_attachment(action.parameters.get("WFInput")))
            known = self._variables.setdefault(name, kind)
            if known != kind:
                # Of one that nothing is known about the other setting tells; not of two.
                self._variables[name] = "" if known and kind else known or kind

    def _made(self, action: Action) -> str:
        """The kind of an action's output."""
        identifier, parameters = action.identifier, action.parameters
        if identifier == _GET_VARIABLE:
            return self.of(_attachment(parameters.get("WFVariable")))
        if identifier in (SET, APPEND):
            return self.of(_attachment(parameters.get("WFInput")))
        if identifier == _ASK and parameters.get("WFInputType") == "Number":
            return NUMBER
        if identifier.startswith(f"{_PREFIX}properties."):
            numeric = parameters.get("WFContentItemPropertyName") in _PROPERTIES
            return NUMBER if numeric else ""
        return _of_action(identifier)

    def same(self, action: Action, others: list[Action]) -> None:
        """Take up that an action's output is one of those of others."""
        kinds = {self._outputs.get(one.uuid or "", "") for one in others}
        if action.uuid is not None and len(kinds) == 1:
            self._outputs[action.uuid] = kinds.pop()

    def of(self, one: Any) -> str:
        """The kind of a reference; empty where nothing is known of it."""
        chain = getattr(one, "aggrandizements", None)
        if chain:
            last = chain[-1]
            if type(last) is agg.Coercion:
                return _OF_CLASS.get(last.item_class, "")
            if type(last) is agg.Property:
                return NUMBER if last.name in _PROPERTIES else ""
            return TEXT if type(last) is agg.DateFormat else ""
        kind = type(one)
        if kind is att.Output:
            return self._outputs.get(one.output_uuid, "")
        if kind is att.Variable:
            if one.name.startswith("Repeat Index"):
                return NUMBER
            return self._variables.get(one.name, "")
        return DATE if kind is att.CurrentDate else ""

    def direct(self, one: att.Attachment | None) -> str:
        """The kind of a reference by its coercion or the action that it is the output of.

        That is all by which transcripts of ours are read, so that they mean what they meant.
        """
        chain = getattr(one, "aggrandizements", None)
        if chain:
            last = chain[-1]
            return _OF_CLASS.get(last.item_class, "") if type(last) is agg.Coercion else ""
        if type(one) is not att.Output:
            return self.of(one) if type(one) is not att.Variable or _is_index(one) else ""
        action = self._makers.get(one.output_uuid)
        return "" if action is None else _of_action(action.identifier)


def _is_index(one: att.Variable) -> bool:
    return one.name.startswith("Repeat Index")


def _of_action(identifier: str) -> str:
    names = by_identifier(identifier)
    if names is not None and names.number:
        return NUMBER
    return _GIVES.get(identifier.removeprefix(_PREFIX), "")


def _attachment(value: Any) -> Any:
    return getattr(value, "attachment", None)
