"""Statements of Python that the dialect has other words for, rewritten in those.

| in code | read as |
|---|---|
| `xs = [f(x) for x in ys if c]` | `for x in ys:`, `if c:`, `xs.append(f(x))` |
| `x = a if c else b` | `if c:`, `x = a`, `else:`, `x = b` |
| `a, b = 1, 2`, `a = b = 1` | one assignment each |
| `if a and (b or c):` without `else:` | `if b or c:` within `if a:` |
| `try:` | its statements; what `except` does is lost |
"""

from __future__ import annotations

import ast
from typing import Any

from shortcuts_py.workbench.guesses import Guess, Guesses
from shortcuts_py.workbench.places import Places
from shortcuts_py.workbench.source.model import Unreadable

__all__ = ["rewrite_habits"]

_SHOWN = 200
_BODIES = ("body", "orelse", "finalbody")


def rewrite_habits(module: ast.Module, code: str, guesses: Guesses) -> None:
    """Rewrite statements of a module.

    Args:
        module: the statements, changed in place.
        code: the text.
        guesses: takes up what is read as something else.
    """
    if "await " in code:
        _Waiting().visit(module)
    _Rewriting(code, guesses).run(module)


class _Waiting(ast.NodeTransformer):
    """Takes `await` off: actions of a shortcut wait for one another."""

    def visit_Await(self, node: ast.Await) -> ast.AST:
        self.generic_visit(node)
        return node.value


class _Rewriting:
    def __init__(self, code: str, guesses: Guesses) -> None:
        self.places = Places(code.replace("\r\n", "\n").replace("\r", "\n"))
        self.guesses = guesses

    def run(self, module: ast.Module) -> None:
        pending: list[Any] = [module]
        while pending:
            node = pending.pop()
            for name in _BODIES:
                body = getattr(node, name, None)
                if type(body) is list and body:
                    self._statements(body)
                    pending += body
            pending += getattr(node, "cases", ())

    def _statements(self, body: list[ast.stmt]) -> None:
        if not any(type(one) in _REWRITERS for one in body):
            return
        found: list[ast.stmt] = []
        waiting = list(reversed(body))
        while waiting:
            node = waiting.pop()
            rewrite = _REWRITERS.get(type(node))
            made = None if rewrite is None else rewrite(self, node)
            if made is None:
                found.append(node)
            else:
                waiting += reversed(made)
        body[:] = found

    def tell(self, node: ast.AST, made: str, confidence: float) -> None:
        line, column, end_line, end = self.places.place(node)
        text = self.places.segment(node)[:_SHOWN]
        self.guesses.append(Guess(line, column, end_line, end, "python", text, made, confidence))

    def assignment(self, node: ast.Assign) -> list[ast.stmt] | None:
        value = node.value
        if len(node.targets) > 1:
            return self._chain(node)
        target = node.targets[0]
        if type(target) is ast.Tuple:
            return self._parallel(node, target)
        if type(target) is not ast.Name:
            return None
        if type(value) is ast.IfExp:
            self.tell(value, "an If that gives one or the other", 0.9)
            branches = [
                ast.copy_location(ast.Assign([target], one), one)
                for one in (value.body, value.orelse)
            ]
            chosen = ast.If(value.test, [branches[0]], [branches[1]])
            return [ast.copy_location(chosen, node)]
        if type(value) is ast.ListComp:
            return self._comprehension(node, target, value)
        return None

    def _chain(self, node: ast.Assign) -> list[ast.stmt] | None:
        names = [one for one in node.targets if type(one) is ast.Name]
        if len(names) != len(node.targets):
            return None
        self.tell(node, "one assignment each", 0.95)
        last = names[-1]
        source = ast.copy_location(ast.Name(last.id, ast.Load()), last)
        made = [ast.Assign([last], node.value), *(ast.Assign([one], source) for one in names[:-1])]
        return [ast.copy_location(one, node) for one in made]

    def _parallel(self, node: ast.Assign, target: ast.Tuple) -> list[ast.stmt] | None:
        value = node.value
        if type(value) is not ast.Tuple or len(value.elts) != len(target.elts):
            return None
        names = {one.id for one in target.elts if type(one) is ast.Name}
        used = {one.id for one in ast.walk(value) if type(one) is ast.Name}
        if len(names) != len(target.elts) or names & used:
            return None
        self.tell(node, "one assignment each", 0.95)
        pairs = zip(target.elts, value.elts, strict=True)
        return [ast.copy_location(ast.Assign([name], one), one) for name, one in pairs]

    def _comprehension(
        self, node: ast.Assign, target: ast.Name, value: ast.ListComp
    ) -> list[ast.stmt] | None:
        if len(value.generators) != 1 or value.generators[0].is_async:
            return None
        part = value.generators[0]
        self.tell(value, "Repeat with Each", 0.85)
        statement: ast.stmt
        if part.ifs:
            name = ast.copy_location(ast.Name(target.id, ast.Load()), target)
            method = ast.copy_location(ast.Attribute(name, "append", ast.Load()), value.elt)
            call = ast.copy_location(ast.Call(method, [value.elt], []), value.elt)
            statement = ast.copy_location(ast.Expr(call), value.elt)
            test = part.ifs[0] if len(part.ifs) == 1 else ast.BoolOp(ast.And(), part.ifs)
            chosen = ast.If(ast.copy_location(test, part.ifs[0]), [statement], [])
            statement = ast.copy_location(chosen, part.ifs[0])
        else:
            statement = ast.copy_location(ast.Assign([target], value.elt), value.elt)
        loop = ast.For(part.target, part.iter, [statement], [])
        return [ast.copy_location(loop, node)]

    def condition(self, node: ast.If) -> list[ast.stmt] | None:
        """`a and (b or c)`: one If in another, where nothing is done otherwise."""
        test = node.test
        if node.orelse or type(test) is not ast.BoolOp or type(test.op) is not ast.And:
            return None
        mixed = [one for one in test.values if type(one) is ast.BoolOp and type(one.op) is ast.Or]
        if not mixed:
            return None
        others = [one for one in test.values if one not in mixed]
        self.tell(test, "one If in another", 0.95)
        tests: list[ast.expr] = list(mixed)
        if others:
            first = others[0] if len(others) == 1 else ast.BoolOp(ast.And(), others)
            tests.insert(0, ast.copy_location(first, others[0]))
        body = node.body
        for one in reversed(tests):
            inner = ast.copy_location(ast.If(one, body, []), one)
            body = [inner]
        ast.copy_location(body[0], node)
        return body

    def attempt(self, node: ast.Try) -> list[ast.stmt]:
        """The statements of a `try`, as nothing is caught in a shortcut."""
        made = list(node.body)
        for handler in node.handlers:
            text = self.places.segment(handler)
            line, column, end_line, end = self.places.place(handler)
            self.guesses.append(
                Guess(line, column, end_line, end, "unreadable", text[:_SHOWN], "", 0.0, True)
            )
            made.append(ast.copy_location(Unreadable(text), handler))
        self.tell(node.body[0], "statements without their try", 0.9)
        return [*made, *node.orelse, *node.finalbody]


_REWRITERS: dict[type, Any] = {
    ast.Assign: _Rewriting.assignment,
    ast.If: _Rewriting.condition,
    ast.Try: _Rewriting.attempt,
}
