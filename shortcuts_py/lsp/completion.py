"""What can stand at the cursor: actions, parameters, cases, names, properties, words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from shortcuts_py.language.properties import METHODS
from shortcuts_py.language.vocabulary import COERCIONS, CONSTRUCTORS, FUNCTIONS, REFERENCES
from shortcuts_py.lsp.cursor import Call, Cursor
from shortcuts_py.lsp.outline import Definition, find_definitions
from shortcuts_py.names import ActionNames, apple_names, built_in_names, by_name

if TYPE_CHECKING:
    from shortcuts_py.catalog.model import ActionDefinition, ParameterDefinition

__all__ = ["Item", "complete", "definition_of", "names_of"]

MOST = 200
"""Items in one answer; an editor asks again as the word grows."""

_WORKFLOW_PREFIX = "is_workflow_actions_"


class Item(NamedTuple):
    """One completion.

    Attributes:
        label: the text that is offered.
        kind: "action", "parameter", "case", "variable", "property", "method", "word".
        detail: a few words beside it.
        insert: the text to insert, where it is not the label.
        order: sorts the items; the lower comes first.
    """

    label: str
    kind: str
    detail: str = ""
    insert: str | None = None
    order: int = 5


def names_of(called: str) -> ActionNames | None:
    """The names of the action that a dotted name in code calls."""
    return by_name(called) if called.isidentifier() else None


def definition_of(called: str) -> ActionDefinition | None:
    """The catalogue's definition of the action that a dotted name in code calls."""
    from shortcuts_py.catalog.bundled import load

    names = names_of(called)
    if names is not None:
        return load().get(names.identifier)
    if called.startswith(_WORKFLOW_PREFIX):
        return load().find(called.removeprefix(_WORKFLOW_PREFIX))
    return None


def complete(code: str, cursor: Cursor) -> tuple[list[Item], bool]:
    """What can stand at the cursor.

    Returns:
        The items, best first, and whether there are more than are given.
    """
    found = [item for item in _candidates(code, cursor) if _fits(item.label, cursor.prefix)]
    prefix = cursor.prefix.casefold()
    found.sort(key=lambda item: (not item.label.casefold().startswith(prefix), item.order,
                                 item.label))  # fmt: skip
    return found[:MOST], len(found) > MOST


def _fits(label: str, prefix: str) -> bool:
    """Whether a word of the label begins with the prefix, or the words' initials do."""
    wanted, label = prefix.casefold(), label.casefold()
    if f"_{wanted}" in f"_{label}" or f" {wanted}" in f" {label}":
        return True
    initials = "".join(word[:1] for word in label.split("_"))
    return len(wanted) > 1 and initials.startswith(wanted)


def _candidates(code: str, cursor: Cursor) -> Iterator[Item]:
    if cursor.comment:
        return
    definitions = find_definitions(code)
    if cursor.subject is not None:
        yield from _attributes(cursor.subject, definitions)
        return
    call = cursor.call
    parameter = _parameter(call)
    if cursor.quote:
        if parameter is not None:
            yield from (Item(case, "case", order=0) for case in parameter.cases)
        return
    if call is not None:
        if call.keyword is None:
            yield from _keywords(call)
        elif parameter is not None:
            yield from _values(parameter)
        if call.name.endswith(".as_"):
            yield from (Item(word, "word", "kind of item", order=0) for word in sorted(COERCIONS))
    yield from _variables(definitions, cursor)
    yield from _words(cursor)
    yield from _actions(cursor)


def _parameter(call: Call | None) -> ParameterDefinition | None:
    """What the catalogue knows of the parameter that the cursor is in."""
    if call is None:
        return None
    names, definition = names_of(call.name), definition_of(call.name)
    if definition is None:
        return None
    if call.keyword is None:
        key = names.main if names is not None and call.position == 0 else None
    else:
        key = names.keys.get(call.keyword, call.keyword) if names is not None else call.keyword
    return definition.parameters.get(key) if key is not None else None


def _keywords(call: Call) -> Iterator[Item]:
    names, definition = names_of(call.name), definition_of(call.name)
    if names is None:
        return
    for key, word in names.keywords.items():
        if word in call.given:
            continue
        known = definition.parameters.get(key) if definition is not None else None
        detail = str(known.type) if known is not None else ""
        yield Item(word, "parameter", detail, f"{word}=", 0)


def _values(parameter: ParameterDefinition) -> Iterator[Item]:
    for case in parameter.cases:
        yield Item(f'"{case}"', "case", order=0)
    if parameter.type.kind == "boolean":
        yield from (Item(word, "case", order=0) for word in ("True", "False"))


def _variables(definitions: dict[str, Definition], cursor: Cursor) -> Iterator[Item]:
    for name, one in definitions.items():
        if name != cursor.prefix:  # the name that is being typed
            yield Item(name, "variable", one.called, order=1)


def _words(cursor: Cursor) -> Iterator[Item]:
    for word in REFERENCES:
        yield Item(word, "word", "reference", order=2)
    for word in sorted(FUNCTIONS):
        yield Item(word, "word", "statement", order=4)
    if not cursor.statement:
        for word in sorted(CONSTRUCTORS):
            yield Item(word, "word", "value", order=4)


@lru_cache(maxsize=1)
def _action_items() -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """The built-in actions, and those of Apple's apps."""

    def items(names: Iterable[tuple[str, str]], order: int) -> tuple[Item, ...]:
        return tuple(
            Item(name, "action", identifier, order=order) for name, identifier in sorted(names)
        )

    return items(built_in_names().items(), 3), items(apple_names().items(), 6)


def _actions(cursor: Cursor) -> Iterator[Item]:
    built_in, apple = _action_items()
    yield from built_in
    if cursor.prefix:
        yield from apple


def _attributes(subject: str, definitions: dict[str, Definition]) -> Iterator[Item]:
    from shortcuts_py.catalog.stub_words import properties_of

    called = subject.removesuffix("()")
    if subject in definitions:
        called = definitions[subject].called
    definition = definition_of(called) if called else None
    for rank, word in properties_of(definition):
        yield Item(word, "property", order=rank)
    for word in sorted(METHODS):
        yield Item(word, "method", insert=f"{word}(" if word != "append" else "append(", order=4)
