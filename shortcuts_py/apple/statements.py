"""Statements that are no blocks: assignments, calls, and values added to a variable."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.apple.announced import STATEMENT_WORDS
from shortcuts_py.apple.blocks import read_block
from shortcuts_py.apple.calls import read_call
from shortcuts_py.apple.cases import is_case
from shortcuts_py.apple.literal_actions import literal_action
from shortcuts_py.apple.plan import appended, assigned_name
from shortcuts_py.apple.references import is_coercion, is_reference, read_reference, value_for
from shortcuts_py.apple.refusals import refuse, refuse_statement
from shortcuts_py.limits import check_time
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow.actions import Action, Block, Node, UnknownAction
from shortcuts_py.workflow.identifiers import ADD_VARIABLE, GET_VARIABLE, SET_VARIABLE
from shortcuts_py.workflow.values import TokenAttachment

if TYPE_CHECKING:
    from shortcuts_py.apple.session import Reader

__all__ = ["read_body"]

_BLOCKS = (ast.If, ast.For, ast.Match)
_KEYS = (ast.Constant, ast.JoinedStr)


def read_body(reader: Reader, statements: list[ast.stmt], end: int) -> list[Node]:
    """The actions of statements.

    Args:
        reader: the state.
        statements: what to read.
        end: the line behind the body, up to which comments may belong to it.
    """
    outer, reader.body = reader.body, []
    column = statements[0].col_offset + 1 if statements else 1
    for index, one in enumerate(statements):
        check_time()
        _take_announcements(reader, one.lineno, 0)
        reader.line = one.lineno
        reader.limit = statements[index + 1].lineno if index + 1 < len(statements) else end
        first = len(reader.body)
        _read_statement(reader, one)
        _settle(reader, first)
    _take_announcements(reader, end, column)
    body, reader.body = reader.body, outer
    return body


def _take_announcements(reader: Reader, line: int, column: int) -> None:
    for word, value, place in reader.announcements.until(line, column):
        if word == "action":
            _take_action(reader, value, place)
        elif word in ("parameters", "part"):
            reader.said.setdefault(word, []).append(value)
        elif word in STATEMENT_WORDS:
            reader.said[word] = value


def _take_action(reader: Reader, plist: Any, line: int) -> None:
    """A whole action, which stands for itself and may have an output."""
    reader.line = line
    reader.said.clear()
    parameters = plist.get("WFWorkflowActionParameters") if type(plist) is dict else None
    name = parameters.get("UUID") if type(parameters) is dict else None
    if type(name) is str and name.isidentifier():
        uuid = reader.wording.ids.get(name, reader.outputs.get(name))
        reader.outputs[name] = reader.ids.new(f"output:{name}") if uuid is None else uuid
        identifier = plist.get("WFWorkflowActionIdentifier")
        custom = parameters.get("CustomOutputName")  # type: ignore[union-attr]
        shown = Action(identifier if type(identifier) is str else "", {}, None)
        shown.output_name = custom if type(custom) is str else None
        reader.makers[reader.outputs[name]] = shown.identifier
        reader.bind(
            name,
            att.Output(reader.outputs[name], reader.output_name(shown, shown.identifier)),
        )
    reader.announced.append((reader.body, len(reader.body), plist))
    reader.add(UnknownAction(plist))


def _settle(reader: Reader, first: int) -> None:
    """Note the changes that were announced for the action that a statement made."""
    said = reader.said
    if not said:
        return
    node = reader.body[-1] if len(reader.body) > first else None
    if node is not None:
        reader.pending += [(node, change) for change in said.get("parameters", ())]
        if type(node) is Action and type(said.get("beside")) is dict:
            node.other_keys = said["beside"]
        if isinstance(node, Block):
            _settle_parts(reader, node, said.get("part", ()))
            _settle_ids(reader, node, said.get("ids"))
    reader.said = {}


def _settle_parts(reader: Reader, block: Block, changes: Any) -> None:
    parts = [*block.branches, block.end]
    for change in changes:
        rest = dict(change) if type(change) is dict else {}
        index = rest.pop("part", None)
        if type(index) is int and 0 <= index < len(parts):
            reader.pending.append((parts[index], rest))


def _settle_ids(reader: Reader, block: Block, numbers: Any) -> None:
    """New ids for parts of a block that have one of their own."""
    parts = [*block.branches, block.end]
    for index in numbers if type(numbers) is list else ():
        if type(index) is int and 0 <= index < len(parts):
            reader.pending.append((parts[index], {"set": {"UUID": reader.ids.new("part")}}))


# -- statements -------------------------------------------------------------------------


def _read_statement(reader: Reader, node: ast.stmt) -> None:
    if isinstance(node, _BLOCKS):
        read_block(reader, node)
        return
    name = assigned_name(node)
    if name is not None:
        value: ast.expr = node.value  # type: ignore[attr-defined]
        _read_assignment(reader, node, name, value)
    elif type(node) is ast.Expr:
        _read_expression(reader, node)
    elif type(node) is ast.Assign:
        target = node.targets[0]
        message = "a value is given to one name at a time: name = value"
        if type(target) is ast.Subscript:
            message = "call com_apple_shortcuts_set_dictionary_value and assign its output"
        reader.error(target, "unsupported", message)
    elif type(node) is ast.AnnAssign:
        reader.error(node, "unsupported", "a name is given together with its value")
    elif type(node) is not ast.Pass:
        if isinstance(node, ast.Import | ast.ImportFrom):
            reader.error(node, "unsupported", "an import stands at the top of the source")
        else:
            refuse_statement(reader, node)


def _read_expression(reader: Reader, node: ast.Expr) -> None:
    name = appended(node)
    value = node.value
    if name is not None and type(value) is ast.Call:
        _read_append(reader, node, name, value)
    elif type(value) is ast.Call:
        _read_call_statement(reader, value)
    elif type(value) is ast.Constant and type(value.value) is str:
        pass  # the way to write a comment of several lines
    elif type(value) is ast.Yield or type(value) is ast.YieldFrom:
        reader.error(value, "unsupported", "there is no yield")
    else:
        refuse(reader, value, "a value alone does nothing: give it a name, or call an action")


def _read_call_statement(reader: Reader, node: ast.Call) -> None:
    name = node.func.id if type(node.func) is ast.Name else ""
    built_in = name.startswith("shortcuts_builtin_") and name != "shortcuts_builtin_choose"
    if built_in or is_coercion(node):
        message = f"{name}(...) is a value, no action: it stands within an action's call"
        reader.error(node, "bad-call", message)
        return
    action = read_call(reader, node)
    if action is not None:
        _name(reader, action)
        reader.add(action)


def _name(reader: Reader, action: Action) -> None:
    """The name that the user gave to an output."""
    custom = reader.said.get("output_name")
    if type(custom) is str:
        action.output_name = custom


def _read_assignment(reader: Reader, node: ast.stmt, name: str, value: ast.expr) -> None:
    plan = reader.plan
    if id(node) in plan.skipped:
        return
    if id(node) in plan.tails:
        _read_tail(reader, value)
        return
    variable = plan.variables.get(name)
    if variable is not None:
        # The value's own name counts for nothing; the variable is set to it.
        attachment = _read_value(reader, f"{name}#{len(reader.outputs)}", value)
        if attachment is not None:
            parameters: dict[str, Any] = {
                "WFVariableName": variable.name,
                "WFInput": TokenAttachment(attachment),
            }
            reader.add(Action(SET_VARIABLE, parameters))
        return
    if _is_constant(reader, value):
        reader.constants[name] = value
        return
    attachment = _read_value(reader, name, value)
    # After a problem the name stands for something, so that it is reported once.
    reader.bind(name, att.Output("", None) if attachment is None else attachment)


def _is_constant(reader: Reader, node: ast.expr) -> bool:
    """Whether a value can only be that of a parameter, and has a name of its own here."""
    if type(node) is ast.Call and type(node.func) is ast.Name:
        return node.func.id in ("Measurement", "Person")
    if type(node) is ast.Attribute and type(node.value) is ast.Name:
        return is_case(reader, node) and node.value.id[:1].isupper()
    return False


def _read_value(reader: Reader, name: str, node: ast.expr) -> Any:
    """The reference that an assigned expression gives, after its actions."""
    action = _value_action(reader, node)
    if action is None:
        if is_reference(node):
            return read_reference(reader, node)
        refuse(reader, node, "this is no value: call an action, or write a text, a list or {...}")
        return None
    if type(action) is not Action:
        return None
    _name(reader, action)
    output = reader.give(name, action, action.identifier)
    reader.add(action)
    return output


def _value_action(reader: Reader, node: ast.expr) -> Any:
    """The action that an expression is; None for a reference; False after a problem."""
    found = literal_action(reader, node)
    if found is not None:
        return found
    if type(node) is ast.Subscript and type(node.slice) in _KEYS:
        # `name = value["key"]` gets the value by an action of its own.
        constant = node.slice.value if type(node.slice) is ast.Constant else ""
        if type(constant) is str:
            base = read_reference(reader, node.value)
            return value_for(reader, base, node.slice) or False
        return None
    if type(node) is ast.Call and _is_action(node):
        return read_call(reader, node) or False
    return None


def _is_action(node: ast.Call) -> bool:
    """Whether a call is of an action, and not of a built-in value or a coercion."""
    if type(node.func) is not ast.Name:
        return False
    if node.func.id.startswith("shortcuts_builtin_"):
        return node.func.id == "shortcuts_builtin_choose"
    return not is_coercion(node)


def _read_append(reader: Reader, node: ast.Expr, name: str, call: ast.Call) -> None:
    values = [*call.args, *(one.value for one in call.keywords)]
    if len(values) != 1 or call.keywords:
        reader.error(call, "bad-argument", f"{name}.append(value) takes one value")
        return
    if id(node) in reader.plan.tails:
        _read_tail(reader, values[0])
        return
    variable = reader.variable(name) or att.Variable(name)
    attachment = _read_value(reader, f"{name}#{len(reader.outputs)}", values[0])
    if attachment is not None:
        parameters: dict[str, Any] = {
            "WFVariableName": variable.name,
            "WFInput": TokenAttachment(attachment),
        }
        reader.add(Action(ADD_VARIABLE, parameters))


# -- results of blocks ------------------------------------------------------------------


def _read_tail(reader: Reader, node: ast.expr) -> None:
    """The last statement of a branch that says its value: the output of its last action."""
    if type(node) is ast.Constant and node.value is None:
        return
    action = _value_action(reader, node)
    if type(action) is Action:
        _name(reader, action)
        reader.add(action)
        return
    if action is not None:
        return
    if not is_reference(node):
        refuse(reader, node, "this is no value: call an action, or write a text, a list or {...}")
        return
    attachment = read_reference(reader, node)
    if attachment is None:
        return
    if type(attachment) is att.Output and not attachment.aggrandizements and reader.body:
        last: Any = reader.body[-1]
        owner = last.end if isinstance(last, Block) else last
        if getattr(owner, "uuid", None) == attachment.output_uuid:
            return
    value: Any = TokenAttachment(attachment)
    reader.add(Action(GET_VARIABLE, {"WFVariable": value}))
