"""Code of the native dialect as a workflow. The source is parsed, never run."""

from __future__ import annotations

import ast
import warnings
from typing import Any

from shortcuts_py.collecting import paused_collection
from shortcuts_py.errors import CompileError, Diagnostic
from shortcuts_py.language.analysis import analyse
from shortcuts_py.language.apps import read_app
from shortcuts_py.language.block_reader import read_for, read_if, read_match, read_result
from shortcuts_py.language.blocks import BLOCK_IDENTIFIERS, RESULTS
from shortcuts_py.language.calls import identify, read_raw_action
from shortcuts_py.language.comments import Comment, find_comments
from shortcuts_py.language.expressions import literal_action
from shortcuts_py.language.header import Features, read_header
from shortcuts_py.language.notes import Notes
from shortcuts_py.language.outputs import naming_parameter
from shortcuts_py.language.questions import index_nodes, read_question, settle_question
from shortcuts_py.language.reader import Reader
from shortcuts_py.language.scope import Definition, assignments, is_chain, is_reference
from shortcuts_py.language.statements import (
    ADD_VARIABLE,
    COMMENT,
    EXIT,
    NOTHING,
    OUTPUT,
    SET_VARIABLE,
)
from shortcuts_py.language.text import is_text
from shortcuts_py.names import by_identifier
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow.actions import Action, If, Menu, Repeat, RepeatEach
from shortcuts_py.workflow.document import DEFAULT_ICON, Workflow
from shortcuts_py.workflow.text import TokenString
from shortcuts_py.workflow.tree import flatten, nest
from shortcuts_py.workflow.values import TokenAttachment

__all__ = ["bind_names", "compile_native", "read_body"]

_COMMENT_KEYS = ("comment", "WFCommentActionText")
_RESULT_WORDS = frozenset(RESULTS.values())
_LITERALS: dict[type[ast.expr], str] = {
    ast.Dict: "is.workflow.actions.dictionary",
    ast.List: "is.workflow.actions.list",
}


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
        elif _declares(reader, one):
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
    call = _call_of(node)
    return call is not None and isinstance(node, ast.Expr) and _called(call) == "shortcut"


def _drop_comments(reader: Reader, until: int) -> None:
    """Comments in front of imports and header belong to the source: licences, shebangs."""
    comments = reader.comments
    while reader.comment < len(comments) and comments[reader.comment].line <= until:
        reader.comment += 1


# -- declarations -----------------------------------------------------------------------


def _declares(reader: Reader, node: ast.stmt) -> bool:
    """Take up `shortcut(...)`, `x = variable(...)`, `a, b = variables(...)`, `x = app(...)`."""
    call = _call_of(node)
    if call is None or not isinstance(call.func, ast.Name):
        return False
    name = call.func.id
    if name == "shortcut" and isinstance(node, ast.Expr):
        if reader.header is None:
            reader.header = call
            read_header(reader, call)
        return True
    if not isinstance(node, ast.Assign) or len(node.targets) != 1:
        return False
    target = node.targets[0]
    if name == "app" and isinstance(target, ast.Name):
        handle = read_app(reader, target.id, call)
        if handle is not None:
            reader.apps[target.id] = handle
            reader.bind(target.id, handle)
        return True
    if name == "variable" and isinstance(target, ast.Name):
        _declare_variable(reader, target.id, call)
        return True
    if name == "variables" and isinstance(target, ast.Tuple):
        texts = [one.value for one in call.args if isinstance(one, ast.Constant)]
        names = [one.id for one in target.elts if isinstance(one, ast.Name)]
        if len(texts) != len(call.args) or len(names) != len(target.elts) or call.keywords:
            reader.error(call, "bad-argument", "variables() takes plain strings")
        elif len(texts) != len(names):
            reader.error(call, "bad-argument", f"{len(names)} names for {len(texts)} variables")
        for one, text in zip(names, texts, strict=False):
            reader.bind(one, att.Variable(str(text)))
        return True
    return False


def _call_of(node: ast.stmt) -> ast.Call | None:
    value = node.value if isinstance(node, ast.Expr | ast.Assign) else None
    return value if isinstance(value, ast.Call) else None


def _called(call: ast.Call) -> str | None:
    """The plain name that is called."""
    return call.func.id if isinstance(call.func, ast.Name) else None


def _declare_variable(reader: Reader, name: str, call: ast.Call) -> None:
    texts = [one.value for one in call.args if isinstance(one, ast.Constant)]
    uuids = [
        one.value.value
        for one in call.keywords
        if one.arg == "id" and isinstance(one.value, ast.Constant)
    ]
    if len(texts) != 1 or len(call.args) != 1 or len(uuids) != len(call.keywords):
        reader.error(call, "bad-argument", 'variable() takes the variable\'s name: variable("a b")')
        return
    reader.bind(name, att.Variable(str(texts[0]), str(uuids[0]) if uuids else None))


def bind_names(
    reader: Reader, statements: list[ast.stmt], purpose: str, parameters: set[str]
) -> None:
    """Decide what every assigned name stands for, before anything is compiled."""
    found: dict[str, list[tuple[ast.stmt, ast.expr | None, ast.stmt | None]]] = {}
    for name, statement, value, previous in assignments(statements):
        found.setdefault(name, []).append((statement, value, previous))
    for name, places in found.items():
        if name == "_" or name in parameters:
            continue
        if isinstance(reader.scopes[-1].get(name), att.Variable) or name in reader.apps:
            continue
        statement, value, previous = places[0]
        if len(places) == 1 and value is not None and not _refers(value):
            uuid = _assigned_uuid(reader, name, statement, purpose)
            notes = _notes(reader, statement)
            shown = notes.get("name")
            if shown is None:
                shown = _shown_of(reader, value, previous)
            reader.bind(name, Definition(value, uuid, shown, reader.is_number(value)))
        else:
            inner = purpose != "output"
            variable = f"{name} {purpose}" if inner else name
            reader.bind(name, att.Variable(variable))
            if _is_numeric(reader, places):
                reader.numbers.add(variable)


def _refers(value: ast.expr) -> bool:
    return is_reference(value) or is_chain(value)


def _is_numeric(
    reader: Reader, places: list[tuple[ast.stmt, ast.expr | None, ast.stmt | None]]
) -> bool:
    """Whether every value that a variable is assigned is known to be a number."""
    if any(isinstance(statement, ast.Expr) for statement, _, _ in places):
        return False  # appended to
    values = [value for _, value, _ in places if value is not None]
    return bool(values) and all(reader.is_number(value) for value in values)


def _assigned_uuid(reader: Reader, name: str, statement: ast.stmt, purpose: str) -> str:
    given = _notes(reader, statement).get("id")
    return reader.ids.new(f"{purpose} {name}") if given is None else given


def _shown_of(reader: Reader, node: ast.expr, previous: ast.stmt | None) -> str | None:
    """What references call the output of an expression, which stands behind `previous`."""
    if isinstance(node, ast.Call) and not is_text(node):
        for one in node.keywords:
            if one.arg == "output_name" and isinstance(one.value, ast.Constant):
                return str(one.value.value)
        if isinstance(node.func, ast.Name) and node.func.id in _RESULT_WORDS:
            kind = _block_kind(previous)
            return reader.default_shown(BLOCK_IDENTIFIERS[kind]) if kind else None
        identifier = identify(reader, node)
        if _called(node) == "datetime":
            identifier = "is.workflow.actions.date"
        return None if identifier is None else _call_shown(reader, node, identifier)
    if is_text(node):
        return reader.default_shown("is.workflow.actions.gettext")
    if isinstance(node, ast.Constant):
        if node.value is None:
            return reader.default_shown(NOTHING)
        number = type(node.value) in (int, float, bool)
        return reader.default_shown(f"is.workflow.actions.{'number' if number else 'gettext'}")
    if isinstance(node, ast.UnaryOp):
        return reader.default_shown("is.workflow.actions.number")
    if isinstance(node, ast.BinOp):
        return reader.default_shown("is.workflow.actions.math")
    identifier = _LITERALS.get(type(node))
    return reader.default_shown(identifier) if identifier else None


def _call_shown(reader: Reader, node: ast.Call, identifier: str) -> str | None:
    key = naming_parameter(identifier)
    if key is not None and identifier not in reader.output_names:
        names = by_identifier(identifier)
        words = {key, names.keywords.get(key, key) if names else key}
        values = [one.value for one in node.keywords if one.arg in words]
        if names is not None and names.main == key:
            values += node.args[:1]
        for value in values:
            if isinstance(value, ast.Constant) and type(value.value) is str:
                return value.value
    return reader.default_shown(identifier)


def _block_kind(node: ast.stmt | None) -> type[Any] | None:
    """The kind of block that a statement makes."""
    if isinstance(node, ast.For):
        function = node.iter.func if isinstance(node.iter, ast.Call) else None
        count = isinstance(function, ast.Name) and function.id in ("range", "repeat")
        return Repeat if count else RepeatEach
    return If if isinstance(node, ast.If) else Menu if isinstance(node, ast.Match) else None


# -- bodies -----------------------------------------------------------------------------


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
    reader.error(node, "unsupported", f"a shortcut has no {names.get(kind, kind)}")


# -- simple statements ------------------------------------------------------------------


def _notes(reader: Reader, node: ast.stmt) -> Notes:
    return reader.notes(node.end_lineno or node.lineno, node.end_col_offset or 0)


def _uuid(reader: Reader, notes: Notes) -> str | None:
    if "id" not in notes:
        return None
    given = notes["id"]
    return reader.ids.new("action") if given is None else given


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
    notes = _notes(reader, node)
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
            reader.emit(Action(EXIT, uuid=_uuid(reader, notes)))
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
        if name in _RESULT_WORDS:
            read_result(reader, call, _uuid(reader, notes))
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
            _assign(reader, function.value, call.args[0], ADD_VARIABLE, notes)
        return True
    identifier = identify(reader, call)
    if identifier is None:
        return False
    action = reader.call(call, identifier)
    action.uuid = _uuid(reader, notes)
    reader.emit(action)
    return True


def _read_assign(reader: Reader, node: Any) -> None:
    call = _call_of(node)
    if call is not None and _called(call) in ("variable", "variables", "app"):
        return
    if len(node.targets) > 1:
        for target in reversed(node.targets):
            _assign_target(reader, node, target, node.value)
            if isinstance(target, ast.Name):
                node = ast.copy_location(ast.Assign([], target), node)
        return
    _assign_target(reader, node, node.targets[0], node.value)


def _assign_target(reader: Reader, node: Any, target: ast.expr, value: ast.expr) -> None:
    if isinstance(target, ast.Name):
        _assign(reader, target, value, SET_VARIABLE, _notes(reader, node))
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        if len(target.elts) != len(value.elts):
            reader.error(node, "bad-assignment", "as many values as names, please")
            return
        for one, given in zip(target.elts, value.elts, strict=True):
            _assign_target(reader, node, one, given)
    elif isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
        _assign_key(reader, target, value)
    else:
        reader.error(target, "bad-assignment", "a value is assigned to a name, or to a key of one")


def _assign_key(reader: Reader, target: ast.Subscript, value: ast.expr) -> None:
    """`d["key"] = value`: Set Dictionary Value, and the variable to its result."""
    assert isinstance(target.value, ast.Name)  # noqa: S101  the caller looked
    binding = reader.lookup(target.value.id)
    if not isinstance(binding, att.Variable):
        reader.error(
            target,
            "bad-assignment",
            f"{target.value.id!r} is the output of one action; to change it, assign it first"
            " to a name that is assigned more than once",
        )
        return
    call = ast.Call(
        ast.Name("set_dictionary_value", ast.Load()),
        [target.value],
        [ast.keyword("key", target.slice), ast.keyword("value", value)],
    )
    call = ast.fix_missing_locations(ast.copy_location(call, target))
    _assign(reader, target.value, call, SET_VARIABLE, {})


def _read_annotated(reader: Reader, node: Any) -> None:
    if node.value is not None:
        _assign_target(reader, node, node.target, node.value)


def _read_augmented(reader: Reader, node: Any) -> None:
    target, value = node.target, node.value
    if not isinstance(target, ast.Name):
        reader.error(target, "bad-assignment", "+= goes with a plain name")
        return
    left = ast.copy_location(ast.Name(target.id, ast.Load()), target)
    numeric = not isinstance(node.op, ast.Add) or reader.is_number(value) or reader.is_number(left)
    if numeric:
        value = ast.copy_location(ast.BinOp(left, node.op, value), node)
        _assign(reader, target, value, SET_VARIABLE, _notes(reader, node))
    else:
        _assign(reader, target, value, ADD_VARIABLE, _notes(reader, node))


def _assign(
    reader: Reader, target: ast.Name, value: ast.expr, identifier: str, notes: Notes
) -> None:
    """Bind an output, or set (or add to) a named variable."""
    name = target.id
    if name == "_":
        reader.evaluate(value)
        return
    binding = reader.lookup(name)
    if isinstance(binding, Definition):
        if identifier == SET_VARIABLE:
            _define(reader, binding, value)
            return
        reader.error(target, "bad-assignment", f"{name!r} is the output of one action")
        return
    if not isinstance(binding, att.Variable):
        reader.error(target, "bad-assignment", f"{name!r} cannot be assigned")
        return
    if reader.is_loop_variable(name):
        reader.error(target, "bad-assignment", f"{name!r} is the loop's own; take another name")
        return
    parameters: dict[str, Any] = {"WFVariableName": binding.name}
    if not (isinstance(value, ast.Name) and value.id == "_" and not reader.is_bound("_")):
        attachment = _assigned_value(reader, value, notes)
        if attachment is None:
            return
        parameters["WFInput"] = TokenAttachment(attachment)
    reader.emit(Action(identifier, parameters))


def _assigned_value(reader: Reader, value: ast.expr, notes: Notes) -> Any:
    """The reference that a variable is set to; the action of a call or literal comes first."""
    if _refers(value):
        return reader.reference(value)
    uuid = notes.get("id")
    if isinstance(value, ast.Call) and _called(value) in _RESULT_WORDS:
        uuid = reader.ids.new("value") if uuid is None else uuid
        block = read_result(reader, value, uuid)
        if block is None:
            return None
        identifier = BLOCK_IDENTIFIERS[type(block)]
        shown = notes.get("name")
        if shown is None:
            shown = block.end.output_name
        if shown is None:
            shown = reader.default_shown(identifier)
        return att.Output(uuid, shown)
    action = _action_of(reader, value)
    if action is None:
        return reader.evaluate(value)
    action.uuid = uuid
    attachment = reader.output_of(action)
    if notes.get("name") is not None:
        attachment.output_name = notes["name"]
    return attachment


def _action_of(reader: Reader, value: ast.expr) -> Action | None:
    """The action of a call or a literal; None for an expression of several actions."""
    action = literal_action(reader, value)
    if action is None and isinstance(value, ast.Call):
        identifier = identify(reader, value)
        if identifier is not None:
            action = reader.call(value, identifier)
    return action


def _define(reader: Reader, definition: Definition, value: ast.expr) -> None:
    if isinstance(value, ast.Call) and _called(value) in _RESULT_WORDS:
        read_result(reader, value, definition.uuid)
        return
    action = _action_of(reader, value)
    if action is not None:
        action.uuid = definition.uuid
        reader.emit(action)
        return
    attachment = reader.evaluate(value)
    if isinstance(attachment, att.Output):
        # The name stands for what the expression's last action gives.
        definition.uuid = attachment.output_uuid
        definition.shown = attachment.output_name


def _read_pass(reader: Reader, node: Any) -> None:
    reader.emit(Action(NOTHING, uuid=_uuid(reader, _notes(reader, node))))


def _read_return(reader: Reader, node: Any) -> None:
    uuid = _uuid(reader, _notes(reader, node))
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
    ast.Assign: _read_assign,
    ast.AnnAssign: _read_annotated,
    ast.AugAssign: _read_augmented,
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
        reader.emit(block)


_COMPOUND: dict[type[ast.stmt], Any] = {
    ast.If: _emit_if,
    ast.For: lambda reader, node, until: _emit_block(reader, read_for, node, until),
    ast.Match: lambda reader, node, until: _emit_block(reader, read_match, node, until),
}


# -- the workflow -----------------------------------------------------------------------


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
    if workflow.unknown.get("WFWorkflowActions", ...) is None:
        del workflow.unknown["WFWorkflowActions"]
        workflow.has_actions = False
    if reader.questions:
        indexes, _ = index_nodes(reader.body)
        questions = [
            settle_question(question, node, indexes[id(node)])
            for question, node in reader.questions
        ]
        workflow.import_questions = sorted(questions, key=lambda one: int(one["ActionIndex"]))
    return workflow
