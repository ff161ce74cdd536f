"""Values of other types by their words: what refers, what has fields, what holds one value.

`Attachment(...)`, `Bare(...)` and `Subject(...)` wrap a reference as the file does.
`Quantity(...)`, `TimeOffset(...)` and the states (`StringState(...)` and the like) are nodes
of the tree under their own names.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.arguments import only_argument
from shortcuts_py.language.dictionaries import print_list, read_list
from shortcuts_py.language.layout import Expression, Group
from shortcuts_py.language.references import print_reference
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow import states
from shortcuts_py.workflow.quantities import Contacts, Quantity, TimeOffset
from shortcuts_py.workflow.values import ConditionSubject, TokenAttachment, read_value

if TYPE_CHECKING:
    from shortcuts_py.language.printer import Printer
    from shortcuts_py.language.reader import Reader

__all__ = ["PRINTERS", "READERS"]

_STATES: dict[str, type[Any]] = {
    name: getattr(states, name) for name in states.__all__ if name != "SubstitutableState"
}


# -- printing ---------------------------------------------------------------------------


def _print_fields(word: str, printer: Printer, node: Any, positional: int) -> Expression:
    members: list[tuple[str, Expression]] = []
    complete = True
    for index, field in enumerate(node.FIELDS):
        value = getattr(node, field.attribute)
        if value is None:
            complete = False
            continue
        bare = index < positional and complete
        members.append(("" if bare else f"{field.attribute}=", _print_field(printer, value)))
    return Group(f"{word}(", members)


def _print_field(printer: Printer, value: Any) -> Expression:
    """A field's value: here a reference is bare in the file, and a word says where not."""
    if type(value) is TokenAttachment:
        return f"Attachment({print_reference(printer, value.attachment)})"
    if type(value) in att.KNOWN_KINDS:
        return print_reference(printer, value)
    return printer.value(value)


def _print_state(word: str) -> Callable[[Printer, Any], Expression]:
    return lambda printer, node: Group(f"{word}(", [("", printer.value(node.value))])


def _print_bare(printer: Printer, node: Any) -> Expression:
    return f"Bare({print_reference(printer, node)})"


PRINTERS: dict[type, Callable[[Any, Any], Expression]] = {
    ConditionSubject: lambda p, v: f"Subject({print_reference(p, v.attachment)})",
    Quantity: lambda p, v: _print_fields("Quantity", p, v, 2),
    TimeOffset: lambda p, v: _print_fields("TimeOffset", p, v, 0),
    Contacts: lambda p, v: Group("Contacts(", [("", print_list(p, v.entries))]),
    **{kind: _print_state(word) for word, kind in _STATES.items()},
    **dict.fromkeys(att.KNOWN_KINDS, _print_bare),
}


# -- reading ----------------------------------------------------------------------------


def _read_attachment(reader: Reader, node: ast.Call) -> Any:
    argument = only_argument(reader, node)
    attachment = None if argument is None else reader.reference(argument)
    return None if attachment is None else TokenAttachment(attachment)


def _read_bare(reader: Reader, node: ast.Call) -> Any:
    argument = only_argument(reader, node)
    attachment = None if argument is None else reader.reference(argument)
    # As a value of its own an unknown attachment is a plain dictionary.
    if isinstance(attachment, att.UnknownAttachment):
        return read_value(attachment.plist)
    return attachment


def _read_subject(reader: Reader, node: ast.Call) -> Any:
    argument = only_argument(reader, node)
    attachment = None if argument is None else reader.reference(argument)
    return None if attachment is None else ConditionSubject(attachment)


def _read_fields(kind: type[Any]) -> Callable[[Reader, ast.Call], Any]:
    def read(reader: Reader, node: ast.Call) -> Any:
        names = [field.attribute for field in kind.FIELDS]
        result = kind()
        given = [*zip(names, node.args, strict=False), *((k.arg, k.value) for k in node.keywords)]
        for name, argument in given:
            if name not in names:
                reader.error(
                    argument, "bad-argument", f"{kind.__name__}() takes {', '.join(names)}"
                )
                return None
            value = reader.value(argument)
            if type(value) is TokenAttachment and not _is_word(argument, "Attachment"):
                value = value.attachment
            setattr(result, name, value)
        return result

    return read


def _is_word(node: ast.expr, word: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == word


def _read_contacts(reader: Reader, node: ast.Call) -> Any:
    argument = only_argument(reader, node)
    if isinstance(argument, ast.List):
        return Contacts(read_list(reader, argument))
    reader.error(node, "bad-argument", "Contacts() takes a list")
    return None


def _read_state(kind: type[Any]) -> Callable[[Reader, ast.Call], Any]:
    def read(reader: Reader, node: ast.Call) -> Any:
        argument = only_argument(reader, node)
        value = None if argument is None else reader.value(argument)
        return None if value is None else kind(value)

    return read


READERS: dict[str, Callable[[Reader, ast.Call], Any]] = {
    "Attachment": _read_attachment,
    "Bare": _read_bare,
    "Contacts": _read_contacts,
    "Quantity": _read_fields(Quantity),
    "Subject": _read_subject,
    "TimeOffset": _read_fields(TimeOffset),
    **{word: _read_state(kind) for word, kind in _STATES.items()},
}
