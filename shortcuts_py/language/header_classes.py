"""What a shortcut takes and gives, and where it shows, in `shortcut(...)`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.layout import Expression, Group
from shortcuts_py.language.literals import print_string
from shortcuts_py.language.nearest import nearest
from shortcuts_py.language.plain import print_literal, print_raw, read_literal

if TYPE_CHECKING:
    from shortcuts_py.language.reader import Reader

__all__ = [
    "ANYTHING",
    "CLASSES",
    "SURFACES",
    "print_classes",
    "print_surfaces",
    "read_accepts",
    "read_gives",
    "read_surfaces",
]


CLASSES = {
    "app": "App",
    "app_store_app": "AppStoreApp",
    "article": "Article",
    "contact": "Contact",
    "date": "Date",
    "dictionary": "Dictionary",
    "email_address": "EmailAddress",
    "file": "GenericFile",
    "folder": "Folder",
    "image": "Image",
    "itunes_product": "iTunesProduct",
    "location": "Location",
    "maps_link": "DCMapsLink",
    "media": "AVAsset",
    "number": "Number",
    "pdf": "PDF",
    "phone_number": "PhoneNumber",
    "rich_text": "RichText",
    "safari_web_page": "SafariWebPage",
    "text": "String",
    "url": "URL",
}
CLASSES = {word: f"WF{name}ContentItem" for word, name in CLASSES.items()}
_CLASS_WORDS = {name: word for word, name in CLASSES.items()}
# What the app writes for "Anything", in its own order: the whole list today, and what it
# was before folders (iOS 15) and apps (iOS 16) could be given.
ANYTHING = [
    CLASSES[word]
    for word in [
        "app",
        "app_store_app",
        "article",
        "contact",
        "date",
        "email_address",
        "folder",
        "file",
        "image",
        "itunes_product",
        "location",
        "maps_link",
        "media",
        "pdf",
        "phone_number",
        "rich_text",
        "safari_web_page",
        "text",
        "url",
    ]
]
_EVERYTHING = {
    "anything": ANYTHING,
    "anything_but_apps": [one for one in ANYTHING if one != CLASSES["app"]],
    "anything_but_apps_and_folders": [
        one for one in ANYTHING if one not in (CLASSES["app"], CLASSES["folder"])
    ],
}
SURFACES = {
    "menu_bar": "MenuBar",
    "on_screen": "ReceivesOnScreenContent",
    "quick_actions": "QuickActions",
    "search": "WFWorkflowTypeShowInSearch",
    "search_input": "WFWorkflowTypeReceivesInputFromSearch",
    "share_sheet": "ActionExtension",
    "sleep": "Sleep",
    "watch": "Watch",
    "watch_kit": "WatchKit",
    "widget": "NCWidget",
}
_SURFACE_WORDS = {name: word for word, name in SURFACES.items()}


def _print_words(words: dict[str, str], values: list[Any]) -> Expression:
    if any(type(value) is not str or (value not in words and value.islower()) for value in values):
        return print_raw(values)  # what is in lower case would be taken for a word
    members: list[tuple[str, Expression]] = []
    for value in values:
        word = words.get(value) if type(value) is str else None
        members.append(("", print_string(word) if word else print_literal(value)))
    return Group("[", members, "]")


def print_classes(values: list[Any], everything: bool = False) -> Expression:
    """A list of content item classes; `everything`: whether "anything" may stand for it."""
    for word, classes in _EVERYTHING.items():
        if everything and values == classes:
            return print_string(word)
    return _print_words(_CLASS_WORDS, values)


def print_surfaces(values: list[Any]) -> Expression:
    """A list of the places where a shortcut shows."""
    return _print_words(_SURFACE_WORDS, values)


def _words(
    reader: Reader, node: ast.expr, words: dict[str, str], what: str, kind: str
) -> list[Any] | None:
    values = read_literal(node)
    if type(values) is not list:
        reader.error(node, "bad-header", f"{what} takes a list")
        return None
    if isinstance(node, ast.Call):
        return values
    result = []
    members = node.elts if isinstance(node, ast.List) else [node] * len(values)
    for member, value in zip(members, values, strict=True):
        name = words.get(value, value) if type(value) is str else value
        if name == value and type(value) is str and value.islower():
            near = nearest(value, words)
            reader.unknown_word(member, f"unknown-{kind}", f"{what} knows no {value!r}", near)
        result.append(name)
    return result


def read_accepts(reader: Reader, node: ast.expr) -> None:
    if isinstance(node, ast.Constant) and (node.value is None or node.value in _EVERYTHING):
        reader.said["input_classes"] = list(_EVERYTHING[node.value]) if node.value else None
        return
    reader.said["input_classes"] = _words(reader, node, CLASSES, "accepts", "class")


def read_gives(reader: Reader, node: ast.expr) -> None:
    if isinstance(node, ast.Constant) and node.value is None:
        reader.said["output_classes"] = None
        return
    reader.said["output_classes"] = _words(reader, node, CLASSES, "gives", "class")


def read_surfaces(reader: Reader, node: ast.expr) -> None:
    if isinstance(node, ast.Constant) and node.value is None:
        reader.said["types"] = None
        return
    reader.said["types"] = _words(reader, node, SURFACES, "surfaces", "surface")
