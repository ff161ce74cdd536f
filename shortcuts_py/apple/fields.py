"""What is known of a parameter that decides how a value in code is stored under its key."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from shortcuts_py.apple.names import tool
from shortcuts_py.apple.parameters import Parameter
from shortcuts_py.names import by_identifier
from shortcuts_py.workflow.identifiers import GET_VARIABLE, LIST

__all__ = ["PLAIN", "Field", "field_of", "parameter_field"]

_DICTIONARIES = frozenset({"WFFormValues", "WFHTTPHeaders", "WFJSONValues"})
_SINGLE = frozenset({"bool", "float", "int", "str"})
_APPS = ("wfapp_descriptor_parameter_state", "App")


class Field(NamedTuple):
    """A parameter.

    Attributes:
        key: its key in the file.
        text: whether it takes text, where a reference becomes a text token.
        picker: whether it takes references only.
        dictionary: whether `{...}` is a dictionary of the editor rather than a plain one.
        items: whether `[...]` are items of the editor rather than plain values.
        name: whether it is a name that has to be plain text.
        app: whether it takes an app.
        single: whether a list cannot be its value.
        truth: whether it is a truth value.
        number: whether it takes a number or a truth value, and no text.
        variable: whether it takes a variable, which a plain text may name.
        parameter: what OS 27 knows of it.
    """

    key: str = ""
    text: bool = False
    picker: bool = False
    dictionary: bool = False
    items: bool = False
    name: bool = False
    app: bool = False
    single: bool = False
    truth: bool = False
    number: bool = False
    variable: bool = False
    parameter: Parameter | None = None


PLAIN = Field()


@lru_cache(maxsize=4096)
def field_of(identifier: str, key: str) -> Field:
    """What is known of the parameter of an action."""
    known = tool(identifier)
    parameter = known.parameters.get(key) if known else None
    kind = (parameter.type or "") if parameter else ""
    names = by_identifier(identifier)
    bare = kind.removeprefix("Optional[").removesuffix("]")
    text = key in names.text if names else bare == "str"
    if names and (bare == "DateTime" or key == "Script"):
        text = True  # fields of dates and of scripts are text
    items = identifier == LIST and key == "WFItems"
    return Field(
        key,
        text,
        names is not None and key in names.pickers,
        not items and (kind.startswith("dict[") or key in _DICTIONARIES),
        items,
        key == "WFVariableName",
        kind.endswith(_APPS),
        not items and (text or bare in _SINGLE),
        bare == "bool",
        not text and bare in ("bool", "float", "int"),
        (identifier, key) == (GET_VARIABLE, "WFVariable"),
        parameter,
    )


def parameter_field(parameter: Parameter) -> Field:
    """The same for a parameter of a trigger."""
    kind = parameter.type or ""
    return Field(parameter.key, kind == "str", app=kind.endswith(_APPS), parameter=parameter)
