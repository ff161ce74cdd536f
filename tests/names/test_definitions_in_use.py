"""Definitions of other apps' actions: `catalog.use`, `--defs`, and the user's own folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import shortcuts_py as sp
from shortcuts_py import names
from shortcuts_py.catalog import Catalog, extract, use
from shortcuts_py.catalog.model import ActionDefinition, ParameterDefinition, Provenance
from shortcuts_py.catalog.store import write
from shortcuts_py.catalog.types import ListType, TextType
from shortcuts_py.commands.py2shortcut import main as py2shortcut
from shortcuts_py.commands.shortcut2py import main as shortcut2py
from shortcuts_py.errors import DecodeError, ShortcutError

FIXTURES = Path(__file__).parents[2] / "fixtures"
PAINT = FIXTURES / "definitions" / "Paint.app"
FILL = "org.example.paint.Fill"
CALLS = {
    "app": 'paint = app("org.example.paint")\npaint.Fill({})\n',
    "dotted": "org.example.paint.Fill({})\n",
    "action": 'action("org.example.paint.Fill", {})\n',
}


@pytest.fixture(autouse=True)
def _forget(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.delenv("SHORTCUTS_PY_DEFS", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    yield
    use()


@pytest.fixture
def extracted(tmp_path: Path) -> Path:
    write(extract(PAINT), tmp_path / "mine")
    return tmp_path / "mine"


def compile_file(tmp_path: Path, code: str, *arguments: str | Path) -> Result:
    source = tmp_path / "code.py"
    source.write_text(code)
    given = [str(source), "--format", "json", "--force", *map(str, arguments)]
    return CliRunner().invoke(py2shortcut, given)


def parameters(tmp_path: Path) -> dict[str, Any]:
    (*_, action) = json.loads((tmp_path / "code.json").read_text())["WFWorkflowActions"]
    found: dict[str, Any] = action["WFWorkflowActionParameters"]
    return found


# -- catalog.use -------------------------------------------------------------------------


def test_nothing_is_defined_by_default() -> None:
    assert names.defined(FILL) is None


@pytest.mark.parametrize("kind", ["folder", "source"])
def test_definitions_in_use_are_known_by_their_keys(extracted: Path, kind: str) -> None:
    use(extracted if kind == "folder" else PAINT)
    found = names.defined(FILL)
    assert found is not None
    assert found.name == FILL
    assert found.keys["shade"] == found.keywords["shade"] == "shade"
    assert names.defined("org.example.paint.Missing") is None
    assert names.defined("is.workflow.actions.gettext") is None
    assert names.by_identifier(FILL) is None  # what is printed does not change
    use()
    assert names.defined(FILL) is None


def test_text_parameters_and_what_is_only_seen(tmp_path: Path) -> None:
    defined = (Provenance(kind="actionsdata"),)
    kinds = {"body": TextType(), "tags": ListType(item=TextType()), "output_name": TextType()}
    keys = {key: ParameterDefinition(key=key, type=kind) for key, kind in kinds.items()}
    keys["lines"] = ParameterDefinition(key="lines", type=TextType(), multiple=True)
    found = {
        "a.b.C": ActionDefinition(identifier="a.b.C", parameters=keys, sources=defined),
        "a.b.D": ActionDefinition(identifier="a.b.D", sources=(Provenance(kind="observed"),)),
    }
    write(Catalog(found), tmp_path / "defs")
    use(tmp_path / "defs")
    known = names.defined("a.b.C")
    assert known is not None
    assert known.text == {"body", "output_name"}
    assert known.keywords.keys() == {"body", "tags", "lines"}
    assert names.defined("a.b.D") is None


def test_unreadable_definitions(tmp_path: Path, extracted: Path) -> None:
    with pytest.raises(ShortcutError):
        use(tmp_path / "missing")
    use(extracted)
    (extracted / "index.json").write_text("{")
    use()
    with pytest.raises(DecodeError, match=r"index\.json"):
        use(extracted)
    assert names.defined(FILL) is None


# -- commands ---------------------------------------------------------------------------


@pytest.mark.parametrize("form", CALLS)
def test_a_misspelt_key_is_an_error(tmp_path: Path, extracted: Path, form: str) -> None:
    code = CALLS[form].format('shde="dark"')
    assert compile_file(tmp_path, code).exit_code == 0
    result = compile_file(tmp_path, code, "--defs", extracted)
    assert result.exit_code == 1
    assert "org.example.paint.Fill() has no parameter 'shde'; did you mean shade" in result.output
    assert compile_file(tmp_path, code).exit_code == 0  # the next command knows nothing of it
    known = CALLS[form].format('shade="dark", ShowWhenRun=False, **{"Other": 1}')
    assert compile_file(tmp_path, known, "--defs", extracted).exit_code == 0
    assert parameters(tmp_path) == {"shade": "dark", "ShowWhenRun": False, "Other": 1}


def test_a_reference_in_a_text_becomes_a_text(tmp_path: Path, extracted: Path) -> None:
    code = 'name = ask_for_input("?")\norg.example.paint.PTStrokeIntent(text=name, brush=name)\n'
    compile_file(tmp_path, code, "--defs", extracted)
    found = parameters(tmp_path)
    assert found["text"]["WFSerializationType"] == "WFTextTokenString"
    assert found["brush"]["WFSerializationType"] == "WFTextTokenAttachment"
    compile_file(tmp_path, code.replace("text=name", "text=Attachment(name)"), "--defs", extracted)
    assert parameters(tmp_path)["text"]["WFSerializationType"] == "WFTextTokenAttachment"


@pytest.mark.parametrize("place", ["environment", "data"])
def test_the_users_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    folder = tmp_path / "data" / "shortcuts_py" / "action_defs"
    if place == "environment":
        folder = tmp_path / "elsewhere"
        monkeypatch.setenv("SHORTCUTS_PY_DEFS", str(folder))
    write(extract(PAINT), folder)
    result = compile_file(tmp_path, CALLS["dotted"].format('shde="dark"'))
    assert result.exit_code == 1
    assert "shde" in result.output


def test_a_damaged_folder_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "index.json").write_text("{")
    result = compile_file(tmp_path, "pass\n", "--defs", tmp_path)
    assert result.exit_code == 1
    assert "index.json: no JSON" in result.output


def test_printing_stays_readable_without_them(tmp_path: Path, extracted: Path) -> None:
    """Only what a text parameter holds is said more exactly, and unknown keys stand apart."""
    code = (
        'who = ask_for_input("?", output_name="Who")\n'
        'org.example.paint.PTStrokeIntent(text=who, brush=f"{who}", old="x")\n'
    )
    workflow = sp.compile(code)
    use(extracted)
    printed = sp.decompile(workflow)
    assert 'PTStrokeIntent(text=Attachment(who), brush=f"{who}", **{"old": "x"})' in printed
    assert sp.prove(workflow).exact
    use()
    assert sp.equivalent(sp.compile(printed), workflow)
    source = tmp_path / "x.shortcut"
    source.write_bytes(sp.dumps(workflow))
    for given in ((), ("--defs", str(extracted))):
        result = CliRunner().invoke(shortcut2py, [str(source), "--check", *given])
        assert result.exit_code == 0, result.output
        assert "exact up to ids" in result.output


def test_definitions_of_built_in_actions_only_add(tmp_path: Path) -> None:
    """As a newer system's tool database has them: keys more, and none less."""
    identifier = "is.workflow.actions.gettext"
    keys = {"WFNewKey": ParameterDefinition(key="WFNewKey")}
    source = (Provenance(kind="toolkit"),)
    action = ActionDefinition(identifier=identifier, parameters=keys, sources=source)
    write(Catalog({identifier: action}), tmp_path / "defs")
    code = f'text("x", WFNewKey="a")\naction("{identifier}", WFAnything="b")\n'
    assert compile_file(tmp_path, code).exit_code == 1
    result = compile_file(tmp_path, code, "--defs", tmp_path / "defs")
    assert result.exit_code == 0, result.output
    assert parameters(tmp_path) == {"WFAnything": "b"}
    assert compile_file(tmp_path, 'text("x", WFOldKey="a")\n').exit_code == 1
