"""Actions as statements: assignments, comments, the small statements, and calls.

The table at the end of the printing half says which actions have a statement of their own;
each is taken only where the statement says every parameter. The reading half reads the
same statements.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.calls import print_call, print_plain_call
from shortcuts_py.language.dictionaries import print_dictionary, print_list
from shortcuts_py.language.layout import Expression, flat
from shortcuts_py.language.literals import canonical_number, print_string
from shortcuts_py.language.plain import print_raw
from shortcuts_py.language.references import print_reference
from shortcuts_py.language.text import has_usual_ranges, print_parts
from shortcuts_py.limits import check_time
from shortcuts_py.workflow.actions import Action, UnknownAction
from shortcuts_py.workflow.attachments import Output
from shortcuts_py.workflow.dictionary import DictionaryField
from shortcuts_py.workflow.identifiers import (
    ADD_VARIABLE,
    COMMENT,
    DICTIONARY,
    EXIT,
    LIST,
    NOTHING,
    NUMBER,
    SET_VARIABLE,
    TEXT,
)
from shortcuts_py.workflow.text import TokenString
from shortcuts_py.workflow.values import TokenAttachment

if TYPE_CHECKING:
    from shortcuts_py.language.printer import Printer

__all__ = [
    "assigned_name",
    "can_merge",
    "comment_lines",
    "is_chained",
    "print_action",
    "print_assignment",
    "print_value_expression",
]


# What a comment may hold as it is: no controls, no blanks at the end of a line, which
# formatters cut off, and nothing that reads as another kind of comment.
_COMMENT = re.compile(r"[^\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ud800-\udfff\ufeff]*\Z")
_BLANK_END = re.compile(r"[^\S\n](\n|\Z)")


# -- literals as actions ----------------------------------------------------------------


def print_value_expression(printer: Printer, action: Action) -> Expression | None:
    """The literal that stands for a Text, Number, Dictionary, List or Nothing action.

    None where the action says more than its literal would.
    """
    if action.output_name is not None or action.other_keys or id(action) in printer.plain:
        return None
    kind = _LITERALS.get(action.identifier)
    if kind is None:
        return None
    key, printed = kind
    if key is None:
        return None if action.parameters else printed(printer, None)
    if len(action.parameters) != 1 or key not in action.parameters:
        return None
    return printed(printer, action.parameters[key])  # type: ignore[no-any-return]


def _literal_text(printer: Printer, value: Any) -> Expression | None:
    if type(value) is str:
        return print_string(value)
    if type(value) is TokenString and has_usual_ranges(printer, value):
        return print_parts(printer, value.parts)
    return None


def _literal_number(printer: Printer, value: Any) -> Expression | None:
    return canonical_number(value) if type(value) is str else None


def _literal_dictionary(printer: Printer, value: Any) -> Expression | None:
    if type(value) is not DictionaryField or value.wrapped:
        return None
    expression = print_dictionary(printer, value)
    return expression if flat(expression).startswith("{") else None


def _literal_list(printer: Printer, value: Any) -> Expression | None:
    if type(value) is not list or any(type(one) in (int, float, bool) for one in value):
        return None  # numbers in a literal would become texts
    return print_list(printer, value)


_LITERALS: dict[str, tuple[str | None, Any]] = {
    TEXT: ("WFTextActionText", _literal_text),
    NUMBER: ("WFNumberActionNumber", _literal_number),
    DICTIONARY: ("WFItems", _literal_dictionary),
    LIST: ("WFItems", _literal_list),
    NOTHING: (None, lambda printer, value: "None"),
}


# -- variables --------------------------------------------------------------------------


def assigned_name(action: Any) -> str | None:
    """The name that a plain Set Variable or Add to Variable sets; None for any other action."""
    if (
        type(action) is not Action
        or action.identifier not in (SET_VARIABLE, ADD_VARIABLE)
        or action.uuid is not None
        or action.output_name is not None
        or action.other_keys
        or action.without_parameters
    ):
        return None
    name = action.parameters.get("WFVariableName")
    value = action.parameters.get("WFInput")
    if type(name) is not str or len(action.parameters) != (1 if value is None else 2):
        return None
    return name if value is None or type(value) is TokenAttachment else None


def can_merge(printer: Printer, uuid: str | None, action: Any) -> bool:
    """Whether `action` sets a variable to the output `uuid`, which nothing else uses."""
    if uuid is None or assigned_name(action) is None or id(action) in printer.plain:
        return False
    value = action.parameters.get("WFInput")
    if value is None or id(action) in printer.questions:
        return False
    attachment = value.attachment
    return (
        type(attachment) is Output
        and attachment.output_uuid == uuid
        and attachment.aggrandizements is None
        and sum(printer.analysis.shown[uuid].values()) == 1
        and attachment.output_name == printer.shown(uuid)
        and not printer.is_shared(uuid)
    )


def is_chained(printer: Printer, action: Action, following: Any = None) -> bool:
    """Whether something is done with a value that a literal cannot do for type checkers.

    `following` is the action that sets a variable to it, if that is one statement.
    """
    uuid, chained = action.uuid, printer.analysis.chained
    if uuid is None:
        return False
    if following is not None:
        return following.identifier == SET_VARIABLE and assigned_name(following) in chained
    shown = printer.analysis.shown.get(uuid, ())
    return uuid in chained or any(name != printer.shown(uuid) for name in shown)


def print_assignment(
    printer: Printer, indent: int, action: Action, expression: Expression | None, notes: Any
) -> None:
    """`name = ...` or `name.append(...)`; `expression` is the merged value, if any."""
    name = action.parameters["WFVariableName"]
    identifier = printer.variable_identifier(str(name))
    if expression is None:
        value: Any = action.parameters.get("WFInput")
        expression = "_" if value is None else print_reference(printer, value.attachment)
    if action.identifier == SET_VARIABLE:
        printer.statement(indent, f"{identifier} = ", expression, notes)
        return
    from shortcuts_py.language.layout import Group

    printer.statement(indent, "", Group(f"{identifier}.append(", [("", expression)]), notes)


# -- statements -------------------------------------------------------------------------


def print_action(printer: Printer, indent: int, action: Action | UnknownAction) -> bool:
    """Print a plain action; says whether it came out as a comment."""
    check_time()
    if type(action) is UnknownAction:
        printer.statement(indent, "", print_raw(action.plist))
        return False
    assert type(action) is Action  # noqa: S101  narrows the union
    if action.without_parameters:
        printer.statement(indent, "", print_plain_call(action))
        return False
    plain = id(action) in printer.plain
    if not plain and assigned_name(action) is not None:
        print_assignment(printer, indent, action, None, None)
        return False
    name = printer.assigned(action)
    notes = printer.notes(action, action.identifier)
    if name is not None:
        literal = None
        if not is_chained(printer, action):
            # Type checkers know no `.as_(...)` of a literal; a call's result has it.
            literal = print_value_expression(printer, action)
        expression = print_call(printer, action) if literal is None else literal
        printer.statement(indent, f"{name} = ", expression, notes)
        return False
    if not plain and not action.other_keys:
        small = _SMALL.get(action.identifier)
        if small is not None and action.output_name is None:
            done = small(printer, indent, action, notes)
            if done is not None:
                return bool(done)
    printer.statement(indent, "", print_call(printer, action), notes)
    return False


def comment_lines(action: Any) -> list[str] | None:
    """The lines of a Comment action that `# ...` can say; None for any other."""
    if (
        type(action) is not Action
        or action.identifier != COMMENT
        or action.uuid is not None
        or action.output_name is not None
        or action.other_keys
        or len(action.parameters) != 1
    ):
        return None
    text = action.parameters.get("WFCommentActionText")
    if type(text) is not str or not _COMMENT.match(text) or _BLANK_END.search(text):
        return None
    return text.split("\n")


def _print_comment(printer: Printer, indent: int, action: Action, notes: Any) -> bool | None:
    lines = comment_lines(action)
    if lines is None:
        return None
    for line in lines:
        printer.line(indent, f"# {line}" if line else "#")
    return True


def _print_nothing(printer: Printer, indent: int, action: Action, notes: Any) -> bool | None:
    if action.parameters:
        return None
    printer.statement(indent, "", "pass", notes)
    return False


def _print_exit(printer: Printer, indent: int, action: Action, notes: Any) -> bool | None:
    if action.parameters:
        return None
    printer.statement(indent, "", "exit()", notes)
    return False


_SMALL: dict[str, Any] = {
    COMMENT: _print_comment,
    NOTHING: _print_nothing,
    EXIT: _print_exit,
}
