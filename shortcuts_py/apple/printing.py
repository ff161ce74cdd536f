"""What printing a workflow holds: names, variables, loops, and the statements so far."""

from __future__ import annotations

import keyword
import re
from typing import Any

from shortcuts_py.announcements import write_announcement
from shortcuts_py.apple.calls import fallback_name
from shortcuts_py.apple.names import tool_names
from shortcuts_py.apple.plan import RESERVED, variable_word
from shortcuts_py.apple.session import maker_number
from shortcuts_py.apple.snake import identifier, snake
from shortcuts_py.language.keywords import is_word
from shortcuts_py.language.layout import Expression, render
from shortcuts_py.workflow import attachments as att

__all__ = ["LEVELS", "Printer", "Statement"]

# Python's tokenizer refuses more than 100 levels of indentation.
LEVELS = 90
_LONGEST = 40
# What the reader takes for results and loop variables.
_RESERVED = re.compile(r"(if_result|menu_result|repeat_results|repeat_item|repeat_index)(_?\d+)*")
_TAKEN = RESERVED | frozenset(keyword.kwlist)


class Statement:
    """One statement, or one whole action that stands in a comment.

    Attributes:
        level: its level of indentation.
        text: its text; of a block, that of the line that opens it or a part of it. None for
            a whole action.
        before: announcements in front of it.
        plist: the whole action, where it is one.
        line: the line where it starts, once the lines are put together.
        parts: how many actions of the file it stands for.
    """

    __slots__ = ("before", "level", "line", "parts", "plist", "text")

    def __init__(self, level: int, text: str | None, plist: Any = None) -> None:
        self.level = level
        self.text = text
        self.before: list[str] = []
        self.plist = plist
        self.line = 0
        self.parts = 0


class Printer:
    """The state of printing one workflow.

    Attributes:
        makers: id of an output to the identifier of its action.
        names: id of an output to its name.
        ready: ids of outputs that what comes next may use.
        loops: names of the index and the item of every loop around this point.
        ranges: whether texts without references have an empty list of ranges.
        actions: names of calls that have to be announced, to identifiers.
        variables: name and id of a variable, to its identifier in code.
        explicit: snake-case form of a variable's name to the first such name in a call.
        appended: identifiers of variables that are added to.
        statements: what was printed.
        owners: for each action of the file: its statement, and which part of it.
        level: the level of indentation.
    """

    def __init__(self, reserved: set[str], ranges: bool) -> None:
        self.makers: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.ready: set[str] = set()
        self.loops: list[tuple[str | None, str | None]] = []
        self.ranges = ranges
        self.actions: dict[str, str] = {}
        self.variables: dict[tuple[str, str | None], str] = {}
        self.explicit: dict[str, str] = {}
        self.appended: set[str] = set()
        self.statements: list[Statement] = []
        self.owners: list[tuple[Statement, int | None]] = []
        self.level = 1
        self._reserved = reserved
        self._used: set[str] = set()
        self._next: dict[str, int] = {}
        self._notes: dict[str, None] = {}
        self._fallbacks: dict[str, str] = {}

    # -- names --------------------------------------------------------------------------

    def new_name(self, base: str | None, result: bool = False) -> str:
        """A name that stands for nothing yet; results are numbered without underscore."""
        base = (base or "value")[:_LONGEST].rstrip("_")
        if not is_word(base) or (_RESERVED.fullmatch(base) and not result):
            base = f"the_{base}" if is_word(f"the_{base}") else "value"
        name, number = base, self._next.get(base, 2)
        while name in self._used or name in self._reserved or name in _TAKEN:
            name = f"{base}{number}" if result else f"{base}_{number}"
            number += 1
        self._next[base] = number
        self._used.add(name)
        return name

    def name_output(self, uuid: str, shown: str | None, result: bool = False) -> str:
        """Give an output its name: that of its action, as a word."""
        base = identifier(shown or "")
        if base is None and shown:
            base = snake(shown) and f"_{snake(shown)}"
        name = self.new_name(base or "value", result)
        self.names[uuid] = name
        return name

    def output(self, attachment: att.Output) -> str | None:
        """The name of the output that is referred to; None where it has none at this point."""
        uuid = attachment.output_uuid
        return self.names.get(uuid) if uuid in self.ready else None

    def variable(self, attachment: att.Variable) -> str:
        """The identifier of a named variable or a loop variable."""
        name, uuid = attachment.name, attachment.variable_uuid
        if uuid is None and name.startswith("Repeat "):
            for depth, (index, item) in enumerate(self.loops, 1):
                suffix = "" if depth == 1 else f" {depth}"
                if name == f"Repeat Index{suffix}" and index is not None:
                    return index
                if name == f"Repeat Item{suffix}" and item is not None:
                    return item
        return self.variable_named(name, uuid)

    def variable_named(self, name: str, uuid: str | None = None) -> str:
        """The identifier of a named variable."""
        found = self.variables.get((name, uuid))
        if found is None:
            found = self.new_name(variable_word(name) or "variable")
            self.variables[name, uuid] = found
        return found

    def known_variables(self) -> dict[str, Any]:
        """What has to be announced about variables: those that code alone does not tell."""
        unknown: dict[str, Any] = {}
        for (name, uuid), word in self.variables.items():
            if uuid is not None:
                unknown[word] = [name, uuid]
            elif self.explicit.get(word) != name and not (
                word == name and word in self.appended and word not in self.explicit
            ):
                unknown[word] = name
        return unknown

    def fallback(self, action: str) -> str:
        """The name of a call of an action that OS 27 has no name for."""
        found = self._fallbacks.get(action)
        if found is None:
            base = fallback_name(action)
            found, number = base, 2
            while found in self.actions or found in tool_names():
                found, number = f"{base}_{number}", number + 1
            self._fallbacks[action] = found
            self.actions[found] = action
        return found

    def number(self, attachment: Any) -> bool:
        """Whether a reference is known to be to a number."""
        return type(attachment) is not str and maker_number(attachment, self.makers)

    # -- statements ---------------------------------------------------------------------

    def unverified(self, what: str) -> None:
        """Note that a spelling of the next statement is ours."""
        self._notes[what] = None

    def forget_notes(self) -> None:
        """Let go of what was noted for a statement that is none."""
        self._notes.clear()

    def emit(self, expression: Expression, before: str = "", after: str = "") -> Statement:
        """Add a statement."""
        text = expression
        if type(text) is not str:
            text = render(text, self.level * 4, len(before), len(after))
        statement = Statement(self.level, f"{before}{text}{after}")
        statement.before += [write_announcement("unverified", one) for one in self._notes]
        self._notes.clear()
        self.statements.append(statement)
        return statement

    def emit_action(self, plist: Any) -> None:
        """Add a whole action as a comment."""
        statement = Statement(self.level, None, plist)
        statement.parts = 1
        self.statements.append(statement)
        self.owners.append((statement, None))

    def own(self, statement: Statement, part: int | None = None) -> None:
        """Note that a statement stands for the next action of the file."""
        statement.parts += 1
        self.owners.append((statement, part))
