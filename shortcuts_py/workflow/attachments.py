"""Attachments: references from a parameter to a value, told apart by `Type` in the file.

`{Type, ..., [Aggrandizements]}` stands bare in a few places, inside an envelope in most,
and by its position inside a text. Anything that does not fit exactly is carried as
`UnknownAttachment`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal, TypeAlias

from shortcuts_py.workflow.aggrandizements import (
    Aggrandizement,
    read_aggrandizement,
    write_aggrandizement,
)
from shortcuts_py.workflow.fields import Declared, Field, Plist, Tree, read_fields, write_fields

__all__ = [
    "KNOWN_KINDS",
    "ActionInput",
    "Ask",
    "Attachment",
    "Clipboard",
    "CurrentApp",
    "CurrentDate",
    "DeviceDetails",
    "Output",
    "ShortcutInput",
    "UnknownAttachment",
    "Variable",
    "read_attachment",
    "write_attachment",
]


@dataclass(slots=True, repr=False, eq=False)
class Output(Declared):
    """The output of an action ("magic variable", `ActionOutput`).

    `output_name` is only shown, never resolved: it keeps the name of the time of writing.
    """

    output_uuid: str
    output_name: str | None = None
    aggrandizements: list[Aggrandizement] | None = None
    type: Literal["ActionOutput"] = "ActionOutput"
    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("output_uuid", "OutputUUID", (str,), True),
        Field("output_name", "OutputName", (str,)),
    )


@dataclass(slots=True, repr=False, eq=False)
class Variable(Declared):
    """A named variable, loop variables included (`Variable`).

    `variable_uuid` occurs beside the name in some files of iOS 15 and later.
    """

    name: str
    variable_uuid: str | None = None
    aggrandizements: list[Aggrandizement] | None = None
    type: Literal["Variable"] = "Variable"
    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("name", "VariableName", (str,), True),
        Field("variable_uuid", "VariableUUID", (str,)),
    )


@dataclass(slots=True, repr=False, eq=False)
class ShortcutInput(Declared):
    """What the shortcut was given (`ExtensionInput`)."""

    aggrandizements: list[Aggrandizement] | None = None
    type: Literal["ExtensionInput"] = "ExtensionInput"


@dataclass(slots=True, repr=False, eq=False)
class CurrentDate(Declared):
    """The moment of running (`CurrentDate`)."""

    aggrandizements: list[Aggrandizement] | None = None
    type: Literal["CurrentDate"] = "CurrentDate"


@dataclass(slots=True, repr=False, eq=False)
class Ask(Declared):
    """Ask Each Time (`Ask`)."""

    prompt: str | None = None
    aggrandizements: list[Aggrandizement] | None = None
    type: Literal["Ask"] = "Ask"
    FIELDS: ClassVar[tuple[Field, ...]] = (Field("prompt", "Prompt", (str,)),)


@dataclass(slots=True, repr=False, eq=False)
class Clipboard(Declared):
    """What is on the clipboard (`Clipboard`)."""

    aggrandizements: list[Aggrandizement] | None = None
    type: Literal["Clipboard"] = "Clipboard"


@dataclass(slots=True, repr=False, eq=False)
class DeviceDetails(Declared):
    """The device, nearly always with a property (`DeviceDetails`)."""

    aggrandizements: list[Aggrandizement] | None = None
    type: Literal["DeviceDetails"] = "DeviceDetails"


@dataclass(slots=True, repr=False, eq=False)
class CurrentApp(Declared):
    """The app in front (`CurrentApp`)."""

    aggrandizements: list[Aggrandizement] | None = None
    type: Literal["CurrentApp"] = "CurrentApp"


@dataclass(slots=True, repr=False, eq=False)
class ActionInput(Declared):
    """The input of the action itself (`Input`): the form of the Workflow app."""

    aggrandizements: list[Aggrandizement] | None = None
    type: Literal["Input"] = "Input"


@dataclass(slots=True, repr=False, eq=False)
class UnknownAttachment(Tree):
    """An attachment of another type or shape, as it stands in the file."""

    plist: Plist
    type: Literal["unknown"] = "unknown"


Known: TypeAlias = (
    Output
    | Variable
    | ShortcutInput
    | CurrentDate
    | Ask
    | Clipboard
    | DeviceDetails
    | CurrentApp
    | ActionInput
)
Attachment: TypeAlias = Known | UnknownAttachment

_KINDS: dict[str, type[Declared]] = {
    "ActionOutput": Output,
    "Variable": Variable,
    "ExtensionInput": ShortcutInput,
    "CurrentDate": CurrentDate,
    "Ask": Ask,
    "Clipboard": Clipboard,
    "DeviceDetails": DeviceDetails,
    "CurrentApp": CurrentApp,
    "Input": ActionInput,
}
# All but the unknown one.
KNOWN_KINDS = frozenset(_KINDS.values())


def read_attachment(plist: Any) -> Attachment:
    """Read an attachment dictionary."""
    if type(plist) is dict:
        tag = plist.get("Type")
        kind = _KINDS.get(tag) if type(tag) is str else None
        if kind is not None:
            chain = plist.get("Aggrandizements")
            if chain is None:
                node: Any = read_fields(kind, plist, 1)
            elif type(chain) is list:
                node = read_fields(kind, plist, 2)
                if node is not None:
                    node.aggrandizements = [read_aggrandizement(one) for one in chain]
            else:
                node = None
            if node is not None:
                return node  # type: ignore[no-any-return]
    return UnknownAttachment(plist)


def write_attachment(node: Attachment) -> Any:
    """The inverse of `read_attachment`."""
    if isinstance(node, UnknownAttachment):
        return node.plist
    plist = write_fields(node, {"Type": node.type})
    if node.aggrandizements is not None:
        plist["Aggrandizements"] = [write_aggrandizement(one) for one in node.aggrandizements]
    return plist
