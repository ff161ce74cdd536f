"""Actions as calls: `com_apple_shortcuts_show_alert(title="Tea", show_cancel_button=False)`.

An action that OS 27 has no name for, or whose name would mean another one, is called by its
identifier in snake case, with its keys as keywords; the program announces which it is.
"""

from __future__ import annotations

import ast
import keyword
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from shortcuts_py.apple.fields import PLAIN, Field, field_of
from shortcuts_py.apple.find import finish_find, print_query, read_query
from shortcuts_py.apple.finding import LIMIT, LIMIT_ENABLED, QUERY
from shortcuts_py.apple.names import Tool, call_names, resolve, tool, tool_names
from shortcuts_py.apple.python_words import FUNCTIONS
from shortcuts_py.apple.session import MOST_NEAREST
from shortcuts_py.apple.snake import snake
from shortcuts_py.apple.values import print_value, read_argument
from shortcuts_py.language.keywords import is_word
from shortcuts_py.language.layout import Expression, Group
from shortcuts_py.names import action_defs, by_identifier
from shortcuts_py.workflow.actions import COMMON_KEYS, Action
from shortcuts_py.workflow.predicates import PredicateTable

if TYPE_CHECKING:
    from shortcuts_py.apple.printing import Printer
    from shortcuts_py.apple.session import Reader

__all__ = ["fallback_name", "print_call", "read_call", "run_call"]


# -- printing ---------------------------------------------------------------------------


def fallback_name(identifier: str) -> str:
    """The name of a call where OS 27 has none: the identifier in snake case."""
    name = snake(identifier)
    if not name.isidentifier() or keyword.iskeyword(name):
        name = f"action_{name}"
    return name if name.isidentifier() and name not in tool_names() else "action_of_another_app"


def print_call(printer: Printer, action: Action) -> Expression:
    """The call of an action; parameters without a spelling are left out."""
    known = tool(action.identifier)
    parameters = dict(action.parameters)
    members: list[tuple[str, Expression]] = []
    words: list[str] = []
    if known is not None and known.find:
        _print_find(printer, action.identifier, parameters, members)
        words += [prefix[:-1] for prefix, _ in members]
    for key, value in parameters.items():
        word = _keyword(known, action.identifier, key)
        if word is None or word in words:
            continue
        text = print_value(printer, field_of(action.identifier, key), value)
        if text is not None:
            words.append(word)
            members.append((f"{word}=", text))
    names = call_names(action.identifier, words) if known is not None else []
    name = names[0] if names else printer.fallback(action.identifier)
    return Group(f"{name}(", members)


def _keyword(known: Tool | None, identifier: str, key: str) -> str | None:
    word = known.keyword(key) if known is not None else None
    names = by_identifier(identifier)
    common = key in COMMON_KEYS or names is None or key in names.keywords
    if word is None and known is None and common and is_word(key):
        word = key
    if word is not None and known is not None and known.keys(word) != (key,):
        # A word without a key of its own is taken for the key only where that is known.
        return word if key in COMMON_KEYS and word == key else None
    return word


def _print_find(
    printer: Printer,
    identifier: str,
    parameters: dict[str, Any],
    members: list[tuple[str, Expression]],
) -> None:
    """Take filter and limit out of the parameters, as far as they have a spelling."""
    table = parameters.get(QUERY)
    if type(table) is PredicateTable:
        rows = print_query(printer, identifier, table)
        if rows is not None:
            del parameters[QUERY]
            members.append(("query=", rows))
            if table.prefix == 0:
                members.append(("query_operator=", '"Any"'))
    number = parameters.get(LIMIT)
    if number is not None:
        if parameters.get(LIMIT_ENABLED) is not True:
            del parameters[LIMIT]
            return
        if type(number) is float and number.is_integer() and abs(number) < 2**53:
            parameters[LIMIT] = int(number)  # the language has whole numbers there
        text = print_value(printer, field_of(identifier, LIMIT), parameters.pop(LIMIT))
        if text is not None:
            del parameters[LIMIT_ENABLED]
            members.append(("limit=", text))


# -- reading ----------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _snaked() -> dict[str, str]:
    """Identifiers of all known actions by their snake-case form, for programs without names."""
    import json

    found: dict[str, str] = {}
    for table in ("apple", "built_in"):
        path = action_defs() / "names" / f"{table}.json"
        for identifier in json.loads(path.read_bytes()):
            found[snake(identifier)] = identifier
    return found


def _identify(reader: Reader, node: ast.Call) -> tuple[str, Tool | None] | None:
    """The action that a call means; None, with a problem noted, for none."""
    function = node.func
    if type(function) is not ast.Name:
        message = "a function is called by its name alone, without a dot"
        reader.error(node, "dotted-call", message)
        return None
    name = function.id
    announced = reader.wording.actions.get(name)
    if announced is not None:
        return announced, tool(announced)
    words = [one.arg for one in node.keywords if one.arg]
    choice = resolve(name, words)
    if choice is not None:
        if choice.others:
            others = ", ".join(one.identifier for one in choice.others)
            reader.warn(
                function,
                "ambiguous-action",
                f"{name} is the name of several actions; {choice.tool.identifier} is taken,"
                f" not {others}",
                tuple(one.identifier for one in choice.others),
            )
        return choice.tool.identifier, choice.tool
    if name.startswith(("is_workflow_actions_", "com_")) and name in _snaked():
        identifier = _snaked()[name]
        return identifier, tool(identifier)
    _unknown(reader, function)
    return None


_NOT_ACTIONS = {
    "Measurement": "Measurement is the value of a parameter, no action",
    "Person": "Person is the value of a parameter, no action",
    "enumerate": "enumerate(...) stands behind `for ... in` only",
    "range": "range(n) stands behind `for ... in` only",
    "ref": "ref(...) is a picked value, stored beside the source: write the value itself",
    "shortcuts_builtin_choose": "shortcuts_builtin_choose(...) is the subject of a match only",
}


def _unknown(reader: Reader, function: ast.Name) -> None:
    name = function.id
    if name in FUNCTIONS:
        message = f"there is no {name}(): write {FUNCTIONS[name]}"
        reader.error(function, "unknown-action", message, (FUNCTIONS[name].partition("(")[0],))
        return
    if name in _NOT_ACTIONS:
        reader.error(function, "bad-call", _NOT_ACTIONS[name])
        return
    from shortcuts_py.apple.nearest import nearest_tools

    reader.unknown += 1
    near = nearest_tools(name) if reader.unknown <= MOST_NEAREST else ()
    hint = f"; did you mean {near[0]}?" if near else ""
    fix = (function, near[0]) if near else None
    reader.error(function, "unknown-action", f"there is no action {name!r}{hint}", near, fix)


def read_call(reader: Reader, node: ast.Call) -> Action | None:
    """The action of a call; actions within its arguments are added before it."""
    found = _identify(reader, node)
    if found is None:
        # What stands in the call may be wrong as well.
        for value in (*node.args, *(one.value for one in node.keywords)):
            read_argument(reader, PLAIN, value)
        return None
    identifier, known = found
    if node.args:
        words = ", ".join(_words(known)[:6])
        takes = f" ({words})" if words else ""
        message = f"arguments are given by keyword only{takes}: name=value"
        first = node.args[0]
        words_left = [one for one in _words(known) if one not in _keywords_of(node)]
        fix = None
        if len(node.args) == 1 and words_left:
            fix = (reader.word(first, ""), f"{words_left[0]}=")
        reader.error(first, "positional-argument", message, tuple(_words(known)[:3]), fix)
    texts = {
        one.arg: one.value.value
        for one in node.keywords
        if one.arg and type(one.value) is ast.Constant and type(one.value.value) is str
    }
    keys = known.assign([one.arg for one in node.keywords if one.arg], texts) if known else {}
    parameters: dict[str, Any] = {}
    for one in node.keywords:
        key = _key(reader, node, known, identifier, keys, one)
        if key is None:
            read_argument(reader, PLAIN, one.value)
            continue
        if key in parameters:
            message = f"{one.arg} stands for {key}, which has a value already"
            reader.error(one, "repeated-parameter", message)
            continue
        if key == QUERY and known is not None and known.find and type(one.value) is not ast.Dict:
            value = read_query(reader, one.value)
        else:
            value = read_argument(reader, _field(known, identifier, key), one.value)
        if value is not None:
            parameters[key] = value
    if known is not None and known.find:
        finish_find(parameters)
    return Action(identifier, parameters)


def _keywords_of(node: ast.Call) -> set[str]:
    """The keywords of a call."""
    return {one.arg for one in node.keywords if one.arg}


def _field(known: Tool | None, identifier: str, key: str) -> Field:
    return field_of(identifier, key) if known or by_identifier(identifier) else PLAIN


def _words(known: Tool | None) -> list[str]:
    return [one.word for one in known.parameters.values() if one.word] if known else []


def _key(
    reader: Reader,
    node: ast.Call,
    known: Tool | None,
    identifier: str,
    keys: dict[str, str],
    one: ast.keyword,
) -> str | None:
    word = one.arg
    if word is None:
        reader.error(one, "unsupported", "there is no ** for arguments: give each by its keyword")
        return None
    if word in keys:
        return keys[word]
    names = by_identifier(identifier)
    if known is None or word in COMMON_KEYS or (names is not None and word in names.keywords):
        return word
    from shortcuts_py.apple.nearest import nearest_keywords

    near = nearest_keywords(known, word)
    function = node.func.id if type(node.func) is ast.Name else identifier
    if near:
        hint = f"; did you mean {near[0]}?"
    elif _words(known):
        hint = f": it takes {', '.join(_words(known)[:8])}"
    else:
        hint = ": it takes nothing"
    fix = (reader.word(one, word), near[0]) if near else None
    message = f"{function}() has no parameter {word!r}{hint}"
    reader.error(one, "unknown-parameter", message, near, fix)
    return None


def run_call(reader: Reader, node: ast.Call) -> Any:
    """Add the action of a call within an expression, and refer to its output."""
    action = read_call(reader, node)
    if action is None:
        return None
    reader.add(action)
    return reader.output_of(action)
