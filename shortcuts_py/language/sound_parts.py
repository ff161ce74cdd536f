"""Parsing broken code again from the last statement in front of which all is sound.

Python's parser stops at the first error, and it is asked again for each. What is in front of
an error needs no second look, so that many errors cost no more than long code.
"""

from __future__ import annotations

from shortcuts_py.language.logical_lines import first_word
from shortcuts_py.language.moved_lines import FOLLOWERS
from shortcuts_py.language.parsing import parse_quietly

__all__ = ["find_error", "find_sound"]


def find_error(lines: list[str], sound: int) -> SyntaxError | None:
    """What Python says about the lines from a sound one on; None where that is nothing.

    None says little: the whole has to be parsed then, for its tree.
    """
    rest = lines[sound:]
    first = next((one for one in rest if one.strip() and one.lstrip()[0] != "#"), "")
    if first and not _starts_module(first):
        return None  # it belongs with what is in front of it
    try:
        # Empty lines in front keep the numbers of lines right, in messages too.
        parse_quietly("\n" * sound + "\n".join(rest))
    except SyntaxError as error:
        return error
    except (ValueError, RecursionError, MemoryError):
        return None
    return None


def find_sound(lines: list[str], sound: int, last: int) -> tuple[int, int]:
    """A later line in front of which all is sound; and how many characters were parsed for it.

    Args:
        lines: of the code.
        sound: the last such line that is known.
        last: the last line that comes into question.
    """
    for place in range(min(last, len(lines) - 1), sound, -1):
        if _starts_module(lines[place]):
            front = "\n".join(lines[sound:place]) + "\n"
            try:
                parse_quietly(front)
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                return sound, len(front)
            return place, len(front)
    return sound, 0


def _starts_module(line: str) -> bool:
    """Whether a line starts a statement that is in no block, and belongs to none before it."""
    word = first_word(line)
    return bool(word) and line[0] not in " \t\f" and word not in FOLLOWERS
