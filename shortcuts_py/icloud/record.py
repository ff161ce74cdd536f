"""The record behind an iCloud link, as the web interface gives it.

The interface is not documented. A record is a JSON object whose `fields` each
hold a value and a type; files are assets with a size and a URL in which the
literal `${f}` stands for a file name.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from shortcuts_py.errors import ShortcutError
from shortcuts_py.icloud.address import web_address

__all__ = ["Asset", "FetchError", "Record", "record_id"]

_ID = re.compile("[0-9a-f]{32}")
_HOSTS = ("www.icloud.com", "icloud.com", "www.icloud.com.cn", "icloud.com.cn")


class FetchError(ShortcutError):
    """A link that does not lead to a shortcut, or could not be followed.

    Attributes:
        url: the link.
        status: HTTP status of the answer, where there was one.
    """

    def __init__(self, url: str, message: str, *, status: int | None = None) -> None:
        super().__init__(f"{url}: {message}")
        self.url = url
        self.status = status


def record_id(link: str) -> str:
    """The id in a share link, or in an id alone: 32 lower-case hexadecimal digits.

    Raises:
        FetchError: not a link to a shared shortcut.
    """
    text = link.strip()
    if "/" in text:
        parts = web_address(text if "://" in text else f"https://{text}")
        segments = [segment for segment in parts.path.split("/") if segment] if parts else []
        if (
            parts is None
            or parts.hostname not in _HOSTS
            or len(segments) != 2
            or segments[0] != "shortcuts"
        ):
            raise FetchError(
                link, "not a link to a shortcut; https://www.icloud.com/shortcuts/ID is"
            )
        text = segments[1]
    found = text.lower().replace("-", "")
    if not _ID.fullmatch(found):
        raise FetchError(link, "not the id of a shortcut; an id has 32 hexadecimal digits")
    return found


@dataclass(frozen=True)
class Asset:
    """A file that belongs to a record.

    Attributes:
        url: where it is for a while, with `${f}` for a file name.
        size: its bytes, if the record says so.
    """

    url: str
    size: int | None

    def url_for(self, name: str) -> str:
        """The URL under which the file is called so."""
        return self.url.replace("${f}", quote(name, safe=""))


@dataclass(frozen=True)
class Record:
    """What a record says about a shared shortcut.

    Attributes:
        name: of the shortcut.
        deleted: its owner took the link back.
        icon_color: background colour of the icon, as in the property list.
        icon_glyph: glyph of the icon, as in the property list.
        icon: image of the icon.
        shortcut: the shortcut as a bare property list.
        signed_shortcut: the shortcut as a signed file.
        signing_status: "APPROVED" on records that can be imported.
        description: text of older records.
    """

    name: str | None
    deleted: bool
    icon_color: int | None
    icon_glyph: int | None
    icon: Asset | None
    shortcut: Asset | None
    signed_shortcut: Asset | None
    signing_status: str | None
    description: str | None

    @classmethod
    def unpack(cls, body: bytes) -> Record:
        """Read a record from JSON.

        Raises:
            ValueError: not a record.
        """
        try:
            answer = json.loads(body)
        except RecursionError:
            raise ValueError("nested too deeply") from None
        if not isinstance(answer, dict):
            raise TypeError("not an object")
        fields = answer.get("fields")
        if not isinstance(fields, dict):
            if answer.get("deleted") is True:
                fields = {}
            else:
                raise ValueError(_reason(answer) or "it has no fields")
        return cls(
            name=_text(fields, "name"),
            deleted=answer.get("deleted") is True,
            icon_color=_number(fields, "icon_color"),
            icon_glyph=_number(fields, "icon_glyph"),
            icon=_asset(fields, "icon"),
            shortcut=_asset(fields, "shortcut"),
            signed_shortcut=_asset(fields, "signedShortcut"),
            signing_status=_text(fields, "signingStatus"),
            description=_text(fields, "longDescription"),
        )


def _value(fields: dict[str, Any], name: str) -> object:
    field = fields.get(name)
    return field.get("value") if isinstance(field, dict) else None


def _text(fields: dict[str, Any], name: str) -> str | None:
    value = _value(fields, name)
    return value if isinstance(value, str) else None


def _number(fields: dict[str, Any], name: str) -> int | None:
    value = _value(fields, name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _asset(fields: dict[str, Any], name: str) -> Asset | None:
    value = _value(fields, name)
    if not isinstance(value, dict) or not isinstance(value.get("downloadURL"), str):
        return None
    size = value.get("size")
    return Asset(value["downloadURL"], size if isinstance(size, int) else None)


def _reason(answer: dict[str, Any]) -> str | None:
    """What the interface says when something is wrong."""
    for name in ("reason", "serverErrorCode"):
        if isinstance(answer.get(name), str):
            return str(answer[name])[:200]
    return None
