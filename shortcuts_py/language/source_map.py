"""Where in the code the actions and parameters of a workflow come from."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from shortcuts_py.language.properties import property_name
from shortcuts_py.language.tracing import TracingReader
from shortcuts_py.names import by_identifier, defined
from shortcuts_py.workflow.actions import Action, Block, If, Node, UnknownAction

__all__ = ["SourceMap", "Span", "value_at"]

Span = tuple[int, int, int, int]
"""Line, column, end line, end column; from 1, in characters, the end just behind."""

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_TOP: Span = (1, 1, 1, 1)


class SourceMap:
    """The places of a compiled piece of code.

    Args:
        reader: what compiled it.
        actions: its actions as the file has them, in order.
        shifts: line to columns, for lines that were compiled further to the left.
    """

    def __init__(
        self, reader: TracingReader, actions: list[Any], shifts: Mapping[int, int]
    ) -> None:
        self._reader = reader
        self._actions = actions
        self._shifts = shifts
        self._origins = list(_origins(reader, reader.body))
        self._arguments: dict[int, dict[str, ast.expr]] = {}
        self._words: dict[int, dict[tuple[str, str], ast.AST]] = {}

    def __len__(self) -> int:
        return len(self._origins)

    def action(self, index: int | None) -> Span:
        """The place of an action: its call, the statement, or the header of its block."""
        if index is None or not 0 <= index < len(self._origins):
            return self._of_root()
        node = self._origins[index][0]
        return _TOP if node is None else self.of(_head(node))

    def parameter(self, index: int | None, path: str | None) -> Span:
        """The place of a parameter, or of what stands deeper in one.

        Args:
            index: of the action in the file's list; None for the root.
            path: such as `WFInput.Value.Aggrandizements[0].PropertyName`.
        """
        node = self.node(index, path)
        if node is None:
            return self.action(index)
        return self._attribute(node) if isinstance(node, ast.Attribute) else self.of(node)

    def origin(self, index: int) -> ast.AST | None:
        """The expression or statement that made an action."""
        return self._origins[index][0] if 0 <= index < len(self._origins) else None

    def node(self, index: int | None, path: str | None) -> ast.AST | None:
        """The part of the code that says a parameter, or what stands deeper in one."""
        if path is None or index is None or not 0 <= index < len(self._origins):
            return None
        node, identifier = self._origins[index]
        if node is None:
            return None
        steps = [key or int(number) for key, number in _STEP.findall(path)]
        argument = self._of(node, identifier, str(steps[0])) if steps else None
        value = self._value(index, steps)
        around = argument if argument is not None else _head(node)
        found = self._find(around, value, str(steps[-1]) if steps else "")
        if found is None and argument is None and steps and value is None:
            return None  # the parameter is not said at all
        return around if found is None else found

    def identifier(self, index: int | None) -> Span:
        """The place where an action is named: what is called, or `action`'s first argument."""
        node = None if index is None else self.origin(index)
        if not isinstance(node, ast.Call):
            return self.action(index)
        if isinstance(node.func, ast.Name) and node.func.id == "action" and node.args:
            return self.of(node.args[0])
        return self.of(node.func)

    def key(self, index: int | None, key: str) -> Span:
        """The place where a parameter is named: its keyword, or its key in `**{...}`."""
        node = None if index is None else self.origin(index)
        for one in node.keywords if isinstance(node, ast.Call) else ():
            if one.arg == key:
                line, column, _, _ = self.of(one)
                return line, column, line, column + len(key)
            if one.arg is None and isinstance(one.value, ast.Dict):
                for word in one.value.keys:
                    if isinstance(word, ast.Constant) and word.value == key:
                        return self.of(word)
        return self.parameter(index, key)

    def argument(self, index: int, key: str) -> ast.expr | None:
        """The expression of a parameter where it has one of its own."""
        node, identifier = self._origins[index] if index < len(self._origins) else (None, "")
        return None if node is None else self._of(node, identifier, key)

    def _of(self, node: ast.AST, identifier: str, key: str) -> ast.expr | None:
        return _argument(node, identifier, key, self._arguments)

    def _find(self, around: ast.AST, value: Any, key: str) -> ast.AST | None:
        """The part of an expression that says a value: a literal, a property, a class."""
        if type(value) is not str or not value:
            return None
        if id(around) not in self._words:
            self._words[id(around)] = _words(around)
        words = self._words[id(around)]
        key = "PropertyName" if key == "Property" else key
        return words.get((key, value)) or words.get(("", value))

    def holds_error(self, index: int, places: list[tuple[int, int]]) -> bool:
        """Whether a mistake of the compiler's stands within an action's code."""
        line, column, end_line, end_column = self.action(index)
        return any((line, column) <= one < (end_line, end_column) for one in places)

    def of(self, node: ast.AST) -> Span:
        """The place of a node of the syntax tree."""
        line = getattr(node, "lineno", 1)
        end = getattr(node, "end_lineno", None) or line
        start = getattr(node, "col_offset", 0)
        stop = getattr(node, "end_col_offset", None) or start
        return self._span(line, start, end, stop)

    def _span(self, line: int, start: int, end: int, stop: int) -> Span:
        characters = self._reader.characters
        return (
            line,
            characters(line, start) + 1 + self._shifts.get(line, 0),
            end,
            characters(end, stop) + 1 + self._shifts.get(end, 0),
        )

    def _attribute(self, node: ast.Attribute) -> Span:
        """The place of an attribute's own word."""
        line = node.end_lineno or node.lineno
        stop = node.end_col_offset or 0
        return self._span(line, stop - len(node.attr.encode()), line, stop)

    def _of_root(self) -> Span:
        header = self._reader.header
        return _TOP if header is None else self.of(header)

    def _value(self, index: int, steps: list[str | int]) -> Any:
        """What stands at a path of the file."""
        return value_at(self._actions[index], steps) if index < len(self._actions) else None


def value_at(action: Any, steps: Iterable[str | int]) -> Any:
    """What stands at a path of an action's parameters in the file; None for nothing."""
    found = action.get("WFWorkflowActionParameters") if isinstance(action, dict) else None
    for step in steps:
        if isinstance(step, int):
            found = found[step] if isinstance(found, list) and step < len(found) else None
        else:
            found = found.get(step) if isinstance(found, dict) else None
    return found


# -- the order of the file --------------------------------------------------------------


def _origins(reader: TracingReader, body: list[Node]) -> Iterator[tuple[ast.AST | None, str]]:
    """What made each action, in the order of the file, and the action's identifier."""
    for node in body:
        origin = reader.origin(node)
        if not isinstance(node, Block):
            identifier = node.identifier if isinstance(node, Action) else ""
            assert isinstance(node, Action | UnknownAction)  # noqa: S101  the other members
            yield origin, identifier
            continue
        for position, branch in enumerate(node.branches):
            yield _part(origin, node, position), ""
            yield from _origins(reader, branch.body)
        yield origin, ""


def _part(origin: ast.AST | None, block: Block, position: int) -> ast.AST | None:
    """The code of a part of a block."""
    if position == 0:
        return origin
    if isinstance(origin, ast.Match) and position <= len(origin.cases):
        case = origin.cases[position - 1]
        return case.pattern if case.guard is None else case.guard
    if isinstance(origin, ast.If) and isinstance(block, If):
        following: ast.stmt = origin
        for _ in range(position):
            if not isinstance(following, ast.If) or not following.orelse:
                return origin
            following = following.orelse[0]
        return following
    return origin


def _head(node: ast.AST) -> ast.AST:
    """The part of a statement that is about itself, not about what is in it."""
    for field in ("test", "subject", "iter"):
        found = getattr(node, field, None)
        if isinstance(found, ast.expr) and isinstance(node, ast.If | ast.Match | ast.For):
            return found
    return node


# -- arguments --------------------------------------------------------------------------


def _argument(
    node: ast.AST, identifier: str, key: str, known: dict[int, dict[str, ast.expr]]
) -> ast.expr | None:
    """The expression that says a parameter; `known` keeps the arguments of calls."""
    if isinstance(node, ast.Match) and isinstance(node.subject, ast.Call):
        node, identifier = node.subject, "is.workflow.actions.choosefrommenu"
    if isinstance(node, ast.Call):
        if id(node) not in known:
            known[id(node)] = _arguments(node, identifier)
        return known[id(node)].get(key)
    if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Return):
        return None if key == "WFVariableName" else node.value
    return None


def _arguments(node: ast.Call, identifier: str) -> dict[str, ast.expr]:
    """The expressions of a call by the keys of the parameters that they say."""
    names = by_identifier(identifier) or defined(identifier)
    keys = names.keys if names is not None else {}
    found: dict[str, ast.expr] = {}
    arguments = node.args
    if isinstance(node.func, ast.Name) and node.func.id == "action":
        arguments = arguments[1:]
    if names is not None and names.main is not None and arguments:
        found[names.main] = arguments[0]
    for one in node.keywords:
        if one.arg is not None:
            key = "CustomOutputName" if one.arg == "output_name" else one.arg
            found.setdefault(keys.get(one.arg, key), one.value)
        elif isinstance(one.value, ast.Dict):
            for word, value in zip(one.value.keys, one.value.values, strict=True):
                if isinstance(word, ast.Constant) and type(word.value) is str:
                    found.setdefault(word.value, value)
    return found


def _words(around: ast.AST) -> dict[tuple[str, str], ast.AST]:
    """The literals, properties, classes and names in an expression, each where it is first."""
    found: dict[tuple[str, str], ast.AST] = {}
    for node in ast.walk(around):
        if isinstance(node, ast.Constant) and type(node.value) is str:
            found.setdefault(("", node.value), node)
        elif isinstance(node, ast.Attribute):
            found.setdefault(("PropertyName", property_name(node.attr)), node)
        elif isinstance(node, ast.Name):
            found.setdefault(("CoercionItemClass", f"WF{node.id}ContentItem"), node)
            found.setdefault(("VariableName", node.id), node)
    return found
