"""Statements of one action, both ways.

| in code | action |
|---|---|
| `x = is_workflow_actions_y( ...)`, `is_workflow_actions_y( ...)` | that one, with an id or not |
| `x = '''...'''`, `x = f'''...'''` | Text |
| `x = input('''prompt''')` | Ask for Input |
| `x = {...}` | Dictionary |
| `x = y['''key''']` | Get Dictionary Value; the quotes tell it from `y["key"]` |
| `Name = y`, and any other reference, `None` for nothing | Set Variable |
| `pass` beside other statements | Nothing |

An action is written so only where reading it gives exactly its parameters, else as a call.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.workbench.calls import print_call, read_call
from shortcuts_py.workbench.dictionaries import print_field, read_field
from shortcuts_py.workbench.literals import print_string
from shortcuts_py.workbench.plain import read_plain
from shortcuts_py.workbench.python_values import read_python
from shortcuts_py.workbench.references import Naming, print_reference, read_picked, read_reference
from shortcuts_py.workbench.scope import SET, Named
from shortcuts_py.workbench.text import is_format, print_text, read_text
from shortcuts_py.workbench.values import LIST, read_parameter
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow.actions import Action
from shortcuts_py.workflow.dictionary import DictionaryField
from shortcuts_py.workflow.text import TokenString
from shortcuts_py.workflow.values import TokenAttachment

if TYPE_CHECKING:
    from shortcuts_py.workbench.reading import Reader

__all__ = ["NOTHING", "print_simple", "read_assignment", "read_expression", "read_value_action"]

TEXT = "is.workflow.actions.gettext"
ASK = "is.workflow.actions.ask"
DICTIONARY = "is.workflow.actions.dictionary"
LOOK_UP = "is.workflow.actions.getvalueforkey"
LIST_ACTION = "is.workflow.actions.list"
NUMBER = "is.workflow.actions.number"
NOTHING = "is.workflow.actions.nothing"
PUT = "is.workflow.actions.setvalueforkey"
GET_VARIABLE = "is.workflow.actions.getvariable"
_FORMS = (ast.Name, ast.Attribute, ast.Subscript, ast.Call, ast.JoinedStr)


# -- printing ---------------------------------------------------------------------------


def print_simple(naming: Naming, action: Action, target: str | None) -> str:
    """The statement for an action.

    Args:
        naming: the names.
        action: the action.
        target: the name of its output; None where it has no id.
    """
    if action.identifier == SET and target is None:
        printed = _print_set(naming, action)
        if printed is not None:
            return printed
    value = None
    printer = _PRINTERS.get(action.identifier)
    if printer is not None and action.output_name is None:
        value = printer(naming, action.parameters)
    if value is None:
        value = print_call(naming, action)
    return value if target is None else f"{target} = {value}"


def _print_set(naming: Naming, action: Action) -> str | None:
    """`Name = value`, where the value cannot be taken for anything but a reference."""
    parameters = action.parameters
    name = parameters.get("WFVariableName")
    value = parameters.get("WFInput")
    if action.output_name is not None or type(name) is not str or not name:
        return None
    if parameters.keys() == {"WFVariableName"}:
        return f"{naming.variable(name)} = None"
    if parameters.keys() != {"WFVariableName", "WFInput"} or type(value) is not TokenAttachment:
        return None
    if type(value.attachment) in (att.Clipboard, att.DeviceDetails, att.CurrentApp, att.Ask):
        return None
    printed = print_reference(naming, value.attachment)
    return None if printed is None else f"{naming.variable(name)} = {printed}"


def _only(parameters: dict[str, Any], *keys: str) -> bool:
    return parameters.keys() == set(keys)


def _print_text(naming: Naming, parameters: dict[str, Any]) -> str | None:
    if not _only(parameters, "WFTextActionText"):
        return None
    value = parameters["WFTextActionText"]
    if type(value) is str:
        return print_string(value)
    return print_text(naming, value.parts) if type(value) is TokenString else None


def _print_ask(naming: Naming, parameters: dict[str, Any]) -> str | None:
    if not parameters:
        return "input()"
    if not _only(parameters, "WFAskActionPrompt"):
        return None
    value = parameters["WFAskActionPrompt"]
    if type(value) is TokenString:
        text = print_text(naming, value.parts)
        return None if text is None else f"input({text})"
    # The prompts that stand for Ask Each Time and Shortcut Input.
    if type(value) is not str or not value or value.startswith("Please enter the value"):
        return None
    return f"input({print_string(value)})"


def _print_dictionary(naming: Naming, parameters: dict[str, Any]) -> str | None:
    field = parameters.get("WFItems")
    if not _only(parameters, "WFItems") or type(field) is not DictionaryField or field.wrapped:
        return None
    return print_field(naming, field)


def _print_look_up(naming: Naming, parameters: dict[str, Any]) -> str | None:
    if not _only(parameters, "WFInput", "WFDictionaryKey"):
        return None
    subject, key = parameters["WFInput"], parameters["WFDictionaryKey"]
    if type(subject) is not TokenAttachment:
        return None
    base = print_reference(naming, subject.attachment)
    if type(key) is TokenString:
        text = print_text(naming, key.parts)
    else:
        text = None
        if type(key) is str:
            text = print_string(key) if key else "''''''"
    if base is None or text is None or base.startswith("f'"):
        return None
    return f"{base}[{text}]"


_PRINTERS = {
    TEXT: _print_text,
    ASK: _print_ask,
    DICTIONARY: _print_dictionary,
    LOOK_UP: _print_look_up,
}


# -- reading ----------------------------------------------------------------------------


def read_assignment(reader: Reader, node: ast.stmt, target: ast.expr, value: ast.expr) -> bool:
    """Read `target = value`; False where it means nothing."""
    if type(target) is ast.Subscript:
        return _read_put(reader, target, value)
    if type(target) is not ast.Name:
        return False
    name = target.id
    action = read_value_action(reader, value)
    if action is not None:
        reader.add(action)
        reader.define(name, action)
        return True
    return _read_set(reader, node, name, value)


def read_value_action(reader: Reader, value: ast.expr) -> Action | None:
    """The action whose output a value is; None for a reference, and for anything else."""
    kind = type(value)
    if kind is ast.Call:
        return _read_call_value(reader, value)  # type: ignore[arg-type]
    if kind is ast.Constant:
        return _read_constant(reader, value)  # type: ignore[arg-type]
    if kind is ast.JoinedStr:
        if type(read_reference(reader, value)) is att.Ask:
            return None
        return Action(TEXT, {"WFTextActionText": reader.text(read_text(reader, value) or [])})
    if kind is ast.Dict:
        return Action(DICTIONARY, {"WFItems": read_field(reader, value)})  # type: ignore[arg-type]
    if kind is ast.List or kind is ast.Tuple:
        return Action(LIST_ACTION, {"WFItems": read_parameter(reader, value, LIST)})
    if kind is ast.Subscript:
        return _read_subscript(reader, value)  # type: ignore[arg-type]
    if kind is ast.BinOp:
        return _read_operation(reader, value)
    if kind is ast.UnaryOp:
        number = read_plain(value)
        if type(number) in (int, float):
            return Action(NUMBER, {"WFNumberActionNumber": repr(number)})
        return read_python(reader, value)
    return None


def _read_call_value(reader: Reader, call: ast.Call) -> Action | None:
    function = call.func
    if type(function) is ast.Name:
        if function.id == "input":
            return _read_ask(reader, call)
        return read_call(reader, call) or read_python(reader, call)
    if is_format(call):
        parts = read_text(reader, call)
        if parts is not None:
            return Action(TEXT, {"WFTextActionText": reader.text(parts)})
    return read_call(reader, call) or read_python(reader, call)


def _read_ask(reader: Reader, call: ast.Call) -> Action | None:
    if type(read_reference(reader, call)) in (att.ShortcutInput, att.ActionInput):
        return None
    prompt = call.args[0] if call.args else None
    for one in call.keywords:
        if one.arg == "prompt":
            prompt = one.value
    if prompt is None:
        return Action(ASK)
    if type(prompt) is ast.Constant and prompt.value == "Please enter the value:":
        return None
    value = read_parameter(reader, prompt)
    if type(value) is TokenAttachment:
        value = TokenString([value.attachment], True)
    return Action(ASK, {} if value is None else {"WFAskActionPrompt": value})


def _read_constant(reader: Reader, node: ast.Constant) -> Action | None:
    value = node.value
    if type(value) is str:
        return Action(TEXT, {"WFTextActionText": read_parameter(reader, node)})
    if type(value) is bool:
        return Action(NUMBER, {"WFNumberActionNumber": "1" if value else "0"})
    if type(value) in (int, float):
        return Action(NUMBER, {"WFNumberActionNumber": repr(value)})
    return None


def _read_subscript(reader: Reader, node: ast.Subscript) -> Action | None:
    key = node.slice
    if type(key) is ast.Constant and type(key.value) is str:
        if not reader.is_triple(key) and not reader.segment(key).startswith("{"):
            return None
        word: Any = key.value
    elif type(key) in (ast.JoinedStr, ast.Name, ast.Attribute, ast.Call):
        word = read_parameter(reader, key)
        if type(word) is TokenAttachment:
            word = TokenString([word.attachment], True)
    else:
        return read_python(reader, node)
    base = read_picked(reader, node.value)
    if base is None or word is None:
        return None
    return Action(LOOK_UP, {"WFInput": TokenAttachment(base), "WFDictionaryKey": word})


def _read_operation(reader: Reader, node: ast.expr) -> Action | None:
    called = read_call(reader, node)  # a dash in the name of an action
    if called is not None:
        return called
    parts = read_text(reader, node)
    if parts is not None:
        return Action(TEXT, {"WFTextActionText": reader.text(parts)})
    if reader.calculated(node) is None:
        return read_python(reader, node)
    made = reader.actions.pop()
    return made if type(made) is Action else None


def _read_set(reader: Reader, node: ast.stmt, name: str, value: ast.expr) -> bool:
    parameters: dict[str, Any] = {"WFVariableName": reader.variable_name(name)}
    if not (type(value) is ast.Constant and value.value is None):
        if not isinstance(value, _FORMS):
            return False
        reference = read_picked(reader, value)
        if reference is None:
            return False
        parameters["WFInput"] = TokenAttachment(reference)
    action = reader.add(Action(SET, parameters))
    if not reader.exact:
        reader.scope.note_set(name, action, node)
    reader.scope.define(name, Named(reader.variable_name(name)))
    return True


def _read_put(reader: Reader, target: ast.Subscript, value: ast.expr) -> bool:
    """`d['''key'''] = value`: Set Dictionary Value, whose output is the dictionary then."""
    base = read_reference(reader, target.value)
    key = read_parameter(reader, target.slice)
    made = read_parameter(reader, value)
    if base is None or key is None or made is None:
        return False
    if type(key) is TokenAttachment:
        key = TokenString([key.attachment], True)
    if type(made) is TokenAttachment:
        made = TokenString([made.attachment], True)
    reader.guess(target, "item-assignment", reader.shown(target), "Set Dictionary Value", 0.8)
    parameters: dict[str, Any] = {
        "WFDictionary": TokenAttachment(base),
        "WFDictionaryKey": str(key) if type(key) in (int, float) else key,
        "WFDictionaryValue": made if type(made) in (str, TokenString) else str(made),
    }
    action = reader.add(Action(PUT, parameters))
    if type(target.value) is ast.Name:
        reader.define(target.value.id, action)
    return True


def read_expression(reader: Reader, node: ast.expr) -> bool:
    """Read an expression that stands as a statement; False where it means nothing."""
    action = read_value_action(reader, node)
    if action is None:
        reference = read_reference(reader, node)
        if reference is None:
            return False
        reader.guess(node, "bare-reference", reader.shown(node), "Get Variable", 0.5)
        action = Action(GET_VARIABLE, {"WFVariable": TokenAttachment(reference)})
    reader.add(action)
    return True
