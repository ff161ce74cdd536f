"""Programs in OS 27's own language as workflows. The source is parsed, never run."""

from __future__ import annotations

import ast
from typing import NamedTuple

from shortcuts_py.apple.announced import apply_pending, find_said
from shortcuts_py.apple.decorators import read_decorators
from shortcuts_py.apple.plan import Plan, make_plan
from shortcuts_py.apple.prescan import Source, prescan
from shortcuts_py.apple.root import settle_root
from shortcuts_py.apple.said import Said
from shortcuts_py.apple.session import MOST_NEAREST, Reader
from shortcuts_py.apple.statements import read_body
from shortcuts_py.apple.wording import WORD, Wording
from shortcuts_py.collecting import paused_collection
from shortcuts_py.errors import CompileError, Diagnostic, ShortcutError
from shortcuts_py.language.parsing import parse_quietly
from shortcuts_py.limits import check_time
from shortcuts_py.workflow.actions import Block, Node
from shortcuts_py.workflow.document import Workflow
from shortcuts_py.workflow.tree import flatten, nest

__all__ = ["Reading", "compile_apple", "read_program"]


class Reading(NamedTuple):
    """What reading a program gave.

    Attributes:
        workflow: the workflow.
        reader: names and ids, for the printer.
        lines: for each action of the file, the line of its statement.
    """

    workflow: Workflow
    reader: Reader
    lines: list[int]

    @property
    def warnings(self) -> list[Diagnostic]:
        """What may not be meant, in order of position."""
        found = [
            one._replace(suggestions=near()) if near and number < MOST_NEAREST else one
            for number, (one, near) in enumerate(self.reader.warnings)
        ]
        return sorted(found, key=_place)


def compile_apple(code: str, filename: str = "<string>") -> Workflow:
    """Compile a program in OS 27's own language.

    Args:
        code: the source.
        filename: its name, for messages.

    Raises:
        CompileError: with every problem that was found.
    """
    return read_program(code, filename).workflow


def read_program(code: str, filename: str = "<string>") -> Reading:
    """The same, with warnings.

    Raises:
        CompileError: with every problem that was found.
    """
    code = code.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        with paused_collection():
            return _read(code, filename)
    except (RecursionError, MemoryError):
        raise _refused("too-deep", "the code is nested too deeply", filename) from None
    except CompileError:
        raise
    except ShortcutError as error:
        raise _refused("bad-announcement", str(error), filename) from None


def _refused(code: str, message: str, filename: str) -> CompileError:
    return CompileError([Diagnostic("error", code, message, 1, 1, 1, 1)], filename)


def _read(code: str, filename: str) -> Reading:
    source = prescan(code)
    check_time()
    module = _parse(source, filename)
    check_time()
    found, problems = find_said(source)
    wording = Wording()
    for _, word, value in found:
        if word == WORD:
            wording = Wording(value)
    found = [one for one in found if one[1] != WORD]
    function = _entry(module, source, problems)
    if function is None:
        raise CompileError(sorted(problems, key=_place), filename)
    plan = make_plan(function.body)
    reader = Reader(source, plan, wording)
    reader.diagnostics += problems
    reader.announcements = Said([one for one in found if one[0].line >= function.lineno])
    _check_arguments(reader, function)
    workflow = Workflow()
    read_decorators(reader, function.decorator_list, workflow)
    statements = _without_docstring(function.body)
    body = read_body(reader, statements, 1 << 60)
    if not reader.diagnostics:
        apply_pending(reader)
    if reader.diagnostics:
        raise CompileError(sorted(dict.fromkeys(reader.diagnostics), key=_place), filename)
    lines: list[int] = []
    _lines(body, reader.lines, lines)
    workflow.actions = nest(list(flatten(body)))
    workflow = settle_root(workflow, wording)
    return Reading(workflow, reader, lines)


def _lines(nodes: list[Node], lines: dict[int, int], found: list[int]) -> None:
    for node in nodes:
        if isinstance(node, Block):
            for branch in node.branches:
                found.append(lines.get(id(branch), 0))
                _lines(branch.body, lines, found)
            found.append(lines.get(id(node.end), 0))
        else:
            found.append(lines.get(id(node), 0))


def _place(one: Diagnostic) -> tuple[int, int]:
    return one.line or 0, one.column or 0


def _parse(source: Source, filename: str) -> ast.Module:
    try:
        return parse_quietly(source.code, filename)
    except SyntaxError as error:
        line, column = error.lineno or 1, max(error.offset or 1, 1)
        end = (error.end_lineno or line, max(error.end_offset or column, 1))
        if end < (line, column):
            end = (line, column + 1)
        message = error.msg or "this is no Python"
        one = Diagnostic("error", "syntax", message, line, column, *end)
        raise CompileError([one], filename) from None
    except ValueError as error:
        raise _refused("syntax", f"not readable as Python: {error}", filename) from None


def _entry(
    module: ast.Module, source: Source, problems: list[Diagnostic]
) -> ast.FunctionDef | None:
    """The entry function; problems with whatever else stands at the top."""
    reader = Reader(source, Plan(), Wording())
    entry: ast.FunctionDef | None = None
    for index, one in enumerate(module.body):
        if isinstance(one, ast.Import | ast.ImportFrom) or (index == 0 and _is_text(one)):
            continue
        if type(one) is ast.FunctionDef and one.name == "shortcut" and entry is None:
            entry = one
            continue
        message = "beside the imports there is one function: def shortcut() -> None:"
        if type(one) is ast.FunctionDef and one.name == "shortcut":
            message = "there are two functions called shortcut"
        reader.error(one, "unsupported", message)
    if entry is None and not reader.diagnostics:
        message = "there is no entry: write the actions into def shortcut() -> None:"
        problems.append(Diagnostic("error", "unsupported", message, 1, 1, 1, 1))
    problems += reader.diagnostics
    return entry


def _is_text(node: ast.stmt) -> bool:
    value = node.value if type(node) is ast.Expr else None
    return type(value) is ast.Constant and type(value.value) is str


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    if _is_text(body[0]):
        return body[1:] or [ast.copy_location(ast.Pass(), body[0])]
    return body


def _check_arguments(reader: Reader, function: ast.FunctionDef) -> None:
    """The entry takes nothing, or its input."""
    arguments = function.args
    names = [one.arg for one in (*arguments.posonlyargs, *arguments.args)]
    if names not in ([], ["input"]) or arguments.vararg or arguments.kwarg or arguments.kwonlyargs:
        message = "the entry takes nothing: the input is called `input`"
        reader.error(function, "bad-argument", message)
