"""Writing a property list to bytes."""

from __future__ import annotations

import plistlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from shortcuts_py.errors import ShortcutError
from shortcuts_py.limits import DEFAULT_LIMITS
from shortcuts_py.plist.binary_writer import write_binary
from shortcuts_py.plist.bounds import check_bounds

__all__ = ["FORMATS", "dumps"]

FORMATS = ("binary", "xml", "json")


def dumps(value: Any, format: str = "binary") -> bytes:  # noqa: A002  the field's word
    """Write a property list.

    Args:
        value: the property-list value.
        format: "binary" (what Apple writes), "xml" (keys sorted, as Apple sorts them)
            or "json" (see `json_form`).

    Raises:
        ShortcutError: the format cannot hold the value: XML has no control characters and
            no parts of seconds, no format has half surrogate pairs or integers beyond 64 bits.
    """
    if format not in FORMATS:
        raise ShortcutError(f"unknown format {format!r}: it is one of {', '.join(FORMATS)}")
    try:
        if format == "binary":
            return write_binary(value)
        # What a binary file holds once, the others say as often as it is referred to.
        check_bounds(value, DEFAULT_LIMITS)
        if format == "xml":
            return _to_xml(value)
        from shortcuts_py.plist.json_form import to_json

        return to_json(value)
    except RecursionError:
        raise ShortcutError("the property list is nested too deeply") from None
    except (ValueError, OverflowError, TypeError) as error:
        # plistlib's error holds the integer itself, which may have too many digits to print.
        large = isinstance(error, OverflowError)
        what = "an integer has more than 64 bits" if large else error
        hint = "; write it as binary" if format == "xml" and _in_binary(value) else ""
        raise ShortcutError(f"{format} cannot hold this property list: {what}{hint}") from None


def _to_xml(value: Any) -> bytes:
    if _has(value, datetime, lambda one: one.microsecond):
        # plistlib leaves the rest out without a word.
        raise ValueError("its dates have whole seconds only")
    if _has(value, str, lambda one: "\r" in one):
        return _dumps_returns(value)
    return plistlib.dumps(value, fmt=plistlib.FMT_XML, sort_keys=True)


def _has(value: Any, wanted: type[Any], test: Callable[[Any], Any]) -> bool:
    """Whether a text, date or the like in the value, or a key, passes a test."""
    kind = type(value)
    if kind is wanted:
        return bool(test(value))
    if kind is dict:
        return any(_has(key, wanted, test) or _has(one, wanted, test) for key, one in value.items())
    return kind is list and any(_has(one, wanted, test) for one in value)


def _in_binary(value: Any) -> bool:
    try:
        write_binary(value)
    except (ValueError, OverflowError, TypeError):
        return False
    return True


def _dumps_returns(value: Any) -> bytes:
    """XML with carriage returns: plistlib makes line feeds of them, a reference keeps them."""
    mark = "\ue00d"
    while mark in repr(value):
        mark += "\ue00d"

    def marked(one: Any) -> Any:
        kind = type(one)
        if kind is str:
            return one.replace("\r", mark)
        if kind is dict:
            return {marked(key): marked(member) for key, member in one.items()}
        return [marked(member) for member in one] if kind is list else one

    data = plistlib.dumps(marked(value), fmt=plistlib.FMT_XML, sort_keys=True)
    return data.replace(mark.encode("utf-8"), b"&#13;")
