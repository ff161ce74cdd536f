"""Control: what never runs, and what never ends."""

from __future__ import annotations

from collections.abc import Iterator

from shortcuts_py.checks.action_view import ActionView
from shortcuts_py.checks.rules import Finding
from shortcuts_py.checks.view import View
from shortcuts_py.workflow.actions import CHOOSE_FROM_MENU, CONDITIONAL
from shortcuts_py.workflow.identifiers import COMMENT, EXIT, NOTHING, OUTPUT, RUN_SHORTCUT

__all__ = ["RULES"]

_STOPS = frozenset({EXIT, OUTPUT})
_IDLE = frozenset({COMMENT, NOTHING})


def unreachable(view: View) -> Iterator[Finding]:
    """Actions behind the end of the shortcut, in one branch with it."""
    if not view.nests:
        return
    # The action that ended the branch that is gone through, innermost last.
    stopped: list[int | None] = [None]
    # For each open block: whether all its branches so far end the shortcut.
    ending: list[bool] = []
    told: set[int] = set()
    for action in view.actions:
        block = action.part_of
        if block is not None and action.index == block.start:
            stop = stopped[-1]
            yield from _tell(action, stop, told)
            stopped.append(None)
            ending.append(True)
        elif block is not None and len(stopped) > 1:
            stop = stopped.pop()
            ends = ending.pop() and stop is not None
            if action.index == block.end:
                whole = block.identifier == CHOOSE_FROM_MENU and bool(block.middles)
                whole = whole or (
                    block.identifier == CONDITIONAL
                    and bool(block.middles)
                    and "WFCondition" not in view.actions[block.middles[-1]].parameters
                    and "WFConditions" not in view.actions[block.middles[-1]].parameters
                )
                if ends and whole and stopped[-1] is None:
                    stopped[-1] = stop
            else:
                # In front of a menu's first part nothing runs.
                first = block.identifier == CHOOSE_FROM_MENU and block.middles[:1] == [action.index]
                stopped.append(None)
                ending.append(ends or first)
        else:
            yield from _tell(action, stopped[-1], told)
            if action.identifier in _STOPS and stopped[-1] is None:
                stopped[-1] = action.index


def _tell(action: ActionView, stop: int | None, told: set[int]) -> Iterator[Finding]:
    if stop is None or stop in told or action.identifier in _IDLE:
        return
    told.add(stop)
    yield Finding(
        "unreachable",
        "this never runs: the shortcut has stopped before",
        action.index,
        related=(("it stops", stop),),
    )


def self_runs(view: View) -> Iterator[Finding]:
    """A shortcut that always runs itself, and has no way to stop."""
    if any(action.identifier in _STOPS for action in view.actions):
        return
    for action in view.actions:
        target = action.parameters.get("WFWorkflow")
        if (
            action.identifier == RUN_SHORTCUT
            and action.block is None
            and type(target) is dict
            and target.get("isSelf") is True
        ):
            yield Finding(
                "endless-self-run",
                "the shortcut runs itself each time and never stops; "
                "put this into an If, or stop before",
                action.index,
                "WFWorkflow.isSelf",
            )


RULES = (unreachable, self_runs)
