"""`sp.repair`: dialects, native code that is mended, and the report."""

from __future__ import annotations

import json

import pytest

import shortcuts_py as sp

NATIVE = 'page = get_contents_of_url("https://a.b")\n\n# Shown.\nshow_content(f"{page}")\n'


def kinds(repaired: sp.Repair) -> list[str]:
    return [guess.kind for guess in repaired.guesses]


def test_sound_native_code_stays_as_it_is() -> None:
    repaired = sp.repair(NATIVE)
    assert (repaired.source, repaired.dialect) == (NATIVE, "native")
    assert repaired.sound
    assert sp.equivalent(repaired.workflow, sp.compile(NATIVE))


def test_sound_code_of_each_dialect_is_read_without_a_guess() -> None:
    workflow = sp.compile(NATIVE)
    for dialect in ("native", "workflowbench", "apple"):
        repaired = sp.repair(sp.decompile(workflow, dialect))
        assert (repaired.dialect, repaired.guesses) == (dialect, [])
        assert sp.equivalent(repaired.workflow, workflow)


def test_native_code_is_mended_where_something_is_offered_and_nowhere_else() -> None:
    code = "x  =  date()   # so\nshow_contnt( f'{x}' )\nshow_alert(titel='a')\n"
    repaired = sp.repair(code)
    assert repaired.source == code.replace("contnt", "content").replace("titel", "title")
    assert kinds(repaired) == ["unknown-action", "unknown-parameter"]
    assert [guess.made for guess in repaired.guesses] == ["show_content", "title"]


def test_native_statements_without_an_offer_become_comments() -> None:
    repaired = sp.repair('show_alert("a")\nif clipboard:\n    nosuch(3, k=2)\nfrobnicate(1)\n')
    assert [(guess.line, guess.lost) for guess in repaired.guesses] == [(3, True), (4, True)]
    assert not repaired.ok
    comments = [
        one.parameters["WFCommentActionText"]
        for one in repaired.workflow.find("is.workflow.actions.comment")
    ]
    assert comments == ["nosuch(3, k=2)", "frobnicate(1)"]


def test_native_code_in_an_answer_is_found() -> None:
    repaired = sp.repair(f"Here you are:\n\n```python\n{NATIVE}```\nHave fun with it, please.\n")
    assert (repaired.source, repaired.dialect) == (NATIVE, "native")
    assert kinds(repaired) == ["prose", "fence", "fence", "prose"]


def test_the_report_is_compact_and_complete() -> None:
    lines = [
        "x = is_workflow_actions_list( WFItems=[a b])",
        "y = is_workflow_actions_url( Show-x=True)",
        "so be it",
        "z = is_workflow_actions_date( A=b c)",
    ]
    text = "\n".join(lines)
    repaired = sp.repair(text)
    report = json.loads(repaired.to_json())
    assert report["counts"] == {
        "unquoted-word": 1,
        "dashed-keyword": 1,
        "fragment": 1,
        "raw-value": 1,
    }
    assert report["guesses"][0]["lost"]
    spans = [guess["at"] for guess in report["guesses"]]
    assert spans == [[3, 1, 3, 9], [4, 33, 4, 36], [1, 40, 1, 43], [2, 30, 2, 36]]
    assert report["guesses"][2] == {
        "at": [1, 40, 1, 43],
        "kind": "unquoted-word",
        "read": "a b",
        "replacement": "'a b'",
        "candidates": [],
        "confidence": 0.9,
        "lost": False,
    }
    assert json.loads(repaired.to_json(limit=1))["more_guesses"] == 3


@pytest.mark.parametrize("text", ["", "   \n", "I cannot help with that, I am sorry.", "```\n```"])
def test_text_without_code_is_refused(text: str) -> None:
    with pytest.raises(sp.ShortcutError):
        sp.repair(text)


def test_an_unknown_dialect_is_refused() -> None:
    with pytest.raises(sp.ShortcutError, match="unknown dialect"):
        sp.repair(NATIVE, dialect="pascal")
