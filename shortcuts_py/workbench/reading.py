"""The state of a reading: what constructs ask of each other."""

from __future__ import annotations

import ast
from typing import Any

from shortcuts_py.language.ids import Ids
from shortcuts_py.language.outputs import intrinsic_name
from shortcuts_py.workbench.guesses import Guess, Guesses
from shortcuts_py.workbench.heading import Heading
from shortcuts_py.workbench.places import Places
from shortcuts_py.workbench.references import LOOP_NAME, read_picked, read_reference
from shortcuts_py.workbench.scope import SET, BlockResult, Definition, Merged, Named, Scope
from shortcuts_py.workbench.source.model import Comment, Source
from shortcuts_py.workbench.value_kinds import DATE, NUMBER, Kinds
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow.actions import Action, UnknownAction
from shortcuts_py.workflow.text import TokenString
from shortcuts_py.workflow.values import TokenAttachment

__all__ = ["COMMENT", "Reader"]

COMMENT = "is.workflow.actions.comment"
_MATH = "is.workflow.actions.math"
_OPERATIONS: dict[type, str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "\u00d7", ast.Div: "\u00f7"}
_CANDIDATES = 500
_SEARCHES = 200


class Reader(Places):
    """One reading of a source.

    Attributes:
        source: the statements and comments.
        guesses: what had to be guessed.
        heading: what the first announcement says of the whole file.
        exact: whether the text is a transcript of ours, in which nothing is ambiguous.
        actions: the actions read so far, as the file lists them.
        scope: what names stand for.
        ids: where new ids come from.
        depth: how many loops are around this place.
        origins: from which action on which statement, header or comment made them.
    """

    def __init__(self, source: Source, guesses: Guesses, heading: Heading) -> None:
        super().__init__(source.code)
        self.source = source
        self.guesses = guesses
        self.heading = heading
        self.exact = heading.exact
        self.actions: list[Action | UnknownAction] = []
        self.scope = Scope()
        self.ids = Ids(source.code if heading.exact else "")
        self.depth = 0
        self.loops: dict[str, str] = {}
        self.assigned: dict[str, bool] = {}
        self.insertions: dict[int, list[Action]] = {}
        self.renamed: dict[str, str] = {}
        self.origins: list[tuple[int, Any]] = []
        self.last_end: Action | None = None
        self.last_results: list[tuple[str, BlockResult]] = []
        self._variables: set[str] = set()
        self.kinds = Kinds()
        self._announced: dict[str, str] = {}
        self._forward: dict[str, Action] = {}
        self._missing: dict[str, att.Output | att.Variable] = {}
        self._searches = 0

    # -- names ---------------------------------------------------------------------------

    def resolve(self, node: ast.Name) -> att.Attachment:
        """What a name stands for."""
        name = node.id
        if self.loops and name in self.loops:
            return att.Variable(self.loops[name])
        found = self.scope.use(self, name)
        kind = type(found)
        if kind is Definition:
            return self._output(found.action, found.shown)
        if kind is Named:
            return self.variable(found.name)
        if found is not None:
            return self._settle(node, found)
        loop = LOOP_NAME.fullmatch(name)
        if loop is not None:
            return att.Variable(name.replace("_", " "))
        return self._undefined(node)

    def _output(self, action: Action, shown: str | None) -> att.Output:
        if action.uuid is None:
            action.uuid = self.ids.new("output")
        return att.Output(action.uuid, shown)

    def _settle(self, node: ast.Name, found: Any) -> att.Attachment:
        """A definition that the first use decides."""
        name = node.id
        if type(found) is BlockResult:
            if not self.exact:
                self.guess(node, "block-output", name, found.shown, 0.8)
            shown = self.heading.shown(found.shown)
            if found.end.uuid is None:
                found.end.uuid = self.ids.new("output")
            self.kinds.take(self.actions)
            self.kinds.same(found.end, _actions_of(found.definition))
            self.scope.now[name] = Definition(found.end, shown)
            return self._output(found.end, shown)
        self._make_variable(name, found)
        self._variables.add(name)
        made = f"the variable {self.variable_name(name)!r}"
        self.guess(node, "several-definitions", name, made, 0.8)
        self.scope.now[name] = Named(self.variable_name(name))
        return att.Variable(self.variable_name(name))

    def _make_variable(self, name: str, found: Any) -> None:
        """Let every definition that may have been the last one set a variable."""
        pending = [found]
        while pending:
            one = pending.pop()
            if type(one) is Merged:
                pending += one.definitions
                one.definitions = []
            elif type(one) is BlockResult:
                pending.append(one.definition)
            elif type(one) is Definition:
                self._set_behind(one.action, one.shown, name)

    def _set_behind(self, action: Action, shown: str | None, name: str) -> None:
        """Have a Set Variable follow an action."""
        variable = self.variable_name(name)
        rest = self.insertions.setdefault(id(action), [])
        if not any(one.parameters["WFVariableName"] == variable for one in rest):
            value = TokenAttachment(self._output(action, shown))
            rest.append(Action(SET, {"WFVariableName": variable, "WFInput": value}))

    def variable(self, name: str) -> att.Variable:
        """A reference to a named variable."""
        return att.Variable(name, self.heading.variable_ids.get(name))

    def variable_name(self, name: str) -> str:
        """The true name of the variable that a name in code stands for."""
        return self.heading.variables.get(name, name)

    def _undefined(self, node: ast.Name) -> att.Attachment:
        """A name without a definition above: one below, a similar one, else a variable."""
        name = node.id
        if name in self.heading.variables:
            return self.variable(self.heading.variables[name])
        if name in self.heading.outputs:
            uuid = self.heading.output_id(name)
            return att.Output(uuid, self.heading.outputs[name])
        by_reference = self.assigned.get(name)
        if by_reference is True:
            return self.variable(self.variable_name(name))
        if by_reference is False and self.exact and name not in self.heading.forward:
            return self.variable(self.variable_name(name))
        if by_reference is False:
            action = self._forward.get(name)
            if action is None:
                action = self._forward[name] = Action("", {}, self.ids.new("output"))
            if not self.exact:
                self.guess(node, "used-before-definition", name, "the output defined below", 0.6)
            return att.Output(str(action.uuid), self._forward_name(name))
        return self._nearest(node)

    def _forward_name(self, name: str) -> str | None:
        return self.heading.forward.get(name)

    def take_forward(self, name: str) -> str | None:
        """The id that uses above its definition gave to an output."""
        action = self._forward.pop(name, None)
        return None if action is None else action.uuid

    def _nearest(self, node: ast.Name) -> att.Attachment:
        name = node.id
        known = self._missing.get(name)
        similar: tuple[str, ...] = ()
        if known is None and self._searches < _SEARCHES:
            self._searches += 1
            similar = self._similar(name)
        if similar:
            best = similar[0]
            self.guess(node, "undefined-name", name, best, 0.6, similar)
            replaced = ast.Name(best, ast.Load())
            return self.resolve(ast.copy_location(replaced, node))
        self.guess(node, "undefined-name", name, f"the variable {name!r}", 0.4)
        self._missing[name] = att.Variable(name)
        return att.Variable(name)

    def _similar(self, name: str) -> tuple[str, ...]:
        from rapidfuzz import fuzz, process

        defined = [one for one in list(self.scope.now)[-_CANDIDATES:] if one != name]
        found = process.extract(
            name.lower(),
            {one: one.lower() for one in defined},
            scorer=fuzz.ratio,
            score_cutoff=80,
            limit=3,
        )
        return tuple(one for _, _, one in found)

    def is_defined(self, name: str) -> bool:
        """Whether a name stands for something here."""
        return name in self.scope.now or name in self.loops or LOOP_NAME.fullmatch(name) is not None

    def id_of(self, name: str) -> str:
        """The id of the output that a name in an announcement stands for."""
        found = self.scope.now.get(name)
        if type(found) is BlockResult:
            return self._output(found.end, None).output_uuid
        if type(found) is Definition:
            return self._output(found.action, None).output_uuid
        if name in self.heading.outputs:
            return self.heading.output_id(name)
        if name in self.assigned:
            action = self._forward.setdefault(name, Action("", {}, self.ids.new("output")))
            return str(action.uuid)
        # An id that only announcements speak of.
        if name not in self._announced:
            self._announced[name] = self.ids.new("announced")
        return self._announced[name]

    def change_id(self, action: Action, uuid: str) -> None:
        """Give an output the id that an announcement says."""
        if action.uuid is not None and action.uuid != uuid:
            self.renamed[action.uuid] = uuid
        action.uuid = uuid

    def output_of(self, action: Action) -> att.Output:
        """A reference to the output of an action that was just added."""
        return self._output(action, self.shown_name(action))

    # -- where actions come from ---------------------------------------------------------

    def mark(self, origin: ast.AST | Comment) -> None:
        """Note what the actions that are read from here on come from."""
        count = len(self.actions)
        origins = self.origins
        while origins and origins[-1][0] >= count:
            origins.pop()
        origins.append((count, origin))

    # -- actions -------------------------------------------------------------------------

    def add(self, action: Action) -> Action:
        """Append an action to the workflow."""
        self.actions.append(action)
        return action

    def define(self, name: str, action: Action) -> None:
        """Let a name stand for the output of an action."""
        if action.uuid is None:
            action.uuid = self.take_forward(name) or self.ids.new("output")
        shown = self.shown_name(action)
        if name in self._variables:
            self._set_behind(action, shown, name)
            self.scope.define(name, Named(self.variable_name(name)))
            return
        definition = Definition(action, shown)
        self.scope.define(name, definition)
        self.scope.last = (name, definition)

    def shown_name(self, action: Action) -> str | None:
        """What references call the output of an action."""
        if action.output_name is not None:
            return action.output_name
        identifier = action.identifier
        return self.heading.shown(intrinsic_name(action, identifier) or "", identifier)

    def comment(self, text: str) -> None:
        """A Comment action."""
        self.actions.append(Action(COMMENT, {"WFCommentActionText": text}))

    def nested_action(self, node: ast.Call) -> att.Attachment | None:
        """A call of an action where a value is expected: the action comes first."""
        from shortcuts_py.workbench.calls import read_call

        action = read_call(self, node)
        if action is None:
            return None
        self.guess(node, "nested-call", self.shown(node), "an action of its own", 0.9)
        self.add(action)
        return self.output_of(action)

    def calculated(self, node: ast.expr) -> att.Attachment | None:
        """The output of a Calculate action for `a + b`."""
        if type(node) is not ast.BinOp or type(node.op) not in _OPERATIONS:
            return None
        sides = [self._side(one) for one in (node.left, node.right)]
        if sides[0] is None or sides[1] is None:
            return None
        operation = _OPERATIONS[type(node.op)]
        parameters = {"WFInput": sides[0], "WFMathOperation": operation, "WFMathOperand": sides[1]}
        self.guess(node, "arithmetic", self.shown(node), "a Calculate action", 0.8)
        action = self.add(Action(_MATH, parameters))
        return self.output_of(action)

    def _side(self, node: ast.expr) -> Any:
        if type(node) is ast.Constant and type(node.value) in (int, float):
            return repr(node.value)
        one = self.calculated(node) or read_reference(self, node) or self.python(node)
        return None if one is None else TokenAttachment(one)

    def subject(self, node: ast.expr) -> att.Attachment | None:
        """What an If tests: a reference, or a calculation."""
        one = read_picked(self, node)
        if one is None and type(node) is ast.Call:
            one = self.nested_action(node)
        if one is None and type(node) is ast.BinOp:
            one = self.calculated(node)
        if one is None and type(node) is ast.JoinedStr and len(node.values) == 1:
            inner = node.values[0]
            if type(inner) is ast.FormattedValue:
                return self.subject(inner.value)
        return self.python(node) if one is None else one

    def python(self, node: ast.expr) -> att.Attachment | None:
        """What an expression of Python gives that the dialect does not have."""
        from shortcuts_py.workbench.python_values import read_python

        if type(node) is ast.NamedExpr:
            return self._walrus(node)
        count = len(self.actions)
        action = read_python(self, node)
        if action is None:
            del self.actions[count:]
            return None
        self.add(action)
        return self.output_of(action)

    def _walrus(self, node: ast.NamedExpr) -> att.Attachment | None:
        """`(x := value)`: the value, which has a name from here on."""
        from shortcuts_py.workbench.simple import read_assignment

        statement = ast.copy_location(ast.Assign([node.target], node.value), node)
        if not read_assignment(self, statement, node.target, node.value):
            return None
        self.guess(node, "python", self.shown(node), "an assignment in front of it", 0.9)
        return self.resolve(node.target)

    def made(self, node: ast.expr) -> att.Attachment | None:
        """The output of the action that a value is, such as Text; the action is added."""
        from shortcuts_py.workbench.simple import read_value_action

        action = read_value_action(self, node)
        return None if action is None else self.output_of(self.add(action))

    def list_action(self, node: ast.List) -> Action:
        """The List action of a list."""
        from shortcuts_py.workbench.values import LIST, read_parameter

        return Action("is.workflow.actions.list", {"WFItems": read_parameter(self, node, LIST)})

    def text(self, parts: list[Any]) -> TokenString:
        """A text token as this file has them."""
        variables = any(type(part) is not str for part in parts)
        return TokenString(parts, variables or self.heading.empty_ranges)

    # -- kinds ---------------------------------------------------------------------------

    def takes_number(self, one: att.Attachment | None) -> bool:
        """Whether a number between quotes that a reference is equal to is meant as a number.

        It is, unless the reference is known to be text or a date: of real comparisons with
        what nothing is known of, nine in ten are with numbers. In a transcript of ours a
        number has quotes only where it is text, but for outputs that are numbers.
        """
        self.kinds.take(self.actions)
        if self.exact:
            return self.kinds.direct(one) == NUMBER
        return self.kinds.of(one) in (NUMBER, "")

    def kind(self, one: att.Attachment | None) -> str:
        """What a reference gives, as far as it is known: see `value_kinds`."""
        self.kinds.take(self.actions)
        return self.kinds.of(one)

    def is_date(self, one: att.Attachment | None) -> bool:
        """Whether a reference is known to be a date."""
        self.kinds.take(self.actions)
        return self.kinds.direct(one) == DATE

    # -- reports -------------------------------------------------------------------------

    def guess(
        self,
        node: ast.AST,
        kind: str,
        read: str,
        made: str,
        confidence: float,
        suggestions: tuple[str, ...] = (),
    ) -> None:
        """Report a guess about a node."""
        place = self.place(node)
        self.guesses.append(Guess(*place, kind, read, made, confidence, False, suggestions))

    def lose(self, node: ast.AST, kind: str) -> None:
        """Report a part of a statement that means nothing here, and keep it as a comment."""
        text = self.segment(node) or type(node).__name__
        self.comment(text)
        shown = text if len(text) <= 200 else f"{text[:197]}..."
        self.guesses.append(Guess(*self.place(node), f"lost-{kind}", shown, "", 0.0, True))


def _actions_of(definition: Any) -> list[Action]:
    """The actions that a definition may stand for."""
    found: list[Action] = []
    pending = [definition]
    while pending:
        one = pending.pop()
        if type(one) is Merged:
            pending += one.definitions
        elif type(one) is BlockResult:
            pending.append(one.definition)
        elif type(one) is Definition:
            found.append(one.action)
    return found
