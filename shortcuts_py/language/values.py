"""Parameter values as expressions, and expressions as parameter values.

Every value type has its printer here or in the module it dispatches to, and the word that
the printer writes has its reader in the table next to it. What has no word is `raw(...)`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import datetime
from plistlib import UID
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.dictionaries import (
    print_dictionary,
    print_item_call,
    print_list,
    read_dictionary,
    read_item_call,
    read_list,
)
from shortcuts_py.language.layout import Expression, Group
from shortcuts_py.language.literals import print_scalar, read_base64, read_datetime
from shortcuts_py.language.plain import MISSING, print_raw, read_plain, read_raw
from shortcuts_py.language.predicates import (
    is_filter,
    print_filter,
    read_filter,
    read_filter_call,
)
from shortcuts_py.language.records import print_record, read_record_call
from shortcuts_py.language.references import print_reference
from shortcuts_py.language.text import is_text, print_parts, read_parts
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow import states
from shortcuts_py.workflow.dictionary import DictionaryField, Item
from shortcuts_py.workflow.predicates import PredicateTable
from shortcuts_py.workflow.quantities import Contacts, Quantity, TimeOffset
from shortcuts_py.workflow.text import AttributedText, TokenString
from shortcuts_py.workflow.values import (
    ConditionSubject,
    PlainDictionary,
    TokenAttachment,
    UnknownValue,
    read_value,
)

if TYPE_CHECKING:
    from shortcuts_py.language.printer import Printer
    from shortcuts_py.language.reader import Reader

__all__ = ["print_text_call", "print_value", "read_expression"]

_STATE_WORDS: dict[str, type[Any]] = {
    name: getattr(states, name) for name in states.__all__ if name != "SubstitutableState"
}


# -- printing ---------------------------------------------------------------------------


def print_value(printer: Printer, value: Any) -> Expression:
    """The expression of a parameter's value."""
    kind = type(value)
    if kind is TokenAttachment:
        return print_reference(printer, value.attachment)
    printed = _PRINTERS.get(kind)
    if printed is not None:
        return printed(printer, value)
    return _print_scalar(value)


def _print_scalar(value: Any) -> Expression:
    text = print_scalar(value)
    return print_raw(value) if text is None else text


def _print_token_string(printer: Printer, text: TokenString) -> Expression:
    if text.ranges == printer.ranges or any(type(part) is not str for part in text.parts):
        return print_parts(printer, text.parts)
    return print_text_call(printer, text)


def print_text_call(printer: Printer, text: TokenString) -> Expression:
    """`Text(...)`: a token string where an f-string would mean an item, or other ranges."""
    printed = print_parts(printer, text.parts)
    if text.ranges == printer.ranges or any(type(part) is not str for part in text.parts):
        return Group("Text(", [("", printed)])
    return Group("Text(", [("", printed), ("ranges=", repr(text.ranges))])


def _print_dictionary_field(printer: Printer, field: DictionaryField) -> Expression:
    return (
        Group("Wrapped(", [("", print_dictionary(printer, field))])
        if field.wrapped
        else print_dictionary(printer, field)
    )


def _print_attributed(printer: Printer, text: AttributedText) -> Expression:
    return Group("AttributedText(", [("", print_parts(printer, text.parts))])


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
    if type(value) in _BARE:
        return print_reference(printer, value)
    return printer.value(value)


def _print_state(word: str) -> Callable[[Printer, Any], Expression]:
    return lambda printer, node: Group(f"{word}(", [("", printer.value(node.value))])


def _print_bare(printer: Printer, node: Any) -> Expression:
    return f"Bare({print_reference(printer, node)})"


_PRINTERS: dict[type, Callable[[Any, Any], Expression]] = {
    list: print_list,
    TokenString: _print_token_string,
    AttributedText: _print_attributed,
    ConditionSubject: lambda p, v: f"Subject({print_reference(p, v.attachment)})",
    DictionaryField: _print_dictionary_field,
    Item: print_item_call,
    PlainDictionary: print_record,
    PredicateTable: print_filter,
    Quantity: lambda p, v: _print_fields("Quantity", p, v, 2),
    TimeOffset: lambda p, v: _print_fields("TimeOffset", p, v, 0),
    Contacts: lambda p, v: Group("Contacts(", [("", print_list(p, v.entries))]),
    UnknownValue: lambda _, v: print_raw(v.plist),
}
_PRINTERS.update({kind: _print_state(word) for word, kind in _STATE_WORDS.items()})
_BARE = frozenset(
    {
        att.Output,
        att.Variable,
        att.ShortcutInput,
        att.CurrentDate,
        att.Ask,
        att.Clipboard,
        att.DeviceDetails,
        att.CurrentApp,
        att.ActionInput,
    }
)
_PRINTERS.update(dict.fromkeys(_BARE, _print_bare))


# -- reading ----------------------------------------------------------------------------


def read_expression(reader: Reader, node: ast.expr) -> Any:
    """The value of an expression in the place of a parameter; None after an error."""
    kind = type(node)
    if kind is ast.Constant:
        value = node.value  # type: ignore[attr-defined]
        if type(value) in (str, int, float, bool, bytes):
            return value
        reader.error(node, "bad-value", f"{value!r} is not a value of the file")
        return None
    if kind is ast.JoinedStr:
        parts = read_parts(reader, node)
        return TokenString(parts, reader.ranges or any(type(part) is not str for part in parts))
    if kind is ast.Dict:
        return read_dictionary(reader, node)  # type: ignore[arg-type]
    if kind is ast.List or kind is ast.Tuple:
        return read_list(reader, node)  # type: ignore[arg-type]
    if kind is ast.Call:
        return _read_call(reader, node)  # type: ignore[arg-type]
    if kind is ast.UnaryOp:
        value = read_plain(node)
        if value is not MISSING:
            return value
    if kind is not ast.Name and is_filter(node):
        return read_filter(reader, node)
    attachment = reader.reference(node)
    return None if attachment is None else TokenAttachment(attachment)


def _read_call(reader: Reader, node: ast.Call) -> Any:
    if type(node.func) is ast.Name:
        read = _WORDS.get(node.func.id)
        if read is not None:
            return read(reader, node)
        if node.func.id == "raw":
            return _read_raw(reader, node)
        if node.func.id == "condition" and is_filter(node):
            return read_filter(reader, node)
    elif is_text(node):
        parts = read_parts(reader, node)
        return TokenString(parts, reader.ranges or any(type(part) is not str for part in parts))
    elif is_filter(node):
        return read_filter(reader, node)
    attachment = reader.reference(node)
    return None if attachment is None else TokenAttachment(attachment)


def _read_raw(reader: Reader, node: ast.Call) -> Any:
    value = read_raw(node)
    if value is MISSING:
        reader.error(node, "bad-raw", "raw() takes one literal of strings, numbers, [] and {}")
        return None
    return read_value(value)


def _argument(reader: Reader, node: ast.Call) -> ast.expr | None:
    if len(node.args) == 1 and not node.keywords:
        return node.args[0]
    assert isinstance(node.func, ast.Name)  # noqa: S101  the dispatch looked
    reader.error(node, "bad-argument", f"{node.func.id}() takes one value")
    return None


def _read_text(reader: Reader, node: ast.Call) -> Any:
    ranges = reader.ranges
    for one in node.keywords:
        if one.arg == "ranges" and isinstance(one.value, ast.Constant):
            ranges = bool(one.value.value)
        else:
            reader.error(node, "bad-argument", "Text() takes a text and ranges=")
    if len(node.args) != 1:
        reader.error(node, "bad-argument", "Text() takes one text")
        return None
    argument = node.args[0]
    if isinstance(argument, ast.Constant) or is_text(argument):
        parts = read_parts(reader, argument)
    else:
        attachment = reader.reference(argument)
        parts = [] if attachment is None else [attachment]
    return TokenString(parts, ranges or any(type(part) is not str for part in parts))


def _read_attributed(reader: Reader, node: ast.Call) -> Any:
    argument = _argument(reader, node)
    return None if argument is None else AttributedText(read_parts(reader, argument), True)


def _read_attachment(reader: Reader, node: ast.Call) -> Any:
    argument = _argument(reader, node)
    attachment = None if argument is None else reader.reference(argument)
    return None if attachment is None else TokenAttachment(attachment)


def _read_bare(reader: Reader, node: ast.Call) -> Any:
    argument = _argument(reader, node)
    attachment = None if argument is None else reader.reference(argument)
    # As a value of its own an unknown attachment is a plain dictionary.
    if isinstance(attachment, att.UnknownAttachment):
        return read_value(attachment.plist)
    return attachment


def _read_subject(reader: Reader, node: ast.Call) -> Any:
    argument = _argument(reader, node)
    attachment = None if argument is None else reader.reference(argument)
    return None if attachment is None else ConditionSubject(attachment)


def _read_plain_word(reader: Reader, node: ast.Call) -> Any:
    argument = _argument(reader, node)
    return None if argument is None else reader.value(argument)


def _read_wrapped(reader: Reader, node: ast.Call) -> Any:
    argument = _argument(reader, node)
    field = None if argument is None else reader.value(argument)
    if type(field) is not DictionaryField:
        reader.error(node, "bad-argument", "Wrapped() takes a dictionary")
        return None
    field.wrapped = True
    return field


def _read_dictionary_call(reader: Reader, node: ast.Call) -> Any:
    argument = _argument(reader, node)
    if isinstance(argument, ast.Dict):
        return read_dictionary(reader, argument)
    if isinstance(argument, ast.List):
        items = [reader.value(one) for one in argument.elts]
        return DictionaryField([one for one in items if one is not None])
    reader.error(node, "bad-argument", "Dictionary() takes a list of Item(...)")
    return None


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
    argument = _argument(reader, node)
    if isinstance(argument, ast.List):
        return Contacts(read_list(reader, argument))
    reader.error(node, "bad-argument", "Contacts() takes a list")
    return None


def _read_state(kind: type[Any]) -> Callable[[Reader, ast.Call], Any]:
    def read(reader: Reader, node: ast.Call) -> Any:
        argument = _argument(reader, node)
        value = None if argument is None else reader.value(argument)
        return None if value is None else kind(value)

    return read


def _read_data(reader: Reader, node: ast.Call) -> Any:
    argument = _argument(reader, node)
    data = None if argument is None else read_base64(argument)
    if data is None:
        reader.error(node, "bad-argument", "Data() takes a string in Base64")
    return data


def _read_datetime(reader: Reader, node: ast.Call) -> datetime | None:
    value = None if node.keywords else read_datetime(node.args)
    if value is None:
        reader.error(
            node, "bad-argument", "datetime() takes year, month, day, hour, ... as numbers"
        )
    return value


def _read_uid(reader: Reader, node: ast.Call) -> UID | None:
    value = read_plain(node)
    if type(value) is not UID:
        reader.error(node, "bad-argument", "UID() takes a number")
        return None
    return value


_WORDS: dict[str, Callable[[Reader, ast.Call], Any]] = {
    "App": read_record_call,
    "Attachment": _read_attachment,
    "AttributedText": _read_attributed,
    "Bare": _read_bare,
    "Contacts": _read_contacts,
    "Data": _read_data,
    "Dictionary": _read_dictionary_call,
    "Filter": read_filter_call,
    "Item": read_item_call,
    "Plain": _read_plain_word,
    "Quantity": _read_fields(Quantity),
    "Record": read_record_call,
    "Shortcut": read_record_call,
    "Subject": _read_subject,
    "Text": _read_text,
    "TimeOffset": _read_fields(TimeOffset),
    "UID": _read_uid,
    "Wrapped": _read_wrapped,
    "datetime": _read_datetime,
}
_WORDS.update({word: _read_state(kind) for word, kind in _STATE_WORDS.items()})
