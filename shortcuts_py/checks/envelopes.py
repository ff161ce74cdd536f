"""Serialized values: their content, and how often they are wrapped.

Sections 4, 4.3 and 4.4 of the format.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shortcuts_py.checks.action_view import Located
from shortcuts_py.checks.edits import put
from shortcuts_py.checks.rules import Finding
from shortcuts_py.checks.view import View, join_path
from shortcuts_py.errors import Fix
from shortcuts_py.language.nearest import count_edits, did_you_mean

__all__ = ["RULES"]

_DICTIONARY = "WFDictionaryFieldValue"
_ATTACHMENT = "WFTextTokenAttachment"
_FILE = "WFTokenAttachmentParameterState"
_MOST_SLIPS = 2

_KNOWN = frozenset(
    {
        "WFTextTokenString", _ATTACHMENT, _DICTIONARY, _FILE, "WFArrayParameterState",
        "WFContentPredicateTableTemplate", "WFNumberSubstitutableState", "WFQuantityFieldValue",
        "WFStringSubstitutableState", "WFTimeOffsetValue", "WFContactFieldValue",
        "WFCalendarUnitSubstitutableState", "WFNumberStringSubstitutableState",
        "WFLinkDynamicOptionSubstitutableState", "WFArraySubstitutableParameterState",
        "WFDateSubstitutableState", "WFDictionarySubstitutableParameterState",
        "WFBooleanSubstitutableState", "WFINSpeakableStringSubstitutableState",
        "WFLinkEnumerationSubstitutableState", "WFTokenStringParameterState",
    }
)  # fmt: skip
"""Every serialization that occurs in real files or that the engine knows."""


def _tag(value: Any) -> str | None:
    tag = value.get("WFSerializationType") if type(value) is dict else None
    return tag if type(tag) is str else None


def _spell(view: View, one: Located, tag: str) -> Fix:
    where = (*view.actions[one.action].path, *one.path, "WFSerializationType")
    return put(f"write {tag}", (where, tag))


def envelopes(view: View) -> Iterator[Finding]:
    """Serializations that are unknown, and content that is missing."""
    for one in view.envelopes:
        tag = one.value["WFSerializationType"]
        if type(tag) is not str or tag not in _KNOWN:
            from rapidfuzz import process

            near = process.extract(str(tag), sorted(_KNOWN), limit=1, score_cutoff=80)
            slips = count_edits(str(tag), near[0][0]) if near else _MOST_SLIPS + 1
            yield Finding(
                "envelope-misspelt" if slips <= _MOST_SLIPS else "envelope-type",
                f"no serialization is called {tag!r:.60}"
                + did_you_mean(match[0] for match in near),
                one.action,
                join_path((*one.path, "WFSerializationType")),
                suggestions=tuple(match[0] for match in near),
                fix=_spell(view, one, near[0][0]) if slips <= _MOST_SLIPS else None,
            )
        elif "Value" not in one.value:
            message = f"a {tag} without its Value is an empty field"
            yield Finding("envelope-form", message, one.action, join_path((*one.path, "Value")))
        else:
            yield from _content(view, one, tag)


def _content(view: View, one: Located, tag: str) -> Iterator[Finding]:
    value: Any = one.value["Value"]
    path = (*one.path, "Value")
    where = (*view.actions[one.action].path, *path)
    if tag == _ATTACHMENT and (type(value) is not dict or type(value.get("Type")) is not str):
        message = "a reference needs a Type: the field is empty"
        yield Finding("attachment-form", message, one.action, join_path((*path, "Type")))
    elif tag == "WFTextTokenString" and (type(value) is not dict or "string" not in value):
        if type(value) is not dict or "attachmentsByRange" not in value:
            message = "a text needs the key 'string': the field is empty"
            yield Finding("text-form", message, one.action, join_path((*path, "string")))
    elif (
        type(value) is dict
        and tag == _DICTIONARY
        and _tag(value) == _DICTIONARY
        and one.path[-1:] != ("WFValue",)
    ):
        yield Finding(
            "dictionary-wrapping",
            "a dictionary parameter is wrapped once; only a dictionary in it is wrapped twice",
            one.action,
            join_path(path),
            fix=put("take one wrapping off", (where, value.get("Value"))),
        )
    elif tag == "WFQuantityFieldValue" and type(value) is dict:
        magnitude = value.get("Magnitude")
        if type(magnitude) is dict and _tag(magnitude) == _ATTACHMENT:
            yield Finding(
                "quantity-form",
                "the number of a quantity is a bare reference, without an envelope",
                one.action,
                join_path((*path, "Magnitude")),
                fix=put("take the envelope off", ((*where, "Magnitude"), magnitude.get("Value"))),
            )


def items(view: View) -> Iterator[Finding]:
    """Items of dictionaries and lists whose value is not of their type."""
    for one in view.items:
        kind, value = one.value["WFItemType"], one.value.get("WFValue")
        path = (*one.path, "WFValue")
        where = (*view.actions[one.action].path, *path)
        if type(kind) is not int or not 0 <= kind <= 6:
            message = f"no item has the type {kind!r:.40}: it is lost"
            path = (*one.path, "WFItemType")
            yield Finding("item-form", message, one.action, join_path(path))
        elif "WFValue" not in one.value:
            yield Finding(
                "item-form", "an item without a value is empty", one.action, join_path(path)
            )
        elif kind == 5:
            yield from _file(one.action, path, where, value)
        elif kind == 1 and type(value) is dict and _tag(value) == _DICTIONARY:
            content = value.get("Value")
            if type(content) is dict and "WFDictionaryFieldValueItems" in content:
                wrapped = {"WFSerializationType": _DICTIONARY, "Value": content}
                yield Finding(
                    "item-wrapping",
                    "a dictionary in a dictionary is wrapped twice; this one comes out empty",
                    one.action,
                    join_path((*path, "Value")),
                    fix=put("wrap it again", ((*where, "Value"), wrapped)),
                )
        elif (
            type(value) is dict
            and kind in _ITEM_TYPES.get(_tag(value) or "", ())
            and _tag(value.get("Value")) == _tag(value)
        ):
            yield _too_often(one.action, path, where, value["Value"])
        else:
            yield from _kind(view, one, kind, value)


def _too_often(
    action: int, path: tuple[str | int, ...], where: tuple[str | int, ...], inner: Any
) -> Finding:
    """An envelope of the same kind around another one, `inner`, that is whole."""
    return Finding(
        "item-form",
        "the value of this item is wrapped once too often: it comes out empty",
        action,
        join_path((*path, "Value")),
        fix=put("take one wrapping off", (where, inner)),
    )


def _file(
    action: int, path: tuple[str | int, ...], where: tuple[str | int, ...], value: Any
) -> Iterator[Finding]:
    """A file as an item: a state around an envelope around a reference."""
    fix = None
    if _tag(value) == _ATTACHMENT:
        wrapped = {"WFSerializationType": _FILE, "Value": value}
        fix = put("wrap it again", (where, wrapped))
    elif type(value) is dict and _tag(value) == _FILE:
        content = value.get("Value")
        if _tag(content) == _ATTACHMENT:
            return
        if type(content) is dict and "Type" in content:
            wrapped = {"WFSerializationType": _ATTACHMENT, "Value": content}
            fix = put("wrap it again", ((*where, "Value"), wrapped))
    yield Finding(
        "file-item-wrapping",
        "a file in a dictionary is wrapped twice (WFTokenAttachmentParameterState, "
        "WFTextTokenAttachment); the import crashes on this one",
        action,
        join_path(path),
        fix=fix,
    )


_ITEM_TYPES = {
    _DICTIONARY: (1,),
    "WFArrayParameterState": (2,),
    "WFNumberSubstitutableState": (4,),
    _FILE: (5,),
}
_KIND_NAMES = ("text", "dictionary", "list", "number", "truth value", "file", "menu item")


def _kind(view: View, one: Located, kind: int, value: Any) -> Iterator[Finding]:
    types = _ITEM_TYPES.get(_tag(value) or "")
    if types is None or kind in types or (kind == 3 and 4 in types):
        return
    where = (*view.actions[one.action].path, *one.path, "WFItemType")
    yield Finding(
        "item-form",
        f"an item of the type {kind} ({_KIND_NAMES[kind]}) holds a {_KIND_NAMES[types[0]]}",
        one.action,
        join_path((*one.path, "WFItemType")),
        suggestions=(str(types[0]),),
        fix=put("give it the type of its value", (where, types[0])),
    )


def keys(view: View) -> Iterator[Finding]:
    """Dictionaries with one key twice."""
    for one in view.envelopes:
        value = one.value.get("Value")
        found = value.get("WFDictionaryFieldValueItems") if type(value) is dict else None
        if type(found) is not list:
            continue
        seen: set[str] = set()
        for place, item in enumerate(found):
            key = _key(item)
            if key and key in seen:
                yield Finding(
                    "dictionary-key-twice",
                    f"the key {key!r:.60} stands in this dictionary twice",
                    one.action,
                    join_path((*one.path, "Value", "WFDictionaryFieldValueItems", place, "WFKey")),
                )
            seen.add(key or "")


def _key(item: Any) -> str | None:
    """The key of an item, where it is plain text."""
    key = item.get("WFKey") if type(item) is dict else None
    if type(key) is dict:
        key = key.get("Value")
        if type(key) is dict:
            key = None if key.get("attachmentsByRange") else key.get("string")
    return key if type(key) is str else None


RULES = (envelopes, items, keys)
