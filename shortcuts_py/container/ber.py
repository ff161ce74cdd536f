"""Just enough of BER to take a CMS message apart.

Apple's messages are not DER: their outer layers have indefinite lengths, and
the content is an octet string in pieces.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from shortcuts_py.container.errors import ContainerError

__all__ = ["CONTEXT_0", "OCTET_STRING", "SEQUENCE", "Element", "read_element", "read_elements"]

OCTET_STRING = 0x04
SEQUENCE = 0x30
CONTEXT_0 = 0xA0

_CONSTRUCTED = 0x20
_INDEFINITE = 0x80
_END = b"\0\0"
_DEEPEST = 16


class Element(NamedTuple):
    """One element: its tag, its content, and all of its bytes."""

    tag: int
    content: bytes
    raw: bytes

    def children(self) -> list[Element]:
        """The elements that the content consists of."""
        return list(read_elements(self.content))

    def octets(self) -> bytes:
        """The bytes of an octet string, whether whole or in pieces.

        Raises:
            ContainerError: the element is no octet string.
        """
        if self.tag == OCTET_STRING:
            return self.content
        if self.tag == OCTET_STRING | _CONSTRUCTED:
            return b"".join(
                read_element(piece.raw, OCTET_STRING).content for piece in self.children()
            )
        raise _damaged()


def read_element(data: bytes, tag: int | None = None) -> Element:
    """The first element of some bytes.

    Raises:
        ContainerError: cut short, not BER, or of another tag than asked for.
    """
    element, _ = _read_at(data, 0)
    if tag is not None and element.tag != tag:
        raise _damaged()
    return element


def read_elements(data: bytes) -> Iterator[Element]:
    """All elements of some bytes, one behind the other.

    Raises:
        ContainerError: cut short, or not BER.
    """
    position = 0
    while position < len(data):
        element, position = _read_at(data, position)
        yield element


def _read_at(data: bytes, start: int) -> tuple[Element, int]:
    content, end, behind = _span(data, start, 0)
    return Element(data[start], data[content:end], data[start:behind]), behind


def _span(data: bytes, start: int, depth: int) -> tuple[int, int, int]:
    """Where an element's content begins and ends, and where the next element begins."""
    if len(data) - start < 2 or data[start] & 0x1F == 0x1F or depth > _DEEPEST:
        raise _damaged()
    size, content = data[start + 1], start + 2
    if size == _INDEFINITE and data[start] & _CONSTRUCTED:
        position = content
        while data[position : position + 2] != _END:
            position = _span(data, position, depth + 1)[2]
        return content, position, position + 2
    if size >= 0x80:
        digits = size & 0x7F
        if not 1 <= digits <= 4:
            raise _damaged()
        size = int.from_bytes(data[content : content + digits], "big")
        content += digits
    end = content + size
    if end > len(data):
        raise _damaged()
    return content, end, end


def _damaged() -> ContainerError:
    return ContainerError("a damaged BER structure")
