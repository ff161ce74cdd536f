"""Writing a property list to bytes."""

from __future__ import annotations

import plistlib
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
        ShortcutError: the format cannot hold the value: XML has no control characters,
            no format has half surrogate pairs or integers beyond 64 bits.
    """
    if format not in FORMATS:
        raise ShortcutError(f"unknown format {format!r}: it is one of {', '.join(FORMATS)}")
    try:
        if format != "binary":
            # What a binary file holds once, these say as often as it is referred to.
            check_bounds(value, DEFAULT_LIMITS)
        if format == "json":
            from shortcuts_py.plist.json_form import to_json

            return to_json(value)
    except RecursionError:
        raise ShortcutError("the property list is nested too deeply") from None
    try:
        if format == "binary":
            return write_binary(value)
        if _has_return(value):
            return _dumps_returns(value)
        return plistlib.dumps(value, fmt=plistlib.FMT_XML, sort_keys=True)
    except RecursionError:
        raise ShortcutError("the property list is nested too deeply") from None
    except (ValueError, OverflowError, TypeError) as error:
        hint = "; write it as binary" if "control characters" in str(error) else ""
        raise ShortcutError(f"{format} cannot hold this property list: {error}{hint}") from None


def _has_return(value: Any) -> bool:
    kind = type(value)
    if kind is str:
        return "\r" in value
    if kind is dict:
        return any(_has_return(key) or _has_return(one) for key, one in value.items())
    return kind is list and any(map(_has_return, value))


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
