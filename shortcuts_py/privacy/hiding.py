"""Text that hides something: encoded text, links that control apps, invisible characters."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["Hidden", "decoded", "hidden_in"]

_BASE64 = re.compile(r"[A-Za-z0-9+/\r\n]{160,}={0,2}")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2}){20,}")
_HEXADECIMAL = re.compile(r"(?:\\x[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}){20,}")
_SCHEME = re.compile(r"\b([A-Za-z][A-Za-z0-9+.-]{1,30})://")
_BARE_SCHEME = re.compile(r"(?<![\w-])(javascript|data|facetime|mailto|sms|tel):(?=[^\s/])", re.I)
_INVISIBLE = re.compile("[\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff]")
_USUAL = frozenset({"http", "https", "file"})
_IMAGE = "image"  # icons for lists and menus: text, but no text that hides code or links
_IMAGE_URL = re.compile(r"data:image/[\w.+-]{1,40};base64,", re.I)
_MAGIC = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"bplist": "a property list",
    b"AEA1": "a signed shortcut",
    b"PK\x03\x04": "a ZIP archive",
    b"\x1f\x8b": "a gzip archive",
    b"%PDF": "a PDF",
    b"BEGIN:VCARD": "a contact card",
    b"RIFF": "sound or a WebP image",
    b"\x00\x00\x01\x00": "an icon image",
}
_MOST = 20  # findings in one text
_PREVIEW = 160


class Hidden(NamedTuple):
    """A finding: what it is in words, and the text, shortened."""

    what: str
    evidence: str


def hidden_in(text: str) -> Iterator[Hidden]:
    """What a text hides; the cost is linear in its length."""
    for number, one in enumerate(_findings(text)):
        if number >= _MOST:
            yield Hidden("more of the same kinds", "")
            return
        yield one


def _findings(text: str) -> Iterator[Hidden]:
    schemes: set[str] = set()
    for match in (*_first(_SCHEME, text), *_first(_BARE_SCHEME, text)):
        scheme = match.group(1).lower()
        start = match.start()
        if _IMAGE_URL.match(text, start):
            continue
        if scheme not in _USUAL and scheme not in schemes:
            schemes.add(scheme)
            yield Hidden(f"a link with the scheme {scheme}", text[start : start + _PREVIEW])
    for match in _first(_BASE64, text):
        encoded = match.group()
        what = decoded(encoded) if _is_mixed(encoded) else ""
        if what and not what.endswith(_IMAGE):
            yield Hidden(f"Base64, {len(encoded)} characters: {what}", encoded[:60])
    for pattern, name in ((_PERCENT, "percent"), (_HEXADECIMAL, "hexadecimal")):
        for match in _first(pattern, text):
            length = len(match.group())
            yield Hidden(f"{name} encoding, {length} characters", match.group()[:60])
    count = len(_INVISIBLE.findall(text))
    if count:
        yield Hidden(f"{count} invisible or direction-changing characters", "")


def _first(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    for match in pattern.finditer(text):
        found.append(match)
        if len(found) > _MOST:
            break
    return found


def _is_mixed(text: str) -> bool:
    """Whether a run of letters looks encoded: both cases, and digits or signs."""
    head = text[:2000]
    return (
        any(one.islower() for one in head)
        and any(one.isupper() for one in head)
        and any(one.isdigit() or one in "+/" for one in head)
    )


def decoded(text: str) -> str:
    """What Base64 decodes to, in words; only the start is looked at."""
    head = "".join(text[:4096].split())
    head = head[: len(head) // 4 * 4]
    try:
        data = base64.b64decode(head, validate=True)
    except (binascii.Error, ValueError):
        return "not decodable"
    for magic, name in _MAGIC.items():
        if data.startswith(magic):
            return name
    shown = data[:_PREVIEW].decode("utf-8", "replace")
    readable = sum(one.isprintable() or one in "\r\n\t" for one in shown)
    if shown and readable > 0.9 * len(shown):
        return f"the text {shown[:80]!r}"
    return "bytes"
