"""The privacy report: cases checked by hand, the table of effects, hostile and real files.

`fixtures/audit/<name>.py` is the code, `<name>.json` what has to be reported: each entry as
action, category, parameter, what, and the evidence (for a flow, the actions on its way). A
new pair of files is a new case.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import shortcuts_py as sp
from shortcuts_py import catalog
from shortcuts_py.commands.audit import audit as command
from shortcuts_py.dataset.sources import find_files
from shortcuts_py.privacy import CATEGORIES, Report
from shortcuts_py.privacy.effects import table
from shortcuts_py.workflow.actions import UnknownAction

CASES = Path(__file__).resolve().parents[2] / "fixtures" / "audit"
NAMES = sorted(path.stem for path in CASES.glob("*.py"))


def _audit(code: str) -> Report:
    return sp.audit(sp.compile(code))


def _shown(report: Report) -> dict[str, Any]:
    return {
        "permissions": list(report.permissions),
        "hosts": list(report.hosts),
        "mentioned": list(report.mentioned),
        "entries": [
            [
                one.action,
                one.category,
                one.parameter,
                one.what,
                " ".join(map(str, one.details["way"])) if one.category == "flow" else one.evidence,
            ]
            for one in report.entries
        ],
    }


@pytest.mark.parametrize("name", NAMES)
def test_reports_what_was_worked_out_by_hand(name: str) -> None:
    expected = json.loads((CASES / f"{name}.json").read_text("utf-8"))
    report = _audit((CASES / f"{name}.py").read_text("utf-8"))
    assert _shown(report) == expected
    assert all(one.category in CATEGORIES for one in report.entries)


def test_every_case_is_a_pair() -> None:
    assert sorted(path.stem for path in CASES.glob("*.json")) == NAMES
    assert len(NAMES) >= 10


# -- the table --------------------------------------------------------------------------


def test_the_table_names_actions_and_parameters_that_exist() -> None:
    definitions = catalog.load()
    for identifier, effects in table()["effects"].items():
        assert identifier in definitions, identifier
        for effect in effects:
            keys = [
                key for field in ("address", "sends", "text", "name", "note")
                for key in effect.get(field, ())
            ]  # fmt: skip
            keys += [effect["when"]["parameter"]] if "when" in effect else []
            assert set(keys) <= definitions[identifier].parameters.keys(), identifier
            assert effect["category"] in {*CATEGORIES, "permission"}
    bundles = {one.rpartition(".")[0] for one in definitions}
    assert set(table()["bundles"]) <= bundles


# -- flows ------------------------------------------------------------------------------


def _flows(code: str) -> list[tuple[str, str]]:
    return [(one.details["data"], one.details["to"]) for one in _audit(code).of("flow")]


@pytest.mark.parametrize(
    "way",
    [
        "send(here)",
        'send(f"at {here}")',
        'd = {"a": {"b": f"{here}"}}\nsend(d)',
        'l = ["x", f"{here}"]\nsend(l)',
        'v = variable("v")\nv = here\nsend(v)',
        'v = variable("v")\nv.append(here)\nsend(v)',
        'v = variable("v")\nsend(v)\nv = here',  # in a loop this would be before
        "for one in here:\n    send(one)",
        "for a in here:\n    for b in a:\n        send(b)",
        "for i in range(2):\n    for a in here:\n        send(a)",
        "for one in here:\n    change_case(one)\nr = repeat_results()\nsend(r)",
        "if here:\n    get_variable(here)\nr = if_result()\nsend(r)",
        'match choose_from_menu("?"):\n    case "a":\n        get_variable(here)\n'
        '    case "b":\n        pass\nr = menu_result()\nsend(r)',
        "send(here.as_(URL))",
        "send(here['a'])",
    ],
)
def test_data_is_followed(way: str) -> None:
    code = "here = get_current_location()\n" + way.replace("send(", "send_message(") + "\n"
    assert ("location", "people") in _flows(code)


@pytest.mark.parametrize(
    "way",
    [
        "send('nothing')",
        'v = variable("v")\nv = here\nw = variable("w")\nw = 1\nsend(w)',
        "for a in clipboard:\n    for b in here:\n        send(a)",
        'a = get_contents_of_url("https://example.org", headers={"a": f"{here}"})\nsend(a)',
        "for one in here:\n    pass\nfor other in clipboard:\n    send(other)",
    ],
)
def test_what_does_not_flow_is_not_reported(way: str) -> None:
    code = "here = get_current_location()\n" + way.replace("send(", "send_message(") + "\n"
    assert ("location", "people") not in _flows(code)


def test_old_files_pass_on_what_the_action_before_gave() -> None:
    code = 'shortcut(client_version="700")\nget_current_location()\nsend_message()\n'
    assert _flows(code) == [("location", "people")]
    assert _flows(code.replace("700", "1146.11")) == []
    old = 'shortcut(client_version="700")\naction("is.workflow.actions.url", '
    old += 'WFURLActionURL="https://example.org/a")\nget_contents_of_url()\n'
    assert list(_audit(old).hosts) == ["example.org"]


# -- addresses --------------------------------------------------------------------------


def test_a_variable_may_hold_several_addresses() -> None:
    code = (
        'v = variable("v")\nv = "https://a.example.org"\nif clipboard:\n'
        '    v = "https://b.example.org"\nget_contents_of_url(f"{v}/x")\n'
    )
    report = _audit(code)
    assert list(report.hosts) == ["a.example.org", "b.example.org"]
    assert report.of("unknown") == []


def test_circles_end() -> None:
    code = (
        'a = variable("a")\nb = variable("b")\na = f"{b}x"\nb = f"{a}y"\nget_contents_of_url(a)\n'
    )
    assert [one.what for one in _audit(code).of("unknown")] == [
        "the address is only known when it runs"
    ]


# -- hostile ----------------------------------------------------------------------------


def _long(number: int) -> sp.Workflow:
    lines = ["x0 = get_current_location()"]
    for one in range(1, number):
        before = f"{{x{one - 1}}}"
        lines.append(f'x{one} = f"{before}{before} a.b {{clipboard}}"')
    lines += [f"get_contents_of_url(x{number - 1})"] * 3
    return sp.compile("\n".join(lines))


def test_time_grows_with_the_size_only() -> None:
    """Each text has the one before twice: followed one by one, 2 ** 400 of them."""
    sp.audit(_long(10))
    times = []
    for number in (400, 1600):
        workflow = _long(number)
        start = time.perf_counter()
        report = sp.audit(workflow)
        times.append(time.perf_counter() - start)
        assert ("location", "an address that is not known") in {
            (one.details["data"], one.details["to"]) for one in report.of("flow")
        }
    assert times[1] < 12 * times[0] + 0.2


def test_long_texts_are_scanned_once() -> None:
    for sign in ("A", "a:", "%4", "%41", "http", "x://", "\\x41", "sk-", "eyJ", "https://a.", "@"):
        workflow = sp.compile(f"show_content({sign * 60_000!r})")
        start = time.perf_counter()
        report = sp.audit(workflow)
        assert time.perf_counter() - start < 2, sign
        assert len(report.as_text()) < 20_000


def test_odd_values_never_raise() -> None:
    odd: list[Any] = [None, 5, "x", b"x", [], {}, [1, {}], {"Type": 5}, {"Value": 5},
                      {"Type": "ActionOutput"}, {"Type": "Variable"}, {"workflowName": [1]},
                      {"WFSerializationType": "WFTextTokenString", "Value": {"string": "\ufffc"}},
                      {"WFSerializationType": "WFTextTokenAttachment", "Value": 5},
                      {"Variable": {"Variable": {}}}, {"WFKey": 5, "WFValue": {}}]  # fmt: skip
    for identifier, effects in table()["effects"].items():
        keys = {key for one in effects for field in ("address", "sends", "text", "name")
                for key in one.get(field, ())} | {"WFInput", "GroupingIdentifier"}  # fmt: skip
        for value in odd:
            action = {
                "WFWorkflowActionIdentifier": identifier,
                "WFWorkflowActionParameters": {key: value for key in keys if value is not None},
            }
            report = sp.audit(sp.Workflow.from_plist({"WFWorkflowActions": [action, 5]}))
            json.dumps(report.as_json())
            report.as_text()


def test_terminals_are_not_controlled() -> None:
    report = _audit('open_urls("https://example.org/\\x1b[2J\\u202e")\n')
    assert "\x1b" not in report.as_text()
    assert "\\x1b[2J\\u202e" in report.as_text()


# -- the command ------------------------------------------------------------------------


def _run(*arguments: object, **more: Any) -> Result:
    return CliRunner().invoke(command, [*map(str, arguments)], **more)


def test_command_reports_and_fails_on_demand(tmp_path: Path) -> None:
    path = tmp_path / "a.shortcut"
    sp.dump(sp.compile((CASES / "scripts.py").read_text()), path)
    result = _run(path)
    assert result.exit_code == 0
    assert "contacts: example.org, host.example.org" in result.stdout
    assert "action 4, Run AppleScript: runs AppleScript (Script)" in result.stdout
    assert _run(path, "--fail-on", "delete,messages").exit_code == 0
    result = _run(path, "--fail-on", "shell,delete", "--json")
    assert result.exit_code == 1
    (report,) = json.loads(result.stdout)["files"]
    assert (report["failed_on"], report["counts"]["shell"]) == (["shell"], 5)
    assert _run(path, "--fail-on", "any").exit_code == 1
    assert _run(path, "--fail-on", "nonsense").exit_code == 2


def test_command_reads_code_and_streams(tmp_path: Path) -> None:
    result = _run(CASES / "nothing.py")
    assert (result.exit_code, "nothing to report" in result.stdout) == (0, True)
    assert _run("-", input="send_message(clipboard)\n").exit_code == 0
    assert _run("-", input="nonsense(\n").exit_code == 1
    (tmp_path / "b.shortcut").write_bytes(b"no")
    assert _run(tmp_path / "b.shortcut").exit_code == 1


# -- real files -------------------------------------------------------------------------

# Identifiers of actions that contact a computer, written down apart from the table.
CONTACTS = """
downloadurl getwebpagecontents getarticle rss rss.extract url.expand url.getheaders openurl
showwebpage openxcallbackurl readinglist connecttoservers searchweb giphy searchitunes
searappstore searchappstore searchpodcasts searchlocalbusinesses streetview.image stocks.quote
weather.currentconditions weather.forecast text.translate askllm shazamMedia runsshscript
dropbox.save dropbox.savefile dropbox.appendfile dropbox.createfolder dropbox.open
dropbox.getlink evernote.new evernote.append evernote.get evernote.getlink evernote.delete
imgur.upload cloudapp.upload pocket.add pocket.get pinboard.add pinboard.get instapaper.add
instapaper.get todoist.add trello.add.card trello.add.list trello.add.board trello.get
wunderlist.add ifttt wordpress.post tumblr.post slack.send tweet postonfacebook
facebook.messenger.send deskconnect.send venmo.pay venmo.request ride.requestride
"""
ADDRESS = "is.workflow.actions.getipaddress"


def _contacting(workflow: sp.Workflow) -> list[int]:
    """The actions that contact a computer, by their identifiers alone."""
    contacts = {f"is.workflow.actions.{one}" for one in CONTACTS.split()}
    contacts.add("com.google.chrome.ios.openurl")
    found = []
    for index, one in enumerate(workflow.flat()):
        if isinstance(one, UnknownAction):
            continue
        asks = (
            one.identifier == ADDRESS and one.parameters.get("WFIPAddressSourceOption") != "Local"
        )
        if one.identifier in contacts or asks:
            found.append(index)
    return found


def test_real_files_give_a_report_in_time(corpus: Path) -> None:
    files = list(find_files([corpus]))
    actions = 0
    spent = 0.0
    for path in files if os.environ.get("SHORTCUTS_ALL") else files[::40]:
        workflow = sp.load(path)
        start = time.perf_counter()
        report = sp.audit(workflow)
        spent += time.perf_counter() - start
        actions += report.actions
        network = [one.action for one in report.of("network") if "by its name" not in one.what]
        assert network == _contacting(workflow), path
        assert report.as_text()
        assert json.dumps(sp.audit(workflow).as_json()) == json.dumps(report.as_json())
    assert actions > 0
    assert spent < 1 + actions / 1000
