"""Actions as calls: by their friendly name, through their app, or by their identifier."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.keywords import is_word
from shortcuts_py.language.layout import Expression, Group
from shortcuts_py.language.literals import print_string
from shortcuts_py.language.plain import (
    MISSING,
    print_plain,
    print_raw,
    read_plain,
    read_raw,
)
from shortcuts_py.language.references import print_reference
from shortcuts_py.language.text import is_text
from shortcuts_py.names import (
    ActionNames,
    built_in_names,
    by_identifier,
    by_name,
    defined,
)
from shortcuts_py.workflow.actions import (
    BLOCKS,
    COMMON_KEYS,
    Action,
    read_action,
    write_action,
)
from shortcuts_py.workflow.dictionary import DictionaryField
from shortcuts_py.workflow.text import TokenString
from shortcuts_py.workflow.values import TokenAttachment, write_value

if TYPE_CHECKING:
    from shortcuts_py.language.printer import Printer
    from shortcuts_py.language.reader import Reader

__all__ = [
    "identify",
    "print_call",
    "print_parameter",
    "print_plain_call",
    "read_call",
    "read_raw_action",
]

_OUTPUT_NAME = "output_name"
# Keys beside the parameters, which the importer ignores: other tools write some.
_BESIDE = "beside"
_WORDS = (_OUTPUT_NAME, _BESIDE)
_LITERALS = (str, int, float, bool, list, TokenString, DictionaryField)
_WORKFLOW_PREFIX = "is_workflow_actions_"


# -- printing ---------------------------------------------------------------------------

_FEW = 4  # parameters that a message can name


def print_call(printer: Printer, action: Action) -> Expression:
    """The call of an action, without what is said about its id."""
    if id(action) in printer.plain:
        return print_plain_call(action)
    names = by_identifier(action.identifier)
    # What definitions in use say about parameters is printed so that it reads without them.
    known = defined(action.identifier) if names is None else names
    if action.identifier in BLOCKS:
        # The blocks' own names are words of statements; a stray part goes by its identifier.
        names = known = None
    parameters = action.parameters
    members: list[tuple[str, Expression]] = []
    if names is not None:
        opening = f"{names.name}("
    else:
        app = printer.apps.get(action.identifier.rpartition(".")[0])
        tail = action.identifier.rpartition(".")[2]
        if app is not None and is_word(tail):
            opening = f"{app.name}.{tail}("
            parameters = app.print_parameters(parameters, tail)
        else:
            opening = "action("
            members.append(("", print_string(action.identifier, False)))
    others: list[tuple[str, Expression]] = []
    main = names.main if names else None
    if main is not None and main in parameters:
        members.append(("", print_parameter(printer, known, main, parameters[main])))
    for key, value in parameters.items():
        if key == main:
            continue
        word = _keyword(known, key)
        expression = print_parameter(printer, known, key, value)
        if word is not None:
            members.append((f"{word}=", expression))
        else:
            others.append((f"{print_string(key, False)}: ", expression))
    if action.output_name is not None:
        members.append((f"{_OUTPUT_NAME}=", print_string(action.output_name, False)))
    if others:
        members.append(("**", Group("{", others, "}")))
    if action.other_keys:
        beside = print_plain(action.other_keys)
        members.append((f"{_BESIDE}=", print_raw(action.other_keys) if beside is None else beside))
    return Group(opening, members)


def _keyword(names: ActionNames | None, key: str) -> str | None:
    """The keyword of a parameter; None for one that goes into `**{...}`."""
    if names is not None:
        word = names.keywords.get(key)
        if word is not None:
            return word
        return key if key in COMMON_KEYS and key not in names.keys else None
    if is_word(key) and key not in _WORDS:
        return key
    return None


def print_parameter(
    printer: Printer, names: ActionNames | None, key: str, value: Any
) -> Expression:
    if value is None:
        return "None"
    if names is not None and key in names.text and type(value) is TokenAttachment:
        return f"Attachment({print_reference(printer, value.attachment)})"
    if names is not None and key in names.text and type(value) in (int, float, bool):
        return printer.explicit(value)
    if names is not None and key in names.pickers and type(value) in _LITERALS:
        return printer.explicit(value)
    return printer.value(value)


def print_plain_call(action: Action) -> Expression:
    """`action(identifier, ...)` with every value raw: says anything, exactly."""
    if action.without_parameters:
        return print_raw(write_action(action))
    members: list[tuple[str, Expression]] = [("", print_string(action.identifier, False))]
    if action.parameters:
        pairs = [
            (f"{print_string(key, False)}: ", print_raw(write_value(value)))
            for key, value in action.parameters.items()
        ]
        members.append(("**", Group("{", pairs, "}")))
    if action.output_name is not None:
        members.insert(1, (f"{_OUTPUT_NAME}=", print_string(action.output_name, False)))
    if action.other_keys:
        members.append((f"{_BESIDE}=", print_raw(action.other_keys)))
    return Group("action(", members)


# -- reading ----------------------------------------------------------------------------


def identify(reader: Reader, node: ast.Call) -> str | None:
    """The identifier of the action that a call names; None (without an error) for no action."""
    function = node.func
    if type(function) is ast.Name:
        name = function.id
        if name in reader.functions:
            return None
        if name == "action":
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                return first.value
            return None
        names = by_name(name)
        if names is not None:
            return names.identifier
        return _spelt_identifier(name) if name.startswith(_WORKFLOW_PREFIX) else None
    if type(function) is ast.Attribute:
        dotted = _dotted(function)
        if dotted is None:
            return None
        base, _, rest = dotted.partition(".")
        app = reader.apps.get(base)
        if app is not None:
            return f"{app.bundle}.{rest}"
        # A bundle identifier, unless the first name is a value of the code.
        if rest.count(".") >= 1 and not reader.is_bound(base):
            return dotted
    return None


def _spelt_identifier(name: str) -> str | None:
    """`is_workflow_actions_text_replace`: the identifier with its dots written `_`."""
    for identifier in built_in_names().values():
        if identifier.replace(".", "_") == name:
            return identifier
    return f"is.workflow.actions.{name.removeprefix(_WORKFLOW_PREFIX)}"


def is_number_literal(node: ast.expr) -> bool:
    """Whether an expression is a number as it stands, with its sign."""
    if type(node) is ast.UnaryOp:
        return is_number_literal(node.operand)
    return type(node) is ast.Constant and type(node.value) in (int, float)


def is_literal(node: ast.expr) -> bool:
    """Whether an expression is a literal that an action can be made of."""
    if type(node) is ast.Constant:
        return type(node.value) in (str, int, float)
    return type(node) in (ast.List, ast.Dict) or is_text(node)


def _dotted(node: ast.expr) -> str | None:
    parts: list[str] = []
    while type(node) is ast.Attribute:
        parts.append(node.attr)
        node = node.value
    if type(node) is not ast.Name:
        return None
    return ".".join([node.id, *reversed(parts)])


def read_call(reader: Reader, node: ast.Call, identifier: str) -> Action:
    """The action of a call whose identifier is known."""
    names = by_identifier(identifier)
    action = Action(identifier)
    parameters = action.parameters
    arguments = node.args
    if type(node.func) is ast.Name and node.func.id == "action":
        # By its identifier a built-in action takes any key.
        names = defined(identifier) if names is None else None
        arguments = arguments[1:]
    elif names is None:
        names = defined(identifier)
    if arguments:
        if names is not None and names.main is not None and len(arguments) == 1:
            _read_parameter(reader, names, parameters, names.main, arguments[0])
        else:
            what = "one value without a keyword" if names and names.main else "keywords only"
            reader.error(
                arguments[-1], "too-many-arguments", f"{reader.spelling(node)} takes {what}"
            )
    for one in node.keywords:
        if one.arg is None:
            _read_others(reader, names, parameters, one.value)
        elif one.arg == _OUTPUT_NAME and (names is None or _OUTPUT_NAME not in names.keys):
            if isinstance(one.value, ast.Constant) and isinstance(one.value.value, str):
                action.output_name = one.value.value
            else:
                reader.error(one.value, "bad-argument", "output_name takes a plain string")
        elif one.arg == _BESIDE and (names is None or _BESIDE not in names.keys):
            action.other_keys = _read_beside(reader, one.value)
        else:
            _read_keyword(reader, names, parameters, one)
    app = reader.app_of(node)
    if app is not None:
        app.read_parameters(parameters, identifier.rpartition(".")[2])
    for key in [key for key, value in parameters.items() if value is None]:
        del parameters[key]
    return action


def _read_beside(reader: Reader, node: ast.expr) -> dict[str, Any] | None:
    value = read_raw(node) if isinstance(node, ast.Call) else read_plain(node)
    if type(value) is dict:
        return value
    reader.error(node, "bad-argument", "beside takes a dictionary of literals")
    return None


def _what_there_is(names: ActionNames, word: str, given: dict[str, Any]) -> str:
    """What to say of a keyword that is near to none: those of the action, where they are few."""
    free = sorted(keyword for key, keyword in names.keywords.items() if key not in given)
    if 0 < len(free) <= _FEW:
        return f"; it takes {', '.join(free)}"
    return f'; an unknown key of the file goes into **{{"{word}": ...}}'


def _read_keyword(
    reader: Reader, names: ActionNames | None, parameters: dict[str, Any], one: ast.keyword
) -> None:
    word = one.arg or ""
    key = word
    if names is not None:
        found = names.keys.get(word)
        if found is not None:
            key = found
        elif word not in names.keywords and word not in COMMON_KEYS and not _defines(names, word):
            from shortcuts_py.language.suggestions import near_parameters

            reader.unknown_word(
                one,
                "unknown-parameter",
                f"{names.name}() has no parameter {word!r}",
                near_parameters(names, word, parameters),
                word,
                _what_there_is(names, word, parameters),
            )
            reader.value(one.value)  # for the mistakes in it
            return
    if key in parameters:
        reader.error(one, "repeated-parameter", f"the parameter {word!r} is given twice")
        return
    _read_parameter(reader, names, parameters, key, one.value)


def _defines(names: ActionNames, key: str) -> bool:
    """Whether definitions in use know a key that the table of names does not."""
    known = defined(names.identifier)
    return known is not None and key in known.keys


def _read_parameter(
    reader: Reader,
    names: ActionNames | None,
    parameters: dict[str, Any],
    key: str,
    node: ast.expr,
) -> None:
    if type(node) is ast.Constant and node.value is None:
        parameters[key] = None
        return
    if names is not None and key in names.pickers and is_literal(node):
        # A picker takes a reference only: the literal is the output of an action before.
        attachment = reader.evaluate(node)
        parameters[key] = None if attachment is None else TokenAttachment(attachment)
        return
    value = reader.value(node)
    if names is not None and key in names.text and is_number_literal(node):
        value = str(value)
    if (
        type(value) is TokenAttachment
        and names is not None
        and key in names.text
        and not (type(node) is ast.Call and getattr(node.func, "id", "") == "Attachment")
    ):
        # A text field leaves a bare attachment out: it takes text with one variable.
        value = TokenString([value.attachment], True)
    parameters[key] = value


def _read_others(
    reader: Reader, names: ActionNames | None, parameters: dict[str, Any], node: ast.expr
) -> None:
    if not isinstance(node, ast.Dict):
        reader.error(node, "bad-argument", "** takes a dictionary of keys and values")
        return
    for key, value in zip(node.keys, node.values, strict=True):
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            _read_parameter(reader, None, parameters, key.value, value)
        else:
            reader.error(key or value, "bad-argument", "a key in ** is a plain string")


def read_raw_action(reader: Reader, node: ast.Call) -> Any:
    """The member of the actions' list that a statement `raw(...)` stands for."""
    value = read_raw(node)
    if value is MISSING:
        reader.error(node, "bad-raw", "raw() takes one literal of strings, numbers, [] and {}")
        return None
    return read_action(value)
