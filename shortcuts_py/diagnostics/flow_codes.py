"""The codes of what can be wrong with the flow of values and of control, and with a target.

What is empty when the shortcut runs is a note: the app takes and keeps such files, and
many real shortcuts refer to actions that were deleted. What can only be a mistake, such as
an id that is almost another one, is a warning.
"""

from __future__ import annotations

from shortcuts_py.diagnostics.code import Code

__all__ = ["FLOW_CODES"]

_REFERENCES = (
    Code("output-dangling", "note", "A reference to an output that no action gives."),
    Code("output-misspelt", "warning", "An id that is almost the id of an output."),
    Code("output-later", "note", "A reference to the output of a later action."),
    Code("output-own", "note", "A reference of an action to its own output."),
    Code("output-elsewhere", "note", "A reference to an output of another branch."),
    Code("output-branch", "note", "A reference to an output that only one branch gives."),
    Code("output-of-loop-item", "warning", "A loop's item as if it were an output."),
    Code("output-unused", "note", "An output that nothing uses."),
    Code("id-twice", "note", "Two actions with the same id, which is referred to."),
)
_VARIABLES = (
    Code("variable-unset", "note", "A variable that is never set."),
    Code("variable-misspelt", "warning", "A name that is almost the name of a variable."),
    Code("variable-early", "note", "A variable that is read before it is set."),
    Code("variable-unread", "note", "A variable that is set and never read."),
    Code("loop-variable", "warning", "A loop's variable outside the loop."),
)
_CONTROL = (
    Code("unreachable", "note", "Actions behind the end of the shortcut."),
    Code("endless-self-run", "note", "A shortcut that runs itself without end."),
)
_TARGET = (
    Code("not-available", "warning", "Something that the target does not have."),
    Code("too-new", "error", "A file that the target's app refuses as too new."),
    Code("availability-unknown", "note", "Something of which nobody knows whether it is there."),
)

FLOW_CODES = _REFERENCES + _VARIABLES + _CONTROL + _TARGET
