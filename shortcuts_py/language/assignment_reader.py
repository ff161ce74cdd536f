"""Reading assignments: an output gets its name, or a named variable is set or added to."""

from __future__ import annotations

import ast
from typing import Any

from shortcuts_py.language.blocks import read_result
from shortcuts_py.language.calls import identify
from shortcuts_py.language.declarations import (
    RESULT_WORDS,
    call_of,
    called,
    refers,
    statement_notes,
)
from shortcuts_py.language.expressions import literal_action
from shortcuts_py.language.notes import Notes
from shortcuts_py.language.reader import Reader
from shortcuts_py.language.scope import Definition
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow.actions import BLOCK_IDENTIFIERS, Action
from shortcuts_py.workflow.identifiers import ADD_VARIABLE, SET_VARIABLE
from shortcuts_py.workflow.values import TokenAttachment

__all__ = ["assign", "read_annotated", "read_assign", "read_augmented"]


def read_assign(reader: Reader, node: Any) -> None:
    call = call_of(node)
    if call is not None and called(call) in ("variable", "variables", "app"):
        return
    if len(node.targets) > 1:
        for target in reversed(node.targets):
            _assign_target(reader, node, target, node.value)
            if isinstance(target, ast.Name):
                node = ast.copy_location(ast.Assign([], target), node)
        return
    _assign_target(reader, node, node.targets[0], node.value)


def _assign_target(reader: Reader, node: Any, target: ast.expr, value: ast.expr) -> None:
    if isinstance(target, ast.Name):
        assign(reader, target, value, SET_VARIABLE, statement_notes(reader, node))
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        if len(target.elts) != len(value.elts):
            reader.error(node, "bad-assignment", "as many values as names, please")
            return
        for one, given in zip(target.elts, value.elts, strict=True):
            _assign_target(reader, node, one, given)
    elif isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
        _assign_key(reader, target, value)
    else:
        reader.error(target, "bad-assignment", "a value is assigned to a name, or to a key of one")


def _assign_key(reader: Reader, target: ast.Subscript, value: ast.expr) -> None:
    """`d["key"] = value`: Set Dictionary Value, and the variable to its result."""
    assert isinstance(target.value, ast.Name)  # noqa: S101  the caller looked
    binding = reader.lookup(target.value.id)
    if not isinstance(binding, att.Variable):
        reader.error(
            target,
            "bad-assignment",
            f"{target.value.id!r} is the output of one action; to change it, assign it first"
            " to a name that is assigned more than once",
        )
        return
    call = ast.Call(
        ast.Name("set_dictionary_value", ast.Load()),
        [target.value],
        [ast.keyword("key", target.slice), ast.keyword("value", value)],
    )
    call = ast.fix_missing_locations(ast.copy_location(call, target))
    assign(reader, target.value, call, SET_VARIABLE, {})


def read_annotated(reader: Reader, node: Any) -> None:
    if node.value is not None:
        _assign_target(reader, node, node.target, node.value)


def read_augmented(reader: Reader, node: Any) -> None:
    target, value = node.target, node.value
    if not isinstance(target, ast.Name):
        reader.error(target, "bad-assignment", "+= goes with a plain name")
        return
    left = ast.copy_location(ast.Name(target.id, ast.Load()), target)
    numeric = not isinstance(node.op, ast.Add) or reader.is_number(value) or reader.is_number(left)
    if numeric:
        value = ast.copy_location(ast.BinOp(left, node.op, value), node)
        assign(reader, target, value, SET_VARIABLE, statement_notes(reader, node))
    else:
        assign(reader, target, value, ADD_VARIABLE, statement_notes(reader, node))


def assign(
    reader: Reader, target: ast.Name, value: ast.expr, identifier: str, notes: Notes
) -> None:
    """Bind an output, or set (or add to) a named variable."""
    name = target.id
    if name == "_":
        reader.evaluate(value)
        return
    binding = reader.lookup(name)
    if isinstance(binding, Definition):
        if identifier == SET_VARIABLE:
            _define(reader, binding, value)
            return
        reader.error(target, "bad-assignment", f"{name!r} is the output of one action")
        return
    if not isinstance(binding, att.Variable):
        reader.error(target, "bad-assignment", f"{name!r} cannot be assigned")
        return
    if reader.is_loop_variable(name):
        reader.error(target, "bad-assignment", f"{name!r} is the loop's own; take another name")
        return
    parameters: dict[str, Any] = {"WFVariableName": binding.name}
    if not (isinstance(value, ast.Name) and value.id == "_" and not reader.is_bound("_")):
        attachment = _assigned_value(reader, value, notes)
        if attachment is None:
            return
        parameters["WFInput"] = TokenAttachment(attachment)
    reader.emit(Action(identifier, parameters))


def _assigned_value(reader: Reader, value: ast.expr, notes: Notes) -> Any:
    """The reference that a variable is set to; the action of a call or literal comes first."""
    if refers(value):
        return reader.reference(value)
    uuid = notes.get("id")
    if isinstance(value, ast.Call) and called(value) in RESULT_WORDS:
        uuid = reader.ids.new("value") if uuid is None else uuid
        block = read_result(reader, value, uuid)
        if block is None:
            return None
        identifier = BLOCK_IDENTIFIERS[type(block)]
        shown = notes.get("name")
        if shown is None:
            shown = block.end.output_name
        if shown is None:
            shown = reader.default_shown(identifier)
        return att.Output(uuid, shown)
    action = _action_of(reader, value)
    if action is None:
        return reader.evaluate(value)
    action.uuid = uuid
    attachment = reader.output_of(action)
    if notes.get("name") is not None:
        attachment.output_name = notes["name"]
    return attachment


def _action_of(reader: Reader, value: ast.expr) -> Action | None:
    """The action of a call or a literal; None for an expression of several actions."""
    action = literal_action(reader, value)
    if action is None and isinstance(value, ast.Call):
        identifier = identify(reader, value)
        if identifier is not None:
            action = reader.call(value, identifier)
    return action


def _define(reader: Reader, definition: Definition, value: ast.expr) -> None:
    if isinstance(value, ast.Call) and called(value) in RESULT_WORDS:
        read_result(reader, value, definition.uuid)
        return
    action = _action_of(reader, value)
    if action is not None:
        action.uuid = definition.uuid
        reader.emit(action)
        return
    attachment = reader.evaluate(value)
    if isinstance(attachment, att.Output):
        # The name stands for what the expression's last action gives.
        definition.uuid = attachment.output_uuid
        definition.shown = attachment.output_name
