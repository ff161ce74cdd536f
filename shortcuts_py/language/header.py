"""The statement `shortcut(...)`: everything about a shortcut that is not an action.

A key of the file that has the value a new shortcut would have is not said; None says that
the file does not have the key. `era` says it for the keys that a generation of the app did
not write yet. Keys that are not known are given by `**{...}`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.features import ERAS, Features
from shortcuts_py.language.header_classes import (
    print_classes,
    print_surfaces,
    read_accepts,
    read_gives,
    read_surfaces,
)
from shortcuts_py.language.header_icon import (
    print_icon,
    read_color,
    read_glyph,
    read_icon,
    read_icon_image,
)
from shortcuts_py.language.layout import Expression, Group
from shortcuts_py.language.literals import print_string
from shortcuts_py.language.nearest import nearest
from shortcuts_py.language.plain import MISSING, print_literal, read_literal, read_plain
from shortcuts_py.names import by_identifier, by_name
from shortcuts_py.workflow.document import DEFAULT_ICON, Workflow

if TYPE_CHECKING:
    from shortcuts_py.language.printer import Printer
    from shortcuts_py.language.reader import Reader

__all__ = ["print_header", "read_header"]

# -- printing ---------------------------------------------------------------------------


def _same(left: Any, right: Any) -> bool:
    from shortcuts_py.plist.compare import same

    return same(left, right)


def _print_no_input(value: dict[str, Any]) -> Expression:
    if value == {"Name": "WFWorkflowNoInputBehaviorGetClipboard", "Parameters": {}}:
        return '"get_clipboard"'
    return print_literal(value)


def _choose_era(workflow: Workflow) -> str:
    def misses(era: str) -> int:
        absent = ERAS[era]
        return sum((getattr(workflow, one) is None) != (one in absent) for one in ERAS["workflow"])

    return min(ERAS, key=misses)


def print_header(
    printer: Printer, workflow: Workflow, features: Features, questions_said: bool
) -> Group:
    """The statement about the root. `questions_said`: import questions stand at their actions."""
    era = _choose_era(workflow)
    members: list[tuple[str, Expression]] = []
    if workflow.root in ("action", "actions"):
        members.append(("root=", print_string(workflow.root)))
        return Group("shortcut(", members + _print_style(printer))
    defaults = features.defaults(workflow, era)
    if workflow.name is not None:
        members.append(("", print_string(workflow.name, False)))
    if workflow.icon != DEFAULT_ICON or not _same(workflow.icon, DEFAULT_ICON):
        members += print_icon(workflow.icon)
    if era != "ios15":
        members.append(("era=", print_string(era)))
    for attribute, default in defaults.items():
        value = getattr(workflow, attribute)
        if attribute in ("name", "icon"):
            continue
        if attribute == "import_questions" and questions_said:
            continue
        if _same(value, default):
            continue
        members.append(_print_attribute(attribute, value))
    members += _print_style(printer)
    if workflow.root != "dictionary":
        members.append(("root=", print_string(workflow.root)))
    unknown = dict(workflow.unknown)
    if not workflow.has_actions:
        unknown.setdefault("WFWorkflowActions", None)
    if unknown:
        others: list[tuple[str, Expression]] = [
            (
                f"{print_string(key, False)}: ",
                "None" if value is None else print_literal(value),
            )
            for key, value in unknown.items()
        ]
        members.append(("**", Group("{", others, "}")))
    return Group("shortcut(", members)


def _print_style(printer: Printer) -> list[tuple[str, Expression]]:
    """How this file writes what files write differently."""
    members: list[tuple[str, Expression]] = []
    if printer.ranges:
        members.append(("empty_ranges=", "True"))
    if printer.output_names:
        pairs: list[tuple[str, Expression]] = []
        for identifier, name in printer.output_names.items():
            names = by_identifier(identifier)
            key = print_string(names.name if names else identifier, False)
            pairs.append((f"{key}: ", print_string(name, False)))
        members.append(("output_names=", Group("{", pairs, "}")))
    return members


def _print_attribute(attribute: str, value: Any) -> tuple[str, Expression]:
    if value is None:
        return f"{_WORDS.get(attribute, attribute)}=", "None"
    if attribute == "input_classes":
        return "accepts=", print_classes(value, everything=True)
    if attribute == "output_classes":
        return "gives=", print_classes(value)
    if attribute == "types":
        return "surfaces=", print_surfaces(value)
    if attribute == "no_input_behavior":
        return "no_input=", _print_no_input(value)
    return f"{_WORDS.get(attribute, attribute)}=", print_literal(value)


_WORDS = {
    "input_classes": "accepts",
    "output_classes": "gives",
    "types": "surfaces",
    "surfaces": "quick_action_surfaces",
    "no_input_behavior": "no_input",
}
_ATTRIBUTES = {word: attribute for attribute, word in _WORDS.items()}


# -- reading ----------------------------------------------------------------------------


def read_header(reader: Reader, node: ast.Call) -> None:
    """Read `shortcut(...)` into the reader's workflow and settings."""
    said = reader.said
    if node.args:
        first = node.args[0]
        if len(node.args) == 1 and isinstance(first, ast.Constant) and type(first.value) is str:
            said["name"] = first.value
        else:
            reader.error(node, "bad-header", "shortcut() takes a name and keywords")
    for one in node.keywords:
        if one.arg is None:
            _read_unknown(reader, one.value)
        elif one.arg in _READERS:
            _READERS[one.arg](reader, one.value)
        else:
            _read_attribute(reader, one)


def _fields() -> dict[str, tuple[type, ...]]:
    return {field.attribute: field.types for field in Workflow.FIELDS}


def _read_attribute(reader: Reader, one: ast.keyword) -> None:
    word = one.arg or ""
    attribute = _ATTRIBUTES.get(word, word)
    types = _fields().get(attribute)
    if types is None or (word in _WORDS and word not in _ATTRIBUTES):
        known = [name for name in _fields() if name not in _WORDS]
        near = nearest(word, [*_READERS, *_ATTRIBUTES, *known])
        message = f"shortcut() has no argument {word!r}"
        reader.unknown_word(one, "unknown-keyword", message, near, word)
        return
    if isinstance(one.value, ast.Constant) and one.value.value is None:
        reader.said[attribute] = None
        return
    value = read_literal(one.value)
    if type(value) not in types:
        reader.error(one.value, "bad-header", f"{word} takes {_TYPE_NAMES[types[0]]}")
        return
    reader.said[attribute] = value


_TYPE_NAMES = {
    str: "a string",
    int: "a whole number",
    bool: "True or False",
    list: "a list",
    dict: "a dictionary",
}


def _read_unknown(reader: Reader, node: ast.expr) -> None:
    if not isinstance(node, ast.Dict):
        reader.error(node, "bad-header", "** takes a dictionary of keys and values")
        return
    for key, value in zip(node.keys, node.values, strict=True):
        none = isinstance(value, ast.Constant) and value.value is None
        plist = None if none else read_literal(value)
        if isinstance(key, ast.Constant) and type(key.value) is str and plist is not MISSING:
            reader.unknown[key.value] = plist
        else:
            reader.error(value, "bad-header", "a key of the file and its literal value")


def _read_word(reader: Reader, node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and type(node.value) is str:
        return node.value
    reader.error(node, "bad-header", "this takes a plain string")
    return None


def _read_no_input(reader: Reader, node: ast.expr) -> None:
    if isinstance(node, ast.Constant) and node.value == "get_clipboard":
        value: Any = {"Name": "WFWorkflowNoInputBehaviorGetClipboard", "Parameters": {}}
    elif isinstance(node, ast.Constant) and node.value is None:
        value = None
    else:
        value = read_literal(node)
        if type(value) is not dict:
            reader.error(node, "bad-header", 'no_input takes "get_clipboard" or a dictionary')
            return
    reader.said["no_input_behavior"] = value


def _read_era(reader: Reader, node: ast.expr) -> None:
    era = _read_word(reader, node)
    if era is not None and era not in ERAS:
        reader.error(node, "bad-header", f"era is one of {', '.join(ERAS)}")
    elif era is not None:
        reader.era = era


def _read_ranges(reader: Reader, node: ast.expr) -> None:
    reader.ranges = isinstance(node, ast.Constant) and node.value is True


def _read_output_names(reader: Reader, node: ast.expr) -> None:
    value = read_plain(node)
    if type(value) is not dict or not all(type(one) is str for one in value.values()):
        reader.error(node, "bad-header", "output_names takes a dictionary of names")
        return
    for key, shown in value.items():
        names = by_name(key)
        reader.output_names[names.identifier if names else key] = shown


def _read_root(reader: Reader, node: ast.expr) -> None:
    root = _read_word(reader, node)
    if root in ("dictionary", "list", "actions", "action"):
        reader.root = root
    elif root is not None:
        reader.error(node, "bad-header", "root is dictionary, list, actions or action")


_READERS: dict[str, Any] = {
    "accepts": read_accepts,
    "color": read_color,
    "empty_ranges": _read_ranges,
    "era": _read_era,
    "gives": read_gives,
    "glyph": read_glyph,
    "icon": read_icon,
    "icon_image": read_icon_image,
    "no_input": _read_no_input,
    "output_names": _read_output_names,
    "root": _read_root,
    "surfaces": read_surfaces,
}
