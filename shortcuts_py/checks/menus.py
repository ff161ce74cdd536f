"""Menus: items and the parts that they lead to.

Section 6.1 of the format: one middle part for each item, in the same order, whose title
is the item's text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from shortcuts_py.checks.action_view import ActionView, BlockView
from shortcuts_py.checks.edits import put
from shortcuts_py.checks.rules import Finding
from shortcuts_py.checks.view import View
from shortcuts_py.errors import Fix
from shortcuts_py.workflow.actions import CHOOSE_FROM_MENU

__all__ = ["RULES"]


def _text(value: Any) -> str | None:
    """The text of an item or of a title; None where it has values or is something else."""
    if type(value) is str:
        return value
    if type(value) is not dict:
        return None
    if "WFValue" in value:
        return _text(value["WFValue"])
    if value.get("WFSerializationType") == "WFTextTokenString":
        return _text(value.get("Value"))
    if type(value.get("string")) is str and not value.get("attachmentsByRange"):
        return str(value["string"])
    return None


def _title(part: ActionView) -> str | None:
    return _text(part.parameters.get("WFMenuItemTitle"))


def menus(view: View) -> Iterator[Finding]:
    """Titles that differ from items, items without a part, parts without an item."""
    for block in view.blocks:
        if block.identifier != CHOOSE_FROM_MENU:
            continue
        items = view.actions[block.start].parameters.get("WFMenuItems")
        middles = [view.actions[index] for index in block.middles]
        texts = [_text(item) for item in items] if type(items) is list else []
        titles = [_title(part) for part in middles]
        # Items and titles with values in them are compared when the shortcut runs.
        if None in texts or None in titles:
            continue
        yield from _compare(block, [str(one) for one in texts], middles)


def _compare(block: BlockView, texts: list[str], middles: list[ActionView]) -> Iterator[Finding]:
    free_items = Counter(texts)
    free_items.subtract(str(_title(part)) for part in middles)
    dead_items = [index for index, text in enumerate(texts) if free_items[text] > 0]
    free_parts = Counter(str(_title(part)) for part in middles)
    free_parts.subtract(texts)
    dead_parts = [part for part in middles if free_parts[str(_title(part))] > 0]
    places = {part.index: place for place, part in enumerate(middles)}
    # A part at the place of an item that has none is that item's, with a wrong title.
    mended: set[int] = set()
    for part in dead_parts:
        place = places[part.index]
        alone = len(dead_parts) == 1 and len(dead_items) == 1
        if place not in dead_items and not alone:
            continue
        place = place if place in dead_items else dead_items[0]
        mended |= {place, -1 - part.index}
        yield Finding(
            "menu-title",
            f"no item of the menu is called {str(_title(part))!r:.60}, so nothing leads here; "
            f"the item is {texts[place]!r:.60}",
            part.index,
            "WFMenuItemTitle",
            suggestions=(texts[place],),
            related=(("the menu", block.start),),
            fix=_retitle(part, texts[place]),
        )
    for place in dead_items:
        if place not in mended:
            yield Finding(
                "menu-item-dead",
                f"no part belongs to the item {texts[place]!r:.60}: choosing it does nothing",
                block.start,
                f"WFMenuItems[{place}]",
            )
    for part in dead_parts:
        if -1 - part.index not in mended:
            yield Finding(
                "menu-part-dead",
                f"no item of the menu is called {str(_title(part))!r:.60}: nothing leads here",
                part.index,
                "WFMenuItemTitle",
                suggestions=tuple(dict.fromkeys(texts))[:3],
                related=(("the menu", block.start),),
            )
    yield from _repeated(block, texts)
    if not dead_items and not dead_parts and texts != [_title(part) for part in middles]:
        first = next(
            part for part, text in zip(middles, texts, strict=False) if _title(part) != text
        )
        yield Finding(
            "menu-order",
            "the parts of the menu stand in another order than its items",
            first.index,
            "WFMenuItemTitle",
            related=(("the menu", block.start),),
        )


def _repeated(block: BlockView, texts: list[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for place, text in enumerate(texts):
        if text in seen:
            yield Finding(
                "menu-item-twice",
                f"two items of the menu are called {text!r:.60}",
                block.start,
                f"WFMenuItems[{place}]",
            )
        seen.add(text)


def _retitle(part: ActionView, text: str) -> Fix:
    changes: list[tuple[tuple[str | int, ...], Any]] = [((*part.path, "WFMenuItemTitle"), text)]
    if "WFMenuItemAttributedTitle" in part.parameters:
        attributed = part.parameters["WFMenuItemAttributedTitle"]
        if type(attributed) is dict and type(attributed.get("string")) is str:
            changes.append(((*part.path, "WFMenuItemAttributedTitle", "string"), text))
    return put("give the part the title of its item", *changes)


RULES = (menus,)
