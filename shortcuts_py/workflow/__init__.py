"""The typed tree of a shortcut: workflow, actions, blocks, values, attachments.

Every type has its reader and its writer beside it, and both together give back exactly
what was read. `Workflow.from_plist` and `Workflow.to_plist` are the two ends.
"""

from shortcuts_py.workflow.actions import (
    Action,
    Block,
    Branch,
    If,
    Menu,
    Node,
    Repeat,
    RepeatEach,
    UnknownAction,
)
from shortcuts_py.workflow.dictionary import DictionaryField, Item, ItemType
from shortcuts_py.workflow.document import Workflow
from shortcuts_py.workflow.predicates import PredicateTable
from shortcuts_py.workflow.quantities import Contacts, Quantity, TimeOffset
from shortcuts_py.workflow.states import SubstitutableState
from shortcuts_py.workflow.text import AttributedText, TokenString
from shortcuts_py.workflow.values import (
    ConditionSubject,
    PlainDictionary,
    TokenAttachment,
    UnknownValue,
    Value,
    read_value,
    write_value,
)

__all__ = [
    "Action",
    "AttributedText",
    "Block",
    "Branch",
    "ConditionSubject",
    "Contacts",
    "DictionaryField",
    "If",
    "Item",
    "ItemType",
    "Menu",
    "Node",
    "PlainDictionary",
    "PredicateTable",
    "Quantity",
    "Repeat",
    "RepeatEach",
    "SubstitutableState",
    "TimeOffset",
    "TokenAttachment",
    "TokenString",
    "UnknownAction",
    "UnknownValue",
    "Value",
    "Workflow",
    "read_value",
    "write_value",
]
