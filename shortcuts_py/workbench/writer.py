"""The writer of the WorkflowBench dialect: a workflow in the paper's style, nothing lost.

The statements are printed first, then read again by the reader of the dialect. Whatever of
an action does not come back that way is announced in a comment beside it, so that reading
the whole gives the workflow again.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from typing import Any

from shortcuts_py.announcements import write_announcement
from shortcuts_py.collecting import paused_collection
from shortcuts_py.errors import ShortcutError
from shortcuts_py.language.analysis import analyse, pin
from shortcuts_py.language.parsing import parse_quietly
from shortcuts_py.language.proof import find_owners
from shortcuts_py.plist.json_form import unwrap, wrap
from shortcuts_py.workbench.comparing import Comparison, references
from shortcuts_py.workbench.guesses import Guesses
from shortcuts_py.workbench.heading import Heading
from shortcuts_py.workbench.heading_writer import make_heading
from shortcuts_py.workbench.naming import Names
from shortcuts_py.workbench.printing import Printer
from shortcuts_py.workbench.reader import read_actions
from shortcuts_py.workbench.results import Results, Uses, find_results
from shortcuts_py.workbench.source.model import Source
from shortcuts_py.workflow.actions import Action, Block, UnknownAction, write_action
from shortcuts_py.workflow.document import Workflow

__all__ = ["decompile_workbench"]

_ROUNDS = 4


def decompile_workbench(workflow: Workflow, keep_ids: bool = False) -> str:
    """Print a workflow in the WorkflowBench dialect.

    Args:
        workflow: the workflow.
        keep_ids: whether comments say every id, so that reading gives the same ones.

    Returns:
        Python that parses; its first line announces the root.

    Raises:
        ShortcutError: the workflow is nested too deeply.
    """
    try:
        with paused_collection():
            return _Writer(workflow, keep_ids).write()
    except (RecursionError, MemoryError):
        raise ShortcutError("the workflow is nested too deeply") from None


class _Writer:
    """One printing of a workflow."""

    def __init__(self, workflow: Workflow, keep_ids: bool) -> None:
        self.workflow = workflow
        self.flat: list[Action | UnknownAction] = list(workflow.flat())
        self.analysis = analyse(workflow.actions)
        self.uses = Uses(self.flat)
        self.owners: list[int] = []
        find_owners(workflow.actions, self.owners)
        analysis = self.analysis
        for field in Workflow.FIELDS:
            pin(analysis, getattr(workflow, field.attribute))
        pin(analysis, workflow.unknown)
        literal = set(analysis.pinned)
        literal |= {uuid for uuid, several in analysis.owners.items() if len(several) > 1}
        literal |= {group for group, count in analysis.groups.items() if count > 1}
        self.repeated = frozenset(literal)
        if keep_ids:
            literal |= analysis.owners.keys() | analysis.groups.keys()
        self.literal = frozenset(literal)

    def write(self) -> str:
        """The code."""
        whole: frozenset[int] = frozenset()
        results = find_results(self.workflow.actions, self.uses, self.repeated)
        for turn in range(_ROUNDS):
            names = Names(self.flat, self.analysis)
            for first, *others in results.inside.values():
                for uuid in others:
                    names.share(uuid, names.output(first))
            printer = Printer(names, whole, results)
            printer.body(self.workflow.actions, "")
            missing = [one for one in self.analysis.shown if one not in printer.targets]
            heading = make_heading(
                self.workflow,
                self.flat,
                self.analysis,
                names,
                printer.assigned,
                missing,
                self.uses,
            )
            literal = self.literal.union(missing, self._unsaid(printer))
            found = self._read_again(printer, names, heading, results, literal)
            if found is None:
                break
            # What cannot be settled in so many rounds is announced as a whole.
            whole |= found if turn + 2 < _ROUNDS else frozenset(self.owners)
        return _joined(printer, heading)

    def _unsaid(self, printer: Printer) -> set[str]:
        """Outputs that only their ids say, where actions are announced as a whole.

        Behind a block, the name of what a branch gave last is the output of the block; an action
        that is announced as a whole does not say which of them it means.
        """
        found: Counter[str] = Counter()
        for index, slot in enumerate(printer.slots):
            if slot.whole:
                references(write_action(self.flat[index]), found)
        return found.keys() & set(_inner_outputs(self.workflow)) if found else set()

    def _read_again(
        self,
        printer: Printer,
        names: Names,
        heading: dict[str, Any],
        results: Results,
        literal: frozenset[str],
    ) -> frozenset[int] | None:
        """Read what was printed, and let the slots say what did not come back.

        Returns:
            None where the code is whole; else what has to be announced as it stands.
            `results` loses blocks whose output has to be a statement.
        """
        code = "\n".join(printer.lines) + "\n"
        module = _parse(code)
        if module is None:
            return self._unparsable(printer)
        guesses = Guesses()
        reader = read_actions(Source(module, [], code), guesses, Heading(unwrap(wrap(heading))))
        stated = sum(slot.stated for slot in printer.slots)
        if guesses or len(reader.actions) != stated:
            return self._at_lines(printer, {guess.line for guess in guesses})
        comparison = Comparison(self.flat, printer.slots, reader.actions, names, literal)
        comparison.announce()
        wrong = [
            block for block, ids in results.inside.items() if not comparison.wrong.isdisjoint(ids)
        ]
        if not wrong:
            return None
        for block in wrong:
            del results.inside[block]
            results.explicit.add(block)
        return frozenset()

    def _at_lines(self, printer: Printer, lines: set[int]) -> frozenset[int]:
        """What is printed on lines of the code; everything where that is not known."""
        found: set[int] = set()
        starts: list[int] = []
        line = 1
        for text in printer.lines:
            starts.append(line)
            line += text.count("\n") + 1
        starts.append(line)
        for index, slot in enumerate(printer.slots):
            if slot.stated and slot.line >= 0:
                span = range(starts[slot.line], starts[slot.line + 1])
                if not lines.isdisjoint(span):
                    found.add(self.owners[index])
        return frozenset(found or self.owners)

    def _unparsable(self, printer: Printer) -> frozenset[int]:
        """Actions whose statements are no Python."""
        found: set[int] = set()
        for index, slot in enumerate(printer.slots):
            if slot.alone or slot.line < 0:
                continue
            text = printer.lines[slot.line].strip()
            if slot.header:
                start = "if 1:\n  pass\n" if text.startswith(("elif", "else")) else ""
                if text.startswith("case "):
                    text = f"match 1:\n {text}\n  pass"
                elif text.startswith("match "):
                    text = f"{text}\n case 1:\n  pass"
                else:
                    text = f"{start}{text}\n  pass"
            if _parse(text) is None:
                found.add(self.owners[index])
        return frozenset(found or self.owners)


def _inner_outputs(workflow: Workflow) -> Iterator[str]:
    """The ids of what is given within branches of blocks."""
    for node in workflow.walk():
        for branch in node.branches if isinstance(node, Block) else ():
            for one in branch.body:
                uuid = one.end.uuid if isinstance(one, Block) else getattr(one, "uuid", None)
                if uuid is not None:
                    yield uuid


def _joined(printer: Printer, heading: dict[str, Any]) -> str:
    """The code, with what the slots say."""
    below: dict[int, list[str]] = {}
    behind: dict[int, str] = {}
    for slot in printer.slots:
        if slot.alone:
            below.setdefault(slot.line, []).extend(slot.indent + one for one in slot.said)
        elif slot.said:
            behind[slot.line] = slot.said[0]
    lines = [write_announcement("workflow", heading), *below.get(-1, [])]
    for index, line in enumerate(printer.lines):
        note = behind.get(index)
        lines.append(line if note is None else f"{line}  {note}")
        lines += below.get(index, [])
    return "\n".join(lines) + "\n"


def _parse(code: str) -> ast.Module | None:
    try:
        return parse_quietly(code)
    except (SyntaxError, ValueError):
        return None
