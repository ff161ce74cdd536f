"""The reader of the WorkflowBench dialect: text to a workflow."""

from __future__ import annotations

import ast
import re
from typing import Any, NamedTuple

from shortcuts_py.collecting import paused_collection
from shortcuts_py.equivalence import ID_KEYS
from shortcuts_py.errors import CompileError, Diagnostic, ShortcutError
from shortcuts_py.workbench.body import Body
from shortcuts_py.workbench.guesses import Guess, Guesses
from shortcuts_py.workbench.heading import Heading, find_heading
from shortcuts_py.workbench.reading import Reader
from shortcuts_py.workbench.root import make_workflow
from shortcuts_py.workbench.source import Source, read_source, read_transcript
from shortcuts_py.workbench.source_map import SourceMap
from shortcuts_py.workflow.actions import Action, UnknownAction, read_action, write_action
from shortcuts_py.workflow.document import Workflow

__all__ = [
    "Program",
    "compile_workbench",
    "read_actions",
    "read_any",
    "read_module",
    "read_program",
    "read_text",
]

FlatAction = Action | UnknownAction
# What only looks like damage in a transcript: our printer escapes as Python does, where the
# paper's left backslashes as they were; texts in braces are values of the file; and a bare word is
# reported where it stands for nothing when the transcript is read as it stands.
_SOUND = frozenset({"literal-backslash", "unquoted-word", "wrapped-text"})
_UUID = re.compile(r"[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}")


def compile_workbench(code: str, filename: str = "<string>") -> Workflow:
    """Read a text of the dialect, sound or damaged.

    Args:
        code: the text.
        filename: its name, for messages.

    Raises:
        CompileError: something was lost; `shortcuts_py.repair` gives what could be read.
    """
    return read_text(code, filename)[0]


def read_text(code: str, filename: str = "<string>") -> tuple[Workflow, list[Diagnostic]]:
    """The same, with a warning for each guess.

    Raises:
        CompileError: something was lost.
    """
    program = read_program(code, filename)
    return program.workflow, program.warnings


class Program(NamedTuple):
    """What a text means.

    Attributes:
        workflow: the workflow.
        warnings: one for each guess.
        places: where its actions stand in the text.
    """

    workflow: Workflow
    warnings: list[Diagnostic]
    places: SourceMap


def read_program(code: str, filename: str = "<string>") -> Program:
    """The same, with the places of the actions.

    Raises:
        CompileError: something was lost.
    """
    guesses = Guesses()
    try:
        workflow, places = _read(code, guesses)
    except SyntaxError as error:
        line, column = error.lineno or 1, max(error.offset or 1, 1)
        diagnostic = Diagnostic("error", "syntax", error.msg, line, column, line, column + 1)
        raise CompileError([diagnostic], filename) from None
    except CompileError:
        raise
    except ShortcutError as error:
        diagnostic = Diagnostic("error", "unreadable", str(error), 1, 1, 1, 1)
        raise CompileError([diagnostic], filename) from None
    lost = [_loss(guess) for guess in guesses.in_order() if guess.lost]
    if lost:
        raise CompileError(lost, filename)
    return Program(workflow, [_warning(guess) for guess in guesses.in_order()], places)


def _loss(guess: Guess) -> Diagnostic:
    if guess.kind == "lost-announcement":
        message = f"this announcement cannot be applied: {guess.made}"
    else:
        message = f"this cannot be read, and would be lost ({guess.kind}): {guess.read}"
        message += _advice(guess.read)
    return Diagnostic("error", "lost-text", message, *guess[:4], suggestions=guess.suggestions)


# What Python has and shortcuts do not, by the word that it starts with.
_INSTEAD = {
    "while": "shortcuts repeat a number of times or with each item, and stop inside of an If",
    "break": "a loop of a shortcut ends when it is through; put what follows into an If",
    "continue": "put the rest of the loop into an If",
    "except": "a shortcut stops at an error; test for it in front",
    "with": "files are read by actions, such as is_workflow_actions_documentpicker_open",
    "def": "write the statements where they are used, or call another shortcut",
    "class": "write the statements one below the other",
    "async": "actions wait for one another anyway",
    "await": "actions wait for one another anyway",
    "raise": "show an alert, and stop with is_workflow_actions_exit()",
    "assert": "use an If",
    "lambda": "write the action where it is used",
}


def _advice(text: str) -> str:
    """What to write instead of a text that is lost."""
    found = re.match(r"(?:\w+ = )?(\w+)\b", text)
    instead = None if found is None else _INSTEAD.get(found.group(1))
    return "" if instead is None else f"; {instead}"


def _warning(guess: Guess) -> Diagnostic:
    made = f"; read as {guess.made}" if guess.made else ""
    message = f"a guess ({guess.kind}, {guess.confidence:.0%} sure){made}"
    return Diagnostic("warning", "guess", message, *guess[:4], suggestions=guess.suggestions)


def read_any(code: str, guesses: Guesses) -> Workflow:
    """Read a text, sound or damaged.

    Our own transcripts mean what they say, however odd a text in them looks. Whether one is
    as it was printed shows when it is printed again; that is tried where a guess was made.

    Args:
        code: the text.
        guesses: takes up every guess and every loss.
    """
    return _read(code, guesses)[0]


def _read(code: str, guesses: Guesses) -> tuple[Workflow, SourceMap]:
    found = Guesses()
    workflow, places = _read_module(read_source(code, found), found)
    if found:
        transcript = read_transcript(code)
        if transcript is not None:
            said = Guesses()
            again, other = _read_module(transcript, said)
            sound = all(one.kind in _SOUND for one in found)
            if not said and (sound or _is_printed(again, code)):
                return again, other
    guesses.extend(found)
    return workflow, places


def _is_printed(workflow: Workflow, code: str) -> bool:
    from shortcuts_py.workbench.writer import decompile_workbench

    wanted = _UUID.sub("", code)  # ids are new ones each time
    try:
        return any(
            _UUID.sub("", decompile_workbench(workflow, keep_ids=keep)) == wanted
            for keep in (False, True)
        )
    except ShortcutError:
        return False


def read_module(source: Source, guesses: Guesses) -> Workflow:
    """Make a workflow of the statements of a text.

    Args:
        source: what the text layer read.
        guesses: takes up every guess and every loss; what was lost is a Comment action.

    Raises:
        ShortcutError: the text is nested too deeply.
    """
    return _read_module(source, guesses)[0]


def _read_module(source: Source, guesses: Guesses) -> tuple[Workflow, SourceMap]:
    try:
        with paused_collection():
            heading = _heading(source, guesses)
            reader = read_actions(source, guesses, heading)
            possible = "input(" in source.code or "ExtensionInput" in source.code
            return make_workflow(reader.actions, heading, possible), SourceMap(reader)
    except (RecursionError, MemoryError):
        raise ShortcutError("the code is nested too deeply") from None
    except ValueError as error:
        # Python writes no number of thousands of digits.
        raise ShortcutError(f"a value of the code cannot be written: {error}") from None


def _heading(source: Source, guesses: Guesses) -> Heading:
    try:
        return find_heading(source.comments)
    except ShortcutError as error:
        first = next(one for one in source.comments if "shortcuts_py:" in one.text)
        place = (first.line, first.column + 1, first.line, first.column + 1 + len(first.text))
        guesses.append(Guess(*place, "lost-announcement", first.text, str(error), 0.0, True))
        return Heading()


def read_actions(source: Source, guesses: Guesses, heading: Heading) -> Reader:
    """Read the statements; the result's `actions` are as the file lists them."""
    reader = Reader(source, guesses, heading)
    nodes = source.module.body
    lines = _prepare(reader, nodes)
    body = Body(reader, lines)
    body.read(nodes, 1 << 60)
    body.comments_before(1 << 60, 0)
    _insert(reader)
    if reader.renamed:
        reader.actions = [_renamed(one, reader.renamed) for one in reader.actions]
    return reader


def _prepare(reader: Reader, nodes: list[ast.stmt]) -> list[int]:
    """Take up what names are assigned, and how first; gives the lines of all statements."""
    assigned = reader.assigned
    lines: list[int] = []
    stack: list[Any] = list(reversed(nodes))
    while stack:
        node = stack.pop()
        lines.append(node.lineno)
        kind = type(node)
        if kind is ast.Assign:
            target = node.targets[0]
            if type(target) is ast.Name and target.id not in assigned:
                assigned[target.id] = _is_reference(node.value)
        elif kind is ast.If or kind is ast.For or kind is ast.While:
            stack += reversed(node.orelse)
            stack += reversed(node.body)
        elif kind is ast.Match:
            for case in reversed(node.cases):
                stack += reversed(case.body)
    return lines


def _is_reference(node: ast.expr) -> bool:
    """Whether assigning this sets a variable."""
    kind = type(node)
    if kind is ast.Name or kind is ast.Attribute:
        return True
    if kind is ast.Call:
        function = node.func  # type: ignore[attr-defined]
        if type(function) is ast.Name:
            return function.id in _REFERENCE_CALLS
        return type(function) is ast.Attribute and function.attr == "now"
    if kind is ast.Constant:
        return node.value is None  # type: ignore[attr-defined]
    if kind is ast.Subscript:
        return _is_reference(node.value)  # type: ignore[attr-defined]
    return False


_REFERENCE_CALLS = frozenset(
    {"str", "float", "int", "bool", "dict", "coerce_variable", "format_date", "getattr"}
    | {"unit_variable_transform"}
)


def _insert(reader: Reader) -> None:
    """Put in the actions that were found to be needed behind others."""
    if not reader.insertions:
        return
    actions: list[FlatAction] = []
    origins: list[tuple[int, Any]] = []
    marks = iter([*reader.origins, (len(reader.actions), None)])
    start, origin = next(marks)
    for index, one in enumerate(reader.actions):
        if index == start:
            origins.append((len(actions), origin))
            start, origin = next(marks)
        actions.append(one)
        actions += reader.insertions.get(id(one), ())
    reader.actions, reader.origins = actions, origins


def _renamed(action: FlatAction, ids: dict[str, str]) -> FlatAction:
    """An action with ids that an announcement changed after they had been used."""
    return read_action(_with_ids(write_action(action), ids))


def _with_ids(value: Any, ids: dict[str, str]) -> Any:
    if type(value) is dict:
        return {
            key: ids.get(one, one) if key in ID_KEYS and type(one) is str else _with_ids(one, ids)
            for key, one in value.items()
        }
    if type(value) is list:
        return [_with_ids(one, ids) for one in value]
    return value
