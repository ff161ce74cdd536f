"""Dictionary fields and items, both ways; the spelling says the type of every item.

| in code | item |
|---|---|
| `'''key''': '''text'''`, `f'''key {x}''': f'''{x}'''` | text, type 0 |
| `'''key''': {...}` | a dictionary, type 1 |
| `'''key''': [...]` | an array, type 2 |
| `'''key''': 5`, `'''key''': float(f'''{x}''')` | a number, type 3 |
| `'''key''': True`, `'''key''': bool(x)` | a truth value, type 4 |
| `'''key''': open(x)` | a file, type 5 |

In a list, plain text is a plain string, and text with variables an item of type 0. The
paper's printer writes text as `{"string": text}`, and `None` for what is empty.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.literals import canonical_number
from shortcuts_py.workbench.literals import print_scalar, print_string
from shortcuts_py.workbench.references import Naming, print_reference, read_reference
from shortcuts_py.workbench.text import print_text, read_text
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow.dictionary import DictionaryField, Item, ItemType
from shortcuts_py.workflow.states import ArrayState, NumberState, TokenAttachmentState
from shortcuts_py.workflow.text import TokenString
from shortcuts_py.workflow.values import TokenAttachment

if TYPE_CHECKING:
    from shortcuts_py.workbench.reading import Reader

__all__ = ["print_field", "print_items", "read_field", "read_items"]


# -- printing ---------------------------------------------------------------------------


def print_field(naming: Naming, field: DictionaryField) -> str:
    """A dictionary; members that have no words are left out."""
    members: list[str] = []
    for item in field.items:
        if type(item) is not Item:
            continue
        key = _print_string(naming, item.key)
        value = _print_item(naming, item)
        if key is not None:
            members.append(f"{key}: {value or 'None'}")
    return "{" + ", ".join(members) + "}"


def print_items(
    naming: Naming, items: list[Any], other: Callable[[Naming, Any], str | None]
) -> str:
    """A list of plain strings, items and other values."""
    members: list[str] = []
    for one in items:
        if type(one) is Item and one.item_type == ItemType.TEXT:
            value = one.value
            parts = value.parts if type(value) is TokenString else None
            printed = None if parts is None else print_text(naming, parts)
        elif type(one) is Item:
            printed = _print_item(naming, one)
        else:
            printed = other(naming, one)
        members.append(printed or "None")
    return "[" + ", ".join(members) + "]"


def _print_string(naming: Naming, value: Any) -> str | None:
    """Text that stands between quotes whether or not it has variables."""
    if type(value) is not TokenString:
        return None
    if not value.parts:
        return "''''''"
    if len(value.parts) == 1 and type(value.parts[0]) is str:
        return print_string(value.parts[0])
    return print_text(naming, value.parts)


def _print_item(naming: Naming, item: Item) -> str | None:
    value = item.value
    kind = item.item_type
    if kind == ItemType.TEXT:
        return _print_string(naming, value)
    if kind == ItemType.NUMBER and type(value) is TokenString:
        if len(value.parts) == 1 and type(value.parts[0]) is str:
            number = canonical_number(value.parts[0])
            if number is not None:
                return number
        text = _print_string(naming, value)
        return None if text is None else f"float({text})"
    if kind == ItemType.BOOLEAN and type(value) is NumberState:
        inner: Any = value.value
        if type(inner) is bool:
            return print_scalar(inner)
        reference = print_reference(naming, inner) if _is_attachment(inner) else None
        return None if reference is None else f"bool({reference})"
    if kind == ItemType.DICTIONARY and type(value) is DictionaryField:
        return print_field(naming, value)
    if kind == ItemType.ARRAY and type(value) is ArrayState and type(value.value) is list:
        return print_items(naming, value.value, _print_element)
    if kind == ItemType.FILE and type(value) is TokenAttachmentState:
        inner = value.value
        if type(inner) is TokenAttachment:
            reference = print_reference(naming, inner.attachment)
            return None if reference is None else f"open({reference})"
    return None


def _is_attachment(value: Any) -> bool:
    return hasattr(value, "aggrandizements")


def _print_element(naming: Naming, value: Any) -> str | None:
    return print_scalar(value) if type(value) is str else None


# -- reading ----------------------------------------------------------------------------


def read_field(reader: Reader, node: ast.Dict) -> DictionaryField:
    """A dictionary field."""
    items: list[Any] = []
    for key, value in zip(node.keys, node.values, strict=True):
        if key is None:
            reader.lose(value, "value")
            continue
        name = _read_key(reader, key)
        item = _read_item(reader, value)
        if name is None or item is None:
            continue
        item.key = name
        items.append(item)
    return DictionaryField(items)


def read_items(reader: Reader, nodes: list[ast.expr]) -> list[Any]:
    """The members of a list of items."""
    items: list[Any] = []
    for node in nodes:
        if type(node) is ast.Constant and type(node.value) is str:
            parts = read_text(reader, node) or []
            plain = len(parts) == 1 and type(parts[0]) is str
            items.append(node.value if plain or not parts else Item(0, reader.text(parts)))
            continue
        item = _read_item(reader, node)
        if item is not None:
            items.append(item)
    return items


def _read_key(reader: Reader, node: ast.expr) -> TokenString | None:
    if type(node) is ast.Constant and type(node.value) in (int, float, bool):
        return reader.text([str(node.value)])
    item = _read_text_item(reader, node)
    if item is None:
        reader.lose(node, "key")
    return item


def _string_of(node: ast.expr) -> ast.expr | None:
    """The text in `{"string": text}`, as the paper's printer writes it."""
    if type(node) is ast.Dict and len(node.keys) == 1:
        key = node.keys[0]
        if type(key) is ast.Constant and key.value == "string":
            return node.values[0]
    return None


def _read_text_item(reader: Reader, node: ast.expr) -> TokenString | None:
    inner = _string_of(node)
    if inner is not None:
        if type(inner) is ast.Constant and type(inner.value) in (int, float):
            return reader.text([str(inner.value)])
        return _read_text_item(reader, inner)
    asked = read_reference(reader, node) if type(node) is ast.JoinedStr else None
    if asked is not None:
        return reader.text([asked])
    parts = read_text(reader, node)
    if parts is not None:
        return reader.text(parts)
    reference = read_reference(reader, node)
    return None if reference is None else reader.text([reference])


def _read_item(reader: Reader, node: ast.expr) -> Item | None:
    kind = type(node)
    if kind is ast.Constant:
        value = node.value  # type: ignore[attr-defined]
        if type(value) is bool:
            return Item(ItemType.BOOLEAN, NumberState(value))
        if type(value) in (int, float):
            return Item(ItemType.NUMBER, reader.text([str(value)]))
        if value is None:
            return Item(ItemType.TEXT, reader.text([]))
    elif kind is ast.UnaryOp and type(node.operand) is ast.Constant:  # type: ignore[attr-defined]
        return Item(ItemType.NUMBER, reader.text([ast.unparse(node)]))
    elif kind is ast.Dict and _string_of(node) is None:
        field = read_field(reader, node)  # type: ignore[arg-type]
        field.wrapped = True
        return Item(ItemType.DICTIONARY, field)
    elif kind is ast.List or kind is ast.Tuple:
        return Item(ItemType.ARRAY, ArrayState(read_items(reader, node.elts)))  # type: ignore[attr-defined]
    elif kind is ast.Call:
        item = _read_typed(reader, node)  # type: ignore[arg-type]
        if item is not None:
            return item
    text = _read_text_item(reader, node)
    if text is None and not reader.exact:
        one = reader.subject(node)
        text = None if one is None else reader.text([one])
    if text is None:
        reader.lose(node, "value")
        return None
    return Item(ItemType.TEXT, text)


def _read_typed(reader: Reader, node: ast.Call) -> Item | None:
    if type(node.func) is not ast.Name or len(node.args) != 1 or node.keywords:
        return None
    word, inner = node.func.id, node.args[0]
    if word == "float":
        parts = None if type(inner) is ast.Name else read_text(reader, inner)
        return None if parts is None else Item(ItemType.NUMBER, reader.text(parts))
    if word not in ("bool", "open"):
        return None
    reference: att.Attachment | None = read_reference(reader, inner)
    if reference is None:
        return None
    if word == "bool":
        return Item(ItemType.BOOLEAN, NumberState(reference))
    return Item(ItemType.FILE, TokenAttachmentState(TokenAttachment(reference)))
