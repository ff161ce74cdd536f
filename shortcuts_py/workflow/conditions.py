"""What an If or a row of a filter tests: the codes, and what belongs to each.

An If has the code under `WFCondition`, a row of a filter under `Operator`. Codes, operands
and their keys are sections 6.2 and 6.4 of the format. How a code is spelt is for each
dialect to say.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

__all__ = [
    "ANY_VALUE",
    "AT_LEAST",
    "AT_MOST",
    "BEGINS_WITH",
    "BETWEEN",
    "BOUNDS",
    "CODES",
    "CONDITIONS",
    "CONTAINS",
    "CONTAINS_NOT",
    "DATE",
    "DURATION",
    "ENDS_WITH",
    "ENUMERATION",
    "EQUAL",
    "GREATER",
    "IN_THE_LAST",
    "IN_THE_NEXT",
    "LEGACY",
    "LESS",
    "MEASUREMENT",
    "MIRRORED",
    "NEGATED",
    "NOT_EQUAL",
    "NO_VALUE",
    "NUMBER",
    "OLD_CODES",
    "ORDERED",
    "TEXT",
    "TIME_UNITS",
    "TODAY",
    "Condition",
    "has_condition",
]

LESS, AT_MOST, GREATER, AT_LEAST, EQUAL, NOT_EQUAL = 0, 1, 2, 3, 4, 5
BEGINS_WITH, ENDS_WITH = 8, 9
CONTAINS, CONTAINS_NOT = 99, 999
ANY_VALUE, NO_VALUE = 100, 101
IN_THE_NEXT, IN_THE_LAST, TODAY, BETWEEN = 1000, 1001, 1002, 1003


class Condition(NamedTuple):
    """One code.

    Attributes:
        code: the number in the file.
        operands: how many values it compares the subject with.
        negated: the code that holds where this one does not, if there is one.
        mirrored: the code that says the same with both sides exchanged, if there is one.
        old: what files of apps before iOS 13 (client version 900) write instead of a number;
            where these write nothing, they mean CONTAINS.
    """

    code: int
    operands: int = 1
    negated: int | None = None
    mirrored: int | None = None
    old: str | None = None


CONDITIONS = (
    Condition(LESS, 1, AT_LEAST, GREATER, "Is Less Than"),
    Condition(AT_MOST, 1, GREATER, AT_LEAST),
    Condition(GREATER, 1, AT_MOST, LESS, "Is Greater Than"),
    Condition(AT_LEAST, 1, LESS, AT_MOST),
    Condition(EQUAL, 1, NOT_EQUAL, EQUAL, "Equals"),
    Condition(NOT_EQUAL, 1, EQUAL, NOT_EQUAL),
    Condition(BEGINS_WITH),
    Condition(ENDS_WITH),
    Condition(CONTAINS, 1, CONTAINS_NOT, old="Contains"),
    Condition(CONTAINS_NOT, 1, CONTAINS),
    Condition(ANY_VALUE, 0, NO_VALUE),
    Condition(NO_VALUE, 0, ANY_VALUE),
    Condition(IN_THE_NEXT),
    Condition(IN_THE_LAST),
    Condition(TODAY, 0),
    Condition(BETWEEN, 2),
)

CODES = frozenset(one.code for one in CONDITIONS)
NEGATED = {one.code: one.negated for one in CONDITIONS if one.negated is not None}
MIRRORED = {one.code: one.mirrored for one in CONDITIONS if one.mirrored is not None}
OLD_CODES = {one.old: one.code for one in CONDITIONS if one.old is not None}
# The codes that compare by order: they never compare with a text.
ORDERED = (LESS, AT_MOST, GREATER, AT_LEAST)

# Keys of an If's operands, which go by the operand's kind.
TEXT = "WFConditionalActionString"
NUMBER = "WFNumberValue"
DATE = "WFDate"
DURATION = "WFDuration"
MEASUREMENT = "WFMeasurement"
ENUMERATION = "WFEnumeration"
# First and second key of the two operands of BETWEEN.
BOUNDS = {NUMBER: "WFAnotherNumber", DATE: "WFAnotherDate"}
# Set where an If was taken over from an app before iOS 13.
LEGACY = "WFConditionalLegacyComparisonBehavior"

# Units of the durations in rows of filters: the bits of the system's calendar units.
TIME_UNITS = {
    4: "year",
    8: "month",
    16: "day",
    32: "hour",
    64: "minute",
    128: "second",
    8192: "week",
}


def has_condition(parameters: Collection[str]) -> bool:
    """Whether a part of an If tests something; in the middle that makes it Otherwise If (OS 27)."""
    return "WFCondition" in parameters or "WFConditions" in parameters
