"""Choose from Menu as a match statement with a case for each item, both ways."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.block_parts import (
    header_notes,
    make_branch,
    part_parameters,
    print_body,
    read_group,
    read_header_notes,
    read_id,
    read_part,
    take_part,
)
from shortcuts_py.language.calls import print_parameter
from shortcuts_py.language.layout import Expression, Group, flat
from shortcuts_py.language.literals import print_string
from shortcuts_py.language.text import is_text, print_parts, read_parts
from shortcuts_py.names import by_identifier
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow.actions import CHOOSE_FROM_MENU, Block, Branch, Menu
from shortcuts_py.workflow.dictionary import Item, ItemType
from shortcuts_py.workflow.text import AttributedText, TokenString

if TYPE_CHECKING:
    from shortcuts_py.language.printer import Printer
    from shortcuts_py.language.reader import Reader

__all__ = ["print_menu", "read_match"]


def _menu_items(cases: list[tuple[Any, Any]]) -> list[Any]:
    """The items of a menu as its cases give them: (title, attributed title or None)."""
    items: list[Any] = []
    for title, attributed in cases:
        if type(attributed) is AttributedText:
            items.append(Item(ItemType.TEXT, TokenString(attributed.parts, True)))
        else:
            items.append(title)
    return items


# -- printing ---------------------------------------------------------------------------


def print_menu(printer: Printer, indent: int, block: Any) -> None:
    """A menu whose parts after the first are its cases."""
    start, *cases = block.branches
    pairs = [
        (one.parameters.get("WFMenuItemTitle"), one.parameters.get("WFMenuItemAttributedTitle"))
        for one in cases
    ]
    parameters = dict(part_parameters(start))
    items = parameters.get("WFMenuItems")
    if items == _menu_items(pairs) and all(type(one) is str for one, _ in pairs):
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
        rest = dict(part_parameters(branch))
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


# -- reading ----------------------------------------------------------------------------


def read_match(reader: Reader, node: ast.Match, until: int) -> Block | None:
    """`match choose_from_menu(...)` with a case for each item."""
    subject = node.subject
    names = by_identifier(CHOOSE_FROM_MENU)
    named = isinstance(subject, ast.Call) and isinstance(subject.func, ast.Name)
    menu = named and names is not None and subject.func.id == names.name  # type: ignore[attr-defined]
    if not menu and not _refuse_match(reader, node):
        return None
    assert isinstance(subject, ast.Call)  # noqa: S101  nothing else is meant for a menu
    notes = read_header_notes(reader, subject)
    group = read_group(reader, notes)
    action = reader.call(subject, CHOOSE_FROM_MENU)
    keys = names.keys if names is not None else {}
    said = {keys.get(one.arg or "", one.arg) for one in subject.keywords}
    parameters = action.parameters
    if action.output_name is not None:
        parameters["CustomOutputName"] = action.output_name
    start = make_branch(parameters, read_id(reader, notes, "id"))
    end = Branch(uuid=read_id(reader, notes, "end"))
    branches = [start]
    titles: list[tuple[Any, Any]] = []
    for index, case in enumerate(node.cases):
        following = node.cases[index + 1] if index + 1 < len(node.cases) else None
        branch = _read_case(reader, case)
        branches.append(branch)
        body = take_part(reader, branch, case.body)
        read_part(reader, branch, body, following.pattern.lineno if following else until)
        titles.append(
            (
                branch.parameters.get("WFMenuItemTitle"),
                branch.parameters.get("WFMenuItemAttributedTitle"),
            )
        )
    if "WFMenuItems" not in said:
        untitled = [case for case, (title, _) in zip(node.cases, titles, strict=True) if not title]
        if any(type(title) is not str for title, _ in titles) and untitled:
            reader.error(untitled[0].pattern, "bad-match", "a case is the title of an item")
        start.parameters["WFMenuItems"] = _menu_items(titles)
    return Menu(group, branches, end)


def _refuse_match(reader: Reader, node: ast.Match) -> bool:
    """Say that a match is no menu; whether it is likely meant for one."""
    from shortcuts_py.language.nearest import did_you_mean, nearest

    subject = node.subject
    function = subject.func if isinstance(subject, ast.Call) else None
    if isinstance(function, ast.Name):
        near = nearest(function.id, ["choose_from_menu"])
        if near:
            message = f"no action is called {function.id!r}{did_you_mean(near)}"
            reader.error(function, "unknown-action", message, near)
            return True
    reader.error(subject, "bad-match", "match takes choose_from_menu(...)")
    for case in node.cases:
        # For the mistakes in them.
        read_part(reader, Branch(), case.body, (node.end_lineno or node.lineno) + 1)
    return False


def _read_case(reader: Reader, case: ast.match_case) -> Branch:
    parameters: dict[str, Any] = {}
    pattern, guard = case.pattern, case.guard
    wildcard = isinstance(pattern, ast.MatchAs) and pattern.pattern is None
    if guard is not None:
        if is_text(guard):
            parts = read_parts(reader, guard)
            parameters["WFMenuItemAttributedTitle"] = AttributedText(parts, True)
            if wildcard:
                parameters["WFMenuItemTitle"] = _plain_title(parts)
        else:
            reader.error(guard, "bad-match", 'the title of a case with values is if f"..."')
    if isinstance(pattern, ast.MatchValue) and isinstance(pattern.value, ast.Constant):
        if type(pattern.value.value) is str:
            parameters["WFMenuItemTitle"] = pattern.value.value
        else:
            reader.error(pattern, "bad-match", "a case is the title of an item, a string")
    elif not wildcard or (isinstance(pattern, ast.MatchAs) and pattern.name is not None):
        reader.error(pattern, "bad-match", "a case is the title of one item, a string")
    notes = read_header_notes(reader, guard or pattern)
    return make_branch(parameters, read_id(reader, notes, "id"))


def _plain_title(parts: list[Any]) -> str:
    """A title with values as the app writes it beside them: by the values' names."""
    pieces = []
    for part in parts:
        if isinstance(part, str):
            pieces.append(part)
        elif isinstance(part, att.Output):
            pieces.append(part.output_name or "")
        elif isinstance(part, att.Variable):
            pieces.append(part.name)
        else:
            pieces.append(part.type)
    return "".join(pieces)
