"""What the compiler says only because a statement near by could not be read."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from shortcuts_py.errors import Diagnostic
from shortcuts_py.language.logical_lines import indentation

__all__ = ["follows"]


def follows(one: Diagnostic, lines: Sequence[str], broken: Collection[int]) -> bool:
    """Whether a problem is there because its block, or the action it needs, is broken.

    Args:
        one: what the compiler says.
        lines: the code as it was read, with broken statements set aside.
        broken: lines (from 0) of statements that were set aside or moved.
    """
    if not broken:
        return False
    if one.code == "bad-root":
        return True
    line = (one.line or 1) - 1
    if one.code == "stray-question":
        after = range((one.end_line or line + 1), len(lines))
        return next((index in broken for index in after if lines[index].strip()), False)
    if one.code in ("stray-part", "stray-result") and line < len(lines):
        # part() follows the header of its branch; a result what is as far to the left.
        most = indentation(lines[line]) - (one.code == "stray-part")
        for index in range(line - 1, -1, -1):
            text = lines[index]
            if text.strip() and not text.lstrip().startswith("#") and indentation(text) <= most:
                return index in broken
    return False
