"""What Python has a word for and the language has not: what to write instead."""

from __future__ import annotations

__all__ = ["FUNCTIONS", "METHODS"]

FUNCTIONS = {
    "bool": "boolean(_from=value)",
    "dict": "dictionary(_from=value)",
    "float": "number(_from=value)",
    "input": "com_apple_shortcuts_ask_for_input(prompt=...)",
    "int": "number(_from=value)",
    "len": "com_apple_shortcuts_count(input=value)",
    "max": "calculator_calculate_statistics(operation=..., input=values)",
    "min": "calculator_calculate_statistics(operation=..., input=values)",
    "print": "com_apple_shortcuts_show_content(content=value)",
    "round": "calculator_round_number(number=value)",
    "str": 'text(_from=value), or an f-string: f"{value}"',
    "sum": "calculator_calculate_statistics(operation=..., input=values)",
}

# What Python's methods of texts and dictionaries are called here.
METHODS = {
    "capitalize": "com_apple_shortcuts_change_case",
    "get": "com_apple_shortcuts_get_dictionary_value",
    "items": "com_apple_shortcuts_get_dictionary_value",
    "join": "com_apple_shortcuts_combine_text",
    "keys": "com_apple_shortcuts_get_dictionary_value",
    "lower": "com_apple_shortcuts_change_case",
    "replace": "com_apple_shortcuts_replace_text",
    "split": "com_apple_shortcuts_split_text",
    "strip": "com_apple_shortcuts_trim_whitespace",
    "title": "com_apple_shortcuts_change_case",
    "upper": "com_apple_shortcuts_change_case",
    "values": "com_apple_shortcuts_get_dictionary_value",
}
