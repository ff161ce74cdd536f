"""The root of the file: versions, icon, questions, what is shown and received.

Sections 1 and 2 of the format.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from shortcuts_py.checks.rules import Finding
from shortcuts_py.checks.view import View
from shortcuts_py.language.header_classes import CLASSES
from shortcuts_py.language.header_icon import COLORS
from shortcuts_py.names import action_defs
from shortcuts_py.workflow.document import Workflow

__all__ = ["RULES", "required_version"]

_OTHER_KEYS = frozenset(
    {
        "WFWorkflowActions", "WFWorkflowMinimumClientRelease", "WFWorkflowInputPassthrough",
        "WFWorkflowShowInActionExtension", "WFWorkflowVariables", "WFWorkflowShouldBeModal",
        "WFWorkflowCreationDate", "WFWorkflowSubtitle", "WFWorkflowMinimumClientVersionNoDevice",
    }
)  # fmt: skip
_TYPE_NAMES = {str: "a text", int: "a whole number", bool: "true or false", list: "a list",
               dict: "a dictionary"}  # fmt: skip
_BEHAVIORS = frozenset(
    f"WFWorkflowNoInputBehavior{word}" for word in ("GetClipboard", "AskForInput", "ShowError")
)
_WORKFLOW_TYPES = frozenset(
    {
        "NCWidget", "Watch", "WatchKit", "ActionExtension", "QuickActions", "MenuBar", "Sleep",
        "ReceivesOnScreenContent", "WFWorkflowTypeShowInSearch",
        "WFWorkflowTypeReceivesInputFromSearch",
    }
)  # fmt: skip
_MORE_CLASSES = frozenset({
    "WFContentItem", "WFVCardContentItem", "WFTimeIntervalContentItem", "WFEmailContentItem",
    "WFCalendarEventContentItem", "WFReminderContentItem", "WFFileSizeContentItem",
    "WFMPMediaContentItem", "WFMKMapItemContentItem", "WFEnumerationContentItem",
    "WFWeatherDataContentItem", "WFHKSampleContentItem", "WFHKWorkoutContentItem",
    "WFParkedCarContentItem", "WFPodcastShowContentItem", "WFPodcastEpisodeContentItem",
    "WFFocusModeContentItem", "WFDisplayContentItem", "WFWindowContentItem", "WFVPNContentItem",
    "WFShazamMediaContentItem", "WFMessageContentItem", "WFBooleanContentItem",
    "WFPhotoMediaContentItem", "WFWorkflowContentItem", "WFEKParticipantContentItem",
    "WFRideStatusContentItem", "WFiTunesArtistContentItem",
})  # fmt: skip
_PALETTE = frozenset({*COLORS.values(), 255, 3031607807, 2846468607})
_GLYPHS = range(59392, 62600)
"""Section 2: real files go from the first to 61589, and newer systems beyond 62466."""


def keys(view: View) -> Iterator[Finding]:
    """Keys with values of another type, which count as missing, and unknown keys."""
    known = set(_OTHER_KEYS)
    for _, key, types, _ in Workflow.FIELDS:
        known.add(key)
        value = view.plist.get(key)
        if value is not None and type(value) not in types:
            yield Finding(
                "root-type",
                f"{key} is {_TYPE_NAMES[types[0]]}; this value counts as missing",
                parameter=key,
            )
    if type(view.plist.get("WFWorkflowActions")) is not list:
        message = "the file has no list WFWorkflowActions: the shortcut is empty"
        yield Finding("no-actions", message, parameter="WFWorkflowActions")
    for key in view.plist:
        if key not in known:
            from rapidfuzz import process

            near = process.extract(key, sorted(known), limit=1, score_cutoff=85)
            yield Finding(
                "root-key",
                f"the app ignores the key {key!r:.80}",
                parameter=key,
                suggestions=tuple(one[0] for one in near),
            )
    if "WFWorkflowName" in view.plist:
        message = "the import takes the name of the file, not this one"
        yield Finding("workflow-name", message, parameter="WFWorkflowName")


def required_version(view: View) -> tuple[int, str, int | None]:
    """The oldest app that knows what a file uses.

    Returns:
        Its minimum client version, what asks for it, and the action that does.
    """
    for action in view.actions:
        if "WFConditions" in action.parameters:
            return 3010, "several conditions in one If", action.index
    if type(view.plist.get("WFWorkflowNoInputBehavior")) is dict:
        return 1113, "a way to go on without input", None
    return 0, "", None


def versions(view: View) -> Iterator[Finding]:
    """Minimum versions against what is used, and against each other."""
    number = view.plist.get("WFWorkflowMinimumClientVersion")
    text = view.plist.get("WFWorkflowMinimumClientVersionString")
    if type(number) is not int:
        return
    needed, what, action = required_version(view)
    if 0 < number < needed:
        yield Finding(
            "minimum-version",
            f"{what} needs the minimum version {needed}, not {number}: older apps open the file "
            "and lose it",
            action,
            None if action is not None else "WFWorkflowMinimumClientVersion",
        )
    if type(text) is str and text != str(number):
        yield Finding(
            "minimum-version-text",
            f"the app reads {text!r:.40} here, not {number}",
            parameter="WFWorkflowMinimumClientVersionString",
        )


def flags(view: View) -> Iterator[Finding]:
    """The flag for Shortcut Input, and what happens without input."""
    uses = next((one for one in view.references if one.kind == "ExtensionInput"), None)
    if uses is not None and view.plist.get("WFWorkflowHasShortcutInputVariables") is False:
        yield Finding(
            "input-flag",
            "Shortcut Input is used, and WFWorkflowHasShortcutInputVariables says that it is not",
            parameter="WFWorkflowHasShortcutInputVariables",
            related=(("used", uses.action),),
        )
    behavior = view.plist.get("WFWorkflowNoInputBehavior")
    if type(behavior) is dict and behavior and str(behavior.get("Name")) not in _BEHAVIORS:
        yield Finding(
            "no-input-behavior",
            f"nothing is known under the name {behavior.get('Name')!r:.80}",
            parameter="WFWorkflowNoInputBehavior.Name",
            suggestions=tuple(sorted(_BEHAVIORS)),
        )


@lru_cache(maxsize=1)
def _named_glyphs() -> frozenset[int]:
    return frozenset(map(int, json.loads((action_defs() / "glyphs.json").read_bytes())))


def icon(view: View) -> Iterator[Finding]:
    """Colour and glyph."""
    found = view.plist.get("WFWorkflowIcon")
    if type(found) is not dict:
        return
    color = found.get("WFWorkflowIconStartColor")
    if type(color) is int and color % 2**32 not in _PALETTE:
        yield Finding(
            "icon-color",
            f"{color} is no colour of the palette",
            parameter="WFWorkflowIcon.WFWorkflowIconStartColor",
        )
    elif type(color) is int and not -(2**31) <= color < 2**32:
        yield Finding(
            "icon-color",
            f"{color} is no number of 32 bits",
            parameter="WFWorkflowIcon.WFWorkflowIconStartColor",
        )
    glyph = found.get("WFWorkflowIconGlyphNumber")
    if type(glyph) is int and glyph not in _GLYPHS and glyph not in _named_glyphs():
        yield Finding(
            "icon-glyph",
            f"no system has the glyph {glyph}: the icon is an empty tile",
            parameter="WFWorkflowIcon.WFWorkflowIconGlyphNumber",
        )


def shown(view: View) -> Iterator[Finding]:
    """Where the shortcut shows, and what it receives and gives."""
    lists = (
        ("WFWorkflowTypes", "workflow-type", _WORKFLOW_TYPES),
        ("WFWorkflowInputContentItemClasses", "content-class", _classes()),
        ("WFWorkflowOutputContentItemClasses", "content-class", _classes()),
    )
    for key, code, known in lists:
        values = view.plist.get(key)
        for place, value in enumerate(values if type(values) is list else ()):
            if type(value) is str and value not in known and "_" not in value:
                from rapidfuzz import process

                near = process.extract(value, sorted(known), limit=2, score_cutoff=80)
                yield Finding(
                    code,
                    f"nothing is known under the name {value!r:.80}",
                    parameter=f"{key}[{place}]",
                    suggestions=tuple(one[0] for one in near),
                )


@lru_cache(maxsize=1)
def _classes() -> frozenset[str]:
    return frozenset({*CLASSES.values(), *_MORE_CLASSES})


def questions(view: View) -> Iterator[Finding]:
    """Import questions: the action that they ask about."""
    found = view.plist.get("WFWorkflowImportQuestions")
    for place, question in enumerate(found if type(found) is list else ()):
        path = f"WFWorkflowImportQuestions[{place}]"
        lacking = _lacking(question)
        if lacking is not None:
            yield Finding("question-form", lacking, parameter=path)
            continue
        index = question["ActionIndex"]
        if not 0 <= index < len(view.actions):
            yield Finding(
                "question-index",
                f"the question asks about action {index}, counted from 0, and there are "
                f"{len(view.actions)}",
                parameter=f"{path}.ActionIndex",
            )


def _lacking(question: Any) -> str | None:
    if type(question) is not dict:
        return "an import question is a dictionary"
    if type(question.get("ActionIndex")) is not int:
        return "an import question needs the number ActionIndex"
    if type(question.get("ParameterKey")) is not str:
        return "an import question needs the text ParameterKey"
    if question.get("Category") != "Parameter":
        return 'an import question has the Category "Parameter"'
    return None


RULES = (keys, versions, flags, icon, shown, questions)
