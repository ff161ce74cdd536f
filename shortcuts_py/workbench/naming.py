"""Names of variables from context: what an output is called, kept in, taken from, made by."""

from __future__ import annotations

import builtins
import keyword
import re
from typing import Any

from shortcuts_py.language.analysis import Analysis
from shortcuts_py.language.naming import slug
from shortcuts_py.language.outputs import intrinsic_name
from shortcuts_py.workbench.references import LOOP_NAME
from shortcuts_py.workbench.spelling import is_word, stands_for_action
from shortcuts_py.workflow.actions import RESULT_NAMES, Action, UnknownAction

__all__ = ["Names"]

_RESERVED = (
    frozenset(keyword.kwlist)
    | frozenset(keyword.softkwlist)
    | frozenset(dir(builtins))
    | {"coerce_variable", "datetime", "format_date", "unit_variable_transform", "value"}
)
_NOT_WORD = re.compile(r"\W")
_LOOK_UP = "is.workflow.actions.getvalueforkey"
_PROMPT = {"is.workflow.actions.ask": "WFAskActionPrompt"}


_TRIES = 1000


class Names:
    """What everything in a workflow is called in code.

    Args:
        actions: the actions, as the file lists them.
        analysis: what the workflow's values hold.

    Attributes:
        outputs: id of an output to its name.
        variables: true name of a variable to its name in code.
    """

    def __init__(self, actions: list[Action | UnknownAction], analysis: Analysis) -> None:
        self._used: set[str] = set()
        self._next: dict[str, int] = {}
        self.variables: dict[str, str] = {}
        self.outputs: dict[str, str] = {}
        for name, _ in analysis.variables:
            if not self._is_loop(name):
                self.variable(name)
        kept = {uuid: name for name, ids in analysis.sources.items() for uuid in ids}
        for action in actions:
            if isinstance(action, Action) and action.uuid is not None:
                self.outputs.setdefault(action.uuid, "")
                if not self.outputs[action.uuid]:
                    base = self._base(action, kept.get(action.uuid))
                    self.outputs[action.uuid] = self._give(base)
        for uuid, shown in analysis.shown.items():
            if uuid not in self.outputs:
                name = next((one for one in shown if one), None) or "missing"
                self.outputs[uuid] = self._give(slug(name) or "missing")

    @staticmethod
    def _is_loop(name: str) -> bool:
        return LOOP_NAME.fullmatch(name.replace(" ", "_")) is not None and "_" not in name

    def output(self, uuid: str) -> str:
        """The name of the output with an id."""
        return self.outputs[uuid]

    def variable(self, name: str) -> str:
        """The name for a named variable."""
        found = self.variables.get(name)
        if found is None:
            found = self.variables[name] = self._variable(name)
        return found

    def share(self, uuid: str, name: str) -> None:
        """Let an output have the name of another."""
        self.outputs[uuid] = name

    def _variable(self, name: str) -> str:
        word = _NOT_WORD.sub("_", name)
        if word[:1].isdigit():
            word = f"_{word}"
        return self._give(
            word if is_word(word) and len(word) <= 80 else slug(name)[:80] or "variable"
        )

    def _base(self, action: Action, kept: str | None) -> str:
        """What the output of an action is best called."""
        if action.output_name:
            return slug(action.output_name)
        if kept:
            return slug(kept)
        parameters: dict[str, Any] = action.parameters
        if action.identifier == _LOOK_UP:
            key = parameters.get("WFDictionaryKey")
            if type(key) is str and slug(key.rsplit(".", 1)[-1]):
                return slug(key.rsplit(".", 1)[-1])
        prompt = parameters.get(_PROMPT.get(action.identifier, ""))
        if type(prompt) is str and 0 < len(prompt) <= 30 and prompt.isascii() and slug(prompt):
            return slug(prompt)
        name = RESULT_NAMES.get(action.identifier) or intrinsic_name(action, action.identifier)
        return slug(name or "") or slug(action.identifier.rsplit(".", 1)[-1])

    def _is_free(self, name: str) -> bool:
        return (
            name not in self._used
            and name not in _RESERVED
            and is_word(name)
            and name.strip("_") != ""
            and LOOP_NAME.fullmatch(name) is None
            and not stands_for_action(name)
        )

    def _give(self, base: str) -> str:
        base = base or "value"
        if not is_word(base) or stands_for_action(base):
            base = "value"
        if LOOP_NAME.fullmatch(base):
            # With a number behind it, it would be a loop's variable again.
            base = f"_{base}"
        if self._is_free(base):
            self._used.add(base)
            return base
        number = first = self._next.get(base, 2)
        while not self._is_free(f"{base}_{number}"):
            number += 1
            if number - first > _TRIES and base != "value":
                # A base that no number makes a free name of.
                base, number = "value", self._next.get("value", 2)
        self._next[base] = number + 1
        name = f"{base}_{number}"
        self._used.add(name)
        return name
