"""The codes of what the checks against the catalogue report."""

from __future__ import annotations

from shortcuts_py.diagnostics.code import Code

__all__ = ["CATALOGUE_CODES"]

CATALOGUE_CODES: tuple[Code, ...] = (
    Code("unknown-identifier", "warning", "A built-in action that is likely misspelt."),
    Code("unlisted-action", "note", "An action that the catalogue does not have."),
    Code("unknown-key", "warning", "A parameter that is likely misspelt."),
    Code("unlisted-parameter", "note", "A parameter that the catalogue does not have."),
    Code("wrong-kind", "warning", "A value of a kind that the parameter leaves out."),
    Code("reference-as-text", "warning", "A reference alone where a parameter takes text."),
    Code("text-as-number", "note", "Text with values where a parameter takes a number."),
    Code("unknown-case", "warning", "A value near to one of the cases, and none of them."),
    Code("unlisted-case", "note", "A value that the catalogue does not have."),
    Code("unknown-property", "warning", "A property that is likely misspelt."),
    Code("unlisted-property", "note", "A property that the catalogue does not have."),
    Code("unknown-content-class", "warning", "A class of content that is likely misspelt."),
    Code("unlisted-content-class", "note", "A class of content that is not known."),
    Code("unknown-style", "warning", "A style of dates that is likely misspelt."),
    Code("missing-input", "warning", "An action without its input, at the start of a shortcut."),
    Code("number-as-truth", "note", "An If whether a number has a value, which it always has."),
    Code("implicit-input-used", "note", "An action that takes what the one before it gives."),
)
