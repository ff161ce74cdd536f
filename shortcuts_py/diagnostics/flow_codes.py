"""The codes of what can be wrong with the flow of values and of control, and with a target."""

from __future__ import annotations

from shortcuts_py.diagnostics.code import Code

__all__ = ["FLOW_CODES"]

_REFERENCES = (
    Code("output-dangling", "warning", "A reference to an output that no action gives."),
    Code("output-later", "warning", "A reference to the output of a later action."),
    Code("output-own", "warning", "A reference of an action to its own output."),
    Code("output-elsewhere", "warning", "A reference to an output of another branch."),
    Code("output-branch", "note", "A reference to an output that only one branch gives."),
    Code("output-of-loop-item", "warning", "A loop's item as if it were an output."),
    Code("output-unused", "note", "An output that nothing uses."),
    Code("id-twice", "note", "Two actions with the same id, which is referred to."),
)
_VARIABLES = (
    Code("variable-unset", "warning", "A variable that is never set."),
    Code("variable-early", "note", "A variable that is read before it is set."),
    Code("variable-unread", "note", "A variable that is set and never read."),
    Code("loop-variable", "warning", "A loop's variable outside the loop."),
)
_CONTROL = (
    Code("unreachable", "note", "Actions behind the end of the shortcut."),
    Code("endless-self-run", "warning", "A shortcut that runs itself without end."),
)
_TARGET = (
    Code("not-available", "warning", "Something that the target does not have."),
    Code("too-new", "error", "A file that the target's app refuses as too new."),
    Code("availability-unknown", "note", "Something of which nobody knows whether it is there."),
)

FLOW_CODES = _REFERENCES + _VARIABLES + _CONTROL + _TARGET
