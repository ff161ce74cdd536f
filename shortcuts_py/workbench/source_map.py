"""Where in a text of the dialect the actions and parameters of a workflow come from."""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.properties import property_name
from shortcuts_py.language.source_map import value_at
from shortcuts_py.names import by_identifier
from shortcuts_py.workbench.calls import spelling_of
from shortcuts_py.workbench.source.model import Comment
from shortcuts_py.workbench.spelling import key_of, what_is
from shortcuts_py.workflow.actions import Action, write_action

if TYPE_CHECKING:
    from shortcuts_py.workbench.reading import Reader

__all__ = ["SourceMap", "Span"]

Span = tuple[int, int, int, int]
"""Line, column, end line, end column; from 1, in characters, the end just behind."""

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_TOP: Span = (1, 1, 1, 1)
# What a header is about; the rest of such a statement is its body.
_HEADERS: tuple[tuple[type, str], ...] = (
    (ast.If, "test"),
    (ast.For, "iter"),
    (ast.Match, "subject"),
)
_VARIABLE = "WFVariableName"


class SourceMap:
    """The places of a text that was read.

    Args:
        reader: what read it; its `origins` say what the actions come from.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._starts = [start for start, _ in reader.origins]

    def action(self, index: int | None) -> Span:
        """The place of an action: its call, its statement, or the header of its block."""
        origin = self._origin(index)
        if isinstance(origin, Comment):
            end = origin.column + 1 + len(origin.text)
            return origin.line, origin.column + 1, origin.line, end
        if origin is None:
            return _TOP
        return self._of(self._call(index, origin) or _head(origin))

    def parameter(self, index: int | None, path: str | None) -> Span:
        """The place of a parameter, or of what stands deeper in one.

        Args:
            index: of the action in the file's list; None for the root.
            path: such as `WFInput.Value.Aggrandizements[0].PropertyName`.
        """
        origin = self._origin(index)
        if path is None or index is None or origin is None or isinstance(origin, Comment):
            return self.action(index)
        steps = [key or int(number) for key, number in _STEP.findall(path)]
        call = self._call(index, origin)
        around: ast.AST | None = None
        if call is None:
            around = _value(origin, str(steps[0]) if steps else "")
        elif steps:
            around = _argument(call, str(steps[0]))
        if around is None:
            return self.action(index)
        word = _word(around, self._stands(index, steps), str(steps[-1]))
        return self._of(around if word is None else word)

    def identifier(self, index: int | None) -> Span:
        """The place where an action is named."""
        origin = self._origin(index)
        call = None if isinstance(origin, Comment) else self._call(index, origin)
        return self.action(index) if call is None else self._of(call.func)

    def key(self, index: int | None, key: str) -> Span:
        """The place where a parameter is named: its keyword, or its key in `**{...}`."""
        origin = self._origin(index)
        call = None if isinstance(origin, Comment) else self._call(index, origin)
        for one in () if call is None else call.keywords:
            if one.arg is not None and key_of(one.arg) == key:
                line, column, _, _ = self._of(one)
                return line, column, line, column + len(one.arg)
            if one.arg is None and isinstance(one.value, ast.Dict):
                for word in one.value.keys:
                    if isinstance(word, ast.Constant) and word.value == key:
                        return self._of(word)
        return self.parameter(index, key)

    def _origin(self, index: int | None) -> ast.AST | Comment | None:
        if index is None or not 0 <= index < len(self._reader.actions):
            return None
        at = bisect_right(self._starts, index) - 1
        return None if at < 0 else self._reader.origins[at][1]

    def _of(self, node: ast.AST) -> Span:
        return self._reader.place(node)

    def _call(self, index: int | None, origin: Any) -> ast.Call | None:
        """The call that an action is read from; a statement may hold several."""
        action = None if index is None else self._reader.actions[index]
        if origin is None or type(action) is not Action:
            return None
        for node in ast.walk(_head(origin)):
            found = spelling_of(node) if isinstance(node, ast.expr) else None
            spelt = None if found is None else what_is(found[0])
            if found is not None and spelt is not None and spelt.identifier == action.identifier:
                return found[1]
        return None

    def _stands(self, index: int, steps: list[Any]) -> Any:
        """What stands at a path of the action."""
        return value_at(write_action(self._reader.actions[index]), steps)


def _argument(call: ast.Call, key: str) -> ast.expr | None:
    """The expression of a call that says a parameter."""
    for one in call.keywords:
        if one.arg is not None and key_of(one.arg) == key:
            return one.value
        if one.arg is None and isinstance(one.value, ast.Dict):
            for word, value in zip(one.value.keys, one.value.values, strict=True):
                if isinstance(word, ast.Constant) and word.value == key:
                    return value
    spelling = spelling_of(call)
    spelt = None if spelling is None else what_is(spelling[0])
    names = None if spelt is None else by_identifier(spelt.identifier)
    if names is not None and names.main == key and call.args:
        return call.args[0]
    return None


def _head(node: Any) -> Any:
    """The part of a statement that is about itself, not about what is in it."""
    for kind, field in _HEADERS:
        if isinstance(node, kind):
            return getattr(node, field)
    return node


def _value(origin: Any, key: str) -> ast.AST:
    """The expression that says a parameter of an action that is no call."""
    if isinstance(origin, ast.Assign):
        if key == _VARIABLE:
            return origin.targets[0]
        value = origin.value
        if isinstance(value, ast.Subscript) and key == "WFDictionaryKey":
            return value.slice
        return value
    head: ast.AST = _head(origin)
    return head


def _word(around: ast.AST, value: Any, key: str) -> ast.AST | None:
    """The part of an expression that says a value: a text, a property, a name."""
    if type(value) is not str or not value:
        return None
    for node in ast.walk(around):
        if isinstance(node, ast.Constant) and node.value == value:
            return node
        if (
            isinstance(node, ast.Attribute)
            and key in ("PropertyName", "Property")
            and value in (property_name(node.attr), node.attr.replace("_", " "))
        ):
            return node
        if isinstance(node, ast.Name) and key == _VARIABLE and node.id == value:
            return node
    return None
