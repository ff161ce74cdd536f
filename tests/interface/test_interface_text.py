"""The functions that language models are given: Python, to the point, and within a size."""

from __future__ import annotations

import ast
import os
import random
from pathlib import Path

import pytest
from click.testing import CliRunner

import shortcuts_py as sp
from shortcuts_py import catalog
from shortcuts_py.apple import names
from shortcuts_py.catalog.model import ActionDefinition
from shortcuts_py.commands.actions import actions
from shortcuts_py.errors import ShortcutError
from shortcuts_py.interface import DETAILS, DIALECTS, apple, native, tokens, write_interface

SOME = [
    f"is.workflow.actions.{one}"
    for one in ("downloadurl", "math", "filter.files", "gettext", "alert", "text.changecase")
]


@pytest.fixture(scope="module")
def known() -> list[ActionDefinition]:
    return list(catalog.load().values())


@pytest.fixture(scope="module")
def some(known: list[ActionDefinition]) -> list[ActionDefinition]:
    by_identifier = {one.identifier: one for one in known}
    return [by_identifier[one] for one in SOME]


def functions(text: str) -> list[ast.FunctionDef]:
    return [one for one in ast.parse(text).body if isinstance(one, ast.FunctionDef)]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_actions_that_are_known_give_python(
    known: list[ActionDefinition], dialect: str
) -> None:
    every = None if os.environ.get("SHORTCUTS_ALL") else 6
    known = known[::every]
    found = write_interface(known, dialect)
    names_of = [one.name for one in functions(found.text)]
    assert len(names_of) == len(found.shown) > 350
    if dialect == "native":  # in the other, keywords tell actions of one name apart
        assert len(names_of) == len(set(names_of))
    assert len(found.shown) + len(found.unnamed) == len(known)


def test_functions_of_the_apple_dialect_mean_their_actions(known: list[ActionDefinition]) -> None:
    checked = 0
    for action in known[::7]:
        stub = apple.stub_of(action.identifier, action)
        if stub is None:
            continue
        words = [one.word for one in stub.arguments]
        choice = names.resolve(stub.name, words)
        assert choice is not None
        assert choice.tool.identifier == action.identifier
        for one in stub.arguments:
            keys = choice.tool.keys(one.word)
            assert len(keys) == 1
            for value in one.choices:
                case = choice.tool.parameters[keys[0]].case(value.name or value.value)
                assert case is not None
                assert value.value in (case.id, case.name)
        checked += 1
    assert checked > 300


def test_the_compiler_takes_every_argument_of_native_functions(
    known: list[ActionDefinition],
) -> None:
    lines = []
    for action in random.Random(5).sample(known, 250):
        stub = native.stub_of(action.identifier, action)
        if stub is None or action.identifier == "is.workflow.actions.choosefrommenu":
            continue
        arguments = [f"{one.word}=clipboard" for one in stub.arguments]
        if stub.arguments and stub.arguments[0].positional:
            arguments[0] = "clipboard"
        lines.append((action.identifier, f"{stub.name}({', '.join(arguments)})"))
    workflow = sp.compile("\n".join(line for _, line in lines))
    made = [getattr(one, "identifier", None) for one in workflow.flat()]
    assert [one for one in made if one in dict(lines)] == [one for one, _ in lines]
    assert len(lines) > 150


def test_a_function_says_what_a_model_needs(some: list[ActionDefinition]) -> None:
    text = write_interface(some, "apple").text
    assert 'class downloadurl_wfhttpmethod(Enum):\n    GET = "GET"\n    POST' in text
    assert "def com_apple_shortcuts_get_contents_of_url(\n    *,\n    url: str = None," in text
    assert "method: downloadurl_wfhttpmethod = downloadurl_wfhttpmethod.GET," in text
    assert 'operation: Literal["+", "-", "\u00d7", "\u00f7", "\u2026"]' in text
    assert "Returns: Contents of URL" in text
    assert "Args:" in text
    native_text = write_interface(some, "native").text
    assert 'method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"] = "GET",' in native_text
    assert (
        "def change_case(\n    text: str | list = ...,\n    *,\n    case: Literal[" in native_text
    )


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("size", [10_000, 2000, 1200, 900, 700, 500, 300])
def test_the_text_keeps_to_its_size(some: list[ActionDefinition], dialect: str, size: int) -> None:
    found = write_interface(some, dialect, max_characters=size)
    assert len(found.text) <= size
    assert [one.name for one in functions(found.text)]
    assert found.shown + found.left_out == tuple(SOME)
    by_tokens = write_interface(some, dialect, max_tokens=size // 3)
    assert tokens(by_tokens.text) <= size // 3


def test_detail_goes_before_actions(some: list[ActionDefinition]) -> None:
    order = [one.name for one in DETAILS]
    last = 0
    for size in range(6000, 200, -100):
        found = write_interface(some, "apple", max_characters=size)
        assert order.index(found.detail) >= last
        last = order.index(found.detail)
        if found.left_out:
            assert found.detail == order[-1]
            assert f"# {len(found.left_out)} more action" in found.text
    assert last == len(order) - 1


def test_what_does_not_fit_at_all_is_an_error(some: list[ActionDefinition]) -> None:
    with pytest.raises(ShortcutError, match="too few"):
        write_interface(some, "apple", max_characters=10)
    with pytest.raises(ShortcutError, match="no interface text"):
        write_interface(some, "swift")


def test_triggers_are_decorators() -> None:
    text = write_interface([], "apple", triggers=["when_airplane_mode_changes"]).text
    assert "def when_airplane_mode_changes(" in text
    assert 'ON_OR_OFF = "both"' in text
    with pytest.raises(ShortcutError, match="no trigger"):
        write_interface([], "apple", triggers=["when_pigs_fly"])


def test_descriptions_cannot_break_the_code(some: list[ActionDefinition]) -> None:
    bad = some[0].model_copy(update={"description": 'a """ b \\ c\n"""\\', "output_name": '"""'})
    for dialect in DIALECTS:
        assert len(functions(write_interface([bad], dialect).text)) == 1


def test_the_command_finds_actions(tmp_path: Path) -> None:
    arguments = ["docs", "--search", "resize a photo", "--limit", "2", "--dialect", "apple"]
    done = CliRunner().invoke(actions, arguments)
    assert done.exit_code == 0, done.output
    assert len(functions(done.stdout)) == 2
    assert "def com_apple_shortcuts_resize_image(" in done.stdout
    assert "2 actions, everything" in done.stderr
    target = tmp_path / "deep" / "a.py"
    arguments = ["docs", "show_alert", "--dialect", "native", "-o", str(target)]
    assert CliRunner().invoke(actions, arguments).exit_code == 0
    assert functions(target.read_text("utf-8"))[0].name == "show_alert"


@pytest.mark.parametrize(
    "arguments",
    [
        ("docs", "show_alert", "--max-tokens", "5"),
        ("docs", "show_alert", "--dialect", "swift"),
        ("docs", "show_alert", "--dialect", "apple", "--json"),
    ],
)
def test_wrong_command_lines(arguments: tuple[str, ...]) -> None:
    assert CliRunner().invoke(actions, arguments).exit_code == 2


def test_no_room_and_no_name_are_said() -> None:
    done = CliRunner().invoke(
        actions, ["docs", "show_alert", "--dialect", "apple", "--max-characters", "5"]
    )
    assert done.exit_code == 1
    assert "too few" in done.stderr
    done = CliRunner().invoke(actions, ["docs", "when_pigs_fly", "--dialect", "apple"])
    assert done.exit_code == 1
