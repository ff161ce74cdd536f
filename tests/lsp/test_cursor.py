"""Where the cursor is, in code that is being typed."""

from __future__ import annotations

import pytest

pytest.importorskip("pygls", reason="the language server's extra is not installed")

from shortcuts_py.lsp.cursor import find_cursor


def at(text: str):
    """The cursor at the bar."""
    return find_cursor(text.replace("|", ""), text.index("|"))


def test_a_statement_begins():
    cursor = at("x = 1\nsho|")
    assert (cursor.prefix, cursor.statement, cursor.call) == ("sho", True, None)


def test_an_indented_statement_begins():
    assert at("if x:\n    sho|").statement


def test_an_argument_is_no_statement():
    cursor = at('show_alert("Hi", ti|')
    assert not cursor.statement
    assert cursor.call is not None
    assert (cursor.call.name, cursor.call.keyword, cursor.call.position) == ("show_alert", None, 1)


def test_the_value_of_a_keyword():
    cursor = at('show_alert(title="Hi", message=|')
    assert cursor.call is not None
    assert cursor.call.keyword == "message"
    assert cursor.call.given == ("title", "message")


def test_inside_a_string():
    cursor = at('get_contents_of_url(url, method="PO|')
    assert (cursor.quote, cursor.prefix) == ('"', "PO")
    assert cursor.call is not None
    assert cursor.call.keyword == "method"


def test_behind_a_string_nothing_is_quoted():
    assert at('show_alert("a (b", |').quote == ""


def test_inside_a_string_of_several_lines():
    assert at("x = '''one\ntwo|").quote == "'''"


def test_a_string_that_is_never_closed_ends_with_its_line():
    cursor = at('x = "broken\nshow_alert(|')
    assert cursor.call is not None
    assert cursor.call.name == "show_alert"


def test_behind_a_dot():
    cursor = at("size = photo.fi|")
    assert (cursor.subject, cursor.prefix) == ("photo", "fi")


def test_behind_the_dot_of_a_call():
    assert at('get_file("a", b="c").|').subject == "get_file()"


def test_a_closed_call_is_left():
    assert at("show_alert(1)\n|").call is None


def test_brackets_of_a_list_are_no_call():
    cursor = at("show_menu([a, |")
    assert cursor.call is None
    assert [call.name for call in cursor.calls] == ["show_menu", ""]


def test_comments():
    assert at("# sho|").comment
    assert not at("# note\nsho|").comment
    assert at("x = 1  # sho|").comment


def test_a_comparison_is_no_keyword():
    cursor = at("show_alert(x == |")
    assert cursor.call is not None
    assert cursor.call.keyword is None
