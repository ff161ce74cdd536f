"""Dictionaries without a serialization type: `Record(key=value)`, and words for common ones.

A word is one declaration: the keys it covers and the names of its arguments. It is printed
where a dictionary has these keys only, and gives exactly them back.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, NamedTuple

from shortcuts_py.language.keywords import print_keywords
from shortcuts_py.language.layout import Expression, Group
from shortcuts_py.workflow.values import PlainDictionary

if TYPE_CHECKING:
    from shortcuts_py.language.printer import Printer
    from shortcuts_py.language.reader import Reader

__all__ = ["print_record", "read_record_call"]


class _Word(NamedTuple):
    required: str
    arguments: dict[str, str]  # key in the file to argument; the first may be positional


_WORDS = {
    "App": _Word(
        "BundleIdentifier",
        {
            "BundleIdentifier": "bundle",
            "Name": "name",
            "TeamIdentifier": "team",
            "IntentClassName": "intent_class",
            "ExtensionBundleIdentifier": "extension_bundle",
            "AppIntentIdentifier": "intent",
            "ActionRequiresAppInstallation": "requires_installation",
        },
    ),
    "Shortcut": _Word(
        "workflowName",
        {"workflowName": "name", "workflowIdentifier": "identifier", "isSelf": "is_self"},
    ),
}


def print_record(printer: Printer, record: PlainDictionary) -> Expression:
    """The word for a dictionary of a known kind, else `Record(...)`."""
    for name, word in _WORDS.items():
        if word.required in record.entries and record.entries.keys() <= word.arguments.keys():
            return _print_word(printer, record, name, word)
    return Group("Record(", print_keywords(printer, record.entries))


def _print_word(printer: Printer, record: PlainDictionary, name: str, word: _Word) -> Expression:
    members: list[tuple[str, Expression]] = []
    for index, (key, argument) in enumerate(word.arguments.items()):
        if key in record.entries:
            prefix = "" if index == 0 else f"{argument}="
            members.append((prefix, printer.value(record.entries[key])))
    return Group(f"{name}(", members)


def read_record_call(reader: Reader, node: ast.Call) -> PlainDictionary | None:
    """The inverse of `print_record`."""
    assert isinstance(node.func, ast.Name)  # noqa: S101  the dispatch looked
    name = node.func.id
    word = _WORDS.get(name)
    entries: dict[str, Any] = {}
    keys = {argument: key for key, argument in word.arguments.items()} if word else {}
    if node.args:
        if word is None or len(node.args) > 1:
            reader.error(node, "bad-argument", f"{name}() takes its values by keyword")
            return None
        entries[next(iter(word.arguments))] = reader.value(node.args[0])
    for one in node.keywords:
        if one.arg is None:
            entries.update(_read_others(reader, one.value))
        elif word is None:
            entries[one.arg] = reader.value(one.value)
        elif one.arg in keys:
            entries[keys[one.arg]] = reader.value(one.value)
        else:
            reader.error(
                one.value, "unknown-keyword", f"{name}() takes {', '.join(keys)}; not {one.arg}"
            )
    return PlainDictionary({key: value for key, value in entries.items() if value is not None})


def _read_others(reader: Reader, node: ast.expr) -> dict[str, Any]:
    if isinstance(node, ast.Dict):
        pairs = {
            key.value: reader.value(value)
            for key, value in zip(node.keys, node.values, strict=True)
            if isinstance(key, ast.Constant) and isinstance(key.value, str)
        }
        if len(pairs) == len(node.keys):
            return pairs
    reader.error(node, "bad-argument", "** takes a dictionary with strings as keys")
    return {}
