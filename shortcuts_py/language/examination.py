"""Everything about a piece of code in one go: its problems, its workflow, and its places."""

from __future__ import annotations

import ast
from typing import NamedTuple

from shortcuts_py.collecting import paused_collection
from shortcuts_py.errors import Diagnostic
from shortcuts_py.language.compiler import finish, normalise, read_module
from shortcuts_py.language.consequences import follows
from shortcuts_py.language.pieces import whole
from shortcuts_py.language.recovery import Recovery
from shortcuts_py.language.source_map import SourceMap
from shortcuts_py.language.tracing import TracingReader
from shortcuts_py.workflow.document import Workflow

__all__ = ["Examination", "examine"]


class Examination(NamedTuple):
    """What code says, as far as it can be read.

    Attributes:
        diagnostics: what the compiler says, in order of position.
        workflow: what the sound part of the code compiles to, with something harmless
            where a mistake is; None where nothing could be read.
        places: where its actions and parameters come from.
        module: the syntax tree of the sound part.
        reader: what read it.
        broken_heads: what statements that could not be parsed call, or start with.
    """

    diagnostics: list[Diagnostic]
    workflow: Workflow | None
    places: SourceMap | None
    module: ast.Module | None
    reader: TracingReader | None
    broken_heads: frozenset[str] = frozenset()


def examine(source: str, filename: str = "<string>") -> Examination:
    """Read code of the native dialect, whatever is wrong with it.

    Args:
        source: the code.
        filename: its name, for messages.
    """
    source = normalise(source)
    with paused_collection():
        recovery = Recovery(source)
        module = recovery.module
        if module is None:
            return Examination(_sorted(recovery.problems), None, None, None, None)
        reader = TracingReader(recovery.source, filename, frozenset(recovery.names))
        try:
            read_module(reader, whole(recovery.source, module))
            reader.read_uncalled()
            workflow = finish(reader)
            plist = workflow.to_plist() if workflow.root != "action" else {}
        except (RecursionError, MemoryError):
            deep = Diagnostic("error", "too-deep", "the code is nested too deeply", 1, 1, 1, 1)
            return Examination(_sorted([*recovery.problems, deep]), None, None, None, None)
    shifts = recovery.shifts
    found = [_shifted(one, shifts) for one in reader.diagnostics] if shifts else reader.diagnostics
    lines = {one.line for one in recovery.problems}
    read = recovery.source.split("\n")
    changed = recovery.broken | {line - 1 for line in shifts}
    found = [one for one in found if one.line not in lines and not follows(one, read, changed)]
    if isinstance(plist, list):
        plist = plist[0] if workflow.root == "list" and plist else {"WFWorkflowActions": plist}
    places = SourceMap(reader, plist.get("WFWorkflowActions", []), shifts)
    diagnostics = _sorted([*recovery.problems, *found])
    return Examination(diagnostics, workflow, places, module, reader, frozenset(recovery.heads))


def _sorted(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    return sorted(dict.fromkeys(diagnostics), key=lambda one: (one.line or 0, one.column or 0))


def _shifted(one: Diagnostic, shifts: dict[int, int]) -> Diagnostic:
    return one._replace(
        column=(one.column or 0) + shifts.get(one.line or 0, 0),
        end_column=(one.end_column or 0) + shifts.get(one.end_line or 0, 0),
    )
