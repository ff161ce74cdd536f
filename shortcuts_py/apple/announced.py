"""Announcements beside statements: what they are, and how they are carried out.

| word | says |
|---|---|
| `parameters` | how the parameters of the next statement's action differ from what it says |
| `part` | the same for a later part of the next block, with its number |
| `beside` | keys beside the parameters of the next statement's action |
| `output_name` | the name that the user gave to the output of the next statement |
| `shown_as` | what references call the output of the next statement |
| `result` | the name of the result of the next block |
| `group` | the id of the next block |
| `ids` | the parts of the next block that have an id to which nothing refers |
| `action` | a whole action, which the language cannot say; it stands for itself |
| `unverified` | that the spelling of the next statement is ours |

All but `action` stand in front of the statement that they are about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shortcuts_py.announcements import (
    apply_difference,
    read_announcement,
    rename_ids,
)
from shortcuts_py.apple.prescan import Comment, Source
from shortcuts_py.errors import Diagnostic, ShortcutError
from shortcuts_py.workflow.actions import Action, Block, Branch, read_action
from shortcuts_py.workflow.values import read_value, write_value

if TYPE_CHECKING:
    from shortcuts_py.apple.session import Reader

__all__ = ["RENAMED", "STATEMENT_WORDS", "apply_pending", "change_of", "find_said"]

# Ids that are written as names of outputs.
RENAMED = frozenset({"OutputUUID", "UUID"})
STATEMENT_WORDS = frozenset(
    {
        "action",
        "beside",
        "group",
        "ids",
        "output_name",
        "parameters",
        "part",
        "result",
        "shown_as",
        "unverified",
    }
)


def find_said(source: Source) -> tuple[list[tuple[Comment, str, Any]], list[Diagnostic]]:
    """Every announcement in the comments, and problems with them."""
    found: list[tuple[Comment, str, Any]] = []
    problems: list[Diagnostic] = []
    for comment in source.comments:
        if "shortcuts_py:" not in comment.text:
            continue
        try:
            one = read_announcement(comment.text)
        except ShortcutError as error:
            end = comment.column + len(comment.text)
            problems.append(
                Diagnostic(
                    "error",
                    "bad-announcement",
                    str(error),
                    comment.line,
                    comment.column,
                    comment.line,
                    end,
                )
            )
            continue
        if one is not None:
            found.append((comment, one.word, one.value))
    return found, problems


def change_of(node: Any) -> dict[str, Any]:
    """The parameters of an action or of a part of a block, with its id and its name."""
    plist = {key: write_value(value) for key, value in node.parameters.items()}
    if node.uuid is not None:
        plist["UUID"] = node.uuid
    if node.output_name is not None:
        plist["CustomOutputName"] = node.output_name
    return plist


def apply_pending(reader: Reader) -> None:
    """Carry out what was announced, when every name has its id.

    Raises:
        ShortcutError: an announcement is not of its form.
    """
    for node, change in reader.pending:
        owner = node.branches[0] if isinstance(node, Block) else node
        if type(owner) not in (Action, Branch):
            raise ShortcutError("announced parameters stand before no action")
        plist = change_of(owner)
        apply_difference(plist, rename_ids(change, RENAMED, reader.rename))
        owner.uuid = plist.pop("UUID") if type(plist.get("UUID")) is str else None
        name = plist.get("CustomOutputName")
        owner.output_name = plist.pop("CustomOutputName") if type(name) is str else None
        owner.parameters = {key: read_value(value) for key, value in plist.items()}
    for body, index, plist in reader.announced:
        action = read_action(rename_ids(plist, RENAMED, reader.rename))
        reader.lines[id(action)] = reader.lines.get(id(body[index]), 0)
        body[index] = action
