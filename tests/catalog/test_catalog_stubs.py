"""Stubs: complete, and checked by type checkers where those are installed."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from shortcuts_py import catalog
from shortcuts_py.catalog.stubs import write_stubs

FIXTURES = Path(__file__).parents[2] / "fixtures" / "definitions"

GOOD = """
from lang import *
name = ask_for_input("Who?", input_type="Text")
match choose_from_menu("Tone"):
    case "A":
        greeting = text(f"Hello {name}")
    case "B":
        greeting = text("Hey", output_name="Greeting")
page = get_contents_of_url(f"https://example.org/{name}", method="POST", headers={"a": "b"})
for item in page["people"]:
    show_notification(f"{item['first']}: {item.name}")
for index in range(2.0):
    pass
if name.startswith("Dr") and 3 < page <= 5:
    exit()
split_text(greeting, separator=name)
paint = app("org.example.paint", name="Paint")
paint.Fill(shade="dark", amount=3)
is_set = _ or clipboard
"""
BAD = {
    'get_contents_of_url("x", metod="POST")': "metod",
    'get_contents_of_url("x", method="PSOT")': "PSOT",
    'ask_for_input("x", input_type="Texts")': "Texts",
    'paint.Fill(shade="drak")': "drak",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stubs")
    write_stubs(catalog.load(FIXTURES / "Paint.app"), path / "lang")
    (path / "good.py").write_text(GOOD)
    (path / "bad.py").write_text(GOOD + "\n".join(BAD) + "\n")
    return path


def test_they_parse_and_define_every_name(folder: Path) -> None:
    defined: set[str] = set()
    for path in (folder / "lang").glob("*.pyi"):
        for node in ast.parse(path.read_text("utf-8"), feature_version=(3, 10)).body:
            if isinstance(node, ast.FunctionDef):
                defined.add(node.name)
                assert ast.get_docstring(node) or node.name in {"app"}
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                defined.add(node.target.id)
    package = ast.parse((folder / "lang/__init__.pyi").read_text("utf-8"))
    (exported,) = [node.value for node in package.body if isinstance(node, ast.Assign)]
    names = ast.literal_eval(exported)
    assert set(names) <= defined
    assert len(names) > 2500
    assert {"_", "app", "get_contents_of_url", "shortcut", "notes_create_note"} <= set(names)


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_type_checkers(folder: Path, checker: str) -> None:
    if importlib.util.find_spec(checker) is None:
        pytest.skip(f"{checker} is not installed")
    if checker == "pyright":
        (folder / "pyrightconfig.json").write_text(
            '{"pythonVersion": "3.10", "strict": ["lang"], "typeCheckingMode": "basic"}'
        )
        command = [sys.executable, "-m", "pyright"]
    else:
        command = [sys.executable, "-m", "mypy", "--strict", "--python-version=3.10",
                   "--cache-dir", str(folder / "cache")]  # fmt: skip
    good = subprocess.run([*command, "lang", "good.py"], cwd=folder, capture_output=True, text=True,
                          check=False)  # fmt: skip
    if checker == "pyright" and "error" not in good.stdout + good.stderr:
        pytest.skip("pyright does not start here")
    assert good.returncode == 0, good.stdout[-3000:]
    bad = subprocess.run(
        [*command, "bad.py"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert bad.returncode == 1
    for mistake in BAD.values():
        assert mistake in bad.stdout
