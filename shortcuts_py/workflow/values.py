"""Parameter values: the file's serializations as types, and the way between both.

A parameter's value is a plain property-list value or an envelope
`{"WFSerializationType": tag, "Value": ...}`. Each tag has its reader and its writer side
by side in a module of this package; `read_value` and `write_value` dispatch to them.
What fits none of them exactly becomes `UnknownValue` and comes back as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from plistlib import UID
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from shortcuts_py.workflow.attachments import (
    Attachment,
    UnknownAttachment,
    read_attachment,
    write_attachment,
)
from shortcuts_py.workflow.fields import Plist, Tree
from shortcuts_py.workflow.text import AttributedText, TokenString, read_parts, write_parts

__all__ = [
    "ConditionSubject",
    "PlainDictionary",
    "Reader",
    "TokenAttachment",
    "UnknownValue",
    "Value",
    "Writer",
    "read_value",
    "register",
    "register_shape",
    "write_value",
]


@dataclass(slots=True, repr=False, eq=False)
class TokenAttachment(Tree):
    """A reference in its envelope (`WFTextTokenAttachment`)."""

    attachment: Attachment
    type: Literal["WFTextTokenAttachment"] = "WFTextTokenAttachment"


@dataclass(slots=True, repr=False, eq=False)
class ConditionSubject(Tree):
    """What an If tests: `{"Type": "Variable", "Variable": <WFTextTokenAttachment>}`."""

    attachment: Attachment
    type: Literal["condition_subject"] = "condition_subject"


@dataclass(slots=True, repr=False, eq=False)
class PlainDictionary(Tree):
    """A dictionary without a serialization type: apps, files, entities, shortcuts, ..."""

    entries: dict[str, Value]
    type: Literal["dictionary"] = "dictionary"


@dataclass(slots=True, repr=False, eq=False)
class UnknownValue(Tree):
    """A value that is an envelope, but not one we understand; as it stands in the file."""

    plist: Plist
    type: Literal["unknown"] = "unknown"


if TYPE_CHECKING:
    # The modules that register their nodes here import this one; only type checkers
    # see the union that goes the other way.
    from shortcuts_py.workflow.dictionary import DictionaryField, Item
    from shortcuts_py.workflow.predicates import PredicateTable
    from shortcuts_py.workflow.quantities import Contacts, Quantity, TimeOffset
    from shortcuts_py.workflow.states import SubstitutableState

    Value: TypeAlias = (
        str
        | bool
        | int
        | float
        | bytes
        | datetime
        | UID
        | list[Any]
        | TokenString
        | AttributedText
        | TokenAttachment
        | ConditionSubject
        | PlainDictionary
        | Attachment
        | DictionaryField
        | Item
        | PredicateTable
        | Quantity
        | TimeOffset
        | Contacts
        | SubstitutableState
        | UnknownValue
    )
else:
    Value = Any

Reader = Callable[[Any], Any]
Writer = Callable[[Any], Any]

_READERS: dict[str, Reader] = {}
_SHAPES: list[tuple[Callable[[dict[str, Any]], bool], Reader]] = []
_WRITERS: dict[type, Writer] = {}


def register(tag: str, kind: type, reader: Reader, writer: Writer) -> None:
    """Take up a serialization.

    Args:
        tag: its `WFSerializationType`.
        kind: the node's class.
        reader: what stands under `Value`, to the node, or None where it does not fit.
        writer: the node, to what stands under `Value`.
    """
    _READERS[tag] = reader
    _WRITERS[kind] = lambda node: {"WFSerializationType": tag, "Value": writer(node)}


def register_shape(
    recognise: Callable[[dict[str, Any]], bool], kind: type, reader: Reader, writer: Writer
) -> None:
    """Take up a kind of dictionary that has no serialization type, by its keys."""
    _SHAPES.append((recognise, reader))
    _WRITERS[kind] = writer


def read_value(plist: Any) -> Value:
    """Read any property-list value as a parameter value; never fails on depth-checked input."""
    kind = type(plist)
    if kind is dict:
        return _read_dictionary(plist)
    if kind is list:
        return [read_value(one) for one in plist]
    return plist  # type: ignore[no-any-return]


def _read_dictionary(plist: dict[str, Any]) -> Value:
    tag = plist.get("WFSerializationType")
    if tag is not None:
        if len(plist) == 2 and "Value" in plist and type(tag) is str:
            reader = _READERS.get(tag)
            node = reader(plist["Value"]) if reader else None
            if node is not None:
                return node  # type: ignore[no-any-return]
        return UnknownValue(plist)
    if "Type" in plist:
        if len(plist) == 2 and plist["Type"] == "Variable" and "Variable" in plist:
            inner = read_value(plist["Variable"])
            if type(inner) is TokenAttachment:
                return ConditionSubject(inner.attachment)
        attachment = read_attachment(plist)
        if type(attachment) is not UnknownAttachment:
            return attachment
    elif "string" in plist and "attachmentsByRange" in plist:
        found = read_parts(plist)
        if found is not None:
            return AttributedText(*found)
    for recognise, shape in _SHAPES:
        if recognise(plist):
            return shape(plist)  # type: ignore[no-any-return]
    return PlainDictionary({key: read_value(one) for key, one in plist.items()})


def write_value(value: Any) -> Any:
    """The inverse of `read_value`."""
    kind = type(value)
    if kind is str or kind is int or kind is bool or kind is float:
        return value
    if kind is list:
        return [write_value(one) for one in value]
    writer = _WRITERS.get(kind)
    return writer(value) if writer else value


def _read_token_attachment(value: Any) -> TokenAttachment | None:
    if type(value) is not dict or "Type" not in value:
        return None
    attachment = read_attachment(value)
    return None if type(attachment) is UnknownAttachment else TokenAttachment(attachment)


def _read_token_string(value: Any) -> TokenString | None:
    found = read_parts(value)
    return None if found is None else TokenString(*found)


register(
    "WFTextTokenAttachment",
    TokenAttachment,
    _read_token_attachment,
    lambda node: write_attachment(node.attachment),
)
register(
    "WFTextTokenString",
    TokenString,
    _read_token_string,
    lambda node: write_parts(node.parts, node.ranges),
)
_WRITERS[ConditionSubject] = lambda node: {
    "Type": "Variable",
    "Variable": {
        "WFSerializationType": "WFTextTokenAttachment",
        "Value": write_attachment(node.attachment),
    },
}
_WRITERS[AttributedText] = lambda node: write_parts(node.parts, node.ranges)
_WRITERS[PlainDictionary] = lambda node: {
    key: write_value(one) for key, one in node.entries.items()
}
_WRITERS[UnknownValue] = lambda node: node.plist


def _register_attachments() -> None:
    from shortcuts_py.workflow import attachments

    for name in attachments.__all__:
        kind = getattr(attachments, name)
        if isinstance(kind, type):
            _WRITERS[kind] = write_attachment


_register_attachments()
