"""Writes `fixtures/shortcuts`: small files in the shapes of real eras, and broken ones.

    python tests/language/make_shortcuts.py

Nothing in them comes from a real file. Beside each lies the code that it has to become,
`<name>.py`: printed by the decompiler, and read against the facts of the format.
"""

from __future__ import annotations

import json
import plistlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "shortcuts"

Plist = Any
_MADE: dict[str, Callable[[], Plist]] = {}


def _file(name: str) -> Callable[[Callable[[], Plist]], Callable[[], Plist]]:
    def take(make: Callable[[], Plist]) -> Callable[[], Plist]:
        _MADE[name] = make
        return make

    return take


# -- pieces -----------------------------------------------------------------------------


def action(identifier: str, /, **parameters: Plist) -> Plist:
    if not identifier.startswith(("com.", "dk.")):
        identifier = f"is.workflow.actions.{identifier}"
    return {
        "WFWorkflowActionIdentifier": identifier,
        "WFWorkflowActionParameters": parameters,
    }


def uuid(number: int) -> str:
    return f"{number:08X}-ABCD-4000-8000-0123456789EF"


def part(kind: str, number: int, mode: Plist, /, **parameters: Plist) -> Plist:
    return action(kind, GroupingIdentifier=uuid(number), WFControlFlowMode=mode, **parameters)


def envelope(tag: str, value: Plist) -> Plist:
    return {"WFSerializationType": tag, "Value": value}


def output(number: int, name: str, **more: Plist) -> Plist:
    return {"Type": "ActionOutput", "OutputUUID": uuid(number), "OutputName": name, **more}


def variable(name: str, **more: Plist) -> Plist:
    return {"Type": "Variable", "VariableName": name, **more}


def attachment(value: Plist) -> Plist:
    return envelope("WFTextTokenAttachment", value)


def token(string: str, **ranges: Plist) -> Plist:
    """A token string; `at6=...` is the attachment of the range "{6, 1}"."""
    value: Plist = {"string": string}
    if ranges:
        value["attachmentsByRange"] = {f"{{{key[2:]}, 1}}": one for key, one in ranges.items()}
    return envelope("WFTextTokenString", value)


def subject(value: Plist) -> Plist:
    return {"Type": "Variable", "Variable": attachment(value)}


def item(kind: int, value: Plist, key: str | None = None) -> Plist:
    found: Plist = {"WFItemType": kind, "WFValue": value}
    if key is not None:
        found["WFKey"] = token(key)
    return found


def dictionary(*items: Plist) -> Plist:
    return envelope("WFDictionaryFieldValue", {"WFDictionaryFieldValueItems": list(items)})


def table(prefix: int, *rows: Plist) -> Plist:
    value = {
        "WFActionParameterFilterPrefix": prefix,
        "WFActionParameterFilterTemplates": list(rows),
        "WFContentPredicateBoundedDate": False,
    }
    return envelope("WFContentPredicateTableTemplate", value)


def modern(*actions: Plist, **root: Plist) -> Plist:
    """The keys that iOS 15 and later always write."""
    return {
        "WFQuickActionSurfaces": [],
        "WFWorkflowActions": list(actions),
        "WFWorkflowClientVersion": "1146.11",
        "WFWorkflowHasOutputFallback": False,
        "WFWorkflowHasShortcutInputVariables": False,
        "WFWorkflowIcon": {
            "WFWorkflowIconGlyphNumber": 61440,
            "WFWorkflowIconStartColor": 463140863,
        },
        "WFWorkflowImportQuestions": [],
        "WFWorkflowInputContentItemClasses": [],
        "WFWorkflowMinimumClientVersion": 900,
        "WFWorkflowMinimumClientVersionString": "900",
        "WFWorkflowOutputContentItemClasses": [],
        "WFWorkflowTypes": [],
        **root,
    }


def older(client: str, *actions: Plist, **root: Plist) -> Plist:
    """What the app wrote before iOS 15."""
    return {
        "WFWorkflowActions": list(actions),
        "WFWorkflowClientVersion": client,
        "WFWorkflowIcon": {
            "WFWorkflowIconGlyphNumber": 59511,
            "WFWorkflowIconStartColor": -12365313,
        },
        "WFWorkflowImportQuestions": [],
        "WFWorkflowInputContentItemClasses": ["WFStringContentItem", "WFURLContentItem"],
        "WFWorkflowTypes": ["NCWidget", "WatchKit"],
        **root,
    }


def show(number: int, name: str) -> Plist:
    return action("showresult", Text=token("\ufffc", at0=output(number, name)))


# -- eras -------------------------------------------------------------------------------


@_file("era_workflow_app.wflow")
def _workflow_app() -> Plist:
    return older(
        "278",
        action("ask", WFAskActionPrompt="How many?", WFInputType="Number"),
        part("conditional", 1, 0, WFCondition="Equals", WFConditionalActionString="0"),
        action("exit"),
        part("conditional", 1, 1),
        action("setvariable", WFVariableName="Count"),
        part("conditional", 1, 2),
        part("conditional", 2, 0, WFCondition="Is Greater Than", WFNumberValue=5),
        action("showresult", Text="many"),
        part("conditional", 2, 2),
        part("conditional", 3, 0, WFConditionalActionString="x"),
        action("nothing"),
        part("conditional", 3, 2),
        part("repeat.each", 4, 0),
        action("appendvariable", WFVariableName="All Items"),
        part("repeat.each", 4, 2),
        action("getvariable", WFVariable=attachment(variable("All Items"))),
        action("openurl"),
        WFWorkflowClientRelease="1.4",
    )


@_file("era_ios12.xml")
def _ios12() -> Plist:
    return older(
        "754",
        action("comment", WFCommentActionText="Made in 2018."),
        action("url", WFURLActionURL="https://example.org", UUID=uuid(1)),
        action("downloadurl", Advanced=False, WFHTTPMethod="GET"),
        part("conditional", 2, 0, WFCondition="Contains", WFConditionalActionString="ok"),
        part("conditional", 2, 1),
        part("conditional", 2, 2),
        action("notification", WFNotificationActionBody=token("\ufffc", at0={"Type": "Input"})),
        WFWorkflowClientRelease="2.1.2",
        WFWorkflowMinimumClientVersion=411,
    )


@_file("era_ios13_empty_ranges.shortcut")
def _ios13() -> Plist:
    def empty(string: str) -> Plist:
        return envelope("WFTextTokenString", {"string": string, "attachmentsByRange": {}})

    return older(
        "1050.8.8",
        action("gettext", WFTextActionText=empty("Hello"), UUID=uuid(1)),
        action("showresult", Text=empty("")),
        action(
            "notification", WFNotificationActionBody=empty("Done"), WFNotificationActionTitle="T"
        ),
        action(
            "dictionary",
            WFItems=dictionary({"WFItemType": 0, "WFKey": empty("k"), "WFValue": empty("v")}),
        ),
        show(1, "Text"),
        WFWorkflowMinimumClientVersion=900,
        WFWorkflowMinimumClientVersionString="900",
    )


@_file("era_ios15.shortcut")
def _ios15() -> Plist:
    return modern(
        action("comment", WFCommentActionText="First."),
        action("comment", WFCommentActionText="Second,\n\nof three lines."),
        action("ask", WFAskActionPrompt="Name?", UUID=uuid(1).lower(), CustomOutputName="Who"),
        part(
            "conditional",
            2,
            0,
            WFInput=subject(
                {"Type": "ActionOutput", "OutputUUID": uuid(1).lower(), "OutputName": "Who"}
            ),
            WFCondition=4,
            WFConditionalActionString="Ada",
        ),
        action("gettext", WFTextActionText="Countess"),
        part("conditional", 2, 1),
        action("gettext", WFTextActionText="Friend"),
        part("conditional", 2, 2, UUID=uuid(3)),
        show(3, "If Result"),
        part("repeat.count", 4, 0, WFRepeatCount=2.0),
        part("repeat.each", 5, 0, WFInput=attachment({"Type": "ExtensionInput"})),
        action(
            "showresult",
            Text=token(
                "\ufffc: \ufffc",
                at0=variable("Repeat Index 2"),
                at3=variable(
                    "Repeat Item 2",
                    Aggrandizements=[
                        {
                            "Type": "WFPropertyVariableAggrandizement",
                            "PropertyName": "Name",
                            "PropertyUserInfo": "WFItemName",
                        }
                    ],
                ),
            ),
        ),
        part("repeat.each", 5, 2),
        part("repeat.count", 4, 2),
        WFWorkflowHasShortcutInputVariables=True,
        WFWorkflowInputContentItemClasses=["WFStringContentItem"],
        WFWorkflowTypes=["ActionExtension"],
        WFWorkflowMinimumClientVersion=1113,
        WFWorkflowMinimumClientVersionString="1113",
        WFWorkflowNoInputBehavior={
            "Name": "WFWorkflowNoInputBehaviorGetClipboard",
            "Parameters": {},
        },
    )


@_file("era_ios18_conditions.shortcut")
def _ios18() -> Plist:
    clipboard = subject({"Type": "Clipboard"})
    date = subject({"Type": "CurrentDate"})
    rows = [
        {"WFInput": clipboard, "WFCondition": 100},
        {"WFInput": clipboard, "WFCondition": 4, "WFNumberValue": "5"},
    ]
    return modern(
        part("conditional", 1, 0, WFConditions=table(1, *rows)),
        part(
            "conditional",
            2,
            0,
            WFConditions=table(0, rows[0], {"WFInput": date, "WFCondition": 1002}),
        ),
        action("nothing"),
        part("conditional", 2, 2),
        part("conditional", 1, 1),
        part("conditional", 3, 0, WFConditions=table(1, rows[0])),
        action("exit"),
        part("conditional", 3, 2),
        part("conditional", 1, 2),
        WFWorkflowClientVersion="1505.3.1.3",
        WFWorkflowMinimumClientVersion=3010,
        WFWorkflowMinimumClientVersionString="3010",
    )


@_file("era_ios27_otherwise_if.shortcut")
def _otherwise_if() -> Plist:
    clipboard = subject({"Type": "Clipboard"})
    return modern(
        part("conditional", 1, 0, WFInput=clipboard, WFCondition=4, WFConditionalActionString="a"),
        action("showresult", Text="a"),
        part("conditional", 1, 1, WFInput=clipboard, WFCondition=4, WFConditionalActionString="b"),
        action("showresult", Text="b"),
        part("conditional", 1, 1),
        action("showresult", Text="other"),
        part("conditional", 1, 2),
        WFWorkflowClientVersion="5025.0.1",
    )


# -- roots ------------------------------------------------------------------------------


@_file("root_list.xml")
def _root_list() -> Plist:
    return [older("700", action("vibrate"))]


@_file("root_actions.json")
def _root_actions() -> Plist:
    return [action("gettext", WFTextActionText="a", UUID=uuid(1)), show(1, "Text")]


@_file("root_action.json")
def _root_action() -> Plist:
    return action("showresult", Text="alone")


@_file("root_empty.shortcut")
def _root_empty() -> Plist:
    return modern()


@_file("root_without_actions")
def _root_without_actions() -> Plist:
    return {"WFWorkflowClientVersion": "900", "WFWorkflowName": "Nothing"}


@_file("root_odd_values.shortcut")
def _root_odd() -> Plist:
    return modern(
        action("vibrate"),
        WFWorkflowTypes="Watch",
        WFWorkflowMinimumClientVersion="900",
        WFWorkflowHasOutputFallback=1,
        WFWorkflowInputContentItemClasses=["text", "WFFutureContentItem", 5],
        WFWorkflowIcon={"WFWorkflowIconGlyphNumber": 59392.0},
        SomethingNew={"a": [1, 1.0, True, "1"]},
        _private="x",
    )


@_file("root_import_questions.shortcut")
def _questions() -> Plist:
    def question(index: int, key: str, text: str, **more: Plist) -> Plist:
        return {
            "ActionIndex": index,
            "Category": "Parameter",
            "ParameterKey": key,
            "Text": text,
            **more,
        }

    return modern(
        action("gettext", WFTextActionText="Paris"),
        part("repeat.count", 1, 0, WFRepeatCount=3),
        action("delay", WFDelayTime=1.5),
        part("repeat.count", 1, 2),
        WFWorkflowImportQuestions=[
            question(0, "WFTextActionText", "City?", DefaultValue="Paris"),
            question(1, "WFRepeatCount", "How often?"),
            question(2, "WFDelayTime", "How long?", DefaultValue=1.5),
        ],
    )


# -- references -------------------------------------------------------------------------


@_file("ids_duplicate.shortcut")
def _duplicate() -> Plist:
    return modern(
        action("gettext", WFTextActionText="a", UUID=uuid(1)),
        action("number", WFNumberActionNumber="2", UUID=uuid(1)),
        show(1, "Text"),
        action("gettext", WFTextActionText="unused", UUID=uuid(2)),
    )


@_file("ids_dangling.shortcut")
def _dangling() -> Plist:
    return modern(
        show(9, "Gone"),
        action("setclipboard", WFInput=attachment(output(9, "Gone"))),
        action("setclipboard", WFInput=attachment({"Type": "ActionOutput", "OutputUUID": uuid(8)})),
    )


@_file("ids_forward.shortcut")
def _forward() -> Plist:
    return modern(
        show(1, "Text"),
        action("gettext", WFTextActionText="late", UUID=uuid(1)),
        action(
            "gettext", WFTextActionText=token("me: \ufffc", at4=output(2, "Text")), UUID=uuid(2)
        ),
    )


@_file("ids_shown_otherwise.shortcut")
def _shown_otherwise() -> Plist:
    return modern(
        action("gettext", WFTextActionText="a", UUID=uuid(1), CustomOutputName="Mine"),
        show(1, "Mine"),
        show(1, "An old name"),
        action("gettext", WFTextActionText="b", UUID=uuid(2)),
        show(2, "Texte"),
    )


@_file("ids_shown_without_name.shortcut")
def _shown_without_name() -> Plist:
    def nameless(number: int) -> Plist:
        return attachment({"Type": "ActionOutput", "OutputUUID": uuid(number)})

    return modern(
        action("gettext", WFTextActionText="a", UUID=uuid(1)),
        action("setclipboard", WFInput=nameless(1)),
        part("repeat.count", 2, 0, WFRepeatCount=3),
        part("repeat.count", 2, 2, UUID=uuid(3)),
        action("setclipboard", WFInput=nameless(3)),
    )


@_file("names_odd.shortcut")
def _names() -> Plist:
    found = []
    for number, name in enumerate(
        [
            "plain",
            "two words",
            "class",
            "print",
            "Repeat Item",
            "",
            "2nd",
            "e\u0301",
            "a\nb",
            "two_words",
        ]
    ):
        found += [
            action("gettext", WFTextActionText=str(number), UUID=uuid(number)),
            action("setvariable", WFVariableName=name, WFInput=attachment(output(number, "Text"))),
            action("showresult", Text=token("\ufffc", at0=variable(name))),
        ]
    named = variable("plain", VariableUUID=uuid(99))
    return modern(*found, action("setclipboard", WFInput=attachment(named)))


# -- blocks -----------------------------------------------------------------------------

_CLIPBOARD = subject({"Type": "Clipboard"})


def _if(number: int, mode: Plist = 0) -> Plist:
    return part("conditional", number, mode, WFInput=_CLIPBOARD, WFCondition=100)


@_file("block_without_end.shortcut")
def _without_end() -> Plist:
    return modern(_if(1), action("vibrate"), _if(2), action("exit"), part("conditional", 2, 2))


@_file("block_stray_parts.shortcut")
def _stray_parts() -> Plist:
    return modern(
        part("conditional", 1, 2),
        part("conditional", 2, 1),
        part("repeat.each", 3, 2, UUID=uuid(4)),
        show(4, "Repeat Results"),
    )


@_file("block_crossing.shortcut")
def _crossing() -> Plist:
    return modern(
        _if(1),
        part("repeat.count", 2, 0, WFRepeatCount=2),
        part("conditional", 1, 2),
        action("vibrate"),
        part("repeat.count", 2, 2),
    )


@_file("block_odd_modes.shortcut")
def _odd_modes() -> Plist:
    return modern(
        _if(1, "0"),
        part("conditional", 1, "2"),
        action("conditional", GroupingIdentifier=uuid(2), WFInput=_CLIPBOARD, WFCondition=100),
        part("conditional", 2, 2),
        _if(3, 0.0),
        part("conditional", 3, True),
        action("conditional", WFControlFlowMode=0),
        _if(4, 7),
    )


@_file("block_other_end.shortcut")
def _other_end() -> Plist:
    return modern(
        _if(1),
        action("vibrate"),
        part("repeat.count", 1, 2),
        part("repeat.count", 2, 0),
        part("repeat.count", 2, 1),
        part("repeat.count", 2, 2),
    )


@_file("block_two_otherwise.shortcut")
def _two_otherwise() -> Plist:
    return modern(
        _if(1),
        part("conditional", 1, 1),
        action("vibrate"),
        part("conditional", 1, 1),
        part("conditional", 1, 2, UUID=uuid(2)),
        show(2, "If Result"),
    )


@_file("block_parts_with_extras.shortcut")
def _extras() -> Plist:
    return modern(
        part("conditional", 1, 0, WFInput=_CLIPBOARD, WFCondition=100, WFShowWorkflow=True),
        part("conditional", 1, 1, WFInput=_CLIPBOARD, UUID=uuid(2)),
        part("conditional", 1, 2, CustomOutputName="Answer", UUID=uuid(3), Extra=1),
        show(3, "Answer"),
        part("repeat.each", 4, 0),
        part("repeat.each", 4, 2),
    )


def nested(depth: int) -> Plist:
    """Ifs within each other; Python has no room for a hundred levels."""
    return modern(
        *(_if(number) for number in range(depth)),
        action("vibrate"),
        *(part("conditional", number, 2) for number in reversed(range(depth))),
    )


# -- menus ------------------------------------------------------------------------------


@_file("menu_with_values.shortcut")
def _menu() -> Plist:
    who = variable("Who")
    title = {"string": "Call \ufffc", "attachmentsByRange": {"{5, 1}": who}}
    return modern(
        part(
            "choosefrommenu",
            1,
            0,
            WFMenuPrompt=token("For \ufffc", at4=who),
            WFMenuItems=[item(0, envelope("WFTextTokenString", title)), "Nobody"],
        ),
        part(
            "choosefrommenu",
            1,
            1,
            WFMenuItemTitle="Call Who",
            WFMenuItemAttributedTitle=title,
        ),
        part("choosefrommenu", 1, 1, WFMenuItemTitle="Nobody"),
        action("exit"),
        part("choosefrommenu", 1, 2, UUID=uuid(2)),
        show(2, "Menu Result"),
    )


@_file("menu_odd.shortcut")
def _menu_odd() -> Plist:
    return modern(
        part("choosefrommenu", 1, 0, WFMenuItems=["a", "b"]),
        part("choosefrommenu", 1, 2, UUID=uuid(3)),
        show(3, "Menu Result"),
        part("choosefrommenu", 2, 0, WFMenuPrompt="q", WFMenuItems=["a"]),
        part("choosefrommenu", 2, 1, WFMenuItemTitle="z"),
        part("choosefrommenu", 2, 1),
        part("choosefrommenu", 2, 1),
        part("choosefrommenu", 2, 2),
        part("choosefrommenu", 4, 0, WFMenuPrompt="q"),
        action("vibrate"),
        part("choosefrommenu", 4, 1, WFMenuItemTitle="a"),
        part("choosefrommenu", 4, 2),
    )


# -- values -----------------------------------------------------------------------------


@_file("text_ranges_off.shortcut")
def _ranges() -> Plist:
    clipboard = {"Type": "Clipboard"}

    def raw(string: str, **ranges: Plist) -> Plist:
        return envelope("WFTextTokenString", {"string": string, "attachmentsByRange": ranges})

    return modern(
        action("showresult", Text=raw("a \ufffc", **{"{9, 1}": clipboard})),
        action("showresult", Text=raw("a \ufffc", **{"{2,1}": clipboard})),
        action("showresult", Text=raw("\ufffc\ufffc", **{"{0, 1}": clipboard})),
        action("showresult", Text=token("\ufffc")),
        action("showresult", Text=raw("none", **{"{0, 1}": clipboard})),
        action("showresult", Text=raw("😀\ufffc", **{"{1, 1}": clipboard})),
        action("showresult", Text=raw("😀\ufffc", **{"{2, 1}": clipboard})),
    )


@_file("values_unknown.shortcut")
def _unknown() -> Plist:
    return modern(
        action("showresult", Text=envelope("WFFutureState", {"a": 1})),
        action("setclipboard", WFInput=attachment({"Type": "FutureThing", "Key": "x"})),
        action(
            "setclipboard",
            WFInput=attachment(
                {"Type": "Clipboard", "Aggrandizements": [{"Type": "WFFutureAggrandizement"}]}
            ),
        ),
        action("setclipboard", WFInput=attachment({"Type": "Clipboard", "Aggrandizements": []})),
        action("setclipboard", WFInput={**attachment({"Type": "Clipboard"}), "Extra": 1}),
        action("setclipboard", WFInput={"Type": "Clipboard"}),
        action("com.example.future.Do", what={"Type": 5}, when=[{"WFItemType": 9}]),
    )


@_file("actions_odd.shortcut")
def _actions() -> Plist:
    beside = action("showresult", Text="a")
    beside["UUID"] = uuid(1)
    return modern(
        beside,
        {"WFWorkflowActionIdentifier": "is.workflow.actions.vibrate"},
        {"WFWorkflowActionParameters": {"Text": "a"}},
        {"WFWorkflowActionIdentifier": 5, "WFWorkflowActionParameters": {}},
        {},
        "a string",
        action("showresult", UUID=5, CustomOutputName=True, Text=""),
        action("made.up.by.nobody", **{"for": 1, "two words": 2, "": 3}),
        action("comment", WFCommentActionText=""),
        action("comment"),
        action("comment", WFCommentActionText="ends with a blank \n: not a note"),
    )


@_file("text_characters.shortcut")
def _characters() -> Plist:
    strings = [
        "a\r\nb\rc",
        "\x00\x07\x1b\x7f",
        "a\u2028b\u2029c\x85d",
        "\u202eabc\ufeff",
        "\\ \" ' {x}",
    ]
    strings += [
        '"""',
        "'''\n\"",
        "line\n",
        "\n",
        "\ttab",
        "# no comment",
        "\ufffc",
        "é e\u0301 ﬁ 😀",
    ]
    return modern(
        *(action("showresult", Text=one) for one in strings),
        *(action("comment", WFCommentActionText=one) for one in strings[:5]),
        action("showresult", Text=token('{"a": "\ufffc"}', at7={"Type": "Clipboard"})),
    )


@_file("text_surrogates.json")
def _surrogates() -> Plist:
    return modern(
        action("showresult", Text="half \ud83d"),
        action("showresult", Text=token("\udc00\ufffc", at1={"Type": "Clipboard"})),
        action("setvariable", WFVariableName="\ud800"),
    )


@_file("values_scalars.shortcut")
def _scalars() -> Plist:
    return modern(
        action(
            "com.example.numbers.Do",
            big=2**64 - 1,
            small=-(2**63),
            zero=0,
            minus=-0.0,
            tenth=0.1,
            huge=1e300,
            nan=float("nan"),
            infinite=float("-inf"),
            true=True,
            one=1,
            real=1.0,
            text="1",
        ),
        action(
            "com.example.data.Do",
            short=b"\x00\xffa'\"",
            long=bytes(range(100)),
            none=b"",
            date=datetime(2020, 2, 29, 23, 59, 58),
            old=datetime(1, 1, 1),
        ),
        action("number", WFNumberActionNumber=5),
        action("number", WFNumberActionNumber="05"),
        action("number", WFNumberActionNumber=1.5),
    )


@_file("values_dictionary.xml")
def _dictionary() -> Plist:
    inner = dictionary(item(0, token("c"), "b"))
    return modern(
        action(
            "dictionary",
            WFItems=dictionary(
                item(0, token("text"), "text"),
                item(1, envelope("WFDictionaryFieldValue", inner), "wrapped twice"),
                item(1, inner, "wrapped once"),
                item(2, envelope("WFArrayParameterState", ["a", item(3, token("1"))]), "array"),
                item(3, token("05"), "odd number"),
                item(3, token("5"), "number"),
                item(3, token("\ufffc", at0={"Type": "Clipboard"}), "number of a value"),
                item(4, envelope("WFNumberSubstitutableState", True), "boolean"),
                item(4, envelope("WFNumberSubstitutableState", 1), "one"),
                item(
                    5,
                    envelope("WFTokenAttachmentParameterState", attachment({"Type": "Clipboard"})),
                    "file",
                ),
                item(5, attachment({"Type": "Clipboard"}), "file, wrapped once"),
                item(6, "a", "menu item"),
                item(0, "plain", "plain"),
                {"WFItemType": 0},
            ),
        ),
        action(
            "list",
            WFItems=[
                "a",
                item(0, token("b")),
                5,
                item(1, envelope("WFDictionaryFieldValue", inner)),
            ],
        ),
    )


@_file("conditions.shortcut")
def _conditions() -> Plist:
    number = subject(output(1, "Count"))
    quantity = envelope("WFQuantityFieldValue", {"Magnitude": "2", "Unit": "hr"})
    tests: list[Plist] = [
        {"WFCondition": code, "WFInput": number, "WFNumberValue": "3"}
        for code in (0, 1, 2, 3, 4, 5)
    ]
    tests += [
        {"WFCondition": code, "WFInput": _CLIPBOARD, "WFConditionalActionString": "x"}
        for code in (4, 5, 8, 9, 99, 999)
    ]
    tests += [{"WFCondition": code, "WFInput": _CLIPBOARD} for code in (100, 101, 1002)]
    tests += [
        {"WFCondition": code, "WFInput": _CLIPBOARD, "WFDuration": quantity}
        for code in (1000, 1001)
    ]
    tests += [
        {"WFCondition": 1003, "WFInput": number, "WFNumberValue": "1", "WFAnotherNumber": "9"},
        {"WFCondition": 2, "WFInput": number, "WFNumberValue": 3},
        {
            "WFCondition": 4,
            "WFInput": number,
            "WFNumberValue": "3",
            "WFConditionalActionString": "3",
        },
        {"WFCondition": 77, "WFInput": number},
        {"WFCondition": 4, "WFInput": _CLIPBOARD, "WFConditionalLegacyComparisonBehavior": True},
        {"WFInput": attachment({"Type": "Clipboard"}), "WFCondition": 100},
        {"WFCondition": 2},
        {},
    ]
    actions = [action("count", Input=attachment({"Type": "Clipboard"}), UUID=uuid(1))]
    for index, test in enumerate(tests, 2):
        actions += [part("conditional", index, 0, **test), part("conditional", index, 2)]
    return modern(*actions)


@_file("filters.shortcut")
def _filters() -> Plist:
    def row(name: str, code: int, **values: Plist) -> Plist:
        return {"Property": name, "Operator": code, "Removable": True, "Values": values}

    old = {
        "Property": "Name",
        "Operator": 4,
        "Removable": True,
        "Enumeration": "x",
        "Bounded": True,
    }
    rows = [
        table(1, row("Name", 4, String="a", Unit=4)),
        table(0, row("Name", 99, String="a"), row("File Size", 2, Number="5", ByteCountUnit=4)),
        table(1, row("Creation Date", 1001, Number="7", Unit=16), row("Play Count", 101)),
        table(1, old),
        table(1),
    ]
    return modern(
        *(action("filter.files", WFContentItemFilter=one) for one in rows),
        action("filter.files", WFContentItemInputParameter="Library"),
    )


@_file("apps.shortcut")
def _apps() -> Plist:
    def intent(name: str, **more: Plist) -> Plist:
        return {
            "BundleIdentifier": "dk.example.jar",
            "Name": "Jar",
            "TeamIdentifier": "TEAM",
            "AppIntentIdentifier": name,
            **more,
        }

    return modern(
        action(
            "dk.example.jar.GetIntent",
            AppIntentDescriptor=intent("GetIntent"),
            key="a",
            UUID=uuid(1),
        ),
        action("dk.example.jar.SetIntent", AppIntentDescriptor=intent("SetIntent"), key="b"),
        action("dk.example.jar.OtherIntent", AppIntentDescriptor=intent("OtherIntent", New=1)),
        action("dk.example.jar.BareIntent", key="c"),
        action("com.example.single.openurl", WFInput=attachment(output(1, "Value"))),
        action("com.example.two-words.Do", **{"a-b": 1}),
    )


# -- writing ----------------------------------------------------------------------------


def made() -> dict[str, Plist]:
    """File name to property list."""
    return {name: make() for name, make in _MADE.items()}


def encode(name: str, value: Plist) -> bytes:
    """The bytes of a file; its name says the form."""
    suffix = Path(name).suffix
    if suffix == ".json":
        return json.dumps(value, indent=1).encode("ascii") + b"\n"
    kind = plistlib.FMT_XML if suffix in (".xml", ".wflow") else plistlib.FMT_BINARY
    return plistlib.dumps(value, fmt=kind)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, value in made().items():
        (FOLDER / name).write_bytes(encode(name, value))


if __name__ == "__main__":
    main()
