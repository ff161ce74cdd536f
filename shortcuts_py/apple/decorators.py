"""Decorators of the entry function: where a shortcut runs, without input, and by itself.

@runnable(surface=RunSurface.SHARE_SHEET)
@input_fallback(behavior=InputFallback.GET_CLIPBOARD)
@when_airplane_mode_changes(state="On")
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.apple.fields import parameter_field
from shortcuts_py.apple.names import trigger, trigger_named
from shortcuts_py.apple.values import print_value, read_argument
from shortcuts_py.language.layout import Expression, Group
from shortcuts_py.workflow.document import Workflow
from shortcuts_py.workflow.values import read_value, write_value

if TYPE_CHECKING:
    from shortcuts_py.apple.printing import Printer
    from shortcuts_py.apple.session import Reader

__all__ = ["print_decorators", "read_decorators"]

# The first two were seen; the others are spelt like them.
_SURFACES = {
    "SHARE_SHEET": "ActionExtension",
    "APPLE_WATCH": "Watch",
    "MENU_BAR": "MenuBar",
    "QUICK_ACTIONS": "QuickActions",
    "SEARCH": "WFWorkflowTypeShowInSearch",
    "INPUT_FROM_SEARCH": "WFWorkflowTypeReceivesInputFromSearch",
    "WATCH": "Watch",
    "WIDGET": "NCWidget",
}
_SEEN = {_SURFACES[word]: word for word in ("SHARE_SHEET", "APPLE_WATCH")}
_CLIPBOARD = {"Name": "WFWorkflowNoInputBehaviorGetClipboard", "Parameters": {}}
_IDENTIFIER, _UUID = "WFTriggerIdentifier", "WFTriggerUUID"
_PARAMETERS = "WFTriggerSerializedParameters"


# -- printing ---------------------------------------------------------------------------


def print_decorators(printer: Printer, workflow: Workflow) -> list[Expression]:
    """The decorators that say some of the root's keys; what they leave is announced."""
    lines: list[Expression] = []
    for one in workflow.types or ():
        if type(one) is str and one in _SEEN:
            lines.append(f"@runnable(surface=RunSurface.{_SEEN[one]})")
    if workflow.no_input_behavior == _CLIPBOARD:
        lines.append("@input_fallback(behavior=InputFallback.GET_CLIPBOARD)")
    for one in workflow.triggers or ():
        text = _print_trigger(printer, one)
        if text is not None:
            lines.append(text)
    return lines


def _print_trigger(printer: Printer, plist: Any) -> Expression | None:
    identifier = plist.get(_IDENTIFIER) if type(plist) is dict else None
    known = trigger(identifier) if type(identifier) is str else None
    if known is None or known.name is None:
        return None
    members: list[tuple[str, Expression]] = []
    parameters = plist.get(_PARAMETERS)
    given = parameters if type(parameters) is dict else {}
    for key in known.parameters:  # in this order, whatever the file's is
        word = known.keyword(key)
        if word is None or key not in given:
            continue
        value = given[key]
        field = parameter_field(known.parameters[key])
        text = print_value(printer, field, read_value(value))
        if text is not None:
            members.append((f"{word}=", text))
    return Group(f"@{known.name}(", members)


# -- reading ----------------------------------------------------------------------------


def read_decorators(reader: Reader, nodes: list[ast.expr], workflow: Workflow) -> None:
    """Write what decorators say into a workflow's root."""
    types: list[Any] = []
    triggers: list[Any] = []
    for node in nodes:
        reader.line = node.lineno
        call = node if type(node) is ast.Call else None
        function = call.func if call is not None else node
        name = function.id if type(function) is ast.Name else ""
        keywords = call.keywords if call is not None else []
        if call is not None and call.args:
            reader.error(call.args[0], "positional-argument", "arguments are given by keyword only")
        if name == "runnable":
            types += _read_surfaces(reader, node, keywords)
        elif name == "input_fallback":
            _read_fallback(reader, node, keywords, workflow)
        elif name.startswith("when_"):
            found = _read_trigger(reader, node, name, keywords)
            if found is not None:
                triggers.append(found)
        else:
            message = "this decorator is not known, and left out"
            reader.warn(node, "unknown-decorator", message)
    if types:
        workflow.types = list(dict.fromkeys(types))
    if triggers:
        workflow.triggers = triggers


def _word(node: ast.expr) -> str | None:
    """The case of `RunSurface.SHARE_SHEET`, or a plain string."""
    if type(node) is ast.Attribute and type(node.value) is ast.Name:
        return node.attr
    if type(node) is ast.Constant and type(node.value) is str:
        return node.value
    return None


def _read_surfaces(reader: Reader, node: ast.expr, keywords: list[ast.keyword]) -> list[str]:
    found: list[str] = []
    for one in keywords:
        if one.arg == "surface":
            values = one.value.elts if type(one.value) is ast.List else [one.value]
            words = [_word(value) for value in values]
        else:
            # The form of 27.2: runnable(share_sheet=True).
            off = type(one.value) is ast.Constant and one.value.value is False
            words = [] if off else [(one.arg or "").upper()]
        for word in words:
            if word in _SURFACES:
                found.append(_SURFACES[word])
                continue
            from shortcuts_py.apple.nearest import nearest

            near = nearest(word or "", _SURFACES)
            hint = f"; did you mean {near[0]}?" if near else f": it is {', '.join(_SURFACES)}"
            reader.error(one.value, "unknown-surface", f"there is no such surface{hint}", near)
    if not keywords:
        reader.error(node, "bad-argument", "runnable takes surface=RunSurface.SHARE_SHEET")
    return found


def _read_fallback(
    reader: Reader, node: ast.expr, keywords: list[ast.keyword], workflow: Workflow
) -> None:
    words = {one.arg: _word(one.value) for one in keywords}
    if words == {"behavior": "GET_CLIPBOARD"}:
        workflow.no_input_behavior = {**_CLIPBOARD, "Parameters": {}}
        return
    message = "input_fallback takes behavior=InputFallback.GET_CLIPBOARD"
    reader.error(node, "bad-argument", message, ("InputFallback.GET_CLIPBOARD",))


def _read_trigger(
    reader: Reader, node: ast.expr, name: str, keywords: list[ast.keyword]
) -> dict[str, Any] | None:
    known = trigger_named(name)
    if known is None:
        from shortcuts_py.apple.nearest import nearest_triggers

        near = nearest_triggers(name)
        hint = f"; did you mean @{near[0]}?" if near else ""
        fix = (node.func if type(node) is ast.Call else node, near[0]) if near else None
        message = f"there is no trigger @{name}{hint}"
        reader.error(node, "unknown-trigger", message, near, fix)
        return None
    parameters: dict[str, Any] = {}
    for one in keywords:
        keys = known.keys(one.arg) if one.arg else ()
        if not keys:
            from shortcuts_py.apple.nearest import nearest_keywords

            near = nearest_keywords(known, one.arg or "")
            hint = f"; did you mean {near[0]}?" if near else ""
            message = f"@{name}() has no parameter {one.arg!r}{hint}"
            reader.error(one, "unknown-parameter", message, near)
            continue
        before = len(reader.body)
        value = read_argument(reader, parameter_field(known.parameters[keys[0]]), one.value)
        if len(reader.body) > before:
            message = "no action runs before a trigger: write a fixed value"
            reader.error(one.value, "bad-argument", message)
            del reader.body[before:]
        if value is not None:
            parameters[keys[0]] = write_value(value)
    return {
        _IDENTIFIER: known.identifier,
        _UUID: reader.ids.new(f"trigger:{name}"),
        _PARAMETERS: parameters,
    }
