"""Which actions belong to which block, also where the blocks of a file do not nest."""

from __future__ import annotations

from shortcuts_py.checks.action_view import ActionView, BlockView
from shortcuts_py.workflow.actions import BLOCKS

__all__ = ["find_blocks"]


def find_blocks(actions: list[ActionView]) -> tuple[list[BlockView], list[int]]:
    """Find the blocks, and say of each action in which it stands.

    A part with an id that nobody opened is taken for the one that the innermost block of
    its kind lacks, where that is so: then the id is wrong, not the block.

    Returns:
        The blocks in order of their starts, and the indexes of parts without a block.
    """
    nesting = _Nesting(actions)
    for action in actions:
        nesting.meet(action)
    return nesting.blocks, nesting.strays


class _Nesting:
    """The blocks that are open while the actions are gone through."""

    def __init__(self, actions: list[ActionView]) -> None:
        self.last_end = {
            action.group: action.index for action in actions if action.mode == 2 and action.group
        }
        self.groups = {
            action.group
            for action in actions
            if action.mode in (1, 2) and action.group and action.identifier in BLOCKS
        }
        self.started = {action.group for action in actions if action.mode == 0 and action.group}
        self.blocks: list[BlockView] = []
        self.strays: list[int] = []
        self.stack: list[BlockView] = []
        self.opened: dict[str, list[BlockView]] = {}

    def meet(self, action: ActionView) -> None:
        """Take up the next action."""
        top = self.stack[-1] if self.stack else None
        mode, group = action.mode, action.group
        action.block, action.branch = top, top.last if top else None
        if mode == 0 and (action.identifier in BLOCKS or group in self.groups):
            block = BlockView(action.index, action.identifier, group or "", top)
            action.part_of = block
            self.blocks.append(block)
            self.stack.append(block)
            self.opened.setdefault(block.group, []).append(block)
        elif mode and (group is not None or action.identifier in BLOCKS):
            found = self._block_of(action, group or "", top)
            if found is None:
                if action.identifier in BLOCKS:
                    self.strays.append(action.index)
                return
            self._add(action, found, mode)

    def _block_of(self, action: ActionView, group: str, top: BlockView | None) -> BlockView | None:
        """The open block that a middle or closing part belongs to."""
        if self.opened.get(group):
            return self.opened[group][-1]
        if top is None or top.identifier != action.identifier:
            return None
        alone = group not in self.started and group not in self.last_end
        if action.mode == 1 and alone:
            return top  # an id that nothing else has: the part is one of this block
        return None if self._ends_behind(top, action.index) else top

    def _ends_behind(self, block: BlockView, index: int) -> bool:
        return self.last_end.get(block.group, -1) > index

    def _add(self, action: ActionView, block: BlockView, mode: int) -> None:
        action.part_of = block
        action.block = block.parent
        action.branch = block.parent.part_before(block.start) if block.parent else None
        if block.crossing is None:
            self._leave_inner(action.index, block)
        if mode == 1:
            block.middles.append(action.index)
            block.last = action.index
            return
        block.end = action.index
        self._close(block)
        if block.crossing is None:
            self.stack.pop()

    def _leave_inner(self, index: int, block: BlockView) -> None:
        """Take off the stack what was opened inside a block and is not closed."""
        while self.stack[-1] is not block:
            inner = self.stack.pop()
            if self._ends_behind(inner, index):
                inner.crossing = block
            else:
                self._close(inner)

    def _close(self, block: BlockView) -> None:
        among = self.opened[block.group]
        if among[-1] is block:
            among.pop()
        else:
            among.remove(block)
