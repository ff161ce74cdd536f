"""Python's expressions that the dialect does not have, as the actions that do the same.

| in code | action |
|---|---|
| `x.upper()`, `.lower()`, `.title()`, `.capitalize()` | Change Case |
| `x.strip()`, `x.replace(a, b)`, `x.split(s)`, `s.join(xs)` | Trim, Replace, Split, Combine Text |
| `len(x)` | Count: characters of a text, items of anything else |
| `x[0]`, `x[-1]`, `x[1:3]`, `random.choice(x)` | Get Item from List |
| `d.get("k")`, `d.keys()`, `d.values()` | Get Dictionary Value |
| `json.loads(x)` | Get Dictionary from Input |
| `round(x)`, `abs(x)`, `-x`, `a % b`, `a ** b`, `a // b` | Round, Calculate |
| `random.randint(a, b)`, `time.sleep(n)` | Random Number, Wait |

Each is reported as a guess.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from shortcuts_py.workbench.value_kinds import TEXT
from shortcuts_py.workbench.values import read_parameter
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow.actions import Action
from shortcuts_py.workflow.text import TokenString
from shortcuts_py.workflow.values import TokenAttachment

if TYPE_CHECKING:
    from shortcuts_py.workbench.reading import Reader

__all__ = ["read_python"]

_PREFIX = "is.workflow.actions."
_SURE = 0.8
_CASES = {
    "upper": "UPPERCASE",
    "lower": "lowercase",
    "title": "Capitalize Every Word",
    "capitalize": "Capitalize with sentence case",
}
_SCIENTIFIC: dict[type[ast.operator], str] = {ast.Mod: "Modulus", ast.Pow: "x^y"}


def read_python(reader: Reader, node: ast.expr) -> Action | None:
    """The action that gives what an expression gives; None where there is none.

    What the expression needs is added; the action itself is not.
    """
    if reader.exact:
        return None
    kind = type(node)
    action: Action | None = None
    if kind is ast.Call:
        action = _call(reader, node)  # type: ignore[arg-type]
    elif kind is ast.Subscript:
        action = _item(reader, node)  # type: ignore[arg-type]
    elif kind is ast.BinOp:
        action = _operation(reader, node)  # type: ignore[arg-type]
    elif kind is ast.UnaryOp and type(node.op) is ast.USub:  # type: ignore[attr-defined]
        value = _input(reader, node.operand)  # type: ignore[attr-defined]
        action = None if value is None else _math(value, "\u00d7", "-1")
    if action is not None:
        reader.guess(node, "python", reader.shown(node), action.identifier, _SURE)
    return action


def _input(reader: Reader, node: ast.expr) -> Any:
    """What an action works on: a reference, or a literal's text; None where neither is there."""
    if type(node) is ast.Constant:
        return str(node.value) if type(node.value) in (str, int, float) else None
    if type(node) is ast.JoinedStr:
        return read_parameter(reader, node)
    if type(node) is ast.List:
        action = reader.list_action(node)
        return TokenAttachment(reader.output_of(reader.add(action)))
    one = reader.subject(node)
    return None if one is None else TokenAttachment(one)


def _text(reader: Reader, node: ast.expr) -> Any:
    """The same in a field for text."""
    value = _input(reader, node)
    return TokenString([value.attachment], True) if type(value) is TokenAttachment else value


def _is_text(node: ast.expr) -> bool:
    return type(node) is ast.Constant and type(node.value) is str


def _math(value: Any, operation: str, operand: Any) -> Action:
    parameters = {"WFInput": value, "WFMathOperation": operation, "WFMathOperand": operand}
    return Action(f"{_PREFIX}math", parameters)


def _scientific(value: Any, operation: str, operand: Any = None) -> Action:
    parameters = {
        "WFInput": value,
        "WFMathOperation": "\u2026",
        "WFScientificMathOperation": operation,
    }
    if operand is not None:
        parameters["WFScientificMathOperand"] = operand
    return Action(f"{_PREFIX}math", parameters)


def _operation(reader: Reader, node: ast.BinOp) -> Action | None:
    if type(node.left) is ast.JoinedStr or _is_text(node.left) or _is_text(node.right):
        return None
    word = _SCIENTIFIC.get(type(node.op))
    if word is None and type(node.op) is not ast.FloorDiv:
        return None
    left, right = _input(reader, node.left), _input(reader, node.right)
    if left is None or right is None:
        return None
    if word is not None:
        return _scientific(left, word, right)
    quotient = reader.add(_math(left, "\u00f7", right))
    value = TokenAttachment(reader.output_of(quotient))
    return Action(f"{_PREFIX}round", {"WFInput": value, "WFRoundMode": "Always Round Down"})


# -- items --------------------------------------------------------------------------------


def _item(reader: Reader, node: ast.Subscript) -> Action | None:
    """`x[0]`, `x[-1]`, `x[1:3]`; Get Item from List counts from 1."""
    parameters = _which(node.slice)
    if parameters is None and type(node.slice) is ast.Name:
        # The index of a loop counts as Get Item from List does.
        loop = reader.loops.get(node.slice.id, "")
        if loop.startswith("Repeat Index"):
            index = TokenAttachment(att.Variable(loop))
            parameters = {"WFItemSpecifier": "Item At Index", "WFItemIndex": index}
    value = None if parameters is None else _input(reader, node.value)
    if parameters is None or value is None:
        return None
    return Action(f"{_PREFIX}getitemfromlist", {"WFInput": value, **parameters})


def _number(node: ast.expr | None) -> int | None:
    value = node.value if type(node) is ast.Constant else None
    return value if type(value) is int and value >= 0 else None


def _which(index: ast.expr) -> dict[str, Any] | None:
    if type(index) is ast.Slice:
        lower = 0 if index.lower is None else _number(index.lower)
        upper = _number(index.upper)
        if lower is None or upper is None or index.step is not None or upper <= lower:
            return None
        return {
            "WFItemSpecifier": "Items in Range",
            "WFItemRangeStart": str(lower + 1),
            "WFItemRangeEnd": str(upper),
        }
    if type(index) is ast.UnaryOp and type(index.op) is ast.USub and _number(index.operand) == 1:
        return {"WFItemSpecifier": "Last Item"}
    number = _number(index)
    if number is None:
        return None
    if not number:
        return {"WFItemSpecifier": "First Item"}
    return {"WFItemSpecifier": "Item At Index", "WFItemIndex": str(number + 1)}


# -- calls --------------------------------------------------------------------------------


def _call(reader: Reader, node: ast.Call) -> Action | None:
    function = node.func
    if node.keywords:
        return None
    if type(function) is ast.Name:
        read = _FUNCTIONS.get(function.id)
        return None if read is None or len(node.args) != 1 else read(reader, node.args[0])
    if type(function) is not ast.Attribute:
        return None
    if type(function.value) is ast.Name:
        known = _MODULES.get((function.value.id, function.attr))
        if known is not None:
            return known(reader, node.args)
    method = _METHODS.get(function.attr)
    return None if method is None else method(reader, function.value, node.args)


def _count(reader: Reader, node: ast.expr) -> Action | None:
    value = _input(reader, node)
    if value is None:
        return None
    characters = type(value) is not TokenAttachment or reader.kind(value.attachment) == TEXT
    kind = "Characters" if characters else "Items"
    return Action(f"{_PREFIX}count", {"WFCountType": kind, "Input": value})


def _rounded(reader: Reader, node: ast.expr) -> Action | None:
    value = _input(reader, node)
    return None if value is None else Action(f"{_PREFIX}round", {"WFInput": value})


def _absolute(reader: Reader, node: ast.expr) -> Action | None:
    value = _input(reader, node)
    return None if value is None else _scientific(value, "abs(x)")


_FUNCTIONS: dict[str, Callable[[Reader, ast.expr], Action | None]] = {
    "len": _count,
    "round": _rounded,
    "abs": _absolute,
}


def _loads(reader: Reader, nodes: list[ast.expr]) -> Action | None:
    value = _input(reader, nodes[0]) if len(nodes) == 1 else None
    return None if value is None else Action(f"{_PREFIX}detect.dictionary", {"WFInput": value})


def _random(reader: Reader, nodes: list[ast.expr]) -> Action | None:
    bounds = [_input(reader, one) for one in nodes]
    if len(bounds) != 2 or None in bounds:
        return None
    parameters = {"WFRandomNumberMinimum": bounds[0], "WFRandomNumberMaximum": bounds[1]}
    return Action(f"{_PREFIX}number.random", parameters)


def _choice(reader: Reader, nodes: list[ast.expr]) -> Action | None:
    value = _input(reader, nodes[0]) if len(nodes) == 1 else None
    if value is None:
        return None
    parameters = {"WFInput": value, "WFItemSpecifier": "Random Item"}
    return Action(f"{_PREFIX}getitemfromlist", parameters)


def _sleep(reader: Reader, nodes: list[ast.expr]) -> Action | None:
    value = read_parameter(reader, nodes[0]) if len(nodes) == 1 else None
    return None if value is None else Action(f"{_PREFIX}delay", {"WFDelayTime": value})


_MODULES: dict[tuple[str, str], Callable[[Reader, list[ast.expr]], Action | None]] = {
    ("json", "loads"): _loads,
    ("random", "randint"): _random,
    ("random", "choice"): _choice,
    ("time", "sleep"): _sleep,
}


def _case(word: str) -> Callable[[Reader, ast.expr, list[ast.expr]], Action | None]:
    def change(reader: Reader, base: ast.expr, nodes: list[ast.expr]) -> Action | None:
        value = None if nodes else _input(reader, base)
        if value is None:
            return None
        return Action(f"{_PREFIX}text.changecase", {"text": value, "WFCaseType": _CASES[word]})

    return change


def _strip(reader: Reader, base: ast.expr, nodes: list[ast.expr]) -> Action | None:
    value = None if nodes else _input(reader, base)
    return None if value is None else Action(f"{_PREFIX}text.trimwhitespace", {"WFInput": value})


def _replace(reader: Reader, base: ast.expr, nodes: list[ast.expr]) -> Action | None:
    values = [_text(reader, one) for one in (base, *nodes)]
    if len(values) != 3 or None in values:
        return None
    parameters = {
        "WFInput": values[0],
        "WFReplaceTextFind": values[1],
        "WFReplaceTextReplace": values[2],
        "WFReplaceTextCaseSensitive": True,
    }
    return Action(f"{_PREFIX}text.replace", parameters)


def _separator(reader: Reader, node: ast.expr | None) -> dict[str, Any] | None:
    if node is None or (type(node) is ast.Constant and node.value == " "):
        return {"WFTextSeparator": "Spaces"}
    if type(node) is ast.Constant and node.value == "\n":
        return {"WFTextSeparator": "New Lines"}
    custom = _text(reader, node)
    if custom is None:
        return None
    return {"WFTextSeparator": "Custom", "WFTextCustomSeparator": custom}


def _split(reader: Reader, base: ast.expr, nodes: list[ast.expr]) -> Action | None:
    separator = _separator(reader, nodes[0] if nodes else None) if len(nodes) < 2 else None
    value = None if separator is None else _input(reader, base)
    if separator is None or value is None:
        return None
    return Action(f"{_PREFIX}text.split", {"text": value, **separator})


def _join(reader: Reader, base: ast.expr, nodes: list[ast.expr]) -> Action | None:
    separator = _separator(reader, base) if len(nodes) == 1 else None
    value = None if separator is None else _input(reader, nodes[0])
    if separator is None or value is None:
        return None
    return Action(f"{_PREFIX}text.combine", {"text": value, **separator})


def _get(reader: Reader, base: ast.expr, nodes: list[ast.expr]) -> Action | None:
    """`d.get("k")`; what else it gives where there is no such key has no action."""
    value = _input(reader, base) if len(nodes) == 1 else None
    key = None if value is None else _text(reader, nodes[0])
    if value is None or key is None:
        return None
    return Action(f"{_PREFIX}getvalueforkey", {"WFInput": value, "WFDictionaryKey": key})


def _all(word: str) -> Callable[[Reader, ast.expr, list[ast.expr]], Action | None]:
    def read(reader: Reader, base: ast.expr, nodes: list[ast.expr]) -> Action | None:
        value = None if nodes else _input(reader, base)
        if value is None:
            return None
        parameters = {"WFInput": value, "WFGetDictionaryValueType": word}
        return Action(f"{_PREFIX}getvalueforkey", parameters)

    return read


_METHODS: dict[str, Callable[[Reader, ast.expr, list[ast.expr]], Action | None]] = {
    **{word: _case(word) for word in _CASES},
    "strip": _strip,
    "replace": _replace,
    "split": _split,
    "join": _join,
    "get": _get,
    "keys": _all("All Keys"),
    "values": _all("All Values"),
}
