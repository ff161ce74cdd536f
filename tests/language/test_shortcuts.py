"""Files in the shapes of every era, and broken ones, with the code that they have to become."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import make_shortcuts
import pytest

import shortcuts_py as sp
from shortcuts_py.plist import difference, dumps, loads, same
from shortcuts_py.storage import verify_with_biplist
from shortcuts_py.workflow.document import Workflow

FILES = sorted(path for path in make_shortcuts.FOLDER.iterdir() if path.suffix != ".py")
IDS = [path.name for path in FILES]
# biplist refuses unsigned numbers of 64 bits and dates before 1904.
BEYOND_BIPLIST = {"values_scalars.shortcut", "text_surrogates.json"}


def _code(path: Path) -> str:
    return (path.parent / f"{path.stem}.py").read_text("utf-8")


def _exact(workflow: Workflow, plist: Any, keep_ids: bool) -> str:
    """Code that gives back the property list; what it is."""
    code = sp.decompile(workflow, keep_ids=keep_ids)
    ast.parse(code, feature_version=(3, 10))
    compile(code, "<code>", "exec", dont_inherit=True)
    again = sp.compile(code)
    if keep_ids:
        assert difference(plist, again.to_plist()) is None
    else:
        assert sp.equivalent(again, plist)
    assert sp.decompile(again, keep_ids=keep_ids) == code
    return code


def test_there_are_files_and_each_has_its_code() -> None:
    assert len(FILES) >= 20
    codes = {path.stem for path in make_shortcuts.FOLDER.glob("*.py")}
    assert codes == {path.stem for path in FILES}


def test_the_script_makes_exactly_these_files() -> None:
    made = make_shortcuts.made()
    assert sorted(made) == sorted(IDS)
    for path in FILES:
        value = loads(path.read_bytes())
        assert same(value, loads(make_shortcuts.encode(path.name, made[path.name])))


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_becomes_its_code(path: Path) -> None:
    assert sp.decompile(sp.load(path)) == _code(path)


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_comes_back(path: Path) -> None:
    plist = loads(path.read_bytes())
    workflow = sp.load(path)
    assert same(workflow.to_plist(), plist)
    _exact(workflow, plist, keep_ids=False)
    _exact(workflow, plist, keep_ids=True)
    # An edited copy of the code beside the file would be compiled the same way.
    assert sp.equivalent(sp.compile(_code(path)), plist)


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_the_form_of_the_file_does_not_show(path: Path) -> None:
    workflow = sp.load(path)
    plist = workflow.to_plist()
    for form in ("binary", "xml", "json"):
        try:
            data = sp.dumps(workflow, form)
        except sp.ShortcutError:
            # What a form cannot hold: control characters, halves of pairs.
            assert path.stem in ("text_characters", "text_surrogates")
            continue
        assert same(loads(data), plist)
        assert sp.decompile(sp.loads(data)) == _code(path)


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.name not in BEYOND_BIPLIST], ids=lambda path: path.name
)
def test_another_implementation_reads_what_we_write(path: Path) -> None:
    plist = loads(path.read_bytes())
    verify_with_biplist(dumps(plist, "binary"), plist)


@pytest.mark.parametrize("depth", [1, 40, 79, 80, 81, 90, 150])
def test_blocks_deeper_than_python_can_indent(depth: int) -> None:
    plist = make_shortcuts.nested(depth)
    workflow = Workflow.from_plist(plist)
    for keep_ids in (False, True):
        code = _exact(workflow, plist, keep_ids)
        assert code.count("\n" + " " * 4 * min(depth - 1, 40) + "if ") == 1
