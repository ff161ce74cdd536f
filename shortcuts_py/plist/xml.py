"""Reading property lists in XML, with bounds that hold while they are read.

The elements are those of Apple's PropertyList-1.0.dtd. plistlib reads them too, but hands
the file over in pieces of 2 KiB, for each of which expat before 2.6 looks through an unfinished
tag or comment anew, and it passes over elements that it does not know.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from xml.parsers.expat import ErrorString, ExpatError, ParserCreate

from shortcuts_py.errors import DecodeError
from shortcuts_py.limits import Limits, check_time

__all__ = ["read_xml"]

_PIECE = 1 << 16
# Of a tag or a comment, which expat has to see whole. Texts may be longer.
_LONGEST_TOKEN = 1 << 20
_LONGEST_NUMBER = 4300  # digits; Python reads no more in base 10, since it takes too long
_DATE = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d))?)?)?)?)?Z\Z", re.ASCII
)

# What expat knows by itself. For any other name, Python would look for a codec of that name,
# which is an import that the input chooses.
_ENCODINGS = {"utf-8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "iso-8859-1"}
_ENCODING = re.compile(r"""<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)""")


def read_xml(data: bytes, limits: Limits) -> Any:
    """Read a property list in XML.

    Args:
        data: the whole file, in an encoding that expat knows.
        limits: bounds on depth and number of values.

    Returns:
        The value at the root; None where there is none.

    Raises:
        DecodeError: it is damaged, declares entities, or goes beyond the limits, that of
            the time under way with them.
    """
    _check_encoding(data)
    reader = _Reader(limits)
    parser = reader.parser
    try:
        for start in range(0, len(data), _PIECE):
            check_time()
            parser.Parse(data[start : start + _PIECE], False)
            if start - parser.CurrentByteIndex > _LONGEST_TOKEN:
                raise reader.damaged(f"a tag or a comment of more than {_LONGEST_TOKEN} bytes")
        parser.Parse(b"", True)
    except ExpatError as error:
        place = f"line {error.lineno}, column {error.offset + 1}"
        raise DecodeError(
            f"damaged XML property list: {place}: {ErrorString(error.code)}"
        ) from None
    return reader.root


def _check_encoding(data: bytes) -> None:
    start = data[:1024]
    wide = start[:2] in (b"\xfe\xff", b"\xff\xfe") or b"\0" in start[:4]
    text = start.replace(b"\0", b"") if wide else start
    found = _ENCODING.search(text.decode("latin-1"))
    if found is not None and found.group(1).lower() not in _ENCODINGS:
        raise DecodeError(
            f"XML in the encoding {found.group(1)[:40]!r}, which property lists do not have"
        )


class _Reader:
    """Takes up elements as they begin and end.

    Attributes:
        root: the value that is in no other; None as long as there is none.
    """

    def __init__(self, limits: Limits) -> None:
        self.root: Any = None
        self.parser = ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._add_text
        self.parser.EntityDeclHandler = self._refuse_entity
        self._deepest = limits.depth
        self._left = limits.items
        self._open: list[Any] = []
        self._key: str | None = None
        self._text: list[str] = []

    def damaged(self, what: str) -> DecodeError:
        """An error that says where the reader is."""
        place = (
            f"line {self.parser.CurrentLineNumber}, column {self.parser.CurrentColumnNumber + 1}"
        )
        return DecodeError(f"damaged XML property list: {place}: {what}")

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self._text = []
        if name in ("dict", "array"):
            value: Any = {} if name == "dict" else []
            self._add(value)
            self._open.append(value)
            if len(self._open) > self._deepest:
                raise DecodeError(f"nested more than {self._deepest} levels deep")
        elif name not in _VALUES and name not in ("key", "plist"):
            raise self.damaged(f"property lists have no element <{name[:40]}>")

    def _end(self, name: str) -> None:
        if name in ("dict", "array"):
            if self._key is not None:
                raise self.damaged(f"no value for the key {self._key[:40]!r}")
            self._open.pop()
            return
        text = "".join(self._text)
        self._text = []
        if name == "key":
            if self._key is not None or not self._open or type(self._open[-1]) is not dict:
                raise self.damaged("a key where none can be")
            self._key = text
        elif name != "plist":
            try:
                value = _VALUES[name](text)
            except ValueError:
                raise self.damaged(f"this is no {name}: {text[:40]!r}") from None
            self._add(value)

    def _add(self, value: Any) -> None:
        self._left -= 1
        if self._left < 0:
            raise DecodeError("more values than the limit")
        if not self._open:
            self.root = value
            return
        container = self._open[-1]
        if type(container) is list:
            container.append(value)
        elif self._key is None:
            raise self.damaged("a value without a key")
        else:
            container[self._key] = value
            self._key = None

    def _add_text(self, text: str) -> None:
        self._text.append(text)

    def _refuse_entity(self, *declaration: Any) -> None:
        raise self.damaged("it declares entities, which property lists do not have")


def _integer(text: str) -> int:
    if len(text) > _LONGEST_NUMBER:
        raise ValueError
    return int(text, 16) if text.lower().startswith("0x") else int(text)


def _date(text: str) -> datetime:
    match = _DATE.match(text)
    if match is None:
        raise ValueError
    year, *rest = match.groups()
    month, day, hour, minute, second = (
        default if one is None else int(one)
        for one, default in zip(rest, (1, 1, 0, 0, 0), strict=True)
    )
    return datetime(int(year), month, day, hour, minute, second)


_VALUES: dict[str, Callable[[str], Any]] = {
    "string": str,
    "integer": _integer,
    "real": float,
    "true": lambda text: True,
    "false": lambda text: False,
    "data": lambda text: binascii.a2b_base64(text.encode("ascii")),
    "date": _date,
}
