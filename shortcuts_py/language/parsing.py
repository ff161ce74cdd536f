"""Python's parser, without its warnings: invalid escapes and the like are the author's."""

from __future__ import annotations

import ast
import warnings

__all__ = ["parse_quietly"]


def parse_quietly(code: str, filename: str = "<string>") -> ast.Module:
    """The syntax tree of code; nothing is printed about it.

    Args:
        code: the code.
        filename: its name, for messages.

    Raises:
        SyntaxError: it is no Python; also ValueError, RecursionError and MemoryError.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(code, filename)
