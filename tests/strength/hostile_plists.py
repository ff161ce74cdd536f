"""Hostile property lists, made here: binary ones byte by byte, since no writer makes them."""

from __future__ import annotations

import plistlib
import struct
from typing import Any

import shortcuts_py as sp

__all__ = ["HOSTILE", "binary", "doubling", "shared_text", "shortcut_with"]


def binary(objects: list[bytes], top: int = 0, **trailer: int) -> bytes:
    """A binary property list of objects that are packed already; references have two bytes.

    Args:
        objects: the objects.
        top: index of the root.
        trailer: other values for `offset_size`, `ref_size`, `count`, `top`, `table`.
    """
    body = b"bplist00"
    offsets = []
    for one in objects:
        offsets.append(len(body))
        body += one
    table = len(body)
    body += b"".join(struct.pack(">I", offset) for offset in offsets)
    return body + struct.pack(
        ">6xBBQQQ",
        trailer.get("offset_size", 4),
        trailer.get("ref_size", 2),
        trailer.get("count", len(objects)),
        trailer.get("top", top),
        trailer.get("table", table),
    )


def text(value: str) -> bytes:
    """A text object."""
    data = value.encode("ascii")
    return b"\x5f\x12" + struct.pack(">I", len(data)) + data


def array(*references: int) -> bytes:
    """An array object."""
    return (
        b"\xaf\x12"
        + struct.pack(">I", len(references))
        + struct.pack(f">{len(references)}H", *references)
    )


def dictionary(*pairs: tuple[int, int]) -> bytes:
    """A dictionary object."""
    keys = struct.pack(f">{len(pairs)}H", *(key for key, _ in pairs))
    values = struct.pack(f">{len(pairs)}H", *(value for _, value in pairs))
    return b"\xdf\x12" + struct.pack(">I", len(pairs)) + keys + values


def shortcut_with(objects: list[bytes], value: int) -> bytes:
    """A shortcut with one text action, whose text is the object of that index (from 0)."""
    names = [
        "WFWorkflowActions",
        "WFWorkflowActionIdentifier",
        "is.workflow.actions.gettext",
        "WFWorkflowActionParameters",
        "WFTextActionText",
    ]
    start = 9  # the objects come behind ours
    ours = [
        dictionary((4, 1)),
        array(2),
        dictionary((5, 6), (7, 3)),
        dictionary((8, value + start)),
        *map(text, names),
    ]
    return binary(ours + objects)


def doubling(levels: int) -> list[bytes]:
    """Arrays that hold the next one twice: 2 to the power of `levels` values at the end."""
    start = 9
    arrays = [array(start + level + 1, start + level + 1) for level in range(levels)]
    return [*arrays, text("x")]


def shared_text(times: int, length: int) -> list[bytes]:
    """An array with one long text many times over."""
    return [array(*[10] * times), text("x" * length)]


def nested(levels: int) -> Any:
    """Dictionaries in each other."""
    value: Any = "x"
    for _ in range(levels):
        value = {"a": value}
    return value


def _xml(value: str, head: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<plist version="1.0"><dict>'
        "<key>WFWorkflowActions</key><array><dict><key>WFWorkflowActionIdentifier</key>"
        "<string>is.workflow.actions.gettext</string><key>WFWorkflowActionParameters</key>"
        f"<dict><key>WFTextActionText</key>{value}</dict></dict></array></dict></plist>"
    ).encode()


def _json(value: str) -> bytes:
    return (
        '{"WFWorkflowActions": [{"WFWorkflowActionIdentifier": "is.workflow.actions.gettext",'
        '"WFWorkflowActionParameters": {"WFTextActionText": ' + value + "}}]}"
    ).encode()


def _plist(value: Any) -> bytes:
    action = {
        "WFWorkflowActionIdentifier": "is.workflow.actions.gettext",
        "WFWorkflowActionParameters": {"WFTextActionText": value},
    }
    return plistlib.dumps({"WFWorkflowActions": [action]}, fmt=plistlib.FMT_BINARY)


def _laughs() -> bytes:
    entities = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + level)} "{f"&{chr(97 + level)};" * 10}">' for level in range(20)
    )
    return _xml("<string>&u;</string>", f"<!DOCTYPE plist [{entities}]>")


def _real(bits: int) -> bytes:
    return b"\x23" + struct.pack(">Q", bits)


def _date(seconds: float) -> bytes:
    return b"\x33" + struct.pack(">d", seconds)


# What each is, and whether it has to be refused (True), has to be read (False), or may be
# either, within the limits (None).
HOSTILE: dict[str, tuple[bytes, bool | None]] = {
    "an array in itself": (shortcut_with([array(9)], 0), True),
    "a dictionary in itself": (shortcut_with([dictionary((4, 9))], 0), True),
    "two arrays in each other": (shortcut_with([array(10), array(9)], 0), True),
    "an array of a billion billion values": (shortcut_with(doubling(60), 0), True),
    "a text of 1 KB a million times over": (
        shortcut_with([array(*[10] * 1000), array(*[11] * 1000), text("x" * 1024)], 0), None),
    "a text of 60 KB sixty thousand times over": (
        shortcut_with(shared_text(60_000, 60_000), 0), True),
    "an object behind the end": (shortcut_with([array(60_000)], 0), True),
    "a root behind the end": (binary([text("x")], top=9), True),
    "an offset table behind the end": (binary([text("x")], table=10**6), True),
    "an offset table at the largest number": (binary([text("x")], table=2**64 - 1), True),
    "more objects than bytes": (binary([text("x")], count=2**40), True),
    "the most objects that there can be": (binary([text("x")], count=2**64 - 1), True),
    "no objects": (binary([text("x")], count=0), True),
    "offsets of no bytes": (binary([text("x")], offset_size=0), True),
    "offsets of 255 bytes": (binary([text("x")], offset_size=255), True),
    "references of no bytes": (binary([array(1), text("x")], ref_size=0), True),
    "references of 16 bytes": (binary([array(1), text("x")], ref_size=16), True),
    "a text longer than the file": (shortcut_with([b"\x5f\x13" + b"\x7f" * 8], 0), True),
    "an array longer than the file": (shortcut_with([b"\xaf\x13" + b"\x7f" * 8], 0), True),
    "data longer than the file": (shortcut_with([b"\x4f\x13" + b"\x00\x00\x00\x10" * 2], 0), True),
    "a length that is a text": (shortcut_with([b"\x5f\x51x"], 0), True),
    "an integer of 32 KB": (shortcut_with([b"\x1f" + b"\xff" * 32768], 0), None),
    "an integer of 128 bits": (shortcut_with([b"\x14" + b"\xff" * 16], 0), None),
    "an unknown kind of object": (shortcut_with([b"\x70"], 0), True),
    "null": (shortcut_with([b"\x00"], 0), None),
    "a key that is a number": (shortcut_with([b"\xd1\x00\x0a\x00\x0a", b"\x10\x01"], 0), True),
    "a key that is an array": (shortcut_with([b"\xd1\x00\x0a\x00\x0a", array()], 0), True),
    "half a surrogate pair": (shortcut_with([b"\x61\xd8\x00"], 0), None),
    "a NUL in a text": (shortcut_with([b"\x53a\x00b"], 0), False),
    "not a number": (shortcut_with([_real(0x7FF8000000000001)], 0), False),
    "infinity": (shortcut_with([_real(0x7FF0000000000000)], 0), False),
    "a date of the year 300 000 000": (shortcut_with([_date(1e16)], 0), True),
    "a date that is not a number": (shortcut_with([_date(float("nan"))], 0), True),
    "the first date that Python has": (shortcut_with([_date(-63113904000.0)], 0), False),
    "200 levels": (_plist(nested(200)), False),
    "300 levels": (_plist(nested(300)), True),
    "a hundred thousand levels, binary": (
        binary([array(index + 1) for index in range(60_000)] + [text("x")]), True),
    "a hundred thousand levels, XML": (
        _xml("<array>" * 100_000 + "</array>" * 100_000), True),
    "a hundred thousand levels, JSON": (_json("[" * 100_000 + "]" * 100_000), True),
    "a billion laughs": (_laughs(), True),
    "an entity from a file": (
        _xml("<string>&x;</string>", '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/hostname">]>'),
        True),
    "a parameter entity": (
        _xml("<string>a</string>", '<!DOCTYPE p [<!ENTITY % x SYSTEM "file:///x"> %x;]>'), True),
    "an encoding that names a module": (
        _xml("<string>a</string>").replace(b"UTF-8", b"rot_13"), True),
    "an integer of many digits, XML": (_xml(f"<integer>{'9' * 100_000}</integer>"), None),
    "an integer of many digits, JSON": (_json("9" * 100_000), None),
    "a real beyond any, JSON": (_json("1e999999"), None),
    "NaN, JSON": (_json("NaN"), None),
    "half a surrogate pair, JSON": (_json('"\\ud800"'), None),
    "a NUL, JSON": (_json('"a\\u0000b"'), False),
    "null, JSON": (_json("null"), True),
    "data that is none, JSON": (_json('{"$data": "?"}'), True),
    "a date that is none, JSON": (_json('{"$date": "9999-99-99"}'), True),
    "a date with a zone, JSON": (_json('{"$date": "2001-01-01T00:00:00+01:00"}'), False),
    "a negative UID, JSON": (_json('{"$uid": -1}'), True),
    "an integer that is none, XML": (_xml("<integer>0x</integer>"), True),
    "a date that is none, XML": (_xml("<date>0000-00-00T00:00:00Z</date>"), True),
    "data that is none, XML": (_xml("<data>!</data>"), None),
    "NaN, XML": (_xml("<real>nan</real>"), None),
    "infinity, XML": (_xml("<real>-inf</real>"), None),
    "a real beyond any, XML": (_xml("<real>1e999999</real>"), None),
    "a real of many digits, XML": (_xml(f"<real>0.{'1' * 100_000}</real>"), None),
    "a NUL, XML": (_xml("<string>a\0b</string>"), True),
    "a NUL as a reference, XML": (_xml("<string>&#0;</string>"), True),
    "half a surrogate pair, XML": (_xml("<string>&#xD800;</string>"), True),
    "a character beyond any, XML": (_xml("<string>&#x110000;</string>"), True),
    "a date of the year 99999, XML": (_xml("<date>99999-01-01T00:00:00Z</date>"), True),
    "a key without a value, XML": (_xml("<dict><key>a</key></dict>"), True),
    "a value without a key, XML": (_xml("<dict><string>a</string></dict>"), True),
    "a hundred thousand attributes, XML": (
        _xml("<string " + " ".join(f'a{n}="1"' for n in range(100_000)) + ">a</string>"), None),
    "a negative real beyond any, JSON": (_json("-1e999999"), None),
    "infinity, JSON": (_json("-Infinity"), None),
    "an exponent of many digits, JSON": (_json("1e" + "9" * 100_000), None),
    "one key many times, JSON": (_json("{" + '"a": 1, ' * 100_000 + '"a": 2}'), None),
    "a hundred thousand levels of dictionaries, JSON": (
        _json('{"a":' * 100_000 + "1" + "}" * 100_000), True),
    "a date of the year 0, JSON": (_json('{"$date": "0000-01-01T00:00:00"}'), True),
    "a UID beyond 64 bits, JSON": (_json('{"$uid": ' + "9" * 30 + "}"), None),
    "a UID beyond 64 bits": (shortcut_with([b"\x8f" + b"\xff" * 16], 0), None),
    "an integer at the largest number": (shortcut_with([b"\x13\x7f" + b"\xff" * 7], 0), False),
    "the last date that Python has": (shortcut_with([_date(252423993599.0)], 0), False),
    "only a mark": (b"bplist00", True),
    "only a trailer": (b"bplist00" + bytes(32), True),
    "nothing": (b"", True),
    "an archive without content": (b"AEA1" + bytes(200), True),
}  # fmt: skip


def workflow_of(value: Any) -> sp.Workflow:
    """A workflow with one text action that has this value, which no file can hold."""
    action = {
        "WFWorkflowActionIdentifier": "is.workflow.actions.gettext",
        "WFWorkflowActionParameters": {"WFTextActionText": value},
    }
    return sp.Workflow.from_plist({"WFWorkflowActions": [action]})
