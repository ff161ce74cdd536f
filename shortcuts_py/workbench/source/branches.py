"""An else that is lost: statements that cannot follow each other in one branch."""

from __future__ import annotations

import ast

from shortcuts_py.workbench.guesses import Guesses

__all__ = ["part_branches"]


def part_branches(module: ast.Module, code: str, guesses: Guesses, *, damaged: bool) -> None:
    """Part the bodies of ifs whose else is lost.

    Args:
        module: the statements, changed in place.
        code: the text.
        guesses: takes up what was parted.
        damaged: whether the text is damaged in other ways too.
    """
