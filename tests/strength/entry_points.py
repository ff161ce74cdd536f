"""Every public way in for bytes and text, as a function of bytes that must not fail.

Each ends in a result or in a `ShortcutError`, and asserts what has to hold of the result.
The tests here and the coverage-guided targets in `fuzz/` run the same functions.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from command_entry_point import command
from tool_entry_points import TOOLS, quick_folder

import shortcuts_py as sp
from shortcuts_py import catalog, container, icloud

__all__ = ["ENTRY_POINTS"]


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
    with tempfile.TemporaryDirectory(dir=quick_folder()) as folder:
        path = Path(folder, names[data[0] % len(names)] if data else names[0])
        path.write_bytes(data[1:])
        catalog.extract(path, "org.example.app")
        assert path.read_bytes() == data[1:]


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
    **TOOLS,
}
