"""An If as an if statement, both ways: Otherwise If is `elif otherwise_if(...)`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.block_parts import (
    can_print,
    header_notes,
    make_branch,
    needs_result,
    part_parameters,
    print_body,
    read_group,
    read_header_notes,
    read_id,
    read_part,
    take_part,
)
from shortcuts_py.language.conditions import print_condition, read_condition
from shortcuts_py.language.notes import Notes
from shortcuts_py.workflow.actions import CONDITIONAL, Block, Branch, If
from shortcuts_py.workflow.conditions import has_condition

if TYPE_CHECKING:
    from shortcuts_py.language.printer import Printer
    from shortcuts_py.language.reader import Reader

__all__ = ["print_if", "read_if"]


# -- printing ---------------------------------------------------------------------------


def print_if(printer: Printer, indent: int, block: Any, word: str = "if ") -> None:
    """An If; one that is alone in Otherwise is an `elif`."""
    start = block.branches[0]
    condition = print_condition(printer, part_parameters(start))
    printer.statement(indent, word, condition, header_notes(printer, block), ":")
    print_body(printer, indent + 4, start, {})
    for branch in block.branches[1:]:
        notes = printer.notes(branch, CONDITIONAL)
        if has_condition(branch.parameters):
            condition = f"otherwise_if({print_condition(printer, part_parameters(branch))})"
            printer.statement(indent, "elif ", condition, notes, ":")
            print_body(printer, indent + 4, branch, {})
        elif (
            not notes
            and not part_parameters(branch)
            and len(branch.body) == 1
            and type(branch.body[0]) is If
            and can_print(printer, branch.body[0])
            and not needs_result(printer, branch.body[0])
            and id(branch.body[0]) not in printer.questions
        ):
            print_if(printer, indent, branch.body[0], "elif ")
        else:
            printer.statement(indent, "else", "", notes, ":")
            print_body(printer, indent + 4, branch, part_parameters(branch))


# -- reading ----------------------------------------------------------------------------


def read_if(reader: Reader, node: ast.If, until: int) -> Block:
    """An if statement with its elifs and else; `until` is the line where it has to end."""
    notes = read_header_notes(reader, node.test)
    group = read_group(reader, notes)
    start = make_branch(read_condition(reader, node.test), read_id(reader, notes, "id"))
    end = Branch(uuid=read_id(reader, notes, "end"))
    branches = [start]
    orelse = node.orelse
    line = _else_line(reader, orelse)
    read_part(reader, start, node.body, line or until)
    while orelse:
        first = orelse[0]
        if isinstance(first, ast.If) and len(orelse) == 1 and _is_otherwise_if(first.test):
            inner = read_header_notes(reader, first.test)
            parameters = read_condition(reader, first.test)
            branch = make_branch(parameters, read_id(reader, inner, "id"))
            branches.append(branch)
            orelse = first.orelse
            line = _else_line(reader, orelse)
            read_part(reader, branch, first.body, line or until)
            continue
        # An elif has its own header, whose notes are the inner block's.
        inner = _else_notes(reader, line) if line and line != first.lineno else {}
        branch = make_branch({}, read_id(reader, inner, "id"))
        branches.append(branch)
        # An elif stands where its if does; comments behind it there are not its own.
        column = node.body[0].col_offset
        read_part(reader, branch, take_part(reader, branch, orelse), until, column)
        break
    return If(group, branches, end)


def _is_otherwise_if(test: ast.expr) -> bool:
    return (
        isinstance(test, ast.Call)
        and isinstance(test.func, ast.Name)
        and test.func.id == "otherwise_if"
    )


def _else_line(reader: Reader, orelse: list[ast.stmt]) -> int | None:
    """The line of the `else:` or `elif` in front of some statements; None without any.

    Between it and the first statement there are only comments and blank lines.
    """
    if not orelse:
        return None
    line = orelse[0].lineno
    if reader.lines[line - 1].lstrip().startswith(("elif", "else")):
        return line
    for number in range(line - 1, 0, -1):
        text = reader.lines[number - 1].strip()
        if text and not text.startswith("#"):
            return number
    return line


def _else_notes(reader: Reader, line: int) -> Notes:
    text = reader.lines[line - 1]
    return reader.notes(line, text.index("else") + 4 if "else" in text else 0)
