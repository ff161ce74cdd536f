"""The statement `shortcut(...)`: everything about a shortcut that is not an action.

A key of the file that has the value a new shortcut would have is not said; None says that
the file does not have the key. `era` says it for the keys that a generation of the app did
not write yet. Keys that are not known are given by `**{...}`.
"""

from __future__ import annotations

import ast
import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.layout import Expression, Group
from shortcuts_py.language.literals import print_string
from shortcuts_py.language.nearest import nearest
from shortcuts_py.language.plain import MISSING, print_plain, print_raw, read_plain, read_raw
from shortcuts_py.names import action_defs, by_identifier, by_name
from shortcuts_py.workflow.document import DEFAULT_CLIENT_VERSION, DEFAULT_ICON, Workflow

if TYPE_CHECKING:
    from shortcuts_py.language.printer import Printer
    from shortcuts_py.language.reader import Reader

__all__ = ["Features", "print_header", "read_header"]

COLORS = {
    "red": 4282601983,
    "dark_orange": 4251333119,
    "orange": 4271458815,
    "yellow": 4274264319,
    "green": 4292093695,
    "teal": 431817727,
    "light_blue": 1440408063,
    "blue": 463140863,
    "dark_blue": 946986751,
    "violet": 2071128575,
    "purple": 3679049983,
    "pink": 3980825855,
}
_COLOR_NAMES = {number: name for name, number in COLORS.items()}

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
_ANYTHING = [
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
    "anything": _ANYTHING,
    "anything_but_apps": [one for one in _ANYTHING if one != CLASSES["app"]],
    "anything_but_apps_and_folders": [
        one for one in _ANYTHING if one not in (CLASSES["app"], CLASSES["folder"])
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

_MODERN = ("output_classes", "surfaces", "has_shortcut_input_variables", "has_output_fallback")
# Keys that a generation of files does not have.
ERAS: dict[str, tuple[str, ...]] = {
    "ios15": (),
    "ios13": _MODERN,
    "ios12": (*_MODERN, "minimum_client_version_string"),
    "workflow": (*_MODERN, "minimum_client_version_string", "minimum_client_version"),
}


class Features:
    """What the actions ask of the root: computed for new shortcuts, and what is not said."""

    def __init__(self, workflow: Workflow, shortcut_input: bool) -> None:
        conditions = fallback = False
        for action in workflow.flat():
            parameters = getattr(action, "parameters", {})
            conditions = conditions or "WFConditions" in parameters
            fallback = fallback or "WFNoOutputSurfaceBehavior" in parameters
        self.conditions = conditions
        self.fallback = fallback
        self.shortcut_input = shortcut_input

    def minimum_client_version(self, workflow: Workflow) -> int:
        """The oldest app that knows what is used."""
        if self.conditions:
            return 3010
        return 900 if workflow.no_input_behavior is None else 1113

    def defaults(self, workflow: Workflow, era: str) -> dict[str, Any]:
        """What every attribute would be if nothing were said."""
        version = self.minimum_client_version(workflow)
        if workflow.minimum_client_version is not None:
            text = str(workflow.minimum_client_version)
        else:
            text = str(version)
        values: dict[str, Any] = {
            "name": None,
            "icon": DEFAULT_ICON,
            "client_version": DEFAULT_CLIENT_VERSION,
            "client_release": None,
            "minimum_client_version": version,
            "minimum_client_version_string": text,
            "import_questions": [],
            "input_classes": [],
            "output_classes": [],
            "types": [],
            "surfaces": [],
            "no_input_behavior": None,
            "has_shortcut_input_variables": self.shortcut_input,
            "has_output_fallback": self.fallback,
            "disabled_on_lock_screen": None,
            "triggers": None,
        }
        values.update(dict.fromkeys(ERAS[era]))
        return values


@lru_cache(maxsize=1)
def _glyphs() -> dict[str, str]:
    """Glyph number, as text, to its name."""
    names: dict[str, str] = json.loads((action_defs() / "glyphs.json").read_bytes())
    return names


@lru_cache(maxsize=1)
def _glyph_numbers() -> tuple[dict[str, int], dict[str, int]]:
    """Glyph names to their numbers, as they are written and in lower case."""
    numbers = {name: int(number) for number, name in _glyphs().items()}
    return numbers, {name.lower(): number for name, number in numbers.items()}


# -- printing ---------------------------------------------------------------------------


def _same(left: Any, right: Any) -> bool:
    from shortcuts_py.plist.compare import same

    return same(left, right)


def _print_plist(value: Any) -> Expression:
    expression = print_plain(value)
    return print_raw(value) if expression is None else expression


def _print_words(words: dict[str, str], values: list[Any]) -> Expression:
    if any(type(value) is not str or (value not in words and value.islower()) for value in values):
        return print_raw(values)  # what is in lower case would be taken for a word
    members: list[tuple[str, Expression]] = []
    for value in values:
        word = words.get(value) if type(value) is str else None
        members.append(("", print_string(word) if word else _print_plist(value)))
    return Group("[", members, "]")


def _print_icon(icon: dict[str, Any] | None) -> list[tuple[str, Expression]]:
    if icon is None:
        return [("icon=", "None")]
    color = icon.get("WFWorkflowIconStartColor")
    glyph = icon.get("WFWorkflowIconGlyphNumber")
    image = icon.get("WFWorkflowIconImageData")
    keys = 2 if image is None else 3
    if len(icon) != keys or type(color) is not int or type(glyph) is not int:
        return [("icon=", _print_plist(icon))]
    color_name = _COLOR_NAMES.get(color)
    glyph_name = _glyphs().get(str(glyph))
    members: list[tuple[str, Expression]] = [
        ("color=", print_string(color_name) if color_name else str(color)),
        ("glyph=", print_string(glyph_name) if glyph_name else str(glyph)),
    ]
    if image is not None:
        members.append(("icon_image=", _print_plist(image)))
    return members


def _print_no_input(value: dict[str, Any]) -> Expression:
    if value == {"Name": "WFWorkflowNoInputBehaviorGetClipboard", "Parameters": {}}:
        return '"get_clipboard"'
    return _print_plist(value)


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
        members += _print_icon(workflow.icon)
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
                "None" if value is None else _print_plist(value),
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
        for word, classes in _EVERYTHING.items():
            if value == classes:
                return "accepts=", print_string(word)
        return "accepts=", _print_words(_CLASS_WORDS, value)
    if attribute == "output_classes":
        return "gives=", _print_words(_CLASS_WORDS, value)
    if attribute == "types":
        return "surfaces=", _print_words(_SURFACE_WORDS, value)
    if attribute == "no_input_behavior":
        return "no_input=", _print_no_input(value)
    return f"{_WORDS.get(attribute, attribute)}=", _print_plist(value)


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
    value = _plist(one.value)
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


def _plist(node: ast.expr) -> Any:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "raw":
        return read_raw(node)
    return read_plain(node)


def _read_unknown(reader: Reader, node: ast.expr) -> None:
    if not isinstance(node, ast.Dict):
        reader.error(node, "bad-header", "** takes a dictionary of keys and values")
        return
    for key, value in zip(node.keys, node.values, strict=True):
        none = isinstance(value, ast.Constant) and value.value is None
        plist = None if none else _plist(value)
        if isinstance(key, ast.Constant) and type(key.value) is str and plist is not MISSING:
            reader.unknown[key.value] = plist
        else:
            reader.error(value, "bad-header", "a key of the file and its literal value")


def _read_word(reader: Reader, node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and type(node.value) is str:
        return node.value
    reader.error(node, "bad-header", "this takes a plain string")
    return None


def _read_color(reader: Reader, node: ast.expr) -> None:
    value = read_plain(node)
    if type(value) is str:
        number = COLORS.get(value.lower().replace(" ", "_"))
        if number is None:
            near = nearest(value, COLORS)
            reader.unknown_word(node, "unknown-color", f"no colour is called {value!r}", near)
            return
        value = number
    if type(value) is not int:
        reader.error(node, "bad-header", "color takes a name or a number")
        return
    reader.icon["WFWorkflowIconStartColor"] = value


def _read_glyph(reader: Reader, node: ast.expr) -> None:
    value = read_plain(node)
    if type(value) is str:
        numbers, lowered = _glyph_numbers()
        number = numbers.get(value, lowered.get(value.lower().replace("_", "")))
        if number is None:
            near = nearest(value, numbers)
            reader.unknown_word(node, "unknown-glyph", f"no glyph is called {value!r}", near)
            return
        value = number
    if type(value) is not int:
        reader.error(node, "bad-header", "glyph takes a name or a number")
        return
    reader.icon["WFWorkflowIconGlyphNumber"] = value


def _read_icon_image(reader: Reader, node: ast.expr) -> None:
    value = _plist(node)
    if value is MISSING:
        reader.error(node, "bad-header", "icon_image takes data")
    else:
        reader.icon["WFWorkflowIconImageData"] = value


def _words(
    reader: Reader, node: ast.expr, words: dict[str, str], what: str, kind: str
) -> list[Any] | None:
    values = _plist(node)
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


def _read_accepts(reader: Reader, node: ast.expr) -> None:
    if isinstance(node, ast.Constant) and (node.value is None or node.value in _EVERYTHING):
        reader.said["input_classes"] = list(_EVERYTHING[node.value]) if node.value else None
        return
    reader.said["input_classes"] = _words(reader, node, CLASSES, "accepts", "class")


def _read_gives(reader: Reader, node: ast.expr) -> None:
    if isinstance(node, ast.Constant) and node.value is None:
        reader.said["output_classes"] = None
        return
    reader.said["output_classes"] = _words(reader, node, CLASSES, "gives", "class")


def _read_surfaces(reader: Reader, node: ast.expr) -> None:
    if isinstance(node, ast.Constant) and node.value is None:
        reader.said["types"] = None
        return
    reader.said["types"] = _words(reader, node, SURFACES, "surfaces", "surface")


def _read_no_input(reader: Reader, node: ast.expr) -> None:
    if isinstance(node, ast.Constant) and node.value == "get_clipboard":
        value: Any = {"Name": "WFWorkflowNoInputBehaviorGetClipboard", "Parameters": {}}
    elif isinstance(node, ast.Constant) and node.value is None:
        value = None
    else:
        value = _plist(node)
        if type(value) is not dict:
            reader.error(node, "bad-header", 'no_input takes "get_clipboard" or a dictionary')
            return
    reader.said["no_input_behavior"] = value


def _read_icon(reader: Reader, node: ast.expr) -> None:
    if isinstance(node, ast.Constant) and node.value is None:
        reader.said["icon"] = None
        return
    value = _plist(node)
    if type(value) is dict:
        reader.said["icon"] = value
    else:
        reader.error(node, "bad-header", "icon takes a dictionary; color= and glyph= are easier")


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
    "accepts": _read_accepts,
    "color": _read_color,
    "empty_ranges": _read_ranges,
    "era": _read_era,
    "gives": _read_gives,
    "glyph": _read_glyph,
    "icon": _read_icon,
    "icon_image": _read_icon_image,
    "no_input": _read_no_input,
    "output_names": _read_output_names,
    "root": _read_root,
    "surfaces": _read_surfaces,
}
