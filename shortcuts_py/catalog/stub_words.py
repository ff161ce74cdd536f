"""The parts of the stubs that no definition tells: words, values and results."""

from __future__ import annotations

import json
from collections.abc import Iterable

from shortcuts_py.catalog.model import ActionDefinition
from shortcuts_py.catalog.types import EntityType, ListType, ValueType
from shortcuts_py.language.vocabulary import COERCIONS, CONSTRUCTORS, FUNCTIONS, REFERENCES

__all__ = ["RESULTS", "result_class", "results_module", "word_names", "words_module"]

_RESULT_OF = {
    "text": "TextResult", "number": "NumberResult", "boolean": "BooleanResult",
    "date": "DateResult", "dictionary": "DictionaryResult", "list": "ListResult",
    "file": "FileResult", "url": "UrlResult", "location": "LocationResult",
    "contact": "ContactResult", "measurement": "MeasurementResult", "entity": "EntityResult",
}  # fmt: skip
RESULTS = ("Result", *sorted(_RESULT_OF.values()))

# What can be read from a result of each kind, as the app lists it.
_PROPERTIES = {
    "FileResult": ("name", "file_size", "file_extension", "creation_date", "last_modified_date"),
    "LocationResult": ("name", "street", "city", "state", "zip_code", "country", "latitude",
                       "longitude"),
    "ContactResult": ("name", "first_name", "last_name", "email_address", "phone_number",
                      "company", "birthday"),
}  # fmt: skip


def results_module() -> str:
    """The classes of results; a result can stand for any value, hence `Any`."""
    lines = [
        "from typing import Any",
        "",
        "class Result(Any):  # type: ignore[misc]",
        '    """What an action gives."""',
    ]
    for name in RESULTS[1:]:
        kind = name.removesuffix("Result")
        lines += ["", f"class {name}(Result):", f'    """A result: {kind.lower()}."""']
        if name in _PROPERTIES:
            lines.append("")
            lines += [f"    {word}: Result" for word in _PROPERTIES[name]]
    return "\n".join(lines) + "\n"


def result_class(action: ActionDefinition) -> str:
    """The class of an action's result."""
    return _class(action.output) if action.output is not None else "Result"


def _class(kind: ValueType) -> str:
    if isinstance(kind, ListType):
        return _class(kind.item)  # a result is a list wherever it has several items
    if isinstance(kind, EntityType):
        return "EntityResult"
    return _RESULT_OF.get(kind.kind, "Result")


def word_names(roots: Iterable[str]) -> list[str]:
    """All names of the language that are not actions.

    Args:
        roots: first words of bundle identifiers, for calls by a full identifier.
    """
    words = {*FUNCTIONS, *CONSTRUCTORS, *COERCIONS, *REFERENCES, "_", "range", *roots}
    return sorted(words - {"app"})


def words_module(roots: Iterable[str]) -> str:
    """The stub of these names, and of what values and common parameters are."""
    names = word_names(roots)
    references = {*REFERENCES, "_"}
    declared = [
        f"{name}: {'Result' if name in references else 'Any'}" for name in names if name != "range"
    ]
    listed = [f"    {json.dumps(name)}," for name in names]
    return "\n".join([_VALUES, *declared, "", "__all__ = [", *listed, "]", ""])


_VALUES = '''\
from collections.abc import Sequence
from typing import Any, TypedDict

from typing_extensions import TypeAlias

from .results import Result

Reference: TypeAlias = Result
"""A result, a variable or another reference; it can stand for any value."""
Value: TypeAlias = Any
"""A literal, a list, a dictionary, or a reference."""
Switch: TypeAlias = bool | int | str | Result | None

class Common(TypedDict, total=False):
    """What any action may be given besides its own parameters."""

    output_name: str
    AppIntentDescriptor: Any
    IntentAppDefinition: Any
    IntentAppIdentifier: Any
    OpenWhenRun: Any
    ShowWhenRun: Any
    WFShowWorkflow: Any

def range(count: Value, /) -> Sequence[Result]:
    """Repeats a number of times; a stored count may be a fraction or a reference."""

'''
