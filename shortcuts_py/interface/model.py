"""What the text about an action says, whatever the dialect."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Argument", "Choice", "Detail", "Stub"]


class Choice(NamedTuple):
    """A value that an argument may have.

    Attributes:
        value: the text of it.
        name: the name of an enumeration's case that stands for it; None where there is none.
    """

    value: str
    name: str | None = None


class Argument(NamedTuple):
    """An argument of a call.

    Attributes:
        word: its keyword.
        type: its type, as Python code.
        default: what it is where it is not given, as Python code.
        choices: the values that it may have; empty where it may have any.
        enumeration: the class that has these as cases; None where there is none.
        says: what it is, in the app's words.
        positional: whether it may be given without its keyword.
        hidden: whether the app does not show it.
    """

    word: str
    type: str
    default: str
    choices: tuple[Choice, ...] = ()
    enumeration: str | None = None
    says: str = ""
    positional: bool = False
    hidden: bool = False


class Stub(NamedTuple):
    """A function for an action.

    Attributes:
        name: what it is called.
        identifier: the action's identifier.
        arguments: in the order of the app, positional ones first.
        result: the type of what it gives, as Python code.
        gives: what the app calls that.
        says: what the action does.
        decorator: whether it is a trigger, which stands above `def shortcut`.
    """

    name: str
    identifier: str
    arguments: tuple[Argument, ...]
    result: str = "None"
    gives: str = ""
    says: str = ""
    decorator: bool = False


class Detail(NamedTuple):
    """How much is said.

    Attributes:
        name: what this degree is called.
        hidden: arguments that the app does not show.
        arguments: a line about each argument.
        choices: how many values of an argument; None for all.
        says: what the action does and gives.
        types: types and defaults of arguments.
    """

    name: str
    hidden: bool = True
    arguments: bool = True
    choices: int | None = None
    says: bool = True
    types: bool = True
