"""Reading the statements of a body, and the comments between them."""

from __future__ import annotations

import ast
from typing import Any

from shortcuts_py.language.assignment_reader import (
    assign,
    read_annotated,
    read_assign,
    read_augmented,
)
from shortcuts_py.language.blocks import read_result
from shortcuts_py.language.calls import identify, read_raw_action
from shortcuts_py.language.comments import Comment
from shortcuts_py.language.conditionals import read_if
from shortcuts_py.language.declarations import (
    RESULT_WORDS,
    statement_notes,
    statement_uuid,
)
from shortcuts_py.language.expressions import literal_action
from shortcuts_py.language.loops import read_for
from shortcuts_py.language.menus import read_match
from shortcuts_py.language.questions import read_question
from shortcuts_py.language.reader import Reader
from shortcuts_py.language.scope import is_reference
from shortcuts_py.language.text import is_text
from shortcuts_py.limits import check_time
from shortcuts_py.workflow.actions import Action
from shortcuts_py.workflow.identifiers import ADD_VARIABLE, COMMENT, EXIT, NOTHING, OUTPUT
from shortcuts_py.workflow.text import TokenString
from shortcuts_py.workflow.values import TokenAttachment

__all__ = ["read_body"]

_COMMENT_KEYS = ("comment", "WFCommentActionText")


def read_body(
    reader: Reader, statements: list[ast.stmt], until: int, column: int | None = None
) -> None:
    """Compile the statements of a body.

    Args:
        reader: its `body` takes the actions.
        statements: the statements.
        until: the line before which comments behind the last statement belong here.
        column: the least indentation of such comments; None for that of the statements.
    """
    if not statements:
        return
    if column is None:
        column = statements[0].col_offset
    comments: list[Comment] = reader.comments
    for index, statement in enumerate(statements):
        while reader.comment < len(comments) and comments[reader.comment].line < statement.lineno:
            if isinstance(statement, ast.FunctionDef) and _touches(reader, statement):
                break
            _emit_comment(reader)
        kind = type(statement)
        check_time()
        reader.statement = statement
        questions, reader.pending_questions = reader.pending_questions, []
        start = len(reader.body)
        following = statements[index + 1].lineno if index + 1 < len(statements) else until
        if kind in _COMPOUND:
            _skip_comments(reader, _header_end(statement))
            _COMPOUND[kind](reader, statement, following)
        else:
            read = _SIMPLE.get(kind)
            if read is None:
                _unsupported(reader, statement)
            else:
                read(reader, statement)
            _skip_comments(reader, statement.end_lineno or statement.lineno)
        if questions:
            reader.settle_questions(questions, start)
    while reader.comment < len(comments):
        comment = comments[reader.comment]
        if comment.line >= until or comment.column < column:
            break
        _emit_comment(reader)


def _touches(reader: Reader, statement: ast.stmt) -> bool:
    """Whether the next comment stands right above a statement."""
    comment: Comment = reader.comments[reader.comment]
    return comment.line + comment.text.count("\n") + 1 == statement.lineno


def _emit_comment(reader: Reader) -> None:
    comment: Comment = reader.comments[reader.comment]
    reader.comment += 1
    questions = [one for one in reader.pending_questions if one[0]["ParameterKey"] in _COMMENT_KEYS]
    start = len(reader.body)
    reader.emit(Action(COMMENT, {"WFCommentActionText": comment.text}))
    if questions:
        reader.pending_questions = [one for one in reader.pending_questions if one not in questions]
        reader.settle_questions(questions, start)


def _skip_comments(reader: Reader, line: int) -> None:
    """Comments inside a statement that spans lines are the author's."""
    comments = reader.comments
    while reader.comment < len(comments) and comments[reader.comment].line <= line:
        reader.comment += 1


def _header_end(statement: Any) -> int:
    for field in ("test", "subject", "iter"):
        node = getattr(statement, field, None)
        if node is not None:
            return int(node.end_lineno or statement.lineno)
    return int(statement.lineno)


def _unsupported(reader: Reader, node: ast.stmt) -> None:
    names = {
        "While": "while: a shortcut repeats a number of times, or with each item of a list",
        "Try": "try: a shortcut stops at an error",
        "With": "with",
        "ClassDef": "classes",
        "AsyncFunctionDef": "async functions",
        "Delete": "del",
        "Global": "global",
        "Nonlocal": "nonlocal",
        "Raise": "raise: exit() stops a shortcut",
        "Assert": "assert",
        "Break": "break: exit() stops the whole shortcut",
        "Continue": "continue",
    }
    kind = type(node).__name__
    word = reader.lines[node.lineno - 1][node.col_offset :].split(" ")[0].rstrip(":")
    block = bool(getattr(node, "body", None))
    message = f"a shortcut has no {names.get(kind, kind)}"
    reader.error(node, "unsupported", message, word=word if block else None)
    for name in ("body", "orelse", "finalbody"):
        # For the mistakes in them.
        read_body(reader, getattr(node, name, []), (node.end_lineno or node.lineno) + 1)


def _read_expression(reader: Reader, node: Any) -> None:
    value = node.value
    if isinstance(value, ast.Constant):
        if value.value is ...:
            return  # an empty body
        action = literal_action(reader, value)
        if action is not None:
            reader.emit(action)
            return
    if isinstance(value, ast.Call):
        if _read_call_statement(reader, node, value):
            return
    elif isinstance(value, ast.Name | ast.Attribute | ast.Subscript) and is_reference(value):
        attachment = reader.reference(value)
        if attachment is not None:
            parameters: dict[str, Any] = {"WFVariable": TokenAttachment(attachment)}
            reader.emit(Action("is.workflow.actions.getvariable", parameters))
        return
    reader.evaluate(value)


def _read_call_statement(reader: Reader, node: ast.Expr, call: ast.Call) -> bool:
    notes = statement_notes(reader, node)
    function = call.func
    if isinstance(function, ast.Name):
        name = function.id
        if name in ("shortcut", "variable", "variables", "app", "part"):
            if name == "part":
                reader.error(call, "stray-part", "part() stands first in a branch")
            elif name == "shortcut" and call is not reader.header:
                reader.error(call, "bad-header", "shortcut() stands once, and in no block")
            return True
        if name == "exit" and not call.args and not call.keywords:
            reader.emit(Action(EXIT, uuid=statement_uuid(reader, notes)))
            return True
        if name == "raw":
            action = read_raw_action(reader, call)
            if action is not None:
                reader.emit(action)
            return True
        if name == "import_question":
            question = read_question(reader, call)
            if question is not None:
                reader.pending_questions.append((question, call))
            return True
        if name in RESULT_WORDS:
            read_result(reader, call, statement_uuid(reader, notes))
            return True
        if name in reader.functions:
            reader.evaluate(call)
            return True
    if (
        isinstance(function, ast.Attribute)
        and function.attr == "append"
        and isinstance(function.value, ast.Name)
        and function.value.id not in reader.apps
    ):
        if len(call.args) != 1 or call.keywords:
            reader.error(call, "bad-argument", ".append() takes one value")
        else:
            assign(reader, function.value, call.args[0], ADD_VARIABLE, notes)
        return True
    identifier = identify(reader, call)
    if identifier is None:
        return False
    action = reader.call(call, identifier)
    action.uuid = statement_uuid(reader, notes)
    reader.emit(action)
    return True


def _read_pass(reader: Reader, node: Any) -> None:
    reader.emit(Action(NOTHING, uuid=statement_uuid(reader, statement_notes(reader, node))))


def _read_return(reader: Reader, node: Any) -> None:
    uuid = statement_uuid(reader, statement_notes(reader, node))
    if node.value is None:
        reader.emit(Action(EXIT, uuid=uuid))
        return
    value = node.value
    if isinstance(value, ast.Constant) and type(value.value) is str:
        output: Any = value.value
    elif is_text(value):
        output = reader.value(value)
    else:
        attachment = reader.reference(value)
        if attachment is None:
            return
        output = TokenString([attachment], True)
    reader.emit(Action(OUTPUT, {"WFOutput": output}, uuid))


def _read_inner_function(reader: Reader, node: Any) -> None:
    """A function within a function or a branch; those of the module are known before."""
    if reader.functions.get(node.name) is not node:
        from shortcuts_py.language.functions import read_function

        read_function(reader, node)


def _ignore(reader: Reader, node: Any) -> None:
    """Functions are compiled where they are called; imports mean nothing here."""


_SIMPLE: dict[type[ast.stmt], Any] = {
    ast.Expr: _read_expression,
    ast.Assign: read_assign,
    ast.AnnAssign: read_annotated,
    ast.AugAssign: read_augmented,
    ast.Pass: _read_pass,
    ast.Return: _read_return,
    ast.FunctionDef: _read_inner_function,
    ast.Import: _ignore,
    ast.ImportFrom: _ignore,
}


# -- compound statements ----------------------------------------------------------------


def _emit_if(reader: Reader, node: Any, until: int) -> None:
    _emit_block(reader, read_if, node, until)


def _emit_block(reader: Reader, read: Any, node: Any, until: int) -> None:
    block = read(reader, node, until)
    if block is not None:
        reader.emit_block(block, node)


_COMPOUND: dict[type[ast.stmt], Any] = {
    ast.If: _emit_if,
    ast.For: lambda reader, node, until: _emit_block(reader, read_for, node, until),
    ast.Match: lambda reader, node, until: _emit_block(reader, read_match, node, until),
}
