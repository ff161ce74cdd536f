"""The text layer: statements, their places, and bounds on what hostile text costs."""

from __future__ import annotations

import ast
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import shortcuts_py as sp
from shortcuts_py.workbench.guesses import Guesses
from shortcuts_py.workbench.source import Source, Unreadable, read_source

PIECES = [
    "'''", '"', "'", "{", "}", "(", ")", "[", "]", ",", ":", "=", "\n", "    ", "\t", "\\", "#",
    "f'''", "x", "é", "\x00", "\r", "\u201c", "```\n", "else:\n", "if x:\n", 'case "a":\n',
    "match input():\n", "for Repeat_Index in range(int(3)):\n", "x = ", "pass\n",
    "is_workflow_actions_alert( WFAlertActionMessage='''a''')\n", '{"string": a}', "Show-text=True",
]  # fmt: skip


def read(text: str) -> tuple[Source, Guesses]:
    guesses = Guesses()
    return read_source(text, guesses), guesses


def value(text: str) -> str:
    """The value of the only assignment, as Python would write it."""
    (statement,) = read(f"x = {text}")[0].module.body
    assert isinstance(statement, ast.Assign)
    return ast.unparse(statement.value)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("{author: MrRobot}", "{'author': 'MrRobot'}"),
        (
            '{{"string": a b}: {{"string": c}: {"string": https://x.y/?z=1, 2}}}',
            "{'a b': {'c': 'https://x.y/?z=1, 2'}}",
        ),
        ('{"Name": App Store, "Id": com.apple.X}', "{'Name': 'App Store', 'Id': 'com.apple.X'}"),
        ('{"TeamIdentifier": 0000000000}', "{'TeamIdentifier': '0000000000'}"),
        ("[Item 1, It's, '''a, b''']", '[\'Item 1\', "It\'s", \'a, b\']'),
        ("f( Find={, Put='''''', Input=y)", "f(Find='{', Put='', Input=y)"),
        (
            "f( A=\" style=\"none\" />, B='''c''')",
            "f(A='\" style=\"none\" />', B='c')",
        ),
        ("y.File Size", "y.File Size"),
        ("'''I\\\\'m'''", '"I\'m"'),
        ("f'''{\"a\":{y},\"b\":{}}'''", "f'{{\"a\":{y},\"b\":{{}}}}'"),
        ("format_date(value={value}, iso=True)", "format_date(value=value, iso=True)"),
        ("5kg", "'5kg'"),
    ],
)  # fmt: skip
def test_values_are_repaired(text: str, meant: str) -> None:
    assert value(text) == meant


def test_places_are_those_of_the_text_as_it_was_given() -> None:
    text = (
        "Hello, here it is:\n\n```\nné = '''é'''\x00\nif né:\n      f( Kéy=né, Show-x=[a b])\n```\n"
    )
    source, guesses = read(text)
    lines = text.split("\n")
    for node in ast.walk(source.module):
        if isinstance(node, ast.Name):
            line = lines[node.lineno - 1].encode()
            assert line[node.col_offset : node.end_col_offset].decode() == node.id
    words = {
        guess.read: lines[guess.line - 1][guess.column - 1 : guess.end_column - 1]
        for guess in guesses
    }
    assert words["Show-x"] == "Show-x"
    assert words["a b"] == "a b"


def test_nothing_is_thrown_away_silently() -> None:
    text = "x = is_workflow_actions_date()\nthis is no statement at all\ny = x\n"
    source, guesses = read(text)
    (lost,) = [one for one in source.module.body if isinstance(one, Unreadable)]
    assert lost.text == "this is no statement at all"
    assert [(guess.line, guess.kind, guess.lost) for guess in guesses] == [(2, "fragment", True)]


def test_comments_between_the_lines_of_a_string_are_taken_out() -> None:
    text = (
        "# The first.\nx = '''a\n# The second.\nb\n# The third.\n# c'''\n"
        "# The fourth.\nis_workflow_actions_exit()\n"
    )
    source, guesses = read(text)
    assert ast.unparse(source.module.body[0]) == "x = 'a\\nb\\n# c'"
    assert [guess.kind for guess in guesses] == ["comment-in-string"]
    assert [one.text for one in source.comments] == [
        "# The first.", "# The second.", "# The third.", "# The fourth.",
    ]  # fmt: skip


def test_sound_code_is_what_python_reads() -> None:
    text = "a = 1\nfor Repeat_Index in range(int(3)):\n    f( x='''y''')  # why\n"
    source, guesses = read(text)
    assert ast.dump(source.module, include_attributes=True) == ast.dump(
        ast.parse(text), include_attributes=True
    )
    assert guesses == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    source, guesses = read(text)
    count = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    for node in ast.walk(source.module):
        if isinstance(node, (ast.stmt, ast.expr)):
            assert 1 <= node.lineno <= (node.end_lineno or 0) <= count
    for guess in guesses:
        assert (guess.line, guess.column) <= (guess.end_line, guess.end_column)
        assert guess.end_line <= count
    try:
        repaired = sp.repair(text)
    except sp.ShortcutError:
        return
    assert list(repaired.workflow.flat()) or repaired.sound
    repaired.to_json()


@pytest.mark.parametrize(
    "piece",
    [
        "(", "'", '"', "{", "[", "f'''{", "x = '''\n", "A={, ", "a b, ", "a-", "a < ", "if x:\n",
        "else:\n", "```\n", "1", "\\", '{"string": a}: ', "foo bar\n", "'''a''' b ",
    ],
)  # fmt: skip
def test_hostile_text_costs_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = "x = f( " + piece * (size // len(piece))
        start = time.perf_counter()
        read(text)
        return time.perf_counter() - start

    small = seconds(3_000)
    # Eight times the text: linear costs 8 times as much, quadratic 64 times.
    assert seconds(24_000) < 24 * small + 0.3


def test_ten_thousand_lines_are_read_about_as_fast_as_python_reads_sound_ones() -> None:
    sound = [
        "note = is_workflow_actions_number( WFNumberActionNumber='''5''', Name='''V''')",
        "is_workflow_actions_alert( WFAlertActionMessage=f'''{note} min''', Title='''Tea''')",
        "if note > 3:",
        "    found = is_workflow_actions_text_split( text=note, WFTextSeparator='''Custom''')",
        "else:",
        "    pass",
    ] * 1667  # fmt: skip
    damaged = list(sound)
    damaged[1::30] = [line.replace("( ", "( Show-text=True, ", 1) for line in damaged[1::30]]
    damaged[3::30] = [line.replace("'''Custom'''", "{,") for line in damaged[3::30]]
    text = "\n".join(sound)
    broken = "\n".join(damaged)
    ratios = []
    for _ in range(2):
        with_python = min(_seconds(lambda: ast.parse(text)) for _ in range(2))
        ratios.append(_seconds(lambda: read(broken)) / with_python)
    assert min(ratios) < 5


def _seconds(function: object) -> float:
    start = time.perf_counter()
    function()  # type: ignore[operator]
    return time.perf_counter() - start
