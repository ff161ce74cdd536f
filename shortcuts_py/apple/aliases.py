"""Other words for values, and which of them have to keep a value that changes.

After `b = a` the name b stands for what a stands for. Where a is set again before b is read,
or is the item of a repeat that has ended by then, b has to be a variable of its own.
"""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections.abc import Collection, Mapping
from typing import NamedTuple

__all__ = ["Aliases"]

_MOST = 200  # changes that are looked at; a variable too many does no harm


class _Change(NamedTuple):
    """That a name has another value from a line on, and the repeats around it."""

    line: int
    loops: tuple[ast.For, ...]


class Aliases:
    """The other words of a program, collected in one walk over its statements.

    Attributes:
        loop_names: names that the index or the item of a repeat has.
    """

    def __init__(self) -> None:
        self.loop_names: set[str] = set()
        self._loops: list[ast.For] = []
        # The name, what it is another word for, its line, and the repeats around it.
        self._words: dict[str, tuple[str, int, list[ast.For]]] = {}
        self._changes: dict[str, list[_Change]] = {}

    def enter(self, loop: ast.For) -> None:
        """Go into the body of a repeat."""
        self._loops.append(loop)
        self.loop_names |= _target_names(loop)

    def leave(self) -> None:
        """Come out of the body of a repeat."""
        self._loops.pop()

    def assigned(self, name: str, statement: ast.stmt) -> None:
        """Note an assignment."""
        self.changed(name, statement)
        root = _root(statement.value)  # type: ignore[attr-defined]
        if root is not None:
            self._words[name] = (root, statement.lineno, list(self._loops))

    def changed(self, name: str, statement: ast.stmt) -> None:
        """Note that a name has another value from here on."""
        self._changes.setdefault(name, []).append(_Change(statement.lineno, tuple(self._loops)))

    def stale(self, variables: Collection[str], reads: Mapping[str, list[int]]) -> list[str]:
        """The words that have to keep their values.

        Args:
            variables: names that stand for named variables.
            reads: the lines where a name is read, in any order.
        """
        found: dict[str, None] = {}
        ends: dict[str, str] = {}
        for name, (_, line, around) in self._words.items():
            root = ends[name] = self._first(name, found, ends)
            lines = sorted(reads.get(name, ()))
            last = lines[-1] if lines else 0
            if root in variables or root in found:
                if self._is_stale(root, line, last, around):
                    found[name] = None
            elif root in self.loop_names:
                loop = next((one for one in reversed(around) if root in _target_names(one)), None)
                if loop is not None and last > (loop.end_lineno or loop.lineno):
                    found[name] = None
        return list(found)

    def _first(self, name: str, kept: Collection[str], ends: Mapping[str, str]) -> str:
        """What a name is another word for in the end, which is known of those above it."""
        seen = {name}
        root = self._words[name][0]
        while root in self._words and root not in kept and root not in seen:
            if len(self._changes.get(root, ())) != 1 or len(seen) > _MOST:
                break
            if root in ends:
                return ends[root]
            seen.add(root)
            root = self._words[root][0]
        return root

    def _is_stale(self, root: str, line: int, last: int, around: list[ast.For]) -> bool:
        """Whether what a word stands for changes after its line, and before it is read."""
        changes = self._changes.get(root, [])
        first = bisect_right(changes, line, key=lambda one: one.line)
        if first < len(changes) and changes[first].line < last:
            return True
        # In a repeat that the word is not in, the next pass reads what this one has set.
        for _, loops in changes[first : first + _MOST]:
            loop = next((one for one in loops if one not in around), None)
            if loop is not None and loop.lineno <= last:
                return True
        return len(changes) - first > _MOST


def _root(node: ast.expr) -> str | None:
    """The name that a chain of properties starts with; None for any other expression."""
    while type(node) is ast.Attribute:
        node = node.value
    return node.id if type(node) is ast.Name else None


def _target_names(loop: ast.For) -> set[str]:
    targets = loop.target.elts if type(loop.target) is ast.Tuple else [loop.target]
    return {one.id for one in targets if type(one) is ast.Name}
