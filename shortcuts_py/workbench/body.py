"""Bodies of statements: each in turn, with the comments around it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.limits import check_time
from shortcuts_py.workbench.announced import apply_behind
from shortcuts_py.workbench.blocks import read_if
from shortcuts_py.workbench.calls import read_call
from shortcuts_py.workbench.guesses import Guess
from shortcuts_py.workbench.loops import read_for
from shortcuts_py.workbench.menus import read_match
from shortcuts_py.workbench.remarks import Remarks, last_line
from shortcuts_py.workbench.scope import APPEND, Definition, Named
from shortcuts_py.workbench.simple import NOTHING, read_assignment, read_expression
from shortcuts_py.workbench.source.model import Unreadable
from shortcuts_py.workbench.text import join_text
from shortcuts_py.workbench.values import PICKER, TEXT, read_parameter
from shortcuts_py.workflow.actions import (
    RESULT_NAMES,
    Action,
)
from shortcuts_py.workflow.values import TokenAttachment

if TYPE_CHECKING:
    from shortcuts_py.workbench.reading import Reader

__all__ = ["Body"]

_OUTPUT, _EXIT, _SHOW = (
    "is.workflow.actions.output",
    "is.workflow.actions.exit",
    "is.workflow.actions.showresult",
)


class Body:
    """Reads bodies.

    Args:
        reader: the reading.
        lines: the lines on which statements start.
    """

    def __init__(self, reader: Reader, lines: list[int]) -> None:
        self.reader = reader
        self.remarks = Remarks(reader, lines)
        self._ended: Action | None = None

    def read(self, nodes: list[ast.stmt], limit: int) -> None:
        """Read a body.

        Args:
            nodes: its statements.
            limit: the line of what follows it.
        """
        if not nodes:
            return
        column = nodes[0].col_offset
        before = self.remarks.before
        scope = self.reader.scope
        last = len(nodes) - 1
        alone = not last
        for index, node in enumerate(nodes):
            check_time()
            before(node.lineno)
            scope.last = None
            if type(node) is ast.Pass and alone:
                self._behind(None, node)
            else:
                self._statement(node, limit if index == last else nodes[index + 1].lineno)
        before(limit, column)

    def comments_before(self, line: int, column: int) -> None:
        """Take the comments above a line."""
        self.remarks.before(line, column)

    def apply(self, action: Action, first: int, last: int) -> str | None:
        """Apply the announcements in some lines to an action; gives a block's id."""
        found = self.remarks.behind(first, last)
        group = None
        rest = []
        for one in found:
            word, value = one[1]
            if word == "several" and type(value) is dict:
                group = value.get("group", group)
            if word == "group":
                group = value
            else:
                rest.append(one)
        if type(group) is not str:
            group = None
        if rest:
            apply_behind(self.reader, self.remarks, action, rest)
        return group

    def _behind(self, action: Action | None, node: ast.stmt) -> None:
        found = self.remarks.behind(node.lineno, last_line(node))
        if found:
            apply_behind(self.reader, self.remarks, action, found)

    def _statement(self, node: ast.stmt, limit: int) -> None:
        kind = type(node)
        self.reader.mark(node)
        read = _SIMPLE.get(kind)
        if read is not None:
            actions = self.reader.actions
            count = len(actions)
            self._ended = None
            if not read(self, node):
                del actions[count:]
                self._lose(node)
            last = actions[-1] if len(actions) > count else self._ended
            self._behind(last if type(last) is Action else None, node)
            return
        compound = _COMPOUND.get(kind)
        if compound is not None:
            compound(self, node, limit)
        elif kind is Unreadable:
            self.reader.comment(node.text)  # type: ignore[attr-defined]
            self._behind(None, node)
        else:
            self._unknown(node, limit)

    def _lose(self, node: ast.stmt) -> None:
        reader = self.reader
        text = reader.segment(node)
        reader.comment(text)
        shown = text if len(text) <= 200 else f"{text[:197]}..."
        reader.guesses.append(Guess(*reader.place(node), "lost-statement", shown, "", 0.0, True))
        if type(node) is ast.Assign and type(node.targets[0]) is ast.Name:
            # No output will ever have this name.
            reader.assigned.pop(node.targets[0].id, None)

    def _unknown(self, node: ast.stmt, limit: int) -> None:
        """A statement that the dialect does not have: its header as a comment, its bodies read."""
        reader = self.reader
        bodies = [
            one
            for name in ("body", "handlers", "orelse", "finalbody")
            for one in (getattr(node, name, None),)
            if one
        ]
        if not bodies:
            self._lose(node)
            self._behind(None, node)
            return
        place = reader.place(node)
        text = reader.lines()[place[0] - 1].strip() if place[0] <= len(reader.lines()) else ""
        reader.comment(text)
        reader.guesses.append(
            Guess(
                place[0],
                place[1],
                place[0],
                place[1] + len(text),
                "lost-header",
                text,
                "",
                0.0,
                True,
            )
        )
        for body in bodies:
            statements: list[ast.stmt] = []
            for one in body:
                statements += one.body if type(one) is ast.ExceptHandler else [one]
            for index, one in enumerate(statements):
                end = limit if index + 1 == len(statements) else statements[index + 1].lineno
                self.remarks.before(one.lineno)
                self._statement(one, end)

    # -- simple statements -----------------------------------------------------------------

    def _assign(self, node: ast.Assign) -> bool:
        if len(node.targets) != 1:
            return False
        target = node.targets[0]
        if type(target) is ast.Name and self._end(target.id, node.value):
            return True
        return read_assignment(self.reader, node, target, node.value)

    def _annotated(self, node: ast.AnnAssign) -> bool:
        return node.value is not None and read_assignment(
            self.reader, node, node.target, node.value
        )

    def _augmented(self, node: ast.AugAssign) -> bool:
        """`x += y`: a calculation where `y` is a number, else Add to Variable."""
        reader = self.reader
        if type(node.target) is not ast.Name:
            return False
        name = node.target.id
        value = ast.copy_location(
            ast.BinOp(
                ast.copy_location(ast.Name(name, ast.Load()), node.target), node.op, node.value
            ),
            node,
        )
        number = type(node.value) is ast.Constant and type(node.value.value) in (int, float)
        if number or type(node.op) is not ast.Add:
            return read_assignment(reader, node, node.target, value)
        made = read_parameter(reader, node.value, PICKER)
        if type(made) is not TokenAttachment:
            one = reader.made(node.value)
            made = None if one is None else TokenAttachment(one)
        if made is None:
            return False
        reader.guess(node, "set-or-append", name, "Add to Variable", 0.7)
        variable = reader.variable_name(name)
        reader.add(Action(APPEND, {"WFVariableName": variable, "WFInput": made}))
        reader.scope.define(name, Named(variable))
        return True

    def _expression(self, node: ast.Expr) -> bool:
        value = node.value
        if type(value) is ast.Call and type(value.func) is ast.Name:
            if self._end(None, value):
                return True
            if value.func.id in ("print", "exit", "quit"):
                return self._builtin(value)
        if _is_append(value):
            return self._append(value)
        if type(value) is ast.BinOp:
            action = read_call(self.reader, value)
            if action is not None:
                self.reader.add(action)
                return True
        if type(value) is ast.Constant and value.value is ...:
            return True
        return read_expression(self.reader, value)

    def _append(self, call: Any) -> bool:
        """`xs.append(y)`: Add to Variable."""
        reader = self.reader
        made = read_parameter(reader, call.args[0], PICKER)
        if type(made) is not TokenAttachment:
            one = reader.made(call.args[0])
            made = None if one is None else TokenAttachment(one)
        if made is None:
            return False
        name = call.func.value.id
        variable = reader.variable_name(name)
        reader.guess(call, "set-or-append", name, "Add to Variable", 0.9)
        reader.add(Action(APPEND, {"WFVariableName": variable, "WFInput": made}))
        reader.scope.define(name, Named(variable))
        return True

    def _builtin(self, call: ast.Call) -> bool:
        reader = self.reader
        word = call.func.id  # type: ignore[attr-defined]
        if word != "print":
            reader.guess(call, "python", reader.shown(call), "Stop This Shortcut", 0.9)
            reader.add(Action(_EXIT))
            return True
        parameters: dict[str, Any] = {}
        if len(call.args) > 1:
            parts = join_text(reader, call.args, " ")
            if parts is None:
                return False
            parameters["Text"] = reader.text(parts)
        elif call.args:
            value = read_parameter(reader, call.args[0], TEXT)
            if value is not None:
                parameters["Text"] = value
        reader.guess(call, "python", reader.shown(call), "Show Result", 0.8)
        reader.add(Action(_SHOW, parameters))
        return True

    def _end(self, target: str | None, value: ast.expr) -> bool:
        """The end of the block above, said as a call of its action."""
        if type(value) is not ast.Call or type(value.func) is not ast.Name:
            return False
        if not value.func.id.startswith("is_workflow_actions_") or value.args:
            return False
        action = _end_call(value)
        reader = self.reader
        end = reader.last_end
        if action is None or end is None or not reader.actions or reader.actions[-1] is not end:
            return False
        if end.identifier.replace(".", "_") != value.func.id:
            return False
        for name, result in reader.last_results:
            if reader.scope.now.get(name) is result:
                reader.scope.now[name] = result.definition
        reader.last_results = []
        self._ended = end
        made = read_call(reader, value)
        if made is not None:
            made.parameters["GroupingIdentifier"] = end.parameters["GroupingIdentifier"]
            end.parameters, end.output_name = made.parameters, made.output_name
        if target is None:
            end.uuid = None
            return True

        end.uuid = reader.take_forward(target) or end.uuid or reader.ids.new("output")
        shown = end.output_name or reader.heading.shown(RESULT_NAMES[end.identifier])
        definition = Definition(end, shown)
        reader.scope.define(target, definition)
        reader.scope.last = (target, definition)
        return True

    def _return(self, node: ast.Return) -> bool:
        reader = self.reader
        parameters: dict[str, Any] = {}
        if node.value is not None:
            value = read_parameter(reader, node.value, TEXT)
            if value is not None:
                parameters["WFOutput"] = value
        reader.guess(node, "python", "return", "Stop and Output", 0.8)
        reader.add(Action(_OUTPUT, parameters))
        return True

    def _pass(self, node: ast.stmt) -> bool:
        self.reader.add(Action(NOTHING))
        return True

    def _import(self, node: ast.stmt) -> bool:
        """Imports belong to the source."""
        self.reader.guess(node, "import", self.reader.shown(node), "nothing", 0.99)
        return True


def _is_append(node: ast.expr) -> bool:
    return (
        type(node) is ast.Call
        and type(node.func) is ast.Attribute
        and node.func.attr == "append"
        and type(node.func.value) is ast.Name
        and len(node.args) == 1
        and not node.keywords
    )


def _end_call(call: ast.Call) -> ast.Call | None:
    for one in call.keywords:
        if one.arg == "GroupingIdentifier":
            return None
        if one.arg == "WFControlFlowMode":
            if type(one.value) is not ast.Constant or one.value.value != 2:
                return None
            return call
    return None


_SIMPLE: dict[type, Any] = {
    ast.Assign: Body._assign,
    ast.AnnAssign: Body._annotated,
    ast.AugAssign: Body._augmented,
    ast.Expr: Body._expression,
    ast.Return: Body._return,
    ast.Pass: Body._pass,
    ast.Import: Body._import,
    ast.ImportFrom: Body._import,
}
_COMPOUND: dict[type, Any] = {
    ast.If: read_if,
    ast.For: read_for,
    ast.Match: read_match,
}
