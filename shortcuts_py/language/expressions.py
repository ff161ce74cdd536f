"""Python expressions that become actions: arithmetic, literals, builtins, conditionals.

These are conveniences of hand-written code: the decompiler prints the actions themselves.
Each is taken only where the action does exactly what Python's operator does.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.calls import identify
from shortcuts_py.language.conditions import read_condition
from shortcuts_py.language.properties import METHODS
from shortcuts_py.language.scope import IndexFromZero, is_reference
from shortcuts_py.language.text import is_text, read_parts
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow.actions import Action, Branch, If
from shortcuts_py.workflow.attachments import Attachment
from shortcuts_py.workflow.text import TokenString
from shortcuts_py.workflow.values import TokenAttachment

if TYPE_CHECKING:
    from shortcuts_py.language.reader import Reader

__all__ = ["decide", "evaluate", "literal_action"]

_TEXT = "is.workflow.actions.gettext"
_NUMBER = "is.workflow.actions.number"
_MATH = "is.workflow.actions.math"

_OPERATIONS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "\N{MULTIPLICATION SIGN}",
    ast.Div: "\N{DIVISION SIGN}",
}
_SCIENTIFIC: dict[type[ast.operator], str] = {ast.Mod: "Modulus", ast.Pow: "x^y"}


def literal_action(reader: Reader, node: ast.expr) -> Action | None:
    """The Text, Number, Dictionary, List or Nothing action of a literal; None for no literal."""
    kind = type(node)
    if is_text(node):
        parts = read_parts(reader, node)
        ranges = reader.ranges or any(type(part) is not str for part in parts)
        return Action(_TEXT, {"WFTextActionText": TokenString(parts, ranges)})
    if kind is ast.Constant:
        value = node.value  # type: ignore[attr-defined]
        if type(value) is str:
            return Action(_TEXT, {"WFTextActionText": value})
        if type(value) is bool:
            # Shortcuts has no truth values of its own; conditions take them as 1 and 0.
            return Action(_NUMBER, {"WFNumberActionNumber": str(int(value))})
        if type(value) in (int, float):
            return Action(_NUMBER, {"WFNumberActionNumber": repr(value)})
        if value is None:
            return Action("is.workflow.actions.nothing")
        return None
    if kind is ast.UnaryOp and type(node.op) is ast.USub:  # type: ignore[attr-defined]
        operand = node.operand  # type: ignore[attr-defined]
        if type(operand) is ast.Constant and type(operand.value) in (int, float):
            return Action(_NUMBER, {"WFNumberActionNumber": f"-{operand.value!r}"})
    if kind is ast.Call and type(node.func) is ast.Name and node.func.id == "datetime":  # type: ignore[attr-defined]
        date = reader.value(node)
        parameters = {"WFDateActionMode": "Specified Date", "WFDateActionDate": str(date)}
        return None if date is None else Action("is.workflow.actions.date", dict(parameters))
    if kind is ast.Dict:
        value = reader.value(node)
        return Action("is.workflow.actions.dictionary", {"WFItems": value})
    if kind is ast.List:
        values = reader.value(node)
        # The items of a list are texts; the app shows and gives numbers as such.
        items = [str(one) if type(one) in (int, float) else one for one in values or ()]
        return Action("is.workflow.actions.list", {"WFItems": items})
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
        return _evaluate_operation(reader, node)  # type: ignore[arg-type]
    if kind is ast.IfExp:
        return _evaluate_choice(reader, node)  # type: ignore[arg-type]
    if kind is ast.Subscript:
        return _evaluate_item(reader, node)  # type: ignore[arg-type]
    if kind is ast.UnaryOp and type(node.op) is ast.UAdd:  # type: ignore[attr-defined]
        return reader.reference(node.operand)  # type: ignore[attr-defined]
    if kind is ast.UnaryOp and type(node.op) is ast.Invert:  # type: ignore[attr-defined]
        reader.error(node, "unsupported", "shortcuts have + - * / // % ** only")
        return None
    if kind is ast.BoolOp and not _is_condition(node.values[0]):  # type: ignore[attr-defined]
        return _evaluate_either(reader, node)  # type: ignore[arg-type]
    if kind is ast.UnaryOp and type(node.op) is ast.USub:  # type: ignore[attr-defined]
        zero = ast.copy_location(ast.Constant(0), node)
        return _evaluate_operation(
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


# -- calls ------------------------------------------------------------------------------


def _evaluate_call(reader: Reader, node: ast.Call) -> Attachment | None:
    identifier = identify(reader, node)
    if identifier is not None:
        return reader.output_of(reader.call(node, identifier))
    function = node.func
    if type(function) is ast.Name:
        if function.id in reader.functions:
            from shortcuts_py.language.functions import inline

            return inline(reader, node)
        builtin = _BUILTINS.get(function.id)
        if builtin is not None and not node.keywords:
            return builtin(reader, node)  # type: ignore[no-any-return]
        from shortcuts_py.language.suggestions import near_actions

        message = f"no action is called {function.id!r}"
        reader.unknown_word(function, "unknown-action", message, near_actions(reader, node))
        return None
    if type(function) is ast.Attribute:
        method = _METHODS.get(function.attr)
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


def _argument_text(reader: Reader, node: ast.expr) -> Any:
    """An expression in a text field."""
    if type(node) is ast.Constant and type(node.value) is str:
        return node.value
    if is_text(node):
        return reader.value(node)
    attachment = reader.reference(node)
    return None if attachment is None else TokenString([attachment], True)


def _input(reader: Reader, node: ast.expr) -> Any:
    """An expression in a slot for a variable; None after an error."""
    attachment = reader.reference(node)
    return None if attachment is None else TokenAttachment(attachment)


def _arity(reader: Reader, node: ast.Call, least: int, most: int) -> bool:
    if least <= len(node.args) <= most:
        return True
    count = f"{least}" if least == most else f"{least} to {most}"
    values = "value" if most == 1 else "values"
    reader.error(node, "bad-argument", f"{reader.spelling(node)} takes {count} {values}")
    return False


def _len(reader: Reader, node: ast.Call) -> Attachment | None:
    if not _arity(reader, node, 1, 1):
        return None
    value = _input(reader, node.args[0])
    return reader.output_of(Action("is.workflow.actions.count", {"Input": value}))


def _str(reader: Reader, node: ast.Call) -> Attachment | None:
    if not _arity(reader, node, 1, 1):
        return None
    return reader.output_of(
        Action(_TEXT, {"WFTextActionText": _argument_text(reader, node.args[0])})
    )


def _number(reader: Reader, node: ast.Call) -> Attachment | None:
    if not _arity(reader, node, 1, 1):
        return None
    value = _input(reader, node.args[0])
    return reader.output_of(Action("is.workflow.actions.detect.number", {"WFInput": value}))


def _round(reader: Reader, node: ast.Call) -> Attachment | None:
    if not _arity(reader, node, 1, 1):
        return None
    value = _input(reader, node.args[0])
    return reader.output_of(Action("is.workflow.actions.round", {"WFInput": value}))


def _abs(reader: Reader, node: ast.Call) -> Attachment | None:
    if not _arity(reader, node, 1, 1):
        return None
    parameters = {
        "WFInput": _input(reader, node.args[0]),
        "WFMathOperation": "…",
        "WFScientificMathOperation": "abs(x)",
    }
    return reader.output_of(Action(_MATH, parameters))


_BUILTINS: dict[str, Any] = {
    "abs": _abs,
    "float": _number,
    "int": _number,
    "len": _len,
    "round": _round,
    "str": _str,
}


def _case(name: str) -> Any:
    def change(reader: Reader, node: ast.Call, value: ast.expr) -> Attachment | None:
        parameters = {"text": _input(reader, value), "WFCaseType": name}
        return reader.output_of(Action("is.workflow.actions.text.changecase", parameters))

    return change


def _replace(reader: Reader, node: ast.Call, value: ast.expr) -> Attachment | None:
    if not _arity(reader, node, 2, 2):
        return None
    parameters = {
        "WFInput": _argument_text(reader, value),
        "WFReplaceTextFind": _argument_text(reader, node.args[0]),
        "WFReplaceTextReplace": _argument_text(reader, node.args[1]),
        "WFReplaceTextCaseSensitive": True,
    }
    return reader.output_of(Action("is.workflow.actions.text.replace", parameters))


def _split(reader: Reader, node: ast.Call, value: ast.expr) -> Attachment | None:
    if not _arity(reader, node, 1, 1):
        return None
    parameters = {"text": _input(reader, value), **_separator(reader, node.args[0])}
    return reader.output_of(Action("is.workflow.actions.text.split", parameters))


def _join(reader: Reader, node: ast.Call, value: ast.expr) -> Attachment | None:
    if not _arity(reader, node, 1, 1):
        return None
    parameters = {"text": _input(reader, node.args[0]), **_separator(reader, value)}
    return reader.output_of(Action("is.workflow.actions.text.combine", parameters))


def _separator(reader: Reader, node: ast.expr) -> dict[str, Any]:
    if type(node) is ast.Constant and node.value in ("\n", " "):
        return {"WFTextSeparator": "New Lines" if node.value == "\n" else "Spaces"}
    return {
        "WFTextSeparator": "Custom",
        "WFTextCustomSeparator": _argument_text(reader, node),
    }


_METHODS: dict[str, Any] = {
    "join": _join,
    "lower": _case("lowercase"),
    "replace": _replace,
    "split": _split,
    "title": _case("Capitalize Every Word"),
    "upper": _case("UPPERCASE"),
}


# -- operators --------------------------------------------------------------------------


def _evaluate_operation(reader: Reader, node: ast.BinOp) -> Attachment | None:
    if type(node.op) is ast.Add and _joins_text(node):
        parts: list[Any] = []
        _text_parts(reader, node, parts)
        return reader.output_of(Action(_TEXT, {"WFTextActionText": TokenString(parts, True)}))
    if _is_text_literal(node.left) or _is_text_literal(node.right):
        reader.error(node, "unsupported", "a text can be added to, and nothing else calculated")
        return None
    symbol = _OPERATIONS.get(type(node.op))
    scientific = _SCIENTIFIC.get(type(node.op))
    if symbol is None and scientific is None:
        if type(node.op) is ast.FloorDiv:
            return _floor_division(reader, node)
        reader.error(node, "unsupported", "shortcuts have + - * / // % ** only")
        return None
    parameters: dict[str, Any] = {"WFInput": _operand(reader, node.left)}
    if symbol is not None:
        parameters["WFMathOperation"] = symbol
        parameters["WFMathOperand"] = _operand(reader, node.right)
    else:
        parameters["WFMathOperation"] = "…"
        parameters["WFScientificMathOperation"] = scientific
        parameters["WFScientificMathOperand"] = _operand(reader, node.right)
    return reader.output_of(Action(_MATH, parameters))


def _is_text_literal(node: ast.expr) -> bool:
    return is_text(node) or (type(node) is ast.Constant and type(node.value) is str)


def _floor_division(reader: Reader, node: ast.BinOp) -> Attachment | None:
    quotient = ast.copy_location(ast.BinOp(node.left, ast.Div(), node.right), node)
    value = _input(reader, quotient)
    parameters = {"WFInput": value, "WFRoundMode": "Always Round Down"}
    return reader.output_of(Action("is.workflow.actions.round", parameters))


def _operand(reader: Reader, node: ast.expr) -> Any:
    """A number of a calculation: its text, or a reference."""
    if type(node) is ast.Constant and type(node.value) in (int, float):
        return repr(node.value)
    if (
        type(node) is ast.UnaryOp
        and type(node.op) is ast.USub
        and type(node.operand) is ast.Constant
    ):
        return f"-{node.operand.value!r}"
    return _input(reader, node)


def _joins_text(node: ast.expr) -> bool:
    if type(node) is ast.BinOp and type(node.op) is ast.Add:
        return _joins_text(node.left) or _joins_text(node.right)
    return is_text(node) or (type(node) is ast.Constant and type(node.value) is str)


def _text_parts(reader: Reader, node: ast.expr, parts: list[Any]) -> None:
    if type(node) is ast.BinOp and type(node.op) is ast.Add and _joins_text(node):
        _text_parts(reader, node.left, parts)
        _text_parts(reader, node.right, parts)
        return
    if is_text(node) or type(node) is ast.Constant:
        found = read_parts(reader, node)
    else:
        attachment = reader.reference(node)
        found = [] if attachment is None else [attachment]
    for part in found:
        if type(part) is str and parts and type(parts[-1]) is str:
            parts[-1] += part
        else:
            parts.append(part)


def _evaluate_item(reader: Reader, node: ast.Subscript) -> Attachment | None:
    """`x[0]`, `x[-1]`, `x[2:5]`: Get Item from List, which counts from 1."""
    value = _input(reader, node.value)
    parameters: dict[str, Any] = {"WFInput": value}
    index = node.slice
    if type(index) is ast.Slice:
        return _evaluate_slice(reader, node, index, parameters)
    if type(index) is ast.UnaryOp and ast.unparse(index) == "-1":
        parameters["WFItemSpecifier"] = "Last Item"
    elif type(index) is ast.Constant and type(index.value) is int:
        if index.value == 0:
            parameters["WFItemSpecifier"] = "First Item"
        else:
            parameters["WFItemSpecifier"] = "Item At Index"
            parameters["WFItemIndex"] = str(index.value + 1)
    elif type(index) is ast.UnaryOp:
        reader.error(index, "unsupported", "from the end only the last item has an index: x[-1]")
        return None
    elif (zero := _index_from_zero(reader, index)) is not None:
        # Less 1 and plus 1 again: the Repeat Index itself.
        parameters["WFItemSpecifier"] = "Item At Index"
        parameters["WFItemIndex"] = TokenAttachment(att.Variable(zero))
    elif type(index) is ast.Name and index.id in reader.range_indexes:
        # The index of `range(n)` is the Repeat Index, and counts as Get Item from List does.
        parameters["WFItemSpecifier"] = "Item At Index"
        parameters["WFItemIndex"] = _input(reader, index)
    elif reader.is_number(index):
        one = ast.copy_location(ast.BinOp(index, ast.Add(), ast.Constant(1)), index)
        parameters["WFItemSpecifier"] = "Item At Index"
        parameters["WFItemIndex"] = _input(reader, ast.fix_missing_locations(one))
    else:
        # A key that is a value: Get Dictionary Value, which knows keys with variables.
        key = _argument_text(reader, index)
        found = {"WFInput": value, "WFDictionaryKey": key}
        return reader.output_of(Action("is.workflow.actions.getvalueforkey", found))
    return reader.output_of(Action("is.workflow.actions.getitemfromlist", parameters))


def _index_from_zero(reader: Reader, node: ast.expr) -> str | None:
    binding = reader.lookup(node.id) if type(node) is ast.Name else None
    return binding.name if isinstance(binding, IndexFromZero) else None


def _evaluate_slice(
    reader: Reader, node: ast.Subscript, index: ast.Slice, parameters: dict[str, Any]
) -> Attachment | None:
    numbers: list[int | None] = []
    for bound in (index.lower, index.upper):
        if bound is None:
            numbers.append(None)
        elif type(bound) is ast.Constant and type(bound.value) is int and bound.value >= 0:
            numbers.append(bound.value)
        else:
            reader.error(node, "unsupported", "the bounds of a slice are plain numbers from 0")
            return None
    if index.step is not None:
        reader.error(node, "unsupported", "a slice has no step in a shortcut")
        return None
    parameters["WFItemSpecifier"] = "Items in Range"
    parameters["WFItemRangeStart"] = str((numbers[0] or 0) + 1)
    if numbers[1] is not None:
        parameters["WFItemRangeEnd"] = str(numbers[1])
    return reader.output_of(Action("is.workflow.actions.getitemfromlist", parameters))


# -- conditions as values ---------------------------------------------------------------


def _result(
    reader: Reader, parameters: dict[str, Any], then: ast.expr, otherwise: ast.expr
) -> att.Output:
    """An If whose result is the value of one of two expressions."""
    group = reader.ids.new("group")
    uuid = reader.ids.new("value")
    branches = []
    for index, one in enumerate((then, otherwise)):
        kept, reader.body = reader.body, []
        if not is_reference(one):
            reader.reference(one)
        else:
            # A reference becomes the branch's output by Get Variable.
            value = _input(reader, one)
            reader.emit(Action("is.workflow.actions.getvariable", {"WFVariable": value}))
        branches.append(Branch(parameters if index == 0 else {}, reader.body))
        reader.body = kept
    reader.emit(If(group, branches, Branch(uuid=uuid)))
    return att.Output(uuid, reader.default_shown("is.workflow.actions.conditional"))


def _evaluate_choice(reader: Reader, node: ast.IfExp) -> Attachment | None:
    parameters = read_condition(reader, node.test)
    return _result(reader, parameters, node.body, node.orelse)


def _is_condition(node: ast.expr) -> bool:
    """Whether an expression is true or false, rather than a value that is there or not."""
    if type(node) is ast.BoolOp:
        return _is_condition(node.values[0])
    return type(node) is ast.Compare or (type(node) is ast.UnaryOp and type(node.op) is ast.Not)


def _evaluate_either(reader: Reader, node: ast.BoolOp) -> Attachment | None:
    """`a or b` is a where a has any value, else b; `a and b` is b where a has any."""
    first = reader.once(node.values[0])
    rest = node.values[1:]
    other = rest[0] if len(rest) == 1 else ast.copy_location(ast.BoolOp(node.op, rest), node)
    then, otherwise = (first, other) if type(node.op) is ast.Or else (other, first)
    return _result(reader, read_condition(reader, first), then, otherwise)


def decide(reader: Reader, node: ast.expr, parameters: dict[str, Any] | None = None) -> Attachment:
    """An If whose result is 1 where the condition holds, else 0.

    Args:
        reader: takes the actions.
        node: the condition.
        parameters: what it was read as already, so that its actions do not run twice.
    """
    one, zero = (ast.copy_location(ast.Constant(number), node) for number in (1, 0))
    if parameters is None:
        parameters = read_condition(reader, node)
    return _result(reader, parameters, one, zero)
