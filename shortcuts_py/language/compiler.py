"""Code of the native dialect as a workflow. The source is parsed, never run."""

from __future__ import annotations

import ast
import warnings

from shortcuts_py.collecting import paused_collection
from shortcuts_py.errors import CompileError, Diagnostic
from shortcuts_py.language.analysis import analyse
from shortcuts_py.language.body_reader import read_body
from shortcuts_py.language.comments import find_comments
from shortcuts_py.language.declarations import (
    bind_names,
    call_of,
    called,
    declares,
)
from shortcuts_py.language.header import Features
from shortcuts_py.language.questions import index_nodes, settle_question
from shortcuts_py.language.reader import Reader
from shortcuts_py.workflow.document import DEFAULT_ICON, Workflow
from shortcuts_py.workflow.tree import flatten, nest

__all__ = ["compile_native"]


def compile_native(source: str, filename: str = "<string>") -> Workflow:
    """Compile code of the native dialect.

    Args:
        source: the code.
        filename: its name, for messages.

    Raises:
        CompileError: with every problem that was found.
    """
    source = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    reader = Reader(source, filename)
    try:
        with paused_collection():
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # invalid escapes are the author's, not ours
                module = ast.parse(source, filename)
            return _compile(reader, module, source)
    except SyntaxError as error:
        raise CompileError([_syntax_diagnostic(error)], filename) from None
    except (RecursionError, MemoryError):
        message = "the code is nested too deeply"
        raise CompileError(
            [Diagnostic("error", "too-deep", message, 1, 1, 1, 1)], filename
        ) from None
    except ValueError as error:
        diagnostic = Diagnostic("error", "syntax", f"not readable as Python: {error}", 1, 1, 1, 1)
        raise CompileError([diagnostic], filename) from None


def _syntax_diagnostic(error: SyntaxError) -> Diagnostic:
    line, column = error.lineno or 1, error.offset or 1
    end_line = error.end_lineno or line
    end_column = error.end_offset or column
    if (end_line, end_column) < (line, column):
        end_line, end_column = line, column + 1
    return Diagnostic(
        "error", "syntax", f"{error.msg}", line, max(column, 1), end_line, max(end_column, 1)
    )


def _compile(reader: Reader, module: ast.Module, source: str) -> Workflow:
    statements = [one for index, one in enumerate(module.body) if not _is_preamble(one, index == 0)]
    reader.comments = find_comments(source)
    reader.comment = 0
    skip_until = 0
    for index, one in enumerate(module.body):
        if not _is_preamble(one, index == 0) and not _is_header(one):
            break
        skip_until = one.end_lineno or one.lineno
    rest: list[ast.stmt] = []
    for one in statements:
        if isinstance(one, ast.FunctionDef):
            from shortcuts_py.language.functions import read_function

            read_function(reader, one)
        elif declares(reader, one):
            pass
        else:
            rest.append(one)
    _drop_comments(reader, skip_until)
    bind_names(reader, rest, "output", set())
    read_body(reader, list(statements), len(reader.lines) + 1)
    for _, call in reader.pending_questions:
        reader.error(call, "stray-question", "no action follows this question")
    if reader.root == "action" and not reader.diagnostics and _count(reader) != 1:
        message = 'root="action" is a file with exactly one action; take root="actions"'
        reader.diagnostics.append(Diagnostic("error", "bad-root", message, 1, 1, 1, 1))
    if reader.diagnostics:
        problems = sorted(reader.diagnostics, key=lambda one: (one.line or 0, one.column or 0))
        raise CompileError(list(dict.fromkeys(problems)), reader.filename)
    return _finish(reader)


def _count(reader: Reader) -> int:
    return sum(1 for _ in flatten(reader.body))


def _is_preamble(node: ast.stmt, first: bool) -> bool:
    """The module's docstring and its imports: for readers and editors, not for the shortcut."""
    if first and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return type(node.value.value) is str
    return isinstance(node, ast.Import | ast.ImportFrom)


def _is_header(node: ast.stmt) -> bool:
    call = call_of(node)
    return call is not None and isinstance(node, ast.Expr) and called(call) == "shortcut"


def _drop_comments(reader: Reader, until: int) -> None:
    """Comments in front of imports and header belong to the source: licences, shebangs."""
    comments = reader.comments
    while reader.comment < len(comments) and comments[reader.comment].line <= until:
        reader.comment += 1


def _finish(reader: Reader) -> Workflow:
    workflow = Workflow(nest(list(flatten(reader.body))), root=reader.root)
    if reader.root in ("action", "actions"):
        for field in Workflow.FIELDS:
            setattr(workflow, field.attribute, None)
        return workflow
    said = reader.said
    for attribute, value in said.items():
        setattr(workflow, attribute, value)
    features = Features(workflow, analyse(workflow.actions).shortcut_input)
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
