"""The codes of what the readers of the other two dialects report, beside the compiler's."""

from __future__ import annotations

from shortcuts_py.diagnostics.code import Code

__all__ = ["DIALECT_CODES"]

DIALECT_CODES = (
    Code("ambiguous-action", "warning", "A name of Apple's dialect that several actions share."),
    Code("bad-announcement", "error", "A comment for shortcuts_py that cannot be read."),
    Code("bad-call", "error", "A call that is no action, or a value where an action belongs."),
    Code("bad-index", "error", "Brackets behind a value that no key can be looked up in."),
    Code("bad-text", "error", "A text with values in it that holds the sign for a value."),
    Code("dotted-call", "error", "A call with a dot, where a function has a name alone."),
    Code("guess", "warning", "What a text leaves open, read as what is most likely."),
    Code("list-for-one-value", "error", "A list for a parameter that takes one value."),
    Code("lost-text", "error", "Text of a model's answer that no statement can be read from."),
    Code("mixed-conditions", "error", "Conditions joined by both `and` and `or`."),
    Code("no-such-case", "error", "A case by its name that its enumeration does not have."),
    Code("placeholder", "error", "A place that a value has to be filled into."),
    Code("positional-argument", "error", "An argument without the keyword that it needs."),
    Code("unknown-decorator", "warning", "A decorator that means nothing, and is left out."),
    Code("unknown-trigger", "error", "A trigger that does not exist."),
    Code("unknown-type", "error", "A type to change a value into that does not exist."),
    Code("unknown-unit", "error", "A unit of measurement that does not exist."),
    Code("unresolved-reference", "error", "A reference to something that was picked on a device."),
    Code("wrong-type", "error", "A value of another type than the parameter takes."),
)
