"""Python's builtin functions and the methods of texts, as the actions that do the same."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.slots import read_input, read_text_slot
from shortcuts_py.workflow.actions import Action
from shortcuts_py.workflow.attachments import Attachment
from shortcuts_py.workflow.identifiers import TEXT

if TYPE_CHECKING:
    from shortcuts_py.language.reader import Reader

__all__ = ["BUILTINS", "TEXT_METHODS"]

_MATH = "is.workflow.actions.math"


def _arity(reader: Reader, node: ast.Call, least: int, most: int) -> bool:
    if least <= len(node.args) <= most:
        return True
    count = f"{least}" if least == most else f"{least} to {most}"
    values = "value" if most == 1 else "values"
    reader.error(node, "bad-argument", f"{reader.spelling(node)} takes {count} {values}")
    return False


def _len(reader: Reader, node: ast.Call) -> Attachment | None:
    if not _arity(reader, node, 1, 1):
        return None
    value = read_input(reader, node.args[0])
    return reader.output_of(Action("is.workflow.actions.count", {"Input": value}))


def _str(reader: Reader, node: ast.Call) -> Attachment | None:
    if not _arity(reader, node, 1, 1):
        return None
    return reader.output_of(
        Action(TEXT, {"WFTextActionText": read_text_slot(reader, node.args[0])})
    )


def _number(reader: Reader, node: ast.Call) -> Attachment | None:
    if not _arity(reader, node, 1, 1):
        return None
    value = read_input(reader, node.args[0])
    return reader.output_of(Action("is.workflow.actions.detect.number", {"WFInput": value}))


def _round(reader: Reader, node: ast.Call) -> Attachment | None:
    if not _arity(reader, node, 1, 1):
        return None
    value = read_input(reader, node.args[0])
    return reader.output_of(Action("is.workflow.actions.round", {"WFInput": value}))


def _abs(reader: Reader, node: ast.Call) -> Attachment | None:
    if not _arity(reader, node, 1, 1):
        return None
    parameters = {
        "WFInput": read_input(reader, node.args[0]),
        "WFMathOperation": "…",
        "WFScientificMathOperation": "abs(x)",
    }
    return reader.output_of(Action(_MATH, parameters))


BUILTINS: dict[str, Any] = {
    "abs": _abs,
    "float": _number,
    "int": _number,
    "len": _len,
    "round": _round,
    "str": _str,
}


def _case(name: str) -> Any:
    def change(reader: Reader, node: ast.Call, value: ast.expr) -> Attachment | None:
        parameters = {"text": read_input(reader, value), "WFCaseType": name}
        return reader.output_of(Action("is.workflow.actions.text.changecase", parameters))

    return change


def _replace(reader: Reader, node: ast.Call, value: ast.expr) -> Attachment | None:
    if not _arity(reader, node, 2, 2):
        return None
    parameters = {
        "WFInput": read_text_slot(reader, value),
        "WFReplaceTextFind": read_text_slot(reader, node.args[0]),
        "WFReplaceTextReplace": read_text_slot(reader, node.args[1]),
        "WFReplaceTextCaseSensitive": True,
    }
    return reader.output_of(Action("is.workflow.actions.text.replace", parameters))


def _split(reader: Reader, node: ast.Call, value: ast.expr) -> Attachment | None:
    if not _arity(reader, node, 1, 1):
        return None
    parameters = {"text": read_input(reader, value), **_separator(reader, node.args[0])}
    return reader.output_of(Action("is.workflow.actions.text.split", parameters))


def _join(reader: Reader, node: ast.Call, value: ast.expr) -> Attachment | None:
    if not _arity(reader, node, 1, 1):
        return None
    parameters = {"text": read_input(reader, node.args[0]), **_separator(reader, value)}
    return reader.output_of(Action("is.workflow.actions.text.combine", parameters))


def _separator(reader: Reader, node: ast.expr) -> dict[str, Any]:
    if type(node) is ast.Constant and node.value in ("\n", " "):
        return {"WFTextSeparator": "New Lines" if node.value == "\n" else "Spaces"}
    return {
        "WFTextSeparator": "Custom",
        "WFTextCustomSeparator": read_text_slot(reader, node),
    }


TEXT_METHODS: dict[str, Any] = {
    "join": _join,
    "lower": _case("lowercase"),
    "replace": _replace,
    "split": _split,
    "title": _case("Capitalize Every Word"),
    "upper": _case("UPPERCASE"),
}
