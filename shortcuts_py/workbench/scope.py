"""What names stand for, decided while statements are read in their order.

A name stands for the nearest definition above its use: the output of an action, or a named
variable. What cannot be known before more has been read is decided by the first use:

* **Output of a block.** A name that the last action of a branch defines, and that is used
  behind the block, is the block's output (If Result, Menu Result, Repeat Results), as the
  paper's printer copies the block's id onto these actions.
* **Several definitions.** A name that several branches, or a loop and what is above it, give
  outputs to is a named variable: every such action is followed by a Set Variable.
* **Set or append.** A variable set in a loop, not used in it and used behind it is added to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shortcuts_py.workflow.actions import Action

if TYPE_CHECKING:
    import ast

    from shortcuts_py.workbench.reading import Reader

__all__ = ["BlockResult", "Definition", "Merged", "Named", "Scope"]

SET, APPEND = "is.workflow.actions.setvariable", "is.workflow.actions.appendvariable"


class Definition:
    """The output of an action.

    Attributes:
        action: the action.
        shown: what references call the output.
    """

    __slots__ = ("action", "shown")

    def __init__(self, action: Action, shown: str | None) -> None:
        self.action = action
        self.shown = shown


class Named:
    """A named variable."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class BlockResult:
    """The output of a block, if it is used; else what its last action gave."""

    __slots__ = ("definition", "end", "shown")

    def __init__(self, end: Action, shown: str, definition: Any) -> None:
        self.end = end
        self.shown = shown
        self.definition = definition


class Merged:
    """One of several definitions, depending on how the shortcut ran."""

    __slots__ = ("definitions",)

    def __init__(self, definitions: list[Any]) -> None:
        self.definitions = definitions


class _Body:
    """A branch of a block, or a loop, while it is read."""

    __slots__ = ("loop", "replaced", "start")

    def __init__(self, loop: bool, start: int) -> None:
        self.loop = loop
        self.start = start
        self.replaced: dict[str, Any] = {}


class Scope:
    """The names of a workflow.

    Attributes:
        now: what each name stands for at this place.
        used: when each name was used last, by a count that only grows.
        last: the name that the last statement defined, where it defined one.
    """

    def __init__(self) -> None:
        self.now: dict[str, Any] = {}
        self.used: dict[str, int] = {}
        self.clock = 0
        self.last: tuple[str, Any] | None = None
        self._bodies: list[_Body] = []
        # Variables set in a loop: name to (action, node, start of the loop).
        self._collected: dict[str, list[tuple[Action, Any, int]]] = {}
        self._waiting: dict[str, list[tuple[Action, Any]]] = {}

    def define(self, name: str, what: Any) -> None:
        """Let a name stand for something from here on."""
        if self._bodies:
            replaced = self._bodies[-1].replaced
            if name not in replaced:
                replaced[name] = self.now.get(name)
        self.now[name] = what

    def note_set(self, name: str, action: Action, node: ast.AST) -> None:
        """Take up a Set Variable that may turn out to add to its variable."""
        loop = self._loop()
        if loop is not None:
            self._collected.setdefault(name, []).append((action, node, loop.start))

    def _loop(self) -> _Body | None:
        for body in reversed(self._bodies):
            if body.loop:
                return body
        return None

    def enter(self, loop: bool) -> None:
        """Start the body of a branch or a loop."""
        self.clock += 1
        self._bodies.append(_Body(loop, self.clock))

    def leave(self) -> dict[str, Any]:
        """End the body.

        Returns:
            For each name that it defined: what the name stood for before, and what at the
            end of the body; the former is in place again.
        """
        body = self._bodies.pop()
        defined: dict[str, Any] = {}
        for name, before in body.replaced.items():
            defined[name] = (before, self.now.get(name))
            if before is not None:
                self.now[name] = before
        if body.loop:
            self._settle(body)
        return defined

    def _settle(self, body: _Body) -> None:
        """Variables that the loop set and did not use wait for a use behind it."""
        outer = self._loop()
        if not self._collected:
            return
        collected, self._collected = self._collected, {}
        for name, entries in collected.items():
            for action, node, start in entries:
                if start < body.start:
                    self._collected.setdefault(name, []).append((action, node, start))
                elif self.used.get(name, 0) < start:
                    self._waiting.setdefault(name, []).append((action, node))
                    if outer is not None and start == body.start:
                        # A use further down in the loop around is behind this one.
                        continue

    def use(self, reader: Reader, name: str) -> Any:
        """What a name stands for where it is used; None for a name without a definition."""
        self.clock += 1
        self.used[name] = self.clock
        waiting = self._waiting.pop(name, None) if self._waiting else None
        if waiting is not None:
            for action, node in waiting:
                action.identifier = APPEND
                reader.guess(node, "set-or-append", name, "Add to Variable", 0.85)
        return self.now.get(name)
