"""What reading a program holds: names, ids, the actions made so far, and problems."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from shortcuts_py.apple.names import tool, tools_named
from shortcuts_py.apple.plan import Plan
from shortcuts_py.apple.prescan import Source
from shortcuts_py.apple.said import Said
from shortcuts_py.apple.wording import Wording
from shortcuts_py.errors import Diagnostic, Fix, TextEdit
from shortcuts_py.language.ids import Ids
from shortcuts_py.language.outputs import intrinsic_name, naming_parameter
from shortcuts_py.names import by_identifier
from shortcuts_py.workflow import aggrandizements as agg
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow.actions import Action, Node
from shortcuts_py.workflow.identifiers import DATE, NUMBER, TEXT

__all__ = ["MOST_NEAREST", "Reader", "copied"]

# Later problems of a source that is wrong all over say nothing new.
_MOST_PROBLEMS = 2000
# Looking for the nearest name costs some milliseconds.
MOST_NEAREST = 40


def copied(attachment: Any) -> Any:
    """A reference like `attachment`, whose chain can be made longer."""
    kind = type(attachment)
    chain = attachment.aggrandizements
    values = [getattr(attachment, field.attribute) for field in kind.FIELDS]
    return kind(*values, aggrandizements=None if chain is None else list(chain))


_LOOP_VARIABLE = re.compile(r"repeat_(index|item)(?:_([2-9]|[1-9][0-9]))?")


class Word(NamedTuple):
    """A piece of the source that is no node of the syntax tree, by its offsets."""

    start: int
    end: int


class Reader:
    """The state of reading one program.

    Attributes:
        source: the source after its pre-pass.
        plan: what each assigned name stands for.
        wording: what the program announces about itself.
        body: the list that actions are added to.
        names: what each name stands for at this point.
        outputs: name to the id of the output that it was given to.
        makers: id of an output to the identifier of its action, or one of the same kind.
        depth: how many loops surround this point.
        constants: names of values that are no references: people, measurements, cases.
        items: for each of them, whether it goes over items.
        line: line of the statement that is being read.
        limit: line of the statement behind it, or behind the body that it ends.
        lines: `id` of an action or part of a block to the line of its statement.
        announcements: what comments announce, as reading comes to it.
        said: what was announced for the next statement.
        blocks: how many blocks were read.
        unknown: how many names were not known.
        announced: where whole actions that were announced stand.
        pending: changes to make when everything is read, with what they are made to.
    """

    def __init__(self, source: Source, plan: Plan, wording: Wording) -> None:
        self.source = source
        self.plan = plan
        self.wording = wording
        self.ids = Ids(source.original)
        self.body: list[Node] = []
        self.names: dict[str, Any] = {"input": att.ShortcutInput()}
        self.outputs: dict[str, str] = {}
        self.makers: dict[str, str] = {}
        self.depth = 0
        self.items: list[bool] = []
        self.constants: dict[str, ast.expr] = {}
        self.line = 1
        self.limit = 1
        self.lines: dict[int, int] = {}
        self.pending: list[tuple[Any, Any]] = []
        self.announced: list[tuple[list[Node], int, Any]] = []
        self.said: dict[str, Any] = {}
        self.diagnostics: list[Diagnostic] = []
        self.warnings: list[tuple[Diagnostic, Callable[[], tuple[str, ...]] | None]] = []
        self.announcements = Said([])
        self.blocks = 0
        self.unknown = 0
        self.unused = 0

    # -- problems -----------------------------------------------------------------------

    def _span(self, node: Any) -> tuple[int, int, int, int]:
        """Line and column, from 1, of the start of a node and of what is behind it."""
        if isinstance(node, Word):
            start, end = node.start, node.end
        else:
            start = self.source.offset(node.lineno, node.col_offset)
            end = start + 1
            if getattr(node, "end_lineno", None) is not None:
                end = self.source.offset(node.end_lineno, node.end_col_offset)
        return (*self.source.position(start), *self.source.position(end))

    def _diagnostic(
        self,
        severity: str,
        node: Any,
        code: str,
        message: str,
        suggestions: tuple[str, ...],
        fix: tuple[Any, str] | None,
    ) -> Diagnostic:
        fixes: tuple[Fix, ...] = ()
        if fix is not None:
            fixes = (Fix(f"write {fix[1]}", (TextEdit(*self._span(fix[0]), fix[1]),)),)
        place = self._span(node)
        return Diagnostic(severity, code, message, *place, suggestions=suggestions, fixes=fixes)

    def error(
        self,
        node: Any,
        code: str,
        message: str,
        suggestions: tuple[str, ...] = (),
        fix: tuple[Any, str] | None = None,
    ) -> None:
        """Note a problem at a node of the syntax tree.

        Args:
            node: where it is.
            code: the kind of problem.
            message: what is wrong, and what to do.
            suggestions: what could stand there instead.
            fix: a node or a word, and what to write in its place.
        """
        if len(self.diagnostics) < _MOST_PROBLEMS:
            found = self._diagnostic("error", node, code, message, suggestions, fix)
            self.diagnostics.append(found)

    def warn(
        self,
        node: Any,
        code: str,
        message: str,
        suggestions: tuple[str, ...] = (),
        near: Callable[[], tuple[str, ...]] | None = None,
    ) -> None:
        """Note something that may not be meant.

        Args:
            node: where it is.
            code: the kind of problem.
            message: what may be wrong.
            suggestions: what could stand there instead.
            near: finds them, when somebody wants to know.
        """
        if len(self.warnings) < _MOST_PROBLEMS:
            found = self._diagnostic("warning", node, code, message, suggestions, None)
            self.warnings.append((found, near))

    def word(self, node: Any, text: str, last: bool = False) -> Word:
        """The place of a word at the start of a node, or at its end."""
        if last:
            end = self.source.offset(node.end_lineno, node.end_col_offset)
            return Word(end - len(text), end)
        start = self.source.offset(node.lineno, node.col_offset)
        return Word(start, start + len(text))

    # -- actions and outputs ------------------------------------------------------------

    def add(self, node: Node) -> None:
        """Add an action to the body that is being read."""
        self.body.append(node)
        self.lines[id(node)] = self.line

    def give(self, name: str, owner: Any, identifier: str) -> att.Output:
        """Give the output of an action, or of the end of a block, its id and a name."""
        uuid = self.outputs.get(name)
        if uuid is None or owner.uuid is not None or uuid in self.makers:
            fixed = self.wording.ids.get(name)
            uuid = self.ids.new(f"output:{name}") if fixed is None else fixed
            self.outputs[name] = uuid
        owner.uuid = uuid
        self.makers[uuid] = maker_of(owner, identifier)
        return att.Output(uuid, self.output_name(owner, identifier))

    def output_of(self, action: Action) -> att.Output:
        """A reference to the output of an action that stands within an expression."""
        self.unused += 1
        return self.give(f"#{self.unused}", action, action.identifier)

    def output_name(self, owner: Any, identifier: str) -> str | None:
        """What references call an output: by its own name, else by what the app calls it."""
        shown = self.said.pop("shown_as", None)
        if type(shown) is str:
            return shown or None
        if owner.output_name is not None:
            return str(owner.output_name)
        if naming_parameter(identifier) is None and identifier in self.wording.output_names:
            return self.wording.output_names[identifier]
        return usual_name(owner, identifier)

    def number(self, attachment: Any) -> bool:
        """Whether a reference is known to be to a number."""
        return maker_number(attachment, self.makers)

    # -- names --------------------------------------------------------------------------

    def bind(self, name: str, attachment: Any) -> None:
        """Let a name stand for a reference from here on."""
        self.names[name] = attachment

    def lookup(self, node: ast.Name) -> Any:
        """The reference that a name stands for; an error and None where it stands for none."""
        name = node.id
        found = self.names.get(name)
        if found is not None:
            return copied(found)
        variable = self.variable(name)
        if variable is not None:
            return copied(variable)
        self._undefined(node)
        return None

    def variable(self, name: str) -> att.Variable | None:
        """The named variable that a name stands for where it is not assigned."""
        plan = self.plan
        found = self.wording.variables.get(name) or plan.variables.get(name)
        return found or plan.explicit.get(name) or self._loop_variable(name)

    def _loop_variable(self, name: str) -> att.Variable | None:
        """What `repeat_index` and `repeat_item_2` stand for within repeats of that depth."""
        found = _LOOP_VARIABLE.fullmatch(name)
        if found is None or name in self.plan.assigned:
            return None
        depth = int(found[2] or 1)
        if depth > self.depth or (found[1] == "item" and not self.items[depth - 1]):
            return None
        suffix = "" if depth == 1 else f" {depth}"
        return att.Variable(f"Repeat {found[1].capitalize()}{suffix}")

    def _undefined(self, node: ast.Name) -> None:
        name = node.id
        if name in self.constants:
            message = f"{name!r} stands for a value that a parameter takes, and nothing else does"
            self.error(node, "undefined-name", message)
            return
        if name in self.plan.assigned:
            message = f"{name!r} is used before it has a value: give it one before this line"
            self.error(node, "undefined-name", message)
            return
        if name in self.plan.loop_names:
            message = f"{name!r} has a value within its repeat only: give that another name there"
            self.error(node, "undefined-name", message)
            return
        if tools_named(name):
            message = f"{name} is an action: call it, as in {name}()"
            self.error(node, "undefined-name", message, (), (node, f"{name}()"))
            return
        from shortcuts_py.apple.nearest import nearest

        plan = self.plan
        known = [*self.names, *plan.variables, *plan.explicit, *self.wording.variables]
        self.unknown += 1
        near = nearest(name, known) if self.unknown <= MOST_NEAREST else ()
        hint = f"; did you mean {near[0]!r}?" if near else ""
        fix = (node, near[0]) if near else None
        self.error(node, "undefined-name", f"nothing is called {name!r}{hint}", near, fix)

    def rename(self, text: str) -> str:
        """The id behind a name in an announcement; the text itself where it is none."""
        return self.outputs.get(text, text)


def usual_name(owner: Any, identifier: str) -> str | None:
    """What the app calls an output in English."""
    name = intrinsic_name(owner, identifier)
    if name is None and by_identifier(identifier) is None:
        known = tool(identifier)
        return known.title if known else None
    return name


_DATES = frozenset({DATE, "is.workflow.actions.adjustdate"})


_ASK = "is.workflow.actions.ask"
_TEXTS = frozenset(
    {
        TEXT,
        *(
            f"is.workflow.actions.{one}"
            for one in ("dictatetext", "text.changecase", "text.combine", "text.replace")
        ),
    }
)


def maker_of(owner: Any, identifier: str) -> str:
    """The action whose output is of the same kind: a question for a number gives a number."""
    if identifier == _ASK:
        kind = getattr(owner, "parameters", {}).get("WFInputType", "Text")
        return {"Number": NUMBER, "Text": TEXT}.get(kind, _ASK) if type(kind) is str else _ASK
    return identifier


def maker_number(attachment: Any, makers: dict[str, str]) -> bool:
    """Whether a reference is to the output of an action that gives a number, or to an index."""
    chain = attachment.aggrandizements
    if chain and type(chain[-1]) is agg.Coercion:
        return bool(chain[-1].item_class == "WFNumberContentItem")
    if type(attachment) is att.Variable:
        index = attachment.name.startswith("Repeat Index") and attachment.variable_uuid is None
        return index and not attachment.aggrandizements
    if type(attachment) is not att.Output or attachment.aggrandizements:
        return False
    names = by_identifier(makers.get(attachment.output_uuid, ""))
    return names is not None and names.number


def maker_text(attachment: Any, makers: dict[str, str]) -> bool:
    """Whether a reference is to the output of an action that gives a text."""
    if attachment.aggrandizements or type(attachment) is not att.Output:
        return False
    return makers.get(attachment.output_uuid) in _TEXTS


def maker_date(attachment: Any, makers: dict[str, str]) -> bool:
    """Whether a reference is to a date."""
    if attachment.aggrandizements:
        return False
    if type(attachment) is att.Output:
        return makers.get(attachment.output_uuid) in _DATES
    return type(attachment) is att.CurrentDate
