"""What the statements of all blocks have in common: headers, their notes, bodies, both ways.

A part's header says its parameters; what a header cannot say is `part(Key=value)` at the
start of the body. Notes behind the header give the group and the ids.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.keywords import print_keywords
from shortcuts_py.language.layout import Group
from shortcuts_py.language.notes import Notes
from shortcuts_py.workflow.actions import BLOCK_IDENTIFIERS, Block, Branch, If, Menu
from shortcuts_py.workflow.conditions import has_condition

if TYPE_CHECKING:
    from shortcuts_py.language.printer import Printer
    from shortcuts_py.language.reader import Reader

__all__ = [
    "can_print",
    "header_notes",
    "keyword_call",
    "make_branch",
    "needs_result",
    "part_parameters",
    "print_body",
    "read_group",
    "read_header_notes",
    "read_id",
    "read_part",
    "take_part",
]


# -- printing ---------------------------------------------------------------------------


def can_print(printer: Printer, block: Block) -> bool:
    """Whether a block has a statement."""
    if id(block) in printer.plain:
        return False
    middles = block.branches[1:]
    if type(block) is If:
        return all(has_condition(one.parameters) for one in middles[:-1])
    if type(block) is Menu:
        # A part without a title is `case _`, and Python takes nothing behind that.
        titled = all(type(one.parameters.get("WFMenuItemTitle")) is str for one in middles[:-1])
        return bool(middles) and titled and not block.branches[0].body
    return not middles


def needs_result(printer: Printer, block: Block) -> bool:
    """Whether the end of a block says something that takes a statement."""
    end = block.end
    return (
        bool(end.parameters)
        or end.output_name is not None
        or (end.uuid is not None and end.uuid in printer.analysis.shown)
    )


def header_notes(printer: Printer, block: Block) -> Notes:
    """Notes behind the header: the group, the ids of the first part and of a silent end."""
    notes: Notes = {}
    analysis = printer.analysis
    if printer.keep_ids or analysis.groups[block.group] > 1 or block.group in analysis.pinned:
        notes["group"] = block.group
    identifier = BLOCK_IDENTIFIERS[type(block)]
    notes.update(printer.notes(block.branches[0], identifier))
    if not needs_result(printer, block):
        notes.update(printer.notes(block.end, identifier, "end"))
    return notes


def part_parameters(branch: Branch) -> dict[str, Any]:
    """All that a part says, its custom name with it."""
    if branch.output_name is None:
        return branch.parameters
    return {**branch.parameters, "CustomOutputName": branch.output_name}


def print_body(printer: Printer, indent: int, branch: Branch, part: dict[str, Any]) -> None:
    """The body of a part; `part` are parameters that its header could not say."""
    from shortcuts_py.language.body import print_nodes

    start = len(printer.lines)
    if part:
        printer.statement(indent, "", keyword_call(printer, "part", part))
    print_nodes(printer, indent, branch.body)
    if all(not line or line.lstrip().startswith("#") for line in printer.lines[start:]):
        printer.line(indent, "...")


def keyword_call(printer: Printer, name: str, parameters: dict[str, Any]) -> Group:
    """A call that says parameters by their keys."""
    return Group(f"{name}(", print_keywords(printer, parameters))


# -- reading ----------------------------------------------------------------------------


def read_header_notes(reader: Reader, node: ast.expr | ast.pattern) -> Notes:
    """The notes behind a header that ends with this node."""
    line, column = node.end_lineno or node.lineno, node.end_col_offset or 0
    if reader.has_notes and line < len(reader.lines):
        following = reader.lines[line].lstrip()
        if following.startswith(")") and not reader.lines[line - 1].rstrip().endswith(":"):
            # A long condition stands in brackets of its own, its notes behind them.
            return reader.notes(line + 1, reader.lines[line].index(")") + 1)
    return reader.notes(line, column)


def read_id(reader: Reader, notes: Notes, word: str) -> str | None:
    """The id that a note gives: its own, a new one for a bare word, or none."""
    if word not in notes:
        return None
    given = notes[word]
    return reader.ids.new("action") if given is None else given


def read_group(reader: Reader, notes: Notes) -> str:
    """The group that the notes give, or a new one."""
    given = notes.get("group")
    return reader.ids.new("group") if given is None else given


def make_branch(parameters: dict[str, Any], uuid: str | None) -> Branch:
    """A part without its body; its custom name is one of the parameters."""
    name = parameters.pop("CustomOutputName", None)
    return Branch(parameters, [], uuid, name if type(name) is str else None)


def read_part(
    reader: Reader, branch: Branch, body: list[ast.stmt], until: int, column: int | None = None
) -> None:
    """Read the body of a part, which has to end at the line `until`."""
    from shortcuts_py.language.body_reader import read_body

    kept, reader.body = reader.body, branch.body
    read_body(reader, body, until, column)
    reader.body = kept


def take_part(reader: Reader, branch: Branch, body: list[ast.stmt]) -> list[ast.stmt]:
    """`part(Key=value)` at the start of a body: parameters of the part itself."""
    first = body[0]
    if (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Call)
        and isinstance(first.value.func, ast.Name)
        and first.value.func.id == "part"
    ):
        branch.parameters.update(reader.keywords(first.value.keywords))
        name = branch.parameters.pop("CustomOutputName", None)
        if type(name) is str:
            branch.output_name = name
        return body[1:]
    return body
