"""The state of printing one workflow: names, notes and lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.analysis import Analysis
from shortcuts_py.language.layout import (
    Expression,
    Group,
    flat,
    render,
    render_test,
    render_value,
    width,
)
from shortcuts_py.language.naming import Namespace, slug
from shortcuts_py.language.notes import Notes, note_text
from shortcuts_py.language.outputs import intrinsic_name, naming_parameter
from shortcuts_py.language.values import print_text_call, print_value
from shortcuts_py.workflow.actions import Action, Branch, Repeat, RepeatEach
from shortcuts_py.workflow.dictionary import DictionaryField
from shortcuts_py.workflow.text import TokenString

if TYPE_CHECKING:
    from shortcuts_py.language.apps import AppHandle

__all__ = ["Printer", "most_common"]

_LOOP = re.compile(r"Repeat (Item|Index)(?: ([2-9]|[1-9]\d+))?\Z")


def most_common(counts: Mapping[str | None, int], default: str | None) -> str | None:
    """The commonest name; where several are, the default, else the first in the alphabet."""
    if len(counts) == 1 and default in counts:
        return default
    best, most = default, counts.get(default, 0)
    for name in sorted(name for name in counts if name is not None):
        if counts[name] > most:
            best, most = name, counts[name]
    return best


class Printer:
    """What the printers of statements and values share.

    Attributes:
        analysis: what the walk over the workflow found.
        keep_ids: whether notes carry every id.
        plain: actions (by `id`) to print in the plain form, because a nicer one did not
            come back exactly.
        ranges: whether texts without attachments have empty ranges in this file.
        output_names: action identifier to what this file calls its output.
        lines: the printed lines of the body.
    """

    def __init__(self, analysis: Analysis, keep_ids: bool, plain: frozenset[int]) -> None:
        self.analysis = analysis
        self.keep_ids = keep_ids
        self.plain = plain
        self.namespace = Namespace()
        self.ranges = analysis.empty_ranges[1] > analysis.empty_ranges[0]
        self.output_names: dict[str, str] = {}
        self.lines: list[str] = []
        self.apps: dict[str, AppHandle] = {}
        self.questions: dict[int, list[Any]] = {}
        self.loops: list[tuple[Repeat | RepeatEach, str | None, str | None]] = []
        self._variables: dict[tuple[str, str | None], str] = {}
        self._outputs: dict[str, str] = {}
        self._several: set[str] = set()  # UUIDs of several owners with a name each
        self._names: dict[int, str] = {}
        self._shown: dict[str, str | None] = {}  # by UUID: of the owner that runs last
        self._settled: dict[int, str | None] = {}  # by the owner's `id`
        self._kept: list[Action] = []

    # -- values -------------------------------------------------------------------------

    def value(self, value: Any) -> Expression:
        """The expression of a parameter's value."""
        return print_value(self, value)

    def text_call(self, text: TokenString) -> Expression:
        """`Text(...)` around a token string."""
        return print_text_call(self, text)

    def explicit(self, value: Any) -> Expression:
        """A value where its literal would become an action of its own."""
        if type(value) is TokenString:
            return print_text_call(self, value)
        if type(value) is DictionaryField:
            return self.dictionary_call(value)
        return Group("Plain(", [("", print_value(self, value))])

    def dictionary_call(self, field: DictionaryField) -> Expression:
        """A dictionary field where `{...}` would be an item."""
        from shortcuts_py.language.dictionaries import print_dictionary

        inner = print_dictionary(self, field)
        if field.wrapped:
            return Group("Wrapped(", [("", inner)])
        return Group("Dictionary(", [("", inner)]) if flat(inner).startswith("{") else inner

    # -- names --------------------------------------------------------------------------

    def variable(self, name: str, uuid: str | None) -> str:
        """The identifier of a named variable, or of the loop variable it is here."""
        if uuid is None and self.loops:
            match = _LOOP.match(name)
            if match:
                depth = int(match.group(2) or 1)
                if depth <= len(self.loops):
                    loop = self.loops[depth - 1]
                    found = loop[1] if match.group(1) == "Index" else loop[2]
                    if found is not None:
                        return found
        return self._variables.get((name, uuid)) or self.declare_variable(name, uuid)

    def variable_identifier(self, name: str) -> str:
        """The identifier of a named variable that is set here; never a loop variable's."""
        return self._variables.get((name, None)) or self.declare_variable(name, None)

    def declare_variable(self, name: str, uuid: str | None) -> str:
        """Give a named variable its identifier: its own name where that is one."""
        if uuid is None and self.namespace.take(name):
            identifier = name
        else:
            identifier = self.namespace.give(slug(name) or "variable")
        self._variables[name, uuid] = identifier
        return identifier

    def variables(self) -> dict[tuple[str, str | None], str]:
        """Name and id to identifier of the named variables."""
        return self._variables

    def output(self, uuid: str) -> str | None:
        """The identifier of an output; None where no action has it."""
        return self._outputs.get(uuid)

    def declare_output(self, owner: Action | Branch, base: str) -> None:
        """Give the output of an owner its identifier.

        Where several owners have one UUID each has a name of its own, and references use
        the name of the owner printed last: it is the one that has run.
        """
        name = self._names[id(owner)] = self.namespace.give(base)
        uuid = str(owner.uuid)
        if self._outputs.setdefault(uuid, name) is not name:
            self._several.add(uuid)
        else:
            self._shown[uuid] = self._settled[id(owner)]

    def assigned(self, owner: Action | Branch) -> str | None:
        """The identifier to assign an owner's output to; None where nothing refers to it."""
        name = self._names.get(id(owner))
        if name is not None and owner.uuid in self._several:
            self._outputs[str(owner.uuid)] = name
            self._shown[str(owner.uuid)] = self._settled[id(owner)]
        return name

    def adopt(self, part: Action, branch: Branch) -> None:
        """Let a part of a block that is printed as an action have what the part has."""
        self._kept.append(part)
        for table in (self._names, self._settled):
            if id(branch) in table:
                table[id(part)] = table[id(branch)]  # type: ignore[assignment]

    def shown(self, uuid: str) -> str | None:
        """What references to an output call it, unless they say otherwise."""
        return self._shown.get(uuid)

    def default_shown(self, owner: Action | Branch, identifier: str) -> str | None:
        """What an output is called without a note: its own name, or its action's."""
        if owner.output_name is not None:
            return owner.output_name
        if identifier in self.output_names:
            return self.output_names[identifier]
        return intrinsic_name(owner, identifier)

    def settle_shown(self, uuid: str, owner: Action | Branch, identifier: str) -> None:
        """Decide what an output is called: what most references call it."""
        default = self.default_shown(owner, identifier)
        counts = self.analysis.shown.get(uuid)
        settled = default if counts is None else most_common(counts, default)
        self._settled[id(owner)] = settled
        self._shown.setdefault(uuid, settled)

    # -- notes and lines ----------------------------------------------------------------

    def is_shared(self, uuid: str) -> bool:
        """Whether several actions have this UUID, so that only the id itself tells."""
        return len(self.analysis.owners.get(uuid, ())) > 1 or uuid in self.analysis.pinned

    def notes(self, owner: Action | Branch, identifier: str, word: str = "id") -> Notes:
        """The notes about an owner's UUID and the name of its output."""
        notes: Notes = {}
        uuid = owner.uuid
        if uuid is None:
            return notes
        if self.keep_ids or self.is_shared(uuid):
            notes[word] = uuid
        elif id(owner) not in self._names:
            notes[word] = None
        shown = self._settled.get(id(owner))
        if (
            word == "id"
            and shown is not None
            and uuid in self.analysis.shown
            and (
                shown != self.default_shown(owner, identifier)
                # Editing the parameter that names an output must not change references.
                or (self.keep_ids and naming_parameter(identifier) is not None)
            )
        ):
            notes["name"] = shown
        return notes

    def statement(
        self,
        indent: int,
        prefix: str,
        expression: Expression,
        notes: Notes | None = None,
        suffix: str = "",
    ) -> None:
        """Add a statement: `prefix`, the expression, `suffix` (a colon) and the notes."""
        note = note_text(notes) if notes else ""
        after = len(suffix) + width(note)
        if suffix and type(expression) is str and not prefix.startswith(("for", "match")):
            text = render_test(expression, indent, width(prefix), after)
        elif prefix.endswith("= "):
            text = render_value(expression, indent, width(prefix), after)
        else:
            text = render(expression, indent, width(prefix), after)
        self.lines.append(f"{' ' * indent}{prefix}{text}{suffix}{note}")

    def line(self, indent: int, text: str) -> None:
        """Add a line of code, or an empty one."""
        self.lines.append(" " * indent + text if text else "")
