"""A workflow as a program in OS 27's own language.

The program is read again as it is printed, and whatever comes back otherwise is announced in
a comment in front of its statement, so that reading it gives the same workflow.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import Any

from shortcuts_py.announcements import find_difference, rename_ids, write_announcement
from shortcuts_py.apple.announced import RENAMED
from shortcuts_py.apple.block_printer import BodyPrinter
from shortcuts_py.apple.decorators import print_decorators
from shortcuts_py.apple.labels import labels_of, makers_of, usual_names
from shortcuts_py.apple.printing import Printer
from shortcuts_py.apple.reader import Reading, read_program
from shortcuts_py.apple.root import root_difference
from shortcuts_py.apple.session import maker_of
from shortcuts_py.apple.wording import WORD
from shortcuts_py.collecting import paused_collection
from shortcuts_py.errors import CompileError, ShortcutError
from shortcuts_py.language.analysis import analyse, pin
from shortcuts_py.language.layout import render
from shortcuts_py.workflow.actions import Block, If, Node, write_action
from shortcuts_py.workflow.conditions import LEGACY
from shortcuts_py.workflow.document import Workflow

__all__ = ["decompile_apple"]

_ROUNDS = 4
_CONTROL = ("GroupingIdentifier", "WFControlFlowMode")


def decompile_apple(workflow: Workflow, keep_ids: bool = False) -> str:
    """Print a workflow as a program in OS 27's own language.

    Args:
        workflow: the workflow; it is not changed.
        keep_ids: whether comments carry every id, so that compiling gives the same.

    Raises:
        ShortcutError: the workflow is nested too deeply.
    """
    try:
        with paused_collection():
            return _Program(workflow, keep_ids).code()
    except RecursionError:
        raise ShortcutError("the workflow is nested too deeply to print") from None


class _Program:
    """One workflow on its way to code."""

    def __init__(self, workflow: Workflow, keep_ids: bool) -> None:
        self.workflow = workflow
        self.keep_ids = keep_ids
        self.analysis = analyse(workflow.actions)
        for attribute, _, _, _ in workflow.FIELDS:
            pin(self.analysis, getattr(workflow, attribute))
        pin(self.analysis, workflow.unknown)
        self.flat = list(workflow.flat())
        self.nodes: list[Node] = []
        _owners(workflow.actions, self.nodes)
        self.makers = makers_of(workflow.actions)
        self.output_names = usual_names(self.analysis, self.makers)
        self.labels, self.shown = labels_of(self.analysis, self.makers, self.output_names)
        plain, with_ranges = self.analysis.empty_ranges
        self.ranges = with_ranges > plain
        self.legacy = _is_legacy(workflow)
        self.ids_of_parts = _ids_of_parts(workflow)

    def code(self) -> str:
        """The program, with everything announced that it does not say."""
        plain: set[int] = set()
        for _ in range(_ROUNDS):
            self._print(plain)
            text = self._assembled()
            try:
                reading = read_program(text)
            except CompileError as error:
                found = self._at([one.line or 0 for one in error.diagnostics])
            else:
                found = self._miscounted(reading)
                if not found:
                    self._announce(reading)
                    return self._assembled()
            if found <= plain:
                break
            plain |= found
        self._print({id(node) for node in self.nodes})
        return self._assembled()

    # -- printing -----------------------------------------------------------------------

    def _print(self, plain: set[int]) -> None:
        analysis = self.analysis
        # Ids that stay as they are must not be taken for names of outputs.
        named = self.makers.keys() - analysis.pinned
        reserved = {*analysis.shown, *analysis.owners, *analysis.pinned} - named
        self.printer = Printer(reserved, self.ranges)
        self.printer.makers = {uuid: maker_of(*one) for uuid, one in self.makers.items()}
        for name, uuid in analysis.variables:
            self.printer.variable_named(name, uuid)
        groups = {group for group, count in analysis.groups.items() if count > 1}
        groups |= analysis.groups.keys() & (analysis.pinned | analysis.owners.keys())
        self.body = BodyPrinter(
            self.printer, plain, self.shown, analysis.loops, groups, self.labels
        )
        decorated = print_decorators(self.printer, self.workflow)
        self.decorators = [render(one, 0) for one in decorated]
        self.printer.forget_notes()
        self.body.body(self.workflow.actions)

    def _header(self) -> str | None:
        """The announcement of the whole."""
        printer, analysis = self.printer, self.analysis
        said = self._root()
        if printer.actions:
            said["actions"] = dict(printer.actions)
        if self.output_names:
            said["output_names"] = self.output_names
        if self.ranges:
            said["ranges"] = True
        if self.legacy:
            said["legacy"] = True
        variables = printer.known_variables()
        if variables:
            said["variables"] = variables
        fixed = {
            name: uuid
            for uuid, name in printer.names.items()
            if self.keep_ids
            or uuid in analysis.pinned
            or uuid in analysis.groups
            or len(analysis.owners.get(uuid, ())) > 1
        }
        if fixed:
            said["ids"] = fixed
        if self.keep_ids and self.body.order:
            said["groups"] = self.body.order
        return write_announcement(WORD, _ordered(said)) if said else None

    def _root(self) -> dict[str, Any]:
        text = "\n".join([*self.decorators, "def shortcut() -> None:", "    pass", ""])
        return root_difference(self.workflow, read_program(text).workflow)

    def _assembled(self) -> str:
        header = self._header()
        lines: list[str] = [] if header is None else [header]
        lines += self.decorators
        lines.append("def shortcut() -> None:")
        number = 1 + sum(one.count("\n") + 1 for one in lines)
        for one in self.printer.statements:
            pad = " " * (one.level * 4)
            for note in one.before:
                lines.append(pad + note)
            number += len(one.before)
            one.line = number
            text = one.text
            if text is None:
                plist = _ordered(rename_ids(one.plist, RENAMED, self._name))
                text = write_announcement("action", plist)
            lines.append(pad + text)
            number += text.count("\n") + 1
        return "\n".join(lines) + "\n"

    def _name(self, uuid: str) -> str:
        return self.printer.names.get(uuid, uuid)

    # -- what reading it gives ----------------------------------------------------------

    def _at(self, lines: list[int]) -> set[int]:
        """The nodes whose statements have these lines; all where there is none."""
        owners = {
            one.line: node for (one, _), node in zip(self.printer.owners, self.nodes, strict=False)
        }
        starts = sorted(owners)
        places = [bisect_right(starts, line) - 1 for line in lines]
        found = {id(owners[starts[place]]) for place in places if place >= 0}
        return found or {id(node) for node in self.nodes}

    def _miscounted(self, reading: Reading) -> set[int]:
        """Nodes whose statements read as more or fewer actions, or as others."""
        if len(self.printer.owners) != len(self.flat):
            return {id(node) for node in self.nodes}
        count = Counter(reading.lines)
        wanted = Counter(one.line for one, _ in self.printer.owners)
        found = {
            id(node)
            for node, (statement, _) in zip(self.nodes, self.printer.owners, strict=True)
            if count[statement.line] != wanted[statement.line]
        }
        strange = [line for line in count if line not in wanted]
        if strange:
            found |= self._at(strange)
        return found or self._others(reading)

    def _others(self, reading: Reading) -> set[int]:
        return {
            id(node)
            for node, left, right in zip(
                self.nodes, self.flat, reading.workflow.flat(), strict=True
            )
            if getattr(left, "identifier", None) != getattr(right, "identifier", None)
        }

    def _announce(self, reading: Reading) -> None:
        """Announce every difference between the file and what reading gave."""
        outputs = reading.reader.outputs
        back = {outputs[name]: uuid for uuid, name in self.printer.names.items() if name in outputs}

        def restore(uuid: str) -> str:
            return back.get(uuid, uuid)

        owners = self.printer.owners
        got = reading.workflow.flat()
        own: dict[int, tuple[Any, list[int]]] = {}
        for (statement, part), left, right in zip(owners, self.flat, got, strict=True):
            if statement.text is None:
                continue
            wanted = _parameters(left, part is not None)
            found = rename_ids(_parameters(right, part is not None), RENAMED, restore)
            change = find_difference(wanted, found)
            if change is None:
                continue
            if part is not None and self._has_lone_id(change):
                own.setdefault(id(statement), (statement, []))[1].append(part)
                if not change:
                    continue
            change = _ordered(rename_ids(change, RENAMED, self._name))
            if part:
                note = write_announcement("part", {"part": part, **change})
            else:
                note = write_announcement("parameters", change)
            statement.before.append(note)
        for statement, parts in own.values():
            statement.before.append(write_announcement("ids", parts))

    def _has_lone_id(self, change: dict[str, Any]) -> bool:
        """Take the id that only this part of a block has out of what has to be announced."""
        found = change.get("set", {})
        uuid = found.get("UUID")
        if self.keep_ids or type(uuid) is not str or self.ids_of_parts[uuid] != 1:
            return False
        if uuid in self.analysis.shown:
            return False
        if uuid in self.analysis.pinned or uuid in self.analysis.groups:
            return False
        del found["UUID"]
        if not found:
            del change["set"]
        return True


def _ids_of_parts(workflow: Workflow) -> Counter[str]:
    """How often an id occurs on parts of blocks and on actions."""
    found: Counter[str] = Counter()
    for node in workflow.walk():
        parts: list[Any] = [*node.branches, node.end] if isinstance(node, Block) else [node]
        found.update(uuid for one in parts if (uuid := getattr(one, "uuid", None)) is not None)
    return found


def _is_legacy(workflow: Workflow) -> bool:
    """Whether most conditions of a file compare as they did in the app of old."""
    found = [
        branch.parameters.get(LEGACY) is True
        for node in workflow.walk()
        if type(node) is If
        for branch in node.branches
        if type(branch.parameters.get("WFCondition")) is int
    ]
    return 2 * sum(found) > len(found)


def _ordered(value: Any) -> Any:
    """A copy with the keys of dictionaries in order, so that the same is printed the same."""
    kind = type(value)
    if kind is dict:
        return {key: _ordered(value[key]) for key in sorted(value)}
    return [_ordered(one) for one in value] if kind is list else value


def _parameters(action: Any, part: bool) -> dict[str, Any]:
    found: dict[str, Any] = write_action(action).get("WFWorkflowActionParameters", {})
    return {key: one for key, one in found.items() if key not in _CONTROL} if part else found


def _owners(nodes: list[Node], found: list[Node]) -> None:
    """For each action of the file, the node that prints it."""
    for node in nodes:
        found.append(node)
        if isinstance(node, Block):
            for position, branch in enumerate(node.branches):
                if position:
                    found.append(node)
                _owners(branch.body, found)
            found.append(node)
