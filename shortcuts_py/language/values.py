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

from shortcuts_py.language import typed_values
from shortcuts_py.language.arguments import only_argument
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
from shortcuts_py.language.predicates import is_filter, print_filter, read_filter, read_filter_call
from shortcuts_py.language.records import print_record, read_record_call
from shortcuts_py.language.references import print_reference
from shortcuts_py.language.text import is_text, read_token_string
from shortcuts_py.language.text_values import (
    print_attributed,
    print_text_call,
    print_token_string,
    read_attributed,
    read_text_call,
)
from shortcuts_py.workflow.dictionary import DictionaryField, Item
from shortcuts_py.workflow.predicates import PredicateTable
from shortcuts_py.workflow.text import AttributedText, TokenString
from shortcuts_py.workflow.values import PlainDictionary, TokenAttachment, UnknownValue, read_value

if TYPE_CHECKING:
    from shortcuts_py.language.printer import Printer
    from shortcuts_py.language.reader import Reader

__all__ = ["print_text_call", "print_value", "read_expression"]


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


def _print_dictionary_field(printer: Printer, field: DictionaryField) -> Expression:
    return (
        Group("Wrapped(", [("", print_dictionary(printer, field))])
        if field.wrapped
        else print_dictionary(printer, field)
    )


_PRINTERS: dict[type, Callable[[Any, Any], Expression]] = {
    list: print_list,
    TokenString: print_token_string,
    AttributedText: print_attributed,
    DictionaryField: _print_dictionary_field,
    Item: print_item_call,
    PlainDictionary: print_record,
    PredicateTable: print_filter,
    UnknownValue: lambda _, v: print_raw(v.plist),
    **typed_values.PRINTERS,
}


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
        return read_token_string(reader, node)
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
        return read_token_string(reader, node)
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


def _read_plain_word(reader: Reader, node: ast.Call) -> Any:
    argument = only_argument(reader, node)
    return None if argument is None else reader.value(argument)


def _read_wrapped(reader: Reader, node: ast.Call) -> Any:
    argument = only_argument(reader, node)
    field = None if argument is None else reader.value(argument)
    if type(field) is not DictionaryField:
        reader.error(node, "bad-argument", "Wrapped() takes a dictionary")
        return None
    field.wrapped = True
    return field


def _read_dictionary_call(reader: Reader, node: ast.Call) -> Any:
    argument = only_argument(reader, node)
    if isinstance(argument, ast.Dict):
        return read_dictionary(reader, argument)
    if isinstance(argument, ast.List):
        items = [reader.value(one) for one in argument.elts]
        return DictionaryField([one for one in items if one is not None])
    reader.error(node, "bad-argument", "Dictionary() takes a list of Item(...)")
    return None


def _read_data(reader: Reader, node: ast.Call) -> Any:
    argument = only_argument(reader, node)
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
    "AttributedText": read_attributed,
    "Data": _read_data,
    "Dictionary": _read_dictionary_call,
    "Filter": read_filter_call,
    "Item": read_item_call,
    "Plain": _read_plain_word,
    "Record": read_record_call,
    "Shortcut": read_record_call,
    "Text": read_text_call,
    "UID": _read_uid,
    "Wrapped": _read_wrapped,
    "datetime": _read_datetime,
    **typed_values.READERS,
}
