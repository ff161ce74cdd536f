"""Blocks as statements: if, match, for. The reading half is in `block_reader`.

A block is printed where its statement says all of its parts; else its parts are printed
one by one as plain actions, and what is in it at the same depth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shortcuts_py.language.calls import print_parameter
from shortcuts_py.language.conditions import print_condition
from shortcuts_py.language.keywords import print_keywords
from shortcuts_py.language.layout import Expression, Group, flat
from shortcuts_py.language.literals import print_string
from shortcuts_py.language.naming import slug
from shortcuts_py.language.notes import Notes
from shortcuts_py.language.references import print_reference
from shortcuts_py.language.text import print_parts
from shortcuts_py.names import by_identifier
from shortcuts_py.workflow.actions import (
    BLOCK_IDENTIFIERS,
    CHOOSE_FROM_MENU,
    CONDITIONAL,
    Action,
    Block,
    Branch,
    If,
    Menu,
    Repeat,
    RepeatEach,
)
from shortcuts_py.workflow.conditions import has_condition
from shortcuts_py.workflow.dictionary import Item, ItemType
from shortcuts_py.workflow.text import AttributedText, TokenString
from shortcuts_py.workflow.values import TokenAttachment

if TYPE_CHECKING:
    from shortcuts_py.language.printer import Printer

__all__ = ["BLOCK_IDENTIFIERS", "RESULTS", "can_print", "menu_items", "print_block"]

# The call that is the output of a block, right behind it.
RESULTS: dict[type[Any], str] = {
    If: "if_result",
    Menu: "menu_result",
    Repeat: "repeat_results",
    RepeatEach: "repeat_results",
}


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


def print_block(printer: Printer, indent: int, block: Block) -> None:
    """Print a block that has a statement; its result is the caller's."""
    _PRINTERS[type(block)](printer, indent, block)


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


def _parameters(branch: Branch) -> dict[str, Any]:
    """All that a part says, its custom name with it."""
    if branch.output_name is None:
        return branch.parameters
    return {**branch.parameters, "CustomOutputName": branch.output_name}


def print_body(printer: Printer, indent: int, branch: Branch, part: dict[str, Any]) -> None:
    """The body of a part; `part` are parameters that its header could not say."""
    from shortcuts_py.language.body import print_nodes

    start = len(printer.lines)
    if part:
        printer.statement(indent, "", _call(printer, "part", part))
    print_nodes(printer, indent, branch.body)
    if all(not line or line.lstrip().startswith("#") for line in printer.lines[start:]):
        printer.line(indent, "...")


def _call(printer: Printer, name: str, parameters: dict[str, Any]) -> Group:
    return Group(f"{name}(", print_keywords(printer, parameters))


# -- if ---------------------------------------------------------------------------------


def _print_if(printer: Printer, indent: int, block: Any, word: str = "if ") -> None:
    start = block.branches[0]
    condition = print_condition(printer, _parameters(start))
    printer.statement(indent, word, condition, header_notes(printer, block), ":")
    print_body(printer, indent + 4, start, {})
    for branch in block.branches[1:]:
        notes = printer.notes(branch, CONDITIONAL)
        if has_condition(branch.parameters):
            condition = f"otherwise_if({print_condition(printer, _parameters(branch))})"
            printer.statement(indent, "elif ", condition, notes, ":")
            print_body(printer, indent + 4, branch, {})
        elif (
            not notes
            and not _parameters(branch)
            and len(branch.body) == 1
            and type(branch.body[0]) is If
            and can_print(printer, branch.body[0])
            and not needs_result(printer, branch.body[0])
            and id(branch.body[0]) not in printer.questions
        ):
            _print_if(printer, indent, branch.body[0], "elif ")
        else:
            printer.statement(indent, "else", "", notes, ":")
            print_body(printer, indent + 4, branch, _parameters(branch))


# -- menu -------------------------------------------------------------------------------


def menu_items(cases: list[tuple[Any, Any]]) -> list[Any]:
    """The items of a menu as its cases give them: (title, attributed title or None)."""
    items: list[Any] = []
    for title, attributed in cases:
        if type(attributed) is AttributedText:
            items.append(Item(ItemType.TEXT, TokenString(attributed.parts, True)))
        else:
            items.append(title)
    return items


def _print_menu(printer: Printer, indent: int, block: Any) -> None:
    start, *cases = block.branches
    pairs = [
        (one.parameters.get("WFMenuItemTitle"), one.parameters.get("WFMenuItemAttributedTitle"))
        for one in cases
    ]
    parameters = dict(_parameters(start))
    items = parameters.get("WFMenuItems")
    if items == menu_items(pairs) and all(type(one) is str for one, _ in pairs):
        del parameters["WFMenuItems"]
    elif items is None:
        parameters["WFMenuItems"] = None
    names = by_identifier(CHOOSE_FROM_MENU)
    members: list[tuple[str, Expression]] = []
    if "WFMenuPrompt" in parameters:
        prompt = parameters.pop("WFMenuPrompt")
        members.append(("", print_parameter(printer, names, "WFMenuPrompt", prompt)))
    others: list[tuple[str, Expression]] = []
    for key, value in parameters.items():
        word = names.keywords.get(key) if names else None
        expression = print_parameter(printer, names, key, value)
        if word is not None:
            members.append((f"{word}=", expression))
        else:
            others.append((f"{print_string(key, False)}: ", expression))
    if others:
        members.append(("**", Group("{", others, "}")))
    call = Group("choose_from_menu(", members)
    if "\n" in flat(call):
        call = Group("choose_from_menu(", [(p, flat(m).replace("\n", "\\n")) for p, m in members])
    printer.statement(indent, "match ", call, header_notes(printer, block), ":")
    for branch in cases:
        rest = dict(_parameters(branch))
        pattern, guard = "_", ""
        title = rest.get("WFMenuItemTitle")
        if type(title) is str:
            pattern = print_string(title, False)
            del rest["WFMenuItemTitle"]
            attributed = rest.get("WFMenuItemAttributedTitle")
            if type(attributed) is AttributedText and _has_attachment(attributed):
                guard = print_parts(printer, attributed.parts, False)
                pattern += " if "
                del rest["WFMenuItemAttributedTitle"]
        notes = printer.notes(branch, CHOOSE_FROM_MENU)
        printer.statement(indent + 4, f"case {pattern}", guard, notes, ":")
        print_body(printer, indent + 8, branch, rest)


def _has_attachment(text: AttributedText) -> bool:
    return any(type(part) is not str for part in text.parts)


# -- repeat -----------------------------------------------------------------------------


def _print_repeat(printer: Printer, indent: int, block: Any) -> None:
    parameters = _parameters(block.branches[0])
    count = parameters.get("WFRepeatCount")
    if not parameters:
        call: Expression = "range(...)"
    elif len(parameters) == 1 and type(count) in (int, float, str, TokenAttachment):
        call = Group("range(", [("", printer.value(count))])
    else:
        call = _call(printer, "repeat", parameters)
    index = printer.namespace.give("index")
    printer.statement(indent, f"for {index} in ", call, header_notes(printer, block), ":")
    _loop(printer, indent, block, index, None)


def _print_each(printer: Printer, indent: int, block: Any) -> None:
    parameters = _parameters(block.branches[0])
    value = parameters.get("WFInput")
    base = "item"
    if not parameters:
        call: Expression = "_"
    elif len(parameters) == 1 and type(value) is TokenAttachment:
        call = print_reference(printer, value.attachment)
        if call.isidentifier() and len(call) > 3 and call.endswith("s") and slug(call) == call:
            base = call[:-1]
    else:
        call = _call(printer, "repeat_with_each", parameters)
    used = printer.analysis.loops.get(id(block), set())
    item = printer.namespace.give(base)
    if "index" in used:
        index: str | None = printer.namespace.give("index")
        target = f"for {index}, {item} in "
        call = f"enumerate({flat(call)}, start=1)"
    else:
        index, target = None, f"for {item} in "
    printer.statement(indent, target, call, header_notes(printer, block), ":")
    _loop(printer, indent, block, index, item)


def _loop(printer: Printer, indent: int, block: Any, index: str | None, item: str | None) -> None:
    printer.loops.append((block, index, item))
    print_body(printer, indent + 4, block.branches[0], {})
    printer.loops.pop()
    for name in (index, item):
        if name is not None:
            printer.namespace.release(name)


_PRINTERS: dict[type[Any], Any] = {
    If: _print_if,
    Menu: _print_menu,
    Repeat: _print_repeat,
    RepeatEach: _print_each,
}


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
