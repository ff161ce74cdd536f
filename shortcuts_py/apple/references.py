"""References to values: names, properties, dictionary keys, coercions and built-in values.

    text.file_size   answer["name"]   dictionary(_from=contents)["key"]
    shortcuts_builtin_current_date().format(date_style="Short")

How a date is formatted and how a unit is changed, OS 27's own words for it are not known:
`.format(...)` with the words that its frameworks contain is our spelling of both.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.apple.coercions import COERCION_WORDS, coercion_word, item_class
from shortcuts_py.apple.names import tools_named
from shortcuts_py.apple.python_words import METHODS
from shortcuts_py.language.literals import print_string
from shortcuts_py.language.properties import attribute_of, property_of, property_word
from shortcuts_py.workflow import aggrandizements as agg
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow.actions import Action
from shortcuts_py.workflow.text import TokenString
from shortcuts_py.workflow.values import TokenAttachment

if TYPE_CHECKING:
    from shortcuts_py.apple.printing import Printer
    from shortcuts_py.apple.session import Reader

__all__ = [
    "is_coercion",
    "is_reference",
    "print_reference",
    "read_reference",
    "value_for",
]

_GET_VALUE = "is.workflow.actions.getvalueforkey"
_BUILT_IN: dict[str, type[Any]] = {
    "shortcuts_builtin_ask": att.Ask,
    "shortcuts_builtin_clipboard": att.Clipboard,
    "shortcuts_builtin_current_app": att.CurrentApp,
    "shortcuts_builtin_current_date": att.CurrentDate,
    "shortcuts_builtin_device": att.DeviceDetails,
}
_SPELT = {kind: name for name, kind in _BUILT_IN.items()}

_DATE_WORDS = {
    "date_style": "date_style",
    "time_style": "time_style",
    "custom_format": "pattern",
    "include_time": "iso_time",
    "relative_style": "relative_style",
}


# -- printing ---------------------------------------------------------------------------


def print_reference(printer: Printer, attachment: Any) -> str | None:
    """The expression of a reference; None where the language has none."""
    kind = type(attachment)
    if kind is att.Output:
        text = printer.output(attachment)
    elif kind is att.Variable:
        text = printer.variable(attachment)
    elif kind is att.ShortcutInput:
        text = "input"
    elif kind is att.Ask and attachment.prompt is not None:
        text = f"shortcuts_builtin_ask(prompt={print_string(attachment.prompt, False)})"
    elif kind in _SPELT:
        text = f"{_SPELT[kind]}()"
    else:
        return None
    chain = attachment.aggrandizements
    if text is None or chain is None:
        return text
    if not chain:
        return None  # an empty list is something else than none
    for one in chain:
        text = _PRINTERS[type(one)](printer, one, text)
        if text is None:
            return None
    return text


def _print_property(_: Printer, one: agg.Property, text: str) -> str | None:
    # What is stored beside the name otherwise than usual is announced.
    attribute = attribute_of(one.name, one.user_info) or property_word(one.name)
    return None if attribute in (None, "format", "append") else f"{text}.{attribute}"


def _print_coercion(_: Printer, one: agg.Coercion, text: str) -> str | None:
    word = coercion_word(one.item_class)
    # A class without a word is announced, and the value still named.
    return text if word is None else f"{word}(_from={text})"


def _print_date_format(printer: Printer, one: agg.DateFormat, text: str) -> str | None:
    if one.iso_time is None:
        return None
    words = []
    for word, attribute in _DATE_WORDS.items():
        value = getattr(one, attribute)
        custom = word == "date_style" and value == "Custom" and one.pattern is not None
        if value is None or custom or (word == "include_time" and value is False):
            continue
        words.append(f"{word}={print_string(value, False) if type(value) is str else value}")
    printer.unverified("how a date is formatted")
    return f"{text}.format({', '.join(words)})"


def _print_unit(printer: Printer, one: agg.Unit, text: str) -> str | None:
    words = [f"unit_type={print_string(one.unit_type, False)}"]
    if one.symbol is not None:
        words.insert(0, f"unit={print_string(one.symbol, False)}")
    printer.unverified("how a unit is changed")
    return f"{text}.format({', '.join(words)})"


_PRINTERS: dict[type, Any] = {
    agg.DictionaryValue: lambda _, one, text: f"{text}[{print_string(one.key, False)}]",
    agg.Coercion: _print_coercion,
    agg.Property: _print_property,
    agg.DateFormat: _print_date_format,
    agg.Unit: _print_unit,
    agg.UnknownAggrandizement: lambda *_: None,
}


# -- reading ----------------------------------------------------------------------------


def is_reference(node: ast.expr) -> bool:
    """Whether an expression can only be a reference: a name, a chain, a call."""
    return type(node) in (ast.Name, ast.Attribute, ast.Subscript, ast.Call)


def is_coercion(node: ast.Call) -> bool:
    """Whether a call is of a type, and not of one of the few actions that have `_from`."""
    if not any(one.arg == "_from" for one in node.keywords) or type(node.func) is not ast.Name:
        return False
    name = node.func.id
    return item_class(name) is not None or not tools_named(name)


def read_reference(reader: Reader, node: ast.expr) -> Any:
    """The attachment of an expression; None, with a problem noted, where it has none.

    A call of an action, anywhere in the chain, is an action before this one.
    """
    kind = type(node)
    if kind is ast.Name:
        return reader.lookup(node)  # type: ignore[arg-type]
    if kind is ast.Attribute:
        base = read_reference(reader, node.value)  # type: ignore[attr-defined]
        return _extended(base, agg.Property(*property_of(node.attr)))  # type: ignore[attr-defined]
    if kind is ast.Subscript:
        return _read_subscript(reader, node)  # type: ignore[arg-type]
    if kind is ast.Call:
        return _read_call(reader, node)  # type: ignore[arg-type]
    from shortcuts_py.apple.refusals import refuse

    refuse(reader, node, "a value is a name, a property of one, or a call")
    return None


def _extended(base: Any, one: Any) -> Any:
    if base is not None:
        base.aggrandizements = [*(base.aggrandizements or ()), one]
    return base


def _read_subscript(reader: Reader, node: ast.Subscript) -> Any:
    base = read_reference(reader, node.value)
    key = node.slice
    if type(key) is ast.Constant and type(key.value) is str:
        return _extended(base, agg.DictionaryValue(key.value))
    action = value_for(reader, base, key)
    if action is not None:
        reader.add(action)
        return reader.output_of(action)
    if base is None:
        return None
    name = "com_apple_shortcuts_get_item_from_list"
    reader.error(
        node,
        "bad-index",
        f"only a dictionary has something under a plain text; for an item of a list call {name}",
        (name,),
    )
    return None


def value_for(reader: Reader, base: Any, key: ast.expr) -> Action | None:
    """The action that gets what a dictionary has under a key; None for what is no key.

    Args:
        reader: the state.
        base: the dictionary; None after a problem with it.
        key: a plain text, an f-string or a reference. What is known to be a number is none.
    """
    from shortcuts_py.apple.text import read_token

    found: Any
    if type(key) is ast.Constant and type(key.value) is str:
        found = key.value
    elif type(key) is ast.JoinedStr:
        found = read_token(reader, key)
    elif is_reference(key):
        attachment = read_reference(reader, key)
        if attachment is None or reader.number(attachment):
            return None
        found = TokenString([attachment], True)
    else:
        return None
    if base is None:
        return None
    return Action(_GET_VALUE, {"WFDictionaryKey": found, "WFInput": TokenAttachment(base)})


def _read_call(reader: Reader, node: ast.Call) -> Any:
    function = node.func
    if type(function) is ast.Attribute:
        if function.attr == "format":
            return _read_format(reader, node, function.value)
        instead = METHODS.get(function.attr)
        hint = f": call {instead}" if instead else f": .{function.attr}() cannot be called"
        message = f"no function has a dot in its name{hint}"
        reader.error(node, "dotted-call", message, (instead,) if instead else ())
        return None
    name = function.id if type(function) is ast.Name else ""
    kind = _BUILT_IN.get(name)
    if kind is not None:
        return _read_built_in(reader, node, kind, name)
    if is_coercion(node):
        return _read_coercion(reader, node, name)
    from shortcuts_py.apple.calls import run_call

    return run_call(reader, node)


def _read_built_in(reader: Reader, node: ast.Call, kind: type[Any], name: str) -> Any:
    prompts = [one.value for one in node.keywords if one.arg == "prompt"]
    if node.args or len(prompts) != len(node.keywords) or (prompts and kind is not att.Ask):
        takes = "prompt= only" if kind is att.Ask else "nothing"
        reader.error(node, "bad-argument", f"{name}() takes {takes}")
        return None
    if not prompts or (type(prompts[0]) is ast.Constant and prompts[0].value is None):
        return kind()
    if type(prompts[0]) is ast.Constant and type(prompts[0].value) is str:
        return att.Ask(prompts[0].value)
    reader.error(prompts[0], "bad-argument", "the prompt of Ask Each Time is a plain text")
    return None


def _read_coercion(reader: Reader, node: ast.Call, name: str) -> Any:
    found = item_class(name)
    if found is None:
        from shortcuts_py.apple.nearest import nearest

        near = nearest(name, COERCION_WORDS)
        hint = f"; did you mean {near[0]}?" if near else ""
        message = f"there is no type {name!r} to change into{hint}"
        fix = (node.func, near[0]) if near else None
        reader.error(node, "unknown-type", message, near, fix)
        return None
    if node.args or len(node.keywords) != 1:
        reader.error(node, "bad-argument", f"{name}(_from=value) takes one value")
        return None
    value = node.keywords[0].value
    if not is_reference(value):
        message = f"{name}(_from=...) changes the type of a value that a name stands for"
        reader.error(value, "bad-argument", message)
        return None
    return _extended(read_reference(reader, value), agg.Coercion(found))


def _read_format(reader: Reader, node: ast.Call, value: ast.expr) -> Any:
    words: dict[str, Any] = {}
    for one in node.keywords:
        constant = one.value.value if type(one.value) is ast.Constant else None
        if one.arg is None or type(constant) not in (str, bool):
            reader.error(one, "bad-argument", ".format() takes plain texts by keyword")
            return None
        words[one.arg] = constant
    if node.args or not words or type(value) is ast.Constant:
        message = ".format() takes date_style, time_style, custom_format, or unit, by keyword"
        reader.error(node, "bad-argument", message)
        return None
    base = read_reference(reader, value)
    if words.keys() <= {"unit", "unit_type"} and all(type(one) is str for one in words.values()):
        from shortcuts_py.apple.units import unit_type

        kind = words.get("unit_type") or unit_type(words["unit"])
        if kind is None:
            reader.error(node, "unknown-unit", f"there is no unit {words['unit']!r}")
            return None
        return _extended(base, agg.Unit(kind, words.get("unit")))
    if not words.keys() <= _DATE_WORDS.keys() or any(
        type(one) is not (bool if word == "include_time" else str) for word, one in words.items()
    ):
        reader.error(node, "bad-argument", f".format() takes {', '.join(_DATE_WORDS)}")
        return None
    found = agg.DateFormat(iso_time=False)
    for word, one in words.items():
        setattr(found, _DATE_WORDS[word], one)
    if found.date_style is None and found.pattern is not None:
        found.date_style = "Custom"
    return _extended(base, found)
