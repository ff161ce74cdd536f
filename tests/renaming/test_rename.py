"""Renaming: everything but names stays, and the shortcut stays the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import shortcuts_py as sp
from shortcuts_py.commands.rename import rename as command
from shortcuts_py.errors import CompileError, ShortcutError
from shortcuts_py.renaming import RenameError, find_names, rename

CASES = sorted((Path(__file__).parents[2] / "fixtures" / "cases").glob("*.py"))
TITLES = next(one for one in CASES if one.stem == "menu_title_with_value")

CODE = """\
from shortcuts_py.lang import *

shortcut("Tea")
kept = variable("My Name")   # declared
jar = app("dk.simonbs.DataJar", name="Data Jar", kind="intent")

contents_of_url = get_contents_of_url( "https://example.org/name",   method="GET" )
# contents_of_url stays in comments
kept = contents_of_url["name"]
count = 0
for item in contents_of_url:
    count += 1
    show_content(f"{item.name} {count} and 'item'")
value = jar.GetValueIntent(keyPath="item")
show_content(value)
"""


def test_everything_but_the_names_stays() -> None:
    mapping = {"contents_of_url": "weather", "item": "day", "kept": "who", "jar": "box"}
    result = rename(CODE, mapping)
    assert (
        result.code
        == """\
from shortcuts_py.lang import *

shortcut("Tea")
who = variable("My Name")   # declared
box = app("dk.simonbs.DataJar", name="Data Jar", kind="intent")

weather = get_contents_of_url( "https://example.org/name",   method="GET" )
# contents_of_url stays in comments
who = weather["name"]
count = 0
for day in weather:
    count += 1
    show_content(f"{day.name} {count} and 'item'")
value = box.GetValueIntent(keyPath="item")
show_content(value)
"""
    )
    assert result.renamed == mapping
    assert result.variables == {}
    assert sp.equivalent(sp.compile(CODE), sp.compile(result.code))


def test_a_variable_that_is_not_declared_is_called_so_in_the_shortcut_too() -> None:
    result = rename(CODE, {"count": "days"})
    assert result.variables == {"count": "days"}
    actions = sp.compile(result.code).find("is.workflow.actions.setvariable")
    assert {one.parameters["WFVariableName"] for one in actions} == {"My Name", "days"}


def test_names_are_swapped_at_once() -> None:
    code = 'a = ask_for_input("A")\nb = ask_for_input("B")\nshow_content(f"{a}{b}")\n'
    assert rename(code, {"a": "b", "b": "a"}).code == (
        'b = ask_for_input("A")\na = ask_for_input("B")\nshow_content(f"{b}{a}")\n'
    )


def test_a_function_goes_along_with_its_keywords() -> None:
    code = 'def greet(who, word="Hi"):\n    show_content(f"{word} {who}")\ngreet("A", word="B")\n'
    assert rename(code, {"greet": "hail", "word": "phrase"}).code == (
        'def hail(who, phrase="Hi"):\n    show_content(f"{phrase} {who}")\nhail("A", phrase="B")\n'
    )


@pytest.mark.parametrize(
    ("mapping", "reason", "suggestion"),
    [
        ({"item": "value"}, "uses that name", "value_2"),
        ({"item": "x", "value": "x"}, "item gets the same name", "x_2"),
        ({"item": "for"}, "no identifier", "for_1"),
        ({"item": "match"}, "a meaning", "match_1"),
        ({"item": "clipboard"}, "a meaning", "clipboard_1"),
        ({"item": "text"}, "an action has that name", "text_1"),
        ({"item": "len"}, "a meaning", "len_1"),
        ({"item": "is_workflow_actions_ask"}, "a meaning", None),
        ({"item": "Repeat_Item_2"}, "a meaning", "repeat_item_2"),
        ({"item": "two words"}, "no identifier", "two_words"),
        ({"item": ""}, "no identifier", None),
        ({"item": "_"}, "no identifier", None),
        ({"item": "1st"}, "no identifier", "_1st"),
    ],
)
def test_clashes_are_refused(mapping: dict[str, str], reason: str, suggestion: str | None) -> None:
    with pytest.raises(RenameError) as caught:
        rename(CODE, mapping)
    (refusal,) = caught.value.refusals
    assert reason in refusal.reason
    assert refusal.suggestion == suggestion


def test_two_variables_never_become_one() -> None:
    code = 'a = variable("b")\na = "x"\nc = 1\nc = 2\nshow_content(f"{a}{c}")\n'
    with pytest.raises(RenameError, match="'b'"):
        rename(code, {"c": "b"})


def test_unknown_names_are_reported_and_the_rest_is_done() -> None:
    result = rename(CODE, {"item": "day", "nobody": "somebody", "show_content": "say"})
    assert result.renamed == {"item": "day"}
    assert result.unknown == ("nobody", "show_content")


def test_line_ends_and_the_byte_order_mark_stay() -> None:
    code = '\ufeffa = ask_for_input("A")\r\nshow_content(a)\r\n'
    assert rename(code, {"a": "b"}).code == code.replace("a =", "b =").replace("t(a", "t(b")


def test_code_that_does_not_compile_is_refused() -> None:
    with pytest.raises(CompileError):
        rename("x = nonsense(1)\n", {"x": "y"})


@pytest.mark.parametrize(
    "code", ["x = " + "-" * 100_000 + "1\n", "x = " + "+".join(["1"] * 20_000) + "\n", "x = \x00\n"]
)
def test_hostile_code_is_an_error(code: str) -> None:
    with pytest.raises(ShortcutError):
        rename(code, {"x": "y"})
    with pytest.raises(ShortcutError):
        find_names(code)


@pytest.mark.parametrize("path", CASES[::4], ids=lambda path: path.stem)
def test_there_and_back_is_the_same_code(path: Path) -> None:
    code = path.read_text("utf-8")
    mapping = {one.name: f"other_{one.name}" for one in find_names(code)}
    there = rename(code, mapping)
    assert there.renamed == mapping
    assert {one.name for one in find_names(there.code)} == set(mapping.values())
    # Names that nobody could choose, where a case uses names of actions, are left as they are.
    back = {new: old for old, new in mapping.items() if old not in ("folder", "text")}
    again = rename(there.code, back).code
    assert again.replace("other_folder", "folder").replace("other_text", "text") == code


@pytest.mark.parametrize("dialect", ["workflowbench", "apple"])
@pytest.mark.parametrize("path", [*CASES[::12], TITLES], ids=lambda path: path.stem)
def test_other_dialects_are_renamed_with_what_they_announce(path: Path, dialect: str) -> None:
    code = sp.decompile(sp.compile(path.read_text("utf-8")), dialect)
    words = ("if_result", "menu_result", "repeat_results")  # what Apple calls results of blocks
    mapping = {
        one.name: f"other_{one.name}" for one in find_names(code) if not one.name.startswith(words)
    }
    result = rename(code, mapping, dialect)
    assert result.renamed == mapping


def test_a_variable_of_another_dialect_keeps_its_name() -> None:
    code = """\
# shortcuts_py: workflow {"variables": {"Mein_Wert": "Mein Wert"}}
text = 'a'
is_workflow_actions_setvariable( WFVariableName='Mein Wert', WFInput=text)
is_workflow_actions_showresult( Text=f'{Mein_Wert}')
"""
    (found,) = (one for one in find_names(code) if one.name == "Mein_Wert")
    assert (found.kind, found.line) == ("variable", 1)
    result = rename(code, {"Mein_Wert": "value"}, "workflowbench")
    assert '{"variables": {"value": "Mein Wert"}}' in result.code
    assert "Text=f'{value}'" in result.code
    assert result.variables == {}


def test_results_in_apples_dialect_are_words() -> None:
    code = (
        "def shortcut() -> None:\n"
        '    a = com_apple_shortcuts_ask_for_input(prompt="A")\n'
        "    if a is not None:\n"
        '        if_result = "b"\n'
        "    com_apple_shortcuts_show_content(content=if_result)\n"
    )
    with pytest.raises(RenameError, match="mean something: if_result"):
        rename(code, {"if_result": "answer"})


def test_what_is_never_compiled_is_bounded_too() -> None:
    """The body of a function that nobody calls: LibCST's parser would overflow the stack."""
    code = f"x = clipboard\ndef never():\n    return {'+'.join(['1'] * 20_000)}\n"
    with pytest.raises(ShortcutError):
        rename(code, {"x": "y"})


def test_names_are_listed_with_what_they_stand_for() -> None:
    found = {one.name: one for one in find_names(CODE)}
    assert list(found) == [
        "kept", "jar", "contents_of_url", "count", "item", "value",
    ]  # fmt: skip
    assert (found["kept"].kind, found["kept"].stands_for) == (
        "variable", "the named variable 'My Name'",
    )  # fmt: skip
    assert found["jar"].stands_for == "the app dk.simonbs.DataJar"
    assert found["item"].stands_for == "the item of the loop over contents_of_url"
    assert found["value"].stands_for == "the output of jar.GetValueIntent()"
    assert (found["value"].line, found["value"].column, found["value"].uses) == (14, 1, 1)
    assert found["item"].uses == 1
    assert (found["count"].kind, found["count"].code) == ("variable", "count = 0")


# -- the command ------------------------------------------------------------------------


def _run(folder: Path, *arguments: str, mapping: object = None, code: str = CODE) -> Result:
    (folder / "tea.py").write_text(code, "utf-8")
    (folder / "names.json").write_text(json.dumps(mapping), "utf-8")
    return CliRunner().invoke(command, [str(folder / "tea.py"), *arguments])


def test_command_lists_names(tmp_path: Path) -> None:
    result = _run(tmp_path, "--list")
    assert result.exit_code == 0
    assert [one["name"] for one in json.loads(result.stdout)["names"]][:2] == ["kept", "jar"]


def test_command_renames_in_place(tmp_path: Path) -> None:
    names = str(tmp_path / "names.json")
    result = _run(tmp_path, "--map", names, "--in-place", mapping={"item": "day", "no": "x"})
    assert result.exit_code == 0
    assert "for day in" in (tmp_path / "tea.py").read_text("utf-8")
    assert "1 name changed" in result.stderr
    assert "not in the code: no" in result.stderr


def test_command_writes_nothing_where_a_name_is_refused(tmp_path: Path) -> None:
    names, output = str(tmp_path / "names.json"), tmp_path / "out.py"
    result = _run(tmp_path, "--map", names, "-o", str(output), "--json", mapping={"item": "text"})
    assert result.exit_code == 1
    answer = json.loads(result.stdout)
    assert answer["refused"][0]["suggestion"] == "text_1"
    assert not output.exists()


def test_command_reads_a_stream_and_answers_in_json(tmp_path: Path) -> None:
    names = tmp_path / "names.json"
    names.write_text('{"item": "day"}')
    result = CliRunner().invoke(command, ["-", "--map", str(names), "--json"], input=CODE)
    answer = json.loads(result.stdout)
    assert answer["renamed"] == {"item": "day"}
    assert answer["code"] == CODE.replace("for item", "for day").replace("{item.", "{day.")


@pytest.mark.parametrize("mapping", [[], {"a": 1}, "x"])
def test_command_refuses_what_is_no_map(tmp_path: Path, mapping: object) -> None:
    result = _run(tmp_path, "--map", str(tmp_path / "names.json"), mapping=mapping)
    assert result.exit_code == 1
    assert "a map is" in result.stderr


def test_command_line_has_to_say_what_to_do(tmp_path: Path) -> None:
    assert _run(tmp_path).exit_code == 2
    assert _run(tmp_path, "--list", "--map", str(tmp_path / "names.json")).exit_code == 2
