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

from shortcuts_py.language.properties import property_of
from shortcuts_py.workbench.literals import print_word
from shortcuts_py.workbench.plain import print_plain, read_plain
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
_ATTRIBUTE = re.compile(r"[A-Z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*", re.ASCII)

_QUESTION = "Please enter the value:"
_SHORTCUT_INPUT = f'input("{_QUESTION} ")'
NOW = "datetime.datetime.now()"
_CALLS = {
    "is_workflow_actions_getclipboard": att.Clipboard,
    "is_workflow_actions_getcurrentapp": att.CurrentApp,
    "is_workflow_actions_getdevicedetails": att.DeviceDetails,
}
_WORDS: dict[str, str] = {
    "str": "WFStringContentItem",
    "float": "WFNumberContentItem",
    "int": "WFNumberContentItem",
    "bool": "WFBooleanContentItem",
    "dict": "WFDictionaryContentItem",
}
_PRINTED = {"WFStringContentItem": "str", "WFNumberContentItem": "float"}
_DATE_FORMAT = {
    "date_format": "date_style",
    "time_format": "time_style",
    "custom_format": "pattern",
    "iso_include_time": "iso_time",
    "relative_format": "relative_style",
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
        printed = _print_step(base, step)
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


def _print_step(base: str, step: agg.Aggrandizement) -> str | None:
    if type(step) is agg.DictionaryValue:
        return f"{base}[{print_word(step.key)}]"
    if type(step) is agg.Coercion:
        word = _PRINTED.get(step.item_class)
        if word is not None:
            return f"{word}({base})"
        return f"coerce_variable(value={base}, coercion_class={print_word(step.item_class)})"
    if type(step) is agg.Property:
        return _print_property(base, step)
    if type(step) is agg.DateFormat:
        members = [f"value={base}"]
        for word, attribute in _DATE_FORMAT.items():
            value = getattr(step, attribute)
            if value is not None:
                text = repr(value) if type(value) is bool else print_word(value)
                members.append(f"{word}={text}")
        return f"format_date({', '.join(members)})"
    if type(step) is agg.Unit:
        symbol = "" if step.symbol is None else f", unit_symbol={print_word(step.symbol)}"
        unit = print_word(step.unit_type)
        return f"unit_variable_transform(value={base}, unit_type={unit}{symbol})"
    return None


def _print_property(base: str, step: agg.Property) -> str | None:
    attribute = step.name.replace(" ", "_")
    usual = _user_info(step.name)
    same = type(usual) is type(step.user_info) and usual == step.user_info
    if same and _ATTRIBUTE.fullmatch(attribute) and _property_name(attribute) == step.name:
        return f"{base}.{attribute}"
    if same:
        return f"getattr({base}, {print_word(step.name)})"
    info = "None" if step.user_info is None else print_plain(step.user_info)
    return None if info is None else f"getattr({base}, {print_word(step.name)}, {info})"


def _user_info(name: str) -> Any:
    found, info = property_of(name.lower().replace(" ", "_"))
    return info if found == name else None


def _property_name(attribute: str) -> str:
    if " " in attribute:
        return attribute
    if attribute[:1].islower():
        return property_of(attribute)[0]
    return attribute.replace("_", " ")


# -- reading ----------------------------------------------------------------------------


def read_reference(reader: Reader, node: ast.expr) -> att.Attachment | None:
    """The attachment that an expression stands for; None where it stands for none."""
    kind = type(node)
    if kind is ast.Name:
        return reader.resolve(node)  # type: ignore[arg-type]
    read = _READERS.get(kind)
    return None if read is None else read(reader, node)


def _with(base: att.Attachment | None, step: agg.Aggrandizement) -> att.Attachment | None:
    if base is None or isinstance(base, att.UnknownAttachment):
        return None
    if base.aggrandizements is None:
        base.aggrandizements = [step]
    else:
        base.aggrandizements.append(step)
    return base


def _attribute(reader: Reader, node: ast.Attribute) -> att.Attachment | None:
    name = _property_name(node.attr)
    base = read_reference(reader, node.value)
    return None if base is None else _with(base, agg.Property(name, _user_info(name)))


def _subscript(reader: Reader, node: ast.Subscript) -> att.Attachment | None:
    key = node.slice
    if type(key) is not ast.Constant or type(key.value) is not str:
        return None
    return _with(read_reference(reader, node.value), agg.DictionaryValue(key.value))


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
    if word in _WORDS:
        if len(node.args) != 1 or node.keywords:
            return None
        base = read_reference(reader, node.args[0])
        if base is None and not reader.exact and type(node.args[0]) is not ast.Name:
            base = reader.subject(node.args[0])
        return _with(base, agg.Coercion(_WORDS[word]))
    if word == "input":
        return _read_input(node)
    if word in _CALLS:
        return _read_call(word, node)
    if word == "getattr":
        return _read_getattr(reader, node)
    step = _STEPS.get(word)
    if step is None or node.args:
        return None
    members = {one.arg: one.value for one in node.keywords}
    value = members.pop("value", None)
    base = None if value is None else _read_value_of(reader, value)
    made = None if base is None else step(members)
    return None if made is None else _with(base, made)


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
    return _with(one, agg.Property(name.value))


def _read_getattr(reader: Reader, node: ast.Call) -> att.Attachment | None:
    if len(node.args) not in (2, 3) or node.keywords:
        return None
    name = node.args[1]
    if type(name) is not ast.Constant or type(name.value) is not str:
        return None
    info = _user_info(name.value)
    if len(node.args) == 3:
        last = node.args[2]
        if type(last) is ast.Constant and last.value is None:
            info = None
        else:
            info = read_plain(last)
            if info is None:
                return None
    return _with(read_reference(reader, node.args[0]), agg.Property(name.value, info))


def _words(members: dict[str | None, ast.expr]) -> dict[str | None, Any] | None:
    words = {
        word: value.value
        for word, value in members.items()
        if type(value) is ast.Constant and type(value.value) in (str, bool)
    }
    return words if len(words) == len(members) else None


def _coercion(members: dict[str | None, ast.expr]) -> agg.Aggrandizement | None:
    words = _words(members)
    if words is None or words.keys() != {"coercion_class"}:
        return None
    return agg.Coercion(words["coercion_class"])


def _date_format(members: dict[str | None, ast.expr]) -> agg.Aggrandizement | None:
    words = _words(members)
    if words is None or not words.keys() <= _DATE_FORMAT.keys():
        return None
    for word, value in words.items():
        if (type(value) is bool) is not (word == "iso_include_time"):
            return None
    return agg.DateFormat(**{_DATE_FORMAT[str(word)]: value for word, value in words.items()})


def _unit(members: dict[str | None, ast.expr]) -> agg.Aggrandizement | None:
    words = _words(members)
    if words is None or not {"unit_type"} <= words.keys() <= {"unit_type", "unit_symbol"}:
        return None
    return agg.Unit(words["unit_type"], words.get("unit_symbol"))


_STEPS = {
    "coerce_variable": _coercion,
    "format_date": _date_format,
    "unit_variable_transform": _unit,
}
_READERS: dict[type, Any] = {
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.JoinedStr: _joined,
    ast.Call: _call,
}
