"""Choose from Menu: `match shortcuts_builtin_choose(prompt=...)` with a case for each item.

An item's title is plain text, or an f-string; the file has an f-string's references beside
the title as the app shows it, with the names of what it refers to.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from shortcuts_py.apple.patterns import pattern_text
from shortcuts_py.apple.references import is_reference, read_reference
from shortcuts_py.apple.text import is_text, print_parts, read_parts, read_token
from shortcuts_py.language.literals import print_string
from shortcuts_py.workflow import aggrandizements as agg
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow.actions import Branch, Menu
from shortcuts_py.workflow.dictionary import Item, ItemType
from shortcuts_py.workflow.text import AttributedText, TokenString

if TYPE_CHECKING:
    from shortcuts_py.apple.printing import Printer
    from shortcuts_py.apple.session import Reader

__all__ = ["print_prompt", "print_title", "read_menu"]


# -- printing ---------------------------------------------------------------------------


def print_prompt(printer: Printer, value: Any) -> str | None:
    """The prompt of a menu; None where it has none, or no spelling."""
    if type(value) is str:
        return print_string(value, False)
    if type(value) is TokenString:
        return print_parts(printer, value.parts, False)
    return None


def print_title(printer: Printer, branch: Branch) -> str:
    """The pattern of a case: the item's title, with its references where it has some."""
    text = branch.parameters.get("WFMenuItemAttributedTitle")
    if type(text) is AttributedText and any(type(one) is not str for one in text.parts):
        printed = print_parts(printer, text.parts, False)
        if printed is not None:
            return printed
    plain = branch.parameters.get("WFMenuItemTitle")
    return print_string(plain if type(plain) is str else "", False)


# -- reading ----------------------------------------------------------------------------


def read_menu(
    reader: Reader,
    node: ast.Match,
    group: str,
    read_body: Callable[[Reader, list[ast.stmt], int], list[Any]],
) -> Menu:
    """The menu of a match; `read_body` reads the statements of a case."""
    subject = node.subject
    name = (
        subject.func.id
        if isinstance(subject, ast.Call) and isinstance(subject.func, ast.Name)
        else ""
    )
    parameters: dict[str, Any] = {}
    if name != "shortcuts_builtin_choose":
        message = "match chooses from a menu: match shortcuts_builtin_choose(prompt=...)"
        reader.error(subject, "bad-match", message)
    else:
        assert isinstance(subject, ast.Call)  # noqa: S101  it has a name
        prompt = _read_prompt(reader, subject)
        if prompt is not None:
            parameters["WFMenuPrompt"] = prompt
    limit = reader.limit
    items: list[Any] = []
    branches: list[Branch] = [Branch(parameters)]
    parameters["WFMenuItems"] = items
    for index, case in enumerate(node.cases):
        title = _read_title(reader, case)
        branch = Branch()
        if type(title) is TokenString:
            items.append(Item(ItemType.TEXT, title))
            branch.parameters["WFMenuItemTitle"] = _plain_title(title.parts)
            branch.parameters["WFMenuItemAttributedTitle"] = AttributedText(title.parts, True)
        elif title is not None:
            items.append(title)
            branch.parameters["WFMenuItemTitle"] = title
        following = node.cases[index + 1] if index + 1 < len(node.cases) else None
        branch.body = read_body(reader, case.body, following.pattern.lineno if following else limit)
        branches.append(branch)
    return Menu(group, branches, Branch())


def _read_prompt(reader: Reader, node: ast.Call) -> Any:
    words = {one.arg: one.value for one in node.keywords}
    if node.args or not set(words) <= {"prompt"}:
        message = "shortcuts_builtin_choose takes prompt= only"
        reader.error(node, "bad-argument", message)
        return None
    prompt = words.get("prompt")
    if prompt is None or (type(prompt) is ast.Constant and prompt.value is None):
        return None
    if type(prompt) is ast.Constant and type(prompt.value) is str:
        return prompt.value
    if is_text(prompt):
        return read_token(reader, prompt)
    if is_reference(prompt):
        attachment = read_reference(reader, prompt)
        return None if attachment is None else TokenString([attachment], True)
    from shortcuts_py.apple.refusals import refuse

    refuse(reader, prompt, "the prompt is a text")
    return None


def _read_title(reader: Reader, case: ast.match_case) -> Any:
    """The title of an item: plain text, or a token with references; None after a problem."""
    text = pattern_text(reader.source, case.pattern)
    if case.guard is not None:
        reader.error(case.guard, "bad-match", "an item of a menu has no condition")
    if text is None:
        message = 'an item of a menu is one text: case "Tea": or case f"{x}":'
        reader.error(case.pattern, "bad-match", message)
        return None
    if isinstance(text, str):
        return text
    parts = read_parts(reader, text)
    if any(type(part) is not str for part in parts):
        return TokenString(parts, True)
    return "".join(parts)


_TITLES: dict[type, str] = {
    att.Ask: "Ask Each Time",
    att.Clipboard: "Clipboard",
    att.CurrentApp: "Current App",
    att.CurrentDate: "Current Date",
    att.DeviceDetails: "Device Details",
    att.ShortcutInput: "Shortcut Input",
}


def _plain_title(parts: list[Any]) -> str:
    """A title as plain text, with the names of what it refers to."""
    return "".join(part if type(part) is str else _shown(part) for part in parts)


def _shown(attachment: Any) -> str:
    if type(attachment) is att.Output:
        name = attachment.output_name or ""
    elif type(attachment) is att.Variable:
        name = attachment.name
    else:
        name = _TITLES.get(type(attachment), "")
    chain = getattr(attachment, "aggrandizements", None) or [None]
    if type(chain[-1]) is agg.DictionaryValue:
        return f"{name} ({chain[-1].key})"
    return f"{name} ({chain[-1].name})" if type(chain[-1]) is agg.Property else name
