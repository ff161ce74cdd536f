"""Everything that this library raises on purpose.

Whatever goes wrong with a file, a source or a request is a `ShortcutError`;
any other exception that reaches a caller is a defect of the library.
"""

from __future__ import annotations

from typing import Any, NamedTuple

__all__ = [
    "CompileError",
    "DecodeError",
    "Diagnostic",
    "Fix",
    "PlistEdit",
    "Related",
    "ShortcutError",
    "TextEdit",
]


class TextEdit(NamedTuple):
    """A change of code: what stands from one place up to another becomes `text`.

    Lines and columns count from 1, in characters; the end is just behind the span.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


class PlistEdit(NamedTuple):
    """A change of a property list.

    Attributes:
        path: keys and indexes from the root of the file to the value.
        operation: "set" puts `value` there, "remove" takes the member out, "insert" puts
            `value` into a list in front of the index that the path ends in.
        value: a property-list value.
    """

    path: tuple[str | int, ...]
    operation: str = "set"
    value: Any = None


class Fix(NamedTuple):
    """A way to mend a problem.

    Attributes:
        title: what it does, in a few words.
        edits: all of its changes; none overlaps another.
        safe: whether it is the only sensible answer, so that `--fix` may take it.
    """

    title: str
    edits: tuple[TextEdit | PlistEdit, ...]
    safe: bool = False


class Related(NamedTuple):
    """Another place that belongs to a problem: a line of code, or an action of a file."""

    message: str
    line: int | None = None
    column: int | None = None
    action: int | None = None


class Diagnostic(NamedTuple):
    """One problem found in code or in a file.

    Attributes:
        severity: "error", "warning" or "note".
        code: a stable name of the kind of problem, such as "syntax".
        message: what is wrong and what to do about it.
        line: line in the source, counted from 1; None for a file without lines.
        column: column in the line, in characters, counted from 1; None as above.
        end_line: line of the last character of the span, counted from 1.
        end_column: column just behind the span, counted from 1.
        action: index of the action in the file's list; None for code.
        parameter: path of the parameter in the action, such as "WFInput.Value.Type".
        suggestions: what could stand there instead, most likely first.
        related: other places that belong to the problem.
        fixes: ways to mend it, best first.
    """

    severity: str
    code: str
    message: str
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    action: int | None = None
    parameter: str | None = None
    suggestions: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()

    @property
    def end(self) -> tuple[int | None, int | None]:
        """Line and column just behind the span."""
        return self.end_line, self.end_column


class ShortcutError(Exception):
    """Base of all errors of this library."""


class DecodeError(ShortcutError):
    """Bytes or a property list that cannot be read as a shortcut.

    Attributes:
        offset: byte offset of the problem in the input, where one is known.
    """

    def __init__(self, message: str, *, offset: int | None = None) -> None:
        super().__init__(message if offset is None else f"{message} (at byte {offset})")
        self.offset = offset


class CompileError(ShortcutError):
    """Source that cannot be compiled; holds every problem found, in order of position."""

    def __init__(self, diagnostics: list[Diagnostic], filename: str = "<string>") -> None:
        self.diagnostics = diagnostics
        self.filename = filename
        first = diagnostics[0]
        more = f" (and {len(diagnostics) - 1} more)" if len(diagnostics) > 1 else ""
        super().__init__(f"{filename}:{first.line}:{first.column}: {first.message}{more}")
