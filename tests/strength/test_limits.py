"""Limits: what goes beyond one is refused, in bounded time and memory; the rest is read."""

from __future__ import annotations

import gzip
import plistlib
import time
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hostile_plists import (
    HOSTILE,
    doubling,
    nested,
    shared_text,
    shortcut_with,
    workflow_of,
)

import shortcuts_py as sp
from shortcuts_py.catalog.sources.values import load_json, load_plist

MIB = 1 << 20
HEADER = "from shortcuts_py.lang import *\nshortcut('A')\n"


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file(name: str) -> None:
    data, refused = HOSTILE[name]
    begun = time.process_time()
    tracemalloc.start()
    try:
        workflow = sp.loads(data)
    except sp.ShortcutError:
        assert refused is not False
    else:
        assert refused is not True
        _every_use(workflow)
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert time.process_time() - begun < 20
    assert peak < 200 * MIB + 30 * len(data)


def _every_use(workflow: sp.Workflow) -> None:
    """Whatever was read can be used, or is refused as a `ShortcutError`."""
    assert sp.prove(workflow).exact
    for form in ("binary", "xml", "json"):
        try:
            again = sp.loads(sp.dumps(workflow, form))
        except sp.ShortcutError:
            continue
        assert sp.equivalent(workflow, again)


@pytest.mark.parametrize(
    ("value", "limits"),
    [
        ("x" * 2000, {"string_length": 1999}),
        (b"x" * 2000, {"string_length": 1999}),
        (["x"] * 2000, {"items": 2000}),
        (["x" * 100] * 100, {"payload_size": 5000}),
        (nested(30), {"depth": 20}),
        ("x" * 2000, {"file_size": 2000}),
        ("x", {"seconds": -1.0}),
    ],
)
@pytest.mark.parametrize("form", ["binary", "xml", "json"])
def test_each_limit_can_be_lowered(value: Any, limits: dict[str, Any], form: str) -> None:
    workflow = workflow_of(value)
    data = sp.dumps(workflow, form)
    assert sp.equivalent(sp.loads(data), workflow)
    with pytest.raises(sp.DecodeError):
        sp.loads(data, limits=sp.Limits(**limits))


def test_limits_can_be_raised() -> None:
    data = plistlib.dumps(workflow_of(nested(251)).to_plist(), fmt=plistlib.FMT_BINARY)
    with pytest.raises(sp.DecodeError, match="levels deep"):
        sp.loads(data)
    assert sp.loads(data, limits=sp.Limits(depth=300))


def test_shared_containers_are_counted_as_often_as_they_are_referred_to() -> None:
    assert sp.loads(shortcut_with(doubling(10), 0))
    with pytest.raises(sp.DecodeError, match="values"):
        sp.loads(shortcut_with(doubling(10), 0), limits=sp.Limits(shared_items=100))


def test_shared_texts_are_counted_as_often_as_they_are_referred_to() -> None:
    data = shortcut_with(shared_text(1000, 1000), 0)
    assert sp.loads(data)
    with pytest.raises(sp.DecodeError, match="characters"):
        sp.loads(data, limits=sp.Limits(payload_size=900_000))


def test_definition_sources_keep_to_limits() -> None:
    from shortcuts_py.limits import keeping_to

    plist = plistlib.dumps({"a": nested(30)}, fmt=plistlib.FMT_XML)
    assert load_plist(plist)
    with keeping_to(sp.Limits(depth=20)):
        for reader, data in ((load_plist, plist), (load_json, b"[" * 30 + b"]" * 30)):
            with pytest.raises(sp.DecodeError):
                reader(data)


def test_code_is_bounded() -> None:
    code = HEADER + 'show_alert("x")\n' * 100
    assert sp.compile(code)
    with pytest.raises(sp.ShortcutError, match="limit"):
        sp.compile(code, limits=sp.Limits(code_size=1000))
    with pytest.raises(sp.ShortcutError, match="seconds"):
        sp.compile(code, limits=sp.Limits(seconds=-1.0))


def test_functions_that_double_are_bounded() -> None:
    """Thirty functions, each calling the one before twice: a billion statements."""
    calls = "".join(f"def f{n + 1}():\n  f{n}()\n  f{n}()\n" for n in range(18))
    code = HEADER + "def f0():\n  show_alert('x')\n" + calls + "f18()\n"
    with pytest.raises(sp.CompileError, match="statements"):
        sp.compile(code, limits=sp.Limits(inlined=2000))


DEEP_CODE = {
    "brackets": "x = " + "(" * 5000 + "1" + ")" * 5000,
    "lists": "x = " + "[" * 5000 + "]" * 5000,
    "signs": "x = " + "-" * 5000 + "1",
    "nots": "if " + "not " * 5000 + "x:\n  nothing()",
    "sums": "x = number(1)\ny = " + "+".join("x" * 5000),
    "attributes": "x = text('a')\nshow_alert(x" + ".name" * 5000 + ")",
    "subscripts": "x = text('a')\nshow_alert(x" + "['a']" * 5000 + ")",
    "calls": "x = text('a')" + ".upper()" * 5000,
    "texts in texts": "x = " + "f'{" * 50 + "1" + "}'" * 50,
    "else ifs": "x = text('a')\nif x == '':\n  nothing()\n" + "elif x == '':\n  nothing()\n" * 5000,
    "lambdas": "x = " + "lambda: " * 5000 + "1",
    "comparisons": "x = number(1)\nif " + " < ".join("x" * 5000) + ":\n  nothing()",
    "ands": "x = text('a')\nif " + " and ".join(["x == 'b'"] * 5000) + ":\n  nothing()",
    "indentation": "".join(f"{' ' * n}if 1:\n" for n in range(150)) + " " * 150 + "nothing()",
    "a number of many digits": "x = number(" + "9" * 50_000 + ")",
    "a power": "x = number(9 ** 9 ** 9 ** 9)",
    "a long product": "x = 'a' * 10 ** 10",
    "a NUL": "x = text('a\0b')",
    "half a surrogate pair": "x = text('\ud800')",
    "half a surrogate pair, escaped": "x = text('\\ud800')",
    "an unknown character": "x = text(\N{SNOWMAN})",
    "form feeds": "\f" * 1000 + "x = text('a')",
    "a coding that is none": "# coding: rot13\nx = text('a')",
    "a number beyond any": "x = number(1e999999)\ny = number(-1e999999)",
    "not a number": "x = text(**{'a': float('nan')})\ny = number(1e999 - 1e999)",
    "an integer beyond 64 bits": "x = text(**{'a': 123456789012345678901234567890})",
    "a date of the year 99999": "x = date('99999-99-99')\ny = text(**{'a': datetime(99999, 1, 1)})",
    "a date of many digits": f"y = text(**{{'a': datetime(2001, 1, 1, 0, 0, 0, {'9' * 50})}})",
    "data that is none": "y = text(**{'a': b'\\xzz'})",
}


@pytest.mark.parametrize("name", DEEP_CODE)
@pytest.mark.parametrize("dialect", ["native", "apple", "workflowbench"])
def test_hostile_code(name: str, dialect: str) -> None:
    code = DEEP_CODE[name]
    if dialect == "native":
        code = HEADER + code
    elif dialect == "apple":
        code = "def shortcut():\n" + "".join(f"    {line}\n" for line in code.split("\n"))
    try:
        workflow = sp.compile(code, dialect)
    except (ModuleNotFoundError, AttributeError) as error:
        pytest.skip(f"the dialect is not there yet: {error}")
    except sp.ShortcutError:
        return
    _every_use(workflow)


JSON_FORMS = {
    "a hundred thousand levels": "[" * 100_000 + "]" * 100_000,
    "NaN": "NaN",
    "infinity": "-Infinity",
    "a real beyond any": "1e999999",
    "an integer of many digits": "9" * 100_000,
    "an integer beyond 64 bits": "9" * 30,
    "half a surrogate pair": '"\\ud800"',
    "a NUL": '"a\\u0000b"',
    "null": "null",
    "a date that is none": '{"$date": "9999-99-99"}',
    "data that is none": '{"$data": "?"}',
}


@pytest.mark.parametrize("name", JSON_FORMS)
def test_hostile_json_form(name: str) -> None:
    """The JSON form that models write, and data in what they answered."""
    value = JSON_FORMS[name]
    tree = '{"actions": [{"identifier": "is.workflow.actions.gettext", "parameters": {"a": '
    found: list[sp.Workflow] = []
    for use, text in (
        (sp.Workflow.model_validate_json, f"{tree}{value}}}}}]}}"),
        (lambda text: sp.repair(text).workflow, f"{tree}{value}}}}}]}}"),
        (lambda text: sp.repair(text).workflow, f'[{{"WFWorkflowActions": {value}}}]'),
    ):
        try:
            found.append(use(text))
        except sp.ShortcutError:
            continue
    for workflow in found:
        try:
            sp.decompile(workflow)
            sp.dumps(workflow)
        except sp.ShortcutError:
            continue


DEFINED = {
    "a hundred thousand levels": b'{"actions": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "NaN": b'{"actions": {"A": {"identifier": NaN, "parameters": [{"name": "a", "b": NaN}]}}}',
    "an integer of many digits": b'{"actions": {"A": {"identifier": ' + b"9" * 100_000 + b"}}}",
    "half a surrogate pair": (
        b'{"actions": {"\\ud800": {"identifier": "\\ud800", "title": {"key": "\\ud800"}}}}'
    ),
    "a billion laughs": HOSTILE["a billion laughs"][0],
    "an entity from a file": HOSTILE["an entity from a file"][0],
    "an array in itself": HOSTILE["an array in itself"][0],
    "a billion billion values": HOSTILE["an array of a billion billion values"][0],
    "a date without a calendar": HOSTILE["a date that is not a number"][0],
}


@pytest.mark.parametrize("name", DEFINED)
@pytest.mark.parametrize("kind", ["actionsdata", "intentdefinition", "plist", "shortcut"])
def test_hostile_definition_source(name: str, kind: str, tmp_path: Path) -> None:
    """What is wrong with a file is said, and what was read can be written and read again."""
    from shortcuts_py import catalog
    from shortcuts_py.catalog.store import write

    (tmp_path / f"a.{kind}").write_bytes(DEFINED[name])
    begun = time.process_time()
    found = catalog.extract(tmp_path / f"a.{kind}", "org.example")
    assert time.process_time() - begun < 10
    write(found, tmp_path / "out")
    assert set(catalog.load(tmp_path / "out")) >= set(found)


def test_trees_that_are_made_in_python() -> None:
    """What no file can hold, refused as a `ShortcutError` where it is used."""
    loop: list[Any] = []
    loop.append(loop)
    for value in (loop, nested(5000), nested(300), 2**200, float("nan"), "\ud800"):
        try:
            workflow = workflow_of(value)
        except sp.ShortcutError:
            continue
        for use in (sp.dumps, sp.prove, sp.decompile, workflow_dump_json):
            try:
                use(workflow)
            except sp.ShortcutError:
                continue


def workflow_dump_json(workflow: sp.Workflow) -> str:
    return workflow.model_dump_json()


def test_compressed_files_are_no_shortcuts() -> None:
    with pytest.raises(sp.DecodeError):
        sp.loads(gzip.compress(b"bplist00"))
