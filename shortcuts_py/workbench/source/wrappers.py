"""Functions around a workflow: models that write Python put it into a `main` and call that."""

from __future__ import annotations

import ast

from shortcuts_py.workbench.guesses import Guess, Guesses
from shortcuts_py.workbench.source.kinds import KINDS
from shortcuts_py.workbench.source.model import Unreadable

__all__ = ["unwrap"]


def unwrap(module: ast.Module, code: str, guesses: Guesses) -> None:
    """Put the body of the only function in its place, where nothing else is done but to call it.

    Args:
        module: the statements, changed in place.
        code: the text.
        guesses: takes up what was left out.
    """
    functions = [one for one in module.body if _is_function(one)]
    if len(functions) != 1:
        return
    function = functions[0]
    assert isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef))  # noqa: S101  see above
    others = [one for one in module.body if one is not function]
    calls = [one for one in others if _is_call_of(function.name, one)]
    rest = [one for one in others if one not in calls]
    if function.decorator_list or not all(_is_preamble(one) for one in rest):
        return
    lines = code.splitlines()
    for one in (function, *calls):
        _tell(one, lines, guesses)
    above = [one for one in rest if one.lineno < function.lineno]
    below = [one for one in rest if one.lineno > function.lineno]
    body = [_as_comment(function.body[0]), *function.body[1:]]
    module.body[:] = [*map(_as_comment, above), *body, *map(_as_comment, below)]


def _is_function(node: ast.stmt) -> bool:
    return isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))


def _is_call_of(name: str, node: ast.stmt) -> bool:
    """`main()`, `x = main()`, or either below `if __name__ == "__main__":`."""
    if isinstance(node, ast.If) and isinstance(node.test, ast.Compare) and not node.orelse:
        left = node.test.left
        guard = isinstance(left, ast.Name) and left.id == "__name__"
        return guard and all(_is_call_of(name, one) for one in node.body)
    value = node.value if isinstance(node, (ast.Expr, ast.Assign)) else None
    while isinstance(value, ast.Call) and _is_shell(value):
        value = value.args[0]
    if not isinstance(value, ast.Call) or value.args or value.keywords:
        return False
    return isinstance(value.func, ast.Name) and value.func.id == name


def _is_shell(call: ast.Call) -> bool:
    """`asyncio.run(main())`, `print(main())`."""
    return ast.unparse(call.func) in ("asyncio.run", "print", "exit") and len(call.args) == 1


def _is_preamble(node: ast.stmt) -> bool:
    return isinstance(node, (ast.Import, ast.ImportFrom)) or _is_docstring(node)


def _is_docstring(node: ast.stmt) -> bool:
    if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Constant):
        return False
    return isinstance(node.value.value, str)


def _as_comment(node: ast.stmt) -> ast.stmt:
    """What a docstring says is a comment of the workflow."""
    if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Constant):
        return node
    text = node.value.value
    return ast.copy_location(Unreadable(text.strip()), node) if isinstance(text, str) else node


def _tell(node: ast.stmt, lines: list[str], guesses: Guesses) -> None:
    line = node.lineno
    text = lines[line - 1] if line <= len(lines) else ""
    column = len(text) - len(text.lstrip())
    guesses.append(
        Guess(
            line,
            column + 1,
            line,
            len(text) + 1,
            "wrapper",
            text.strip()[:200],
            "left out",
            KINDS["wrapper"].confidence,
        )
    )
