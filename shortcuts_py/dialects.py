"""The dialects in which a workflow can be written as code, by name."""

from __future__ import annotations

import re

from shortcuts_py.errors import ShortcutError
from shortcuts_py.workflow.document import Workflow

__all__ = ["DIALECTS", "compile_code", "decompile_workflow", "recognise"]

DIALECTS = ("native",)
# Dialects that have a name and no reader or writer yet.
_PLANNED = ("workflowbench", "apple")
_APPLE = re.compile(r"^(async\s+)?def shortcut\s*\(", re.MULTILINE)


def _check(dialect: str) -> None:
    if dialect in _PLANNED:
        raise ShortcutError(f"the dialect {dialect!r} is not there yet; use 'native'")
    if dialect not in DIALECTS:
        raise ShortcutError(f"unknown dialect {dialect!r}: it is one of {', '.join(DIALECTS)}")


def recognise(code: str) -> str:
    """The dialect that code is written in."""
    return "apple" if _APPLE.search(code) else "native"


def decompile_workflow(workflow: Workflow, dialect: str = "native", keep_ids: bool = False) -> str:
    """Print a workflow as code.

    Args:
        workflow: the workflow.
        dialect: one of `DIALECTS`.
        keep_ids: whether the code carries every id, so that compiling it gives the same.

    Raises:
        ShortcutError: there is no such dialect, or the workflow is nested too deeply.
    """
    _check(dialect)
    from shortcuts_py.language.decompiler import decompile

    return decompile(workflow, keep_ids=keep_ids)


def compile_code(code: str, dialect: str | None = None, filename: str = "<string>") -> Workflow:
    """Compile code to a workflow. The code is parsed, never run.

    Args:
        code: the source.
        dialect: one of `DIALECTS`; None to recognise it from the code.
        filename: the source's name, for messages.

    Raises:
        CompileError: with every problem that was found.
        ShortcutError: there is no such dialect.
    """
    _check(dialect or recognise(code))
    from shortcuts_py.language.compiler import compile_native

    return compile_native(code, filename)
