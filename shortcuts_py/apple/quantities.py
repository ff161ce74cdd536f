"""Quantities and people: `Measurement(quantity=5, unit="min")`, `Person(email="a@b.c")`."""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from shortcuts_py.apple.references import is_reference, print_reference, read_reference
from shortcuts_py.apple.text import is_text, read_token
from shortcuts_py.apple.units import known_units, unit_symbol
from shortcuts_py.language.layout import Expression, Group
from shortcuts_py.language.literals import print_scalar, print_string
from shortcuts_py.workflow.quantities import Contacts, Quantity
from shortcuts_py.workflow.text import TokenString
from shortcuts_py.workflow.values import PlainDictionary, TokenAttachment, write_value

if TYPE_CHECKING:
    from shortcuts_py.apple.printing import Printer
    from shortcuts_py.apple.session import Reader

__all__ = [
    "print_contacts",
    "print_quantity",
    "read_measurement",
    "read_people",
    "read_person",
]

_PHONE, _EMAIL = 1, 2
_HANDLES = {"phone_number": _PHONE, "email": _EMAIL}
_ENTRY_KEYS = {_PHONE: "link.contentkit.phonenumber", _EMAIL: "link.contentkit.emailaddress"}


# -- printing ---------------------------------------------------------------------------


def print_quantity(printer: Printer, value: Quantity) -> Expression | None:
    """`Measurement(...)` of a quantity; None where it has no spelling."""
    magnitude, unit = value.magnitude, value.unit
    if type(unit) is not str or known_units().get(unit) != unit:
        return None
    if type(magnitude) in (str, int, float):
        number = print_scalar(magnitude)
        if number is None or "\n" in number:
            return None
        text = number
    elif magnitude is not None and hasattr(magnitude, "aggrandizements"):
        found = print_reference(printer, magnitude)
        if found is None:
            return None
        text = found
    else:
        return None
    return f"Measurement(quantity={text}, unit={print_string(unit, False)})"


def print_contacts(value: Contacts) -> Expression | None:
    """A list of `Person(...)`; None where an entry has no spelling."""
    people: list[tuple[str, Expression]] = []
    for entry in value.entries:
        plist = write_value(entry)
        person = None
        for word, kind in _HANDLES.items():
            handle = plist.get("SerializedEntry") if type(plist) is dict else None
            text = handle.get(_ENTRY_KEYS[kind]) if type(handle) is dict else None
            if type(text) is str and text and plist == _entry(word, text):
                person = f"Person({word}={print_string(text, False)})"
        if person is None:
            return None
        people.append(("", person))
    return Group("[", people, "]") if people else None


# -- reading ----------------------------------------------------------------------------


def _arguments(reader: Reader, node: ast.Call, words: tuple[str, ...], what: str) -> Any:
    found = {one.arg: one.value for one in node.keywords}
    if node.args or not set(found) <= set(words):
        reader.error(node, "bad-argument", f"{what} takes {' and '.join(words)}, by keyword")
        return None
    return found


def read_measurement(reader: Reader, node: ast.Call) -> Quantity | None:
    """The quantity of `Measurement(quantity=..., unit=...)`."""
    found = _arguments(reader, node, ("quantity", "unit"), "Measurement")
    if found is None:
        return None
    unit = _read_unit(reader, found.get("unit"), node)
    quantity = found.get("quantity")
    if quantity is None:
        reader.error(node, "bad-argument", "Measurement needs quantity=, a number or a value")
        return None
    return Quantity(_read_quantity(reader, quantity), unit)


def _read_quantity(reader: Reader, node: ast.expr) -> Any:
    from shortcuts_py.apple.values import number_of

    number = number_of(node)
    if number is not None:
        return number
    if type(node) is ast.Constant and type(node.value) is str:
        return node.value
    if is_reference(node):
        return read_reference(reader, node)
    from shortcuts_py.apple.refusals import refuse

    refuse(reader, node, "a quantity is a number or a value that a name stands for")
    return None


@lru_cache(maxsize=4096)
def _near_units(text: str) -> tuple[str, ...]:
    from shortcuts_py.apple.nearest import nearest

    return nearest(text, known_units())


def _read_unit(reader: Reader, node: ast.expr | None, whole: ast.Call) -> str | None:
    if type(node) is ast.Attribute and type(node.value) is ast.Name:
        text: Any = node.attr.lower()
    else:
        text = node.value if type(node) is ast.Constant else None
    if type(text) is not str:
        reader.error(node or whole, "bad-argument", 'a unit is a plain text, such as "min"')
        return None
    symbol = unit_symbol(text)
    if symbol is not None:
        return symbol
    near = _near_units(text)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    reader.error(node, "unknown-unit", f"there is no unit {text!r}{hint}", near)
    return None


def read_person(reader: Reader, node: ast.Call) -> Any:
    """The contact of `Person(...)`: an entry, or the reference that stands for one."""
    found = _arguments(reader, node, ("email", "phone_number"), "Person")
    if found is None:
        return None
    given = {
        word: value
        for word, value in found.items()
        if not (type(value) is ast.Constant and value.value is None)
    }
    if len(given) != 1:
        message = "a Person has exactly one of email= and phone_number="
        reader.error(node, "bad-argument", message)
        return None
    [(word, value)] = given.items()
    if type(value) is ast.Constant and type(value.value) is str:
        if not value.value.strip():
            reader.error(value, "bad-argument", f"the {word} of a Person cannot be empty")
            return None
        return PlainDictionary(
            _entry(word, value.value)
            | {"SerializedEntry": PlainDictionary({_ENTRY_KEYS[_HANDLES[word]]: value.value})}
        )
    if is_text(value):
        return read_token(reader, value)
    if type(value) is ast.Name or is_reference(value):
        attachment = read_reference(reader, value)
        return None if attachment is None else TokenAttachment(attachment)
    reader.error(value, "bad-argument", f"{word} is a text or a value that a name stands for")
    return None


def _entry(word: str, text: str) -> dict[str, Any]:
    kind = _HANDLES[word]
    return {"EntryType": kind, "SerializedEntry": {_ENTRY_KEYS[kind]: text}}


def read_people(reader: Reader, nodes: list[ast.expr]) -> Any:
    """The contacts of a list of `Person(...)`; one reference may stand for all of them."""
    found = [read_person(reader, one) for one in nodes if type(one) is ast.Call]
    if len(found) == 1 and type(found[0]) in (TokenAttachment, TokenString):
        return found[0]
    for one, node in zip(found, nodes, strict=True):
        if type(one) in (TokenAttachment, TokenString):
            reader.error(node, "bad-argument", "a variable has to be the only Person there")
    return Contacts([one for one in found if type(one) is PlainDictionary])
