"""Actions as statements: implicit forms where they read back as the same, else calls."""

from __future__ import annotations

from typing import Any

from shortcuts_py.announcements import write_announcement
from shortcuts_py.apple.calls import print_call
from shortcuts_py.apple.literal_actions import print_literal
from shortcuts_py.apple.plan import variable_word
from shortcuts_py.apple.printing import Printer, Statement
from shortcuts_py.apple.references import print_reference
from shortcuts_py.language.layout import Expression
from shortcuts_py.language.literals import print_string
from shortcuts_py.limits import check_time
from shortcuts_py.workflow.actions import Action
from shortcuts_py.workflow.identifiers import ADD_VARIABLE, GET_VARIABLE, NOTHING, SET_VARIABLE
from shortcuts_py.workflow.values import TokenAttachment

__all__ = ["print_action", "print_tail"]

_GET_VALUE = "is.workflow.actions.getvalueforkey"


def print_action(printer: Printer, action: Action, name: str | None) -> Statement:
    """Print an action as a statement.

    Args:
        printer: the state.
        action: the action.
        name: the name of its output; None where the output has no id, or not its own.
    """
    check_time()
    expression: Expression | None
    if name is not None:
        expression = print_literal(printer, action) or _print_get_value(printer, action)
        # An empty list could be taken for the result of the next loop.
        statement = printer.emit(expression or print_call(printer, action), f"{name} = ")
    else:
        expression = _print_append(printer, action)
        statement = printer.emit(expression or print_call(printer, action))
    _finish(printer, statement, action)
    return statement


def _finish(printer: Printer, statement: Statement, action: Action) -> None:
    printer.own(statement)
    if action.output_name is not None:
        statement.before.append(write_announcement("output_name", action.output_name))
    if action.other_keys:
        statement.before.append(write_announcement("beside", action.other_keys))
    text = action.parameters.get("WFVariableName")
    if action.identifier in (SET_VARIABLE, ADD_VARIABLE) and type(text) is str:
        word = variable_word(text)
        called = statement.text is not None and ".append(" not in statement.text.partition("(")[0]
        if word is not None and called and "variable=" in (statement.text or ""):
            printer.explicit.setdefault(word, text)


def _print_get_value(printer: Printer, action: Action) -> str | None:
    """`name = value["key"]`."""
    if action.identifier != _GET_VALUE or len(action.parameters) != 2:
        return None
    key, value = action.parameters.get("WFDictionaryKey"), action.parameters.get("WFInput")
    if type(key) is not str or type(value) is not TokenAttachment:
        return None
    text = print_reference(printer, value.attachment)
    return None if text is None else f"{text}[{print_string(key, False)}]"


def _print_append(printer: Printer, action: Action) -> str | None:
    """`items.append(value)`."""
    if action.identifier != ADD_VARIABLE or len(action.parameters) != 2:
        return None
    name, value = action.parameters.get("WFVariableName"), action.parameters.get("WFInput")
    if type(name) is not str or type(value) is not TokenAttachment:
        return None
    text = print_reference(printer, value.attachment)
    if text is None or text.endswith("]"):
        return None  # a key would be got by an action of its own
    word = printer.variable_named(name)
    printer.appended.add(word)
    return f"{word}.append({text})"


def print_tail(
    printer: Printer, action: Action, preceding: Any, opening: str, closing: str
) -> bool:
    """Print the last action of a branch as the value of the block's result.

    Args:
        printer: the state.
        action: an action without an id.
        preceding: the id of the output in front of it.
        opening: what stands before the value.
        closing: what stands behind it.

    Returns:
        Whether the value is said; else the action is printed, and its value is not.
    """
    expression: Expression | None = None
    if action.identifier == GET_VARIABLE and len(action.parameters) == 1:
        value = action.parameters.get("WFVariable")
        if type(value) is TokenAttachment:
            attachment = value.attachment
            same = getattr(attachment, "output_uuid", None) == preceding is not None
            expression = None if same else print_reference(printer, attachment)
            if type(expression) is str and expression.endswith("]"):
                expression = None
    elif action.identifier != NOTHING:
        expression = print_literal(printer, action) or _print_get_value(printer, action)
    statement = printer.emit(expression or print_call(printer, action), opening, closing)
    _finish(printer, statement, action)
    return True
