"""The state of compiling one piece of code: bindings, actions, diagnostics."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.errors import Diagnostic
from shortcuts_py.language.calls import identify, read_call
from shortcuts_py.language.comments import Comment
from shortcuts_py.language.ids import Ids
from shortcuts_py.language.notes import Notes, parse_note
from shortcuts_py.language.outputs import intrinsic_name
from shortcuts_py.language.references import read_reference
from shortcuts_py.language.scope import Definition, IndexFromZero
from shortcuts_py.language.values import read_expression
from shortcuts_py.language.vocabulary import REFERENCES
from shortcuts_py.limits import current_limits
from shortcuts_py.names import by_identifier
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow.actions import Action, Node
from shortcuts_py.workflow.attachments import Attachment
from shortcuts_py.workflow.values import TokenAttachment

if TYPE_CHECKING:
    from shortcuts_py.language.apps import AppHandle

__all__ = ["Argument", "Reader"]

_ATTACHMENTS: dict[str, type[Any]] = {
    "ExtensionInput": att.ShortcutInput,
    "Clipboard": att.Clipboard,
    "CurrentDate": att.CurrentDate,
    "CurrentApp": att.CurrentApp,
    "DeviceDetails": att.DeviceDetails,
    "Ask": att.Ask,
    "Input": att.ActionInput,
}

_SETS = ("is.workflow.actions.setvariable", "is.workflow.actions.appendvariable")

# A name stands for an output, a variable, an app, or a parameter of an inlined function.
Binding = Any


class Argument:
    """What a caller gave for a parameter of an inlined function, and the names it knew."""

    __slots__ = ("node", "scopes")

    def __init__(self, node: ast.expr, scopes: list[dict[str, Binding]]) -> None:
        self.node = node
        self.scopes = scopes


class Reader:
    """What the readers of statements and values share.

    Attributes:
        filename: the source's name, for messages.
        lines: the lines of the piece of source that is being read.
        body: the list that actions are being added to.
        diagnostics: the problems found so far.
        ranges: whether texts without attachments get empty ranges.
        said: attributes of the workflow that the header says.
        scopes: bindings of names, innermost last.
        numbers: named variables that only numbers are assigned to, and ids of such outputs.
        range_indexes: names of the indexes of the `range` loops around.
        depth: how many loops are open.
        statement: the statement that is being read.
        limits: what the code may cost.
        inlined: how many statements calls of functions have added so far.
        names_input: whether the source has a name of the shortcut's input in it.
    """

    def __init__(self, source: str, filename: str) -> None:
        self.filename = filename
        self.lines: list[str] = []
        self.has_notes = "#:" in source
        self.names_input = "shortcut_input" in source or "ExtensionInput" in source
        self.diagnostics: list[Diagnostic] = []
        self.body: list[Node] = []
        self.ids = Ids(source)
        self.ranges = False
        self.era = "ios15"
        self.root: Any = "dictionary"
        self.said: dict[str, Any] = {}
        self.header: ast.Call | None = None
        self.icon: dict[str, Any] = {}
        self.unknown: dict[str, Any] = {}
        self.output_names: dict[str, str] = {}
        self.apps: dict[str, AppHandle] = {}
        self.scopes: list[dict[str, Binding]] = [{}]
        self.functions: dict[str, ast.FunctionDef] = {}
        self.calling: list[str] = []
        self.numbers: set[str] = set()
        self.range_indexes: list[str] = []
        self.depth = 0
        self.questions: list[tuple[dict[str, Any], Any]] = []
        self.pending_questions: list[tuple[dict[str, Any], ast.Call]] = []
        self.comments: list[Comment] = []
        self.comment = 0
        self.statement: ast.stmt | None = None
        self.limits = current_limits()
        self.inlined = 0

    # -- diagnostics --------------------------------------------------------------------

    def error(
        self,
        node: ast.AST,
        code: str,
        message: str,
        suggestions: tuple[str, ...] = (),
        word: str | None = None,
    ) -> None:
        """Add an error at a node.

        Args:
            node: where it is.
            code: the kind of problem.
            message: what is wrong.
            suggestions: what could stand there instead, most likely first.
            word: the only wrong part of the node, where it starts with one.
        """
        line = getattr(node, "lineno", 1)
        column = getattr(node, "col_offset", 0)
        end_line = getattr(node, "end_lineno", None) or line
        end_column = getattr(node, "end_col_offset", None) or column
        if word is not None:
            end_line, end_column = line, column + len(word.encode("utf-8", "surrogatepass"))
        start = (line, self.characters(line, column) + 1)
        end = (end_line, self.characters(end_line, end_column) + 1)
        for earlier in self.diagnostics[-20:]:
            if start <= (earlier.line or 0, earlier.column or 0) < end:
                return  # what is around a mistake cannot be read because of it
        self.diagnostics.append(
            Diagnostic("error", code, message, *start, *end, suggestions=suggestions)
        )

    def characters(self, line: int, column: int) -> int:
        """Characters in front of a column that `ast` counts in UTF-8 bytes."""
        if not 0 < line <= len(self.lines):
            return column
        text = self.lines[line - 1]
        if text.isascii():
            return column
        return len(text.encode("utf-8", "surrogatepass")[:column].decode("utf-8", "replace"))

    def unknown_word(
        self,
        node: ast.AST,
        code: str,
        message: str,
        near: tuple[str, ...],
        word: str | None = None,
        otherwise: str = "",
    ) -> None:
        """Add an error about a word that nobody knows, with the nearest ones (`nearest`).

        Args:
            node: where it is.
            code: the kind of problem.
            message: what is wrong.
            near: what could be meant.
            word: the only wrong part of the node, where it starts with one.
            otherwise: what to say where nothing is near.
        """
        from shortcuts_py.language.nearest import did_you_mean

        self.error(node, code, message + (did_you_mean(near) or otherwise), near, word)

    def spelling(self, node: ast.Call) -> str:
        """How the source spells what is called."""
        return f"{ast.unparse(node.func)}()"

    # -- notes --------------------------------------------------------------------------

    def notes(self, line: int, column: int) -> Notes:
        """The margin notes behind a column (in UTF-8 bytes) of a line."""
        if not self.has_notes or line > len(self.lines):
            return {}
        text = self.lines[line - 1]
        if "#:" not in text:
            return {}
        if not text.isascii():
            column = self.characters(line, column)
        return parse_note(text[column:]) or {}

    # -- names --------------------------------------------------------------------------

    def bind(self, name: str, binding: Binding) -> None:
        """Let a name stand for something in the innermost scope."""
        self.scopes[-1][name] = binding

    def lookup(self, name: str) -> Binding | None:
        """What a name stands for; None where it was never bound."""
        for scope in reversed(self.scopes):
            found = scope.get(name)
            if found is not None:
                return found
        return None

    def is_loop_variable(self, name: str) -> bool:
        """Whether a name stands for the item or the index of a loop around."""
        for scope in reversed(self.scopes[1:]):
            if name in scope:
                binding = scope[name]
                return isinstance(binding, att.Variable) and binding.name.startswith("Repeat I")
        return False

    def is_bound(self, name: str) -> bool:
        """Whether a name stands for a value of the code."""
        return self.lookup(name) is not None or name in REFERENCES

    def resolve(self, node: ast.Name) -> Attachment | None:
        """A new attachment for a name; None, with an error, where it is unknown."""
        name = node.id
        binding = self.lookup(name)
        if binding is None:
            tag = REFERENCES.get(name)
            if tag is not None:
                attachment: Attachment = _ATTACHMENTS[tag]()
                return attachment
            if name == "_":
                self.error(node, "implicit-input", "_ stands alone: x = _, if _ ..., for x in _")
            else:
                from shortcuts_py.language.suggestions import near_names

                message = f"{name!r} is not defined"
                self.unknown_word(node, "undefined-name", message, near_names(self, node))
            return None
        if isinstance(binding, Definition):
            return att.Output(binding.uuid, binding.shown)
        if isinstance(binding, att.Variable):
            chain = _copied(binding.aggrandizements)
            return att.Variable(binding.name, binding.variable_uuid, chain)
        if isinstance(binding, Argument):
            self.scopes, kept = binding.scopes, self.scopes
            try:
                return self.reference(binding.node)
            finally:
                self.scopes = kept
        if isinstance(binding, IndexFromZero):
            parameters: dict[str, Any] = {
                "WFInput": TokenAttachment(att.Variable(binding.name)),
                "WFMathOperation": "-",
                "WFMathOperand": "1",
            }
            return self.output_of(Action("is.workflow.actions.math", parameters))
        if isinstance(binding, att.Output):
            # What a function was given, or the index of a loop that counts from 0.
            return att.Output(
                binding.output_uuid, binding.output_name, _copied(binding.aggrandizements)
            )
        self.error(node, "not-a-value", f"{name!r} is an app, not a value")
        return None

    def argument(self, node: ast.expr) -> str | None:
        """The text of a parameter of an inlined function that was given as a literal."""
        binding = self.lookup(node.id) if type(node) is ast.Name else None
        if isinstance(binding, Argument) and isinstance(binding.node, ast.Constant):
            value = binding.node.value
            return str(value) if type(value) in (str, int, float) else None
        return None

    def is_number(self, node: ast.expr) -> bool:
        """Whether an expression is known to be a number."""
        kind = type(node)
        if kind is ast.Name:
            binding = self.lookup(node.id)  # type: ignore[attr-defined]
            if isinstance(binding, Definition):
                return binding.number
            if isinstance(binding, IndexFromZero):
                return True
            if isinstance(binding, att.Output):
                return binding.output_uuid in self.numbers
            return isinstance(binding, att.Variable) and (
                binding.name in self.numbers or binding.name.startswith("Repeat Index")
            )
        if kind is ast.Constant:
            return type(node.value) in (int, float)  # type: ignore[attr-defined]
        if kind is ast.BinOp:
            return not _is_text_operation(self, node)  # type: ignore[arg-type]
        if kind is ast.UnaryOp:
            return self.is_number(node.operand)  # type: ignore[attr-defined]
        if kind is ast.Call:
            function = node.func  # type: ignore[attr-defined]
            if type(function) is ast.Name and function.id in (
                "len",
                "round",
                "abs",
                "int",
                "float",
            ):
                return True
            identifier = identify(self, node)  # type: ignore[arg-type]
            names = by_identifier(identifier) if identifier else None
            return names is not None and names.number
        return False

    def app_of(self, node: ast.Call) -> AppHandle | None:
        """The declared app that a call goes through."""
        function = node.func
        if type(function) is ast.Attribute and type(function.value) is ast.Name:
            return self.apps.get(function.value.id)
        return None

    # -- values -------------------------------------------------------------------------

    def value(self, node: ast.expr) -> Any:
        """The parameter value of an expression; None after an error."""
        if type(node) is ast.Name:
            binding = self.lookup(node.id)
            if isinstance(binding, Argument):
                self.scopes, kept = binding.scopes, self.scopes
                try:
                    return self.value(binding.node)
                finally:
                    self.scopes = kept
        return read_expression(self, node)

    def reference(self, node: ast.expr) -> Attachment | None:
        """The attachment of an expression; actions it needs are added before."""
        attachment = read_reference(self, node)
        if attachment is not None:
            return attachment
        if type(node) is ast.Name:
            return None  # `resolve` has said why
        return self.evaluate(node)

    def keywords(self, keywords: list[ast.keyword]) -> dict[str, Any]:
        """Parameters by their keys in the file: `Key=value` and `**{"Key": value}`."""
        parameters: dict[str, Any] = {}
        for one in keywords:
            if one.arg is not None:
                parameters[one.arg] = self.value(one.value)
            elif isinstance(one.value, ast.Dict):
                for key, value in zip(one.value.keys, one.value.values, strict=True):
                    if isinstance(key, ast.Constant) and type(key.value) is str:
                        parameters[key.value] = self.value(value)
                    else:
                        self.error(value, "bad-argument", "a key in ** is a plain string")
            else:
                self.error(one.value, "bad-argument", "** takes a dictionary of keys and values")
        return {key: value for key, value in parameters.items() if value is not None}

    # -- actions ------------------------------------------------------------------------

    def emit(self, node: Node) -> None:
        """Add an action or a block."""
        self.body.append(node)

    def emit_block(self, node: Node, statement: ast.stmt) -> None:
        """Add the block of a statement."""
        self.body.append(node)

    def settle_questions(
        self, questions: list[tuple[dict[str, Any], ast.Call]], start: int
    ) -> None:
        """Let questions ask about the statement whose actions begin at `start`.

        They mean the statement's own action: the last one, before a variable is set to it.
        """
        added = self.body[start:]
        asked = [one for one in added if not (isinstance(one, Action) and one.identifier in _SETS)]
        if asked or added:
            node = (asked or added)[-1]
            for question, call in questions:
                self._check_question(question, call, node)
                self.questions.append((question, node))
        else:
            self.pending_questions = questions + self.pending_questions

    def _check_question(self, question: dict[str, Any], call: ast.Call, node: Any) -> None:
        """A question about a parameter that its action does not have is a mistake."""
        names = by_identifier(node.identifier) if isinstance(node, Action) else None
        word = question["ParameterKey"]
        if (
            names is not None
            and names.keys
            and word not in names.keys
            and word not in names.keywords
            and word not in getattr(node, "parameters", {})
        ):
            from shortcuts_py.language.nearest import nearest

            near = nearest(word, names.keys)
            if near:
                message = f"{names.name}() has no parameter {word!r}"
                self.unknown_word(call, "unknown-parameter", message, near)

    def shown_name(self, action: Action) -> str | None:
        """What references call an action's output."""
        if action.output_name is not None:
            return action.output_name
        if action.identifier in self.output_names:
            return self.output_names[action.identifier]
        return intrinsic_name(action, action.identifier)

    def default_shown(self, identifier: str) -> str | None:
        """What the file calls the output of an action without a name of its own."""
        if identifier in self.output_names:
            return self.output_names[identifier]
        names = by_identifier(identifier)
        return names.output if names else None

    def output_of(self, action: Action, purpose: str = "value") -> att.Output:
        """Add an action and refer to its output."""
        if action.uuid is None:
            action.uuid = self.ids.new(purpose)
        self.emit(action)
        return att.Output(action.uuid, self.shown_name(action))

    def call(self, node: ast.Call, identifier: str) -> Action:
        """The action of a call; it is not added yet."""
        return read_call(self, node, identifier)

    def evaluate(self, node: ast.expr) -> Attachment | None:
        """Compile an expression that is no reference into actions; the last one's output."""
        from shortcuts_py.language.expressions import evaluate

        return evaluate(self, node)

    def decide(self, node: ast.expr, parameters: dict[str, Any] | None = None) -> Attachment:
        """Compile a condition into an If whose result is the number 1 or 0."""
        from shortcuts_py.language.choices import decide

        return decide(self, node, parameters)

    def once(self, node: ast.expr) -> ast.expr:
        """A reference to what an expression gives, so that using it twice runs it once."""
        from shortcuts_py.language.scope import is_reference

        if isinstance(node, ast.Constant | ast.JoinedStr) or is_reference(node):
            return node
        attachment = self.reference(node)
        if attachment is None:
            return node
        name = f"<{len(self.scopes[-1])}>"  # no name of the code
        self.bind(name, attachment)
        if self.is_number(node) and isinstance(attachment, att.Output):
            self.numbers.add(attachment.output_uuid)
        return ast.copy_location(ast.Name(name, ast.Load()), node)


def _copied(chain: list[Any] | None) -> list[Any] | None:
    return None if chain is None else list(chain)


def _is_text_operation(reader: Reader, node: ast.BinOp) -> bool:
    if type(node.op) is not ast.Add:
        return False
    sides = (node.left, node.right)
    return any(
        (type(one) is ast.Constant and type(one.value) is str)
        or type(one) is ast.JoinedStr
        or (type(one) is ast.BinOp and _is_text_operation(reader, one))
        for one in sides
    )
