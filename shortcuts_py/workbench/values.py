"""Values of parameters, both ways.

| in code | in the file |
|---|---|
| `'''abc'''`, `5`, `0.5`, `True`, `b'..'`, `datetime.datetime(2024, 1, 2, 3, 4, 5)` | itself |
| `f'''abc {x}'''` | a text token |
| `x` | an attachment in its envelope; a text token in a field for text |
| `{"Unit": '''min''', "Magnitude": 50}` | a quantity |
| `{"Value": 3, "Unit": '''Days''', "Operation": '''Add'''}` | a time offset |
| `{"WFActionParameterFilterTemplates": [...], ...}` | a filter |
| `{"WFContactFieldValues": [...]}` | people |
| `{"WFSerializationType": '''...''', "Value": ...}` | any other envelope, as it stands |
| `{"BundleIdentifier": '''...'''}` | a dictionary without an envelope |
| `{'''key''': '''value'''}` | a dictionary field; see `dictionaries` |
| `['''a''', f'''{x}''']` | a list; in List, text with variables is an item of type 0 |
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.equivalence import ID_KEYS
from shortcuts_py.workbench.dictionaries import (
    print_field,
    print_items,
    read_field,
    read_items,
)
from shortcuts_py.workbench.literals import print_scalar, print_word, read_datetime
from shortcuts_py.workbench.plain import print_plain, read_plain
from shortcuts_py.workbench.references import Naming, print_reference, read_picked, read_reference
from shortcuts_py.workbench.text import is_format, print_text, read_text
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow.dictionary import DictionaryField
from shortcuts_py.workflow.predicates import PredicateTable
from shortcuts_py.workflow.quantities import Contacts, Quantity, TimeOffset
from shortcuts_py.workflow.states import SubstitutableState
from shortcuts_py.workflow.text import TokenString
from shortcuts_py.workflow.values import (
    PlainDictionary,
    TokenAttachment,
    read_value,
    write_value,
)

if TYPE_CHECKING:
    from shortcuts_py.workbench.reading import Reader

__all__ = ["FIELD", "LIST", "OTHER", "PICKER", "TEXT", "print_value", "read_parameter"]

# What a parameter takes, as far as it decides how a value is read.
OTHER, TEXT, PICKER, FIELD, LIST = range(5)

_FILTER = ("WFActionParameterFilterTemplates", "WFActionParameterFilterPrefix")
_BOUNDED = "WFContentPredicateBoundedDate"
_OFFSET = {"Value", "Unit", "Operation"}
_ENVELOPE = {"WFSerializationType", "Value"}


# -- printing ---------------------------------------------------------------------------


def print_value(naming: Naming, value: Any) -> str:
    """The expression for a value; `None` for one that the dialect has no words for."""
    return _print(naming, value) or "None"


def _print(naming: Naming, value: Any) -> str | None:
    kind = type(value)
    if kind is str or kind is int or kind is bool or kind is float:
        return print_scalar(value)
    if kind is TokenAttachment:
        return print_reference(naming, value.attachment)
    if kind is TokenString:
        return print_text(naming, value.parts)
    if kind is list:
        return print_items(naming, value, _print)
    if kind is PlainDictionary:
        return _print_entries(naming, value.entries)
    if kind is DictionaryField:
        return print_field(naming, value)
    if kind is Quantity:
        return _print_entries(naming, {"Unit": value.unit, "Magnitude": value.magnitude})
    if kind is TimeOffset:
        entries = {"Value": value.value, "Unit": value.unit, "Operation": value.operation}
        return _print_entries(naming, entries)
    if kind is PredicateTable:
        entries = {_FILTER[1]: value.prefix, _BOUNDED: value.bounded_date, _FILTER[0]: value.rows}
        return _print_entries(naming, entries)
    if kind is Contacts:
        return _print_entries(naming, {"WFContactFieldValues": value.entries})
    if isinstance(value, _ATTACHMENTS):
        return print_reference(naming, value)
    if isinstance(value, SubstitutableState):
        inner = _print(naming, value.value)
        tag = print_scalar(value.type)  # type: ignore[attr-defined]  # every state has one
        return None if inner is None else f'{{"WFSerializationType": {tag}, "Value": {inner}}}'
    if _has_ids(plist := write_value(value)):
        return None
    return print_scalar(value) or print_plain(plist)


def _has_ids(value: Any) -> bool:
    """Whether a value holds ids, which code does not say as they are."""
    if type(value) is dict:
        return not ID_KEYS.isdisjoint(value) or any(map(_has_ids, value.values()))
    return type(value) is list and any(map(_has_ids, value))


def _print_entries(naming: Naming, entries: dict[str, Any]) -> str:
    members = [
        f"{print_word(key)}: {print_value(naming, one)}"
        for key, one in entries.items()
        if one is not None
    ]
    return "{" + ", ".join(members) + "}"


_ATTACHMENTS = (
    att.Output,
    att.Variable,
    att.ShortcutInput,
    att.CurrentDate,
    att.Ask,
    att.Clipboard,
    att.DeviceDetails,
    att.CurrentApp,
    att.ActionInput,
)


# -- reading ----------------------------------------------------------------------------


def read_parameter(reader: Reader, node: ast.expr, takes: int = OTHER) -> Any:
    """The value that an expression stands for; None for `None`, and for what was lost."""
    kind = type(node)
    if kind is ast.Constant:
        return _constant(reader, node)  # type: ignore[arg-type]
    if kind is ast.JoinedStr:
        return _joined(reader, node, takes)
    if kind is ast.Name:
        return _reference(reader.resolve(node), takes)  # type: ignore[arg-type]
    if kind is ast.Dict:
        return _dictionary(reader, node, takes)  # type: ignore[arg-type]
    if kind is ast.List or kind is ast.Tuple:
        items = node.elts  # type: ignore[attr-defined]
        if takes == LIST:
            return read_items(reader, items)
        members = [read_parameter(reader, one) for one in items]
        return [one for one in members if one is not None]
    if kind is ast.Call:
        return _call(reader, node, takes)  # type: ignore[arg-type]
    found: Any
    if kind is ast.UnaryOp:
        found = read_plain(node)
        if found is None:
            found = _reference(reader.python(node), takes)
    elif kind is ast.BinOp:
        parts = read_text(reader, node)
        found = None if parts is None else reader.text(parts)
        if found is None:
            found = _reference(reader.calculated(node) or reader.python(node), takes)
    else:
        found = _reference(read_reference(reader, node) or reader.python(node), takes)
    if found is None:
        reader.lose(node, "value")
    return found


def _constant(reader: Reader, node: ast.Constant) -> Any:
    value: Any = node.value
    kind = type(value)
    if kind is str:
        if "{" in value and not reader.exact:
            parts = read_text(reader, node)
            if parts is not None and parts != [value]:
                return reader.text(parts)
        return value
    if kind in (bool, int, float, bytes) or value is None:
        return value
    reader.lose(node, "value")
    return None


def _joined(reader: Reader, node: ast.expr, takes: int) -> Any:
    asked = read_reference(reader, node)
    if type(asked) is att.Ask:
        if takes == PICKER and asked.prompt is None:
            # Pickers of variables do not offer Ask Each Time.
            return TokenAttachment(att.ShortcutInput())
        return _reference(asked, takes)
    parts = read_text(reader, node)
    if parts is None:
        return None
    if takes == PICKER and len(parts) == 1 and type(parts[0]) is not str:
        return TokenAttachment(parts[0])
    return reader.text(parts)


def _reference(one: att.Attachment | None, takes: int) -> Any:
    if one is None:
        return None
    return TokenString([one], True) if takes == TEXT else TokenAttachment(one)


def _call(reader: Reader, node: ast.Call, takes: int) -> Any:
    if is_format(node):
        parts = read_text(reader, node)
        if parts is not None:
            return reader.text(parts)
    function = node.func
    if type(function) is ast.Attribute and function.attr == "datetime":
        return read_datetime(node)
    one = read_picked(reader, node) if takes == PICKER else read_reference(reader, node)
    if one is None:
        one = reader.nested_action(node) or reader.python(node)
    if one is None:
        reader.lose(node, "value")
    return _reference(one, takes)


def _dictionary(reader: Reader, node: ast.Dict, takes: int) -> Any:
    keys = [
        one.value if type(one) is ast.Constant and type(one.value) is str else None
        for one in node.keys
    ]
    if takes == FIELD or (keys and None in keys):
        return read_field(reader, node)
    names = set(keys)
    if names == _ENVELOPE:
        plist = read_plain(node)
        if plist is not None:
            return read_value(plist)
        state = _read_state(reader, node, keys)
        if state is not None:
            return state
    if keys and takes == OTHER and reader.is_triple(node.keys[0]):
        return read_field(reader, node)
    entries: dict[str, Any] = {}
    for key, value in zip(keys, node.values, strict=True):
        one = read_parameter(reader, value)
        if one is not None:
            entries[str(key)] = one
    return _record(entries)


def _read_state(reader: Reader, node: ast.Dict, keys: list[str | None]) -> Any:
    """An envelope around one value that is not plain."""
    members = dict(zip(keys, node.values, strict=True))
    tag = members["WFSerializationType"]
    kind = _STATES.get(tag.value) if type(tag) is ast.Constant else None
    if kind is None:
        return None
    inner = read_parameter(reader, members["Value"])
    return None if inner is None else kind(inner)


_STATES: dict[Any, Any] = {
    kind.__dataclass_fields__["type"].default: kind for kind in SubstitutableState.__subclasses__()
}


def _record(entries: dict[str, Any]) -> Any:
    names = entries.keys()
    if names == {"Unit", "Magnitude"} or names == {"Unit"}:
        return Quantity(_bare(entries.get("Magnitude")), entries["Unit"])
    if names == _OFFSET:
        return TimeOffset(_bare(entries["Value"]), entries["Unit"], entries["Operation"])
    if _FILTER[0] in names and names <= {*_FILTER, _BOUNDED}:
        rows, prefix = entries[_FILTER[0]], entries.get(_FILTER[1], 1)
        bounded = entries.get(_BOUNDED)
        if (
            type(rows) is list
            and all(type(row) is PlainDictionary for row in rows)
            and type(prefix) is int
            and type(bounded) in (bool, type(None))
        ):
            return PredicateTable(rows, prefix, bounded)
    if names == {"WFContactFieldValues"} and type(entries["WFContactFieldValues"]) is list:
        return Contacts(entries["WFContactFieldValues"])
    return PlainDictionary(entries)


def _bare(value: Any) -> Any:
    return value.attachment if type(value) is TokenAttachment else value
