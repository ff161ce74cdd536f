"""What is measured: real shortcuts where there are some, and made ones of a stated shape."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

__all__ = ["corpus_files", "everyday", "long_text", "nested"]

_ACTIONS = "is.workflow.actions."
_INPUT = {"WFSerializationType": "WFTextTokenAttachment", "Value": {"Type": "ExtensionInput"}}


def corpus_files() -> list[Path]:
    """Files of the corpus: `SHORTCUTS_CORPUS`, or the folder beside the repository."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "corpus"
    folder = Path(os.environ.get("SHORTCUTS_CORPUS", beside))
    kinds = {".shortcut", ".wflow", ".xml", ".json", ".plist"}
    return sorted(one for one in folder.rglob("*") if one.suffix in kinds and one.is_file())


def everyday(actions: int, seed: int = 0) -> Any:
    """The property list of a workflow of about so many actions, ten at a time.

    Each ten: a question, an If with Otherwise around a notification and a request with
    headers, an alert with a key of the answer, a loop, a variable. Ids and names have the
    same length at every size, so that an action costs the same bytes.
    """
    found: list[Any] = []
    for number in range(max(1, actions // 10)):
        found += _ten(f"{seed:04x}{number:06d}")
    return _root(found)


def _root(actions: list[Any]) -> Any:
    return {
        "WFWorkflowActions": actions,
        "WFWorkflowClientVersion": "4033.0.4.3",
        "WFWorkflowMinimumClientVersion": 900,
        "WFWorkflowMinimumClientVersionString": "900",
        "WFWorkflowIcon": {
            "WFWorkflowIconGlyphNumber": 61440,
            "WFWorkflowIconStartColor": 463140863,
        },
        "WFWorkflowImportQuestions": [],
        "WFWorkflowInputContentItemClasses": ["WFStringContentItem"],
        "WFWorkflowOutputContentItemClasses": [],
        "WFWorkflowTypes": [],
        "WFWorkflowHasShortcutInputVariables": False,
        "WFWorkflowHasOutputFallback": False,
    }


def _action(name: str, **parameters: Any) -> Any:
    return {
        "WFWorkflowActionIdentifier": _ACTIONS + name,
        "WFWorkflowActionParameters": parameters,
    }


def _output(uuid: str, name: str, **more: Any) -> Any:
    return {"Type": "ActionOutput", "OutputUUID": uuid, "OutputName": name, **more}


def _text(before: str, attachment: Any) -> Any:
    """A text that ends in a variable."""
    value = {
        "string": f"{before}\ufffc",
        "attachmentsByRange": {f"{{{len(before)}, 1}}": attachment},
    }
    return {"WFSerializationType": "WFTextTokenString", "Value": value}


def _ten(mark: str) -> list[Any]:
    def uuid(number: int) -> str:
        return f"{number:08d}-0000-4000-8000-00{mark}"

    name, page = f"Name {mark}", f"Page {mark}"
    group, loop = uuid(8), uuid(9)
    key = {"Type": "WFDictionaryValueVariableAggrandizement", "DictionaryKey": "key"}
    header = {
        "WFItemType": 0,
        "WFKey": {"WFSerializationType": "WFTextTokenString", "Value": {"string": "Accept"}},
        "WFValue": _text("text/", _output(uuid(1), name)),
    }
    asked = {"WFSerializationType": "WFTextTokenAttachment", "Value": _output(uuid(1), name)}
    return [
        _action("ask", WFAskActionPrompt="What is it?", UUID=uuid(1), CustomOutputName=name),
        _action("conditional", GroupingIdentifier=group, WFControlFlowMode=0, WFCondition=4,
                WFConditionalActionString="a", WFInput={"Type": "Variable", "Variable": asked}),
        _action("notification", WFNotificationActionBody=_text("Hello ", _output(uuid(1), name))),
        _action("conditional", GroupingIdentifier=group, WFControlFlowMode=1),
        _action("downloadurl", UUID=uuid(2), CustomOutputName=page, ShowHeaders=True,
                WFURL=_text("https://example.org/", _output(uuid(1), name)),
                WFHTTPHeaders={
                    "WFSerializationType": "WFDictionaryFieldValue",
                    "Value": {"WFDictionaryFieldValueItems": [header]}}),
        _action("alert", WFAlertActionTitle="Answer", WFAlertActionMessage=_text(
                "It is ", _output(uuid(2), page, Aggrandizements=[key]))),
        _action("conditional", GroupingIdentifier=group, WFControlFlowMode=2, UUID=uuid(3)),
        _action("repeat.count", GroupingIdentifier=loop, WFControlFlowMode=0, WFRepeatCount=3),
        _action("appendvariable", WFVariableName="Found", WFInput=asked),
        _action("repeat.count", GroupingIdentifier=loop, WFControlFlowMode=2, UUID=uuid(4)),
    ]  # fmt: skip


def nested(levels: int, times: int) -> Any:
    """`times` nests of `levels` loops and conditions, one in the other."""
    found: list[Any] = []
    for number in range(times):
        ends: list[Any] = []
        for level in range(levels):
            group = f"{level:08d}-0000-4000-8000-{number:012d}"
            if level % 2:
                more: dict[str, Any] = {"WFRepeatCount": 2}
                name = "repeat.count"
            else:
                subject = {"Type": "Variable", "Variable": _INPUT}
                more = {"WFCondition": 100, "WFInput": subject}
                name = "conditional"
            found.append(_action(name, GroupingIdentifier=group, WFControlFlowMode=0, **more))
            ends.append(_action(name, GroupingIdentifier=group, WFControlFlowMode=2))
        found.append(_action("gettext", WFTextActionText="deep inside"))
        found += reversed(ends)
    return _root(found)


def long_text(characters: int, variables: int = 100) -> Any:
    """One text action of so many characters, lines of prose with variables among them."""
    line = "The quick brown fox jumps over the lazy dog, again and again.\n"
    piece = (line * (characters // variables // len(line) + 1))[: characters // variables]
    place = len(piece)
    ranges = {
        f"{{{(place + 1) * number + place}, 1}}": {"Type": "Clipboard"}
        for number in range(variables)
    }
    value = {"string": f"{piece}\ufffc" * variables, "attachmentsByRange": ranges}
    text = {"WFSerializationType": "WFTextTokenString", "Value": value}
    return _root([_action("gettext", WFTextActionText=text)])
