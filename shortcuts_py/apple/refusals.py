"""What the language does not have, and what to write instead."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shortcuts_py.apple.session import Reader

__all__ = ["refuse", "refuse_statement"]

_EXPRESSIONS: dict[type, str] = {
    ast.BinOp: "there is no arithmetic: call calculator_calculate(number=..., operation=...,"
    " operand=...), or put values into an f-string",
    ast.BoolOp: "`and` and `or` stand in conditions only",
    ast.Compare: "a comparison stands in conditions only",
    ast.IfExp: "there is no `a if c else b`: use an if statement",
    ast.Lambda: "there are no functions besides the actions",
    ast.ListComp: "there are no comprehensions: use a for loop and append",
    ast.SetComp: "there are no comprehensions: use a for loop and append",
    ast.DictComp: "there are no comprehensions: use a for loop",
    ast.GeneratorExp: "there are no comprehensions: use a for loop and append",
    ast.Await: "there is no await: actions run one after another",
    ast.NamedExpr: "a name is given in a statement of its own",
    ast.Set: "there are no sets: use a list",
    ast.Tuple: "there are no tuples: use a list",
    ast.Slice: "there are no slices: call com_apple_shortcuts_get_item_from_list",
    ast.Starred: "there is no * for arguments: give each by its keyword",
}

_STATEMENTS: dict[type, str] = {
    ast.While: "there is no while: repeat with `for x in range(n)`",
    ast.Try: "there is no try: actions do not fail softly",
    ast.With: "there is no with",
    ast.ClassDef: "there are no classes",
    ast.FunctionDef: "there are no functions within the shortcut's own: write the actions here",
    ast.AsyncFunctionDef: "there are no functions within the shortcut's own",
    ast.Return: "there is no return: call com_apple_shortcuts_stop_and_output(...)",
    ast.Break: "there is no break: a repeat runs to its end",
    ast.Continue: "there is no continue: put the rest into an if",
    ast.Delete: "there is no del",
    ast.Global: "there is no global: all names are the shortcut's",
    ast.Nonlocal: "there is no nonlocal: all names are the shortcut's",
    ast.Raise: "there is no raise",
    ast.Assert: "there is no assert",
    ast.AugAssign: "there is no arithmetic: call calculator_calculate(number=..., operation=...,"
    " operand=...) and assign its output",
}


def refuse(reader: Reader, node: ast.AST, otherwise: str) -> None:
    """Note that an expression cannot stand where it does."""
    if type(node) is ast.Constant and node.value is ...:
        message = "`...` is a place to fill in: write the value that belongs here"
        reader.error(node, "placeholder", message)
        return
    reader.error(node, "unsupported", _EXPRESSIONS.get(type(node), otherwise))


def refuse_statement(reader: Reader, node: ast.stmt) -> None:
    """Note that a statement does not exist in the language."""
    message = _STATEMENTS.get(type(node), "this statement does not exist in the language")
    reader.error(node, "unsupported", message)
