"""Hypothesis strategies for whole workflows: sound ones, and ones broken in every way seen.

Values come from small pools, so that ids dangle, repeat and refer forwards, and names clash.
"""

from __future__ import annotations

from datetime import datetime
from plistlib import UID
from typing import Any

from hypothesis import strategies as st

__all__ = ["PREFIX", "actions", "values", "workflows"]

PREFIX = "is.workflow.actions."

_IDS = [f"{n}{n}{n}{n}{n}{n}{n}{n}-0000-4000-8000-00000000000{n}" for n in range(1, 5)]
ids = st.sampled_from([*_IDS, _IDS[0].lower(), "x", "not an id", ""])
_groups = st.sampled_from(["A0000000-0000-4000-8000-000000000001", "group 2", "", _IDS[0]])

# Characters that some layer could stumble over: quotes, escapes, line ends, marks, halves.
_CHARACTERS = (
    "aZ0 _-.:,'\"\\\n\r\t{}()[]#$%\x00\x0b\x0c\x7f\x85\xa0é\u2028\u202e\ufeff\ufffc😀\ud83d\udc00"
)
_PIECES = [
    "",
    "abc",
    "5",
    "1.5",
    "-3",
    "05",
    "1e3",
    "nan",
    '"""',
    "'''",
    "#:",
    "# x",
    "\\N{DASH}",
    "{0}",
]
texts = st.one_of(st.sampled_from(_PIECES), st.text(st.sampled_from(list(_CHARACTERS)), max_size=8))
names = st.one_of(
    st.sampled_from(
        [
            "x",
            "item",
            "index",
            "Repeat Item",
            "Repeat Item 2",
            "Repeat Index",
            "Repeat Item 02",
            "class",
            "print",
            "text",
            "_",
            "__x",
            "x y",
            "x_y",
            "shortcut_input",
            "output",
            "Text",
            "é",
            "e\u0301",
            "ⅷ",
            "match",
            "its",
            "value",
            "if_result",
            "x.y",
            "if_",
            "None",
            "raw",
            "app_1",
        ]
    ),
    texts,
)
numbers = st.one_of(
    st.integers(-5, 20),
    st.sampled_from([2**63 - 1, 2**64 - 1, -(2**63), 10**18]),
    st.floats(),
    st.sampled_from([0.0, -0.0, 1.0, 1e300, 5e-324, 0.1]),
    st.booleans(),
)
scalars = st.one_of(
    texts,
    numbers,
    st.binary(max_size=3),
    st.sampled_from([b"\x00" * 70, datetime(2001, 1, 1), datetime(2020, 2, 3, 4, 5, 6), UID(7)]),
)


def _envelope(tag: str, value: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return value.map(lambda one: {"WFSerializationType": tag, "Value": one})


def _shape(
    required: dict[str, st.SearchStrategy[Any]],
    optional: dict[str, st.SearchStrategy[Any]] | None = None,
) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(required, optional=optional or {})


def _mutate(value: Any, draw: Any) -> Any:
    """Break a dictionary in one place: a key less, a key more, another kind of value."""
    if not isinstance(value, dict):
        return value
    keys = sorted(value)
    inner = [key for key in keys if isinstance(value[key], dict)]
    if inner and draw(st.booleans()):
        key = draw(st.sampled_from(inner))
        return {**value, key: _mutate(value[key], draw)}
    what = draw(st.sampled_from(["drop", "add", "change"]))
    if what == "add" or not keys:
        return {**value, draw(names): draw(scalars)}
    key = draw(st.sampled_from(keys))
    if what == "drop":
        return {name: one for name, one in value.items() if name != key}
    return {**value, key: draw(scalars)}


@st.composite
def _maybe_broken(draw: Any, strategy: st.SearchStrategy[Any]) -> Any:
    value = draw(strategy)
    return _mutate(value, draw) if draw(st.integers(0, 7)) == 0 else value


_aggrandizement = _maybe_broken(
    st.one_of(
        _shape(
            {"Type": st.just("WFDictionaryValueVariableAggrandizement"), "DictionaryKey": names}
        ),
        _shape(
            {
                "Type": st.just("WFCoercionVariableAggrandizement"),
                "CoercionItemClass": st.sampled_from(
                    ["WFURLContentItem", "WFDictionaryContentItem", "WFContentItem", "X", "é"]
                ),
            }
        ),
        _shape(
            {
                "Type": st.just("WFPropertyVariableAggrandizement"),
                "PropertyName": st.one_of(
                    st.sampled_from(
                        ["Name", "File Size", "file size", "URL", "Format", "As", "Is In"]
                    ),
                    names,
                ),
            },
            {
                "PropertyUserInfo": st.one_of(
                    st.sampled_from(["WFItemName", "WFFileSizeProperty"]), scalars
                )
            },
        ),
        _shape(
            {"Type": st.just("WFDateFormatVariableAggrandizement")},
            {
                "WFDateFormatStyle": st.sampled_from(["Custom", "Short", "None", ""]),
                "WFISO8601IncludeTime": st.booleans(),
                "WFDateFormat": texts,
                "WFTimeFormatStyle": st.just("Short"),
                "WFRelativeDateFormatStyle": st.just("Short"),
            },
        ),
        _shape(
            {
                "Type": st.just("WFUnitVariableAggrandizement"),
                "WFMeasurementUnitType": st.just("Length"),
            },
            {"WFUnitSymbol": texts},
        ),
        _shape({"Type": st.just("WFNewVariableAggrandizement")}),
        scalars,
    )
)
_chain = {"Aggrandizements": st.lists(_aggrandizement, max_size=2)}
attachments = _maybe_broken(
    st.one_of(
        _shape({"Type": st.just("ActionOutput"), "OutputUUID": ids, "OutputName": names}, _chain),
        _shape({"Type": st.just("ActionOutput"), "OutputUUID": ids}, _chain),
        _shape(
            {"Type": st.just("Variable"), "VariableName": names}, {"VariableUUID": ids, **_chain}
        ),
        _shape(
            {
                "Type": st.sampled_from(
                    [
                        "ExtensionInput",
                        "Clipboard",
                        "CurrentDate",
                        "Ask",
                        "DeviceDetails",
                        "CurrentApp",
                        "Input",
                        "HomeAccessory",
                        "",
                    ]
                )
            },
            _chain,
        ),
        _shape({"Type": st.just("Ask"), "Prompt": texts}, _chain),
    )
)


@st.composite
def _text_body(draw: Any) -> dict[str, Any]:
    """`{string, attachmentsByRange}`, with ranges that are off now and then."""
    parts = draw(st.lists(st.one_of(texts, attachments), max_size=4))
    string, ranges, offset = "", {}, 0
    for part in parts:
        if isinstance(part, str):
            string += part
            offset += len(part.encode("utf-16-le", "surrogatepass")) // 2
        else:
            ranges[f"{{{offset}, 1}}"] = part
            string += "\ufffc"
            offset += 1
    body: dict[str, Any] = {"string": string}
    if ranges or draw(st.booleans()):
        body["attachmentsByRange"] = ranges
    trouble = draw(st.integers(0, 15))
    if trouble == 0:
        body["attachmentsByRange"] = {
            key.replace("{", "{1") if draw(st.booleans()) else key.replace(", ", ","): one
            for key, one in ranges.items()
        }
    elif trouble == 1:
        body["string"] += "\ufffc"
    return body


text_bodies = _text_body()
token_strings = _maybe_broken(_envelope("WFTextTokenString", text_bodies))
token_attachments = _maybe_broken(_envelope("WFTextTokenAttachment", attachments))
subjects = _maybe_broken(_shape({"Type": st.just("Variable"), "Variable": token_attachments}))
quantities = _maybe_broken(
    _envelope(
        "WFQuantityFieldValue",
        _shape(
            {}, {"Magnitude": st.one_of(scalars, attachments, token_attachments), "Unit": texts}
        ),
    )
)
_item_types = st.one_of(st.integers(-1, 7), st.sampled_from(["0", 0.0, True]))


def _items(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return _maybe_broken(
        _shape(
            {"WFItemType": _item_types},
            {
                "WFKey": st.one_of(token_strings, texts),
                "WFValue": st.one_of(token_strings, children),
            },
        )
    )


def _dictionary(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    body = st.lists(_items(children), max_size=3).map(
        lambda one: {"WFDictionaryFieldValueItems": one}
    )
    single = _envelope("WFDictionaryFieldValue", body)
    return _maybe_broken(st.one_of(single, _envelope("WFDictionaryFieldValue", single)))


def _states(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    tags = st.sampled_from(
        [
            "WFArrayParameterState",
            "WFNumberSubstitutableState",
            "WFStringSubstitutableState",
            "WFTokenAttachmentParameterState",
            "WFBooleanSubstitutableState",
            "WFNewState",
            "WFTimeOffsetValue",
            "WFContactFieldValue",
            "WFLinkDynamicOptionSubstitutableState",
        ]
    )
    return st.builds(lambda tag, one: {"WFSerializationType": tag, "Value": one}, tags, children)


def _predicates(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    row = _maybe_broken(
        _shape(
            {
                "Property": names,
                "Operator": st.sampled_from(
                    [0, 2, 4, 5, 8, 9, 99, 100, 101, 999, 1000, 1001, 1002, 7]
                ),
                "Values": _shape(
                    {},
                    {
                        "String": st.one_of(texts, token_strings),
                        "Number": st.one_of(numbers, texts, token_attachments),
                        "Unit": st.sampled_from([4, 16, 5]),
                        "Bool": st.booleans(),
                        "Date": token_attachments,
                        "Enumeration": children,
                    },
                ),
                "Removable": st.booleans(),
            },
            {"Bounded": st.booleans()},
        )
    )
    return _maybe_broken(
        _envelope(
            "WFContentPredicateTableTemplate",
            _shape(
                {
                    "WFActionParameterFilterPrefix": st.sampled_from([0, 1, 2]),
                    "WFActionParameterFilterTemplates": st.lists(
                        st.one_of(row, _conditions), max_size=3
                    ),
                    "WFContentPredicateBoundedDate": st.booleans(),
                }
            ),
        )
    )


_conditions = _maybe_broken(
    _shape(
        {},
        {
            "WFInput": st.one_of(subjects, token_attachments),
            "WFCondition": st.sampled_from(
                [
                    0,
                    1,
                    2,
                    3,
                    4,
                    5,
                    8,
                    9,
                    99,
                    100,
                    101,
                    999,
                    1000,
                    1001,
                    1002,
                    1003,
                    7,
                    "Equals",
                    "Contains",
                    "Is Greater Than",
                    "Odd",
                    "4",
                    True,
                    4.0,
                ]
            ),
            "WFConditionalActionString": st.one_of(texts, token_strings),
            "WFNumberValue": st.one_of(numbers, texts, token_attachments),
            "WFAnotherNumber": st.one_of(texts, token_attachments),
            "WFDate": st.one_of(token_attachments, token_strings, texts),
            "WFAnotherDate": token_attachments,
            "WFDuration": quantities,
            "WFMeasurement": quantities,
            "WFEnumeration": texts,
            "WFConditionalLegacyComparisonBehavior": st.booleans(),
            "a b": texts,
        },
    )
)

_leaves = st.one_of(
    scalars, token_strings, token_attachments, subjects, attachments, text_bodies, quantities
)
values = st.recursive(
    _leaves,
    lambda children: st.one_of(
        st.lists(children, max_size=3),
        st.dictionaries(names, children, max_size=3),
        _dictionary(children),
        st.lists(_items(children), max_size=2),
        _states(children),
        _predicates(children),
    ),
    max_leaves=6,
)

# Identifiers with the keys that their statements look at.
_KEYS: dict[str, list[str]] = {
    "gettext": ["WFTextActionText"],
    "number": ["WFNumberActionNumber"],
    "dictionary": ["WFItems"],
    "list": ["WFItems"],
    "comment": ["WFCommentActionText"],
    "nothing": [],
    "exit": ["WFResult"],
    "output": ["WFOutput", "WFNoOutputSurfaceBehavior"],
    "setvariable": ["WFVariableName", "WFInput"],
    "appendvariable": ["WFVariableName", "WFInput"],
    "getvariable": ["WFVariable"],
    "showresult": ["Text"],
    "choosefromlist": ["WFInput", "WFChooseFromListActionPrompt"],
    "math": ["WFInput", "WFMathOperation", "WFMathOperand"],
    "adjustdate": ["WFDate", "WFDuration"],
    "filter.files": ["WFContentItemFilter", "WFContentItemInputParameter"],
    "properties.images": ["WFInput", "WFContentItemPropertyName"],
    "runworkflow": ["WFWorkflow", "WFInput"],
    "unheard.of": ["WFInput"],
}
_OTHER_IDENTIFIERS = [
    "com.example.App.Do",
    "com.example.App.class",
    "com.example.App-Two.Do",
    "com.example.App.Other",
    "dk.simonbs.DataJar.GetValueIntent",
    "é.x",
    "a b.c",
    "plain",
    "",
    "\ud800.x\n",
    PREFIX,
]
_descriptors = _maybe_broken(
    _shape(
        {"BundleIdentifier": st.sampled_from(["com.example.App", "com.example.Other"])},
        {
            "Name": texts,
            "TeamIdentifier": st.just("T"),
            "AppIntentIdentifier": st.sampled_from(["Do", "Other"]),
        },
    )
)
_variables = st.one_of(names, scalars)


@st.composite
def _action(draw: Any) -> Any:
    parameters: dict[str, Any] = {}
    if draw(st.integers(0, 4)):
        short = draw(st.sampled_from(sorted(_KEYS)))
        identifier = PREFIX + short
        for key in _KEYS[short]:
            if draw(st.integers(0, 5)):
                pool = _variables if key == "WFVariableName" else values
                parameters[key] = draw(pool)
    else:
        identifier = draw(st.sampled_from(_OTHER_IDENTIFIERS))
        if draw(st.booleans()):
            key = draw(st.sampled_from(["AppIntentDescriptor", "IntentAppDefinition"]))
            parameters[key] = draw(_descriptors)
    if draw(st.integers(0, 3)) == 0:
        parameters[draw(names)] = draw(values)
    if draw(st.integers(0, 1)):
        parameters["UUID"] = draw(ids)
    if draw(st.integers(0, 9)) == 0:
        parameters["CustomOutputName"] = draw(st.one_of(names, scalars))
    if draw(st.integers(0, 19)) == 0:
        parameters["GroupingIdentifier"] = draw(st.one_of(_groups, scalars))
        parameters["WFControlFlowMode"] = draw(_modes)
    action = {"WFWorkflowActionIdentifier": identifier, "WFWorkflowActionParameters": parameters}
    trouble = draw(st.integers(0, 39))
    if trouble == 0:
        action[draw(st.sampled_from(["UUID", "GroupingIdentifier", "odd"]))] = draw(values)
    elif trouble == 1:
        del action["WFWorkflowActionParameters"]
    elif trouble == 2:
        return draw(st.one_of(values, st.just({})))
    return action


_modes = st.one_of(st.sampled_from([0, 1, 2, 0, 1, 2, "0", "1", "2", 3, -1, True, 1.0]), scalars)


def _block_part(kind: str, group: Any, mode: Any, parameters: dict[str, Any]) -> dict[str, Any]:
    return {
        "WFWorkflowActionIdentifier": PREFIX + kind,
        "WFWorkflowActionParameters": {
            "GroupingIdentifier": group,
            "WFControlFlowMode": mode,
            **parameters,
        },
    }


_loose = _shape({}, {"UUID": ids, "CustomOutputName": names})
_case_titles = _shape(
    {},
    {"WFMenuItemTitle": st.one_of(texts, token_strings), "WFMenuItemAttributedTitle": text_bodies},
)
_if_start = st.one_of(_conditions, _predicates(scalars).map(lambda table: {"WFConditions": table}))


@st.composite
def _block(draw: Any, bodies: st.SearchStrategy[Any]) -> list[Any]:
    """The flat actions of a block, in which parts may be missing, doubled or wrong."""
    kind = draw(st.sampled_from(["conditional", "choosefrommenu", "repeat.count", "repeat.each"]))
    group = draw(_groups)
    middles = 0
    if kind == "conditional":
        start = draw(_if_start)
        middles = draw(st.sampled_from([0, 1, 1, 2]))
    elif kind == "choosefrommenu":
        titles = st.one_of(texts, _items(scalars))
        start = draw(
            _shape({}, {"WFMenuPrompt": values, "WFMenuItems": st.lists(titles, max_size=2)})
        )
        middles = draw(st.integers(0, 2))
    else:
        key = "WFRepeatCount" if kind == "repeat.count" else "WFInput"
        start = draw(_shape({}, {key: st.one_of(token_attachments, numbers, values)}))
    parts = [_block_part(kind, group, 0, {**start, **draw(_loose)}), *draw(bodies)]
    for _ in range(middles):
        own: dict[str, Any] = draw(_loose) if draw(st.booleans()) else {}
        if kind == "choosefrommenu":
            own = {**own, **draw(_case_titles)}
        elif draw(st.integers(0, 3)) == 0:
            own = {**own, **draw(_conditions)}
        parts += [_block_part(kind, group, 1, own), *draw(bodies)]
    parts.append(_block_part(kind, group, 2, draw(_loose)))
    return _disturbed(draw, parts)


def _disturbed(draw: Any, parts: list[Any]) -> list[Any]:
    trouble = draw(st.integers(0, 29))
    place = draw(st.integers(0, len(parts) - 1)) if parts else 0
    if trouble == 0:
        return parts[:place] + parts[place + 1 :]
    if trouble == 1:
        return [*parts, parts[place]]
    if trouble == 2:
        return parts[place:] + parts[:place]
    if trouble == 3 and isinstance(parts[place], dict):
        changed = dict(parts[place])
        inner = changed.get("WFWorkflowActionParameters")
        if isinstance(inner, dict):
            key = draw(st.sampled_from(["WFControlFlowMode", "GroupingIdentifier"]))
            inner = {**inner, key: draw(_modes)}
            if draw(st.booleans()):
                del inner[key]
            changed["WFWorkflowActionParameters"] = inner
        return [*parts[:place], changed, *parts[place + 1 :]]
    return parts


actions = st.recursive(
    st.lists(_action(), max_size=3),
    lambda bodies: st.lists(st.one_of(_block(bodies), bodies), max_size=3).map(
        lambda found: [one for part in found for one in part]
    ),
    max_leaves=8,
)

_questions = st.lists(
    _maybe_broken(
        _shape(
            {
                "ActionIndex": st.integers(-1, 6),
                "Category": st.just("Parameter"),
                "ParameterKey": st.sampled_from(["WFTextActionText", "WFItems", "x", ""]),
                "Text": texts,
            },
            {"DefaultValue": values},
        )
    ),
    max_size=3,
)
_classes = st.lists(
    st.sampled_from(["WFStringContentItem", "WFURLContentItem", "text", "Odd", 5]), max_size=2
)


@st.composite
def workflows(draw: Any) -> Any:
    """The property list of a workflow."""
    found = draw(actions)
    root = draw(st.integers(0, 19))
    if root == 0 and found and all(_is_action(one) for one in found):
        return found
    if root == 1 and found and _is_action(found[0]):
        return found[0]
    plist: dict[str, Any] = {"WFWorkflowActions": found}
    for key, pool in _ROOT.items():
        choice = draw(st.integers(0, 5))
        if choice >= 2:
            plist[key] = draw(pool)
        elif choice == 1 and draw(st.integers(0, 5)) == 0:
            plist[key] = draw(values)
    if draw(st.integers(0, 9)) == 0:
        plist[draw(names)] = draw(values)
    return [plist] if root == 2 else plist


def _is_action(one: Any) -> bool:
    return isinstance(one, dict) and "WFWorkflowActionIdentifier" in one


_ROOT: dict[str, st.SearchStrategy[Any]] = {
    "WFWorkflowName": texts,
    "WFWorkflowIcon": _maybe_broken(
        _shape(
            {
                "WFWorkflowIconGlyphNumber": st.sampled_from([59392, 61440, 5]),
                "WFWorkflowIconStartColor": st.sampled_from([255, 4282601983, -12365313]),
            },
            {"WFWorkflowIconImageData": st.just(b"")},
        )
    ),
    "WFWorkflowClientVersion": st.sampled_from(["4033.0.4.3", "1146.11", "700", ""]),
    "WFWorkflowClientRelease": st.just("2.0"),
    "WFWorkflowMinimumClientVersion": st.sampled_from([900, 1113, 3010, 0, 411]),
    "WFWorkflowMinimumClientVersionString": st.sampled_from(["900", "1113", "3010", "", "x"]),
    "WFWorkflowImportQuestions": _questions,
    "WFWorkflowInputContentItemClasses": _classes,
    "WFWorkflowOutputContentItemClasses": _classes,
    "WFWorkflowTypes": st.lists(st.sampled_from(["Watch", "NCWidget", "watch", "é"]), max_size=2),
    "WFQuickActionSurfaces": st.lists(st.just("Services"), max_size=1),
    "WFWorkflowNoInputBehavior": _shape(
        {"Name": st.sampled_from(["WFWorkflowNoInputBehaviorGetClipboard", "x"])},
        {"Parameters": st.dictionaries(names, scalars, max_size=1)},
    ),
    "WFWorkflowHasShortcutInputVariables": st.booleans(),
    "WFWorkflowHasOutputFallback": st.booleans(),
    "WFWorkflowIsDisabledOnLockScreen": st.booleans(),
    "WFWorkflowTriggers": st.lists(values, max_size=1),
}
