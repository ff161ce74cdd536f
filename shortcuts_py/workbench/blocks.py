"""If, read: `if x:`, `elif y:` and `else:` are If, Otherwise If and Otherwise.

`pass` alone in a body is nothing at all. Behind a block,
`x = is_workflow_actions_conditional( WFControlFlowMode=2)` is its end, and names its output.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

from shortcuts_py.workbench.block import Block, header_end, read_header
from shortcuts_py.workbench.conditions import read_condition
from shortcuts_py.workflow.actions import (
    CONDITIONAL,
)
from shortcuts_py.workflow.conditions import LEGACY, OLD_CODES

if TYPE_CHECKING:
    from shortcuts_py.workbench.body import Body
    from shortcuts_py.workbench.reading import Reader

__all__ = ["read_if"]

_OLD_WORDS = {code: word for word, code in OLD_CODES.items()}
_ELSE = re.compile(r"\s*else\s*:")


def _condition(reader: Reader, test: ast.expr) -> dict[str, Any]:
    parameters = read_condition(reader, test)
    heading = reader.heading
    code = parameters.get("WFCondition")
    if heading.old_conditions and code in _OLD_WORDS:
        parameters["WFCondition"] = _OLD_WORDS[code]
    if heading.legacy:
        parameters[LEGACY] = True
    return parameters


def read_if(body: Body, node: ast.If, limit: int) -> None:
    """Read an If with all its branches."""
    reader = body.reader
    block = Block(body, CONDITIONAL, _condition(reader, node.test), node)
    read_header(body, block, block.open, node.lineno, header_end(node.test, node.body))
    complete = False
    while True:
        rest = node.orelse
        other = _elif(reader, node)
        end = limit
        if other is not None:
            end = other.lineno
        elif rest:
            end = _else_line(reader, node) or rest[0].lineno
        block.read(node.body, end)
        if other is None:
            if rest:
                line = _else_line(reader, node) or rest[0].lineno - 1
                part = block.part(1, {}, rest[0])
                read_header(body, block, part, line, line)
                block.read(rest, limit)
                complete = True
            break
        node = other
        part = block.part(1, _condition(reader, node.test), node)
        read_header(body, block, part, node.lineno, header_end(node.test, node.body))
    block.close(complete)


def _elif(reader: Reader, node: ast.If) -> ast.If | None:
    """The `elif` of an If; an If within its `else:` is none."""
    if len(node.orelse) != 1 or type(node.orelse[0]) is not ast.If:
        return None
    inner = node.orelse[0]
    return inner if reader.starts_with(inner, "elif") else None


def _else_line(reader: Reader, node: ast.If) -> int | None:
    """The line of `else:`, which `ast` does not tell."""
    last = node.body[-1]
    lines = reader.lines()
    for line in range(node.orelse[0].lineno, (last.end_lineno or last.lineno) - 1, -1):
        if 0 < line <= len(lines) and _ELSE.match(lines[line - 1]):
            return line
    return None
