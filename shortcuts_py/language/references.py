"""References: attachments as names with attributes, keys, coercions and formats."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.layout import flat
from shortcuts_py.language.literals import print_string
from shortcuts_py.language.plain import (
    MISSING,
    print_literal,
    print_raw,
    read_literal,
    read_plain,
    read_raw,
)
from shortcuts_py.language.properties import METHODS, attribute_of, property_of
from shortcuts_py.language.vocabulary import COERCIONS, REFERENCES
from shortcuts_py.workflow import aggrandizements as agg
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow.attachments import Attachment

if TYPE_CHECKING:
    from shortcuts_py.language.printer import Printer
    from shortcuts_py.language.reader import Reader

__all__ = ["coercion_class", "print_reference", "read_reference"]

_WORDS = {tag: word for word, tag in REFERENCES.items()}
_CLASS = re.compile(r"WF(\w+)ContentItem\Z", re.ASCII)


# -- printing ---------------------------------------------------------------------------


def print_reference(printer: Printer, attachment: Attachment) -> str:
    """The expression of an attachment, on one line."""
    kind = type(attachment)
    if kind is att.Output:
        text = _print_output(printer, attachment)  # type: ignore[arg-type]
    elif kind is att.Variable:
        text = printer.variable(attachment.name, attachment.variable_uuid)  # type: ignore[union-attr]
    elif kind is att.UnknownAttachment:
        return flat(print_raw(attachment.plist))  # type: ignore[union-attr]
    elif kind is att.Ask and attachment.prompt is not None:  # type: ignore[union-attr]
        text = f"ask_each_time({print_string(attachment.prompt, False)})"  # type: ignore[union-attr]
    else:
        text = _WORDS[attachment.type]
    chain = attachment.aggrandizements  # type: ignore[union-attr]
    if chain is None:
        return text
    if not chain:
        return f"{text}.unchanged()"
    for one in chain:
        text += _PRINTERS[type(one)](one)
    return text


def _print_output(printer: Printer, attachment: att.Output) -> str:
    uuid, shown = attachment.output_uuid, attachment.output_name
    name = printer.output(uuid)
    if name is None:
        arguments = print_string(uuid, False)
        if shown is not None:
            arguments += f", {print_string(shown, False)}"
        return f"output({arguments})"
    if shown != printer.shown(uuid):
        return f"{name}.shown_as({'None' if shown is None else print_string(shown, False)})"
    return name


def _print_property(one: agg.Property) -> str:
    attribute = attribute_of(one.name, one.user_info)
    if attribute is not None:
        return f".{attribute}"
    name = print_string(one.name, False)
    if one.user_info is None:
        return f".property({name})"
    return f".property({name}, {_print_inline(one.user_info)})"


def _print_inline(value: Any) -> str:
    return flat(print_literal(value))


def _print_date_format(one: agg.DateFormat) -> str:
    arguments = [
        f"{field.attribute}={_print_inline(value)}"
        for field in one.FIELDS
        if (value := getattr(one, field.attribute)) is not None
    ]
    return f".date_format({', '.join(arguments)})"


def _print_unit(one: agg.Unit) -> str:
    symbol = "" if one.symbol is None else f", {print_string(one.symbol, False)}"
    return f".unit({print_string(one.unit_type, False)}{symbol})"


def _print_coercion(one: agg.Coercion) -> str:
    match = _CLASS.match(one.item_class)
    if match and match.group(1) in COERCIONS:
        return f".as_({match.group(1)})"
    return f".as_({print_string(one.item_class, False)})"


_PRINTERS: dict[type, Any] = {
    agg.DictionaryValue: lambda one: f"[{print_string(one.key, False)}]",
    agg.Coercion: _print_coercion,
    agg.Property: _print_property,
    agg.DateFormat: _print_date_format,
    agg.Unit: _print_unit,
    agg.UnknownAggrandizement: lambda one: f".aggrandizement({_print_inline(one.plist)})",
}


# -- reading ----------------------------------------------------------------------------


def coercion_class(node: ast.expr) -> str | None:
    """The content item class of the argument of `.as_(...)`."""
    if isinstance(node, ast.Name) and node.id in COERCIONS:
        return f"WF{node.id}ContentItem"
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None


def read_reference(reader: Reader, node: ast.expr) -> Attachment | None:
    """The attachment of a name with attributes, keys and calls; None for anything else.

    The chain is read from its base outwards. A base that is itself an action (a call) is
    compiled first, and its output is what the chain refers to.
    """
    kind = type(node)
    if kind is ast.Name:
        return reader.resolve(node)  # type: ignore[arg-type]
    if kind is ast.Attribute:
        return _extend(reader, node.value, node, _read_attribute)  # type: ignore[attr-defined]
    if kind is ast.Subscript:
        return _extend(reader, node.value, node, _read_subscript)  # type: ignore[attr-defined]
    if kind is ast.Call:
        function = node.func  # type: ignore[attr-defined]
        if type(function) is ast.Name:
            return _read_base_call(reader, node, function.id)  # type: ignore[arg-type]
        if type(function) is ast.Attribute:
            if function.attr == "shown_as":
                return _read_shown_as(reader, node, function)  # type: ignore[arg-type]
            if function.attr in _METHODS:
                return _extend(reader, function.value, node, _read_method)
    return None


def _extend(reader: Reader, base: ast.expr, node: ast.expr, read: Any) -> Attachment | None:
    attachment = read_reference(reader, base)
    if attachment is None:
        attachment = reader.evaluate(base)
        if attachment is None:
            return None
    if isinstance(attachment, att.UnknownAttachment):
        return None
    chain = read(reader, node)
    if chain is None:
        return None
    attachment.aggrandizements = [*(attachment.aggrandizements or ()), *chain]
    return attachment


def _read_base_call(reader: Reader, node: ast.Call, name: str) -> Attachment | None:
    if name == "output":
        texts = [one.value for one in node.args if isinstance(one, ast.Constant)]
        if 1 <= len(texts) == len(node.args) <= 2 and all(type(one) is str for one in texts):
            return att.Output(*texts)  # type: ignore[arg-type]
        reader.error(node, "bad-argument", 'output() takes an id and a name: output("ID", "Name")')
        return None
    if name == "ask_each_time":
        if not node.args and not node.keywords:
            return att.Ask()
        values = [*node.args, *(one.value for one in node.keywords if one.arg == "prompt")]
        if len(values) == 1 and isinstance(values[0], ast.Constant):
            return att.Ask(str(values[0].value))
        reader.error(node, "bad-argument", "ask_each_time() takes one prompt, a plain string")
        return None
    if name == "raw":
        value = read_raw(node)
        return None if value is MISSING else att.read_attachment(value)
    return None


def _read_shown_as(reader: Reader, node: ast.Call, function: ast.Attribute) -> Attachment | None:
    attachment = read_reference(reader, function.value)
    if (
        isinstance(attachment, att.Output)
        and len(node.args) == 1
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str | None)
    ):
        attachment.output_name = node.args[0].value
        return attachment
    reader.error(node, "bad-argument", "shown_as() takes the name of an output")
    return None


def _read_attribute(reader: Reader, node: ast.Attribute) -> list[Any] | None:
    if node.attr in METHODS:
        return None
    return [agg.Property(*property_of(node.attr))]


def _read_subscript(reader: Reader, node: ast.Subscript) -> list[Any] | None:
    key = node.slice
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        return [agg.DictionaryValue(key.value)]
    return None


def _read_method(reader: Reader, node: ast.Call) -> list[Any] | None:
    assert isinstance(node.func, ast.Attribute)  # noqa: S101  the caller looked
    found = _METHODS[node.func.attr](node)
    if found is None and node.func.attr == "as_" and len(node.args) == 1:
        argument = node.args[0]
        if isinstance(argument, ast.Name) and not node.keywords:
            from shortcuts_py.language.nearest import nearest

            near = nearest(argument.id, COERCIONS)
            message = f"no class of content is called {argument.id!r}"
            reader.unknown_word(argument, "unknown-class", message, near)
            return None
    if found is None:
        from shortcuts_py.language.nearest import nearest

        words = [field.attribute for field in agg.DateFormat.FIELDS]
        meant: tuple[str, ...] = ()
        for one in node.keywords if node.func.attr == "date_format" else ():
            meant = meant or (nearest(one.arg, words) if one.arg and one.arg not in words else ())
        message = f".{node.func.attr}() cannot take these arguments"
        reader.unknown_word(node, "bad-argument", message, meant, None, "; see docs/language.md")
    return None if found is None else list(found)


def _constants(node: ast.Call, most: int) -> list[Any] | None:
    values = [read_literal(one) for one in node.args]
    if node.keywords or not 1 <= len(values) <= most or any(one is MISSING for one in values):
        return None
    return values


def _read_as(node: ast.Call) -> list[Any] | None:
    found = coercion_class(node.args[0]) if len(node.args) == 1 and not node.keywords else None
    return None if found is None else [agg.Coercion(found)]


def _read_property(node: ast.Call) -> list[Any] | None:
    values = _constants(node, 2)
    return [agg.Property(*values)] if values and type(values[0]) is str else None


def _read_date_format(node: ast.Call) -> list[Any] | None:
    names = {field.attribute: field.types for field in agg.DateFormat.FIELDS}
    values: dict[str, Any] = {}
    for one in node.keywords:
        value = read_plain(one.value)
        if one.arg not in names or type(value) not in names[one.arg]:
            return None
        values[one.arg] = value
    return None if node.args else [agg.DateFormat(**values)]


def _read_unit(node: ast.Call) -> list[Any] | None:
    values = _constants(node, 2)
    if values is None or any(type(one) is not str for one in values):
        return None
    return [agg.Unit(*values)]


def _read_unknown(node: ast.Call) -> list[Any] | None:
    values = _constants(node, 1)
    return None if values is None else [agg.UnknownAggrandizement(values[0])]


_METHODS: dict[str, Any] = {
    "as_": _read_as,
    "property": _read_property,
    "date_format": _read_date_format,
    "unit": _read_unit,
    "aggrandizement": _read_unknown,
    "unchanged": lambda node: [] if not node.args and not node.keywords else None,
}
