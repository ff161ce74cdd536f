"""If, Repeat, Repeat with Each and Choose from Menu, printed as statements.

The result of a block is a name that every branch assigns last, or a list that a loop appends
to; where a branch has no value to say, `name = None` keeps the name the block's.
"""

from __future__ import annotations

from typing import Any

from shortcuts_py.announcements import write_announcement
from shortcuts_py.apple.action_printer import print_action, print_tail
from shortcuts_py.apple.conditions import print_condition
from shortcuts_py.apple.menus import print_prompt, print_title
from shortcuts_py.apple.printing import LEVELS, Printer, Statement
from shortcuts_py.apple.references import print_reference
from shortcuts_py.workflow.actions import (
    BLOCKS,
    Action,
    Block,
    Branch,
    If,
    Menu,
    Node,
    Repeat,
    UnknownAction,
    write_action,
)
from shortcuts_py.workflow.conditions import has_condition
from shortcuts_py.workflow.tree import flatten
from shortcuts_py.workflow.values import TokenAttachment

__all__ = ["BodyPrinter"]


class BodyPrinter:
    """Prints nodes.

    Attributes:
        printer: the state.
        plain: `id` of nodes that are printed as whole actions.
        shown: id of an output to what references call it, where that is to be announced.
        loops: `id` of a loop to which of its variables are used.
        groups: ids of blocks that have to stay.
        uuids: `id` of owners to the names of their outputs.
        named: `id` of nodes that were printed with the name of their output.
        order: the ids of blocks, in the order of printing.
    """

    def __init__(
        self,
        printer: Printer,
        plain: set[int],
        shown: dict[str, str],
        loops: dict[int, set[str]],
        groups: set[str],
        labels: dict[str, str | None],
    ) -> None:
        self.printer = printer
        self.plain = plain
        self.shown = shown
        self.loops = loops
        self.groups = groups
        self.labels = labels
        self.order: list[str] = []
        self.named: set[int] = set()

    def body(self, nodes: list[Node], result: str | None = None, loop: bool = False) -> None:
        """Print the nodes of a body; `pass` where there is nothing to print.

        Args:
            nodes: the nodes.
            result: the name of the result of the block around them.
            loop: whether that block is a loop.
        """
        before = len(self.printer.statements)
        for index, node in enumerate(nodes):
            last = result is not None and index == len(nodes) - 1
            if last and type(node) is Action and self._is_tail(node):
                preceding = _uuid(nodes[index - 1]) if index else None
                opening, closing = (f"{result}.append(", ")") if loop else (f"{result} = ", "")
                print_tail(self.printer, node, preceding, opening, closing)
                result = None
            else:
                self._node(node)
        if result is not None:
            self._value(nodes, result, loop)
        printed = self.printer.statements[before:]
        if not any(one.text is not None and one.level == self.printer.level for one in printed):
            self.printer.emit("pass")

    def _is_tail(self, node: Action) -> bool:
        plain = _odd(node) or id(node) in self.plain or node.identifier in BLOCKS
        return node.uuid is None and not plain

    def _value(self, nodes: list[Node], result: str, loop: bool) -> None:
        """Say the value of a branch whose last action has a name, or that has none."""
        uuid = _uuid(nodes[-1]) if nodes else None
        known = uuid in self.printer.ready and id(nodes[-1]) in self.named
        name = self.printer.names.get(uuid or "") if known else None
        if loop:
            if name is not None:
                self.printer.emit(f"{result}.append({name})")
        else:
            self.printer.emit(f"{result} = {name}")

    def _node(self, node: Node) -> None:
        if isinstance(node, Block):
            if id(node) in self.plain or not self._printable(node):
                self._flat(node)
            else:
                self._block(node)
        elif type(node) is UnknownAction or _odd(node) or id(node) in self.plain:
            self._whole(node)
        elif not isinstance(node, Action) or node.identifier in BLOCKS:
            self._whole(node)  # a part of a block that is none
        else:
            name = self._name(node.uuid)
            statement = print_action(self.printer, node, name)
            self._announce_shown(statement, node.uuid, name)
            if name is not None and node.uuid is not None:
                self.printer.ready.add(node.uuid)
                self.named.add(id(node))

    def _name(self, uuid: str | None, result: bool = False) -> str | None:
        """The name of an output that is met for the first time."""
        if uuid is None or uuid in self.printer.names:
            return None
        return self.printer.name_output(uuid, self.labels.get(uuid), result)

    def _announce_shown(self, statement: Statement, uuid: str | None, name: str | None) -> None:
        shown = self.shown.get(uuid or "")
        if name is not None and shown is not None:
            statement.before.append(write_announcement("shown_as", shown))

    # -- whole actions ------------------------------------------------------------------

    def _whole(self, node: Any) -> None:
        uuid = node.uuid if type(node) is Action and not node.without_parameters else None
        if self._name(uuid) is not None and uuid is not None and uuid not in self.shown:
            self.printer.ready.add(uuid)
        self.printer.emit_action(write_action(node))

    def _flat(self, block: Block) -> None:
        """A block whose parts have no statements: its parts as whole actions."""
        bodies = [branch.body for branch in block.branches]
        empty = type(block)(
            block.group,
            [Branch(one.parameters, [], one.uuid, one.output_name) for one in block.branches],
            block.end,
        )
        parts = list(flatten([empty]))  # type: ignore[list-item]
        for part, body in zip(parts, [*bodies, []], strict=True):
            self._whole(part)
            for node in body:
                self._node(node)

    def _printable(self, block: Block) -> bool:
        if self.printer.level + 2 >= LEVELS:
            return False
        if type(block) is Menu:
            return len(block.branches) > 1 and not block.branches[0].body
        if type(block) is If:
            return all(has_condition(one.parameters) for one in block.branches[1:-1])
        return len(block.branches) == 1

    # -- blocks -------------------------------------------------------------------------

    def _block(self, block: Block) -> None:
        self.order.append(block.group)
        kind = type(block)
        name = self._name(block.end.uuid, True)
        before: list[str] = []
        if block.group in self.groups:
            before.append(write_announcement("group", block.group))
        if block.end.output_name is not None:
            before.append(write_announcement("output_name", block.end.output_name))
        shown = self.shown.get(block.end.uuid or "")
        if name is not None and shown is not None:
            before.append(write_announcement("shown_as", shown))
        if kind is If:
            opened = self._if(block, name)
        elif kind is Menu:
            opened = self._menu(block, name)
        else:
            opened = self._loop(block, name)
        opened.before += before
        self.printer.own(opened, len(block.branches))
        if name is not None and block.end.uuid is not None:
            self.printer.ready.add(block.end.uuid)
            self.named.add(id(block))

    def _inside(self, body: list[Node], result: str | None, loop: bool = False) -> None:
        self.printer.level += 1
        self.body(body, result, loop)
        self.printer.level -= 1

    def _if(self, block: Block, name: str | None) -> Statement:
        opened: Statement | None = None
        for index, branch in enumerate(block.branches):
            if index == 0 or has_condition(branch.parameters):
                word = "elif" if index else "if"
                text = f"{word} {print_condition(self.printer, branch.parameters)}:"
            else:
                text = "else:"
            statement = self.printer.emit(text)
            if opened is None:
                opened = statement
            elif statement.before:
                # Announcements stand in front of the whole: else they would be the body's.
                opened.before += statement.before
                statement.before = []
            self.printer.own(opened, index)
            self._inside(branch.body, name)
        assert opened is not None  # noqa: S101  a block has a branch
        return opened

    def _menu(self, block: Block, name: str | None) -> Statement:
        prompt = print_prompt(self.printer, block.branches[0].parameters.get("WFMenuPrompt"))
        words = "" if prompt is None else f"prompt={prompt}"
        opened = self.printer.emit(f"match shortcuts_builtin_choose({words}):")
        self.printer.own(opened, 0)
        self.printer.level += 1
        for index, branch in enumerate(block.branches[1:], 1):
            statement = self.printer.emit(f"case {print_title(self.printer, branch)}:")
            opened.before += statement.before
            statement.before = []
            self.printer.own(opened, index)
            self._inside(branch.body, name)
        self.printer.level -= 1
        return opened

    def _loop(self, block: Block, name: str | None) -> Statement:
        printer = self.printer
        used = self.loops.get(id(block), set())
        depth = len(printer.loops) + 1
        suffix = "" if depth == 1 else f"_{depth}"
        index, item = f"repeat_index{suffix}", f"repeat_item{suffix}"
        parameters = block.branches[0].parameters
        if name is not None:
            printer.emit(f"{name} = []")
        if type(block) is Repeat:
            count = self._count(parameters.get("WFRepeatCount"))
            opened = self.printer.emit(f"for {index} in range({count}):")
            names: tuple[str | None, str | None] = (index, None)
        else:
            value = parameters.get("WFInput")
            items = None
            if type(value) is TokenAttachment:
                items = print_reference(printer, value.attachment)
            items = items or "input"
            if "index" in used:
                opened = self.printer.emit(f"for {index}, {item} in enumerate({items}):")
                names = (index, item)
            else:
                opened = self.printer.emit(f"for {item} in {items}:")
                names = (None, item)
        printer.own(opened, 0)
        printer.loops.append(names)
        self._inside(block.branches[0].body, name, loop=True)
        printer.loops.pop()
        return opened

    def _count(self, value: Any) -> str:
        if type(value) is int and -(2**63) < value < 2**63:
            return str(value)
        if type(value) is float and value.is_integer() and abs(value) < 2**53:
            return str(int(value))
        if type(value) is TokenAttachment:
            return print_reference(self.printer, value.attachment) or "1"
        return "1"


def _odd(node: Any) -> bool:
    """Whether an action has no parameters at all."""
    return bool(node.without_parameters)


def _uuid(node: Node) -> str | None:
    if isinstance(node, Block):
        return node.end.uuid
    return node.uuid if type(node) is Action else None
