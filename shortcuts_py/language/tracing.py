"""A reader that keeps going and remembers where everything came from.

The plain `Reader` compiles sound code as fast as it can. This one is for code that is
checked: it knows for every action which expression made it, and puts something harmless
where a mistake was, so that one mistake is reported once.
"""

from __future__ import annotations

import ast
from typing import Any

from shortcuts_py.language.moved_lines import BROKEN
from shortcuts_py.language.reader import Reader
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow.actions import Action, Node
from shortcuts_py.workflow.attachments import Attachment
from shortcuts_py.workflow.identifiers import COMMENT, NOTHING

__all__ = ["TracingReader"]


class TracingReader(Reader):
    """A reader of code that may be wrong.

    Attributes:
        broken: names that statements with a syntax error define.
        undefined: names that were reported as undefined.
        used: names that expressions refer to.
        called: functions that were inlined.
    """

    def __init__(self, source: str, filename: str, broken: frozenset[str]) -> None:
        super().__init__(source, filename)
        self.broken = broken
        self.undefined: set[str] = set()
        self.used: set[str] = set()
        self.called: set[str] = set()
        # The actions are kept alive, so that no id is given a second time.
        self._origins: dict[int, tuple[Any, ast.AST]] = {}
        self._evaluated: list[ast.expr] = []

    # -- where actions come from --------------------------------------------------------

    def origin(self, node: Any) -> ast.AST | None:
        """The expression or the statement that made an action or a block."""
        found = self._origins.get(id(node))
        return None if found is None else found[1]

    def emit(self, node: Node) -> None:
        """Add an action or a block, and remember what made it."""
        super().emit(node)
        if id(node) in self._origins:
            return
        origin: ast.AST | None = self._evaluated[-1] if self._evaluated else self.statement
        if isinstance(node, Action) and node.identifier == COMMENT and self.comment:
            comment = self.comments[self.comment - 1]
            end = comment.line + comment.text.count("\n")
            if origin is None or not hasattr(origin, "lineno") or origin.lineno != comment.line:
                origin = ast.Pass(
                    lineno=comment.line,
                    col_offset=comment.column,
                    end_lineno=end,
                    end_col_offset=comment.column + 1,
                )
        if origin is not None:
            self._origins[id(node)] = (node, origin)

    def emit_block(self, node: Node, statement: ast.stmt) -> None:
        """Add the block of a statement."""
        self._origins[id(node)] = (node, statement)
        super().emit(node)

    def call(self, node: ast.Call, identifier: str) -> Action:
        """The action of a call; it is not added yet."""
        action = super().call(node, identifier)
        self._origins[id(action)] = (action, node)
        return action

    # -- going on after a mistake -------------------------------------------------------

    def error(
        self,
        node: ast.AST,
        code: str,
        message: str,
        suggestions: tuple[str, ...] = (),
        word: str | None = None,
    ) -> None:
        """Add an error, unless what it complains of is what a broken name stands for."""
        if code.startswith(("bad-", "not-a-")) and not isinstance(node, ast.Name):
            unknown = self.broken | self.undefined
            if unknown and any(
                isinstance(one, ast.Name) and one.id in unknown and self.lookup(one.id) is None
                for one in ast.walk(node)
            ):
                return
        if code == "undefined-name" and isinstance(node, ast.Name):
            if node.id in self.undefined:
                return
            self.undefined.add(node.id)
        super().error(node, code, message, suggestions, word)

    def resolve(self, node: ast.Name) -> Attachment | None:
        """What a name stands for; something harmless where that is not known."""
        name = node.id
        self.used.add(name)
        if self.lookup(name) is None and (
            name == BROKEN or name in self.broken or name in self.undefined
        ):
            return att.Clipboard()
        if isinstance(self.lookup(name), att.Clipboard):
            return att.Clipboard()  # a parameter of a function that nobody calls
        attachment = super().resolve(node)
        if attachment is None:
            if self.lookup(name) is None and name != "_":
                self.undefined.add(name)
            return att.Clipboard()
        return attachment

    def evaluate(self, node: ast.expr) -> Attachment | None:
        """Compile an expression; an empty output where it cannot be compiled."""
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            base: ast.expr = node.func
            while isinstance(base, ast.Attribute):
                base = base.value
            known = self.broken | self.undefined
            if isinstance(base, ast.Name) and base.id in known and not self.lookup(base.id):
                return self.output_of(Action(NOTHING))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            name = node.func.id
            self.called.add(name)
            if name in self.broken and name not in self.functions:
                self._read_arguments(node)
                return att.Clipboard()
            if name in self.broken:
                return att.Clipboard()
        self._evaluated.append(node)
        try:
            before = len(self.diagnostics)
            attachment = super().evaluate(node)
            if attachment is None:
                if isinstance(node, ast.Call) and len(self.diagnostics) > before:
                    self._read_arguments(node)
                return self.output_of(Action(NOTHING))
            return attachment
        finally:
            self._evaluated.pop()

    def _read_arguments(self, node: ast.Call) -> None:
        """Mistakes in what an unknown action is given are mistakes all the same."""
        if self.diagnostics and self.diagnostics[-1].code != "unknown-action":
            return
        kept, self.body = self.body, []
        for one in (*node.args, *(keyword.value for keyword in node.keywords)):
            if not isinstance(one, ast.Starred | ast.Constant):
                self.value(one)
        self.body = kept

    # -- functions that nobody calls ----------------------------------------------------

    def read_uncalled(self) -> None:
        """Read the bodies of functions that nothing calls, for the mistakes in them."""
        from shortcuts_py.language.functions import read_alone

        kept, self.body = self.body, []
        for name, function in list(self.functions.items()):
            if name not in self.called:
                read_alone(self, function)
        self.body = kept
