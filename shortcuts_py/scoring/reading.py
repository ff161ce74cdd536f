"""What a person or a model gives for a workflow: a file, code of any dialect, or JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from shortcuts_py.dialects import compile_code, recognise
from shortcuts_py.errors import CompileError, DecodeError, ShortcutError
from shortcuts_py.limits import current_limits
from shortcuts_py.plist.json_form import unwrap
from shortcuts_py.plist.read import sniff
from shortcuts_py.storage import loads
from shortcuts_py.workflow.document import Workflow

__all__ = ["Given", "read_bytes_given", "read_file", "read_given"]


class Given(NamedTuple):
    """A workflow, and how it was read.

    Attributes:
        workflow: the workflow.
        form: "file", "json", or the dialect of the code.
        code: the code as it was given; None for a file.
        guesses: how many guesses it took to mend the code; None where it is sound.
        lost: how many statements could not be read, and are comments now.
    """

    workflow: Workflow
    form: str
    code: str | None = None
    guesses: int | None = None
    lost: int = 0


def read_file(path: Path) -> Given:
    """Read a shortcut file, or a file with code.

    Raises:
        ShortcutError: it is neither, even with repairs.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return read_bytes_given(file.read(current_limits().file_size + 1))


def read_bytes_given(data: bytes) -> Given:
    """The same from bytes; what looks like no shortcut file is code."""
    if len(data) > current_limits().file_size:
        raise DecodeError(f"more than the limit of {current_limits().file_size} bytes")
    kind = sniff(data)
    if kind in ("signed", "binary", "xml"):
        return Given(loads(data), "file")
    if kind == "json":
        try:
            return _from_json(json.loads(data))
        except (ValueError, RecursionError):
            pass  # code may start with a bracket, too
    return _from_code(data.decode("utf-8", "replace"))


def read_given(value: Any) -> Given:
    """A workflow of a field of a record: code, or one of the two JSON renderings.

    Raises:
        ShortcutError: it is none of them, even with repairs.
    """
    if type(value) is not str:
        return _from_json(value)
    if value.lstrip()[:1] in ("{", "["):
        try:
            return _from_json(json.loads(value))
        except (ValueError, RecursionError):
            pass
    return _from_code(value)


def _from_json(value: Any) -> Given:
    if type(value) is dict and "actions" in value and "WFWorkflowActions" not in value:
        return Given(Workflow.model_validate(value), "json")
    try:
        plist = unwrap(value)
    except (ValueError, TypeError, RecursionError) as error:
        raise DecodeError(f"no property list: {error}") from None
    return Given(Workflow.from_plist(plist), "json")


def _from_code(code: str) -> Given:
    if not code.strip():
        raise ShortcutError("there is nothing in it")
    dialect = recognise(code)
    if dialect != "workflowbench":  # whose reader guesses without saying so
        try:
            return Given(compile_code(code, dialect), dialect, code)
        except CompileError:
            pass
    from shortcuts_py.workbench.repair import repair

    mended = repair(code)
    guesses = len(mended.guesses) or None
    return Given(mended.workflow, mended.dialect, code, guesses, len(mended.lost))
