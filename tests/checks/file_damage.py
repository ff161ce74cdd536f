"""Damage to shortcut files: one slip of a known kind at a known place, by a seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any, NamedTuple

from shortcuts_py.workflow.actions import CHOOSE_FROM_MENU, CONDITIONAL, REPEAT_COUNT, REPEAT_EACH

__all__ = ["KINDS", "Damage", "damage"]

BLOCKS = (CONDITIONAL, CHOOSE_FROM_MENU, REPEAT_COUNT, REPEAT_EACH)
ACTIONS, PARAMETERS = "WFWorkflowActions", "WFWorkflowActionParameters"
IDENTIFIER, TAG = "WFWorkflowActionIdentifier", "WFSerializationType"


class Damage(NamedTuple):
    """A damaged file.

    Attributes:
        kind: what was done.
        plist: the file after it.
        places: the actions (None for the file itself) at which it may be reported.
        mendable: whether there is one safe answer, so that `--fix` has to restore the file.
    """

    kind: str
    plist: dict[str, Any]
    places: tuple[int | None, ...]
    mendable: bool


def _parameters(plist: dict[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    for index, action in enumerate(plist.get(ACTIONS, [])):
        if type(action.get(PARAMETERS)) is dict:
            yield index, action[PARAMETERS]


def _within(value: Any) -> Iterator[Any]:
    """Every dictionary in a value."""
    if type(value) is dict:
        yield value
        for one in value.values():
            yield from _within(one)
    elif type(value) is list:
        for one in value:
            yield from _within(one)


def _ends(plist: dict[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    return [
        (index, parameters)
        for index, parameters in _parameters(plist)
        if plist[ACTIONS][index].get(IDENTIFIER) in BLOCKS
        and parameters.get("WFControlFlowMode") == 2
    ]


def _parts_of(plist: dict[str, Any], group: Any) -> list[int]:
    return [
        index
        for index, parameters in _parameters(plist)
        if parameters.get("GroupingIdentifier") == group
    ]


Found = tuple[tuple[int | None, ...], bool] | None
Kind = Callable[[dict[str, Any], random.Random], Found]


def remove_end(plist: dict[str, Any], chance: random.Random) -> Found:
    ends = _ends(plist)
    if not ends or plist.get("WFWorkflowImportQuestions"):
        return None
    index, parameters = chance.choice(ends)
    parts = _parts_of(plist, parameters["GroupingIdentifier"])
    if len([p for p in parts if not plist[ACTIONS][p][PARAMETERS].get("WFControlFlowMode")]) > 1:
        return None
    del plist[ACTIONS][index]
    behind = plist[ACTIONS][index : index + 1]
    last = parts[-2] == index - 1  # nothing stands between: there is one place
    closed = not behind or (behind[0].get(PARAMETERS) or {}).get("WFControlFlowMode") in (1, 2)
    # A result that nothing refers to leaves no trace.
    return (parts[0],), last and closed and "UUID" not in parameters


def other_end(plist: dict[str, Any], chance: random.Random) -> Found:
    ends = _ends(plist)
    if not ends:
        return None
    index, parameters = chance.choice(ends)
    action = plist[ACTIONS][index]
    others = [one for one in (*BLOCKS, "is.workflow.actions.nothing") if one != action[IDENTIFIER]]
    action[IDENTIFIER] = chance.choice(others)
    parts = _parts_of(plist, parameters["GroupingIdentifier"])
    return (index,), len(parts) > 2


def other_group(plist: dict[str, Any], chance: random.Random) -> Found:
    ends = _ends(plist)
    if not ends:
        return None
    index, parameters = chance.choice(ends)
    parts = _parts_of(plist, parameters["GroupingIdentifier"])
    parameters["GroupingIdentifier"] = "0000AAAA-1111-4222-8333-444455556666"
    return (index, parts[0]), len(parts) > 2


def moved_id(plist: dict[str, Any], chance: random.Random) -> Found:
    places = [
        (index, key)
        for index, parameters in _parameters(plist)
        for key in ("UUID", "GroupingIdentifier")
        if key in parameters
    ]
    if not places:
        return None
    index, key = chance.choice(places)
    action = plist[ACTIONS][index]
    action[key] = action[PARAMETERS].pop(key)
    return (index,), True


def mode_as_text(plist: dict[str, Any], chance: random.Random) -> Found:
    ends = _ends(plist)
    if not ends:
        return None
    index, parameters = chance.choice(ends)
    parameters["WFControlFlowMode"] = "2"
    return (index,), True


def wrong_title(plist: dict[str, Any], chance: random.Random) -> Found:
    titles = [
        (index, parameters)
        for index, parameters in _parameters(plist)
        if type(parameters.get("WFMenuItemTitle")) is str
        and "WFMenuItemAttributedTitle" not in parameters
    ]
    if not titles:
        return None
    index, parameters = chance.choice(titles)
    parameters["WFMenuItemTitle"] += "x"
    return (index,), True


def _texts(plist: dict[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    return [
        (index, value)
        for index, parameters in _parameters(plist)
        for value in _within(parameters)
        if type(value.get("attachmentsByRange")) is dict and value["attachmentsByRange"]
    ]


def wrong_range(plist: dict[str, Any], chance: random.Random) -> Found:
    texts = _texts(plist)
    if not texts:
        return None
    index, value = chance.choice(texts)
    ranges = value["attachmentsByRange"]
    key = chance.choice(sorted(ranges))
    number = int(key[1:].split(",")[0])
    options = [f"{{{number + 1000}, 1}}", f"{{{number},1}}", f"({number}, 1)"]
    value["attachmentsByRange"] = {
        (chance.choice(options) if one == key else one): found for one, found in ranges.items()
    }
    return (index,), True


def lost_value(plist: dict[str, Any], chance: random.Random) -> Found:
    texts = _texts(plist)
    if not texts:
        return None
    index, value = chance.choice(texts)
    del value["attachmentsByRange"][chance.choice(sorted(value["attachmentsByRange"]))]
    return (index,), False


def bare_subject(plist: dict[str, Any], chance: random.Random) -> Found:
    subjects = [
        (index, parameters)
        for index, parameters in _parameters(plist)
        if plist[ACTIONS][index].get(IDENTIFIER) == CONDITIONAL
        and type(parameters.get("WFInput")) is dict
        and type(parameters["WFInput"].get("Variable")) is dict
    ]
    if not subjects:
        return None
    index, parameters = chance.choice(subjects)
    parameters["WFInput"] = parameters["WFInput"]["Variable"]
    return (index,), True


def unknown_condition(plist: dict[str, Any], chance: random.Random) -> Found:
    tests = [
        (index, value)
        for index, parameters in _parameters(plist)
        for value in _within(parameters)
        if type(value.get("WFCondition")) is int
    ]
    if not tests:
        return None
    index, value = chance.choice(tests)
    value["WFCondition"] = chance.choice([6, 7, 42, 1010])
    return (index,), False


def single_wrapping(plist: dict[str, Any], chance: random.Random) -> Found:
    items = [
        (index, value)
        for index, parameters in _parameters(plist)
        for value in _within(parameters)
        if value.get("WFItemType") in (1, 5)
        and type(value.get("WFValue")) is dict
        and type(value["WFValue"].get("Value")) is dict
        and TAG in value["WFValue"]["Value"]
    ]
    if not items:
        return None
    index, value = chance.choice(items)
    value["WFValue"] = value["WFValue"]["Value"]
    return (index,), True


def wrong_item_type(plist: dict[str, Any], chance: random.Random) -> Found:
    items = [
        (index, value)
        for index, parameters in _parameters(plist)
        for value in _within(parameters)
        if value.get("WFItemType") in (1, 2, 4) and type(value.get("WFValue")) is dict
    ]
    if not items:
        return None
    index, value = chance.choice(items)
    value["WFItemType"] = 0
    return (index,), True


def wrapped_magnitude(plist: dict[str, Any], chance: random.Random) -> Found:
    values = [
        (index, value)
        for index, parameters in _parameters(plist)
        for value in _within(parameters)
        if type(value.get("Magnitude")) is dict
    ]
    if not values:
        return None
    index, value = chance.choice(values)
    value["Magnitude"] = {TAG: "WFTextTokenAttachment", "Value": value["Magnitude"]}
    return (index,), True


def misspelt_output(plist: dict[str, Any], chance: random.Random) -> Found:
    made = {parameters.get("UUID") for _, parameters in _parameters(plist)}
    references = [
        (index, value)
        for index, parameters in _parameters(plist)
        for value in _within(parameters)
        if value.get("Type") == "ActionOutput" and value.get("OutputUUID") in made
    ]
    if not references:
        return None
    index, value = chance.choice(references)
    old = value["OutputUUID"]
    if len(old) < 36:
        return None
    at = chance.randrange(8)
    value["OutputUUID"] = f"{old[:at]}{'E' if old[at] != 'E' else 'F'}{old[at + 1 :]}"
    return (index,), False  # made ids differ by one digit: two may be as near


def unknown_reference(plist: dict[str, Any], chance: random.Random) -> Found:
    references = [
        (index, value["Value"])
        for index, parameters in _parameters(plist)
        for value in _within(parameters)
        if value.get(TAG) == "WFTextTokenAttachment" and type(value.get("Value")) is dict
    ]
    if not references:
        return None
    index, value = chance.choice(references)
    value["Type"] = f"{value.get('Type')}s"
    return (index,), False


def question_out_of_range(plist: dict[str, Any], chance: random.Random) -> Found:
    questions = plist.get("WFWorkflowImportQuestions")
    if not questions:
        return None
    chance.choice(questions)["ActionIndex"] = len(plist[ACTIONS]) + chance.randrange(5)
    return (None,), False


def loop_variable_too_deep(plist: dict[str, Any], chance: random.Random) -> Found:
    references = [
        (index, value)
        for index, parameters in _parameters(plist)
        for value in _within(parameters)
        if value.get("Type") == "Variable"
        and str(value.get("VariableName")).startswith(("Repeat Item", "Repeat Index"))
    ]
    if not references:
        return None
    index, value = chance.choice(references)
    value["VariableName"] = "Repeat Item 9"
    return (index,), False


def misspelt_serialization(plist: dict[str, Any], chance: random.Random) -> Found:
    envelopes = [
        (index, value)
        for index, parameters in _parameters(plist)
        for value in _within(parameters)
        if value.get(TAG) in ("WFTextTokenString", "WFTextTokenAttachment")
    ]
    if not envelopes:
        return None
    index, value = chance.choice(envelopes)
    value[TAG] = value[TAG].replace("Token", "Tokn")
    return (index,), True


def bare_reference(plist: dict[str, Any], chance: random.Random) -> Found:
    references = [
        (index, parameters, key)
        for index, parameters in _parameters(plist)
        for key, value in parameters.items()
        if type(value) is dict and value.get(TAG) == "WFTextTokenAttachment"
        if type(value.get("Value")) is dict and "Type" in value["Value"]
    ]
    if not references:
        return None
    index, parameters, key = chance.choice(references)
    parameters[key] = parameters[key]["Value"]
    return (index,), True


def misspelt_subject(plist: dict[str, Any], chance: random.Random) -> Found:
    subjects = [
        (index, parameters["WFInput"])
        for index, parameters in _parameters(plist)
        if plist[ACTIONS][index].get(IDENTIFIER) == CONDITIONAL
        and type(parameters.get("WFInput")) is dict
        and type(parameters["WFInput"].get("Variable")) is dict
    ]
    if not subjects:
        return None
    index, subject = chance.choice(subjects)
    subject["Type"] = "Varaible"
    return (index,), True


def wrapped_too_often(plist: dict[str, Any], chance: random.Random) -> Found:
    items = [
        (index, value)
        for index, parameters in _parameters(plist)
        for value in _within(parameters)
        if value.get("WFItemType") in (1, 2, 4)
        and type(value.get("WFValue")) is dict
        and TAG in value["WFValue"]
    ]
    if not items:
        return None
    index, value = chance.choice(items)
    value["WFValue"] = {TAG: value["WFValue"][TAG], "Value": value["WFValue"]}
    return (index,), True


KINDS: tuple[Kind, ...] = (
    remove_end, other_end, other_group, moved_id, mode_as_text, wrong_title, wrong_range,
    lost_value, bare_subject, unknown_condition, single_wrapping, wrong_item_type,
    wrapped_magnitude, misspelt_output, unknown_reference, question_out_of_range,
    loop_variable_too_deep, misspelt_serialization, bare_reference, misspelt_subject,
    wrapped_too_often,
)  # fmt: skip


def damage(plist: dict[str, Any], kind: Kind, seed: int) -> Damage | None:
    """Damage a copy of a file; None where it has nothing of this kind to damage."""
    copy = deepcopy(plist)
    found = kind(copy, random.Random(f"{kind.__name__} {seed}"))
    return None if found is None else Damage(kind.__name__, copy, *found)
