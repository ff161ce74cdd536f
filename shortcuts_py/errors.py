"""Everything that this library raises on purpose.

Whatever goes wrong with a file, a source or a request is a `ShortcutError`;
any other exception that reaches a caller is a defect of the library.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["CompileError", "DecodeError", "Diagnostic", "ShortcutError"]


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
