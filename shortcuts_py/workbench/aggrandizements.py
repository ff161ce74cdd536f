"""What stands behind a reference, both ways: properties, keys, coercions, formats, units.

| in code | aggrandizement |
|---|---|
| `x.Name`, `x.File_Size`, `getattr(x, "Odd name", user_info)` | a property |
| `x["key"]` | a value of a dictionary |
| `str(x)`, `float(x)`, `coerce_variable(value=x, coercion_class="...")` | a coercion |
| `format_date(value=x, date_format="Short")` | a date format |
| `unit_variable_transform(value=x, unit_type="Length", unit_symbol="ft")` | a unit |
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.properties import property_of
from shortcuts_py.workbench.literals import print_word
from shortcuts_py.workbench.plain import print_plain
from shortcuts_py.workflow import aggrandizements as agg
from shortcuts_py.workflow import attachments as att

if TYPE_CHECKING:
    pass

__all__ = ["CLASSES", "STEPS", "print_step", "property_of_attribute", "user_info_of", "with_step"]

_ATTRIBUTE = re.compile(r"[A-Z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*", re.ASCII)


CLASSES: dict[str, str] = {
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


def print_step(base: str, step: agg.Aggrandizement) -> str | None:
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
    usual = user_info_of(step.name)
    same = type(usual) is type(step.user_info) and usual == step.user_info
    if same and _ATTRIBUTE.fullmatch(attribute) and property_of_attribute(attribute) == step.name:
        return f"{base}.{attribute}"
    if same:
        return f"getattr({base}, {print_word(step.name)})"
    info = "None" if step.user_info is None else print_plain(step.user_info)
    return None if info is None else f"getattr({base}, {print_word(step.name)}, {info})"


def user_info_of(name: str) -> Any:
    found, info = property_of(name.lower().replace(" ", "_"))
    return info if found == name else None


def property_of_attribute(attribute: str) -> str:
    if " " in attribute:
        return attribute
    if attribute[:1].islower():
        return property_of(attribute)[0]
    return attribute.replace("_", " ")


def with_step(base: att.Attachment | None, step: agg.Aggrandizement) -> att.Attachment | None:
    if base is None or isinstance(base, att.UnknownAttachment):
        return None
    if base.aggrandizements is None:
        base.aggrandizements = [step]
    else:
        base.aggrandizements.append(step)
    return base


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


STEPS = {
    "coerce_variable": _coercion,
    "format_date": _date_format,
    "unit_variable_transform": _unit,
}
