"""Our writer of binary property lists, held against Python's: the same bytes."""

from __future__ import annotations

import datetime
import enum
import math
import plistlib
from collections import OrderedDict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import shortcuts_py as sp
from shortcuts_py import plist
from shortcuts_py.plist.binary_writer import write_binary

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SCALARS = (
    st.booleans()
    | st.integers(-(1 << 63), (1 << 64) - 1)
    | st.floats(allow_nan=False).filter(lambda one: one != 0)
    | st.binary(max_size=300)
    | st.datetimes(datetime.datetime(1, 1, 2), datetime.datetime(9999, 12, 30))
    | TEXTS
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=20) | st.dictionaries(TEXTS, inner, max_size=20),
    max_leaves=40,
)


def pythons(value: Any) -> bytes:
    return plistlib.dumps(value, fmt=plistlib.FMT_BINARY, sort_keys=False)


@given(VALUES)
def test_the_bytes_are_those_of_plistlib(value: Any) -> None:
    assert write_binary(value) == pythons(value)


@pytest.mark.parametrize("size", [0, 1, 14, 15, 16, 254, 255, 256, 257, 65_534, 65_535, 65_536])
def test_numbers_get_wider_with_the_number_of_objects(size: int) -> None:
    # Nested before and behind, for containers that are written on either side of the border.
    value = [["first"], {"key": ["inner"]}, [str(one) for one in range(size)], {"last": ["x"]}]
    assert write_binary(value) == pythons(value)
    assert plist.loads(write_binary(value)) == value


@pytest.mark.parametrize("size", [14, 15, 255, 256, 65_535, 65_536])
def test_sizes_of_texts_and_data(size: int) -> None:
    value = ["a" * size, "ü" * size, "\U0001f600" * size, b"\0" * size]
    assert write_binary(value) == pythons(value)


@given(st.lists(st.integers(0, (1 << 64) - 1).map(plistlib.UID), unique=True))
def test_references_of_archives(uids: list[plistlib.UID]) -> None:
    # Python writes equal ones twice, and ours are written once.
    assert write_binary(uids) == pythons(uids)
    assert plist.loads(write_binary(uids * 2)) == uids * 2


def test_subclasses_are_what_they_are_made_from() -> None:
    class Word(str):
        __slots__ = ()

    class Number(enum.IntEnum):
        ONE = 1

    value = OrderedDict([("a", Word("text")), ("b", (Number.ONE, True)), ("c", bytearray(b"x"))])
    assert write_binary(value) == pythons(value)


def test_a_container_at_two_places_is_written_once() -> None:
    shared: Any = {"much": list(range(50))}
    for _ in range(100):
        shared = [shared, shared]  # 2 to the power of 100, were it written as often as it is met
    assert write_binary(shared) == pythons(shared)


def test_the_sign_of_zero_is_kept() -> None:
    # Python's own writer takes -0.0 for the 0.0 it has written before.
    signs = [math.copysign(1, one) for one in plist.loads(write_binary([0.0, -0.0, 0.0]))]
    assert signs == [1.0, -1.0, 1.0]


def test_members_that_come_from_an_iterator() -> None:
    def members() -> Any:
        for number in range(1000):
            yield {"number": number, "list": [number]}  # each at the place of the one before

    written = write_binary({"before": 1, "members": members(), "behind": 2})
    assert plist.loads(written) == {"before": 1, "members": list(members()), "behind": 2}
    assert plist.loads(write_binary(iter(()))) == []


def test_a_workflow_is_written_as_its_property_list() -> None:
    code = 'n = 1\nfor index in range(3):\n    if n > 2:\n        show_alert(f"{n}")\n'
    workflow = sp.compile(code, "native")
    assert sp.dumps(workflow) == pythons(workflow.to_plist())


@pytest.mark.parametrize(
    "value",
    [1 << 64, -(1 << 63) - 1, None, 1j, {1: "a"}, {None: "a"}, "\ud800", {"a": [{"b": object()}]}],
    ids=repr,
)
def test_what_no_property_list_holds_is_refused(value: Any) -> None:
    with pytest.raises(sp.ShortcutError, match="binary cannot hold"):
        plist.dumps(value)


def test_nesting_without_end_is_refused() -> None:
    value: list[Any] = []
    for _ in range(100_000):
        value = [value]
    with pytest.raises(sp.ShortcutError, match="too deeply"):
        plist.dumps(value)
