"""Dictionary and list literals: the items that the editor of a dictionary shows.

Within `{...}` a literal has the item type that its Python type suggests; the words
`Number`, `Boolean`, `File`, `Text`, `Plain`, `Attachment` and `Item` say the rest.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.layout import Expression, Group, flat
from shortcuts_py.language.literals import canonical_number, print_string
from shortcuts_py.language.references import print_reference
from shortcuts_py.language.text import is_text, print_parts, read_token_string
from shortcuts_py.workflow.dictionary import DictionaryField, Item, ItemType
from shortcuts_py.workflow.states import ArrayState, NumberState, TokenAttachmentState
from shortcuts_py.workflow.text import TokenString
from shortcuts_py.workflow.values import TokenAttachment

if TYPE_CHECKING:
    from shortcuts_py.language.printer import Printer
    from shortcuts_py.language.reader import Reader

__all__ = [
    "print_dictionary",
    "print_item_call",
    "print_list",
    "read_dictionary",
    "read_item_call",
    "read_list",
]


# -- text in a dictionary ---------------------------------------------------------------


def _print_token(printer: Printer, text: TokenString) -> str:
    """A token string where a plain quote already means one."""
    if any(type(part) is not str for part in text.parts):
        return print_parts(printer, text.parts)
    string = "".join(text.parts)  # type: ignore[arg-type]
    if text.ranges == printer.ranges:
        return print_string(string)
    return f"Text({print_string(string)}, ranges={text.ranges})"


def _print_key(printer: Printer, key: Any) -> str | None:
    if type(key) is TokenString:
        return _print_token(printer, key)
    if type(key) is str:
        return f"Plain({print_string(key)})"
    return None


def _read_token(reader: Reader, node: ast.expr) -> Any:
    """A key or a text value: a token string, or a plain one where the word says so."""
    if isinstance(node, ast.Constant) and type(node.value) is str:
        return TokenString([node.value] if node.value else [], reader.ranges)
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return TokenString([str(node.value)], reader.ranges)
    if is_text(node):
        return read_token_string(reader, node)
    if isinstance(node, ast.Call):
        value = reader.value(node)
        if type(value) is TokenAttachment and not _is_word(node, "Attachment"):
            return TokenString([value.attachment], True)
        return value
    attachment = reader.reference(node)
    return None if attachment is None else TokenString([attachment], True)


# -- dictionaries -----------------------------------------------------------------------


def print_dictionary(printer: Printer, field: DictionaryField) -> Expression:
    """`{...}`, or `Dictionary([...])` where an item has no key."""
    members: list[tuple[str, Expression]] = []
    for item in field.items:
        key = _print_key(printer, item.key) if type(item) is Item else None
        if key is None:
            items = [("", printer.value(one)) for one in field.items]
            return Group("Dictionary(", [("", Group("[", items, "]"))])
        members.append((f"{key}: ", _print_item_value(printer, item)))
    return Group("{", members, "}")


def read_dictionary(reader: Reader, node: ast.Dict) -> DictionaryField:
    """The inverse of `print_dictionary` for `{...}`."""
    items: list[Any] = []
    before = len(reader.diagnostics)
    for key, value in zip(node.keys, node.values, strict=True):
        if key is None:
            reader.error(value, "bad-dictionary", "** cannot stand in a dictionary")
            continue
        token = _read_token(reader, key)
        item = _read_item_value(reader, value)
        if type(token) not in (TokenString, str) or item is None:
            if len(reader.diagnostics) == before:
                reader.error(key, "bad-dictionary", "a key is a text or a value used as text")
            continue
        item.key = token
        items.append(item)
    return DictionaryField(items)


# -- items ------------------------------------------------------------------------------


def _print_item_value(printer: Printer, item: Any) -> Expression:
    """The value of an item that has a key, or stands in an array within a dictionary."""
    kind, value = item.item_type, item.value
    if kind == ItemType.TEXT:
        if type(value) is TokenString:
            return _print_token(printer, value)
        if type(value) is str:
            return f"Plain({print_string(value)})"
        if type(value) is TokenAttachment:
            return f"Attachment({print_reference(printer, value.attachment)})"
    elif kind == ItemType.NUMBER:
        found = _print_number(printer, value)
        if found is not None:
            return found
    elif kind == ItemType.BOOLEAN and type(value) is NumberState:
        if type(value.value) is bool:
            return repr(value.value)
        return Group("Boolean(", [("", printer.value(value.value))])
    elif kind == ItemType.DICTIONARY and type(value) is DictionaryField and value.wrapped:
        inner = print_dictionary(printer, value)
        if flat(inner).startswith("{"):
            return inner
    elif kind == ItemType.ARRAY and type(value) is ArrayState and type(value.value) is list:
        return print_list(printer, value.value, array=True)
    elif (
        kind == ItemType.FILE
        and type(value) is TokenAttachmentState
        and type(value.value) is TokenAttachment
    ):
        return f"File({print_reference(printer, value.value.attachment)})"
    members: list[tuple[str, Expression]] = [("", str(kind))]
    if value is not None:
        members.append(("", printer.value(value)))
    return Group("Item(", members)


def _print_number(printer: Printer, value: Any) -> Expression | None:
    if type(value) is not TokenString:
        return Group("Number(", [("", printer.value(value))]) if type(value) is str else None
    if any(type(part) is not str for part in value.parts):
        if len(value.parts) == 1:
            return f"Number({print_reference(printer, value.parts[0])})"  # type: ignore[arg-type]
        return f"Number({print_parts(printer, value.parts, False)})"
    text = "".join(value.parts)  # type: ignore[arg-type]
    if value.ranges != printer.ranges:
        return f"Number(Text({print_string(text)}, ranges={value.ranges}))"
    number = canonical_number(text)
    return number if number is not None else f"Number(f{print_string(_doubled(text), False)})"


def _doubled(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _read_item_value(reader: Reader, node: ast.expr) -> Item | None:
    kind = type(node)
    if kind is ast.Constant:
        value = node.value  # type: ignore[attr-defined]
        if type(value) is bool:
            return Item(ItemType.BOOLEAN, NumberState(value))
        if type(value) in (int, float):
            return Item(ItemType.NUMBER, TokenString([_spelling(value)], reader.ranges))
        if value is None:
            return Item(ItemType.TEXT, TokenString([], reader.ranges))
    elif kind is ast.UnaryOp and type(node.op) is ast.USub:  # type: ignore[attr-defined]
        operand = node.operand  # type: ignore[attr-defined]
        if type(operand) is ast.Constant and type(operand.value) in (int, float):
            text = f"-{_spelling(operand.value)}"
            return Item(ItemType.NUMBER, TokenString([text], reader.ranges))
    elif kind is ast.Dict:
        field = read_dictionary(reader, node)  # type: ignore[arg-type]
        field.wrapped = True
        return Item(ItemType.DICTIONARY, field)
    elif kind is ast.List:
        return Item(ItemType.ARRAY, ArrayState(read_list(reader, node, array=True)))  # type: ignore[arg-type]
    elif kind is ast.Call and type(node.func) is ast.Name:  # type: ignore[attr-defined]
        read = _ITEM_WORDS.get(node.func.id)  # type: ignore[attr-defined]
        if read is not None:
            return read(reader, node)  # type: ignore[no-any-return]
    if kind is ast.Name and reader.is_number(node):
        attachment = reader.reference(node)
        if attachment is not None:
            return Item(ItemType.NUMBER, TokenString([attachment], True))
    token = _read_token(reader, node)
    return None if token is None else Item(ItemType.TEXT, token)


def _spelling(value: Any) -> str:
    return repr(value)


def _only_argument(reader: Reader, node: ast.Call) -> ast.expr | None:
    if len(node.args) == 1 and not node.keywords:
        return node.args[0]
    assert isinstance(node.func, ast.Name)  # noqa: S101  the dispatch looked
    reader.error(node, "bad-argument", f"{node.func.id}() takes one value here")
    return None


def _read_number_word(reader: Reader, node: ast.Call) -> Item | None:
    argument = _only_argument(reader, node)
    if argument is None:
        return None
    if isinstance(argument, ast.Constant) and type(argument.value) is str:
        return Item(ItemType.NUMBER, argument.value)
    return Item(ItemType.NUMBER, _read_token(reader, argument))


def _read_boolean_word(reader: Reader, node: ast.Call) -> Item | None:
    argument = _only_argument(reader, node)
    return None if argument is None else Item(ItemType.BOOLEAN, NumberState(reader.value(argument)))


def _read_file_word(reader: Reader, node: ast.Call) -> Item | None:
    argument = _only_argument(reader, node)
    attachment = None if argument is None else reader.reference(argument)
    if attachment is None:
        return None
    return Item(ItemType.FILE, TokenAttachmentState(TokenAttachment(attachment)))


def _read_plain_word(reader: Reader, node: ast.Call) -> Item | None:
    value = reader.value(node)
    return Item(ItemType.TEXT, value)


_ITEM_WORDS: dict[str, Any] = {
    "Number": _read_number_word,
    "Boolean": _read_boolean_word,
    "File": _read_file_word,
    "Plain": _read_plain_word,
    "Attachment": _read_plain_word,
    "Text": _read_plain_word,
    "Item": lambda reader, node: read_item_call(reader, node),
}


def print_item_call(printer: Printer, item: Item) -> Expression:
    """`Item(type, value, key=key)`: an item anywhere but in a dictionary literal."""
    members: list[tuple[str, Expression]] = [("", str(item.item_type))]
    if item.value is not None:
        members.append(("", printer.value(item.value)))
    if item.key is not None:
        members.append(("key=", printer.value(item.key)))
    return Group("Item(", members)


def read_item_call(reader: Reader, node: ast.Call) -> Item | None:
    """The inverse of `print_item_call`."""
    keys = {one.arg: one.value for one in node.keywords}
    if 1 <= len(node.args) <= 2 and set(keys) <= {"key"}:
        number = node.args[0]
        if isinstance(number, ast.Constant) and type(number.value) is int:
            value = reader.value(node.args[1]) if len(node.args) == 2 else None
            key = reader.value(keys["key"]) if keys else None
            return Item(number.value, value, key)
        if isinstance(number, ast.UnaryOp):
            found = reader.value(number)
            if type(found) is int:
                value = reader.value(node.args[1]) if len(node.args) == 2 else None
                return Item(found, value, reader.value(keys["key"]) if keys else None)
    reader.error(node, "bad-argument", "Item() takes a type number, a value and key=")
    return None


# -- lists ------------------------------------------------------------------------------


def print_list(printer: Printer, values: list[Any], array: bool = False) -> Expression:
    """A list literal.

    Strings are plain, f-strings are text items, `{...}` and `[...]` are items too. Numbers
    and truth values are items in the array of a dictionary, and plain in a parameter.
    """
    return Group("[", [("", _print_member(printer, one, array)) for one in values], "]")


def _print_member(printer: Printer, one: Any, array: bool) -> Expression:
    kind = type(one)
    if kind is str:
        return print_string(one)
    if kind is Item:
        if one.key is None:
            if one.item_type == ItemType.TEXT and type(one.value) is TokenString:
                parts = one.value.parts
                if any(type(part) is not str for part in parts) or (
                    one.value.ranges == printer.ranges
                ):
                    return print_parts(printer, parts)
            elif one.item_type in (ItemType.DICTIONARY, ItemType.ARRAY):
                found = _print_item_value(printer, one)
                if flat(found)[0] in "{[":
                    return found
            elif array and one.item_type != ItemType.TEXT:
                return _print_item_value(printer, one)
        return print_item_call(printer, one)
    if kind is TokenString:
        return printer.text_call(one)
    if kind is TokenAttachment:
        return f"Attachment({print_reference(printer, one.attachment)})"
    if kind is list:
        return Group("Plain(", [("", print_list(printer, one))])
    if kind is DictionaryField:
        return printer.dictionary_call(one)
    value = printer.value(one)
    if array and kind in (int, float, bool):
        return Group("Plain(", [("", value)])
    return value


_ITEM_CALLS = {"Number", "Boolean", "File", "Item"}


def read_list(reader: Reader, node: ast.List, array: bool = False) -> list[Any]:
    """The inverse of `print_list`."""
    values = [_read_member(reader, one, array) for one in node.elts]
    return [one for one in values if one is not None]


def _read_member(reader: Reader, node: ast.expr, array: bool) -> Any:
    kind = type(node)
    if kind is ast.Constant and type(node.value) is str:  # type: ignore[attr-defined]
        return node.value  # type: ignore[attr-defined]
    if is_text(node):
        return Item(ItemType.TEXT, read_token_string(reader, node))
    if kind is ast.Dict or kind is ast.List:
        return _read_item_value(reader, node)
    if kind is ast.Constant or kind is ast.UnaryOp:
        return _read_item_value(reader, node) if array else reader.value(node)
    if kind is ast.Call and type(node.func) is ast.Name:  # type: ignore[attr-defined]
        word = node.func.id  # type: ignore[attr-defined]
        if word == "Item" or (array and word in _ITEM_CALLS):
            return _read_item_value(reader, node)
    value = reader.value(node)
    if type(value) is TokenAttachment and not _is_word(node, "Attachment"):
        return Item(ItemType.TEXT, TokenString([value.attachment], True))
    return value


def _is_word(node: ast.expr, word: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == word
