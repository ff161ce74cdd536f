"""Addresses: which computer a text leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from shortcuts_py.privacy.constants import Text

__all__ = ["WEB", "Address", "read_address", "urls_in"]

_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]{0,40}):")
_AUTHORITY = re.compile(r"[^/?#\s\\]*")
_HOST = re.compile(
    r"[^\s/@:{}]+\.[A-Za-z0-9-]{2,63}\Z|localhost\Z|(?:\d{1,3}\.){3}\d{1,3}\Z|\[[0-9A-Fa-f:.]+\]\Z"
)
WEB = ("http", "https", "ftp", "ftps", "smb", "afp", "ws", "wss", "ssh", "webcal")
"""Schemes that lead to a computer; others open apps."""
_START = re.compile(r"https?://", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s\"'<>\\)\]}\ufffc]{1,400}", re.IGNORECASE)


class Address(NamedTuple):
    """Where an address leads.

    Attributes:
        text: the address, with names in braces for what is open.
        scheme: in lower case; "http" where a text has none, as the app takes it.
        host: the computer; None where it is open, or the scheme has none.
        open: whether the computer is only known when the shortcut runs.
    """

    text: str
    scheme: str
    host: str | None
    open: bool


def read_address(text: Text) -> Address:
    """Read an address of which parts may be open."""
    whole = str(text)
    known = ""
    for part, sure in text.parts:
        if not sure:
            break
        known += part
    complete = text.known
    found = _SCHEME.match(known)
    if found is None:
        if not complete and not known.strip(" /"):
            return Address(whole, "", None, True)
        return _with_host(whole, "http", known.lstrip(), complete)
    scheme, rest = found.group(1).lower(), known[found.end() :]
    if "." in scheme:  # `example.org:8080/path` has a port and no scheme
        return _with_host(whole, "http", known.lstrip(), complete)
    if not rest.startswith("//"):
        return Address(whole, scheme, None, not complete and scheme in ("http", "https"))
    if scheme not in WEB:
        return Address(whole, scheme, None, False)
    return _with_host(whole, scheme, rest[2:], complete)


def _with_host(whole: str, scheme: str, rest: str, complete: bool) -> Address:
    authority = _AUTHORITY.match(rest)
    found = authority.group() if authority else ""
    if len(found) == len(rest) and not complete:
        return Address(whole, scheme, None, True)  # what follows may belong to the name
    host = found.rpartition("@")[2]
    host = re.sub(r":\d*\Z", "", host).lower()
    return Address(whole, scheme, host if _HOST.match(host) else None, False)


def urls_in(text: str) -> Iterator[str]:
    """The hosts of web links in a text."""
    for number, match in enumerate(_LINK.finditer(text)):
        if number >= 200:
            return
        found = match.group()
        for start in _START.finditer(found):  # an address may hold another: proxy/?https://...
            host = read_address(Text(((found[start.start() :], True),))).host
            if host:
                yield host
