"""LZFSE decoding within its bound, block by block."""

from __future__ import annotations

import random
import struct

import lzfse
import pytest

from shortcuts_py.container import lzfse_stream, lzvn
from shortcuts_py.container.errors import ContainerError

SIZES = [1, 7, 8, 100, 4095, 4096, 4097, 70_000, 300_000, 1 << 20]


def text(size: int, seed: int = 1) -> bytes:
    """Words in random order: compresses, with matches of many lengths and distances."""
    rng = random.Random(seed)
    words = [rng.randbytes(rng.randint(2, 40)) for _ in range(400)]
    out = bytearray()
    while len(out) < size:
        out += rng.choice(words)
    return bytes(out[:size])


def repetitive(size: int) -> bytes:
    return bytes(size)


def noise(size: int) -> bytes:
    return random.Random(2).randbytes(size)


def decoded(stream: bytes, size: int) -> bytes:
    return b"".join(lzfse_stream.decompress(memoryview(stream), size))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("make", [text, repetitive, noise])
def test_same_as_the_library(make: type, size: int) -> None:
    content = make(size)
    assert decoded(lzfse.compress(content), size) == content


@pytest.mark.parametrize("seed", range(40))
def test_lzvn_same_as_the_library(seed: int) -> None:
    rng = random.Random(seed)
    content = text(rng.randint(9, 4095), seed) if seed % 4 else bytes(rng.randint(9, 4095))
    stream = lzfse.compress(content)
    if stream[:4] == b"bvxn":
        payload = stream[12:-4]
        assert lzvn.decode(payload, len(content)) == content
    else:
        assert stream[:4] == b"bvx-"
    assert lzfse.decompress(stream) == content


def test_matches_reach_back_over_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the smallest bound every block is decoded alone, upon the bytes before it."""
    content = text(900_000)
    stream = lzfse.compress(content)
    blocks = list(lzfse_stream._read_blocks(memoryview(stream), len(content)))
    assert len(blocks) > 3
    monkeypatch.setattr(lzfse_stream, "_GROUP_BOUND", 0)
    assert decoded(stream, len(content)) == content


def test_raw_and_lzvn_blocks_between_others() -> None:
    """Blocks of all forms in one stream; each only ever refers to itself here."""
    long, short = text(100_000), text(2_000)
    first, second = lzfse.compress(long), lzfse.compress(short)
    assert (first[:4], second[:4]) == (b"bvx2", b"bvxn")
    raw = b"bvx-" + struct.pack("<I", 5) + b"12345"
    stream = raw + first[:-4] + second[:-4] + raw + second[:-4] + first
    whole = b"12345" + long + short + b"12345" + short + long
    assert decoded(stream, len(whole)) == whole


def bomb(matches: int, stated: int) -> bytes:
    """A block whose every match is as long as can be, for 11 bits each.

    The tables have one symbol each: no literals (L), the longest matches (M),
    the distance 1 (D); a symbol that is alone costs no bits, the longest match
    has 11 extra bits, all ones here.
    """
    bits, used = 0, 0

    def frequency(value: int) -> None:
        nonlocal bits, used
        size = 14 if value else 2
        bits |= (0xF | (value - 24) << 4 if value else 0) << used
        used += size

    tables = ([64] + [0] * 19, [0] * 19 + [64], [0, 256] + [0] * 62, [0] * 256)
    for table in tables:
        for value in table:
            frequency(value)
    packed = bits.to_bytes((used + 7) // 8, "little")
    payload = b"\xff" * (matches * 11 // 8 + 16)
    no_unused_bits = 7 << 60
    return (
        struct.pack(
            "<4sIQQQ",
            b"bvx2",
            stated,
            no_unused_bits | matches << 40,
            no_unused_bits | len(payload) << 40,
            32 + len(packed),
        )
        + packed
        + payload
    )


SEED_BLOCK = b"bvx-" + struct.pack("<I", 1) + b"x"


def test_the_bomb_is_a_real_one() -> None:
    """It decodes to what it can when its size is honest: 2359 bytes a match."""
    size = 1 + 10 * 2359
    stream = SEED_BLOCK + bomb(10, 10 * 2359) + b"bvx$"
    assert lzfse.decompress(stream) == b"x" * size
    assert decoded(stream, size) == b"x" * size


def test_a_block_that_unfolds_beyond_its_size_is_refused() -> None:
    stream = SEED_BLOCK + bomb(10_000, 999) * 40 + b"bvx$"
    with pytest.raises(ContainerError, match="another size than it states"):
        decoded(stream, 1 + 40 * 999)


@pytest.mark.parametrize(
    ("stream", "size"),
    [
        (b"", 1),
        (b"bvx$", 1),
        (b"bvx", 1),
        (b"bvx2", 1),
        (b"bvx1" + bytes(800), 1),
        (b"what" + bytes(40), 1),
        (b"bvx-" + struct.pack("<I", 0) + b"bvx$", 1),
        (b"bvx-" + struct.pack("<I", 0xFFFFFFFF) + b"xbvx$", 0xFFFFFFFF),
        (b"bvx-" + struct.pack("<I", 1) + b"xbvx$more", 1),
        (b"bvx-" + struct.pack("<I", 1) + b"xbvx$", 2),
        (b"bvx-" + struct.pack("<I", 2) + b"xybvx$", 1),
        (b"bvxn" + struct.pack("<II", 1, 0xFFFFFFFF) + b"bvx$", 1),
        (b"bvx2" + struct.pack("<IQQQ", 1, 0, 0, 32) + b"bvx$", 1),
        (b"bvx2" + struct.pack("<IQQQ", 1, 0xFFFFF << 40, 0, 32) + b"bvx$", 1),
        (b"bvx2" + struct.pack("<IQQQ", 1, 1 << 40, 0, 0) + b"bvx$", 1),
    ],
)
def test_broken_streams(stream: bytes, size: int) -> None:
    with pytest.raises(ContainerError, match="damaged"):
        decoded(stream, size)


def test_changed_streams_never_crash() -> None:
    """Damage that the codes would have found, handed to the decoder all the same."""
    rng = random.Random(5)
    for content in (text(1_500), text(20_000), text(150_000)):
        stream = bytearray(lzfse.compress(content))
        for _ in range(300):
            position = rng.randrange(len(stream))
            before = stream[position]
            stream[position] ^= 1 << rng.randrange(8)
            try:
                result = decoded(bytes(stream), len(content))
            except ContainerError:
                pass
            else:
                assert len(result) == len(content)
            stream[position] = before


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\x06",
        b"\xe3ab",  # fewer literals than stated
        b"\xe1a\x1e\x06" + bytes(7),  # no such opcode
        b"\xe1a\x70\x06" + bytes(7),
        b"\xe1a\xd0\x06" + bytes(7),
        b"\xe1a\xf1\x06" + bytes(7),  # a match without any distance yet
        b"\xe1a\x00\x05\x06" + bytes(7),  # a match from before the beginning
        b"\xe1a\x00\x01" * 40 + b"\x06" + bytes(7),  # too much
        b"\xe1a\x06" + bytes(8),  # bytes behind the end
        b"\x0e" * 1000,  # never an end
    ],
)
def test_broken_lzvn(payload: bytes) -> None:
    with pytest.raises(ContainerError, match="LZVN"):
        lzvn.decode(payload, 20)


def test_lzvn_opcodes() -> None:
    """Every form of opcode once, with what it stands for."""
    steps = [
        (b"\xe4abcd", b"abcd"),  # four literals
        (b"\x00\x04", b"abc"),  # short distance: match of 3, 4 back
        (b"\x46x", b"xabc"),  # a literal, then a match as far back as before
        (b"\x07\x02\x00", b"bcb"),  # long distance
    ]
    stream = b"".join(step for step, _ in steps)
    expected = b"".join(out for _, out in steps)
    stream += b"\xa8\x0c\x00y"  # medium distance: one literal, match of 3, 3 back
    expected += b"y" + (expected + b"y")[-3:]
    stream += b"\x0e\x16"  # nothing, twice
    stream += b"\xf2" + b"\xf0\x01"  # matches of 2 and of 17, 3 back
    for length in (2, 17):
        pattern = expected[-3:] * 6
        expected += pattern[:length]
    stream += b"\xe0\x00" + b"z" * 16  # sixteen literals
    expected += b"z" * 16
    stream += b"\x06" + bytes(7)
    block = b"bvxn" + struct.pack("<II", len(expected), len(stream)) + stream + b"bvx$"
    assert lzvn.decode(stream, len(expected)) == expected
    assert lzfse.decompress(block) == expected
