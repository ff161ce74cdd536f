"""Stubs: complete, shipped, and checked by type checkers where those are installed."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import shortcuts_py as sp
from shortcuts_py import catalog
from shortcuts_py.catalog.stubs import write_stubs
from shortcuts_py.errors import ShortcutError
from shortcuts_py.language.properties import METHODS
from shortcuts_py.language.vocabulary import COERCIONS, CONSTRUCTORS, FUNCTIONS, REFERENCES
from shortcuts_py.names import aliases

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures" / "definitions"
SHIPPED = ROOT / "shortcuts_py" / "lang"
SAMPLE = 80
ENOUGH = 0.95

GOOD = """
from lang import *
shortcut("Greeting", color="yellow", glyph=59511, accepts=["text"], surfaces=["share_sheet"])
shortcut("Greeting", **{"WFWorkflowSomethingNew": 1})
full_name = variable("full name")
first, last = variables("first", "last")
name = ask_for_input("Who?", input_type="Text")
match choose_from_menu("Tone"):
    case "A":
        part(WFMenuItemSubtitle="formal")
        greeting = text(f"Hello {name}")
    case "B":
        greeting = text("Hey", output_name="Greeting")
tone = menu_result(output_name="Tone")
import_question("Where?", parameter="url", default="https://example.org")
page = get_contents_of_url(f"https://example.org/{name}", method="POST", headers={"a": "b"})
for item in page["people"]:
    show_notification(f"{item['first']}: {item.name} {item.property('File Size').file_size}")
    full_name.append(item.as_(Dictionary)["Name"].as_("WFSomethingContentItem"))
lines = repeat_results()
for count in range(2.0):
    pass
for index, item in enumerate(page, start=1):
    last = item
if name.startswith("Dr") and 3 < page <= 5:
    exit()
elif otherwise_if(name.equals("x")):
    first = page.unchanged().shown_as(None)
if legacy(condition(name == Number("05"), WFAnotherNumber="1")) or page.is_today():
    last = name.upper()
if page > Date(current_date) and page.is_in_the_last(Quantity(3, "days")):
    last = page.date_format(date_style="Short").unit("length", "km")
result = if_result()
split_text(greeting, separator=name)
photos_find_photos(its.album == "A" and its.creation_date.is_in_the_last(3, "weeks"), limit=3)
filter_files(Filter(its.name == "a", its.file_extension != "b", any=True))
paint = app("org.example.paint", name="Paint", kind="intent")
paint.Fill(shade="dark", amount=3, AppIntentDescriptor=None)
paint.SomethingNew(Key=1)
other = app("com.example.Other")
other.SomeIntent(Key=Attachment(name), **{"A key": Text("a", ranges=True)})
org.example.paint.Fill(shade="dark")
action("com.example.Other.SomeIntent", Key=Plain([1, 2]), **{"A key": True}, beside={"X": 1})
is_workflow_actions_downloadurl(WFURL="https://example.org")
run_shortcut(Shortcut("Other", is_self=False), input=[Item(0, "a", key="b"), Record(a=1)])
append_to_file("x", file_path="a")
show_alert(ask_each_time, title=ask_each_time("Title?"), **{"WFNew": True}, output_name="Alert")
raw({"WFWorkflowActionIdentifier": "x"})
text(output("6F0A4F0C-0000-4000-8000-000000000000", "Text"))
is_set = _ or clipboard or action_input or device_details.name or shortcut_input or current_app
dates = [datetime(2020, 1, 2), Data("AA=="), UID(1), TimeOffset(value=1), Boolean(name), File(name)]
"""
BAD = [
    'get_contents_of_url("x", metod="POST")',
    'get_contents_of_url("x", method="PSOT")',
    'ask_for_input("x", input_type="Texts")',
    'calculate(5, operatoin="+")',
    'paint.Fill(shade="drak")',
    'paint.Fill(shde="dark")',
    'app("org.example.paint", nam="Paint")',
    'shortcut("x", color="yelow")',
    'shortcut("x", colour="yellow")',
    "page.date_format(date_stile='Short')",
    'variable("a", uuid="b")',
    'Shortcut("a", self=True)',
]


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
                assert path.stem in {"apps", "identifiers"} or ast.get_docstring(node), node.name
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                defined.add(node.target.id)
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                defined.add(node.targets[0].id)
    package = ast.parse((folder / "lang/__init__.pyi").read_text("utf-8"))
    (exported,) = [node.value for node in package.body if isinstance(node, ast.Assign)]
    names = ast.literal_eval(exported)
    assert set(names) <= defined
    assert len(names) == len(set(names)) > 2500
    assert aliases().keys() <= set(names)
    assert {"_", "app", "get_contents_of_url", "shortcut", "notes_create_note"} <= set(names)


def test_every_word_of_the_language_is_written(folder: Path) -> None:
    written: dict[str, str] = {"app": ""}
    for node in ast.parse((folder / "lang/words.pyi").read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            written[node.name] = ast.unparse(node.returns) if node.returns else ""
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            written[node.target.id] = ast.unparse(node.annotation)
    words = {*FUNCTIONS, *CONSTRUCTORS, *COERCIONS, *REFERENCES}
    assert words <= written.keys()
    assert [word for word in words if written[word] == "Any"] == []
    results = ast.parse((folder / "lang/results.pyi").read_text("utf-8"))
    (result,) = [node for node in results.body
                 if isinstance(node, ast.ClassDef) and node.name == "Result"]  # fmt: skip
    methods = {node.name for node in result.body if isinstance(node, ast.FunctionDef)}
    assert methods >= METHODS - {"format"}  # a text has that one


def test_the_shipped_ones_are_those_of_the_bundled_catalogue(tmp_path: Path) -> None:
    """After a change of names, catalogue or words: `shortcuts-py actions stubs -o shortcuts_py/lang`."""  # noqa: E501
    write_stubs(catalog.load(), tmp_path)
    made = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()}
    shipped = {path.name: path.read_text("utf-8") for path in SHIPPED.glob("*.pyi")}
    assert made.keys() == shipped.keys()
    assert [name for name in sorted(made) if made[name] != shipped[name]] == []


def test_what_is_no_longer_written_goes(tmp_path: Path) -> None:
    mine = tmp_path / "mine.pyi"
    mine.write_text("x: int\n")
    write_stubs(catalog.load(), tmp_path)
    old = tmp_path / "apple_old.pyi"
    old.write_text((tmp_path / "results.pyi").read_text("utf-8"), "utf-8")
    write_stubs(catalog.load(), tmp_path)
    assert mine.exists()
    assert not old.exists()


# -- type checkers ----------------------------------------------------------------------


def pyright(folder: Path, *arguments: str, **settings: object) -> subprocess.CompletedProcess[str]:
    """Runs pyright on a folder; skips where it is missing or does not start."""
    if importlib.util.find_spec("pyright") is None:
        pytest.skip("pyright is not installed")
    settings = {"pythonVersion": "3.10", "typeCheckingMode": "basic", **settings}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    done = subprocess.run([sys.executable, "-m", "pyright", *arguments], cwd=folder,
                          capture_output=True, text=True, check=False)  # fmt: skip
    if "error" not in done.stdout + done.stderr:
        pytest.skip("pyright does not start here")
    return done


def mypy(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    pytest.importorskip("mypy")
    command = [sys.executable, "-m", "mypy", "--strict", "--python-version=3.10",
               "--cache-dir", str(folder / "cache"), *arguments]  # fmt: skip
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_type_checkers(folder: Path, checker: str) -> None:
    if checker == "pyright":
        good = pyright(folder, "lang", "good.py", strict=["lang"])
        bad = pyright(folder, "bad.py", strict=["lang"])
    else:
        good, bad = mypy(folder, "lang", "good.py"), mypy(folder, "bad.py")
    assert good.returncode == 0, good.stdout[-3000:]
    assert bad.returncode == 1
    for line, code in enumerate(BAD, GOOD.count("\n") + 1):
        assert f"bad.py:{line}:" in bad.stdout, code


def test_decompiled_shortcuts_have_no_false_errors(corpus: Path, tmp_path: Path) -> None:
    """At least 95 % of real files: of a sample, or with SHORTCUTS_ALL=1 of all (two minutes)."""
    code = tmp_path / "code"
    code.mkdir()
    paths = sorted(path for path in corpus.rglob("*") if path.suffix not in {".md", ".jsonl"})
    paths = [path for path in paths if path.is_file()]
    step = 1 if os.environ.get("SHORTCUTS_ALL") else max(1, len(paths) // SAMPLE)
    for number, path in enumerate(paths[::step]):
        try:
            text = sp.decompile(sp.load(path))
        except ShortcutError:
            continue
        (code / f"shortcut_{number:04}.py").write_text(text, "utf-8")
    done = pyright(tmp_path, "--outputjson", include=["code"], extraPaths=[str(ROOT)])
    found = json.loads(done.stdout)
    assert found["summary"]["filesAnalyzed"] == len(list(code.iterdir())) > 0
    errors = [one for one in found["generalDiagnostics"] if one["severity"] == "error"]
    for one in errors:
        place = f"{Path(one['file']).name}:{one['range']['start']['line'] + 1}"
        print(f"{place}: {one['message'].splitlines()[0][:200]} ({one.get('rule')})")
    share = 1 - len({one["file"] for one in errors}) / found["summary"]["filesAnalyzed"]
    print(f"{share:.1%} of {found['summary']['filesAnalyzed']} files without an error")
    assert share >= ENOUGH
