"""Compressions that Shortcuts does not write, in all framings that are known."""

from __future__ import annotations

import struct
import sys
import zlib
from collections.abc import Callable

import pytest
from hostile_files import refuses

from shortcuts_py import container
from shortcuts_py.container.compression import COMPRESSIONS, LZ4, LZVN, ZLIB
from shortcuts_py.container.identity import Identity


@pytest.mark.parametrize("framing", ["framed", "two blocks", "stored block", "bare"])
def test_lz4_framings(framing: str, icloud: Identity, monkeypatch: pytest.MonkeyPatch) -> None:
    block = pytest.importorskip("lz4.block")

    def framed(part: bytes, history: bytes = b"") -> bytes:
        packed = block.compress(part, store_size=False, dict=history)
        return b"bv41" + struct.pack("<II", len(part), len(packed)) + packed

    compress: dict[str, Callable[[bytes], bytes]] = {
        "framed": lambda plain: framed(plain) + b"bv4$",
        "two blocks": lambda plain: (
            framed(plain[:900]) + framed(plain[900:], plain[:900]) + b"bv4$"
        ),
        "stored block": lambda plain: (
            b"bv4-" + struct.pack("<I", 9) + plain[:9] + framed(plain[9:]) + b"bv4$"
        ),
        "bare": lambda plain: block.compress(plain, store_size=False),
    }
    monkeypatch.setitem(COMPRESSIONS, LZ4, COMPRESSIONS[LZ4]._replace(compress=compress[framing]))
    content = b"bplist00" + b"words and words " * 300
    data = container.sign(content, icloud, compression="lz4")
    assert container.unsign(data) == content


def test_lz4_without_its_library(
    icloud: Identity, plist: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("lz4")
    data = container.sign(plist * 10, icloud, compression="lz4")
    monkeypatch.setitem(sys.modules, "lz4", None)
    refuses(data, r"install shortcuts_py\[lz4\]")


def test_raw_deflate_is_read(icloud: Identity, monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"bplist00" + b"words and words " * 300

    def bare(plain: bytes) -> bytes:
        packer = zlib.compressobj(wbits=-15)
        return packer.compress(plain) + packer.flush()

    monkeypatch.setitem(COMPRESSIONS, ZLIB, COMPRESSIONS[ZLIB]._replace(compress=bare))
    assert container.unsign(container.sign(content, icloud, compression="zlib")) == content


def test_lzvn_segments_are_read(icloud: Identity, monkeypatch: pytest.MonkeyPatch) -> None:
    import lzfse

    content = b"bplist00" + b"words and words " * 100
    monkeypatch.setitem(
        COMPRESSIONS,
        LZVN,
        COMPRESSIONS[LZVN]._replace(compress=lambda plain: lzfse.compress(plain)[12:-4]),
    )
    assert container.unsign(container.sign(content, icloud, compression="lzvn")) == content
