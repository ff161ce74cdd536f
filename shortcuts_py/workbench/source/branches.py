"""An else that is lost: statements that cannot follow each other in one branch.

In the published samples no line occurs twice: a second `else:` at the same indentation is
gone, and its branch has merged into the one before, which Python reads without complaint.
Two traces are left of it: what follows a Stop can never run, and a variable that is set and
then set again, with nothing in between that reads it, was set in vain. They count only
where the text is known to be damaged: a person may well leave actions behind a Stop.
"""

from __future__ import annotations

import ast

from shortcuts_py.workbench.guesses import Guess, Guesses
from shortcuts_py.workbench.source.kinds import KINDS

__all__ = ["part_branches"]

_FEW = 20  # lines from which it means something that none occurs twice
_STOPS = frozenset(("is_workflow_actions_exit", "is_workflow_actions_output", "exit"))


def part_branches(module: ast.Module, code: str, guesses: Guesses, *, damaged: bool) -> None:
    """Part the bodies of ifs whose else is lost.

    Args:
        module: the statements, changed in place.
        code: the text.
        guesses: takes up what was parted.
        damaged: whether the text is damaged in other ways too.
    """
    if "else:" not in code:
        return
    widths = _else_widths(code)
    if not widths or not (damaged or _lines_vanished(code)):
        return
    lines = code.splitlines()
    stack: list[ast.AST] = [module]
    while stack:
        node = stack.pop()
        for name in ("body", "orelse", "cases"):
            stack.extend(getattr(node, name, ()))
        if isinstance(node, ast.If) and not node.orelse and len(node.body) > 1:
            line = lines[node.lineno - 1] if node.lineno <= len(lines) else ""
            if len(line) - len(line.lstrip()) in widths:
                _part(node, guesses, lines)


def _else_widths(code: str) -> set[int]:
    """Where an else stands: the one that was left of several at this indentation."""
    return {
        len(line) - len(line.lstrip())
        for line in code.splitlines()
        if line.strip().startswith("else:")
    }


def _lines_vanished(code: str) -> bool:
    lines = [line for line in code.splitlines() if line.strip() and line.lstrip()[0] != "#"]
    return len(lines) >= _FEW and len(lines) == len(set(lines))


def _part(node: ast.If, guesses: Guesses, lines: list[str]) -> None:
    at = _after_stop(node.body) or _set_again(node.body)
    if not at or at >= len(node.body):
        return
    first = node.body[at]
    node.orelse = node.body[at:]
    del node.body[at:]
    text = lines[first.lineno - 1] if first.lineno <= len(lines) else ""
    column = len(text) - len(text.lstrip())
    kind = KINDS["lost-else"]
    guesses.append(
        Guess(
            first.lineno,
            column + 1,
            first.lineno,
            len(text) + 1,
            "lost-else",
            text.strip()[:200],
            "else: in front of it",
            kind.confidence,
        )
    )


def _after_stop(body: list[ast.stmt]) -> int:
    for index, one in enumerate(body):
        call = one.value if isinstance(one, ast.Expr) else None
        function = call.func if isinstance(call, ast.Call) else None
        if isinstance(function, ast.Name) and function.id in _STOPS:
            return index + 1
    return 0


def _set_again(body: list[ast.stmt]) -> int:
    """Where the branch starts that sets a variable which the one before has just set."""
    set_at: dict[str, int] = {}
    for index, one in enumerate(body):
        reads = {
            node.id
            for node in ast.walk(one)
            if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Store)
        }
        for name in reads:
            set_at.pop(name, None)
        variable = _set_variable(one)
        if variable is None:
            continue
        if variable in set_at:
            return _start(body, set_at[variable], index)
        set_at[variable] = index
    return 0


def _set_variable(statement: ast.stmt) -> str | None:
    """The variable that a statement sets to a value that is there already."""
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return None
    target = statement.targets[0]
    simple = isinstance(statement.value, (ast.Name, ast.Subscript, ast.Attribute))
    return target.id if isinstance(target, ast.Name) and simple else None


def _start(body: list[ast.stmt], before: int, index: int) -> int:
    """The first of the statements that only prepare what is set at an index."""
    wanted = {node.id for node in ast.walk(body[index]) if isinstance(node, ast.Name)}
    start = index
    while start - 1 > before:
        one = body[start - 1]
        if not isinstance(one, ast.Assign) or not isinstance(one.targets[0], ast.Name):
            break
        if one.targets[0].id not in wanted:
            break
        wanted |= {node.id for node in ast.walk(one) if isinstance(node, ast.Name)}
        start -= 1
    return start
