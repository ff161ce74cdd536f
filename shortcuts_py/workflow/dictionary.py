"""Dictionary fields and the items of dictionaries and lists (`WFDictionaryFieldValue`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from shortcuts_py.workflow import values
from shortcuts_py.workflow.fields import Tree
from shortcuts_py.workflow.values import Value, read_value, register, write_value

__all__ = ["DictionaryField", "Item", "ItemType", "is_item", "read_item", "write_item"]


class ItemType:
    """The numbers of `WFItemType`."""

    TEXT = 0
    DICTIONARY = 1
    ARRAY = 2
    NUMBER = 3
    BOOLEAN = 4
    FILE = 5


@dataclass(slots=True, repr=False, eq=False)
class Item(Tree):
    """An item of a dictionary, or (without a key) of a list.

    Attributes:
        item_type: a number of `ItemType`.
        value: what stands under `WFValue`; None where the key is absent.
        key: what stands under `WFKey`; None where the key is absent.
    """

    item_type: int
    value: Value | None = None
    key: Value | None = None
    type: Literal["item"] = "item"


@dataclass(slots=True, repr=False, eq=False)
class DictionaryField(Tree):
    """A dictionary as the editor shows it.

    The value of an item of type 1 is this envelope twice, the outer `Value` being the inner
    envelope; `wrapped` tells that outer one.
    """

    items: list[Value]
    wrapped: bool = False
    type: Literal["WFDictionaryFieldValue"] = "WFDictionaryFieldValue"


def is_item(plist: dict[str, Any]) -> bool:
    """Whether a dictionary has exactly the keys of an item."""
    return type(plist.get("WFItemType")) is int and all(
        key in {"WFItemType", "WFKey", "WFValue"} for key in plist
    )


def read_item(plist: Any) -> Value:
    """Read a member of an items list."""
    if type(plist) is dict and is_item(plist):
        value = plist.get("WFValue")
        key = plist.get("WFKey")
        return Item(
            plist["WFItemType"],
            None if value is None else read_value(value),
            None if key is None else read_value(key),
        )
    return read_value(plist)


def write_item(item: Item) -> dict[str, Any]:
    """The inverse of `read_item`."""
    plist: dict[str, Any] = {"WFItemType": item.item_type}
    if item.key is not None:
        plist["WFKey"] = write_value(item.key)
    if item.value is not None:
        plist["WFValue"] = write_value(item.value)
    return plist


def _read_field(value: Any) -> DictionaryField | None:
    if type(value) is not dict:
        return None
    if len(value) == 1 and type(value.get("WFDictionaryFieldValueItems")) is list:
        return DictionaryField([read_item(one) for one in value["WFDictionaryFieldValueItems"]])
    if (
        len(value) == 2
        and value.get("WFSerializationType") == "WFDictionaryFieldValue"
        and "Value" in value
    ):
        inner = _read_field(value["Value"])
        if inner is not None and not inner.wrapped:
            inner.wrapped = True
            return inner
    return None


def _write_field(node: DictionaryField) -> dict[str, Any]:
    value = {"WFDictionaryFieldValueItems": [write_value(one) for one in node.items]}
    if node.wrapped:
        return {"WFSerializationType": "WFDictionaryFieldValue", "Value": value}
    return value


register("WFDictionaryFieldValue", DictionaryField, _read_field, _write_field)
values.register_shape(is_item, Item, read_item, write_item)
