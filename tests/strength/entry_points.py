"""Every public way in for bytes and text, as a function of bytes that must not fail.

Each ends in a result or in a `ShortcutError`, and asserts what has to hold of the result.
The tests here and the coverage-guided targets in `fuzz/` run the same functions.
"""

from __future__ import annotations

import os
import plistlib
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import shortcuts_py as sp
from shortcuts_py import catalog, container, icloud

__all__ = ["ENTRY_POINTS", "FIXTURES", "seeds_of"]

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
_SMALL = 6000
_DEFINITIONS = [".plist", ".intentdefinition", ".actionsdata", ".strings", ".shortcut", ".sqlite"]


def _round_trip(workflow: sp.Workflow) -> None:
    proof = sp.prove(workflow)
    assert proof.exact, proof.problem
    again = sp.loads(sp.dumps(workflow))
    assert sp.equivalent(again, workflow)


def file(data: bytes) -> None:
    """A file of any form, signed ones included."""
    _round_trip(sp.loads(data))


def signed(data: bytes) -> None:
    """A signed file: opened, opened by force, checked."""
    assert container.verify(data) is not None
    for force in (False, True):
        try:
            container.unsign(data, force_unverified=force)
        except sp.ShortcutError:
            continue


def tree(data: bytes) -> None:
    """A property list that is sound, whatever the shortcut in it is."""
    workflow = sp.loads(data)
    keep_ids = len(data) % 2 == 0
    assert sp.prove(workflow, keep_ids=keep_ids).exact
    for form in ("xml", "json") if len(data) % 8 == 0 else ():
        try:
            written = sp.dumps(workflow, form)
        except sp.ShortcutError:
            continue  # XML has no control characters
        assert sp.equivalent(sp.loads(written), workflow)


def json_form(data: bytes) -> None:
    """The JSON form, as language models write it."""
    workflow = sp.Workflow.model_validate_json(data)
    workflow.model_dump_json()
    sp.decompile(workflow)


def _code(dialect: str) -> Callable[[bytes], None]:
    def compiled(data: bytes) -> None:
        workflow = sp.compile(data.decode("utf-8", "surrogatepass"), dialect)
        workflow.to_plist()
        sp.decompile(workflow, dialect)

    return compiled


def native(data: bytes) -> None:
    """Code of our own; what compiles, prints and compiles to the same."""
    workflow = sp.compile(data.decode("utf-8", "surrogatepass"), "native")
    proof = sp.prove(workflow)
    assert proof.exact, proof.problem


def check(data: bytes) -> None:
    """Diagnostics of code or of a file."""
    from shortcuts_py.checks.checking import check_bytes

    for one in check_bytes(data, "input.py" if data[:1].isalpha() else "input.shortcut"):
        assert one.message


def repair(data: bytes) -> None:
    """What a language model wrote."""
    sp.repair(data.decode("utf-8", "surrogatepass"))


def links(data: bytes) -> None:
    """Text with links in it."""
    text = data.decode("utf-8", "surrogatepass")
    icloud.is_link(text)
    for link in (text, *icloud.links_in(text)):
        try:
            icloud.record_id(link)
        except sp.ShortcutError:
            continue


def definitions(data: bytes) -> None:
    """A definition source; the first byte says under what name it lies."""
    names = (
        "x.plist",
        "x.intentdefinition",
        "x.actionsdata",
        "x.strings",
        "x.shortcut",
        "x.sqlite",
    )
    with tempfile.TemporaryDirectory(dir=_quick_folder()) as folder:
        path = Path(folder, names[data[0] % len(names)] if data else names[0])
        path.write_bytes(data[1:])
        catalog.extract(path, "org.example.app")
        assert path.read_bytes() == data[1:]


def command(data: bytes) -> None:
    """`shortcut2py` and `py2shortcut`; the first byte says which. The input stays as it is."""
    from click.testing import CliRunner

    from shortcuts_py.commands import py2shortcut, shortcut2py

    decompiling = bool(data and data[0] % 2)
    main = shortcut2py.main if decompiling else py2shortcut.main
    with tempfile.TemporaryDirectory(dir=_quick_folder()) as folder:
        path = Path(folder, "x.shortcut" if decompiling else "x.py")
        target = path.with_suffix(".py" if decompiling else ".shortcut")
        path.write_bytes(data[1:])
        result = CliRunner().invoke(main, [str(path)])
        assert isinstance(result.exception, SystemExit | None), result.exception
        assert result.exit_code in (0, 1)
        assert path.read_bytes() == data[1:]
        left = {one.name for one in Path(folder).iterdir()}
        assert left <= {path.name, target.name}
        assert (result.exit_code == 0) <= (target.name in left)


def _quick_folder() -> str | None:
    """A folder in memory, where there is one."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108


ENTRY_POINTS: dict[str, Callable[[bytes], None]] = {
    "file": file,
    "tree": tree,
    "signed": signed,
    "json_form": json_form,
    "native": native,
    "links": links,
    "definitions": definitions,
    "command": command,
    "apple": _code("apple"),
    "workflowbench": _code("workflowbench"),
    "check": check,
    "repair": repair,
}


def _files(*patterns: str) -> list[bytes]:
    found = [path.read_bytes() for one in patterns for path in sorted(FIXTURES.glob(one))]
    return [data for data in found if len(data) <= _SMALL]


def _dialect(name: str) -> list[bytes]:
    """The fixtures' shortcuts in a dialect."""
    found: list[bytes] = []
    for data in _files("shortcuts/*.shortcut"):
        try:
            found.append(sp.decompile(sp.loads(data), name).encode("utf-8", "surrogatepass"))
        except sp.ShortcutError:
            continue
    return found


def _forms() -> list[bytes]:
    """Shortcuts in each form that a file can have."""
    found = _files("shortcuts/*.shortcut", "shortcuts/*.xml", "cases/*.json", "shortcuts/*.json")
    for data in found[:10]:
        for form in ("xml", "json"):
            try:
                found.append(sp.dumps(sp.loads(data), form))
            except sp.ShortcutError:
                continue
    return [*found, *_signed()]


def _signed() -> list[bytes]:
    return _files("signed/*.shortcut", "signed/*.aea", "signed/*")


def _json_forms() -> list[bytes]:
    return [sp.loads(data).model_dump_json().encode() for data in _files("shortcuts/*.shortcut")]


def _definitions() -> list[bytes]:
    paths = [path for path in sorted((FIXTURES / "definitions").rglob("*")) if path.is_file()]
    return [
        bytes([_DEFINITIONS.index(path.suffix) if path.suffix in _DEFINITIONS else 0])
        + path.read_bytes()
        for path in paths
        if path.stat().st_size <= 4 * _SMALL
    ]


def _commands() -> list[bytes]:
    code = [b"\0" + one for one in _files("cases/*.py")]
    return [*code, *(b"\1" + one for one in _files("shortcuts/*.shortcut"))]


_LINKS = [
    b"https://www.icloud.com/shortcuts/0123456789abcdef0123456789abcdef",
    b"See www.icloud.com/shortcuts/0123456789ABCDEF0123456789ABCDEF, and\nhttp://x.test/?a=b#c",
    b"shortcuts://import-shortcut?url=https://example.org/a.shortcut&name=A%20B",
    "https://ex\u00e4mple.org/\u2028[::1]:99999/%zz".encode(),
]


def seeds_of(name: str) -> list[bytes]:
    """What the inputs of an entry point are mutated from."""
    code = ["cases/*.py", "errors/*.py", "shortcuts/*.py"]
    makers: dict[str, Callable[[], list[bytes]]] = {
        "file": _forms,
        "tree": lambda: _files("shortcuts/*.shortcut"),
        "signed": _signed,
        "json_form": _json_forms,
        "native": lambda: _files(*code),
        "links": lambda: _LINKS,
        "definitions": _definitions,
        "command": _commands,
        "apple": lambda: _dialect("apple") or _files(*code),
        "workflowbench": lambda: _dialect("workflowbench") or _files(*code),
        "check": lambda: [*_files(*code), *_files("shortcuts/*.shortcut")],
        "repair": lambda: _dialect("workflowbench") or _files(*code),
    }
    return makers[name]()


def plists_of(seeds: list[bytes]) -> list[Any]:
    """The seeds that are binary property lists, as values."""
    return [plistlib.loads(one) for one in seeds if one[:6] == b"bplist"]
