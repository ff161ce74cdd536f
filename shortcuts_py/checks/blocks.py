"""Blocks: parts that are missing, cross, or do not belong together.

Section 6.1 of the format: all parts of a block have one identifier and one
`GroupingIdentifier`, and modes 0 (opens), 1 (divides), 2 (closes). The importer skips the
body of a block whose closing part is missing or is another action.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from shortcuts_py.checks.action_view import ActionView, BlockView
from shortcuts_py.checks.closing import close_block
from shortcuts_py.checks.edits import put
from shortcuts_py.checks.rules import Finding
from shortcuts_py.checks.view import View
from shortcuts_py.workflow.actions import (
    BLOCKS,
    CHOOSE_FROM_MENU,
    CONDITIONAL,
    REPEAT_COUNT,
    REPEAT_EACH,
)
from shortcuts_py.workflow.conditions import has_condition

__all__ = ["RULES", "block_name"]

_NAMES = {
    CONDITIONAL: "If",
    CHOOSE_FROM_MENU: "Choose from Menu",
    REPEAT_COUNT: "Repeat",
    REPEAT_EACH: "Repeat with Each",
}


def block_name(identifier: str) -> str:
    """What the app calls a block."""
    return _NAMES.get(identifier, "block")


def unclosed(view: View) -> Iterator[Finding]:
    """Blocks without an end."""
    for block in view.blocks:
        if block.end is None:
            name = block_name(block.identifier)
            yield Finding(
                "block-unclosed",
                f"this {name} has no end, so the import skips what is in it; "
                f"add its closing part (WFControlFlowMode 2)",
                block.start,
                fix=close_block(view, block),
            )


def crossed(view: View) -> Iterator[Finding]:
    """Blocks that end inside or behind the block around them."""
    for block in view.blocks:
        outer = block.crossing
        if outer is None:
            continue
        inside = next(part for part in outer.parts if part > block.start)
        fix = None
        if outer.end == inside and block.end == inside + 1 and block.last == block.start:
            first, second = view.actions[inside].plist, view.actions[inside + 1].plist
            fix = put(
                "exchange the two ends",
                (("WFWorkflowActions", inside), second),
                (("WFWorkflowActions", inside + 1), first),
            )
        yield Finding(
            "block-crossed",
            f"this part of the {block_name(outer.identifier)} stands inside the "
            f"{block_name(block.identifier)} that began later and ends later; blocks nest",
            inside,
            related=(("the block that is crossed begins", block.start),),
            fix=fix,
        )


def other_action(view: View) -> Iterator[Finding]:
    """Parts of one block with different identifiers: the import skips the body."""
    for block in view.blocks:
        parts = [view.actions[index] for index in block.parts]
        identifiers = Counter(part.identifier for part in parts)
        if len(identifiers) == 1:
            continue
        right = _meant(view.actions[block.start], identifiers)
        for part in parts:
            if part.identifier == right:
                continue
            fix = None
            if "WFWorkflowActionIdentifier" in part.plist:
                path = ("WFWorkflowActions", part.index, "WFWorkflowActionIdentifier")
                fix = put("make it a part of its block", (path, right))
            yield Finding(
                "block-other-action",
                f"a part of the {block_name(right)} is another action, so the import skips "
                f"the block; its identifier has to be {right!r}",
                part.index,
                suggestions=(right,),
                related=(("the block begins", block.start),),
                fix=fix,
            )


def _meant(start: ActionView, identifiers: Counter[str]) -> str:
    """The identifier that all parts of a block should have."""
    blocks = [one for one in identifiers if one in BLOCKS]
    if len(blocks) == 1:
        return blocks[0]
    count = identifiers[start.identifier]
    others = [one for one in blocks if one != start.identifier]
    if len(others) == 1 and identifiers[others[0]] > count:
        return others[0]
    # One of two parts is wrong: what the first one holds decides.
    typical = {
        CHOOSE_FROM_MENU: "WFMenuItems",
        REPEAT_COUNT: "WFRepeatCount",
        CONDITIONAL: "WFCondition",
    }
    for one in others:
        if typical.get(one) in start.parameters:
            return one
    subject = start.parameters.get("WFInput")
    if REPEAT_EACH in others and type(subject) is dict and "WFSerializationType" in subject:
        return REPEAT_EACH
    return start.identifier


def parts(view: View) -> Iterator[Finding]:
    """Parts with another id than their block, with a wrong mode, or at a wrong place."""
    for block in view.blocks:
        middles = [view.actions[index] for index in block.middles]
        yield from _ids(view, block)
        if block.identifier in (REPEAT_COUNT, REPEAT_EACH):
            yield from (_middle(block, one, "a loop has no middle part") for one in middles)
        elif block.identifier == CONDITIONAL:
            plain = [one for one in middles if not has_condition(one.parameters)]
            for one in plain[1:]:
                yield _middle(block, one, "an If has one Otherwise only")
            several = {one.index for one in plain}
            for one in middles:
                if plain and one.index > plain[0].index and one.index not in several:
                    yield _middle(block, one, "Otherwise is the last part of an If")
    for action in view.actions:
        found = action.anywhere("WFControlFlowMode")
        if action.identifier not in BLOCKS or found is None:
            continue
        if type(found) is not int or not 0 <= found <= 2:
            path = (*action.path, "WFControlFlowMode")
            fix = None
            if action.mode is not None and "WFControlFlowMode" in action.parameters:
                fix = put("write the mode as a number", (path, action.mode))
            yield Finding(
                "block-form",
                f"WFControlFlowMode is 0, 1 or 2, not {found!r:.40}",
                action.index,
                "WFControlFlowMode",
                fix=fix,
            )


def _middle(block: BlockView, part: ActionView, message: str) -> Finding:
    related = (("the block begins", block.start),)
    return Finding("block-middle", message, part.index, related=related)


def _ids(view: View, block: BlockView) -> Iterator[Finding]:
    """Parts whose `GroupingIdentifier` differs from the others'."""
    groups = Counter(view.actions[index].group or "" for index in block.parts)
    if len(groups) == 1 and ("" not in groups or block.end is None):
        return  # without any id it has no end either, which is reported
    del groups[""]
    start = view.actions[block.start].group
    common = groups.most_common()
    clear = bool(common) and (len(common) == 1 or common[0][1] > common[1][1])
    right = common[0][0] if clear else start or ""
    for index in block.parts:
        action = view.actions[index]
        if action.group == right:
            continue
        fix = None
        holds = type(action.plist.get("WFWorkflowActionParameters")) is dict
        if clear and holds and "GroupingIdentifier" not in (action.plist if action.group else ()):
            fix = put("give it the id of its block", ((*action.path, "GroupingIdentifier"), right))
        yield Finding(
            "block-form",
            f"this part of the {block_name(block.identifier)} "
            + ("has another GroupingIdentifier than" if action.group else "lacks the id of")
            + " its block",
            index,
            "GroupingIdentifier",
            suggestions=(right,) if right else (),
            related=() if index == block.start else (("the block begins", block.start),),
            fix=fix,
        )


def strays(view: View) -> Iterator[Finding]:
    """Parts that belong to no open block; those of one block are one problem."""
    first: dict[str, int] = {}
    for index in view.strays:
        action = view.actions[index]
        group = action.group or f"{index}"
        if group in first:
            continue
        first[group] = index
        kind = "middle" if action.mode == 1 else "end"
        yield Finding(
            "block-stray",
            f"the {kind} of a block ({block_name(action.identifier)}) that is not open here: "
            "its beginning is missing, or it ended before",
            index,
        )


def shared(view: View) -> Iterator[Finding]:
    """Blocks with the id of a block that they stand in: parts of the two are mixed up."""
    for block in view.blocks:
        outer = next(
            (one for one in islice(_around(block), _DEEP) if one.group == block.group), None
        )
        if outer is not None and block.group:
            yield Finding(
                "block-id-shared",
                "this block has the same GroupingIdentifier as a block around it",
                block.start,
                "GroupingIdentifier",
                related=(("the other block", outer.start),),
            )


def _around(block: BlockView) -> Iterator[BlockView]:
    outer = block.parent
    while outer is not None:
        yield outer
        outer = outer.parent


_DEEP = 50  # blocks around that are compared, so that the cost stays linear
RULES = (unclosed, crossed, other_action, parts, strays, shared)
