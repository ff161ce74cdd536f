"""`py2shortcut --repair`: files, folders, JSONL files, and exit status."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

import shortcuts_py as sp
from shortcuts_py.commands.py2shortcut import main

SOUND = "x = is_workflow_actions_date()\nis_workflow_actions_showresult( Text=f'''{x}''')\n"
DAMAGED = f"Here it is:\n\n```\n{SOUND}```\n"
LOSSY = f"{SOUND}so be it then\n{SOUND}"


def run(*arguments: object, text: str | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["--repair", *map(str, arguments)], input=text)
    return result.exit_code, result.stdout, result.stderr


def test_a_file_is_repaired_and_its_guesses_are_said(tmp_path: Path) -> None:
    (tmp_path / "answer.md").write_text(DAMAGED)
    status, _, said = run(tmp_path / "answer.md", "-o", tmp_path / "Date.shortcut")
    assert status == 0
    assert "guess[prose]" in said
    assert "2 actions, 3 guesses" in said
    workflow = sp.load(tmp_path / "Date.shortcut")
    assert sp.equivalent(workflow, sp.repair(SOUND).workflow)


def test_strict_refuses_what_was_guessed(tmp_path: Path) -> None:
    (tmp_path / "answer.md").write_text(DAMAGED)
    (tmp_path / "sound.py").write_text(SOUND)
    target = tmp_path / "Date.shortcut"
    assert run(tmp_path / "answer.md", "--strict", "-o", target)[0] == 1
    assert not target.exists()
    assert run(tmp_path / "sound.py", "--strict", "-o", target)[0] == 0
    assert target.exists()


def test_a_loss_is_an_error_and_the_file_is_there(tmp_path: Path) -> None:
    (tmp_path / "answer.py").write_text(LOSSY)
    status, _, said = run(tmp_path / "answer.py")
    assert status == 1
    assert "lost[fragment]" in said
    assert (tmp_path / "answer.shortcut").exists()


def test_records_get_numbers_as_names(tmp_path: Path) -> None:
    records = [
        {"id": "../../evil", "out": {"code": SOUND}},
        {"out": {"code": DAMAGED}},
        {"out": {"code": LOSSY}},
        {"out": {}},
    ]
    lines = [json.dumps(one) for one in records]
    (tmp_path / "a.jsonl").write_text("\n".join([*lines[:2], "", *lines[2:], "no JSON"]))
    folder = tmp_path / "out"
    status, out, said = run(
        tmp_path / "a.jsonl", "--field", "out.code", "-o", folder, "--report", "json"
    )
    assert status == 1
    names = ["a-000001.shortcut", "a-000002.shortcut", "a-000004.shortcut"]
    assert sorted(one.name for one in folder.iterdir()) == names
    report = json.loads(out)
    assert report["totals"] == {
        "texts": 5,
        "sound": 1,
        "repaired": 1,
        "with_losses": 1,
        "failed": 2,
        "actions": 9,
        "guesses": {"fence": 2, "prose": 1, "fragment": 1},
    }
    assert [one["ok"] for one in report["files"]] == [True, True, False, False, False]
    assert "5 texts: 1 sound, 1 repaired, 1 with losses, 2 failed" in said


def test_many_records_are_repaired_side_by_side(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("\n".join([json.dumps({"code": SOUND})] * 12))
    status, _, said = run(tmp_path / "a.jsonl", "-o", tmp_path / "out", "-j", 2)
    assert status == 0
    assert "12 texts: 12 sound" in said
    assert len(list((tmp_path / "out").iterdir())) == 12


def test_records_need_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"code": SOUND}))
    status, _, said = run(tmp_path / "a.jsonl")
    assert status == 2
    assert "-o FOLDER" in said


def test_a_folder_is_taken_whole(tmp_path: Path) -> None:
    (tmp_path / "in/deep").mkdir(parents=True)
    (tmp_path / "in/a.txt").write_text(SOUND)
    (tmp_path / "in/deep/b.md").write_text(DAMAGED)
    (tmp_path / "in/deep/c.jsonl").write_text(json.dumps({"code": SOUND}))
    assert run(tmp_path / "in", "-o", tmp_path / "out")[0] == 0
    names = {str(one.relative_to(tmp_path / "out")) for one in (tmp_path / "out").rglob("*.*")}
    assert names == {"a.shortcut", "deep/b.shortcut", "deep/c-000001.shortcut"}


def test_standard_input_to_standard_output() -> None:
    result = CliRunner().invoke(main, ["--repair", "-"], input=DAMAGED)
    assert result.exit_code == 0
    assert sp.equivalent(sp.loads(result.stdout_bytes), sp.repair(SOUND).workflow)


def test_repair_does_not_sign(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(SOUND)
    assert run(tmp_path / "a.py", "--sign", "auto")[0] == 2
