"""Text with variables (`WFTextTokenString`).

In the file the text is one string in which every variable is one U+FFFC, and
`attachmentsByRange` maps `"{n, 1}"` to an attachment, where `n` counts UTF-16 code units.
Here it is a list of strings and attachments in their order, so that nobody counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from shortcuts_py.workflow.attachments import Attachment, read_attachment, write_attachment
from shortcuts_py.workflow.fields import Tree

__all__ = ["PLACEHOLDER", "AttributedText", "TokenString", "read_parts", "write_parts"]

PLACEHOLDER = "\ufffc"

Part: TypeAlias = str | Attachment


@dataclass(slots=True, repr=False, eq=False)
class TokenString(Tree):
    """A text token (`{"WFSerializationType": "WFTextTokenString", "Value": ...}`).

    Attributes:
        parts: non-empty strings and attachments; no two strings stand side by side.
        ranges: whether a text without attachments has an empty `attachmentsByRange`, as
            files up to iOS 14 have it; always true where there are attachments.
    """

    parts: list[Part]
    ranges: bool = False
    type: Literal["WFTextTokenString"] = "WFTextTokenString"


@dataclass(slots=True, repr=False, eq=False)
class AttributedText(Tree):
    """The same without its envelope, as titles of menu items have it beside the plain title."""

    parts: list[Part]
    ranges: bool = False
    type: Literal["attributed_text"] = "attributed_text"


def read_parts(value: Any) -> tuple[list[Part], bool] | None:
    """Read `{string, [attachmentsByRange]}`.

    Returns:
        The parts, and whether the ranges are there; None where a range is not exactly at
        its placeholder, a placeholder has no attachment, or there are other keys.
    """
    if type(value) is not dict:
        return None
    string = value.get("string")
    if type(string) is not str:
        return None
    ranges = value.get("attachmentsByRange")
    if ranges is None:
        if len(value) != 1 or PLACEHOLDER in string:
            return None
        return ([string] if string else []), False
    if type(ranges) is not dict or len(value) != 2:
        return None
    if not ranges:
        if PLACEHOLDER in string:
            return None
        return ([string] if string else []), True
    pieces = string.split(PLACEHOLDER)
    if len(pieces) != len(ranges) + 1:
        return None
    parts: list[Part] = []
    offset = 0
    last = len(ranges)
    for index, piece in enumerate(pieces):
        if piece:
            parts.append(piece)
            # A character beyond the basic plane is two UTF-16 code units.
            offset += len(piece) if piece.isascii() else _utf16_length(piece)
        if index < last:
            attachment = ranges.get(f"{{{offset}, 1}}")
            if attachment is None:
                return None
            parts.append(read_attachment(attachment))
            offset += 1
    return parts, True


def write_parts(parts: list[Part], ranges: bool) -> dict[str, Any]:
    """The inverse of `read_parts`."""
    pieces: list[str] = []
    attachments: dict[str, Any] = {}
    offset = 0
    for part in parts:
        if type(part) is str:
            pieces.append(part)
            offset += len(part) if part.isascii() else _utf16_length(part)
        else:
            attachments[f"{{{offset}, 1}}"] = write_attachment(part)  # type: ignore[arg-type]
            pieces.append(PLACEHOLDER)
            offset += 1
    value: dict[str, Any] = {"string": "".join(pieces)}
    if attachments or ranges:
        value["attachmentsByRange"] = attachments
    return value


def _utf16_length(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)
