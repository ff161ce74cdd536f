"""Dictionaries and lists of the editor: `{"name": "Tea", "cups": 2}` and `["a", f"{x}"]`.

A value has the item type that its Python type suggests; an item of another kind has no
spelling, and the whole is then announced.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.apple.references import is_reference, print_reference, read_reference
from shortcuts_py.apple.text import is_text, print_parts, read_token
from shortcuts_py.language.layout import Expression, Group
from shortcuts_py.language.literals import canonical_number, print_scalar, print_string
from shortcuts_py.workflow.dictionary import DictionaryField, Item, ItemType
from shortcuts_py.workflow.states import ArrayState, NumberState
from shortcuts_py.workflow.text import TokenString

if TYPE_CHECKING:
    from shortcuts_py.apple.printing import Printer
    from shortcuts_py.apple.session import Reader

__all__ = ["print_dictionary", "print_items", "read_dictionary", "read_items"]

# Python's parser refuses more brackets than 200; a print as deep as that helps nobody.
_DEEPEST = 40


# -- printing ---------------------------------------------------------------------------


def print_dictionary(printer: Printer, field: DictionaryField, deep: int = 0) -> Expression | None:
    """`{...}`; None where a key or an item has no spelling."""
    members: list[tuple[str, Expression]] = []
    if deep > _DEEPEST:
        return None
    for item in field.items:
        if type(item) is not Item or type(item.key) is not TokenString:
            return None
        key = _print_token(printer, item.key)
        value = None if key is None else _print_value(printer, item, deep + 1)
        if key is None or value is None:
            return None
        members.append((f"{key}: ", value))
    return Group("{", members, "}")


def print_items(
    printer: Printer, items: list[Any], deep: int = 0, array: bool = False
) -> Expression | None:
    """`[...]` of a list's items, or an array's; None where one has no spelling."""
    members: list[tuple[str, Expression]] = []
    if deep > _DEEPEST:
        return None
    for item in items:
        if type(item) is str:
            text: Expression | None = print_string(item, False)
        elif type(item) is not Item or item.key is not None:
            return None
        elif item.item_type == ItemType.TEXT:
            text = _print_list_text(printer, item.value)
        elif item.item_type == ItemType.NUMBER and not array:
            text = None
        else:
            text = _print_value(printer, item, deep + 1)
        if text is None:
            return None
        members.append(("", text))
    return Group("[", members, "]")


def _print_list_text(printer: Printer, value: Any) -> str | None:
    """In a list a plain string is text alone, and a token is an f-string or a reference."""
    if type(value) is not TokenString:
        return None
    if len(value.parts) == 1 and type(value.parts[0]) is not str:
        return print_reference(printer, value.parts[0])
    return print_parts(printer, value.parts, False)


def _print_token(printer: Printer, text: TokenString) -> str | None:
    """A token where a plain string already means one."""
    if all(type(part) is str for part in text.parts):
        return print_string("".join(text.parts), False)  # type: ignore[arg-type]
    if len(text.parts) == 1:
        return print_reference(printer, text.parts[0])
    return print_parts(printer, text.parts, False)


def _print_value(printer: Printer, item: Item, deep: int) -> Expression | None:
    kind, value = item.item_type, item.value
    if kind == ItemType.TEXT:
        if type(value) is not TokenString:
            return None
        if len(value.parts) == 1 and printer.number(value.parts[0]):
            return print_parts(printer, value.parts, False)  # else it would be a number
        return _print_token(printer, value)
    if kind == ItemType.NUMBER:
        return _print_number(printer, value)
    if kind == ItemType.BOOLEAN:
        plain = type(value) is NumberState and type(value.value) is bool
        return repr(value.value) if plain else None  # type: ignore[union-attr]
    if kind == ItemType.DICTIONARY and type(value) is DictionaryField and value.wrapped:
        return print_dictionary(printer, value, deep)
    if kind == ItemType.ARRAY and type(value) is ArrayState and type(value.value) is list:
        return print_items(printer, value.value, deep, True)
    return None


def _print_number(printer: Printer, value: Any) -> str | None:
    if type(value) is not TokenString:
        return None
    if all(type(part) is str for part in value.parts):
        plain = "".join(value.parts)  # type: ignore[arg-type]
        return canonical_number(plain)
    if len(value.parts) == 1 and printer.number(value.parts[0]):
        return print_reference(printer, value.parts[0])
    return None


# -- reading ----------------------------------------------------------------------------


def read_dictionary(reader: Reader, node: ast.Dict) -> DictionaryField:
    """The dictionary of `{...}`."""
    items: list[Any] = []
    for key, value in zip(node.keys, node.values, strict=True):
        if key is None:
            reader.error(value, "bad-dictionary", "there is no ** in a dictionary")
            continue
        item = _read_value(reader, value)
        if is_text(key) or type(key) is ast.Constant:
            item.key = read_token(reader, key)
        elif is_reference(key):
            attachment = read_reference(reader, key)
            item.key = None if attachment is None else TokenString([attachment], True)
        else:
            reader.error(key, "bad-dictionary", "a key is a text")
        items.append(item)
    return DictionaryField(items)


def read_items(reader: Reader, node: ast.List, array: bool = False) -> list[Any]:
    """The items of `[...]`: of a list, where numbers are text, or an array in a dictionary."""
    from shortcuts_py.apple.values import number_of

    found: list[Any] = []
    for one in node.elts:
        number = None if array else number_of(one)
        if type(one) is ast.Constant and type(one.value) is str:
            found.append(one.value)
        elif number is not None:
            found.append(print_scalar(number) or str(number))
        elif is_reference(one):
            attachment = read_reference(reader, one)
            found.append(Item(ItemType.TEXT, TokenString([attachment] if attachment else [], True)))
        else:
            found.append(_read_value(reader, one))
    return found


def _read_value(reader: Reader, node: ast.expr) -> Item:
    from shortcuts_py.apple.values import number_of

    if type(node) is ast.Constant and type(node.value) is bool:
        return Item(ItemType.BOOLEAN, NumberState(node.value))
    number = number_of(node)
    if number is not None:
        token = TokenString([print_scalar(number) or str(number)], reader.wording.ranges)
        return Item(ItemType.NUMBER, token)
    if type(node) is ast.Constant and node.value is None:
        return Item(ItemType.TEXT, TokenString([], reader.wording.ranges))
    if is_text(node):
        return Item(ItemType.TEXT, read_token(reader, node))
    if type(node) is ast.Dict:
        inner = read_dictionary(reader, node)
        inner.wrapped = True
        return Item(ItemType.DICTIONARY, inner)
    if type(node) is ast.List:
        return Item(ItemType.ARRAY, ArrayState(read_items(reader, node, True)))
    if is_reference(node):
        attachment = read_reference(reader, node)
        if attachment is None:
            return Item(ItemType.TEXT)
        kind = ItemType.NUMBER if reader.number(attachment) else ItemType.TEXT
        return Item(kind, TokenString([attachment], True))
    from shortcuts_py.apple.refusals import refuse

    refuse(reader, node, "in a dictionary or a list stand texts, numbers, lists and values")
    return Item(ItemType.TEXT)
