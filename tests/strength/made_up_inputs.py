"""What may come in, made by hypothesis: shaped like the real thing, with anything in its places."""

from __future__ import annotations

import json
import plistlib
import struct
from dataclasses import replace
from datetime import datetime
from typing import Any

from hypothesis import strategies as st

from shortcuts_py.container.prologue import Prologue, RootHeader

__all__ = ["apple_code", "binary_plists", "definition_sources", "native_code", "plist_files",
           "signed_files", "workbench_code"]  # fmt: skip

# -- property lists -------------------------------------------------------------------------

_IDENTIFIERS = [f"is.workflow.actions.{name}" for name in (
    "conditional", "choosefrommenu", "repeat.count", "repeat.each", "gettext", "comment", "list",
    "dictionary", "setvariable", "appendvariable", "alert", "downloadurl", "filter.files", "math",
    "number", "exit", "runworkflow", "text.replace")]  # fmt: skip
_IDENTIFIERS += ["com.example.app.Intent", "", "a b"]
_KEYS = [
    "WFWorkflowActionIdentifier", "WFWorkflowActionParameters", "GroupingIdentifier", "UUID",
    "WFControlFlowMode", "WFCondition", "WFConditions", "WFConditionalActionString", "WFInput",
    "WFMenuItems", "WFMenuItemTitle", "WFMenuPrompt", "WFRepeatCount", "WFVariableName",
    "WFTextActionText", "WFItems", "WFSerializationType", "Value", "Type", "string",
    "attachmentsByRange", "OutputUUID", "OutputName", "VariableName", "Aggrandizements",
    "PropertyName", "PropertyUserInfo", "CoercionItemClass", "DictionaryKey", "WFItemType",
    "WFKey", "WFValue", "WFDictionaryFieldValueItems", "WFContentItemFilter",
    "WFActionParameterFilterTemplates", "WFActionParameterFilterPrefix", "Operator", "Values",
    "Property", "CustomOutputName", "Variable", "IntentAppDefinition", "BundleIdentifier",
    "WFURL", "WFHTTPMethod", "WFQuantityValue", "Magnitude", "Unit", "WFWorkflowTriggers",
    "WFWorkflowImportQuestions", "ActionIndex", "Category", "DefaultValue", "ParameterKey",
    "WFWorkflowIcon", "WFWorkflowTypes", "WFWorkflowName", "Show-WFInput", "AppIntentDescriptor",
]  # fmt: skip
_WORDS = [
    "WFTextTokenString", "WFTextTokenAttachment", "WFDictionaryFieldValue",
    "WFNumberSubstitutableState", "WFContentPredicateTableTemplate", "WFArrayParameterState",
    "WFQuantityFieldValue", "Variable", "ActionOutput", "ExtensionInput", "Clipboard",
    "CurrentDate", "Ask", "{0, 1}", "{1, -1}", "{9, 9}",
    "WFPropertyVariableAggrandizement", "WFCoercionVariableAggrandizement", "A1B2",
]  # fmt: skip
_text = st.one_of(
    st.sampled_from(_WORDS + _IDENTIFIERS + ["\ufffc", "\ufffc\ufffc", "\0", "a\r\nb", '"""', ""]),
    st.text(max_size=8),
)
_dates = st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31))
_scalar = st.one_of(
    _text, st.integers(-2, 4), st.booleans(), st.floats(), st.integers(-(2**63), 2**64 - 1),
    st.binary(max_size=4), _dates,
    st.builds(plistlib.UID, st.integers(0, 9)),
)  # fmt: skip
values = st.recursive(
    _scalar,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(_KEYS) | _text, inner,
                                                     max_size=4)),
    max_leaves=10,
)  # fmt: skip
_actions = st.fixed_dictionaries(
    {},
    optional={
        "WFWorkflowActionIdentifier": st.sampled_from(_IDENTIFIERS) | values,
        "WFWorkflowActionParameters": st.dictionaries(
            st.sampled_from(_KEYS),
            values | st.integers(0, 2) | st.sampled_from(["A", "B"]), max_size=5) | values,
    },
)  # fmt: skip
_workflows = st.one_of(
    st.builds(
        lambda actions, others: {**others, "WFWorkflowActions": actions},
        st.lists(_actions | values, max_size=6) | values,
        st.dictionaries(st.sampled_from([key for key in _KEYS if "Workflow" in key]), values,
                        max_size=3),
    ),
    st.lists(_actions, max_size=3), _actions, values,
)  # fmt: skip


def _written(value: Any, form: str) -> bytes:
    """A property list as bytes; what its form cannot hold becomes a text."""
    if form == "json":
        return json.dumps(value, default=repr).encode()
    try:
        kind = plistlib.FMT_XML if form == "xml" else plistlib.FMT_BINARY
        return plistlib.dumps(value, fmt=kind, sort_keys=False)
    except (ValueError, TypeError, OverflowError):
        return json.dumps(value, default=repr).encode("utf-8", "surrogatepass")


plist_files = st.builds(_written, _workflows, st.sampled_from(["binary", "xml", "json"]))

# -- binary property lists, object by object ------------------------------------------------

_lying = st.one_of(st.integers(0, 12), st.sampled_from([255, 65535, 2**31, 2**63, 2**64 - 1]))


def _object(marker: int, size: int | None, content: bytes) -> bytes:
    head = bytes([marker << 4 | (min(size, 14) if size is not None and size < 15 else 15)])
    if size is None or size >= 15:
        head += b"\x12" + struct.pack(">I", (size or len(content)) % 2**32)
    return head + content


_objects = st.one_of(
    st.sampled_from([b"\x00", b"\x08", b"\x09", b"\x0f", b"\x33" + bytes(8), b"\x10\x01",
                     b"\x80\1"]),
    st.builds(_object, st.integers(0, 15), st.none() | st.integers(0, 20), st.binary(max_size=12)),
    st.sampled_from([b"\x5f\x10\x11WFWorkflowActions", b"\x54Type", b"\x61\xd8\x00",
                     b"\x64\0a\0b\0c\xff\xfc"]),
    # Containers that refer to each other: themselves, shared, or none that there is.
    st.lists(st.integers(0, 9), max_size=6).map(lambda refs: bytes([0xA0 | len(refs), *refs])),
    st.lists(st.integers(0, 9), max_size=3).map(
        lambda refs: bytes([0xD0 | len(refs), *refs, *reversed(refs)])),
)  # fmt: skip


@st.composite
def binary_plists(draw: st.DrawFn) -> bytes:
    """Binary property lists whose references, offsets and sizes may lie."""
    objects = draw(st.lists(_objects, min_size=1, max_size=10))
    body, offsets = b"bplist00", []
    for one in objects:
        offsets.append(len(body))
        body += one
    if draw(st.booleans()):
        place = draw(st.integers(0, len(offsets) - 1))
        offsets[place] = draw(st.integers(0, len(body) + 9))
    table = b"".join(struct.pack(">H", one) for one in offsets)
    lies = draw(st.sets(st.sampled_from(["offset", "ref", "count", "top", "table"]), max_size=2))
    trailer = struct.pack(
        ">6xBBQQQ",
        draw(st.integers(0, 255)) if "offset" in lies else 2,
        draw(st.integers(0, 255)) if "ref" in lies else 1,
        draw(_lying) if "count" in lies else len(offsets),
        draw(_lying) if "top" in lies else draw(st.integers(0, len(offsets) - 1)),
        draw(_lying) if "table" in lies else len(body),
    )
    return body + table + trailer


# -- signed files ---------------------------------------------------------------------------

_AUTH_KEYS = ["SigningCertificateChain", "AppleIDCertificateChain", "SigningPublicKey",
              "SigningPublicKeySignature", "AppleIDValidationRecord", "x"]  # fmt: skip


@st.composite
def signed_files(draw: st.DrawFn, seeds: list[bytes]) -> bytes:
    """Signed files with other sizes, kinds and signers than they were signed with."""
    data = draw(st.sampled_from(seeds))
    prologue = Prologue.unpack(data)
    rest = data[prologue.size :]
    root = RootHeader.unpack(prologue.root_header)
    for name, most in (("original_size", 64), ("container_size", 64), ("segment_size", 32),
                       ("segments_per_cluster", 32), ("compression", 8),
                       ("checksum", 8)):  # fmt: skip
        if draw(st.integers(0, 4)) == 0:
            number = draw(st.one_of(st.integers(0, 9), st.integers(0, 2**most - 1)))
            root = replace(root, **{name: number})  # type: ignore[arg-type]
    prologue = replace(prologue, root_header=root.pack())
    if draw(st.booleans()):
        auth = draw(st.dictionaries(st.sampled_from(_AUTH_KEYS), st.one_of(
            st.binary(max_size=70), st.lists(st.binary(max_size=9), max_size=3),
            st.just(b"\x04" + bytes(64)), values), max_size=5))  # fmt: skip
        prologue = replace(prologue, auth_data=_written(auth, "binary"))
    packed = prologue.pack()
    if draw(st.booleans()):
        packed = packed[:8] + struct.pack("<I", draw(st.integers(0, 2**32 - 1))) + packed[12:]
    place = draw(st.integers(0, len(rest)))
    return packed + rest[:place] + draw(st.binary(max_size=8)) + rest[place:]


# -- definition sources ---------------------------------------------------------------------

_DEFINED = [
    "INIntents", "INIntentName", "INIntentParameters", "INIntentParameterName", "INEnums",
    "INEnumName", "INIntentParameterType", "INIntentResponse", "INIntentTitle",
    "INIntentCategory", "INEnumValues", "INTypes", "INIntentDefinitionModelVersion",
    "INIntentParameterMetadata", "INIntentParameterEnumType", "ActionClass", "Parameters",
    "Class", "Key", "Label", "DefaultValue", "Items", "Input", "Output", "Types", "Multiple",
    "Description", "ParameterSummary", "RequiredResources", "is.workflow.actions.paint", "Name",
    "Subtitle", "actions", "entities", "enums", "queries", "generator", "parameters",
    "identifier", "title", "key", "valueType", "wrapper", "primitive", "typeIdentifier", "cases",
    "properties", "displayRepresentation", "mangledTypeName", "isOptional",
    "typeSpecificMetadata", "systemProtocols", "fullyQualifiedTypeName",
]  # fmt: skip
_defined = st.recursive(
    _scalar,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(_DEFINED), inner, max_size=6)),
    max_leaves=16,
)  # fmt: skip
_sources = st.one_of(
    _defined,
    st.fixed_dictionaries({"INIntents": st.lists(_defined, max_size=3), "INEnums": _defined}),
    st.dictionaries(st.just("is.workflow.actions.paint"), _defined),
    st.fixed_dictionaries({name: st.dictionaries(st.just("A"), _defined) | _defined
                           for name in ("actions", "entities", "queries")}
                          | {"enums": st.lists(_defined, max_size=2) | _defined}),
)  # fmt: skip
definition_sources = st.builds(
    lambda name, value, form: bytes([name]) + _written(value, form),
    st.integers(0, 5), _sources, st.sampled_from(["binary", "xml", "json"]),
)  # fmt: skip

# -- code -----------------------------------------------------------------------------------

_NAMES = ["x", "y", "item", "index", "shortcut_input", "clipboard", "current_date", "f"]
_NATIVE = [*_NAMES, "text", "number", "show_alert", "choose_from_menu", "get_contents_of_url",
           "ask_for_input", "variable", "if_result", "menu_result", "raw", "action", "comment",
           "dictionary", "range", "shortcut", "import_question", "files", "app"]  # fmt: skip
_APPLE = [*_NAMES, "Text", "show_alert", "get_type", "Quantity", "Enumeration", "ask", "Input",
          "choose", "Menu", "Date", "set_variable", "get_variable", "when_app_opened"]  # fmt: skip
_WORKBENCH = [*_NAMES, "is_workflow_actions_gettext", "is_workflow_actions_alert", "input",
              "WFTextActionText", "Repeat_Item", "Repeat_Index", "coerce_variable",
              "is_workflow_actions_conditional", "com_example_app_Intent"]  # fmt: skip


_OPERATORS = ["+", "-", "*", "/", "%", "**", "==", "!=", "<", "in", "is", "and", "or", "if"]


def _expressions(names: list[str]) -> st.SearchStrategy[str]:
    name = st.sampled_from(names)
    strings = st.text(st.sampled_from("a\"'\\{}\n\t\u2028\ud800\ufffc#:0\0é"), max_size=6)
    leaf = st.one_of(
        name, st.integers(-9, 10**20).map(str), st.floats().map(repr), strings.map(repr),
        strings.map(lambda one: f'f"{one}"'), strings.map(lambda one: f"'''{one}'''"),
        st.sampled_from(["None", "True", "...", "b'a'", "1e999", "1j", 'f"{x}"', 'f"{x!r:>{y}}"']),
    )  # fmt: skip

    def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        arguments = st.lists(st.tuples(name | st.just(""), inner), max_size=3).map(
            lambda found: ", ".join(f"{key}={one}" if key else one for key, one in found)
        )
        return st.one_of(
            st.tuples(name, arguments).map(lambda p: f"{p[0]}({p[1]})"),
            st.tuples(inner, name).map(lambda p: f"{p[0]}.{p[1]}"),
            st.tuples(inner, inner).map(lambda p: f"{p[0]}[{p[1]}]"),
            st.tuples(inner, st.sampled_from(_OPERATORS), inner).map(" ".join),
            st.lists(inner, max_size=3).map(lambda found: f"[{', '.join(found)}]"),
            st.lists(st.tuples(inner, inner), max_size=2).map(
                lambda found: "{" + ", ".join(f"{key}: {one}" for key, one in found) + "}"),
            inner.map(lambda one: f"(not {one})"), inner.map(lambda one: f"lambda: {one}"),
            st.tuples(inner, name, inner).map(lambda p: f"[{p[0]} for {p[1]} in {p[2]}]"),
        )  # fmt: skip

    return st.recursive(leaf, larger, max_leaves=6)


def _code(names: list[str], head: str) -> st.SearchStrategy[str]:
    expression, name = _expressions(names), st.sampled_from(names)
    line = st.one_of(
        expression, st.tuples(name, expression).map(" = ".join),
        st.tuples(name, expression).map(" += ".join),
        expression.map(lambda one: f"if {one}:"), expression.map(lambda one: f"elif {one}:"),
        st.tuples(name, expression).map(lambda p: f"for {p[0]} in {p[1]}:"),
        expression.map(lambda one: f"match {one}:"), expression.map(lambda one: f"case {one}:"),
        name.map(lambda one: f"def {one}(x, y=1):"), expression.map(lambda one: f"return {one}"),
        st.sampled_from(["else:", "pass", "break", "try:", "while True:", "with x as y:", "case _:",
                         "#: {\"id\": 1}", "# a", "import x", "class A:", "@x", "del x", "global x",
                         "async def f():", ")", '"""', "```", "# shortcuts_py: parameters {}"]),
    )  # fmt: skip
    step = st.sampled_from([0, 0, 0, 1, 1, -1, -2])

    def joined(parts: list[tuple[int, str]]) -> str:
        depth, lines = 0, list[str]()
        for change, text in parts:
            # Most blocks are indented as they have to be, and some are not.
            after = 1 if lines and lines[-1].endswith(":") and change >= 0 else change
            depth = max(0, min(8, depth + after))
            lines.append("    " * depth + text)
        return "\n".join(lines)

    parts = st.lists(st.tuples(step, line), max_size=8)
    if head.endswith(":"):
        indented = parts.map(lambda found: joined([(1, "pass"), *found]))
        return indented.map(lambda code: f"{head}\n{code}\n")
    return parts.map(lambda found: f"{head}\n{joined(found)}\n")


native_code = _code(_NATIVE, "from shortcuts_py.lang import *\nshortcut()")
apple_code = _code(_APPLE, "def shortcut():")
workbench_code = _code(_WORKBENCH, "")
