"""Python's operators that the dialects write for conditions, and the codes they stand for."""

from __future__ import annotations

import ast

from shortcuts_py.workflow.conditions import (
    AT_LEAST,
    AT_MOST,
    CONTAINS,
    CONTAINS_NOT,
    EQUAL,
    GREATER,
    LESS,
    NOT_EQUAL,
)

__all__ = ["CODES", "MEMBERSHIP", "OPERATORS"]

# Between the subject and the operand.
OPERATORS: dict[int, str] = {
    LESS: "<",
    AT_MOST: "<=",
    GREATER: ">",
    AT_LEAST: ">=",
    EQUAL: "==",
    NOT_EQUAL: "!=",
}
# Between the operand and the subject.
MEMBERSHIP: dict[int, str] = {CONTAINS: "in", CONTAINS_NOT: "not in"}

# What an operator says. `is` is for each dialect to say.
CODES: dict[type[ast.cmpop], int] = {
    ast.Lt: LESS,
    ast.LtE: AT_MOST,
    ast.Gt: GREATER,
    ast.GtE: AT_LEAST,
    ast.Eq: EQUAL,
    ast.NotEq: NOT_EQUAL,
    ast.In: CONTAINS,
    ast.NotIn: CONTAINS_NOT,
}
