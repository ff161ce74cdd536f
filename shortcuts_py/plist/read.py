"""Reading a property list from bytes."""

from __future__ import annotations

from typing import Any

from shortcuts_py.errors import DecodeError
from shortcuts_py.limits import DEFAULT_LIMITS, Limits
from shortcuts_py.plist.binary import read_binary
from shortcuts_py.plist.bounds import check_bounds

__all__ = ["loads", "sniff"]

_UTF8_MARK = b"\xef\xbb\xbf"


def sniff(data: bytes) -> str:
    """Say what `data` looks like: "signed", "binary", "xml", "json" or "unknown"."""
    if data[:4] == b"AEA1":
        return "signed"
    if data[:6] == b"bplist":
        return "binary"
    start = data[:1024].removeprefix(_UTF8_MARK).lstrip()
    if start[:1] == b"<" or data[:2] in (b"\xfe\xff", b"\xff\xfe"):
        return "xml"
    if start[:1] in (b"{", b"["):
        return "json"
    return "unknown"


def loads(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> Any:
    """Read a property list.

    Args:
        data: a binary or XML property list, or its JSON rendering.
        limits: bounds on size, depth and number of values.

    Returns:
        The property-list value at the root.

    Raises:
        DecodeError: `data` is none of these, is damaged, or goes beyond `limits`.
    """
    if len(data) > limits.file_size:
        raise DecodeError(f"{len(data)} bytes are more than the limit of {limits.file_size}")
    kind = sniff(data)
    if kind == "signed":
        raise DecodeError("this is a signed shortcut, not a property list")
    if kind == "unknown":
        if not data:
            raise DecodeError("the input is empty")
        raise DecodeError("neither a property list (binary, XML, JSON) nor a signed shortcut")
    try:
        if kind == "json":
            from shortcuts_py.plist.json_form import from_json

            value = from_json(data.removeprefix(_UTF8_MARK))
        elif kind == "binary":
            return read_binary(data, limits)
        else:
            from shortcuts_py.plist.xml import read_xml

            value = read_xml(data, limits)
        if value is not None:
            check_bounds(value, limits, len(data))
    except DecodeError:
        raise
    except RecursionError:
        raise DecodeError("the property list is nested too deeply") from None
    except MemoryError:
        raise DecodeError("the property list claims more values than memory holds") from None
    except Exception as error:
        # The parsers let several kinds through, depending on where the damage is.
        raise DecodeError(
            f"damaged {kind} property list: {error or type(error).__name__}"
        ) from None
    if value is None:
        raise DecodeError(f"there is no property list in this {kind}")
    return value
