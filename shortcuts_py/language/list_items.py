"""Items and slices of lists, as Get Item from List, and keys that are values."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.scope import IndexFromZero
from shortcuts_py.language.slots import read_input, read_text_slot
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow.actions import Action
from shortcuts_py.workflow.attachments import Attachment
from shortcuts_py.workflow.values import TokenAttachment

if TYPE_CHECKING:
    from shortcuts_py.language.reader import Reader

__all__ = ["evaluate_item"]


def evaluate_item(reader: Reader, node: ast.Subscript) -> Attachment | None:
    """`x[0]`, `x[-1]`, `x[2:5]`: Get Item from List, which counts from 1."""
    value = read_input(reader, node.value)
    parameters: dict[str, Any] = {"WFInput": value}
    index = node.slice
    if type(index) is ast.Slice:
        return _evaluate_slice(reader, node, index, parameters)
    if type(index) is ast.UnaryOp and ast.unparse(index) == "-1":
        parameters["WFItemSpecifier"] = "Last Item"
    elif type(index) is ast.Constant and type(index.value) is int:
        if index.value == 0:
            parameters["WFItemSpecifier"] = "First Item"
        else:
            parameters["WFItemSpecifier"] = "Item At Index"
            parameters["WFItemIndex"] = str(index.value + 1)
    elif type(index) is ast.UnaryOp:
        reader.error(index, "unsupported", "from the end only the last item has an index: x[-1]")
        return None
    elif (zero := _index_from_zero(reader, index)) is not None:
        # Less 1 and plus 1 again: the Repeat Index itself.
        parameters["WFItemSpecifier"] = "Item At Index"
        parameters["WFItemIndex"] = TokenAttachment(att.Variable(zero))
    elif type(index) is ast.Name and index.id in reader.range_indexes:
        # The index of `range(n)` is the Repeat Index, and counts as Get Item from List does.
        parameters["WFItemSpecifier"] = "Item At Index"
        parameters["WFItemIndex"] = read_input(reader, index)
    elif reader.is_number(index):
        one = ast.copy_location(ast.BinOp(index, ast.Add(), ast.Constant(1)), index)
        parameters["WFItemSpecifier"] = "Item At Index"
        parameters["WFItemIndex"] = read_input(reader, ast.fix_missing_locations(one))
    else:
        # A key that is a value: Get Dictionary Value, which knows keys with variables.
        key = read_text_slot(reader, index)
        found = {"WFInput": value, "WFDictionaryKey": key}
        return reader.output_of(Action("is.workflow.actions.getvalueforkey", found))
    return reader.output_of(Action("is.workflow.actions.getitemfromlist", parameters))


def _index_from_zero(reader: Reader, node: ast.expr) -> str | None:
    binding = reader.lookup(node.id) if type(node) is ast.Name else None
    return binding.name if isinstance(binding, IndexFromZero) else None


def _evaluate_slice(
    reader: Reader, node: ast.Subscript, index: ast.Slice, parameters: dict[str, Any]
) -> Attachment | None:
    numbers: list[int | None] = []
    for bound in (index.lower, index.upper):
        if bound is None:
            numbers.append(None)
        elif type(bound) is ast.Constant and type(bound.value) is int and bound.value >= 0:
            numbers.append(bound.value)
        else:
            reader.error(node, "unsupported", "the bounds of a slice are plain numbers from 0")
            return None
    if index.step is not None:
        reader.error(node, "unsupported", "a slice has no step in a shortcut")
        return None
    parameters["WFItemSpecifier"] = "Items in Range"
    parameters["WFItemRangeStart"] = str((numbers[0] or 0) + 1)
    if numbers[1] is not None:
        parameters["WFItemRangeEnd"] = str(numbers[1])
    return reader.output_of(Action("is.workflow.actions.getitemfromlist", parameters))
