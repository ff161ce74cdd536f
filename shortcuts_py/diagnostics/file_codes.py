"""The codes of what can be wrong with the parts of a file."""

from __future__ import annotations

from shortcuts_py.diagnostics.code import Code

__all__ = ["FILE_CODES"]

_ROOT = (
    Code("unreadable", "error", "A file that cannot be read as a shortcut."),
    Code("root-type", "warning", "A key of the file with a value of the wrong type."),
    Code("root-key", "note", "A key of the file that the app does not know."),
    Code("no-actions", "warning", "A file without a list of actions."),
    Code("workflow-name", "note", "A name inside the file, which the import ignores."),
    Code("minimum-version", "note", "A minimum version below what the file uses."),
    Code("minimum-version-text", "note", "Minimum versions as number and as text that differ."),
    Code("input-flag", "note", "The flag for Shortcut Input says that it is not used."),
    Code("no-input-behavior", "warning", "A way to go on without input that is unknown."),
    Code("icon-color", "note", "An icon colour outside the palette."),
    Code("icon-glyph", "note", "An icon glyph that no system has."),
    Code("workflow-type", "note", "A place to show the shortcut that is unknown."),
    Code("content-class", "note", "A content class that is unknown."),
    Code("question-index", "note", "An import question about an action that is not there."),
    Code("question-form", "warning", "An import question that lacks a part."),
)
_ACTIONS = (
    Code("action-form", "warning", "A member of the list of actions that is no action."),
    Code("beside-parameters", "error", "An id beside the parameters of its action."),
    Code("action-key", "note", "A key beside the parameters of an action."),
    Code("action-input", "warning", "The action that stands for the app's own input."),
    Code("math-operation", "warning", "A sign of calculation that Calculate does not know."),
)
_BLOCKS = (
    Code("block-unclosed", "error", "A block that has no end."),
    Code("block-crossed", "error", "Two blocks that cross each other."),
    Code("block-other-action", "error", "A part of a block that is another action."),
    Code("block-stray", "warning", "A part of a block that is not open."),
    Code("block-form", "warning", "A part of a block with a wrong mode or without an id."),
    Code("block-middle", "warning", "A middle part that its block cannot have."),
    Code("block-id-shared", "warning", "Two blocks with the same id."),
    Code("menu-title", "warning", "A title of a menu's part that differs from its item."),
    Code("menu-item-dead", "warning", "A menu item that no part belongs to."),
    Code("menu-part-dead", "warning", "A part of a menu that no item leads to."),
    Code("menu-order", "note", "Parts of a menu in another order than its items."),
    Code("menu-item-twice", "note", "Two items of a menu with the same title."),
)
_VALUES = (
    Code("integer-range", "error", "An integer that no shortcut can hold."),
    Code("text-range", "warning", "A value in a text at a place without placeholder."),
    Code("text-placeholder", "warning", "Placeholders and values of a text that do not match."),
    Code("text-form", "warning", "A text with values that lacks its text or its values."),
    Code("attachment-form", "warning", "A reference that lacks what it refers to."),
    Code("attachment-type", "warning", "A reference of an unknown kind."),
    Code("envelope-form", "warning", "A serialized value without its content."),
    Code("envelope-misspelt", "warning", "A serialization that is likely misspelt."),
    Code("envelope-type", "note", "A serialization that is unknown."),
    Code("item-form", "warning", "An item of a dictionary or list whose value does not fit."),
    Code("item-wrapping", "warning", "A dictionary in a dictionary that is wrapped once only."),
    Code("file-item-wrapping", "error", "A file in a dictionary that is wrapped once only."),
    Code("dictionary-wrapping", "warning", "A dictionary parameter that is wrapped twice."),
    Code("dictionary-key-twice", "note", "Two items of a dictionary with the same key."),
    Code("date-format", "warning", "A custom date format without its pattern."),
    Code("quantity-form", "warning", "A quantity whose number is wrapped."),
)
_CONDITIONS = (
    Code("condition-subject", "warning", "A bare reference as what an If tests."),
    Code("condition-code", "warning", "A condition that is unknown."),
    Code("condition-text", "warning", "A condition as text in a file of a newer app."),
    Code("condition-twice", "warning", "Single and several conditions in one If."),
    Code("filter-operator", "warning", "An operator of a filter that is unknown."),
    Code("filter-unit", "warning", "A unit of time of a filter that is unknown."),
    Code("filter-calendar", "warning", "A filter of calendar events without bounded dates."),
    Code("filter-form", "warning", "A filter that lacks a part."),
)

FILE_CODES = _ROOT + _ACTIONS + _BLOCKS + _VALUES + _CONDITIONS
