"""The icon in `shortcut(...)`: `color=`, `glyph=`, `icon_image=`, or `icon=` as a whole."""

from __future__ import annotations

import ast
import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.layout import Expression
from shortcuts_py.language.literals import print_string
from shortcuts_py.language.nearest import nearest
from shortcuts_py.language.plain import MISSING, print_literal, read_literal, read_plain
from shortcuts_py.names import action_defs

if TYPE_CHECKING:
    from shortcuts_py.language.reader import Reader

__all__ = [
    "COLORS",
    "print_icon",
    "read_color",
    "read_glyph",
    "read_icon",
    "read_icon_image",
]


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


def print_icon(icon: dict[str, Any] | None) -> list[tuple[str, Expression]]:
    if icon is None:
        return [("icon=", "None")]
    color = icon.get("WFWorkflowIconStartColor")
    glyph = icon.get("WFWorkflowIconGlyphNumber")
    image = icon.get("WFWorkflowIconImageData")
    keys = 2 if image is None else 3
    if len(icon) != keys or type(color) is not int or type(glyph) is not int:
        return [("icon=", print_literal(icon))]
    color_name = _COLOR_NAMES.get(color)
    glyph_name = _glyphs().get(str(glyph))
    members: list[tuple[str, Expression]] = [
        ("color=", print_string(color_name) if color_name else str(color)),
        ("glyph=", print_string(glyph_name) if glyph_name else str(glyph)),
    ]
    if image is not None:
        members.append(("icon_image=", print_literal(image)))
    return members


def read_color(reader: Reader, node: ast.expr) -> None:
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


def read_glyph(reader: Reader, node: ast.expr) -> None:
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


def read_icon_image(reader: Reader, node: ast.expr) -> None:
    value = read_literal(node)
    if value is MISSING:
        reader.error(node, "bad-header", "icon_image takes data")
    else:
        reader.icon["WFWorkflowIconImageData"] = value


def read_icon(reader: Reader, node: ast.expr) -> None:
    if isinstance(node, ast.Constant) and node.value is None:
        reader.said["icon"] = None
        return
    value = read_literal(node)
    if type(value) is dict:
        reader.said["icon"] = value
    else:
        reader.error(node, "bad-header", "icon takes a dictionary; color= and glyph= are easier")
