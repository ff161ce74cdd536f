"""Property lists as bytes: binary, XML, JSON; ours, other people's, and damaged ones."""

from __future__ import annotations

import contextlib
import json
import math
import plistlib
import re
import time
from datetime import datetime
from plistlib import UID
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import shortcuts_py as sp
from shortcuts_py.limits import Limits
from shortcuts_py.plist import difference, dumps, loads, same, sniff

# Values of any property list; text is what XML can hold, and dates have whole seconds.
_text = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=6)
_scalars = st.one_of(
    _text,
    st.booleans(),
    st.integers(-(2**63), 2**64 - 1),
    st.floats(),
    st.binary(max_size=20),
    st.datetimes(min_value=datetime(1, 1, 1)).map(lambda one: one.replace(microsecond=0)),
)
_values = st.recursive(
    _scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(_text, st.just("$data")), inner, max_size=4),
    ),
    max_leaves=12,
)


@pytest.mark.parametrize("form", ["binary", "xml", "json"])
@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(value=st.one_of(st.lists(_values, max_size=3), st.dictionaries(_text, _values, max_size=3)))
def test_values_come_back_with_their_types(form: str, value: Any) -> None:
    assert difference(value, loads(dumps(value, form))) is None


@pytest.mark.parametrize("form", ["binary", "xml"])
def test_the_standard_library_reads_what_we_write(form: str) -> None:
    value = {"a": [1, 1.0, True, "1", b"1", datetime(2020, 1, 2)]}
    assert same(plistlib.loads(dumps(value, form)), value)


def test_types_are_told_apart() -> None:
    values: list[Any] = [1, 1.0, True, "1", b"1", [1], {"1": 1}, 0.0, -0.0, math.nan, UID(1)]
    for index, one in enumerate(values):
        for other, found in enumerate(values):
            assert same(one, found) == (index == other)
    assert same({"a": 1, "b": 2}, {"b": 2, "a": 1})
    assert not same({"a": 1}, {"a": 1, "b": 2})
    assert not same([1, 2], [2, 1])


def test_differences_name_their_place() -> None:
    left = {"a": [1, {"b": "x"}], "c": 1}
    assert difference(left, {"a": [1, {"b": "x"}], "c": 1}) is None
    assert "a[1].b" in (difference(left, {"a": [1, {"b": "y"}], "c": 1}) or "")
    assert "c" in (difference(left, {"a": [1, {"b": "x"}], "c": True}) or "")
    assert "c" in (difference(left, {"a": [1, {"b": "x"}]}) or "")


# -- the JSON rendering -----------------------------------------------------------------


def test_json_notation() -> None:
    value = {
        "data": b"\x00\xff",
        "date": datetime(2020, 1, 2, 3, 4, 5),
        "nan": math.nan,
        "whole real": 2.0,
        "looks like ours": {"$data": "not Base64"},
    }
    written = json.loads(dumps(value, "json"))
    assert written == {
        "data": {"$data": "AP8="},
        "date": {"$date": "2020-01-02T03:04:05"},
        "nan": {"$real": "nan"},
        "whole real": 2.0,
        "looks like ours": {"$dictionary": {"$data": "not Base64"}},
    }
    assert same(loads(dumps(value, "json")), value)


def test_json_of_others_is_read_as_what_it_is() -> None:
    assert loads(b'{"$other": 1, "a": [1, 2.5, "x"]}') == {"$other": 1, "a": [1, 2.5, "x"]}
    assert loads(b'[{"$other": 1}]') == [{"$other": 1}]
    assert loads(b'\xef\xbb\xbf {"a": true}') == {"a": True}


@pytest.mark.parametrize(
    "data", [b'{"a": null}', b'{"a": ', b'{"a": {"$data": "?"}}', b'{"a": {"$date": "soon"}}']
)
def test_json_that_is_no_property_list(data: bytes) -> None:
    with pytest.raises(sp.DecodeError):
        loads(data)


# -- which form it is, and damage -------------------------------------------------------


def test_the_content_decides() -> None:
    value = {"a": 1}
    assert sniff(dumps(value, "binary")) == "binary"
    assert sniff(dumps(value, "xml")) == "xml"
    assert sniff(dumps(value, "json")) == "json"
    assert sniff(b"\n\t <plist/>") == "xml"
    assert sniff(b"AEA1....") == "signed"
    assert sniff(b"PK\x03\x04") == "unknown"
    utf16 = dumps(value, "xml").decode().replace("UTF-8", "UTF-16").encode("utf-16")
    assert loads(utf16) == value


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   ",
        b"PK\x03\x04",
        b"bplist00",
        b"bplist00" + b"\xff" * 40,
        b"<plist><dict><key>a</key></plist>",
        b"<plist version='1.0'><dict>",
        b"<html></html>",
        b"{",
    ],
)
def test_damage_is_said_and_nothing_else_is_raised(data: bytes) -> None:
    with pytest.raises(sp.DecodeError):
        loads(data)


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.data())
def test_damaged_binary_files_never_end_otherwise(data: Any) -> None:
    whole = bytearray(dumps({"WFWorkflowActions": [{"a": [1, "x", b"y"]}], "b": 1.5}, "binary"))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(sp.DecodeError):
        sp.loads(bytes(whole[: data.draw(st.integers(8, len(whole)))]))


def test_limits_hold() -> None:
    deep: Any = []
    for _ in range(300):
        deep = [deep]
    with pytest.raises(sp.DecodeError, match="deep"):
        loads(dumps(deep, "binary"))
    with pytest.raises(sp.DecodeError):
        loads(dumps([1] * 100, "binary"), limits=Limits(items=50))
    with pytest.raises(sp.DecodeError):
        loads(b"x" * 100, limits=Limits(file_size=99))


def test_a_small_file_that_unfolds_to_a_huge_one_is_refused() -> None:
    layer: Any = ["x"] * 10
    for _ in range(9):
        layer = [layer] * 10
    # plistlib writes equal objects once: ten references on each level.
    data = dumps(layer, "binary")
    assert len(data) < 100_000
    with pytest.raises(sp.DecodeError):
        loads(data)


# -- what a form cannot hold ------------------------------------------------------------


@pytest.mark.parametrize("text", ["\r", "a\r\nb", "\x00", "\x1b", "half \ud800"])
@pytest.mark.parametrize("form", ["binary", "xml", "json"])
def test_text_comes_back_or_is_refused(text: str, form: str) -> None:
    """XML has one line end, and no control characters; no form has half surrogates."""
    try:
        data = dumps({"a": text}, form)
    except sp.ShortcutError:
        return
    assert loads(data) == {"a": text}


def test_numbers_beyond_64_bits_are_refused() -> None:
    for form in ("binary", "xml"):
        with pytest.raises(sp.ShortcutError):
            dumps({"a": 2**64}, form)


def test_unknown_forms_are_refused() -> None:
    with pytest.raises(sp.ShortcutError):
        dumps({}, "yaml")


def test_parts_of_seconds_are_refused_in_xml() -> None:
    # XML dates have whole seconds; plistlib drops the rest without a word.
    value = {"date": datetime(2001, 2, 3, 4, 5, 6, 7)}
    with pytest.raises(sp.ShortcutError, match=r"whole seconds.*write it as binary"):
        dumps(value, "xml")
    assert loads(dumps(value)) == value


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        pytest.param(b"<", b"/>", id="tag"),
        pytest.param(b"<!--", b"-->", id="comment"),
        pytest.param(b'<string a="', b'"/>', id="attribute"),
        pytest.param(b"<?a ", b"?>", id="instruction"),
    ],
)
def test_long_tags_in_xml_take_no_time(before: bytes, behind: bytes) -> None:
    # expat before 2.6 looks through an unfinished tag anew for each piece that it gets.
    data = b"<plist><array>" + before + b"a" * 20_000_000 + behind + b"</array></plist>"
    begun = time.process_time()
    with pytest.raises(sp.ShortcutError, match="a tag or a comment of more than 1048576 bytes"):
        loads(data)
    assert time.process_time() - begun < 2


def test_long_texts_in_xml_are_read() -> None:
    text = "a" * 5_000_000
    assert loads(f"<plist><array><string>{text}</string></array></plist>".encode()) == [text]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "us-ascii"])
def test_encodings_of_xml(encoding: str) -> None:
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    text = "a&#233;" if encoding == "us-ascii" else "a\xe9"
    data = f'<?xml version="1.0" encoding="{name}"?><plist><string>{text}</string></plist>'
    assert loads(data.encode(encoding)) == "a\xe9"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<dict><string>a</string></dict>", "column 16: a value without a key"),
        ("<dict><key>a</key></dict>", "no value for the key 'a'"),
        ("<dict><key>a</key><key>b</key></dict>", "a key where none can be"),
        ("<array><key>a</key></array>", "a key where none can be"),
        ("<array><null/></array>", "no element <null>"),
        ("<integer>1.5</integer>", "this is no integer: '1.5'"),
        ("<integer>0xzz</integer>", "this is no integer: '0xzz'"),
        (f"<integer>0x{'f' * 5000}</integer>", "this is no integer"),
        ("<real>x</real>", "this is no real: 'x'"),
        ("<data>?</data>", None),
        ("<date>2020-01-01</date>", "this is no date"),
        ("<date>2020-13-01T00:00:00Z</date>", "this is no date"),
        ("<string>a", "mismatched tag"),
    ],
)
def test_damaged_xml_is_told_with_its_place(body: str, message: str | None) -> None:
    if message is None:
        assert loads(f"<plist>{body}</plist>".encode()) == b""  # as plistlib reads it
        return
    with pytest.raises(sp.ShortcutError, match=f"line 1.*{re.escape(message)}"):
        loads(f"{body}".encode() if "column" in message else f"<plist>{body}</plist>".encode())


@given(_values)
def test_xml_is_read_as_python_reads_it(value: Any) -> None:
    data = plistlib.dumps(value, fmt=plistlib.FMT_XML)
    assert difference(loads(data), plistlib.loads(data)) is None


def test_dates_with_a_zone_in_json_are_moments() -> None:
    # Property lists have dates without one, in UTC.
    data = b'[{"$date": "2020-01-01T00:00:00+05:00"}, {"$date": "2019-12-31T19:00:00"}]'
    first, second = loads(data)
    assert first == second


@pytest.mark.parametrize("form", ["binary", "xml"])
@pytest.mark.parametrize("value", [1 << 64, -(1 << 63) - 1, 1 << 20_000], ids=["65", "-64", "many"])
def test_integers_of_more_than_64_bits_are_refused(form: str, value: int) -> None:
    with pytest.raises(sp.ShortcutError, match=f"^{form} cannot hold this property list: "):
        dumps({"a": [value]}, form)
