"""Data sets: what a record holds, what is left out, and runs that end early."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import shortcuts_py as sp
from shortcuts_py.commands.dataset import dataset as command
from shortcuts_py.dataset import FILTERS, Options, build, count, make_record
from shortcuts_py.dataset.records import KEYS
from shortcuts_py.errors import ShortcutError

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"

CODE = """\
shortcut("Tea")
who = ask_for_input("Who?")
if who == "Ada":
    text("a")
else:
    text("b")
match choose_from_menu("Which?"):
    case "Green":
        for item in who:
            total = 1
            total = 2
    case "Black":
        com.example.App.BrewIntent(strength=1)
    case "None":
        pass
show_content(f"{who} {total}")
"""


def _write(folder: Path, name: str, code: str) -> Path:
    path = folder / name
    sp.dump(sp.compile(code), path)
    return path


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    """Seven files: two records, and one left out or broken for each reason."""
    folder = tmp_path / "pile"
    (folder / "sub").mkdir(parents=True)
    _write(folder, "a.shortcut", 'who = ask_for_input("Who?")\nshow_content(who)\n')
    shutil.copy(folder / "a.shortcut", folder / "b.shortcut")
    # Another name in code gives another id in the file.
    _write(folder, "c.shortcut", 'you = ask_for_input("Who?")\nshow_content(you)\n')
    _write(folder, "d.shortcut", 'show_content("x", **{"WFData": b"\\x00"})\n')
    _write(folder, "e.shortcut", "com.example.Nothing.KnownIntent()\n")
    _write(folder, "f.shortcut", "...\n")
    (folder / "g.shortcut").write_bytes(b"no shortcut")
    _write(folder / "sub", "h.xml", 'show_content("last")\n')
    (folder / "notes.txt").write_text("not looked at")
    return folder


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


# -- records ----------------------------------------------------------------------------


def test_a_record_says_everything_of_a_shortcut() -> None:
    workflow = sp.compile(CODE)
    record = make_record(workflow)
    assert tuple(record) == KEYS
    assert record["name"] == "Tea"
    assert sp.equivalent(sp.compile(record["code"]["native"]), workflow)
    assert sp.Workflow.model_validate(record["ast"]).to_plist() == workflow.to_plist()
    identifiers = [
        one["WFWorkflowActionIdentifier"] for one in workflow.to_plist()["WFWorkflowActions"]
    ]
    assert record["actions"] == identifiers
    documented = [one["identifier"] for one in record["documentation"]]
    assert documented == [
        one for one in dict.fromkeys(identifiers) if not one.startswith("com.example")
    ]
    ask = record["documentation"][0]
    assert (ask["function"], ask["return_name"]) == ("ask_for_input", "Provided Input")
    assert json.loads(json.dumps(record)) == record


def test_statistics_are_counted() -> None:
    # By hand: ask, if, text, otherwise, text, end, menu, 3 cases, repeat, 2 * (number and
    # set variable), end, intent, nothing, end menu, show.
    assert count(sp.compile(CODE)) == {
        "actions": 20,
        "distinct_actions": 10,
        "ifs": 1,
        "menus": 1,
        "repeats": 0,
        "repeats_with_each": 1,
        "branches": 5,
        "loops": 1,
        "nesting": 2,
        "variables": 1,
        "outputs": 3,
        "apps": {"com.example.App": 1},
        "categories": count(sp.compile(CODE))["categories"],
    }
    categories = count(sp.compile(CODE))["categories"]
    assert sum(categories.values()) == 20
    assert categories["Unknown"] == 1
    assert categories["Scripting/Control Flow"] >= 9


def test_ids_of_records_tell_equal_from_equivalent() -> None:
    one, same, other = (
        make_record(sp.compile(f'{name} = ask_for_input("A")\nshow_content({name})\n{more}'))
        for name, more in (("a", ""), ("b", ""), ("a", "pass\n"))
    )
    assert one["id"] != same["id"]
    assert one["id_up_to_ids"] == same["id_up_to_ids"] != other["id_up_to_ids"]


SHORTCUTS = [one for one in sorted((FIXTURES / "shortcuts").iterdir()) if one.suffix != ".py"]


@pytest.mark.parametrize("path", SHORTCUTS, ids=lambda path: path.name)
def test_every_fixture_gives_a_record(path: Path, tmp_path: Path) -> None:
    summary = build(path, tmp_path / "out.jsonl", options=Options(filters=frozenset()))
    if path.name == "text_surrogates.json":
        # JSON text cannot hold half of a surrogate pair.
        assert "JSON cannot hold this" in summary.failures[0][1]
    else:
        assert (summary.records, summary.failures) == (1, [])


@pytest.mark.parametrize("depth", [100, 200, 240])
def test_deep_values_give_a_record_or_an_error(depth: int) -> None:
    value: Any = "x"
    for number in range(depth):
        value = {"a": value} if number % 2 else [value]
    action = {
        "WFWorkflowActionIdentifier": "is.workflow.actions.gettext",
        "WFWorkflowActionParameters": {"WFTextActionText": value},
    }
    workflow = sp.Workflow.from_plist({"WFWorkflowActions": [action]})
    if depth == 100:
        assert make_record(workflow)["statistics"]["actions"] == 1
    else:
        with pytest.raises(ShortcutError, match=r"deep|depth"):
            make_record(workflow)


# -- runs -------------------------------------------------------------------------------


def test_a_run_counts_what_it_leaves_out(pile: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    summary = build(pile, output)
    assert (summary.files, summary.records, summary.failed) == (8, 2, 1)
    assert dict(summary.filtered) == dict.fromkeys(FILTERS, 1)
    assert [Path(file).name for file, _ in summary.failures] == ["g.shortcut"]
    assert [one["name"] for one in _records(output)] == ["a", "h"]
    assert str(tmp_path) not in output.read_text("utf-8")  # no path leaks
    facts = _records(output)[1]["facts"]
    assert (facts["format"], facts["signed"], facts["era"]) == ("xml", False, "ios15")


@pytest.mark.parametrize("name", FILTERS)
def test_each_filter_can_be_switched_off(name: str, pile: Path, tmp_path: Path) -> None:
    options = Options(filters=frozenset(FILTERS) - {name})
    summary = build(pile, tmp_path / "out.jsonl", options=options)
    assert summary.filtered[name] == 0
    # A copy is equivalent, too; the filter for that does not take it for one.
    assert summary.records == 3


def test_a_signed_file_is_read(tmp_path: Path) -> None:
    build(FIXTURES / "signed" / "icloud.shortcut", tmp_path / "out.jsonl")
    (record,) = _records(tmp_path / "out.jsonl")
    assert record["facts"]["signed"] is True


def test_runs_are_the_same_with_any_number_of_processes(pile: Path, tmp_path: Path) -> None:
    build(pile, tmp_path / "one.jsonl")
    build(pile, tmp_path / "two.jsonl", jobs=2)
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


def test_a_killed_run_goes_on_wherever_it_was_cut(pile: Path, tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole.jsonl", tmp_path / "cut.jsonl"
    options = Options(filters=frozenset({"equivalent"}), documentation=False)
    build(pile, whole, options=options)
    data = whole.read_bytes()
    ends = [place + 1 for place, byte in enumerate(data) if byte == 0x0A]
    assert len(ends) == 6
    for place in (0, 1, 100, *(end + shift for end in ends for shift in (-1, 0, 1))):
        cut.write_bytes(data[:place])
        summary = build(pile, cut, options=options, resume=True)
        assert cut.read_bytes() == data
        assert summary.skipped == sum(end <= place for end in ends)


def test_resuming_refuses_records_of_another_kind(pile: Path, tmp_path: Path) -> None:
    build(pile, tmp_path / "out.jsonl")
    for options, hooks in ((Options(ast=False), {}), (Options(), {"plan": len})):
        with pytest.raises(ShortcutError, match="other records"):
            build(pile, tmp_path / "out.jsonl", options=options, hooks=hooks, resume=True)
    (tmp_path / "text").write_text("hello\nworld\n")
    with pytest.raises(ShortcutError, match=r"text:1: no JSON"):
        build(pile, tmp_path / "text", resume=True)


def test_what_is_there_is_not_overwritten(pile: Path, tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").write_text("mine\n")
    with pytest.raises(ShortcutError, match="there already"):
        build(pile, tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl").read_text() == "mine\n"
    assert build(pile, tmp_path / "out.jsonl", replace=True).records == 2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (Options(dialects=("klingon",)), "unknown dialect"),
        (Options(filters=frozenset({"odd"})), "unknown filter"),
    ],
)
def test_wrong_options_are_errors(options: Options, message: str, tmp_path: Path) -> None:
    with pytest.raises(ShortcutError, match=message):
        build(FIXTURES / "shortcuts", tmp_path / "out.jsonl", options=options)
    with pytest.raises(ShortcutError, match="no file or folder"):
        build(tmp_path / "nowhere", tmp_path / "out.jsonl")


# -- hooks ------------------------------------------------------------------------------


def _query(record: dict[str, Any]) -> str:
    return f"Make {record['name']}"


def _plan(record: dict[str, Any]) -> list[str]:
    return [record["query"], *record["actions"]]


@pytest.mark.parametrize("hook_jobs", [1, 3])
def test_hooks_add_fields_in_their_order(pile: Path, tmp_path: Path, hook_jobs: int) -> None:
    hooks = {"query": _query, "plan": _plan}
    build(pile, tmp_path / "out.jsonl", hooks=hooks, hook_jobs=hook_jobs)
    first, last = _records(tmp_path / "out.jsonl")
    assert (first["query"], last["query"]) == ("Make a", "Make h")
    assert last["plan"] == ["Make h", "is.workflow.actions.showresult"]


@pytest.mark.parametrize("hook_jobs", [1, 3])
def test_a_failing_hook_costs_its_record_only(pile: Path, tmp_path: Path, hook_jobs: int) -> None:
    def ask(record: dict[str, Any]) -> Any:
        return {1} if record["name"] == "a" else "fine"  # a set is no JSON

    summary = build(pile, tmp_path / "out.jsonl", hooks={"query": ask}, hook_jobs=hook_jobs)
    assert [one["name"] for one in _records(tmp_path / "out.jsonl")] == ["h"]
    assert "hook query" in dict(summary.failures)[str(pile / "a.shortcut")]


def test_a_hook_cannot_replace_a_field(pile: Path, tmp_path: Path) -> None:
    with pytest.raises(ShortcutError, match="already"):
        build(pile, tmp_path / "out.jsonl", hooks={"code": len})


# -- Parquet ----------------------------------------------------------------------------


def test_parquet_holds_the_same(pile: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    build(pile, tmp_path / "out.jsonl", hooks={"query": _query})
    build(pile, tmp_path / "out.parquet", hooks={"query": _query})
    result = CliRunner().invoke(
        command, ["parquet", str(tmp_path / "out.jsonl"), "-o", str(tmp_path / "b.parquet")]
    )
    assert result.exit_code == 0, result.output
    rows = parquet.read_table(tmp_path / "out.parquet").to_pylist()
    assert rows == parquet.read_table(tmp_path / "b.parquet").to_pylist()
    records = _records(tmp_path / "out.jsonl")
    for row, record in zip(rows, records, strict=True):
        assert row["id"] == record["id"]
        assert row["code_native"] == record["code"]["native"]
        assert row["actions"] == record["actions"]
        assert row["action_count"] == record["statistics"]["actions"]
        assert json.loads(row["ast"]) == record["ast"]
        assert json.loads(row["hook_query"]) == record["query"]
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        "b.parquet", "out.jsonl", "out.parquet", "pile",
    ]  # fmt: skip


def test_without_pyarrow_the_message_says_what_to_install(
    pile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ShortcutError, match=r"pip install 'shortcuts_py\[parquet\]'"):
        build(pile, tmp_path / "out.parquet")


# -- the command ------------------------------------------------------------------------


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(command, ["build", *map(str, arguments)])


def test_command_builds_and_says_what_it_did(pile: Path, tmp_path: Path) -> None:
    result = _run(pile, "-o", tmp_path / "out.jsonl", "--json", "-j", 1)
    assert result.exit_code == 0, result.output
    summary = json.loads(result.stdout)
    assert (summary["records"], summary["filtered"]) == (2, dict.fromkeys(sorted(FILTERS), 1))
    assert summary["means"]["actions"] == 1.5
    assert "2 records of 8 files" in result.stderr
    assert "g.shortcut" in result.stderr
    result = _run(pile, "-o", tmp_path / "out.jsonl", "--resume", "-j", 1)
    assert "0 records of 8 files, 2 there already" in result.stderr


def test_command_takes_a_hook_of_the_users_own(
    pile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    (tmp_path / "my_model_of_tests.py").write_text(
        "def ask(record):\n    return len(record['actions'])\n"
    )
    result = _run(pile, "-o", "out.jsonl", "--hook", "size=my_model_of_tests:ask", "-j", 1)
    assert result.exit_code == 0, result.output
    assert [one["size"] for one in _records(tmp_path / "out.jsonl")] == [2, 1]
    for wrong in ("nothing", "my_model_of_tests:no", "no_such_module_here:f"):
        result = _run(pile, "-o", "other.jsonl", "--hook", wrong)
        assert result.exit_code == 1
        assert "hook" in result.stderr


def test_command_stopped_by_hand_leaves_whole_lines(
    pile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    (tmp_path / "my_stop_of_tests.py").write_text(
        "def ask(record):\n    if record['name'] == 'h':\n        raise KeyboardInterrupt\n"
    )
    arguments = (pile, "-o", "out.jsonl", "-j", 1)
    result = _run(*arguments, "--hook", "my_stop_of_tests:ask")
    assert result.exit_code == 130
    assert "--resume goes on" in result.stderr
    assert [one["name"] for one in _records(tmp_path / "out.jsonl")] == ["a"]


def test_command_fails_where_nothing_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.shortcut").write_bytes(b"no")
    assert _run(tmp_path, "-o", tmp_path / "out.jsonl", "-j", 1).exit_code == 1
    assert _run(tmp_path, "-o", tmp_path / "o.jsonl", "--keep", "nothing").exit_code == 2


def test_the_corpus_gives_records(corpus: Path, tmp_path: Path) -> None:
    """Every real file gives a record once the filters are off; a part of them by default."""
    import os

    from shortcuts_py.dataset.sources import find_files

    files = list(find_files([corpus]))
    chosen = files if os.environ.get("SHORTCUTS_ALL") else files[::40]
    summary = build(chosen, tmp_path / "out.jsonl", options=Options(filters=frozenset()), jobs=2)
    assert summary.failures == []
    assert summary.records == len(chosen) > 0


def _is_alive(process: int) -> bool:
    import os

    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")  # a dead process that nobody has waited for
    return not (state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends the workers by itself")
def test_a_killed_run_leaves_no_process_behind(tmp_path: Path) -> None:
    """Workers of a parent that was killed end by themselves, within seconds."""
    import signal
    import subprocess
    import time

    script = tmp_path / "many.py"
    script.write_text(
        "import os, time\n"
        "from shortcuts_py.batch import run_many\n"
        "def say(item):\n"
        # In one piece: two workers say it at the same time.
        "    os.write(1, f'{os.getpid()}\\n'.encode())\n"
        "    return item\n"
        "if __name__ == '__main__':\n"
        "    for _ in run_many(say, range(100), 2):\n"
        "        time.sleep(0.5)\n"
    )
    parent = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    end = time.monotonic() + 15
    while time.monotonic() < end and _is_alive(worker):
        time.sleep(0.1)
    assert not _is_alive(worker)
