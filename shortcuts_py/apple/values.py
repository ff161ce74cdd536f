"""Values of parameters: which literal or reference stands for which value of the file.

| in code | in the file |
|---|---|
| `"text"` | plain text; the id of a case where the parameter has cases |
| `f"text"` | a text token |
| `5`, `1.5`, `True` | the number; its text in a text field |
| `x` | a reference; a text token of it in a text field |
| `{...}` | a dictionary of the editor, or the inline state of a parameter |
| `[...]` | a list |
| `Enum.CASE` | the id of the case |
| `None` | nothing: the parameter is left out |
"""

from __future__ import annotations

import ast
from math import isfinite
from typing import TYPE_CHECKING, Any

from shortcuts_py.apple.apps import app_state, print_app
from shortcuts_py.apple.cases import is_case, read_case, warn_case
from shortcuts_py.apple.dictionaries import (
    print_dictionary,
    print_items,
    read_dictionary,
    read_items,
)
from shortcuts_py.apple.fields import PLAIN, Field
from shortcuts_py.apple.quantities import (
    print_contacts,
    print_quantity,
    read_measurement,
    read_people,
)
from shortcuts_py.apple.references import (
    is_coercion,
    is_reference,
    print_reference,
    read_reference,
)
from shortcuts_py.apple.text import is_text, print_parts, read_token
from shortcuts_py.apple.units import unit_state
from shortcuts_py.equivalence import ID_KEYS
from shortcuts_py.language.layout import Expression, Group
from shortcuts_py.language.literals import print_scalar, print_string
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow.dictionary import DictionaryField
from shortcuts_py.workflow.quantities import Contacts, Quantity
from shortcuts_py.workflow.text import TokenString
from shortcuts_py.workflow.values import TokenAttachment, read_value, write_value

if TYPE_CHECKING:
    from shortcuts_py.apple.printing import Printer
    from shortcuts_py.apple.session import Reader

__all__ = ["number_of", "print_plain", "print_value", "read_argument"]

_DEEPEST = 40
_LARGEST = 1 << 63  # what a property list can hold
_UNIT = "WFMeasurementUnit"


# -- printing ---------------------------------------------------------------------------


def print_value(printer: Printer, field: Field, value: Any) -> Expression | None:
    """The expression of a value; None where there is none that reads as it again."""
    kind = type(value)
    if kind is TokenAttachment:
        return print_reference(printer, value.attachment)
    if field.picker:
        return None  # reading would make an action of the literal
    if kind is TokenString:
        return _print_token(printer, field, value)
    if kind is str:
        return None if field.truth or field.key == _UNIT else _print_text(field, value)
    if kind in (int, float, bool):
        return None if field.text else print_scalar(value)
    if kind is Quantity and (quantity := print_quantity(printer, value)) is not None:
        return quantity
    if kind is DictionaryField:
        return print_dictionary(printer, value) if field.dictionary else None
    if kind is list and field.single:
        return None
    if kind is list and field.items:
        return print_items(printer, value)
    if kind is Contacts and (people := print_contacts(value)) is not None:
        return people
    if field.dictionary or field.items:
        return None
    plist = write_value(value)
    if field.app and (app := print_app(plist)) is not None:
        return app
    return print_plain(plist)


def _print_text(field: Field, value: str) -> str:
    if field.parameter is not None and field.parameter.cases:
        case = field.parameter.case(value)
        if case is not None and case.id not in (value, None):
            return f"f{print_string(value.replace('{', '{{').replace('}', '}}'), False)}"
    return print_string(value)


def _print_token(printer: Printer, field: Field, value: TokenString) -> Expression | None:
    sole = len(value.parts) == 1 and type(value.parts[0]) is not str
    if sole and field.text:
        return print_reference(printer, value.parts[0])
    return print_parts(printer, value.parts)


def print_plain(plist: Any, deep: int = 0) -> Expression | None:
    """A value of a property list as a literal; None for what has none, or has ids."""
    kind = type(plist)
    if deep > _DEEPEST:
        return None
    if kind is dict:
        if ID_KEYS & plist.keys():
            return None
        members: list[tuple[str, Expression]] = []
        for key, one in plist.items():
            text = print_plain(one, deep + 1) if type(key) is str else None
            if text is None:
                return None
            members.append((f"{print_string(key, False)}: ", text))
        return Group("{", members, "}")
    if kind is list:
        found = [print_plain(one, deep + 1) for one in plist]
        if any(one is None for one in found):
            return None
        return Group("[", [("", one) for one in found if one is not None], "]")
    if kind is str:
        return print_string(plist, False)
    return print_scalar(plist) if kind in (int, float, bool) else None


# -- reading ----------------------------------------------------------------------------


def number_of(node: ast.AST) -> int | float | None:
    """The number of a literal, with its sign; None for anything else, or where it is too large."""
    if type(node) is ast.UnaryOp and type(node.op) in (ast.USub, ast.UAdd):
        number = number_of(node.operand)
        if number is None or type(node.op) is ast.UAdd:
            return number
        return -number if -number >= -_LARGEST or type(number) is float else None
    value = node.value if type(node) is ast.Constant else None
    if type(value) is int:
        return value if value < 2 * _LARGEST else None
    return value if type(value) is float and isfinite(value) else None


def read_argument(reader: Reader, field: Field, node: ast.expr) -> Any:
    """The value of an expression as a parameter has it; None where it is left out."""
    if type(node) is ast.Name and node.id in reader.constants:
        node = reader.constants[node.id]
    if type(node) is ast.Constant and node.value is None:
        return None
    if field.variable and type(node) is ast.Constant and type(node.value) is str:
        return TokenAttachment(att.Variable(node.value))
    if field.picker and _is_literal(node):
        from shortcuts_py.apple.literal_actions import run_literal

        return TokenAttachment(run_literal(reader, node))
    number = number_of(node)
    if number is not None:
        return print_scalar(number) if field.text else number
    kind = type(node)
    if kind is ast.Constant:
        return _read_constant(reader, field, node)  # type: ignore[arg-type]
    if kind is ast.JoinedStr:
        return _read_name(reader, field, node) if field.name else _read_token(reader, field, node)
    if kind is ast.Dict:
        if field.dictionary:
            return read_dictionary(reader, node)  # type: ignore[arg-type]
        return _state(reader, field, _read_state(reader, node))
    if kind is ast.List:
        return _read_list(reader, field, node)  # type: ignore[arg-type]
    if kind is ast.Attribute and is_case(reader, node):  # type: ignore[arg-type]
        case = read_case(reader, field, node)  # type: ignore[arg-type]
        return unit_state(case) if field.key == _UNIT and type(case) is str else case
    if kind is ast.Call and type(node.func) is ast.Name:  # type: ignore[attr-defined]
        word = node.func.id  # type: ignore[attr-defined]
        if is_coercion(node):  # type: ignore[arg-type]
            word = ""
        if word == "Measurement":
            return read_measurement(reader, node)  # type: ignore[arg-type]
        if word == "Person":
            return read_people(reader, [node])
        if word == "ref":
            _refuse_ref(reader, field, node)
            return None
    if field.name:
        return _read_name(reader, field, node)
    if is_reference(node):
        attachment = read_reference(reader, node)
        if attachment is None:
            return None
        return TokenString([attachment], True) if field.text else TokenAttachment(attachment)
    from shortcuts_py.apple.refusals import refuse

    refuse(reader, node, "this cannot be the value of a parameter")
    return None


def _read_token(reader: Reader, field: Field, node: ast.expr) -> Any:
    token = read_token(reader, node)
    sole = token.parts[0] if len(token.parts) == 1 else ""
    # Where the app takes no text, a text of one reference is that reference.
    return TokenAttachment(sole) if field.number and not isinstance(sole, str) else token


def _is_literal(node: ast.expr) -> bool:
    if type(node) is ast.Constant and type(node.value) is bool:
        return True
    return is_text(node) or type(node) in (ast.List, ast.Dict) or number_of(node) is not None


def _refuse_ref(reader: Reader, field: Field, node: ast.expr) -> None:
    what = f" ({field.parameter.title or field.key})" if field.parameter else ""
    reader.error(
        node,
        "unresolved-reference",
        f"ref(...) stands for something picked on a device{what}, which is stored beside the"
        " source: write the value itself, such as a dictionary with its identifier and name",
    )


def _read_constant(reader: Reader, field: Field, node: ast.Constant) -> Any:
    value = node.value
    if value is ...:
        parameter = field.parameter
        what = f" for {parameter.title or parameter.key}" if parameter else ""
        message = f"`...` is a place to fill in: write the value{what} that belongs here"
        reader.error(node, "placeholder", message)
        return None
    if type(value) is str:
        parameter = field.parameter
        if parameter is not None and parameter.cases:
            case = parameter.case(value)
            if case is not None and case.id is not None:
                return unit_state(case.id) if field.key == _UNIT else case.id
            if case is None:
                warn_case(reader, parameter, node, value)
        if field.truth:
            message = f"{_called(field)} is True or False, no text"
            reader.error(node, "wrong-type", message, ("True", "False"))
            return None
        return unit_state(value) if field.key == _UNIT else value
    if type(value) is bool:
        if field.text:
            reader.error(node, "wrong-type", f"{_called(field)} is a text, not {value}")
            return None
        return value
    reader.error(node, "bad-argument", "this literal is no value of a parameter")
    return None


def _called(field: Field) -> str:
    return (field.parameter.title if field.parameter else None) or field.key


def _read_name(reader: Reader, field: Field, node: ast.expr) -> None:
    what = field.parameter.title if field.parameter else field.key
    reader.error(node, "bad-argument", f"{what} is a plain text, not a value")


def _read_list(reader: Reader, field: Field, node: ast.List) -> Any:
    people = [
        one
        for one in node.elts
        if type(one) is ast.Call and type(one.func) is ast.Name and one.func.id == "Person"
    ]
    if people and len(people) == len(node.elts):
        return read_people(reader, list(node.elts))
    if field.items:
        return read_items(reader, node)
    if field.single:
        what = (field.parameter.title if field.parameter else None) or field.key
        reader.error(node, "list-for-one-value", f"{what} takes one value, no list")
        return None
    if field.app and any(type(one) is ast.Constant for one in node.elts):
        message = 'an app is {"BundleIdentifier": "...", "Name": "..."}'
        reader.error(node, "bad-argument", message)
        return None
    plain = PLAIN._replace(key=field.key, parameter=field.parameter)
    found = [read_argument(reader, plain, one) for one in node.elts]
    return _state(reader, field, [write_value(one) for one in found if one is not None])


def _read_state(reader: Reader, node: ast.expr) -> Any:
    """The inline state of a parameter: a dictionary of literals, with references in it."""
    if type(node) is ast.Dict:
        state: dict[str, Any] = {}
        for key, value in zip(node.keys, node.values, strict=True):
            if type(key) is ast.Constant and type(key.value) is str:
                one = _read_state(reader, value)
                if one is not None:
                    state[key.value] = one
            else:
                reader.error(key or value, "bad-dictionary", "a key is a plain text")
        return state
    if type(node) is ast.List:
        found = [_read_state(reader, one) for one in node.elts]
        return [one for one in found if one is not None]
    return write_value(read_argument(reader, PLAIN, node))


def _state(reader: Reader, field: Field, plist: Any) -> Any:
    return read_value(app_state(plist) if field.app else plist)
