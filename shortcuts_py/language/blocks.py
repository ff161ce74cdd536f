"""Blocks as statements: which statement each has, and what stands for its output.

The statements are in `conditionals`, `menus` and `loops`. A block is printed where its
statement says all of its parts; else its parts are printed one by one as plain actions, and
what is in it at the same depth.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.conditionals import print_if
from shortcuts_py.language.loops import print_each, print_repeat
from shortcuts_py.language.menus import print_menu
from shortcuts_py.workflow.actions import (
    BLOCK_IDENTIFIERS,
    Action,
    Block,
    If,
    Menu,
    Repeat,
    RepeatEach,
)

if TYPE_CHECKING:
    from shortcuts_py.language.printer import Printer
    from shortcuts_py.language.reader import Reader

__all__ = ["RESULTS", "flat_parts", "print_block", "read_result"]

# The call that is the output of a block, right behind it.
RESULTS: dict[type[Any], str] = {
    If: "if_result",
    Menu: "menu_result",
    Repeat: "repeat_results",
    RepeatEach: "repeat_results",
}
_PRINTERS: dict[type[Any], Any] = {
    If: print_if,
    Menu: print_menu,
    Repeat: print_repeat,
    RepeatEach: print_each,
}


# -- printing ---------------------------------------------------------------------------


def print_block(printer: Printer, indent: int, block: Block) -> None:
    """Print a block that has a statement; its result is the caller's."""
    _PRINTERS[type(block)](printer, indent, block)


def flat_parts(printer: Printer, block: Block) -> list[Any]:
    """A block that has no statement as plain actions and, between them, its bodies."""
    identifier = BLOCK_IDENTIFIERS[type(block)]
    nodes: list[Any] = []
    for mode, branch in enumerate((*block.branches, block.end)):
        number = 2 if branch is block.end else min(mode, 1)
        parameters = {
            **branch.parameters,
            "GroupingIdentifier": block.group,
            "WFControlFlowMode": number,
        }
        part = Action(identifier, parameters, branch.uuid, branch.output_name)
        printer.adopt(part, branch)
        nodes.append(part)
        nodes += branch.body
    return nodes


# -- reading ----------------------------------------------------------------------------


def read_result(reader: Reader, node: ast.Call, uuid: str | None) -> Block | None:
    """`if_result()` and the like: settle the end of the block right before."""
    assert isinstance(node.func, ast.Name)  # noqa: S101  the caller looked
    name = node.func.id
    block = reader.body[-1] if reader.body else None
    if not isinstance(block, Block) or RESULTS[type(block)] != name:
        what = {"if_result": "an if", "menu_result": "a match"}.get(name, "a for")
        message = f"{name}() stands right behind {what}; a comment between them is an action too"
        reader.error(node, "stray-result", message)
        return None
    for one in node.keywords:
        if one.arg == "output_name" and isinstance(one.value, ast.Constant):
            block.end.output_name = str(one.value.value)
    others = [one for one in node.keywords if one.arg != "output_name"]
    block.end.parameters.update(reader.keywords(others))
    if uuid is not None:
        block.end.uuid = uuid
    return block
