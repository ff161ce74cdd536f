"""LZVN, the plain relative of LZFSE that its encoder uses for small inputs.

The LZFSE library can decode it, but through the binding a damaged stream never
ends: the decoder stops at the damage, reports that its buffer is full, and is
given a larger one, until memory runs out. Only streams of a few KiB occur, so
they are decoded here.

An opcode says how many literal bytes follow, and how long and how far back a
match is. In the layouts L, M and D are bits of literal length, match length
minus 3, and distance.
"""

from __future__ import annotations

from shortcuts_py.container.errors import ContainerError

__all__ = ["decode"]

_END = 0x06
_END_SIZE = 8

# Forms of opcodes: where the distance comes from, or the length.
_SHORT, _SAME, _LONG, _MEDIUM, _PLAIN, _LONG_LITERALS, _LONG_MATCH, _INVALID = range(8)


def _describe(opcode: int) -> tuple[int, int, int, int]:
    """Form and size of an opcode, literal bytes behind it, and length of its match."""
    low = opcode & 15
    if opcode >= 0xF0:
        return (_PLAIN, 1, 0, low) if low else (_LONG_MATCH, 2, 0, 0)
    if opcode >= 0xE0:
        return (_PLAIN, 1, low, 0) if low else (_LONG_LITERALS, 2, 0, 0)
    if opcode >> 5 == 0b101:  # 101LLMMM DDDDDDMM DDDDDDDD
        return _MEDIUM, 3, opcode >> 3 & 3, (opcode & 7) * 4 + 3
    if opcode in (0x0E, 0x16):  # does nothing
        return _PLAIN, 1, 0, 0
    if opcode >> 4 in (0x7, 0xD) or (opcode < 0x40 and opcode & 7 == 6):
        return _INVALID, 1, 0, 0
    literals, match = opcode >> 6, (opcode >> 3 & 7) + 3
    if opcode & 7 == 7:  # LLMMM111 DDDDDDDD DDDDDDDD
        return _LONG, 3, literals, match
    if opcode & 7 == 6:  # LLMMM110, the distance of the match before
        return _SAME, 1, literals, match
    return _SHORT, 2, literals, match  # LLMMMDDD DDDDDDDD


_OPCODES = tuple(_describe(opcode) for opcode in range(256))


def decode(stream: bytes, size: int, history: bytes = b"") -> bytes:
    """Decode a whole stream, which must end with its end marker.

    Args:
        stream: the encoded bytes.
        size: decoded bytes that it must have.
        history: decoded bytes in front of it, which matches may reach back into.

    Raises:
        ContainerError: damaged, cut short, or of another size.
    """
    out = bytearray(history)
    length = len(history)
    full = length + size
    position = distance = 0
    try:
        while (opcode := stream[position]) != _END:
            form, width, literals, match = _OPCODES[opcode]
            if form == _SHORT:
                distance = (opcode & 7) << 8 | stream[position + 1]
            elif form == _LONG:
                distance = stream[position + 1] | stream[position + 2] << 8
            elif form == _MEDIUM:
                low = stream[position + 1]
                match += low & 3
                distance = low >> 2 | stream[position + 2] << 6
            elif form == _LONG_LITERALS:
                literals = stream[position + 1] + 16
            elif form == _LONG_MATCH:
                match = stream[position + 1] + 16
            elif form == _INVALID:
                raise _damaged()
            position += width
            if literals:
                out += stream[position : position + literals]
                position += literals
                length += literals
            if match:
                if not 0 < distance <= length:
                    raise _damaged()
                start = length - distance
                if match < distance:
                    out += out[start : start + match]
                else:
                    out += (out[start:] * (match // distance + 1))[:match]
                length += match
            if length > full:
                raise _damaged()
    except IndexError:
        raise _damaged() from None
    if len(out) != full or position + _END_SIZE != len(stream):
        raise _damaged()
    return bytes(out[len(history) :])


def _damaged() -> ContainerError:
    return ContainerError("a damaged LZVN stream")
