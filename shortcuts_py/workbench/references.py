"""References to values: attachments with their aggrandizements, both ways.

| in code | attachment |
|---|---|
| `page` | `ActionOutput` of the action that defines the name, or the `Variable` of that name |
| `Repeat_Item_2` | the `Variable` "Repeat Item 2" |
| `input("Please enter the value: ")` | `ExtensionInput`, Shortcut Input |
| `f'{input("Please enter the value:")}'` | `Ask`; any other text in it is its prompt |
| `datetime.datetime.now()` | `CurrentDate` |
| `is_workflow_actions_getclipboard()` | `Clipboard` |
| `is_workflow_actions_getdevicedetails(['Device Name'])` | `DeviceDetails` |
| `is_workflow_actions_getcurrentapp()` | `CurrentApp` |
| `input("")` | `Input`, of the Workflow app |

| behind it | aggrandizement |
|---|---|
| `x.Name`, `x.File_Size`, `getattr(x, '''Odd name''', user_info)` | a property |
| `x["key"]` | a value of a dictionary |
| `str(x)`, `float(x)`, `coerce_variable(value=x, coercion_class="...")` | a coercion |
| `format_date(value=x, date_format='''Short''')` | a date format |
| `unit_variable_transform(value=x, unit_type="Length", unit_symbol="ft")` | a unit |
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any, Protocol

from shortcuts_py.workbench.aggrandizements import (
    CLASSES,
    STEPS,
    print_step,
    property_of_attribute,
    user_info_of,
    with_step,
)
from shortcuts_py.workbench.plain import read_plain
from shortcuts_py.workflow import aggrandizements as agg
from shortcuts_py.workflow import attachments as att

if TYPE_CHECKING:
    from shortcuts_py.workbench.reading import Reader

__all__ = [
    "LOOP_NAME",
    "NOW",
    "Naming",
    "is_now",
    "print_reference",
    "read_picked",
    "read_reference",
    "without_ask",
]

LOOP_NAME = re.compile(r"Repeat_(Item|Index)(?:_([2-9]|[1-9][0-9]+))?", re.ASCII)
_LOOP_VARIABLE = re.compile(r"Repeat (Item|Index)(?: ([2-9]|[1-9][0-9]+))?", re.ASCII)

_QUESTION = "Please enter the value:"
_SHORTCUT_INPUT = f'input("{_QUESTION} ")'
NOW = "datetime.datetime.now()"
_CALLS = {
    "is_workflow_actions_getclipboard": att.Clipboard,
    "is_workflow_actions_getcurrentapp": att.CurrentApp,
    "is_workflow_actions_getdevicedetails": att.DeviceDetails,
}


class Naming(Protocol):
    """What a printer knows about names."""

    def output(self, uuid: str) -> str:
        """The name of the output with an id."""

    def variable(self, name: str) -> str:
        """The name for a named variable."""


# -- printing ---------------------------------------------------------------------------


def print_reference(naming: Naming, one: att.Attachment) -> str | None:
    """The expression for an attachment; None where the dialect has none."""
    base = _print_base(naming, one)
    if base is None or isinstance(one, att.UnknownAttachment):
        return None
    chain = one.aggrandizements
    if not chain:
        return base
    first = chain[0]
    if type(one) is att.DeviceDetails and type(first) is agg.Property and _is_detail(first):
        base = f"is_workflow_actions_getdevicedetails(['{first.name}'])"
        chain = chain[1:]
    for step in chain:
        printed = print_step(base, step)
        if printed is None:
            return None
        base = printed
    return base


def _is_detail(step: agg.Property) -> bool:
    return step.user_info is None and re.fullmatch(r"[\w ().-]+", step.name) is not None


def _print_base(naming: Naming, one: att.Attachment) -> str | None:
    kind = type(one)
    if kind is att.Output:
        return naming.output(one.output_uuid)  # type: ignore[union-attr]
    if kind is att.Variable:
        name = one.name  # type: ignore[union-attr]
        return name.replace(" ", "_") if _LOOP_VARIABLE.fullmatch(name) else naming.variable(name)
    if kind is att.ShortcutInput:
        return _SHORTCUT_INPUT
    if kind is att.Ask:
        prompt = one.prompt  # type: ignore[union-attr]
        if prompt is None:
            return f"f'{{input(\"{_QUESTION}\")}}'"
        if re.fullmatch(r"[^\x00-\x1f\x7f-\x9f\"'\\#{}\u2028\u2029\ud800-\udfff]*", prompt):
            return f"f'{{input(\"{prompt}\")}}'"
        return None
    if kind is att.CurrentDate:
        return NOW
    if kind is att.ActionInput:
        return 'input("")'
    for word, known in _CALLS.items():
        if kind is known:
            return f"{word}()"
    return None


# -- reading ----------------------------------------------------------------------------


def read_reference(reader: Reader, node: ast.expr) -> att.Attachment | None:
    """The attachment that an expression stands for; None where it stands for none."""
    kind = type(node)
    if kind is ast.Name:
        return reader.resolve(node)  # type: ignore[arg-type]
    read = _READERS.get(kind)
    return None if read is None else read(reader, node)


def _attribute(reader: Reader, node: ast.Attribute) -> att.Attachment | None:
    name = property_of_attribute(node.attr)
    base = read_reference(reader, node.value)
    return None if base is None else with_step(base, agg.Property(name, user_info_of(name)))


def _subscript(reader: Reader, node: ast.Subscript) -> att.Attachment | None:
    key = node.slice
    if type(key) is not ast.Constant or type(key.value) is not str:
        return None
    return with_step(read_reference(reader, node.value), agg.DictionaryValue(key.value))


def _joined(reader: Reader, node: ast.JoinedStr) -> att.Attachment | None:
    """`f'{input("...")}'` alone."""
    if len(node.values) != 1 or type(node.values[0]) is not ast.FormattedValue:
        return None
    call = node.values[0].value
    if type(call) is not ast.Call or type(call.func) is not ast.Name or call.func.id != "input":
        return None
    found = _read_input(call)
    # Shortcut Input in braces is how it stands in a text.
    return None if type(found) is att.ShortcutInput else found


def _read_input(call: ast.Call) -> att.Attachment | None:
    if not call.args and not call.keywords:
        return att.Ask()
    if len(call.args) != 1 or call.keywords:
        return None
    prompt = call.args[0]
    if type(prompt) is not ast.Constant or type(prompt.value) is not str:
        return None
    if prompt.value == f"{_QUESTION} ":
        return att.ShortcutInput()
    if not prompt.value:
        return att.ActionInput()
    return att.Ask() if prompt.value == _QUESTION else att.Ask(prompt.value)


def without_ask(one: att.Attachment | None) -> att.Attachment | None:
    """A reference where Ask Each Time is not offered: there its spelling is Shortcut Input."""
    if type(one) is att.Ask and one.prompt is None:
        return att.ShortcutInput(one.aggrandizements)
    return one


def read_picked(reader: Reader, node: ast.expr) -> att.Attachment | None:
    """Read a reference in a picker of variables."""
    return without_ask(read_reference(reader, node))


def is_now(node: ast.expr) -> bool:
    """Whether this is `datetime.datetime.now()` or `datetime.now()`."""
    if type(node) is not ast.Call or type(node.func) is not ast.Attribute or node.args:
        return False
    base = node.func.value
    if node.func.attr != "now":
        return False
    if type(base) is ast.Attribute and base.attr == "datetime":
        base = base.value
    return type(base) is ast.Name and base.id == "datetime"


def _call(reader: Reader, node: ast.Call) -> att.Attachment | None:
    function = node.func
    if type(function) is not ast.Name:
        return att.CurrentDate() if is_now(node) else None
    word = function.id
    if word in CLASSES:
        if len(node.args) != 1 or node.keywords:
            return None
        base = read_reference(reader, node.args[0])
        if base is None and not reader.exact and type(node.args[0]) is not ast.Name:
            base = reader.subject(node.args[0])
        return with_step(base, agg.Coercion(CLASSES[word]))
    if word == "input":
        return _read_input(node)
    if word in _CALLS:
        return _read_call(word, node)
    if word == "getattr":
        return _read_getattr(reader, node)
    step = STEPS.get(word)
    if step is None or node.args:
        return None
    members = {one.arg: one.value for one in node.keywords}
    value = members.pop("value", None)
    base = None if value is None else _read_value_of(reader, value)
    made = None if base is None else step(members)
    return None if made is None else with_step(base, made)


def _read_value_of(reader: Reader, value: ast.expr) -> att.Attachment | None:
    """The `value=` of a call; the paper's printer writes `{value}` for one that it lost."""
    name = value.elts[0] if type(value) is ast.Set and len(value.elts) == 1 else value
    if type(name) is ast.Name and name.id == "value" and not reader.is_defined("value"):
        reader.guess(value, "lost-variable", "{value}", "Current Date", 0.3)
        return att.CurrentDate()
    return read_reference(reader, name)


def _read_call(word: str, node: ast.Call) -> att.Attachment | None:
    one: att.Attachment = _CALLS[word]()
    if node.keywords:
        return None
    if not node.args:
        return one
    details = node.args[0]
    if word != "is_workflow_actions_getdevicedetails" or len(node.args) != 1:
        return None
    if type(details) is not ast.List or len(details.elts) != 1:
        return None
    name = details.elts[0]
    if type(name) is not ast.Constant or type(name.value) is not str:
        return None
    return with_step(one, agg.Property(name.value))


def _read_getattr(reader: Reader, node: ast.Call) -> att.Attachment | None:
    if len(node.args) not in (2, 3) or node.keywords:
        return None
    name = node.args[1]
    if type(name) is not ast.Constant or type(name.value) is not str:
        return None
    info = user_info_of(name.value)
    if len(node.args) == 3:
        last = node.args[2]
        if type(last) is ast.Constant and last.value is None:
            info = None
        else:
            info = read_plain(last)
            if info is None:
                return None
    return with_step(read_reference(reader, node.args[0]), agg.Property(name.value, info))


_READERS: dict[type, Any] = {
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.JoinedStr: _joined,
    ast.Call: _call,
}
