"""Outputs: references to nothing, to what comes later, to another branch; what nobody uses."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from shortcuts_py.checks.action_view import LOOPS, ActionView, BlockView, Reference
from shortcuts_py.checks.edits import put
from shortcuts_py.checks.rules import Finding
from shortcuts_py.checks.view import View, join_path
from shortcuts_py.names import by_identifier
from shortcuts_py.workflow.actions import REPEAT_EACH, RESULT_NAMES
from shortcuts_py.workflow.identifiers import COMMENT

__all__ = ["RULES"]

_UUID = 36
_BY_CHANCE = 16  # characters that two random ids differ in at least, in practice
_MANY = 100  # missing ids that are compared with all others, so that the cost stays linear
_DEEP = 100  # blocks around that are looked at, for the same reason
_LOOP_ITEMS = ("Repeat Item", "Repeat Index")


def missing(view: View) -> Iterator[Finding]:
    """References to outputs that no action before them gives."""
    compared = 0
    for uuid, uses in view.consumers.items():
        producers = view.producers.get(uuid)
        if producers is None:
            if not view.nests and uses[0].attachment.get("OutputName") in RESULT_NAMES.values():
                continue  # the result of the block whose end is missing
            compared += 1
            yield _dangling(view, uuid, uses, compared <= _MANY)
            continue
        for use in uses:
            if producers[0] < use.action:
                continue
            path = join_path(use.path)
            if use.action in producers:
                message = "this action takes its own output, which is not there yet: empty"
                yield Finding("output-own", message, use.action, path)
            else:
                yield Finding(
                    "output-later",
                    "this output comes from a later action: it is empty here",
                    use.action,
                    path,
                    related=(("the output comes from", producers[0]),),
                )


def _dangling(view: View, uuid: str, uses: list[Reference], compare: bool) -> Finding:
    first = uses[0]
    name = first.attachment.get("OutputName")
    called = f" ({name!r:.60})" if type(name) is str else ""
    if type(name) is str and name.startswith(_LOOP_ITEMS):
        inside = any(
            block.identifier in LOOPS for block in islice(view.blocks_around(first.action), _DEEP)
        )
        if inside:
            return Finding(
                "output-of-loop-item",
                f"{name} is a variable of that name (Type Variable), not an output: empty",
                first.action,
                join_path(first.path),
            )
    near = _almost(view, uuid, name) if compare else []
    fix = None
    if len(near) == 1:
        changes = [
            ((*view.actions[use.action].path, *use.path, "OutputUUID"), near[0]) for use in uses
        ]
        fix = put("refer to the output with almost the same id", *changes)
    more = "" if len(uses) == 1 else f"; {len(uses)} references to it"
    message = f"no action gives this output{called}: it is empty{more}"
    return Finding(
        "output-misspelt" if near else "output-dangling",
        message,
        first.action,
        join_path((*first.path, "OutputUUID")),
        suggestions=tuple(near),
        related=tuple(("also used", use.action) for use in uses[1:6]),
        fix=fix,
    )


def _almost(view: View, uuid: str, name: object) -> list[str]:
    """The ids of outputs of this name that differ from an id in one or two characters."""
    if type(name) is not str:
        return []
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    found = process.extract(
        uuid.upper(),
        {one: one.upper() for one in view.producers},
        scorer=Levenshtein.distance,
        score_cutoff=2,
        limit=3,
    )
    near = [one[2] for one in found if name in _names_of(view, one[2])]
    if near or len(found) != 1 or found[0][1] > 1 or len(uuid) != _UUID:
        return near
    # Ids by chance are far from each other: then one that is near is the one that is meant.
    others = process.extract(
        uuid.upper(),
        [one.upper() for one in view.producers],
        scorer=Levenshtein.distance,
        score_cutoff=_BY_CHANCE,
        limit=2,
    )
    return [found[0][2]] if len(others) == 1 else []


def _names_of(view: View, uuid: str) -> set[str]:
    """What references call an output: made files count their ids up, so that names decide."""
    names = [use.attachment.get("OutputName") for use in view.consumers.get(uuid, ())]
    for index in view.producers[uuid]:
        action = view.actions[index]
        known = by_identifier(action.identifier)
        names += [action.parameters.get("CustomOutputName"), known.output if known else None]
    return {one for one in names if type(one) is str}


def branches(view: View) -> Iterator[Finding]:
    """Outputs of actions in another branch of a block."""
    if not view.nests:
        return
    for uuid, uses in view.consumers.items():
        producers = view.producers.get(uuid, [])
        for use in uses:
            before = [one for one in producers[:3] if one < use.action]
            if not before or len(producers) > len(before):
                continue
            found = [_between(view, view.actions[one], use.action) for one in before]
            if None in found:
                continue
            code, block = found[-1] or ("", None)
            if block is None:
                continue
            message = (
                "this output comes from another branch, which does not run with this one: empty"
                if code == "output-elsewhere"
                else "this output comes from a branch that may not have run: empty then"
            )
            yield Finding(
                code,
                message,
                use.action,
                join_path(use.path),
                related=(("the output comes from", before[-1]),),
            )


def _between(view: View, producer: ActionView, index: int) -> tuple[str, BlockView] | None:
    """What lies between an action and a later one: None where the first has run by then."""
    block, branch = producer.block, producer.branch
    looped = False
    worst: tuple[str, BlockView] | None = None
    for _ in range(_DEEP):
        if block is None:
            break
        if block.end is None or index < block.end:
            if block.part_before(index) == branch or view.actions[index].part_of is block:
                return worst
            around = block.parent
            while around is not None and not looped:
                looped = around.identifier in LOOPS
                around = around.parent
            # A run before this one of the loop around may have left it.
            return ("output-branch" if looped else "output-elsewhere"), block
        if block.identifier not in LOOPS:
            worst = worst or ("output-branch", block)
        branch = view.actions[block.start].branch
        block = block.parent
    return worst


_PURE = frozenset(
    f"is.workflow.actions.{word}"
    for word in (
        "gettext", "number", "math", "count", "date", "format.date", "text.replace",
        "text.split", "text.combine", "text.match", "text.changecase", "getvalueforkey",
        "setvalueforkey", "dictionary", "list", "getitemfromlist", "url", "urlencode",
        "base64encode", "hash", "round", "adjustdate", "detect.text", "detect.link",
        "detect.dictionary", "detect.date", "detect.number", "number.random", "getvariable",
        "getclipboard", "getdevicedetails", "format.number", "calculateexpression",
        "getitemname", "getitemtype", "properties.files", "statistics",
    )
)  # fmt: skip
"""Actions that do nothing but give an output."""

_TRANSPARENT = frozenset({COMMENT})
_IMPLICIT_UP_TO = 900  # client version; until then actions took the output before them


def unused(view: View) -> Iterator[Finding]:
    """Outputs of actions that do nothing else, which nothing uses."""
    if view.version is None or view.version < _IMPLICIT_UP_TO:
        return
    following: ActionView | None = None
    found: list[ActionView] = []
    for action in reversed(view.actions):
        if (
            action.identifier in _PURE
            and (action.uuid is None or action.uuid not in view.consumers)
            and following is not None
            # What comes last in a branch is the result of its block.
            and following.part_of in (None, following.part_of if _begins(following) else None)
            and not _takes_input(following)
        ):
            found.append(action)
        if action.identifier not in _TRANSPARENT:
            following = action
    for action in reversed(found):
        yield Finding("output-unused", "nothing uses the output of this action", action.index)


def _begins(action: ActionView) -> bool:
    return action.part_of is not None and action.part_of.start == action.index


def _takes_input(action: ActionView) -> bool:
    """Whether an action takes the output before it: its own input is not given."""
    key = _input_key(action.identifier)
    return key is None or key not in action.parameters


@lru_cache(maxsize=1024)
def _input_key(identifier: str) -> str | None:
    """The parameter that an action's input goes to; None where nothing is known."""
    if identifier == REPEAT_EACH:
        return "WFInput"
    from shortcuts_py.catalog import load

    definition = load().get(identifier)
    if definition is None or definition.input is None:
        return None
    return definition.input.parameter


def twice(view: View) -> Iterator[Finding]:
    """Ids that several actions have, where something refers to them."""
    for uuid, producers in view.producers.items():
        if len(producers) > 1 and uuid in view.consumers:
            yield Finding(
                "id-twice",
                f"{len(producers)} actions have this id, and references mean one of them",
                producers[1],
                "UUID",
                related=(("the first with this id", producers[0]),),
            )


RULES = (missing, branches, unused, twice)
