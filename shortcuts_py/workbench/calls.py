"""Calls of actions, both ways: `is_workflow_actions_x_y( Key=value, Key2=value)`.

Keys that no keyword can say stand in `**{"odd key": value}`.
"""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from shortcuts_py.names import by_identifier
from shortcuts_py.workbench.literals import print_string, print_word
from shortcuts_py.workbench.references import Naming, read_reference
from shortcuts_py.workbench.scope import APPEND, SET, Named
from shortcuts_py.workbench.spelling import (
    Spelt,
    is_strange,
    is_word,
    key_of,
    like_keys,
    near_key,
    spell,
    spell_key,
    what_is,
)
from shortcuts_py.workbench.text import first_name, reference_in
from shortcuts_py.workbench.values import (
    FIELD,
    LIST,
    OTHER,
    PICKER,
    TEXT,
    print_value,
    read_parameter,
)
from shortcuts_py.workflow.actions import RESULT_NAMES, Action
from shortcuts_py.workflow.text import TokenString
from shortcuts_py.workflow.values import TokenAttachment

if TYPE_CHECKING:
    from shortcuts_py.workbench.reading import Reader

__all__ = ["is_sayable", "print_call", "read_call", "spelling_of", "takes"]

_NAME = "CustomOutputName"
# Said otherwise, or not at all, where they are keywords.
_RESERVED = frozenset({"UUID", _NAME})
_FIELDS = frozenset({"WFHTTPHeaders", "WFJSONValues", "WFFormValues"})
_ITEMS = {"is.workflow.actions.dictionary": FIELD, "is.workflow.actions.list": LIST}


@lru_cache(maxsize=4096)
def takes(identifier: str) -> dict[str, int]:
    """What the parameters of an action take, as far as it decides how values are read."""
    kinds = dict.fromkeys(_FIELDS, FIELD)
    names = by_identifier(identifier)
    if names is not None:
        kinds.update(dict.fromkeys(names.text, TEXT))
        kinds.update(dict.fromkeys(names.pickers, PICKER))
    if identifier in _ITEMS:
        kinds["WFItems"] = _ITEMS[identifier]
    return kinds


def is_sayable(identifier: str) -> bool:
    """Whether an action has a spelling that can be called."""
    return is_word(spell(identifier))


def print_call(naming: Naming, action: Action) -> str:
    """The call for an action."""
    members: list[str] = []
    others: list[str] = []
    for key, value in action.parameters.items():
        word = None if key in _RESERVED else spell_key(key)
        printed = print_value(naming, value)
        if word is None:
            others.append(f"{print_word(key)}: {printed}")
        else:
            members.append(f"{word}={printed}")
    if action.output_name is not None:
        members.append(f"{_NAME}={print_string(action.output_name)}")
    if others:
        members.append("**{" + ", ".join(others) + "}")
    inside = f" {', '.join(members)}" if members else ""
    return f"{spell(action.identifier)}({inside})"


def spelling_of(node: ast.expr) -> tuple[str, ast.Call] | None:
    """The word that is called, and the call; a dash in the word makes it a subtraction."""
    if type(node) is ast.Call:
        if type(node.func) is ast.Name:
            return node.func.id, node
        dotted = _dotted(node.func)
        return None if dotted is None else (dotted, node)
    pieces: list[str] = []
    rest: ast.expr = node
    call: ast.Call | None = None
    while type(rest) is ast.BinOp and type(rest.op) is ast.Sub:
        right = rest.right
        if call is None:
            if type(right) is not ast.Call or type(right.func) is not ast.Name:
                return None
            call = right
            pieces.append(right.func.id)
        elif type(right) is ast.Name:
            pieces.append(right.id)
        else:
            return None
        rest = rest.left
    if call is None or type(rest) is not ast.Name:
        return None
    pieces.append(rest.id)
    return "-".join(reversed(pieces)), call


def _dotted(node: ast.expr) -> str | None:
    """Names with dots between them: an action's identifier as it is in the file."""
    pieces: list[str] = []
    while type(node) is ast.Attribute:
        pieces.append(node.attr)
        node = node.value
    if type(node) is not ast.Name or len(pieces) < 2:
        return None
    return ".".join([node.id, *reversed(pieces)])


def read_call(reader: Reader, node: ast.expr) -> Action | None:
    """The action that a call stands for; None for a call of anything else."""
    spelling = spelling_of(node)
    if spelling is None:
        return None
    word, call = spelling
    spelt = what_is(word)
    if spelt is None:
        return None
    if not reader.exact and spelt.identifier in RESULT_NAMES and not _is_part(call):
        return None  # a block is no call: its parts would not belong together
    if not reader.exact and (not spelt.known or spelt.others):
        _report(reader, call, word, spelt)
    action = Action(spelt.identifier)
    read_members(reader, action, call)
    if action.identifier in (SET, APPEND) and not reader.exact:
        name = action.parameters.get("WFVariableName")
        if type(name) is str and name.isidentifier():
            reader.scope.define(name, Named(name))
    return action


def _is_part(call: ast.Call) -> bool:
    """Whether a call says which part of a block it is, as the file does."""
    return any(one.arg in ("WFControlFlowMode", None) for one in call.keywords)


def _report(reader: Reader, call: ast.Call, word: str, spelt: Spelt) -> None:
    confidence = 0.9 if spelt.known else 0.3 if spelt.others else 0.6
    reader.guess(call.func, "spelling", word, spelt.identifier, confidence, spelt.others)


def read_members(reader: Reader, action: Action, call: ast.Call) -> None:
    """The parameters that a call gives."""
    kinds = takes(action.identifier)
    parameters = action.parameters
    for member in call.keywords:
        if member.arg is None:
            _read_others(reader, action, member.value)
            continue
        key = key_of(member.arg)
        if not reader.exact:
            key = _meant(reader, action, member, key)
        if key in parameters:
            reader.lose(member.value, "argument")
            continue
        if key in _RESERVED:
            _read_reserved(reader, action, key, member.value)
            continue
        kind = kinds.get(key, OTHER)
        value = read_parameter(reader, member.value, kind)
        if not reader.exact and type(value) in _LITERALS:
            if kind == PICKER or key == "WFInput":
                value = _quoted_name(reader, member.value, value)
            if kind == PICKER:
                value = _picked(reader, key, member.value, value)
        if value is not None:
            parameters[key] = value
    if call.args:
        _read_positional(reader, action, call.args)


def _quoted_name(reader: Reader, node: ast.expr, value: Any) -> Any:
    """`'''Repeat_Item'''` as an input: the paper's printer puts some names between quotes."""
    expression = reference_in(value) if type(value) is str else None
    if expression is None or not reader.is_defined(first_name(expression)):
        return value
    one = read_reference(reader, ast.copy_location(expression, node))
    if one is None:
        return value
    reader.guess(node, "quoted-name", reader.shown(node), value, 0.9)
    return TokenAttachment(one)


_LITERALS: frozenset[type] = frozenset((str, int, float, TokenString))


def _picked(reader: Reader, key: str, node: ast.expr, value: Any) -> Any:
    """A value for a picker of variables, where a text has to be the output of an action."""
    text = value if type(value) in (str, int, float) or type(value) is TokenString else None
    if text is None or text == "" or type(text) is bool:
        return value
    if key == "WFVariable" and type(text) is str:
        return TokenAttachment(reader.variable(text))
    number = type(text) in (int, float)
    key, identifier = (
        ("WFNumberActionNumber", "number") if number else ("WFTextActionText", "gettext")
    )
    reader.guess(node, "nested-call", reader.shown(node), "an action of its own", 0.9)
    parameters = {key: repr(text) if number else text}
    action = reader.add(Action(f"is.workflow.actions.{identifier}", parameters))
    return TokenAttachment(reader.output_of(action))


def _meant(reader: Reader, action: Action, member: ast.keyword, key: str) -> str:
    """The key that a keyword is meant for, where the action has none that is spelt so."""
    near = near_key(action.identifier, key)
    if near != key and near not in action.parameters:
        reader.guess(member, "parameter", key, near, 0.8)
        return near
    if near == key and is_strange(action.identifier, key):
        reader.guess(member, "parameter", key, key, 0.3, like_keys(action.identifier, key))
    return key


def _read_reserved(reader: Reader, action: Action, key: str, node: ast.expr) -> None:
    value = read_parameter(reader, node)
    if type(value) is str:
        if key == _NAME:
            action.output_name = value
        else:
            action.uuid = value
    elif value is not None:
        action.parameters[key] = value


def _read_others(reader: Reader, action: Action, node: ast.expr) -> None:
    if type(node) is not ast.Dict:
        reader.lose(node, "value")
        return
    for key, one in zip(node.keys, node.values, strict=True):
        if type(key) is not ast.Constant or type(key.value) is not str:
            reader.lose(one, "value")
            continue
        value: Any = read_parameter(reader, one)
        if value is not None:
            action.parameters[key.value] = value


def _read_positional(reader: Reader, action: Action, nodes: list[ast.expr]) -> None:
    """Arguments without a name: the first is the action's main parameter."""
    names = by_identifier(action.identifier)
    for index, node in enumerate(nodes):
        key = names.main if names is not None and index == 0 else None
        if action.identifier == "is.workflow.actions.getdevicedetails":
            key, node = "WFDeviceDetail", _only(node)
        if key is None or key in action.parameters:
            reader.lose(node, "argument")
            continue
        value = read_parameter(reader, node, takes(action.identifier).get(key, OTHER))
        if value is not None:
            action.parameters[key] = value
            reader.guess(node, "argument-without-name", reader.shown(node), f"{key}=...", 0.7)


def _only(node: ast.expr) -> ast.expr:
    return node.elts[0] if type(node) is ast.List and len(node.elts) == 1 else node
