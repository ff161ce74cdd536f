"""Code of the native dialect as a workflow. The source is parsed, never run."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from shortcuts_py.collecting import paused_collection
from shortcuts_py.errors import CompileError, Diagnostic
from shortcuts_py.language.analysis import analyse
from shortcuts_py.language.body_reader import read_body
from shortcuts_py.language.declarations import (
    Assignments,
    declares,
)
from shortcuts_py.language.features import Features
from shortcuts_py.language.parsing import parse_quietly
from shortcuts_py.language.pieces import (
    CannotCut,
    Piece,
    is_header,
    is_preamble,
    parse_pieces,
    whole,
)
from shortcuts_py.language.questions import index_nodes, settle_question
from shortcuts_py.language.reader import Reader
from shortcuts_py.workflow.document import DEFAULT_ICON, Workflow
from shortcuts_py.workflow.tree import flatten, is_nested, nest

__all__ = ["compile_native", "finish", "normalise", "read_module"]


def normalise(source: str) -> str:
    """Code as it is parsed: without byte-order marks, with line ends as Python has them."""
    return source.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def compile_native(source: str, filename: str = "<string>") -> Workflow:
    """Compile code of the native dialect.

    Args:
        source: the code.
        filename: its name, for messages.

    Raises:
        CompileError: with every problem that was found.
    """
    source = normalise(source)
    reader = Reader(source, filename)
    try:
        with paused_collection():
            try:
                read_module(reader, parse_pieces(source, filename))
            except CannotCut:
                reader = Reader(source, filename)
                read_module(reader, whole(source, parse_quietly(source, filename)))
            if not reader.diagnostics:
                return finish(reader)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        pass  # the examination says what and where
    raise CompileError(_problems(reader, source), filename)


def _problems(reader: Reader, source: str) -> list[Diagnostic]:
    """All errors of code that does not compile, those behind a syntax error too."""
    from shortcuts_py.language.examination import examine

    found = [one for one in examine(source, reader.filename).diagnostics if one.severity == "error"]
    if not found and reader.diagnostics:
        # In one piece, so that the lines are those of the source.
        reader = Reader(source, reader.filename)
        read_module(reader, whole(source, parse_quietly(source)))
        found = sorted(reader.diagnostics, key=lambda one: (one.line or 0, one.column or 0))
    return found


def read_module(reader: Reader, pieces: Iterable[Piece]) -> None:
    """Read a module into a reader: its header, what its names stand for, its statements.

    Args:
        reader: takes up what is read.
        pieces: the module.
    """
    assignments = Assignments(reader, "output")
    waiting: list[Piece] = []
    for piece in pieces:
        if not waiting:
            _drop_comments(piece)
        reader.lines = piece.lines
        piece.statements[:] = [
            one
            for index, one in enumerate(piece.statements)
            if not is_preamble(one, first=not waiting and index == 0)
        ]
        assignments.add(one for one in piece.statements if not _declares(reader, one))
        waiting.append(piece)
    assignments.settle()
    waiting.reverse()
    while waiting:
        piece = waiting.pop()
        reader.lines, reader.comments, reader.comment = piece.lines, piece.comments, 0
        read_body(reader, piece.statements, len(piece.lines) + 1)
    for _, call in reader.pending_questions:
        reader.error(call, "stray-question", "no action follows this question")
    if reader.root == "action" and not reader.diagnostics and _count(reader) != 1:
        message = 'root="action" is a file with exactly one action; take root="actions"'
        reader.diagnostics.append(Diagnostic("error", "bad-root", message, 1, 1, 1, 1))


def _count(reader: Reader) -> int:
    return sum(1 for _ in flatten(reader.body))


def _drop_comments(piece: Piece) -> None:
    """Comments in front of imports and header belong to the source: licences, shebangs."""
    until = 0
    for index, one in enumerate(piece.statements):
        if not is_preamble(one, index == 0) and not is_header(one):
            break
        until = one.end_lineno or one.lineno
    piece.comments[:] = [one for one in piece.comments if one.line > until]


def _declares(reader: Reader, node: ast.stmt) -> bool:
    """Take up what only says what a name means."""
    if isinstance(node, ast.FunctionDef):
        from shortcuts_py.language.functions import read_function

        read_function(reader, node)
        return True
    return declares(reader, node)


def finish(reader: Reader) -> Workflow:
    """The workflow of what a reader has read."""
    # Parts of blocks may have been called one by one.
    body = reader.body if is_nested(reader.body) else nest(list(flatten(reader.body)))
    workflow = Workflow(body, root=reader.root)
    if reader.root in ("action", "actions"):
        for field in Workflow.FIELDS:
            setattr(workflow, field.attribute, None)
        return workflow
    said = reader.said
    for attribute, value in said.items():
        setattr(workflow, attribute, value)
    # Only code that has one of its names can refer to it; few pieces of code do.
    shortcut_input = reader.names_input and analyse(workflow.actions).shortcut_input
    features = Features(workflow, shortcut_input)
    defaults = features.defaults(workflow, reader.era)
    if "minimum_client_version" not in said:
        workflow.minimum_client_version = defaults["minimum_client_version"]
        defaults = features.defaults(workflow, reader.era)
    for attribute, value in defaults.items():
        if attribute not in said:
            setattr(workflow, attribute, value)
    if reader.icon:
        workflow.icon = {**DEFAULT_ICON, **reader.icon}
    elif "icon" not in said:
        workflow.icon = dict(DEFAULT_ICON)
    workflow.unknown = reader.unknown
    if "WFWorkflowActions" in workflow.unknown:
        workflow.has_actions = False
        if workflow.unknown["WFWorkflowActions"] is None:
            del workflow.unknown["WFWorkflowActions"]
    if reader.questions:
        indexes, _ = index_nodes(reader.body)
        questions = [
            settle_question(question, node, indexes[id(node)])
            for question, node in reader.questions
        ]
        workflow.import_questions = sorted(questions, key=lambda one: int(one["ActionIndex"]))
    return workflow
