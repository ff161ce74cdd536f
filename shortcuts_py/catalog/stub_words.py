"""The parts of the stubs that no definition tells: words, values and results."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator

from shortcuts_py.catalog.model import ActionDefinition
from shortcuts_py.catalog.types import EntityType, ListType, ValueType
from shortcuts_py.language.features import ERAS
from shortcuts_py.language.header_classes import CLASSES, SURFACES
from shortcuts_py.language.header_icon import COLORS
from shortcuts_py.language.properties import property_word
from shortcuts_py.language.vocabulary import COERCIONS, CONSTRUCTORS, FUNCTIONS, REFERENCES
from shortcuts_py.workflow.actions import COMMON_KEYS

__all__ = [
    "RESULTS",
    "export_list",
    "properties_of",
    "result_class",
    "results_module",
    "word_names",
    "words_module",
]

_RESULT_OF = {
    "text": "TextResult", "number": "NumberResult", "boolean": "BooleanResult",
    "date": "DateResult", "dictionary": "DictionaryResult", "list": "ListResult",
    "file": "FileResult", "url": "UrlResult", "location": "LocationResult",
    "contact": "ContactResult", "measurement": "MeasurementResult", "entity": "EntityResult",
}  # fmt: skip
RESULTS = ("Result", *sorted(_RESULT_OF.values()))

# What can be read from a result of each kind, as the app lists it.
_PROPERTIES = {
    "FileResult": ("name", "file_size", "file_extension", "file_path", "creation_date",
                   "last_modified_date"),
    "LocationResult": ("name", "street", "city", "state", "zip_code", "country", "latitude",
                       "longitude"),
    "ContactResult": ("name", "first_name", "last_name", "email_address", "phone_number",
                      "company", "job_title", "birthday", "notes", "contact_photo"),
}  # fmt: skip


# -- results ----------------------------------------------------------------------------


def results_module() -> str:
    """The classes of results; a result can stand for any value, hence `Any`."""
    lines = [_RESULT.rstrip()]
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


def properties_of(action: ActionDefinition | None) -> list[tuple[int, str]]:
    """Attributes that can be read from an action's result, by `property_word`.

    Returns:
        Pairs of a rank and an attribute: rank 0 for the properties of what the action
        gives, as far as that is known, and 2 for those of other kinds of item.
    """
    kind = action.output if action is not None else None
    while isinstance(kind, ListType):
        kind = kind.item
    own: list[str] = []
    if isinstance(kind, EntityType):
        words = [property_word(one.label or one.name) for one in kind.properties]
        own += [word for word in words if word is not None]
    elif kind is not None:
        own += _PROPERTIES.get(_class(kind), ())
    others = sorted({word for words in _PROPERTIES.values() for word in words} - set(own))
    return [(0, word) for word in own] + [(2, word) for word in others]


def _class(kind: ValueType) -> str:
    if isinstance(kind, ListType):
        return _class(kind.item)  # a result is a list wherever it has several items
    if isinstance(kind, EntityType):
        return "EntityResult"
    return _RESULT_OF.get(kind.kind, "Result")


# Methods are positional where the compiler reads them so. Properties of every kind of
# item are `Any` by inheritance; none of these names is one.
_RESULT = '''\
from collections.abc import Iterator
from typing import Any

from .words import ItemClass, Value

class Result(Any):  # type: ignore[misc]
    """What an action gives, or another reference; it can stand for any value.

    Any other attribute is a property: `x.file_size` is "File Size".
    """

    def __getitem__(self, key: Value, /) -> Result:
        """The value of a key, `x["a.b"]`, or an item of a list, counted from 0."""
    def __iter__(self) -> Iterator[Result]: ...
    def property(self, name: str, user_info: Value = ..., /) -> Result:
        """A property by the name that the app shows."""
    def as_(self, kind: ItemClass | str, /) -> Result:
        """The value as another kind of item: `x.as_(URL)`."""
    def date_format(
        self,
        *,
        date_style: str = ...,
        time_style: str = ...,
        pattern: str = ...,
        iso_time: bool = ...,
        relative_style: str = ...,
    ) -> Result:
        """A date as text."""
    def unit(self, kind: str, symbol: str = ..., /) -> Result:
        """A measurement in another unit."""
    def shown_as(self, name: str | None, /) -> Result:
        """The same output, which the app shows under this name here."""
    def unchanged(self) -> Result:
        """The same value, with an empty list of changes in the file."""
    def aggrandizement(self, value: Value, /) -> Result:
        """A change of the value that has no word, as the file has it."""
    def append(self, value: Value, /) -> None:
        """Adds to a variable."""
    def startswith(self, text: Value = ..., /) -> bool: ...
    def endswith(self, text: Value = ..., /) -> bool: ...
    def is_today(self) -> bool: ...
    def is_in_the_last(self, amount: Value = ..., unit: str = ..., /) -> bool:
        """`x.is_in_the_last(Quantity(3, "days"))`; in a filter `(3, "days")`."""
    def is_in_the_next(self, amount: Value = ..., unit: str = ..., /) -> bool:
        """`x.is_in_the_next(Quantity(3, "days"))`; in a filter `(3, "days")`."""
    def equals(self, text: Value = ..., /) -> bool:
        """Equals, as conditions were stored until iOS 12."""
    def contains(self, text: Value = ..., /) -> bool:
        """Contains, as conditions were stored until iOS 12."""
    def is_greater_than(self, number: Value = ..., /) -> bool:
        """Is Greater Than, as conditions were stored until iOS 12."""
    def is_less_than(self, number: Value = ..., /) -> bool:
        """Is Less Than, as conditions were stored until iOS 12."""
'''


# -- words ------------------------------------------------------------------------------


def word_names(roots: Iterable[str]) -> list[str]:
    """All names of the language that are not actions.

    Args:
        roots: first words of bundle identifiers, for calls by a full identifier.
    """
    words = {*FUNCTIONS, *CONSTRUCTORS, *COERCIONS, *REFERENCES, "_", "range", *roots}
    return sorted(words - {"app"})


def export_list(names: Iterable[str]) -> str:
    """`__all__`, which a star import needs for names like `_`."""
    listed = ", ".join(json.dumps(name) for name in sorted(names))
    lines = textwrap.wrap(listed, 96, break_long_words=False, break_on_hyphens=False)
    return "\n".join(["__all__ = [", *(f"    {line}" for line in lines), "]"]) + "\n"


def words_module(roots: Iterable[str], glyphs: Iterable[str]) -> str:
    """The stub of these names, and of what values and common parameters are.

    Args:
        roots: first words of bundle identifiers.
        glyphs: the names of icons' glyphs.
    """
    names = word_names(roots)
    common = "\n".join(f"    {key}: Any" for key in sorted(COMMON_KEYS))
    parts = [_VALUES.replace("    ...\n", f"{common}\n"), export_list(names)]
    parts += _aliases(glyphs)
    parts += [_word(name) for name in names]
    return "\n".join(parts)


def _aliases(glyphs: Iterable[str]) -> Iterator[str]:
    everything = ["anything", "anything_but_apps", "anything_but_apps_and_folders"]
    for name, values in (
        ("Color", list(COLORS)),
        ("Glyph", sorted(glyphs)),
        ("Era", list(ERAS)),
        ("Kind", list(CLASSES)),
        ("Everything", everything),
        ("Surface", list(SURFACES)),
    ):
        literal = f"Literal[{', '.join(json.dumps(value) for value in values)}]"
        yield f"{name}: TypeAlias = {literal}\n"


def _word(name: str) -> str:
    if name in _WRITTEN:
        return _WRITTEN[name]
    if name in _REFERENCES:
        kind, text = _REFERENCES[name]
        return f'{name}: {kind}\n"""{text}"""\n'
    if name in _KINDS:
        parameters, text = _KINDS[name]
        return (
            f"class _{name}(ItemClass):\n"
            f"    def __call__(self, {parameters}) -> Value:\n"
            f'        """{text}"""\n\n'
            f"{name}: _{name}\n"
        )
    if name in _VALUE_WORDS:
        parameters, text = _VALUE_WORDS[name]
        return f'def {name}({parameters}) -> Value:\n    """{text}"""\n'
    if name in COERCIONS:
        return f"{name}: ItemClass\n"
    return f'{name}: Any\n"""The start of an identifier: `{name}.….Intent(...)`."""\n'


_VALUES = '''\
from collections.abc import Sequence
from typing import Any, Literal, NoReturn, TypedDict, overload

from typing_extensions import TypeAlias

from .results import DateResult, Result, TextResult

Reference: TypeAlias = Result
"""A result, a variable or another reference; it can stand for any value."""
Value: TypeAlias = Any
"""A literal, a list, a dictionary, or a reference."""
Switch: TypeAlias = bool | int | str | Result | None

class Common(TypedDict, total=False):
    """What any action may be given besides its own parameters."""

    output_name: Value
    beside: Value
    ...

class ItemClass:
    """A kind of item, for `x.as_(...)`."""
'''

_REFERENCES = {
    "_": ("Result", "What the action before gave, where nothing says so."),
    "shortcut_input": ("Result", "What the shortcut was given."),
    "clipboard": ("Result", "What is on the clipboard."),
    "current_date": ("DateResult", "The date and time of the moment."),
    "current_app": ("Result", "The app in front."),
    "device_details": ("Result", "The device: `device_details.property(...)`."),
    "its": ("Result", 'The item that a filter looks at: `its.name == "a"`.'),
    "action_input": ("Result", "The input of the action that it stands in."),
}

# Words that are kinds of items and values too: their parameters and what they mean.
_KINDS = {
    "App": (
        "bundle: Value = ..., *, name: Value = ..., team: Value = ..., intent_class: Value = ..., "
        "extension_bundle: Value = ..., intent: Value = ..., requires_installation: Value = ...",
        "An app, by its bundle identifier.",
    ),
    "Boolean": ("value: Value, /", "A truth value of a dictionary, from a reference."),
    "Date": ("value: Value, /", "A date to compare with: a text or a reference."),
    "Dictionary": ("items: Value, /", "A dictionary where a literal would be one of its items."),
    "Number": ("value: Value, /", "A number that is a reference, or spelt unlike Python's."),
}

_ONE = "value: Value, /"
_VALUE_WORDS = {
    "ArrayState": (_ONE, "An array's envelope."),
    "ArraySubstitutableState": (_ONE, "An array's envelope, as rows of filters have it."),
    "Attachment": (
        _ONE,
        "A reference by itself, where the language would put it into a text.",
    ),
    "AttributedText": ("text: Value, /", "A text with attributes."),
    "Bare": (_ONE, "A reference without an envelope."),
    "BooleanState": (_ONE, "A truth value's envelope."),
    "CalendarUnitState": (_ONE, "A calendar unit's envelope."),
    "Contacts": ("entries: Value, /", "People, or their addresses."),
    "Data": ("base64: str, /", "Data, in Base64."),
    "DictionarySubstitutableState": (_ONE, "A dictionary's envelope."),
    "Enumeration": (_ONE, "A value of an enumeration to compare with."),
    "File": (_ONE, "A file of a dictionary."),
    "Filter": (
        "*rows: Value, any: bool = ..., prefix: int = ..., bounded_date: bool | None = ...",
        "A filter of a Find action that `and` and `or` cannot say.",
    ),
    "Item": (
        "kind: int, value: Value = ..., /, *, key: Value = ...",
        "An item of a dictionary, by the number of its type.",
    ),
    "LinkDynamicOptionState": (_ONE, "The envelope of an option of an App Intent."),
    "LinkEnumerationState": (_ONE, "The envelope of a value of an App Intent's enumeration."),
    "NumberState": (_ONE, "A number's envelope."),
    "NumberStringState": (_ONE, "The envelope of a number that is stored as text."),
    "Plain": (_ONE, "The value as it is, where the language would make more of it."),
    "Quantity": ("magnitude: Value = ..., unit: Value = ...", "A number with a unit."),
    "Record": ("**entries: Value", "A dictionary as the file has it."),
    "Shortcut": (
        "name: Value = ..., *, identifier: Value = ..., is_self: Value = ...",
        "A shortcut to run.",
    ),
    "SpeakableStringState": (_ONE, "The envelope of a text that can be spoken."),
    "StringState": (_ONE, "A text's envelope."),
    "Subject": (_ONE, "What a condition is about."),
    "Text": (
        "text: Value, /, *, ranges: bool = ...",
        "A text that can hold references, even if it holds none.",
    ),
    "TimeOffset": (
        "*, value: Value = ..., unit: Value = ..., operation: Value = ...",
        "What Adjust Date added until iOS 13.",
    ),
    "TokenAttachmentState": (_ONE, "A reference's envelope."),
    "TokenStringState": (_ONE, "The envelope of a text with references."),
    "UID": ("number: int, /", "A UID of a property list."),
    "Wrapped": ("value: Value, /", "A dictionary within another envelope."),
    "datetime": (
        "year: int, month: int, day: int, hour: int = ..., minute: int = ..., second: int = ..., "
        "microsecond: int = ..., /",
        "A date of a property list, in UTC.",
    ),
    "raw": (
        "value: Value = ..., /, *, json: str = ...",
        "A value or an action as the file has it.",
    ),
}

# What `shortcut(...)` takes besides the name.
_HEADER = {
    "color": "Color | int",
    "glyph": "Glyph | int",
    "icon": "Value",
    "icon_image": "Value",
    "era": "Era",
    "client_version": "str | None",
    "client_release": "str | None",
    "minimum_client_version": "int | None",
    "minimum_client_version_string": "str | None",
    "accepts": "Everything | list[Kind | str] | None",
    "gives": "list[Kind | str] | None",
    "surfaces": "list[Surface | str] | None",
    "quick_action_surfaces": "Value",
    "no_input": "Value",
    "import_questions": "Value",
    "has_shortcut_input_variables": "bool | None",
    "has_output_fallback": "bool | None",
    "disabled_on_lock_screen": "bool | None",
    "triggers": "Value",
    "output_names": "Value",
    "empty_ranges": "bool",
    "root": 'Literal["dictionary", "list", "actions", "action"]',
}


def _shortcut() -> str:
    """`shortcut(...)`, and with `**{...}`, whose values checkers compare with every keyword."""
    lines: list[str] = []
    for unknown in (False, True):
        lines += ["@overload", "def shortcut(", "    name: str = ...,", "    /,", "    *,"]
        lines += [
            f"    {word}: {'Value' if unknown else kind} = ...," for word, kind in _HEADER.items()
        ]
        lines += ["    _file_key: Value,"] if unknown else []
        lines += [") -> None:"]
        lines += ['    """Everything about a shortcut that is not an action.', ""]
        lines += ["    What is not said is as in a new shortcut; None says that the file has none."]
        lines += ['    """']
    return "\n".join(lines) + "\n"


_WRITTEN = {
    "action": '''\
def action(identifier: str, /, **parameters: Value) -> Result:
    """An action by its identifier, with its parameters by their keys."""
''',
    "ask_each_time": '''\
class _AskEachTime(TextResult):
    def __call__(self, prompt: str = ..., /) -> TextResult:
        """Asks with a prompt of its own."""

ask_each_time: _AskEachTime
"""Asks when the shortcut runs."""
''',
    "condition": '''\
def condition(test: Value = ..., /, **parameters: Value) -> bool:
    """A condition with parameters that its expression cannot say."""
''',
    "each": '''\
def each(**parameters: Value) -> Sequence[Result]:
    """Repeats with each item, by the parameters' keys."""
''',
    "exit": '''\
def exit() -> NoReturn:
    """Stops the shortcut."""
''',
    "if_result": '''\
def if_result(*, output_name: str = ..., **parameters: Value) -> Result:
    """What the `if` right before gave."""
''',
    "import_question": '''\
def import_question(text: str = ..., /, *, parameter: str, default: Value = ...) -> None:
    """A question when the shortcut is added, about a parameter of the action that follows."""
''',
    "legacy": '''\
def legacy(test: Value, /) -> bool:
    """A condition that compares as it did before iOS 15."""
''',
    "menu_result": '''\
def menu_result(*, output_name: str = ..., **parameters: Value) -> Result:
    """What the `match` right before gave."""
''',
    "otherwise_if": '''\
def otherwise_if(test: Value = ..., /, **parameters: Value) -> bool:
    """A condition of the same If, behind `elif`."""
''',
    "output": '''\
def output(uuid: str, name: str = ..., /) -> Result:
    """The output of an action that is not there, by its id."""
''',
    "part": '''\
def part(**parameters: Value) -> None:
    """Parameters of a branch itself; stands first in it."""
''',
    "range": '''\
def range(count: Value, stop: Value = ..., /) -> Sequence[Result]:
    """Repeats a number of times; a stored count may be a fraction or a reference."""
''',
    "repeat_results": '''\
def repeat_results(*, output_name: str = ..., **parameters: Value) -> Result:
    """What the `for` right before gave."""
''',
    "shortcut": _shortcut(),
    "variable": '''\
def variable(name: str, /, *, id: str = ...) -> Result:
    """A named variable whose name is no identifier: `x = variable("a b")`."""
''',
    "variables": '''\
def variables(*names: str) -> tuple[Result, ...]:
    """Several of them: `x, y = variables("a b", "c d")`."""
''',
}
