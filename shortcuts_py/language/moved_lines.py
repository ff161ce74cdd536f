"""Lines of broken code whose indentation is evened out."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import takewhile

from shortcuts_py.language.logical_lines import LogicalLines, first_word, indentation
from shortcuts_py.language.syntax_places import Place

__all__ = ["BROKEN", "FOLLOWERS", "MovedLines"]

BROKEN = "__broken__"
"""What a broken condition or value is called in the code that is parsed instead."""

FOLLOWERS = frozenset({"else", "elif", "except", "finally", "case"})
"""Words of branches, which stand behind another branch."""

_OPENERS = frozenset({"if", "for", "while", "match", "try", "with", "def"})
_INDENTED = re.compile(r"expected an indented block after .* on line (\d+)")
_BODY = 4

Report = Callable[[Place, str], None]


class MovedLines:
    """Lines of code, some of them moved.

    Attributes:
        lines: the lines, changed in place.
        broken: lines (from 0) about which something was said.
        shifts: line (from 1) to the columns by which it was moved to the left.
        sound: the line (from 0) of a statement in front of which all is whole.
    """

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.sound = 0
        self._indented = self._regular = 0  # statements in front of the sound line
        self.broken: set[int] = set()
        self.shifts: dict[int, int] = {}

    def even_out(self, error: SyntaxError, message: str, place: Place, report: Report) -> bool:
        """Move lines so that their indentation is one that the code around them has.

        Args:
            error: what Python's parser says about the indentation.
            message: what to say.
            place: where.
            report: is told place and message before anything is moved.

        Returns:
            Whether anything could be done.
        """
        expected = _INDENTED.search(error.msg)
        if expected:
            return self._give_body(int(expected.group(1)) - 1, place, message, report)
        line = place.line
        slipped = self._slipped(line)
        if slipped is not None:
            first, last = slipped
            indent, right = indentation(self.lines[first]), indentation(self.lines[line])
            end = max(len(self.lines[first].rstrip()), indent + 1)
            report(
                Place(first, indent, first, end),
                f"indented by {indent} columns, and what belongs with it by {right}",
            )
            self._move(range(first, last + 1), indent - right)
            self.broken.update(range(first, last + 1))
            return True
        report(place, message)
        indent = indentation(self.lines[line])
        levels = self._levels(line)
        unindent = "unindent" in error.msg
        target = levels[-1]
        if unindent:
            around = self._depth_around(line)
            target = min(levels, key=lambda one: (one != around, abs(one - indent), -one))
        end = self._end_of_run(line, indent, levels if unindent else [])
        self._move(range(line, end), indent - target)
        self.broken.add(line)
        self._follow(line, end, target)
        return True

    @property
    def logical(self) -> LogicalLines:
        """The statements of the lines."""
        return LogicalLines(self.lines, self.sound)

    def advance(self, line: int) -> None:
        """Take note that all in front of a line (from 0), where a statement starts, is whole."""
        for index in self.logical.starts(line):
            if index >= line:
                break
            depth = indentation(self.lines[index])
            self._indented += depth > 0
            self._regular += depth > 0 and depth % _BODY == 0
        self.sound = line

    def retreat(self) -> None:
        """Take it back."""
        self.sound = self._indented = self._regular = 0

    def _slipped(self, line: int) -> tuple[int, int] | None:
        """First and last line of the statement in front, where it is the one that is off.

        It is where the code is indented by a number of columns everywhere but there.
        """
        found = self.logical
        starts = list(takewhile(lambda one: one <= line, found.starts(line)))
        if len(starts) < 2 or starts[-1] != line or starts[-2] in self.broken:
            return None
        before = starts[-2]
        depths = [depth for one in starts if (depth := indentation(self.lines[one]))]
        regular = sum(depth % _BODY == 0 for depth in depths)
        most = len(depths)
        if line >= self.sound:
            regular, most = regular + self._regular, most + self._indented
        here, there = indentation(self.lines[line]), indentation(self.lines[before])
        above = starts[-3] if len(starts) > 2 else before
        too_far = (
            indentation(self.lines[above]) + _BODY == here < there
            and first_word(self.lines[above]) in FOLLOWERS | _OPENERS
        )
        if here % _BODY or regular * 2 < most or not (there % _BODY or too_far):
            return None
        if first_word(self.lines[before]) in FOLLOWERS | _OPENERS:
            return None  # what it holds would have to move with it
        first, last, _ = found.around(before)
        return (first, last) if last < line else None

    def _depth_around(self, line: int) -> int:
        """The indentation of the statements in front and behind, where that is one."""
        before: int | None = None
        starts = self.logical.starts(line)
        for index in starts:
            if index == line:
                behind = next(starts, None)
                if before is None or behind is None:
                    return -1
                depth = indentation(self.lines[before])
                return depth if depth == indentation(self.lines[behind]) else -1
            before = index
        return -1

    def _levels(self, line: int) -> list[int]:
        """The indentations of the blocks that are open in front of a line, outermost first."""
        levels: list[int] = []
        for index in takewhile(lambda one: one < line, self.logical.starts(line)):
            depth = indentation(self.lines[index])
            while levels and levels[-1] > depth:
                levels.pop()
            if not levels or levels[-1] < depth:
                levels.append(depth)
        return levels or [0]

    def _end_of_run(self, line: int, indent: int, levels: list[int]) -> int:
        """The line behind those that are indented as far as `line` is, and at no sound level."""
        for index in self.logical.starts(line):
            text = self.lines[index]
            if index >= line and (indentation(text) < indent or indentation(text) in levels):
                return index
        return len(self.lines)

    def _move(self, lines: range, columns: int) -> None:
        """Move lines to the left by some columns (to the right by fewer than none)."""
        for index in lines:
            text = self.lines[index]
            if not text.strip():
                continue
            kept = max(indentation(text) - columns, 0)
            moved = indentation(text) - kept
            self.lines[index] = " " * kept + text.lstrip(" \t\f")
            self.shifts[index + 1] = self.shifts.get(index + 1, 0) + moved

    def _follow(self, start: int, end: int, indent: int) -> None:
        """Branches of a header that is not there go with the same mistake."""
        seen_header = False
        for index in self.logical.starts(start):
            text = self.lines[index]
            if index < start or indentation(text) > indent:
                continue
            if indentation(text) < indent:
                return
            word = first_word(text)
            if word in FOLLOWERS and not seen_header:
                self.lines[index] = f"{' ' * indent}if {BROKEN}:"
                self.broken.add(index)
            elif index >= end:
                return
            else:
                seen_header = word in ("if", "for", "while", "try")

    def adopt_cases(self, line: int) -> None:
        """Let the cases that follow one without a match go with the same mistake."""
        indent = indentation(self.lines[line])
        for index in self.logical.starts(line):
            text = self.lines[index]
            if index <= line or indentation(text) > indent:
                continue
            if indentation(text) < indent or first_word(text) != "case":
                return
            self.lines[index] = f"{text[:indent]}if {BROKEN}:"
            self.broken.add(index)

    def _give_body(self, header: int, place: Place, message: str, report: Report) -> bool:
        """Indent what follows a header, where a branch shows that it is the body; or `...`."""
        header = min(header, len(self.lines) - 1)
        first, last, _ = self.logical.around(header)
        indent = indentation(self.lines[first])
        end = self._body_without_indent(place.line, last, indent)
        if end is not None:
            report(place, message)
            self.broken.add(place.line)
            self._move(range(place.line, end), -_BODY)
            return True
        code, sign, note = self.lines[last].partition("#")
        if not code.rstrip().endswith(":"):
            return False
        text = self.lines[first]
        place = Place(first, indent, first, max(len(text.rstrip()), indent + 1))
        message = f"this {first_word(text)} has no body; an empty one is ..."
        report(place, message)
        self.broken.add(first)
        self.lines[last] = f"{code.rstrip()} ...{'  ' + sign + note if sign else ''}"
        return True

    def _body_without_indent(self, line: int, last: int, indent: int) -> int | None:
        """The line behind the lines that are a header's body, but for their indentation."""
        if line >= len(self.lines) or line <= last:
            return None
        text = self.lines[line]
        if indentation(text) != indent or first_word(text) in FOLLOWERS or not text.strip():
            return None
        word = first_word(self.lines[last])
        for index in range(line, len(self.lines)):
            text = self.lines[index]
            if not text.strip() or indentation(text) > indent:
                continue
            if indentation(text) < indent or first_word(text) in _OPENERS or word == "else":
                break  # what follows belongs to another block
            if first_word(text) in FOLLOWERS:
                return index
        return line + 1 if word in ("case", "match") else None
