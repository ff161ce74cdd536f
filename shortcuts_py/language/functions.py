"""Small functions of hand-written code, inlined where they are called.

A shortcut has no functions. The body of one is compiled anew at each call, with its
parameters standing for what the caller gave and its own names apart from all others; a
`return` may stand at its end only.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.reader import Argument
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow.attachments import Attachment

if TYPE_CHECKING:
    from shortcuts_py.language.reader import Reader

__all__ = ["inline", "read_alone", "read_function"]

_DEEPEST = 20


def read_function(reader: Reader, node: ast.FunctionDef) -> None:
    """Take up a definition; its body is compiled when it is called."""
    arguments = node.args
    if arguments.vararg or arguments.kwarg or node.decorator_list:
        reader.error(node, "unsupported", "a function takes plain parameters, and no decorator")
    for one in _own_statements(node.body):
        if isinstance(one, ast.Return) and one is not node.body[-1]:
            reader.error(one, "unsupported", "return stands at the end of a function only")
    reader.functions[node.name] = node


def _own_statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a function, without those of functions within it."""
    for one in body:
        yield one
        if not isinstance(one, ast.FunctionDef):
            for name in ("body", "orelse"):
                yield from _own_statements(getattr(one, name, []))
            for case in getattr(one, "cases", []):
                yield from _own_statements(case.body)


def inline(reader: Reader, node: ast.Call) -> Attachment | None:
    """Compile a call of a function; the attachment of what it returns, if anything."""
    assert isinstance(node.func, ast.Name)  # noqa: S101  the caller looked
    function = reader.functions[node.func.id]
    if function.name in reader.calling:
        reader.error(node, "unsupported", f"{function.name}() calls itself: shortcuts cannot")
        return None
    if len(reader.calling) >= _DEEPEST:
        message = (
            f"functions call each other more than {_DEEPEST} deep here; call {function.name}() "
            "from the shortcut, and give what it returns to the others"
        )
        reader.error(node, "unsupported", message)
        return None
    if reader.inlined > reader.limits.inlined:
        message = (
            f"the calls of functions come to more than {reader.limits.inlined} statements, "
            "which stand in the shortcut one by one; call fewer, or repeat in a loop"
        )
        reader.error(node, "unsupported", message)
        return None
    scope = _bind_arguments(reader, node, function)
    if scope is None:
        return None
    return _read_body(reader, function, scope)


def read_alone(reader: Reader, function: ast.FunctionDef) -> None:
    """Read a function that nothing calls, for the mistakes in it."""
    arguments = function.args
    names = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    _read_body(reader, function, {one.arg: att.Clipboard() for one in names})


def _read_body(
    reader: Reader, function: ast.FunctionDef, scope: dict[str, Any]
) -> Attachment | None:
    """Compile the body of a function with what its parameters stand for."""
    from shortcuts_py.language.body_reader import read_body
    from shortcuts_py.language.declarations import Assignments

    # Functions that call others twice double what they come to, level by level.
    reader.inlined += sum(1 for _ in _own_statements(function.body))
    reader.calling.append(function.name)
    reader.scopes.append(scope)
    # Comments in a function are about the code; inlined many times they would say little.
    comments, reader.comments = reader.comments, []
    comment, reader.comment = reader.comment, 0
    body = function.body
    last = body[-1]
    result: Attachment | None = None
    try:
        if ast.get_docstring(function, clean=False) is not None:
            body = body[1:] or [ast.copy_location(ast.Expr(ast.Constant(...)), body[0])]
        returns = isinstance(last, ast.Return)
        statements = body[:-1] if returns else body
        number = reader.ids.new("call")[:8]
        assignments = Assignments(reader, f"{function.name}-{number}")
        assignments.add(statements)
        assignments.settle(scope)
        read_body(reader, statements, last.lineno)
        if isinstance(last, ast.Return) and last.value is not None:
            result = reader.reference(last.value)
    finally:
        reader.scopes.pop()
        reader.calling.pop()
        reader.comments, reader.comment = comments, comment
    return result


def _bind_arguments(
    reader: Reader, node: ast.Call, function: ast.FunctionDef
) -> dict[str, Any] | None:
    names = [one.arg for one in (*function.args.posonlyargs, *function.args.args)]
    only = [one.arg for one in function.args.kwonlyargs]
    given: dict[str, ast.expr] = dict(zip(names, node.args, strict=False))
    if len(node.args) > len(names):
        reader.error(node, "bad-argument", f"{function.name}() takes {len(names)} values")
        return None
    for one in node.keywords:
        if one.arg is None or one.arg not in (*names, *only) or one.arg in given:
            from shortcuts_py.language.nearest import nearest

            near = nearest(one.arg or "", {*names, *only} - set(given))
            message = f"{function.name}() cannot take {one.arg!r}"
            reader.unknown_word(one, "bad-argument", message, near, one.arg)
            return None
        given[one.arg] = one.value
    defaults = zip(reversed(names), reversed(function.args.defaults), strict=False)
    for name, default in defaults:
        given.setdefault(name, default)
    for name, default_or_none in zip(only, function.args.kw_defaults, strict=True):
        if default_or_none is not None:
            given.setdefault(name, default_or_none)
    missing = [name for name in (*names, *only) if name not in given]
    if missing:
        reader.error(node, "bad-argument", f"{function.name}() misses {', '.join(missing)}")
        return None
    scopes = list(reader.scopes)
    return {name: _argument(reader, value, scopes) for name, value in given.items()}


def _argument(reader: Reader, node: ast.expr, scopes: list[dict[str, Any]]) -> Any:
    """A value given once: an action in it runs once, however often its name is used."""
    from shortcuts_py.language.scope import is_reference

    if isinstance(node, ast.Constant | ast.JoinedStr | ast.Dict | ast.List | ast.UnaryOp):
        return Argument(node, scopes)
    if is_reference(node):
        return Argument(node, scopes)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        from shortcuts_py.language.vocabulary import CONSTRUCTORS

        if node.func.id in CONSTRUCTORS:
            return Argument(node, scopes)
    attachment = reader.reference(node)
    return Argument(node, scopes) if attachment is None else attachment
