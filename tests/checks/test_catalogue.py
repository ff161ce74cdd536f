"""Rules that compare workflows with the catalogue: what they say, and that they warn at most."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

import shortcuts_py as sp
from shortcuts_py.checks.catalogue import RULES
from shortcuts_py.checks.rules import Finding, run_rules
from shortcuts_py.checks.source import root_of
from shortcuts_py.checks.view import View
from shortcuts_py.diagnostics.codes import CODES

sys.path.append(str(Path(__file__).parents[1] / "language"))
from corpus_files import corpus_sample

PREFIX = "is.workflow.actions."
OUTPUT = {"Type": "ActionOutput", "OutputUUID": "A", "OutputName": "x"}


def found(*actions: tuple[str, dict[str, Any]]) -> list[Finding]:
    plist = {
        "WFWorkflowClientVersion": "4033.0.4.3",
        "WFWorkflowActions": [
            {
                "WFWorkflowActionIdentifier": name if name.startswith("com.") else PREFIX + name,
                "WFWorkflowActionParameters": parameters,
            }
            for name, parameters in actions
        ],
    }
    return list(run_rules(View(plist), RULES))


def one(*actions: tuple[str, dict[str, Any]]) -> Finding:
    (finding,) = found(*actions)
    return finding


def token(attachment: dict[str, Any]) -> dict[str, Any]:
    return {"WFSerializationType": "WFTextTokenAttachment", "Value": attachment}


def test_a_misspelt_action() -> None:
    finding = one(("getcliboard", {}))
    assert (finding.code, finding.suggestions[0]) == ("unknown-identifier", f"{PREFIX}getclipboard")
    assert CODES[finding.code].severity == "warning"


def test_an_action_of_an_unknown_app_is_a_note() -> None:
    finding = one(("com.example.app.DoIntent", {"anything": 1}))
    assert finding.code == "unlisted-action"
    assert CODES[finding.code].severity == "note"


def test_a_misspelt_parameter_has_a_fix_that_moves_the_value() -> None:
    finding = one(("alert", {"WFAlertActionMesage": "a"}))
    assert (finding.code, finding.parameter) == ("unknown-key", "WFAlertActionMesage")
    assert finding.suggestions == ("WFAlertActionMessage",)
    assert finding.fix is not None
    assert [edit.operation for edit in finding.fix.edits] == ["remove", "set"]  # type: ignore[union-attr]


@pytest.mark.parametrize("key", ["UUID", "CustomOutputName", "ShowWhenRun", "Show-text"])
def test_keys_of_every_action_are_known(key: str) -> None:
    assert found(("getclipboard", {key: "a"})) == []


@pytest.mark.parametrize(
    ("name", "key", "value"),
    [
        ("alert", "WFAlertActionCancelButtonShown", "yes"),
        ("alert", "WFAlertActionTitle", True),
        ("alert", "WFAlertActionTitle", ["a"]),
        ("delay", "WFDelayTime", "a moment"),
        ("delay", "WFDelayTime", [1]),
        ("downloadurl", "WFHTTPHeaders", "a"),
        ("downloadurl", "WFHTTPMethod", 5),
        ("adjustdate", "WFDuration", 3),
        ("alert", "WFAlertActionCancelButtonShown", 12),
        ("alert", "WFAlertActionTitle", {"a": 1}),
        ("alert", "WFAlertActionTitle", {"Type": "Clipboard"}),
        ("delay", "WFDelayTime", True),
        ("delay", "WFDelayTime", OUTPUT),
        ("downloadurl", "WFHTTPMethod", ["GET"]),
        ("choosefrommenu", "WFMenuItemTitle", {"a": 1}),
        ("setvariable", "WFInput", OUTPUT),
    ],
)
def test_values_of_a_wrong_kind(name: str, key: str, value: Any) -> None:
    wrong = [
        one for one in found(("getclipboard", {}), (name, {key: value})) if one.parameter == key
    ]
    assert [one.code for one in wrong] == ["wrong-kind"]


@pytest.mark.parametrize(
    ("name", "key", "value"),
    [
        ("alert", "WFAlertActionCancelButtonShown", 1),
        ("alert", "WFAlertActionTitle", "a"),
        ("delay", "WFDelayTime", "1.5"),
        ("delay", "WFDelayTime", ""),
        ("delay", "WFDelayTime", token(OUTPUT)),
        ("downloadurl", "WFHTTPMethod", token({"Type": "Ask"})),
    ],
)
def test_values_that_real_files_have(name: str, key: str, value: Any) -> None:
    assert [
        one for one in found(("getclipboard", {}), (name, {key: value})) if one.parameter == key
    ] == []


def test_a_reference_alone_where_text_is_taken() -> None:
    finding = one(("getclipboard", {"UUID": "A"}), ("speaktext", {"WFText": token(OUTPUT)}))
    assert (finding.code, finding.action) == ("reference-as-text", 1)


def test_a_case_that_is_misspelt_and_one_that_is_new() -> None:
    assert one(("text.changecase", {"text": "a", "WFCaseType": "UPERCASE"})).suggestions == (
        "UPPERCASE",
    )
    finding = one(("text.changecase", {"text": "a", "WFCaseType": "as in a dream"}))
    assert finding.code == "unlisted-case"


def test_properties_are_chosen_by_what_the_reference_refers_to() -> None:
    chain = [{"Type": "WFPropertyVariableAggrandizement", "PropertyName": "Citty"}]
    finding = one(
        ("getcurrentlocation", {"UUID": "A"}),
        ("setvariable", {"WFInput": token({**OUTPUT, "Aggrandizements": chain})}),
    )
    assert (finding.code, finding.suggestions[0]) == ("unknown-property", "City")
    assert finding.parameter == "WFInput.Value.Aggrandizements[0].PropertyName"


def test_a_class_of_content_that_is_misspelt() -> None:
    chain = [
        {"Type": "WFCoercionVariableAggrandizement", "CoercionItemClass": "WFStrignContentItem"}
    ]
    finding = one(
        ("getclipboard", {"UUID": "A"}),
        ("setvariable", {"WFInput": token({**OUTPUT, "Aggrandizements": chain})}),
    )
    assert (finding.code, finding.suggestions) == (
        "unknown-content-class",
        ("WFStringContentItem",),
    )


def test_the_first_action_without_its_input() -> None:
    assert one(("detect.dictionary", {})).code == "missing-input"
    assert [one.code for one in found(("getclipboard", {}), ("detect.dictionary", {}))] == [
        "implicit-input-used"
    ]


def test_whether_a_number_has_a_value() -> None:
    subject = {"Type": "Variable", "Variable": token(OUTPUT)}
    parameters = {"GroupingIdentifier": "G", "WFControlFlowMode": 0, "WFInput": subject}
    number = ("number", {"UUID": "A", "WFNumberActionNumber": 0})
    asked = ("ask", {"UUID": "A", "WFInputType": "Number"})
    assert one(number, ("conditional", {**parameters, "WFCondition": 100})).code == (
        "number-as-truth"
    )
    assert found(number, ("conditional", {**parameters, "WFCondition": 4})) == []
    assert found(asked, ("conditional", {**parameters, "WFCondition": 100})) == []


def test_no_rule_of_the_catalogue_is_an_error() -> None:
    from shortcuts_py.diagnostics.catalogue_codes import CATALOGUE_CODES

    assert {one.severity for one in CATALOGUE_CODES} <= {"warning", "note"}


def test_few_real_files_get_many_warnings(corpus: Path) -> None:
    many, files = [], corpus_sample(corpus)
    for path in files:
        plist = root_of(sp.load(path))
        codes = [one.code for one in run_rules(View(plist), RULES)]
        warnings = [one for one in codes if CODES[one].severity == "warning"]
        if len(warnings) * 100 > 3 * len(plist.get("WFWorkflowActions") or [1]):
            many.append((path.name, warnings[:5]))
    print(f"{len(many)} of {len(files)} files have more than 3 warnings a 100 actions")
    assert len(many) <= 0.02 * len(files), many
