"""Conditions that Python has and an If has not, as conditions that it has.

| in code | as if it were |
|---|---|
| `not (a and b)`, `not (a or b)` | `not a or not b`, `not a and not b` |
| `x in ["a", "b"]`, `x not in [...]` | `x == "a" or x == "b"`, `x != "a" and x != "b"` |
| `low < x < high` | `low < x and x < high` |
| `a and (b and c)` | `a and b and c` |
"""

from __future__ import annotations

import ast

from shortcuts_py.apple.references import is_reference

__all__ = ["plain_condition"]

_MOST = 500  # conditions of one If
_DEEPEST = 40


def plain_condition(node: ast.expr, negative: bool = False, deep: int = 0) -> ast.expr:
    """A condition without what an If has not; what has no such form stays as it is.

    Args:
        node: the condition.
        negative: whether its opposite is wanted.
        deep: how many conditions surround it.
    """
    if deep > _DEEPEST:
        return node
    if type(node) is ast.UnaryOp and type(node.op) is ast.Not:
        if type(node.operand) is ast.BoolOp or negative:
            return plain_condition(node.operand, not negative, deep + 1)
        inner = plain_condition(node.operand, True, deep + 1)
        return node if inner is node.operand or not _is_plain(inner) else inner
    if type(node) is ast.BoolOp:
        return _of_several(node, negative, deep)
    if type(node) is ast.Compare:
        found = _members(node) if len(node.ops) == 1 else _chain(node)
        if found is not None:
            return plain_condition(found, negative, deep + 1)
    if negative:
        return ast.copy_location(ast.UnaryOp(ast.Not(), node), node)
    return node


def _is_plain(node: ast.expr) -> bool:
    return type(node) is ast.BoolOp


def _of_several(node: ast.BoolOp, negative: bool, deep: int) -> ast.expr:
    conjunction = (type(node.op) is ast.And) is not negative
    operator = ast.And if conjunction else ast.Or
    values: list[ast.expr] = []
    for one in node.values:
        found = plain_condition(one, negative, deep + 1)
        if type(found) is ast.BoolOp and type(found.op) is operator:
            values += found.values
        else:
            values.append(found)
    if len(values) > _MOST:
        return node
    return ast.copy_location(ast.BoolOp(operator(), values), node)


def _members(node: ast.Compare) -> ast.expr | None:
    """`x in ["a", "b"]`: equal to one of them; None for any other comparison."""
    listed, operator = node.comparators[0], node.ops[0]
    if type(operator) not in (ast.In, ast.NotIn):
        return None
    if type(listed) not in (ast.List, ast.Tuple, ast.Set) or not is_reference(node.left):
        return None
    members: list[ast.expr] = listed.elts  # type: ignore[attr-defined]
    if not members or len(members) > _MOST or not _may_repeat(node.left):
        return None
    inside = type(operator) is ast.In
    values: list[ast.expr] = []
    for one in members:
        test: ast.cmpop = ast.Eq() if inside else ast.NotEq()
        values.append(ast.copy_location(ast.Compare(node.left, [test], [one]), node))
    if len(values) == 1:
        return values[0]
    return ast.copy_location(ast.BoolOp(ast.Or() if inside else ast.And(), values), node)


def _chain(node: ast.Compare) -> ast.expr | None:
    """`low < x < high` as two comparisons; None where x would be asked for twice."""
    if len(node.ops) == 2 and all(type(one) is ast.LtE for one in node.ops):
        return None  # an If has this one: is between
    terms = [node.left, *node.comparators]
    if len(terms) > _MOST or not all(_may_repeat(one) for one in terms[1:-1]):
        return None
    values: list[ast.expr] = []
    for left, operator, right in zip(terms, node.ops, terms[1:], strict=False):
        values.append(ast.copy_location(ast.Compare(left, [operator], [right]), node))
    return ast.copy_location(ast.BoolOp(ast.And(), values), node)


def _may_repeat(node: ast.expr) -> bool:
    """Whether reading an expression twice makes no action twice."""
    while type(node) in (ast.Attribute, ast.Subscript):
        if type(node) is ast.Subscript and type(node.slice) is not ast.Constant:
            return False
        node = node.value  # type: ignore[attr-defined]
    return type(node) in (ast.Name, ast.Constant)
