"""Fixes of code: one safe answer or none, and nothing else is touched."""

from __future__ import annotations

import pytest

from shortcuts_py.checks.source import check_source
from shortcuts_py.checks.source_edits import apply_edits
from shortcuts_py.checks.source_mending import fix_source
from shortcuts_py.errors import TextEdit


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("show_contnt( 'a' )  # why\n", "show_content( 'a' )  # why\n"),
        ("show_alert('a',titel = 'b',)\n", "show_alert('a',title = 'b',)\n"),
        (
            "get_contents_of_url('https://example.org', method='DELTE')\n",
            "get_contents_of_url('https://example.org', method='DELETE')\n",
        ),
        ('shortcut(color="purpel")\n', 'shortcut(color="purple")\n'),
        ("show_content(clipbord)\nwait(clipbord)\n", "show_content(clipboard)\nwait(clipboard)\n"),
        ("show_content(clipboard.as_(Dictonary))\n", "show_content(clipboard.as_(Dictionary))\n"),
        (
            "show_content(f'é {clipboard.file_sise}')\n",
            "show_content(f'é {clipboard.file_size}')\n",
        ),
        ("if clipboard\n    exit()\n", "if clipboard:\n    exit()\n"),
        ("fro x in clipboard:\n    wait(x)\n", "for x in clipboard:\n    wait(x)\n"),
        ("\ufeffshow_contnt('a')\n", "\ufeffshow_content('a')\n"),
        ("if clipboard\r\n    exit()\r\n", "if clipboard:\r\n    exit()\r\n"),
        ("if clipboard:\r\n    show_contnt('a')\r\n", "if clipboard:\r\n    show_content('a')\r\n"),
    ],
)
def test_what_has_one_answer_is_mended(wrong: str, right: str) -> None:
    fixed, mended = fix_source(wrong)
    assert fixed == right
    assert len(mended) == 1
    assert fix_source(right) == (right, [])


@pytest.mark.parametrize(
    "code",
    [
        "first_name = 'a'\nfirst_game = 'b'\nshow_content(first_fame)\n",  # two are as near
        "get_contents_of_url('https://example.org', method='PT')\n",
        "show_content(xq)\n",
        "x = = 2\n",
        "wait('a moment')\n",
    ],
)
def test_what_has_no_single_answer_stays(code: str) -> None:
    assert check_source(code) != []
    assert fix_source(code) == (code, [])


def test_a_fix_that_is_not_safe_is_offered_only() -> None:
    code = "first_name = 'a'\nfirst_game = 'b'\nshow_content(first_fame)\n"
    (one,) = [one for one in check_source(code) if one.code == "undefined-name"]
    assert len(one.suggestions) > 1
    assert [fix.safe for fix in one.fixes] == [False]


def test_edits_change_words_only() -> None:
    code = "x = f('a')  # b\n"
    assert apply_edits(code, [TextEdit(1, 5, 1, 6, "go")]) == "x = go('a')  # b\n"
    assert apply_edits(code, [TextEdit(1, 7, 1, 10, "'c'")]) == "x = f('c')  # b\n"
    assert apply_edits(code, [TextEdit(1, 14, 1, 15, "c")]) is None


def test_code_that_is_too_deep_is_left_alone() -> None:
    for terms in (500, 20_000):
        code = f"x = {'+'.join(['1'] * terms)}\nshow_contnt(x)\n"
        assert fix_source(code) == (code, [])


def test_code_that_is_very_deep_is_changed_only_where_a_word_is_certain() -> None:
    code = f"show_alert(f'{{a}}', titel='b')\nx = {'-' * 2000}1\n"
    fixed = code.replace("titel", "title")
    assert apply_edits(code, [TextEdit(1, 20, 1, 25, "title")]) == fixed
    # LibCST would be asked about a name within a text, and would end the process.
    assert apply_edits(code, [TextEdit(1, 15, 1, 16, "b")]) is None


@pytest.mark.parametrize(
    ("code", "word", "new"),
    [
        ("show_alert('ä', titel='b')\n", "titel", "title"),
        ("x = valeu\n", "valeu", "value"),
        ("x = clipboard.nmae['ä']\n", "nmae", "name"),
        ("x = clipboard['ä'].nmae\n", "nmae", "name"),
        ("x = f'{valeu} valeu'\n", "valeu", "value"),
        ("x = f'''ä\n{valeu}'''\n", "valeu", "value"),
        ("x = ('ä' 'one')\n", "'one'", "'two'"),
        ("x = ('ä', 'one')\r\ny = 1\r\n", "'one'", "'two'"),
        ("def f(valeu):\n    exit()\n", "valeu", "value"),
    ],
)
def test_words_are_replaced_where_they_stand(code: str, word: str, new: str) -> None:
    place = code.index(word)
    line, column = code.count("\n", 0, place) + 1, place - code.rfind("\n", 0, place)
    edit = TextEdit(line, column, line, column + len(word), new)
    assert apply_edits(code, [edit]) == code.replace(word, new, 1)


@pytest.mark.parametrize("column", [5, 6, 7, 9])
def test_what_is_no_word_is_not_replaced(column: int) -> None:
    code = "x = 'ab' + f'{1}cd'\n"
    assert apply_edits(code, [TextEdit(1, column, 1, column + 2, "yz")]) is None
