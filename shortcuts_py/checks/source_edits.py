"""Changes of words in code, made in its concrete syntax tree.

LibCST keeps every blank and comment. A change is made only where the tree has a name or a
string of its own at the place, so that nothing else can be touched. Code that does not
parse has no tree: there the places themselves are changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from shortcuts_py.errors import TextEdit

__all__ = ["apply_edits"]

_LARGEST = 2_000_000


def apply_edits(code: str, edits: Iterable[TextEdit]) -> str | None:
    """The code with some of its words replaced; None where a place is no word.

    Args:
        code: the code.
        edits: replacements on one line each; of several at one place the first counts.
    """
    places: dict[tuple[int, int], TextEdit] = {}
    for edit in edits:
        places.setdefault((edit.line, edit.column), edit)
    import libcst

    if len(code) > _LARGEST:
        return None
    try:
        wrapper = libcst.MetadataWrapper(libcst.parse_module(code), unsafe_skip_copy=True)
    except (libcst.ParserSyntaxError, RecursionError):
        return _replace(code, places)
    return _in_tree(wrapper, places)


def _in_tree(wrapper: Any, places: dict[tuple[int, int], TextEdit]) -> str | None:
    import libcst
    from libcst.metadata import PositionProvider

    positions = wrapper.resolve(PositionProvider)
    left = dict(places)

    class Change(libcst.CSTTransformer):
        def _change(self, original: Any, updated: Any) -> Any:
            start = positions[original].start
            edit = left.get((start.line, start.column + 1))
            if edit is None or len(updated.value) != edit.end_column - edit.column:
                return updated
            del left[(start.line, start.column + 1)]
            return updated.with_changes(value=edit.text)

        def leave_Name(self, original_node: Any, updated_node: Any) -> Any:  # noqa: N802
            return self._change(original_node, updated_node)

        def leave_SimpleString(self, original_node: Any, updated_node: Any) -> Any:  # noqa: N802
            return self._change(original_node, updated_node)

    try:
        changed: str = wrapper.module.visit(Change()).code
    except RecursionError:
        return None
    return None if left else changed


def _replace(code: str, places: dict[tuple[int, int], TextEdit]) -> str:
    """The same by line and column, from the last place to the first."""
    lines = code.split("\n")
    for (line, column), edit in sorted(places.items(), reverse=True):
        if line == edit.end_line and line <= len(lines):
            text = lines[line - 1]
            lines[line - 1] = text[: column - 1] + edit.text + text[edit.end_column - 1 :]
    return "\n".join(lines)
