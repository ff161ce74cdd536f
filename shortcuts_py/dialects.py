"""The dialects in which a workflow can be written as code, by name."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

from shortcuts_py.errors import Diagnostic, ShortcutError
from shortcuts_py.limits import Limits, bounded
from shortcuts_py.workflow.document import Workflow

__all__ = [
    "DIALECTS",
    "compile_code",
    "compile_with_warnings",
    "decompile_workflow",
    "find_problem",
    "recognise",
]

# A dialect's reader and printer, imported when they are used.
_READERS = {
    "native": ("language.compiler", "compile_native"),
    "workflowbench": ("workbench.reader", "compile_workbench"),
    "apple": ("apple.reader", "compile_apple"),
}
_PRINTERS = {
    "native": ("language.decompiler", "decompile"),
    "workflowbench": ("workbench.writer", "decompile_workbench"),
    "apple": ("apple.printer", "decompile_apple"),
}
DIALECTS = tuple(_READERS)

_APPLE = re.compile(r"^(async\s+)?def shortcut\s*\(", re.MULTILINE)
# What every file starts with that our native printer made, and most that people write.
_NATIVE = re.compile(
    r"^(from shortcuts_py\.lang import|import shortcuts_py|shortcut\()", re.MULTILINE
)
_WORKBENCH = re.compile(
    r"^# shortcuts_py: workflow\b"
    r"|^[ \t]*(\w+ = )?(is_workflow_actions|[a-z]+_[A-Za-z]+)_[\w-]+\( [A-Za-z]"
    r"|^[ \t]*match input\((prompt=)?"
    r"|^[ \t]*for Repeat_Index\b",
    re.MULTILINE,
)


def _function(places: dict[str, tuple[str, str]], dialect: str) -> Any:
    if dialect not in places:
        raise ShortcutError(f"unknown dialect {dialect!r}: it is one of {', '.join(DIALECTS)}")
    module, name = places[dialect]
    return getattr(import_module(f"shortcuts_py.{module}"), name)


def recognise(code: str) -> str:
    """The dialect that code is written in."""
    if _NATIVE.search(code):
        return "native"
    if _APPLE.search(code):
        return "apple"
    return "workflowbench" if _WORKBENCH.search(code) else "native"


def decompile_workflow(workflow: Workflow, dialect: str = "native", keep_ids: bool = False) -> str:
    """Print a workflow as code.

    Args:
        workflow: the workflow.
        dialect: one of `DIALECTS`.
        keep_ids: whether the code carries every id, so that compiling it gives the same.

    Raises:
        ShortcutError: there is no such dialect, or the workflow is nested too deeply.
    """
    printer = _function(_PRINTERS, dialect)
    with bounded():
        code: str = printer(workflow, keep_ids=keep_ids)
        return code


def compile_code(
    code: str,
    dialect: str | None = None,
    filename: str = "<string>",
    *,
    limits: Limits | None = None,
) -> Workflow:
    """Compile code to a workflow. The code is parsed, never run.

    Args:
        code: the source.
        dialect: one of `DIALECTS`; None to recognise it from the code.
        filename: the source's name, for messages.
        limits: bounds on what the code may cost; None for the current ones.

    Raises:
        CompileError: with every problem that was found.
        ShortcutError: there is no such dialect, or the code is longer than the limit.
    """
    return compile_with_warnings(code, dialect, filename, limits=limits)[0]


def compile_with_warnings(
    code: str,
    dialect: str | None = None,
    filename: str = "<string>",
    *,
    limits: Limits | None = None,
) -> tuple[Workflow, list[Diagnostic]]:
    """The same as `compile_code`, and what the reader of the dialect had to decide itself.

    Returns:
        The workflow, and warnings in the order of their places: guesses in the dialect of
        WorkflowBench, names that several actions share in Apple's. The native dialect
        leaves nothing open; `checks` says what may not be meant in it.
    """
    with bounded(limits) as limits:
        if len(code) > limits.code_size:
            message = f"{len(code)} characters are more than the limit of {limits.code_size}"
            raise ShortcutError(message)
        dialect = dialect or recognise(code)
        if dialect == "apple":
            from shortcuts_py.apple.reader import read_program

            reading = read_program(code, filename)
            return reading.workflow, reading.warnings
        if dialect == "workflowbench":
            from shortcuts_py.workbench.reader import read_text

            return read_text(code, filename)
        return _function(_READERS, dialect)(code, filename), []


def find_problem(workflow: Workflow, code: str, dialect: str, keep_ids: bool = False) -> str | None:
    """What goes wrong when code that was printed is compiled again; None for nothing.

    Args:
        workflow: the workflow that was printed.
        code: the code.
        dialect: the code's dialect.
        keep_ids: whether ids have to come back as they were, not only consistently.
    """
    from shortcuts_py.equivalence import equivalent
    from shortcuts_py.plist.compare import same

    try:
        again = compile_code(code, dialect)
    except ShortcutError as error:
        return f"the code does not compile: {error}"
    plist, other = workflow.to_plist(), again.to_plist()
    if same(plist, other) if keep_ids else equivalent(plist, other):
        return None
    return "the code compiles to another workflow"
