"""`match`, read: Choose from Menu, or a chain of If where it is about a value.

| in code | block |
|---|---|
| `match input(prompt='''...'''):` and `case "Title":` | Choose from Menu |
| `match x:` and `case "a" | "b":` | an If in the Otherwise of another |
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.workbench.block import Block, header_end, read_header
from shortcuts_py.workbench.conditions import equals
from shortcuts_py.workbench.text import read_text
from shortcuts_py.workbench.values import read_parameter
from shortcuts_py.workflow import aggrandizements as agg
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow.actions import (
    CHOOSE_FROM_MENU,
    CONDITIONAL,
)
from shortcuts_py.workflow.dictionary import Item
from shortcuts_py.workflow.predicates import PredicateTable
from shortcuts_py.workflow.text import AttributedText, TokenString
from shortcuts_py.workflow.values import PlainDictionary, TokenAttachment

if TYPE_CHECKING:
    from shortcuts_py.workbench.body import Body
    from shortcuts_py.workbench.reading import Reader

__all__ = ["LEGACY_MENU", "read_match"]

LEGACY_MENU = "WFMenuLegacyCancelBehavior"


def read_match(body: Body, node: ast.Match, limit: int) -> None:
    """Read a menu, or any other `match`."""
    reader = body.reader
    subject = node.subject
    if type(subject) is ast.Call and type(subject.func) is ast.Name and subject.func.id == "input":
        _read_menu(body, node, subject, limit)
        return
    reader.guess(subject, "match", reader.shown(subject), "a chain of If", 0.7)
    _read_chain(body, node, limit)


def _read_menu(body: Body, node: ast.Match, subject: ast.Call, limit: int) -> None:
    reader = body.reader
    parameters: dict[str, Any] = {}
    prompt = subject.args[0] if subject.args else None
    for one in subject.keywords:
        if one.arg == "prompt":
            prompt = one.value
    if prompt is not None:
        value = read_parameter(reader, prompt)
        if type(value) is TokenAttachment:
            value = TokenString([value.attachment], True)
        if value is not None:
            parameters["WFMenuPrompt"] = value
    titles = [_title(reader, case.pattern) for case in node.cases]
    items: list[Any] = []
    for title in titles:
        text = len(title) == 1 and type(title[0]) is str
        items.append(title[0] if text else Item(0, reader.text(title)) if title else "")
    parameters["WFMenuItems"] = items
    if reader.heading.legacy_menus:
        parameters[LEGACY_MENU] = True
    block = Block(body, CHOOSE_FROM_MENU, parameters, node)
    first = node.cases[0].pattern.lineno if node.cases else node.lineno
    read_header(body, block, block.open, node.lineno, min(header_end(subject, []), first))
    for index, (case, title) in enumerate(zip(node.cases, titles, strict=True)):
        line = case.pattern.lineno
        body.comments_before(line, 0)
        part = block.part(1, _title_parameters(title), case.pattern)
        read_header(body, block, part, line, header_end(case.pattern, case.body))
        last = index + 1 == len(node.cases)
        end = limit if last else node.cases[index + 1].pattern.lineno
        block.read(case.body, end)
    block.close(True)


def _title_parameters(title: list[Any]) -> dict[str, Any]:
    if all(type(part) is str for part in title):
        return {"WFMenuItemTitle": "".join(title)}
    text = "".join(part if type(part) is str else _shown(part) for part in title)
    return {"WFMenuItemTitle": text, "WFMenuItemAttributedTitle": AttributedText(title, True)}


def _shown(one: Any) -> str:
    """What the editor shows for a variable in a title."""
    if type(one) is att.Output:
        name = one.output_name or ""
    elif type(one) is att.Variable:
        name = one.name
    else:
        name = _SHOWN.get(type(one), "")
    last = one.aggrandizements[-1] if getattr(one, "aggrandizements", None) else None
    if type(last) is agg.DictionaryValue:
        return f"{name} ({last.key})"
    return f"{name} ({last.name})" if type(last) is agg.Property else name


_SHOWN: dict[type, str] = {
    att.ShortcutInput: "Shortcut Input",
    att.Clipboard: "Clipboard",
    att.CurrentDate: "Current Date",
    att.Ask: "Ask Each Time",
    att.DeviceDetails: "Device Details",
}


def _title(reader: Reader, pattern: ast.pattern) -> list[Any]:
    """The title of a case; `{name}` in it is a variable where the name is known."""
    if type(pattern) is ast.MatchValue:
        value = pattern.value
        if type(value) is ast.Constant:
            if type(value.value) is str:
                if "{" in value.value:
                    found = _title_with_names(reader, value.value)
                    if found is not None:
                        return found
                return [value.value] if value.value else []
            return [str(value.value)]
        return read_text(reader, value) or [reader.shown(value)]
    if type(pattern) is ast.MatchAs:
        name = pattern.name or "_"
        if pattern.pattern is None:
            reader.guess(pattern, "case-title", name, f"the title {name!r}", 0.4)
            return [name]
    text = reader.shown(pattern)
    reader.guess(pattern, "case-title", text, "a title", 0.4)
    return [text]


def _title_with_names(reader: Reader, text: str) -> list[Any] | None:
    from shortcuts_py.workbench.text import split_text

    return split_text(reader, text, reader.is_defined)


def _read_chain(body: Body, node: ast.Match, limit: int) -> None:
    """A `match` of a value: If, Otherwise If, Otherwise, one in the other."""
    reader = body.reader
    subject = reader.subject(node.subject)
    if subject is None:
        reader.lose(node.subject, "match")
    blocks: list[Block] = []
    for index, case in enumerate(node.cases):
        line = case.pattern.lineno
        end = limit if index + 1 == len(node.cases) else node.cases[index + 1].pattern.lineno
        wildcard = type(case.pattern) is ast.MatchAs and case.pattern.pattern is None
        if blocks:
            blocks[-1].part(1, {}, case.pattern)
        if wildcard and blocks:
            blocks[-1].read(case.body, end)
            break
        parameters = _case_condition(reader, node.subject, subject, case.pattern)
        if case.guard is not None:
            reader.lose(case.guard, "condition")
        block = Block(body, CONDITIONAL, parameters, case.pattern)
        blocks.append(block)
        body.apply(block.open, line, header_end(case.pattern, case.body))
        block.read(case.body, end)
    for block in reversed(blocks):
        block.close(False)


def _case_condition(
    reader: Reader, node: ast.expr, subject: att.Attachment | None, pattern: ast.pattern
) -> dict[str, Any]:
    """What a case of a `match` of a value tests."""
    values = [
        one.value
        for one in (pattern.patterns if type(pattern) is ast.MatchOr else [pattern])
        if type(one) is ast.MatchValue
    ]
    if type(pattern) is ast.MatchOr and len(values) == len(pattern.patterns):
        rows = [PlainDictionary(equals(reader, node, subject, one)) for one in values]
        return {"WFConditions": PredicateTable(rows, 0, False)}
    if values:
        return equals(reader, node, subject, values[0])
    text = "".join(part for part in _title(reader, pattern) if type(part) is str)
    title = ast.copy_location(ast.Constant(text), pattern)
    return equals(reader, node, subject, title)
