"""The text layer of the WorkflowBench dialect: text, sound or damaged, to statements."""

from __future__ import annotations

import ast

from shortcuts_py.workbench.guesses import Guesses
from shortcuts_py.workbench.source.comments import find_comments
from shortcuts_py.workbench.source.model import Comment, Source, Unreadable

__all__ = ["Comment", "Source", "Unreadable", "read_source"]


def read_source(code: str, guesses: Guesses) -> Source:
    """Read the text of a workflow.

    Args:
        code: the text.
        guesses: takes up what had to be guessed, and what was lost.
    """
    module = ast.parse(code)
    return Source(module, find_comments(code), code)
