"""Identifiers of the actions that code says with more than a call: literals, assignments, notes.

Those of blocks are in `actions`; what all others are called in code is in `names`.
"""

from __future__ import annotations

__all__ = [
    "ADD_VARIABLE",
    "COMMENT",
    "DATE",
    "DICTIONARY",
    "EXIT",
    "GET_VARIABLE",
    "LIST",
    "NOTHING",
    "NUMBER",
    "OUTPUT",
    "RUN_SHORTCUT",
    "SET_VARIABLE",
    "TEXT",
]

ADD_VARIABLE = "is.workflow.actions.appendvariable"
COMMENT = "is.workflow.actions.comment"
DATE = "is.workflow.actions.date"
DICTIONARY = "is.workflow.actions.dictionary"
EXIT = "is.workflow.actions.exit"
GET_VARIABLE = "is.workflow.actions.getvariable"
LIST = "is.workflow.actions.list"
NOTHING = "is.workflow.actions.nothing"
NUMBER = "is.workflow.actions.number"
OUTPUT = "is.workflow.actions.output"
RUN_SHORTCUT = "is.workflow.actions.runworkflow"
SET_VARIABLE = "is.workflow.actions.setvariable"
TEXT = "is.workflow.actions.gettext"
