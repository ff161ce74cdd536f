"""The codes of what the compiler of the native dialect reports."""

from __future__ import annotations

from shortcuts_py.diagnostics.code import Code

__all__ = ["COMPILER_CODES"]

COMPILER_CODES = (
    Code("bad-argument", "error", "An argument that this word or method does not take."),
    Code("bad-assignment", "error", "An assignment that has no meaning in a shortcut."),
    Code("bad-condition", "error", "A condition that an If cannot test."),
    Code("bad-dictionary", "error", "A dictionary literal that a dictionary cannot hold."),
    Code("bad-filter", "error", "A row of a filter that is no comparison."),
    Code("bad-format", "error", "A format that a value in a text cannot have."),
    Code("bad-header", "error", "An argument of shortcut(...) that does not fit."),
    Code("bad-loop", "error", "A loop that Repeat and Repeat with Each cannot say."),
    Code("bad-match", "error", "A match statement that is no menu."),
    Code("bad-raw", "error", "raw(...) without a plain value."),
    Code("bad-root", "error", 'root="action" with another number of actions than one.'),
    Code("bad-value", "error", "A literal that a shortcut file cannot hold."),
    Code("implicit-input", "error", "The implicit input _ at a place where it has no meaning."),
    Code("not-a-reference", "error", "A literal where a reference is needed."),
    Code("not-a-value", "error", "A name that stands for no value."),
    Code("repeated-parameter", "error", "A parameter that is given twice in one call."),
    Code("stray-part", "error", "part(...) outside the block that it belongs to."),
    Code("stray-question", "error", "An import question that no action follows."),
    Code("stray-result", "error", "A result of a block that does not stand behind its block."),
    Code("syntax", "error", "Text that is not Python."),
    Code("too-deep", "error", "Code that is nested too deeply."),
    Code("too-many-arguments", "error", "More arguments than the call takes."),
    Code("undefined-name", "error", "A name that nothing is assigned to before."),
    Code("unknown-action", "error", "A call of an action that does not exist."),
    Code("unknown-class", "error", "A content class that does not exist."),
    Code("unknown-color", "error", "A colour in the header that does not exist."),
    Code("unknown-glyph", "error", "A glyph in the header that does not exist."),
    Code("unknown-keyword", "error", "A keyword of shortcut(...) or Filter(...) that is unknown."),
    Code("unknown-parameter", "error", "A parameter that the action does not have."),
    Code("unknown-surface", "error", "A surface in the header that does not exist."),
    Code("unused-name", "note", "A name that nothing uses, nearly the same as another one."),
    Code("unsupported", "error", "Python that has no meaning in a shortcut."),
)
