"""Python expressions that become actions: literals, calls, operators, conditionals.

These are conveniences of hand-written code: the decompiler prints the actions themselves.
Each is taken only where the action does exactly what Python's operator does.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from shortcuts_py.language.arithmetic import evaluate_operation
from shortcuts_py.language.builtin_calls import BUILTINS, TEXT_METHODS
from shortcuts_py.language.calls import identify
from shortcuts_py.language.choices import decide, evaluate_choice, evaluate_either, is_condition
from shortcuts_py.language.list_items import evaluate_item
from shortcuts_py.language.properties import METHODS
from shortcuts_py.language.text import is_text, read_token_string
from shortcuts_py.workflow.actions import Action
from shortcuts_py.workflow.attachments import Attachment
from shortcuts_py.workflow.identifiers import DATE, DICTIONARY, LIST, NOTHING, NUMBER, TEXT

if TYPE_CHECKING:
    from shortcuts_py.language.reader import Reader

__all__ = ["evaluate", "literal_action"]


def literal_action(reader: Reader, node: ast.expr) -> Action | None:
    """The Text, Number, Dictionary, List or Nothing action of a literal; None for no literal."""
    kind = type(node)
    if is_text(node):
        return Action(TEXT, {"WFTextActionText": read_token_string(reader, node)})
    if kind is ast.Constant:
        value = node.value  # type: ignore[attr-defined]
        if type(value) is str:
            return Action(TEXT, {"WFTextActionText": value})
        if type(value) is bool:
            # Shortcuts has no truth values of its own; conditions take them as 1 and 0.
            return Action(NUMBER, {"WFNumberActionNumber": str(int(value))})
        if type(value) in (int, float):
            return Action(NUMBER, {"WFNumberActionNumber": repr(value)})
        if value is None:
            return Action(NOTHING)
        return None
    if kind is ast.UnaryOp and type(node.op) is ast.USub:  # type: ignore[attr-defined]
        operand = node.operand  # type: ignore[attr-defined]
        if type(operand) is ast.Constant and type(operand.value) in (int, float):
            return Action(NUMBER, {"WFNumberActionNumber": f"-{operand.value!r}"})
    if kind is ast.Call and type(node.func) is ast.Name and node.func.id == "datetime":  # type: ignore[attr-defined]
        date = reader.value(node)
        parameters = {"WFDateActionMode": "Specified Date", "WFDateActionDate": str(date)}
        return None if date is None else Action(DATE, dict(parameters))
    if kind is ast.Dict:
        value = reader.value(node)
        return Action(DICTIONARY, {"WFItems": value})
    if kind is ast.List:
        values = reader.value(node)
        # The items of a list are texts; the app shows and gives numbers as such.
        items = [str(one) if type(one) in (int, float) else one for one in values or ()]
        return Action(LIST, {"WFItems": items})
    return None


def evaluate(reader: Reader, node: ast.expr) -> Attachment | None:
    """Compile an expression into actions and refer to the last one's output."""
    action = literal_action(reader, node)
    if action is not None:
        return reader.output_of(action)
    kind = type(node)
    if kind is ast.Call:
        return _evaluate_call(reader, node)  # type: ignore[arg-type]
    if kind is ast.BinOp:
        return evaluate_operation(reader, node)  # type: ignore[arg-type]
    if kind is ast.IfExp:
        return evaluate_choice(reader, node)  # type: ignore[arg-type]
    if kind is ast.Subscript:
        return evaluate_item(reader, node)  # type: ignore[arg-type]
    if kind is ast.UnaryOp and type(node.op) is ast.UAdd:  # type: ignore[attr-defined]
        return reader.reference(node.operand)  # type: ignore[attr-defined]
    if kind is ast.UnaryOp and type(node.op) is ast.Invert:  # type: ignore[attr-defined]
        reader.error(node, "unsupported", "shortcuts have + - * / // % ** only")
        return None
    if kind is ast.BoolOp and not is_condition(node.values[0]):  # type: ignore[attr-defined]
        return evaluate_either(reader, node)  # type: ignore[arg-type]
    if kind is ast.UnaryOp and type(node.op) is ast.USub:  # type: ignore[attr-defined]
        zero = ast.copy_location(ast.Constant(0), node)
        return evaluate_operation(
            reader,
            ast.copy_location(ast.BinOp(zero, ast.Sub(), node.operand), node),  # type: ignore[attr-defined]
        )
    if kind is ast.Compare or kind is ast.BoolOp or kind is ast.UnaryOp:
        return decide(reader, node)
    if kind is ast.NamedExpr:
        reader.error(node, "unsupported", "assign on a line of its own, not with :=")
        return None
    reader.error(
        node,
        "unsupported",
        f"{_NAMES.get(kind, kind.__name__)} cannot be said in a shortcut; use actions",
    )
    return None


_NAMES: dict[type[ast.AST], str] = {
    ast.Lambda: "a lambda",
    ast.ListComp: "a comprehension",
    ast.SetComp: "a comprehension",
    ast.DictComp: "a comprehension",
    ast.GeneratorExp: "a generator",
    ast.Set: "a set",
    ast.Tuple: "a tuple",
    ast.Await: "await",
    ast.Yield: "yield",
    ast.Starred: "*",
    ast.Constant: "this constant",
    ast.Attribute: "this attribute",
}


def _evaluate_call(reader: Reader, node: ast.Call) -> Attachment | None:
    identifier = identify(reader, node)
    if identifier is not None:
        return reader.output_of(reader.call(node, identifier))
    function = node.func
    if type(function) is ast.Name:
        if function.id in reader.functions:
            from shortcuts_py.language.functions import inline

            known = len(reader.diagnostics)
            # A call that is a statement need give nothing.
            used = not isinstance(reader.statement, ast.Expr) or reader.statement.value is not node
            given = inline(reader, node)
            if given is None and used and len(reader.diagnostics) == known:
                message = f"{function.id}() gives nothing: its last statement is no return"
                reader.error(node, "not-a-value", message)
            return given
        builtin = BUILTINS.get(function.id)
        if builtin is not None and not node.keywords:
            return builtin(reader, node)  # type: ignore[no-any-return]
        from shortcuts_py.language.suggestions import near_actions

        message = f"no action is called {function.id!r}"
        reader.unknown_word(function, "unknown-action", message, near_actions(reader, node))
        return None
    if type(function) is ast.Attribute:
        method = TEXT_METHODS.get(function.attr)
        if method is not None and not node.keywords:
            return method(reader, node, function.value)  # type: ignore[no-any-return]
    from shortcuts_py.language.suggestions import near_actions, near_apps

    apps = near_apps(reader, function)
    if apps and isinstance(function, ast.Attribute):
        message = f"{ast.unparse(function.value)!r} is not defined"
        reader.unknown_word(function.value, "undefined-name", message, apps)
        return None
    message = f"no action is called {ast.unparse(function)!r}"
    near = near_actions(reader, node)
    # Of a word that is known, the arguments are wrong, and that was said.
    place = node if type(function) is ast.Attribute and function.attr in METHODS else function
    reader.unknown_word(place, "unknown-action", message, near, otherwise="; see docs/language.md")
    return None
