"""Menus: items and the parts that they lead to.

Section 6.1 of the format: one middle part for each item, in the same order, whose title
is the item's text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from shortcuts_py.checks.action_view import ActionView, BlockView
from shortcuts_py.checks.edits import put
from shortcuts_py.checks.rules import Finding
from shortcuts_py.checks.view import View
from shortcuts_py.errors import Fix
from shortcuts_py.workflow.actions import CHOOSE_FROM_MENU

__all__ = ["RULES"]

_PLACEHOLDER = "\ufffc"


class _Entry(NamedTuple):
    """An item or a part of a menu with a plain title: its place among its kind, and the title."""

    place: int
    text: str


def _text(value: Any) -> str | None:
    """The text of an item; None where it has values or is something else."""
    if type(value) is dict and "WFValue" in value:
        value = value["WFValue"]
    if type(value) is dict and value.get("WFSerializationType") == "WFTextTokenString":
        value = value.get("Value")
    if type(value) is dict:
        value = value.get("string")
    return value if type(value) is str and _PLACEHOLDER not in value else None


def _title(part: ActionView) -> str | None:
    """The title of a part; None where it has values."""
    attributed = part.parameters.get("WFMenuItemAttributedTitle")
    if type(attributed) is dict and _text(attributed) is None:
        return None
    return _text(part.parameters.get("WFMenuItemTitle"))


def _plain(texts: Iterable[str | None]) -> list[_Entry]:
    return [_Entry(place, text) for place, text in enumerate(texts) if text is not None]


def menus(view: View) -> Iterator[Finding]:
    """Titles that differ from items, items without a part, parts without an item."""
    for block in view.blocks:
        if block.identifier != CHOOSE_FROM_MENU:
            continue
        listed = view.actions[block.start].parameters.get("WFMenuItems")
        members = listed if type(listed) is list else []
        parts = [view.actions[index] for index in block.middles]
        items = _plain(map(_text, members))
        titles = _plain(map(_title, parts))
        # What has values is compared when the shortcut runs: each such item has some part,
        # which may have values too, or else stands at its place.
        if len(members) == len(parts):
            items, titles = _beside(items, titles), _beside(titles, items)
        elif len(members) - len(items) != len(parts) - len(titles):
            continue
        yield from _compare(block, items, titles, parts)


def _beside(entries: list[_Entry], others: list[_Entry]) -> list[_Entry]:
    """The entries at whose place no other with values stands, or whose text another has."""
    places, texts = {one.place for one in others}, {one.text for one in others}
    return [one for one in entries if one.place in places or one.text in texts]


def _left(entries: list[_Entry], others: list[_Entry]) -> list[_Entry]:
    """The entries whose text none of the others has."""
    taken = {one.text for one in others}
    return [one for one in entries if one.text not in taken]


def _compare(
    block: BlockView, items: list[_Entry], titles: list[_Entry], parts: list[ActionView]
) -> Iterator[Finding]:
    dead_items, dead_parts = _left(items, titles), _left(titles, items)
    waiting = {one.place: one for one in dead_items}
    menu = (("the menu", block.start),)
    for title in dead_parts:
        part = parts[title.place]
        # A part at the place of an item that has none is that item's, with a wrong title.
        item = waiting.pop(title.place, None)
        if item is None and len(dead_parts) == len(dead_items) == 1:
            item = waiting.pop(dead_items[0].place)
        if item is not None:
            yield Finding(
                "menu-title",
                f"no item of the menu is called {title.text!r:.60}, so nothing leads here; "
                f"the item is {item.text!r:.60}",
                part.index,
                "WFMenuItemTitle",
                suggestions=(item.text,),
                related=menu,
                fix=_retitle(part, item.text),
            )
        else:
            yield Finding(
                "menu-part-dead",
                f"no item of the menu is called {title.text!r:.60}: nothing leads here",
                part.index,
                "WFMenuItemTitle",
                suggestions=tuple(dict.fromkeys(one.text for one in items))[:3],
                related=menu,
            )
    for item in waiting.values():
        yield Finding(
            "menu-item-dead",
            f"no part belongs to the item {item.text!r:.60}: choosing it does nothing",
            block.start,
            f"WFMenuItems[{item.place}]",
        )
    yield from _repeated(block, items)
    if not dead_items and not dead_parts:
        for item, title in zip(items, titles, strict=False):
            if item.text != title.text:
                yield Finding(
                    "menu-order",
                    "the parts of the menu stand in another order than its items",
                    parts[title.place].index,
                    "WFMenuItemTitle",
                    related=menu,
                )
                break


def _repeated(block: BlockView, items: list[_Entry]) -> Iterator[Finding]:
    seen: set[str] = set()
    for place, text in items:
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
