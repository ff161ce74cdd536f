"""The JSON rendering of a property list, which keeps data, dates and reals apart.

JSON has no data and no dates. They are objects with one key that starts with a dollar
sign: `{"$data": "<base64>"}`, `{"$date": "2020-01-02T03:04:05"}`, `{"$uid": 7}` and, for
the reals that JSON cannot spell, `{"$real": "nan"}`. A dictionary that looks like one of
these is written as `{"$dictionary": {...}}`. Everything else is plain JSON, so that
renderings made by other tools read as what they are.
"""

from __future__ import annotations

import base64
import json
import math
from datetime import datetime, timezone
from plistlib import UID
from typing import Any

from shortcuts_py.errors import DecodeError, ShortcutError

__all__ = ["from_json", "to_json", "unwrap", "wrap"]


def wrap(value: Any) -> Any:
    """A property-list value as a value that `json` can write."""
    kind = type(value)
    if kind is dict:
        entries = {key: wrap(one) for key, one in value.items()}
        if len(value) == 1 and next(iter(value)).startswith("$"):
            return {"$dictionary": entries}
        return entries
    if kind is list:
        return [wrap(one) for one in value]
    if kind is bytes:
        return {"$data": base64.b64encode(value).decode("ascii")}
    if kind is datetime:
        return {"$date": value.isoformat()}
    if kind is float and not math.isfinite(value):
        return {"$real": repr(value)}
    if kind is UID:
        return {"$uid": value.data}
    return value


def unwrap(value: Any) -> Any:
    """The inverse of `wrap`.

    Raises:
        DecodeError: null, or a dollar object that is not one of ours.
    """
    kind = type(value)
    if kind is dict:
        if len(value) == 1:
            key, content = next(iter(value.items()))
            if key.startswith("$"):
                return _unwrap_tagged(key, content)
        return {key: unwrap(one) for key, one in value.items()}
    if kind is list:
        return [unwrap(one) for one in value]
    if value is None:
        raise DecodeError("null is not a property-list value")
    return value


def _unwrap_tagged(key: str, content: Any) -> Any:
    try:
        if key == "$dictionary" and isinstance(content, dict):
            return {name: unwrap(one) for name, one in content.items()}
        if key == "$data" and isinstance(content, str):
            return base64.b64decode(content, validate=True)
        if key == "$date" and isinstance(content, str):
            return _without_zone(datetime.fromisoformat(content))
        if key == "$real" and isinstance(content, str):
            return float(content)
        if key == "$uid" and isinstance(content, int):
            return UID(content)
    except ValueError as error:
        raise DecodeError(f"{key}: {error}") from None
    return {key: unwrap(content)}


def _without_zone(date: datetime) -> datetime:
    """Dates of property lists are moments without a zone; other tools may write one."""
    return date if date.tzinfo is None else date.astimezone(timezone.utc).replace(tzinfo=None)


def from_json(data: bytes) -> Any:
    """Read a property list from its JSON rendering (UTF-8)."""
    try:
        return unwrap(json.loads(data))
    except json.JSONDecodeError as error:
        raise DecodeError(
            f"damaged JSON: line {error.lineno}, column {error.colno}: {error.msg}"
        ) from None


def to_json(value: Any) -> bytes:
    """Write the JSON rendering of a property list (UTF-8, indented, keys sorted)."""
    try:
        text = json.dumps(
            wrap(value), ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False
        )
        return (text + "\n").encode("utf-8")
    except ValueError as error:
        # Half of a surrogate pair, or a number of thousands of digits.
        raise ShortcutError(f"JSON cannot hold this property list: {error}") from None
