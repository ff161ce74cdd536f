"""Changes of words in code, where its concrete syntax tree has them.

A change is made only where LibCST's tree has a name or a string of its own at the place, so
that nothing else can be touched. The tree is not made anew for it: that costs twice as much,
and every other blank and comment stays as it is anyhow. Code that does not parse has no tree:
there the places themselves are changed.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable

from shortcuts_py.checks.word_places import are_words
from shortcuts_py.errors import TextEdit

__all__ = ["apply_edits"]

_LARGEST = 2_000_000
_DEEPEST = 300  # nodes of the syntax tree within each other
_MARK = "\ufeff"
_LINE_END = re.compile(r"(\r\n|\r|\n)")


def apply_edits(code: str, edits: Iterable[TextEdit]) -> str | None:
    """The code with some of its words replaced; None where a place is no word.

    Args:
        code: the code.
        edits: replacements on one line each; of several at one place the first counts.
    """
    places: dict[tuple[int, int], TextEdit] = {}
    for edit in edits:
        places.setdefault((edit.line, edit.column), edit)
    if len(code) > _LARGEST:
        return None
    mark = _MARK if code.startswith(_MARK) else ""
    code = code.removeprefix(_MARK)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # invalid escapes are the author's
            module = ast.parse(code)
        if "\r" not in code and "\f" not in code and are_words(module, code, places.values()):
            changed: str | None = _replace(code, places)
        elif _is_deep(module):
            return None
        else:
            changed = _in_tree(code, places)
    except SyntaxError:
        changed = _replace(code, places)
    except (RecursionError, MemoryError, ValueError):
        return None
    return None if changed is None else mark + changed


def _is_deep(module: ast.Module) -> bool:
    """Whether code is nested so far that LibCST's parser would end the process."""
    level: list[ast.AST] = [module]
    for _ in range(_DEEPEST):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return False
    return True


def _in_tree(code: str, places: dict[tuple[int, int], TextEdit]) -> str | None:
    import libcst
    from libcst.metadata import MetadataWrapper, PositionProvider

    try:
        module = libcst.parse_module(code)
    except libcst.ParserSyntaxError:
        return None
    positions = MetadataWrapper(module, unsafe_skip_copy=True).resolve(PositionProvider)
    left = dict(places)
    for node, span in positions.items():
        if isinstance(node, (libcst.Name, libcst.SimpleString)):
            place = (span.start.line, span.start.column + 1)
            edit = left.get(place)
            if edit is not None and len(node.value) == edit.end_column - edit.column:
                del left[place]
    return None if left else _replace(code, places)


def _replace(code: str, places: dict[tuple[int, int], TextEdit]) -> str:
    """The same by line and column, from the last place to the first."""
    # Every second piece is a line end.
    pieces = _LINE_END.split(code)
    for (line, column), edit in sorted(places.items(), reverse=True):
        place = 2 * (line - 1)
        if line == edit.end_line and place < len(pieces):
            text = pieces[place]
            pieces[place] = text[: column - 1] + edit.text + text[edit.end_column - 1 :]
    return "".join(pieces)
