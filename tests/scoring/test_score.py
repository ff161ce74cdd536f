"""Scores: equality in its steps, distances that are worked out by hand, and pairs in files."""

from __future__ import annotations

import importlib.util
import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

import shortcuts_py as sp
from shortcuts_py.commands.score import score as command
from shortcuts_py.errors import ShortcutError
from shortcuts_py.scoring import alignment, compare, score, tree_distance
from shortcuts_py.scoring.codebleu import beyond, code_bleu, without_comments
from shortcuts_py.scoring.constraints import find_violations
from shortcuts_py.scoring.forms import FlatAction
from shortcuts_py.scoring.pairs import Totals

REFERENCE = """\
shortcut("Tea")
who = ask_for_input("Who?")
total = 1
total = 2
if who == "Ada":
    show_content(f"{who} {total}")
else:
    show_alert("No", title="Sorry")
"""


# -- equality ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "equal"),
    [
        ("Tea", "Tea", "exact"),
        ("who", "person", "up to ids"),  # ids come from names in code
        ("total", "sum_", "up to names"),
        ('"Tea"', '"Coffee"', "up to names"),
        ('"Who?")', '"Who?", output_name="Person")', "up to names"),
        ('"Tea"', '"Tea", color="green"', "actions up to names"),
        ('"Ada"', '"Eve"', None),
        ("total = 2\n", "", None),
    ],
)
def test_equality_goes_by_steps(old: str, new: str, equal: str | None) -> None:
    candidate = REFERENCE.replace(old, new)
    found = compare(sp.compile(REFERENCE), sp.compile(candidate))
    assert found["equal"] == equal
    if equal is not None:
        assert (found["tree"]["distance"], found["values"]["share"]) == (0, 1)
        assert found["parameters"]["f1"] == found["actions"]["f1"] == found["blocks"]["f1"] == 1


def test_exchanged_variables_are_not_equal() -> None:
    code = 'a = variable("a")\nb = variable("b")\na = {}\nb = {}\nshow_content(f"{a}{b}")\n'
    found = score(code, code.replace("{a}{b}", "{b}{a}"))
    assert found["equal"] is None
    assert found["values"]["equal"] == found["values"]["compared"] - 1


# -- what is found, missing, invented ---------------------------------------------------


def test_missing_and_invented_actions_are_listed() -> None:
    candidate = REFERENCE.replace('show_alert("No", title="Sorry")', "vibrate_device()\n    pass")
    found = score(REFERENCE, candidate)
    actions = found["actions"]
    # Ask, 2 numbers, 2 set variable, if, show, alert: the last one is not found.
    assert (actions["reference"], actions["candidate"], actions["found"]) == (8, 9, 7)
    assert (actions["precision"], actions["recall"]) == (round(7 / 9, 4), round(7 / 8, 4))
    assert actions["missing"] == {"is.workflow.actions.alert": 1}
    assert actions["invented"] == {
        "is.workflow.actions.nothing": 1,
        "is.workflow.actions.vibrate": 1,
    }
    assert found["blocks"]["f1"] == 1
    # An action becomes another one, and one is added.
    assert found["tree"]["distance"] == 2


def test_parameters_are_found_and_compared() -> None:
    found = score('show_alert("No", title="Sorry")', 'show_alert("No", show_cancel_button=False)')
    parameters = found["parameters"]
    assert (parameters["reference"], parameters["candidate"], parameters["found"]) == (2, 2, 1)
    assert found["values"] == {"compared": 1, "equal": 1, "share": 1.0}
    # Of three parameters two differ; changing parameters costs half of that share.
    assert found["tree"]["distance"] == round(2 / 3 / 2, 4)


def test_a_text_is_equal_as_string_and_as_token() -> None:
    assert score('show_content("a")', 'show_content(f"a")')["values"]["equal"] == 1
    assert score("wait(1)", "wait(1.0)")["values"]["equal"] == 0


def test_references_go_by_what_they_refer_to() -> None:
    code = 'a = ask_for_input("A")\nb = ask_for_input("B")\nshow_content({})\n'
    assert score(code.format("a"), code.format("a"))["values"]["share"] == 1
    assert score(code.format("a"), code.format("b"))["values"]["equal"] == 2
    shifted = "pass\n" + code.format("a")
    found = score(code.format("a"), shifted)
    assert (found["values"]["share"], found["tree"]["distance"]) == (1, 1)


def test_blocks_are_compared_by_where_they_stand() -> None:
    inside = "for i in range(2):\n    if i == 1:\n        pass\n"
    beside = "if clipboard == 1:\n    pass\nfor i in range(2):\n    pass\n"
    found = score(inside, beside)["blocks"]
    assert found["missing"] == {"repeat.count > conditional (1)": 1}
    assert found["found"] == 1


def test_violations_are_counted_by_the_catalogue() -> None:
    code = (
        'get_contents_of_url("u", method="FETCH")\n'
        'show_alert("a", **{"WFColour": 1})\n'
        'action("is.workflow.actions.levitate")\n'
    )
    found = [(one.kind, one.action, one.parameter) for one in find_violations(sp.compile(code))]
    assert found == [
        ("unknown case", 0, "WFHTTPMethod"),
        ("unknown parameter", 1, "WFColour"),
        ("unknown action", 2, None),
    ]
    assert find_violations(sp.compile(REFERENCE)) == []


# -- the distance -----------------------------------------------------------------------


def _tree(text: str) -> list[FlatAction]:
    """`a(b)c` as actions: letters, and blocks with one branch."""
    found: list[FlatAction] = []
    for index, sign in enumerate(text):
        if sign == ")":
            found.append(FlatAction(_opener(text, index), 2, None, {}))
        elif sign != "(":
            block = text[index + 1 : index + 2] == "("
            found.append(FlatAction(sign, 0 if block else -1, None, {}))
    return found


def _opener(text: str, end: int) -> str:
    depth = 0
    for index in range(end, -1, -1):
        depth += (text[index] == ")") - (text[index] == "(")
        if depth == 0:
            return text[index - 1]
    raise AssertionError(text)


@pytest.mark.parametrize(
    ("left", "right", "distance"),
    [
        ("", "", 0),
        ("a", "", 1),
        ("abc", "abc", 0),
        ("abc", "axc", 1),
        ("abc", "bcd", 2),
        ("abc", "ab", 1),
        ("a(bc)d", "a(bc)", 1),
        ("a(bc)d", "bcd", 2),  # the block and its branch go, what is in it stays
        ("a(b)c(d)", "a(bd)c()", 2),
        ("x(ab)", "y(ab)", 1),
    ],
)
def test_distances_worked_out_by_hand(left: str, right: str, distance: int) -> None:
    found = tree_distance.tree_distance(_tree(left), _tree(right))
    assert (found.distance, found.method) == (distance, "tree")


@cache
def _forest_distance(left: tuple[Any, ...], right: tuple[Any, ...]) -> float:
    """The distance by its definition: the last roots are deleted, inserted, or changed."""
    if not left or not right:
        return sum(map(_size, left)) + sum(map(_size, right))
    one, other = left[-1], right[-1]
    changed = tree_distance._cost(one, other)
    return min(
        _forest_distance((*left[:-1], *one.children), right) + 1,
        _forest_distance(left, (*right[:-1], *other.children)) + 1,
        _forest_distance(left[:-1], right[:-1])
        + _forest_distance(tuple(one.children), tuple(other.children))
        + changed,
    )


def _size(node: Any) -> int:
    return 1 + sum(map(_size, node.children))


def _blocks(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(inner, max_size=3).map(lambda one: f"a({''.join(one)})")


_TREES = st.recursive(st.sampled_from("abc"), _blocks, max_leaves=4)


@settings(max_examples=60, deadline=None)
@given(st.lists(_TREES, max_size=2).map("".join), st.lists(_TREES, max_size=2).map("".join))
def test_the_distance_is_what_its_definition_says(left: str, right: str) -> None:
    one, other = _tree(left), _tree(right)
    _forest_distance.cache_clear()
    expected = _forest_distance((tree_distance.make_tree(one),), (tree_distance.make_tree(other),))
    found = tree_distance.tree_distance(one, other)
    assert found.distance == expected
    assert 0 <= found.similarity <= 1


def test_large_trees_are_compared_as_lists_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree_distance, "LARGEST", 10)
    monkeypatch.setattr(alignment, "LARGEST", 3)
    found = score(REFERENCE, REFERENCE.replace("Ada", "Eve").replace("Sorry", "So"))
    assert (found["tree"]["method"], found["tree"]["distance"]) == ("sequence", 2)
    assert found["actions"]["pairing"] == "by occurrence"
    assert found["actions"]["paired"] == 10


def test_many_actions_are_scored_in_little_time() -> None:
    code = "".join(f'show_alert("{number}")\n' for number in range(3000))
    found = score(code, code.replace("1", "x"))
    assert found["tree"]["method"] == "sequence"
    assert found["actions"]["f1"] == 1


# -- reading ----------------------------------------------------------------------------


def test_every_form_of_a_workflow_is_read(tmp_path: Path) -> None:
    workflow = sp.compile(REFERENCE)
    for form in (REFERENCE, workflow, workflow.model_dump(), workflow.model_dump_json(),
                 json.loads(sp.dumps(workflow, format="json"))):  # fmt: skip
        assert score(workflow, form)["equal"] == "exact"
    for name in ("a.shortcut", "a.xml", "a.json"):
        sp.dump(workflow, tmp_path / name)
        (tmp_path / "r.py").write_text(REFERENCE)
        result = _run(tmp_path / "r.py", tmp_path / name, "--json")
        assert json.loads(result.stdout)["equal"] == "exact"


@pytest.mark.parametrize("text", ["", "   \n", "{}", "[1, 2]", '{"actions": 5}'])
def test_what_is_no_workflow_is_an_error(text: str) -> None:
    with pytest.raises(ShortcutError):
        score(REFERENCE, text)


def test_what_does_not_compile_is_mended_and_counted() -> None:
    answer = 'Sure! Here it is:\n```python\nshow_alert("No", title="Sorry"\n```\n'
    found = score('show_alert("No", title="Sorry")', answer)
    assert found["actions"]["f1"] == found["values"]["share"] == 1
    assert found["reading"]["candidate"]["guesses"] > 0
    assert found["reading"]["reference"]["guesses"] is None


# -- the command ------------------------------------------------------------------------


def _run(*arguments: object, **more: Any) -> Result:
    return CliRunner().invoke(command, [*map(str, arguments)], **more)


def test_command_says_what_differs(tmp_path: Path) -> None:
    (tmp_path / "r.py").write_text(REFERENCE)
    result = _run(tmp_path / "r.py", "-", input=REFERENCE.replace("total = 2\n", ""))
    assert result.exit_code == 0
    assert result.stdout.startswith("equal        no\n")
    assert "  missing    is.workflow.actions.number" in result.stdout


def test_command_scores_lines_and_summarises(tmp_path: Path) -> None:
    lines = [
        {"code": {"native": REFERENCE}, "answer": REFERENCE},
        {"code": {"native": REFERENCE}, "answer": REFERENCE.replace("total = 2\n", "")},
        {"code": {"native": REFERENCE}, "answer": ""},
        {"code": {"native": REFERENCE}},
        {"code": {}, "answer": REFERENCE},
    ]
    path, output = tmp_path / "a.jsonl", tmp_path / "scores.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in lines) + "no JSON\n\n")
    fields = ("--reference-field", "code.native", "--candidate-field", "answer")
    result = _run("--jsonl", path, *fields, "-o", output, "--json", "-j", 1)
    assert result.exit_code == 0, result.output
    summary = json.loads(result.stdout)
    assert (summary["pairs"], summary["scored"], summary["unreadable_candidates"]) == (6, 2, 2)
    assert summary["other_errors"] == 2
    assert summary["equal"] == {"exact": 1, "no": 1}
    f1 = [json.loads(line)["actions"]["f1"] for line in output.read_text().splitlines()[:2]]
    assert summary["means"]["actions_f1"] == round(sum(f1) / 2, 4)
    assert summary["means_with_unreadable"]["actions_f1"] == round(sum(f1) / 4, 4)
    assert _run("--jsonl", path, *fields, "-o", output).exit_code == 1  # it is there
    assert _run("--jsonl", path, "--reference-field", "code").exit_code == 2
    assert _run(path).exit_code == 2


# -- CodeBLEU ---------------------------------------------------------------------------


def test_only_comments_are_taken_out() -> None:
    code = "x = f(a='#1')  # c\n# only\ny = '''\n# text\n'''\n  # indented\nz = 1\n"
    assert without_comments(code) == "x = f(a='#1')\ny = '''\n# text\n'''\nz = 1\n"
    assert without_comments("x = ( # a\n") == "x = (\n"
    assert without_comments("x = '''\n# b\nno end # c\n").startswith("x = '''\n")


needs_codebleu = pytest.mark.skipif(
    importlib.util.find_spec("codebleu") is None,
    reason="the extra codebleu is not installed (no wheels for this Python)",
)


@needs_codebleu
def test_code_bleu_ignores_comments_and_weighs_as_the_paper_does() -> None:
    one = "a = ask('A #1')\nb = ask('B')\nshow(a, b)\n"
    same = code_bleu(one, "# said\n" + one.replace("show", "show").replace("\n", "  # c\n"))
    assert same["codebleu"] == 1
    other = code_bleu(one, "a = ask('A #2')\nb = tell('C')\nc = show(b)\n")
    assert 0 < other["codebleu"] < 1
    parts = [other[name] for name in list(other)[1:]]
    flow = parts[3] or 1
    expected = 0.1 * parts[0] + 0.1 * parts[1] + 0.4 * parts[2] + 0.4 * flow
    assert other["codebleu"] == pytest.approx(expected, abs=2e-4)


@needs_codebleu
def test_command_adds_codebleu(tmp_path: Path) -> None:
    workflow = sp.compile(REFERENCE)
    (tmp_path / "r.py").write_text(sp.decompile(workflow))
    sp.dump(workflow, tmp_path / "c.shortcut")
    result = _run(tmp_path / "r.py", tmp_path / "c.shortcut", "--codebleu", "--json")
    assert json.loads(result.stdout)["codebleu"]["codebleu"] == 1


LARGE = {
    "more than 1,000,000 characters": "# a comment\n" * 90_000,
    "more than 20,000 tokens": "wait(1)\n" * 5_500,
    "a statement of more than 3,000 tokens": "x = " + "+".join("1" * 1_600) + "\n",
    "more than 20,000 tokens ": "show((\n" * 8_000,
    "a statement of more than 3,000 tokens ": "wait(1)\nshow((\n" * 1_200,
    "more than 100,000 tokens, each counted twice for every loop around it": "".join(
        f"{' ' * depth}while x:\n" for depth in range(30)
    )
    + " " * 30
    + "wait(1)\n",
    "more than 100,000 tokens, each counted twice for every loop around it ": "while (\n" * 30,
}


@pytest.mark.parametrize("why", LARGE)
def test_what_is_too_large_for_codebleu(why: str) -> None:
    assert beyond(LARGE[why]) == why.strip()


@pytest.mark.parametrize(
    "code",
    ["", "x = '''", "\x00", "for x in y:\n    wait(1)\n" * 1_500, "while x:\n y\n  z\n w\n"],
)
def test_what_is_not_too_large_for_codebleu(code: str) -> None:
    assert beyond(code) is None


def test_codebleu_of_large_code_is_left_out_and_said(tmp_path: Path) -> None:
    """Also where the library is not installed: it is not asked for."""
    large = "wait(1)\n" * 5_500
    found = score(REFERENCE, large, with_codebleu=True)
    assert found["codebleu_skipped"] == "the candidate has more than 20,000 tokens"
    assert "codebleu" not in found
    (tmp_path / "r.py").write_text(REFERENCE)
    (tmp_path / "c.py").write_text(large)
    result = _run(tmp_path / "r.py", tmp_path / "c.py", "--codebleu")
    assert "left out: the candidate has more than 20,000 tokens" in result.stdout


def test_the_means_of_codebleu_are_of_those_that_have_it() -> None:
    totals = Totals()
    small = score(REFERENCE, REFERENCE)
    totals.add({"line": 1, **small, "codebleu": {"codebleu": 0.5}})
    totals.add({"line": 2, **small, "codebleu_skipped": "too large"})
    totals.add({"line": 3, "error": "no JSON", "side": "candidate"})
    summary = totals.as_json()
    assert summary["codebleu_skipped"] == 1
    assert summary["means"]["codebleu"] == 0.5
    assert summary["means_with_unreadable"]["codebleu"] == 0.25
    assert summary["means"]["actions_f1"] == 1
    assert summary["means_with_unreadable"]["actions_f1"] == round(2 / 3, 4)


def test_without_the_library_the_message_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "codebleu", None)
    with pytest.raises(ShortcutError, match=r"pip install 'shortcuts_py\[codebleu\]'"):
        score(REFERENCE, REFERENCE, with_codebleu=True)
