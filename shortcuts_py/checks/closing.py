"""The missing end of a block: where it has to be, if there is only one place for it.

The end stands behind the block's last part and in front of the next part of the block
around. What stands between may tell more: an action that uses the loop's variable is
inside, and one that refers to the block's result is behind. Real files break both rules now
and then, so that such a place is a proposal and not safe enough for `--fix`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from shortcuts_py.checks.action_view import LOOPS, ActionView, BlockView
from shortcuts_py.checks.edits import insert
from shortcuts_py.checks.view import View
from shortcuts_py.errors import Fix, PlistEdit
from shortcuts_py.workflow.actions import BLOCKS, RESULT_NAMES

__all__ = ["close_block"]

_LOOP_VARIABLE = re.compile(r"Repeat (?:Item|Index)(?: (\d{1,4}))?")
_MOST = 2000  # actions that are looked at, so that the cost stays linear


def close_block(view: View, block: BlockView) -> Fix | None:
    """The fix for a block without end; None where its end may be at several places."""
    limit = _limit(view, block)
    if limit is None or block.identifier not in BLOCKS or limit - block.last > _MOST:
        return None
    result, used = _result(view, block)
    places: list[int] = []
    for index in range(block.last + 1, limit):
        action = view.actions[index]
        direct = action.block is block
        if direct and (action.part_of is None or action.part_of.start == index):
            places.append(index)
        if index == used:
            break  # the end is in front of what uses its result
        if block.identifier in LOOPS and _is_inside(action, block):
            places.clear()  # and behind what uses the loop's variable
    else:
        places.append(limit)
    if len(places) != 1:
        return None
    # References may lie: only where nothing stands between there is no doubt.
    safe = limit == block.last + 1
    parameters: dict[str, Any] = {"GroupingIdentifier": block.group, "WFControlFlowMode": 2}
    if result is not None:
        parameters["UUID"] = result
    action_plist = {
        "WFWorkflowActionIdentifier": block.identifier,
        "WFWorkflowActionParameters": parameters,
    }
    edits: list[PlistEdit] = [insert(("WFWorkflowActions", places[0]), action_plist)]
    edits += _renumber(view, places[0])
    where = f"in front of action {places[0] + 1}" if places[0] < len(view.actions) else "last"
    return Fix(f"close the block, {where}", tuple(edits), safe)


def _limit(view: View, block: BlockView) -> int | None:
    """The last index that the end may have; None where the block around has no end either."""
    limit = len(view.actions)
    if block.parent is None:
        return limit
    for part in block.parent.parts:
        if part > block.start:
            return part
    return None if block.parent.end is None else limit


def _result(view: View, block: BlockView) -> tuple[str | None, int | None]:
    """The id of the block's result and where it is used first, if just one is missing."""
    found: dict[str, int] = {}
    for uuid, uses in view.consumers.items():
        first = uses[0]
        named = first.attachment.get("OutputName") == RESULT_NAMES[block.identifier]
        if named and uuid not in view.producers and first.action > block.last:
            found[uuid] = first.action
    return next(iter(found.items())) if len(found) == 1 else (None, None)


def _is_inside(action: ActionView, block: BlockView) -> bool:
    """Whether an action uses the variable of a loop, or of a loop that is deeper by it."""
    around = action.block.depth if action.block is not None else 0
    for one in action.references:
        match = _LOOP_VARIABLE.fullmatch(one.variable or "")
        if match is not None:
            number = int(match.group(1) or 1)
            if number > block.depth or (number == block.depth and around == block.depth):
                return True
    return False


def _renumber(view: View, index: int) -> Iterator[PlistEdit]:
    """Import questions about the actions that an insertion at `index` moves.

    A question that asks about the action in front already counts the missing one.
    """
    questions = view.plist.get("WFWorkflowImportQuestions")
    for place, question in enumerate(questions if type(questions) is list else ()):
        asked = question.get("ActionIndex") if type(question) is dict else None
        if type(asked) is not int or asked < index:
            continue
        key = question.get("ParameterKey")
        if type(key) is not str:
            continue
        here = asked < len(view.actions) and key in view.actions[asked].parameters
        before = 0 < asked <= len(view.actions) and key in view.actions[asked - 1].parameters
        if here or not before:
            path = ("WFWorkflowImportQuestions", place, "ActionIndex")
            yield PlistEdit(path, "set", asked + 1)
