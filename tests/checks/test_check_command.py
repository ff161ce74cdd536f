"""`shortcuts-py check` as a user runs it: files, folders, formats, exit statuses, mending."""

from __future__ import annotations

import json
import plistlib
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from file_damage import bare_subject, damage, mode_as_text, moved_id
from make_actions import action, file_of, part, reference
from sound_files import FIXTURES, sound_files

import shortcuts_py as sp
from shortcuts_py.commands.shortcuts_py import main
from shortcuts_py.plist.compare import same
from shortcuts_py.storage import load

SOUND = FIXTURES / "shortcuts" / "era_ios15.shortcut"
TEXTS = {"WFInput": reference({"Type": "Clipboard"})}


def run(*arguments: Any, data: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)], input=data)


def write(path: Path, plist: Any, kind: Any = plistlib.FMT_BINARY) -> Path:
    path.write_bytes(plistlib.dumps(plist, fmt=kind, sort_keys=False))
    return path


def broken() -> dict[str, Any]:
    """A file with an error, two warnings and a note, of which three can be mended."""
    return file_of(
        part("conditional", 0, WFCondition=100, **TEXTS),
        {**action("alert", WFAlertActionTitle="Hello"), "UUID": "A"},
        part("conditional", "2"),  # type: ignore[arg-type]
        WFWorkflowTypez=[],
    )


def test_a_sound_file() -> None:
    done = run(SOUND)
    assert done.exit_code == 0
    assert done.stdout == ""
    assert done.stderr == "no problems in 1 file\n"


def test_an_error_makes_the_exit_status_1(tmp_path: Path) -> None:
    done = run(write(tmp_path / "A.shortcut", broken()))
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    heads = [line.split(": ")[1] for line in lines if not line.startswith(" ")]
    assert heads == [
        "note[root-key]",
        "warning[condition-subject]",
        "error[beside-parameters]",
        "warning[block-form]",
    ]
    assert "action 2 of 3 (Show Alert), UUID: error" in done.stdout
    assert done.stderr == "1 error, 2 warnings, 1 note in 1 file; --fix mends 3\n"


def test_warnings_are_no_failure(tmp_path: Path) -> None:
    file = file_of(part("conditional", 0, WFCondition=6), part("conditional", 2))
    assert run(write(tmp_path / "A.shortcut", file)).exit_code == 0


@pytest.mark.parametrize("arguments", [[], ["nowhere.shortcut"], [SOUND, "--target", "ios99"],
                                       [SOUND, "--select", "nonsense"],
                                       [SOUND, "--json", "--sarif"],
                                       ["-", "--fix"]])  # fmt: skip
def test_a_wrong_command_line_is_2(arguments: list[Any]) -> None:
    assert run(*arguments).exit_code == 2


def test_json_has_exactly_the_promised_keys(tmp_path: Path) -> None:
    path = write(tmp_path / "A.shortcut", broken())
    done = run(path, "--json")
    assert done.exit_code == 1
    found = json.loads(done.stdout)
    assert list(found) == ["files"]
    (file,) = found["files"]
    assert list(file) == ["file", "diagnostics"]
    assert file["file"] == str(path)
    third = file["diagnostics"][2]
    assert third == {
        "severity": "error",
        "code": "beside-parameters",
        "message": third["message"],
        "line": None,
        "column": None,
        "action": 1,
        "parameter": "UUID",
        "suggestions": [],
    }


def test_select_and_ignore_take_codes_and_severities(tmp_path: Path) -> None:
    path = write(tmp_path / "A.shortcut", broken())

    def codes(*options: str) -> list[str]:
        found = json.loads(run(path, "--json", *options).stdout)
        return [one["code"] for one in found["files"][0]["diagnostics"]]

    assert codes("--select", "error,note") == ["root-key", "beside-parameters"]
    assert codes("--ignore", "note", "--ignore", "beside-parameters") == [
        "condition-subject",
        "block-form",
    ]
    assert run(path, "--select", "note").exit_code == 0


def test_a_misspelt_code_gets_a_suggestion() -> None:
    assert "did you mean block-form?" in run(SOUND, "--select", "block-from").stderr


def test_a_folder_and_many_files(tmp_path: Path) -> None:
    for number in range(12):
        write(tmp_path / f"{number:02}.shortcut", broken())
    (tmp_path / "notes.txt").write_text("not meant")
    (tmp_path / "data.json").write_text("{}")
    found = json.loads(run(tmp_path, "--json", "--jobs", "2").stdout)
    assert [Path(one["file"]).name for one in found["files"]] == [
        f"{number:02}.shortcut" for number in range(12)
    ]
    assert {len(one["diagnostics"]) for one in found["files"]} == {4}


def test_signed_files_are_checked() -> None:
    signed = sorted((FIXTURES / "signed").rglob("*.shortcut"))
    done = run(signed[0], "--json")
    assert [one["code"] for one in json.loads(done.stdout)["files"][0]["diagnostics"]] != [
        "unreadable"
    ]


def test_what_cannot_be_read_is_an_error_of_that_file(tmp_path: Path) -> None:
    path = tmp_path / "A.shortcut"
    path.write_bytes(b"bplist00 and nothing more")
    done = run(path, SOUND)
    assert done.exit_code == 1
    assert "error[unreadable]: damaged binary property list" in done.stdout


def test_standard_input(tmp_path: Path) -> None:
    data = write(tmp_path / "A.shortcut", broken()).read_bytes()
    done = run("-", data=data)
    assert done.exit_code == 1
    assert done.stdout.startswith("-, WFWorkflowTypez: note[root-key]")


def test_diff_shows_and_writes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "A.shortcut", broken())
    before = path.read_bytes()
    done = run(path, "--diff")
    assert path.read_bytes() == before
    assert done.stdout.startswith(f"--- {path}\n+++ {path} (mended)\n")
    assert "3 problems mended" in done.stderr


def test_fix_mends_shows_and_does_it_once(tmp_path: Path) -> None:
    path = write(tmp_path / "A.shortcut", broken())
    done = run(path, "--fix")
    assert done.exit_code == 0
    assert done.stdout.startswith(f"--- {path}\n")
    assert "3 problems mended" in done.stderr
    mended = path.read_bytes()
    plist = plistlib.loads(mended)
    assert plist["WFWorkflowActions"][1]["WFWorkflowActionParameters"]["UUID"] == "A"
    assert plist["WFWorkflowTypez"] == []
    again = run(path, "--fix")
    assert path.read_bytes() == mended
    assert "0 problems mended" in again.stderr


def test_fix_keeps_to_what_is_selected(tmp_path: Path) -> None:
    path = write(tmp_path / "A.shortcut", broken())
    run(path, "--fix", "--select", "block-form")
    plist = plistlib.loads(path.read_bytes())
    assert "UUID" in plist["WFWorkflowActions"][1]
    assert plist["WFWorkflowActions"][2]["WFWorkflowActionParameters"]["WFControlFlowMode"] == 2


@pytest.mark.parametrize("kind", ["xml", "json", "binary"])
@pytest.mark.parametrize("harm", [moved_id, bare_subject, mode_as_text])
def test_fix_restores_a_damaged_file_in_its_format(tmp_path: Path, kind: str, harm: Any) -> None:
    plist = sound_files()["era_ios15.shortcut"]
    done = damage(plist, harm, 1)
    assert done is not None
    path = tmp_path / f"A.{'shortcut' if kind == 'binary' else kind}"
    if kind == "json":
        path.write_text(json.dumps(done.plist))
    else:
        write(path, done.plist, plistlib.FMT_XML if kind == "xml" else plistlib.FMT_BINARY)
    assert "1 problem mended" in run(path, "--fix").stderr
    assert same(load(path).to_plist(), plist)
    starts = {"xml": b"<?xml", "json": b"{", "binary": b"bplist00"}
    assert path.read_bytes().startswith(starts[kind])


def test_fix_changes_no_byte_of_sound_files(tmp_path: Path) -> None:
    before = {}
    for name in sound_files():
        source = FIXTURES / "shortcuts" / name
        if source.exists() and source.suffix != ".py":
            shutil.copy(source, tmp_path / name)
            before[name] = source.read_bytes()
    done = run(tmp_path, "--fix")
    assert len(before) > 10
    assert {name: (tmp_path / name).read_bytes() for name in before} == before
    assert "0 problems mended" in done.stderr


def test_fix_leaves_signed_files_and_says_what_to_do(tmp_path: Path) -> None:
    from shortcuts_py import container

    identity = container.Identity.from_files(FIXTURES / "signed" / "icloud.qmd")
    path = tmp_path / "A.shortcut"
    data = container.sign(plistlib.dumps(broken(), fmt=plistlib.FMT_BINARY), identity)
    path.write_bytes(data)
    done = run(path, "--fix")
    assert path.read_bytes() == data
    assert "unsign it" in done.stderr


def test_twenty_mistakes_are_twenty_problems_in_order(tmp_path: Path) -> None:
    mistakes = [part("conditional", 0, f"G{n}", WFCondition=6) for n in range(20)]
    ends = [part("conditional", 2, f"G{n}") for n in range(20)]
    actions = [one for pair in zip(mistakes, ends, strict=True) for one in pair]
    path = write(tmp_path / "A.shortcut", file_of(*actions))
    found = json.loads(run(path, "--json").stdout)["files"][0]["diagnostics"]
    assert [one["action"] for one in found] == list(range(0, 40, 2))


@pytest.mark.parametrize("option", ["--json", "--sarif", "--quiet", "--diff"])
def test_text_that_no_encoding_has_is_printed_as_escapes(tmp_path: Path, option: str) -> None:
    path = tmp_path / "A.json"
    file = broken() | {"half \ud800": []}
    path.write_text(json.dumps(file))
    done = run(path, option)
    assert done.exit_code == (0 if option == "--diff" else 1)
    if option in ("--json", "--sarif"):
        assert "half \\ud800" in done.stdout
        json.loads(done.stdout)


def test_the_program_in_a_file_cannot_steer_the_terminal(tmp_path: Path) -> None:
    name = "\x1b[2J\u202ename"
    file = file_of(action("setvariable", WFVariableName=name, **TEXTS))
    done = run(write(tmp_path / "A.shortcut", file))
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


CODE = """from shortcuts_py.lang import *

name = ask_for_input("Name?")  # who
show_content(f"Hi {nmae}")
"""


def test_code_is_checked_with_lines_and_mended_in_place(tmp_path: Path) -> None:
    path = tmp_path / "A.py"
    path.write_text(CODE, encoding="utf-8")
    done = run(path)
    assert done.exit_code == 1
    assert done.stdout.splitlines()[:3] == [
        f"{path}:4:20: error[undefined-name]: 'nmae' is not defined; did you mean name?",
        '    show_content(f"Hi {nmae}")',
        "                       ^^^^",
    ]
    mended = run(path, "--fix")
    assert mended.exit_code == 0
    assert path.read_text(encoding="utf-8") == CODE.replace("nmae", "name")
    assert "1 problem mended" in mended.stderr
    assert "0 problems mended" in run(path, "--fix").stderr


def test_code_from_standard_input_is_recognised() -> None:
    done = run("-", "--json", data=CODE.encode())
    (problem,) = json.loads(done.stdout)["files"][0]["diagnostics"]
    assert (problem["line"], problem["column"], problem["action"]) == (4, 20, None)
    assert problem["suggestions"][0] == "name"


def test_the_target_counts_for_code(tmp_path: Path) -> None:
    path = tmp_path / "A.py"
    path.write_text('if clipboard == "a" and shortcut_input == "b":\n    show_alert("c")\n')
    found = json.loads(run(path, "--target", "ios17", "--json").stdout)["files"][0]["diagnostics"]
    assert [one["code"] for one in found if one["severity"] == "error"] == ["too-new"]
    assert ("not-available", 1) in {(one["code"], one["line"]) for one in found}


def test_from_python_every_form_of_a_shortcut_is_checked(tmp_path: Path) -> None:
    path = write(tmp_path / "A.shortcut", broken())
    expected = ["root-key", "condition-subject", "beside-parameters", "block-form"]
    for what in (path, str(path), path.read_bytes(), load(path)):
        assert [one.code for one in sp.check(what)] == expected
    (problem,) = sp.check(CODE)
    assert (problem.code, problem.line, problem.action) == ("undefined-name", 4, None)
    assert "too-new" in {one.code for one in sp.check(several(), target="ios17")}


def several() -> str:
    return 'if clipboard == "a" and shortcut_input == "b":\n    show_alert("c")\n'


def test_fix_keeps_to_what_is_selected_in_code(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    code = 'show_alert("a", titel="b")\nshow_content(clipbord)\n'
    for options, mended in (
        (("--select", "unknown-parameter"), 'show_alert("a", title="b")\nshow_content(clipbord)\n'),
        (("--ignore", "unknown-parameter"), code.replace("clipbord", "clipboard")),
        (("--ignore", "error"), code),
    ):
        path.write_text(code, encoding="utf-8")
        run(path, "--fix", *options)
        assert path.read_text(encoding="utf-8") == mended
