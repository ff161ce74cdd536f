"""The arguments of the words of the language."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shortcuts_py.language.reader import Reader

__all__ = ["only_argument"]


def only_argument(reader: Reader, node: ast.Call) -> ast.expr | None:
    """What a word that takes one value is called with; None after an error."""
    if len(node.args) == 1 and not node.keywords:
        return node.args[0]
    assert isinstance(node.func, ast.Name)  # noqa: S101  the dispatch looked
    reader.error(node, "bad-argument", f"{node.func.id}() takes one value")
    return None
