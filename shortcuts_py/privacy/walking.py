"""What stands in a parameter: references, and texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

__all__ = ["KeyedText", "Reference", "keyed_texts", "references", "texts"]

# Texts under these keys are names and tags of the format, not texts of the shortcut.
_FORMAT = frozenset(
    {
        "AppIntentDescriptor",
        "CustomOutputName",
        "GroupingIdentifier",
        "IntentAppDefinition",
        "OutputName",
        "OutputUUID",
        "Type",
        "UUID",
        "VariableName",
        "VariableUUID",
        "WFSerializationType",
    }
)


class Reference(NamedTuple):
    """A reference in a parameter.

    Attributes:
        type: its `Type`: "ActionOutput", "Variable", "Clipboard" and so on.
        name: the id of the output, or the variable's name; else "".
        shown: what it is called.
        keys: keys that are taken out of a dictionary.
    """

    type: str
    name: str
    shown: str
    keys: tuple[str, ...] = ()


def read_reference(plist: dict[str, Any]) -> Reference | None:
    """The reference that a dictionary is; None for any other."""
    kind = plist.get("Type")
    if type(kind) is not str:
        return None
    chain = plist.get("Aggrandizements")
    keys = tuple(
        str(one["DictionaryKey"])
        for one in (chain if type(chain) is list else ())
        if type(one) is dict and "DictionaryKey" in one
    )
    if kind == "ActionOutput":
        return Reference(kind, str(plist.get("OutputUUID")), str(plist.get("OutputName", "")), keys)
    if kind == "Variable" and "VariableName" in plist:
        return Reference(kind, str(plist["VariableName"]), str(plist["VariableName"]), keys)
    if kind in ("Ask", "Clipboard", "DeviceDetails", "ExtensionInput", "Input", "CurrentApp"):
        return Reference(kind, "", kind, keys)
    return None


def references(value: Any) -> Iterator[Reference]:
    """Every reference in a value, in its order."""
    stack = [value]
    while stack:
        one = stack.pop()
        if type(one) is dict:
            found = read_reference(one)
            if found is not None:
                yield found
            stack.extend(reversed(list(one.values())))
        elif type(one) is list:
            stack.extend(reversed(one))


def texts(value: Any) -> Iterator[str]:
    """Every text in a value, in its order; U+FFFC stands for references in them."""
    stack = [value]
    while stack:
        one = stack.pop()
        kind = type(one)
        if kind is str:
            yield one
        elif kind is dict:
            stack.extend(reversed([each for key, each in one.items() if key not in _FORMAT]))
        elif kind is list:
            stack.extend(reversed(one))


class KeyedText(NamedTuple):
    """A text of a dictionary of the shortcut and its key."""

    key: str
    text: str


def keyed_texts(value: Any) -> Iterator[KeyedText]:
    """The texts in dictionary fields with the keys that they stand under."""
    stack = [value]
    while stack:
        one = stack.pop()
        if type(one) is dict:
            key = next(texts(one.get("WFKey")), None) if "WFKey" in one else None
            if key is not None:
                for text in texts(one.get("WFValue")):
                    yield KeyedText(key, text)
                    break
            stack.extend(reversed(list(one.values())))
        elif type(one) is list:
            stack.extend(reversed(one))
