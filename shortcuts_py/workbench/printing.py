"""Statements for the actions of a workflow, without what has to be announced."""

from __future__ import annotations

import re
from typing import Any

from shortcuts_py.workbench.calls import is_sayable
from shortcuts_py.workbench.conditions import print_condition
from shortcuts_py.workbench.literals import print_string, print_word
from shortcuts_py.workbench.naming import Names
from shortcuts_py.workbench.references import print_reference
from shortcuts_py.workbench.results import Results
from shortcuts_py.workbench.simple import NOTHING, print_simple
from shortcuts_py.workbench.spelling import spell
from shortcuts_py.workbench.text import print_text
from shortcuts_py.workbench.values import print_value
from shortcuts_py.workflow.actions import (
    BLOCKS,
    CHOOSE_FROM_MENU,
    CONDITIONAL,
    REPEAT_COUNT,
    REPEAT_EACH,
    Action,
    Block,
    Branch,
    If,
    Menu,
    Node,
    Repeat,
    RepeatEach,
)
from shortcuts_py.workflow.text import AttributedText, TokenString
from shortcuts_py.workflow.tree import flatten
from shortcuts_py.workflow.values import TokenAttachment

__all__ = ["Printer", "Slot"]

_COMMENT = "is.workflow.actions.comment"
# What a comment line cannot hold: other ends of lines, controls, halves of characters.
_NO_COMMENT = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff]|shortcuts_py:| (?:\n|\\Z)"
)
_CONDITIONS = ("WFCondition", "WFConditions")


class Slot:
    """Where announcements about an action go.

    Attributes:
        line: index of the line it is printed on; announcements go behind it, or below it.
        indent: the indentation there.
        stated: whether the statements say the action, so that reading them gives it.
        alone: whether announcements go below the line, on lines of their own.
        whole: whether the action is nowhere said but in an announcement.
        header: whether the line is the header of a body.
        block: for the part that opens a block, that block.
        said: the announcements.
    """

    __slots__ = ("alone", "block", "header", "indent", "line", "said", "stated", "whole")

    def __init__(self, line: int, indent: str, stated: bool = True, alone: bool = False) -> None:
        self.line = line
        self.indent = indent
        self.stated = stated
        self.alone = alone
        self.whole = False
        self.header = False
        self.block: Block | None = None
        self.said: list[str] = []


class Printer:
    """Prints a workflow's nodes.

    Args:
        names: what everything is called.
        whole: `id` of actions and blocks to be announced as they stand.
        results: how the outputs of blocks are printed.

    Attributes:
        lines: the lines printed; some hold line ends, within strings.
        slots: for each action, as the file lists them, where its announcements go.
        assigned: names of variables that a statement assigns to.
        targets: ids of outputs that a statement assigns.
    """

    def __init__(self, names: Names, whole: frozenset[int], results: Results) -> None:
        self.names = names
        self.whole = whole
        self.results = results
        self.lines: list[str] = []
        self.slots: list[Slot] = []
        self.assigned: set[str] = set()
        self.targets: set[str] = set()
        self._loops = 0

    def body(self, nodes: list[Node], indent: str) -> None:
        """Print a body; it may be empty."""
        start = len(self.lines)
        # A `pass` alone says that there is nothing; comments do not count.
        alone = sum(map(self._is_stated, nodes)) < 2
        for node in nodes:
            if isinstance(node, Block):
                self._block(node, indent)
            elif isinstance(node, Action) and self._is_comment(node):
                self._comment(node, indent)
            else:
                self._action(node, indent, alone)
        if indent:
            lines = (self.lines[index].lstrip() for index in range(start, len(self.lines)))
            if not any(line and not line.startswith("#") for line in lines):
                self.lines.append(f"{indent}pass")

    def _is_stated(self, node: Node) -> bool:
        """Whether there will be a statement for a node."""
        if isinstance(node, Block):
            return id(node) not in self.whole and _is_sayable_block(node)
        return not self._is_announced(node) and not self._is_comment(node)

    def _is_announced(self, node: Any) -> bool:
        """Whether an action has no statement, only an announcement."""
        return (
            not isinstance(node, Action)
            or id(node) in self.whole
            or bool(node.other_keys)
            or node.without_parameters
            or node.identifier in BLOCKS
            or not is_sayable(node.identifier)
        )

    def _is_comment(self, action: Any) -> bool:
        if not isinstance(action, Action):
            return False
        if action.identifier != _COMMENT or action.uuid is not None or action.output_name:
            return False
        if action.output_name is not None or action.other_keys or action.without_parameters:
            return False
        if id(action) in self.whole or action.parameters.keys() != {"WFCommentActionText"}:
            return False
        text = action.parameters["WFCommentActionText"]
        return type(text) is str and _NO_COMMENT.search(text) is None

    def _comment(self, action: Action, indent: str) -> None:
        if self.lines and self.lines[-1].lstrip().startswith("#"):
            self.lines.append("")
        for line in str(action.parameters["WFCommentActionText"]).split("\n"):
            self.lines.append(f"{indent}# {line}" if line else f"{indent}#")
        self.slots.append(Slot(len(self.lines) - 1, indent, stated=False, alone=True))

    def _action(self, node: Any, indent: str, alone: bool) -> None:
        """Print an action.

        Args:
            node: the action.
            indent: the indentation.
            alone: whether there is no other statement in its body.
        """
        if self._is_announced(node):
            self._announce(indent)
            return
        target = None
        if node.uuid is not None:
            target = self.names.output(node.uuid)
            self.targets.add(node.uuid)
        if node.identifier == NOTHING and target is None and not alone and not node.parameters:
            text = "pass" if node.output_name is None else print_simple(self.names, node, target)
        else:
            text = print_simple(self.names, node, target)
            name = node.parameters.get("WFVariableName")
            if type(name) is str and text.startswith(f"{self.names.variable(name)} = "):
                self.assigned.add(name)
        self.lines.append(indent + text)
        self.slots.append(Slot(len(self.lines) - 1, indent))

    def _announce(self, indent: str) -> None:
        """Leave a place for an action that is only announced."""
        slot = Slot(len(self.lines) - 1, indent, stated=False, alone=True)
        slot.whole = True
        self.slots.append(slot)

    # -- blocks --------------------------------------------------------------------------

    def _block(self, block: Block, indent: str) -> None:
        if id(block) in self.whole or not _is_sayable_block(block):
            self._parts(block, indent)
        elif isinstance(block, If):
            self._if(block, indent)
        elif isinstance(block, Menu):
            self._menu(block, indent)
        else:
            self._loop(block, indent)

    def _parts(self, block: Block, indent: str) -> None:
        """A block that Python has no form for: its parts announced, its bodies printed."""
        for branch in block.branches:
            self._announce(indent)
            for node in branch.body:
                if isinstance(node, Block):
                    self._block(node, indent)
                elif isinstance(node, Action) and self._is_comment(node):
                    self._comment(node, indent)
                else:
                    self._action(node, indent, True)
        self._announce(indent)

    def _header(self, text: str, indent: str, block: Block | None = None) -> None:
        self.lines.append(indent + text)
        slot = Slot(len(self.lines) - 1, indent)
        slot.header, slot.block = True, block
        self.slots.append(slot)

    def _end(self, block: Block, indent: str, identifier: str) -> None:
        uuid = block.end.uuid
        inside = id(block) in self.results.inside
        if uuid is not None and (inside or id(block) in self.results.explicit):
            self.targets.add(uuid)
        if id(block) in self.results.explicit:
            target = "" if uuid is None else f"{self.names.output(uuid)} = "
            name = block.end.output_name
            more = "" if name is None else f", CustomOutputName={print_string(name)}"
            self.lines.append(f"{indent}{target}{spell(identifier)}( WFControlFlowMode=2{more})")
            self.slots.append(Slot(len(self.lines) - 1, indent))
        else:
            self.slots.append(Slot(len(self.lines) - 1, indent, alone=True))

    def _if(self, block: If, indent: str) -> None:
        for index, branch in enumerate(block.branches):
            if index and not _is_elif(branch):
                text = "else:"
            else:
                condition = print_condition(self.names, branch.parameters)
                text = f"{'elif' if index else 'if'} {condition}:"
            self._header(text, indent, None if index else block)
            self.body(branch.body, f"{indent}    ")
        self._end(block, indent, CONDITIONAL)

    def _loop(self, block: Block, indent: str) -> None:
        suffix = f"_{self._loops + 1}" if self._loops else ""
        parameters = block.branches[0].parameters
        if isinstance(block, Repeat):
            count = parameters.get("WFRepeatCount")
            printed = "" if count is None else print_value(self.names, count)
            text = f"for Repeat_Index{suffix} in range(int({printed})):"
            identifier = REPEAT_COUNT
        else:
            items = parameters.get("WFInput")
            printed = print_value(self.names, items) if type(items) is TokenAttachment else "None"
            names = f"Repeat_Index{suffix}, Repeat_Item{suffix}"
            text = f"for {names} in enumerate({printed}, start=1):"
            identifier = REPEAT_EACH
        self._header(text, indent, block)
        self._loops += 1
        self.body(block.branches[0].body, f"{indent}    ")
        self._loops -= 1
        self._end(block, indent, identifier)

    def _menu(self, block: Menu, indent: str) -> None:
        prompt = block.branches[0].parameters.get("WFMenuPrompt")
        text = None
        if type(prompt) is TokenString:
            text = print_text(self.names, prompt.parts)
        elif type(prompt) is str:
            text = print_string(prompt)
        elif type(prompt) is TokenAttachment:
            text = print_reference(self.names, prompt.attachment)
        inside = "" if text is None else f"prompt={text}"
        self._header(f"match input({inside}):", indent, block)
        for _ in flatten(block.branches[0].body):
            self._announce(f"{indent}    ")
        for branch in block.branches[1:]:
            title = print_word(_menu_title(self.names, branch))
            self._header(f"case {title}:", f"{indent}    ")
            self.body(branch.body, f"{indent}        ")
        self._end(block, indent, CHOOSE_FROM_MENU)


def _is_elif(branch: Branch) -> bool:
    return any(key in branch.parameters for key in _CONDITIONS)


def _is_sayable_block(block: Block) -> bool:
    """Whether Python has a form for a block's branches."""
    if isinstance(block, Menu):
        return len(block.branches) > 1
    if isinstance(block, If):
        return all(_is_elif(branch) for branch in block.branches[1:-1])
    return isinstance(block, Repeat | RepeatEach) and len(block.branches) == 1


def _menu_title(names: Names, branch: Branch) -> str:
    """The title of a case, with `{name}` for each variable in it."""
    attributed = branch.parameters.get("WFMenuItemAttributedTitle")
    if type(attributed) is AttributedText and any(type(p) is not str for p in attributed.parts):
        pieces: list[str] = []
        for part in attributed.parts:
            if type(part) is str:
                pieces.append(part)
                continue
            expression = print_reference(names, part)  # type: ignore[arg-type]  # no text
            pieces.append("{" + (expression or "?") + "}")
        return "".join(pieces)
    title = branch.parameters.get("WFMenuItemTitle")
    return title if type(title) is str else ""
