"""Parsing that goes on after a syntax error.

Python's parser stops at the first error. Here the broken statement is set aside, so that
the rest can be parsed again: a header becomes a header without a condition, which keeps its
block; a slip in indentation is evened out; any other statement becomes `...`. Every line
stays where it is, so that what is found later has its place in the code as written.
"""

from __future__ import annotations

import ast
import re

from shortcuts_py.errors import Diagnostic, Fix, TextEdit
from shortcuts_py.language.broken_names import NAME, head_of, loop_target, names_of
from shortcuts_py.language.logical_lines import (
    BLOCK_WORDS,
    first_word,
    indentation,
)
from shortcuts_py.language.missing_brackets import (
    end_of_statement,
    slip_in_front,
    statement_without_opening,
)
from shortcuts_py.language.moved_lines import BROKEN, FOLLOWERS, MovedLines
from shortcuts_py.language.parsing import parse_quietly
from shortcuts_py.language.sound_parts import find_error, find_sound
from shortcuts_py.language.syntax_places import Described, Place, describe

__all__ = ["BROKEN", "Recovery"]

_MOST_ROUNDS = 200
# Every round parses the code again, from the last sound statement in front of the error on.
_MOST_CHARACTERS = 2_000_000
_BEHIND = 10  # how much faster what follows an error is gone through
_ELSE_IF = re.compile(r"\s*(else\s+if)\b")
_STANDS_FOR = {
    "if": f"if {BROKEN}:",
    "elif": f"elif {BROKEN}:",
    "else": "else:",
    "match": f"match choose_from_menu({BROKEN}):",
    "case": 'case "":',
}


class Recovery:
    """The parse of code that may be broken.

    Attributes:
        source: the code that was parsed at last, with broken statements set aside.
        module: its syntax tree; None where nothing could be parsed.
        problems: the syntax errors, each at its place in the code as written.
        names: names that broken statements define.
        heads: what broken statements call, or start with.
        broken: the lines (from 0) of broken statements.
        shifts: line (from 1) to the columns by which it was moved to the left.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.module: ast.Module | None = None
        self.problems: list[Diagnostic] = []
        self.names: set[str] = set()
        self._moved = MovedLines(source.split("\n"))
        self._lines = self._moved.lines
        self.broken = self._moved.broken
        self.heads: set[str] = set()
        self.shifts = self._moved.shifts
        self._parse()

    # -- rounds -------------------------------------------------------------------------

    def _parse(self) -> None:
        left = _MOST_CHARACTERS
        for number in range(_MOST_ROUNDS):
            error = self._attempt()
            if error is None:
                return
            if error.lineno is None:
                self._report(Place(0, 0, 0, 1), f"not readable as Python: {error.msg}")
                return
            before, sound = list(self._lines), self._moved.sound
            self._set_aside(error)
            if self._lines == before:
                return
            left -= sum(map(len, before[sound : error.lineno]))
            left -= sum(map(len, before[error.lineno :])) // _BEHIND
            if number and left < 0:
                break
            if self._lines[:sound] != before[:sound]:
                self._moved.retreat()
                continue
            # Nothing that was changed is in front of a sound line.
            last = error.lineno - 1
            changed = (one for one in range(sound, last) if self._lines[one] != before[one])
            found, parsed = find_sound(self._lines, sound, next(changed, last))
            left -= parsed
            if found > sound:
                self._moved.advance(found)
        self._moved.retreat()
        self._attempt()

    def _attempt(self) -> SyntaxError | None:
        self.source = "\n".join(self._lines)
        try:
            if self._moved.sound:
                error = find_error(self._lines, self._moved.sound)
                if error is not None:
                    return error
                self._moved.retreat()
            self.module = parse_quietly(self.source)
        except SyntaxError as error:
            return error
        except (RecursionError, MemoryError):
            self._add(Place(0, 0, 0, 0), "too-deep", "the code is nested too deeply")
        except ValueError as error:
            self._report(Place(0, 0, 0, 0), f"not readable as Python: {error}")
        return None

    def _report(
        self,
        place: Place,
        message: str,
        suggestions: tuple[str, ...] = (),
        fixes: tuple[Fix, ...] = (),
    ) -> None:
        self._add(place, "syntax", message, suggestions, fixes)

    def _add(
        self,
        place: Place,
        code: str,
        message: str,
        suggestions: tuple[str, ...] = (),
        fixes: tuple[Fix, ...] = (),
    ) -> None:
        shift = self.shifts.get(place.line + 1, 0)
        end_shift = self.shifts.get(place.end_line + 1, 0)
        self.problems.append(
            Diagnostic(
                "error",
                code,
                message,
                place.line + 1,
                place.column + 1 + shift,
                place.end_line + 1,
                place.end_column + 1 + end_shift,
                suggestions=suggestions,
                fixes=fixes,
            )
        )

    def _fix(self, found: Described, place: Place, suggestions: tuple[str, ...]) -> tuple[Fix, ...]:
        """A keyword as it is spelt, or the colon of a header."""
        line, column, _, end = place
        if suggestions:
            edit = TextEdit(line + 1, column + 1, line + 1, end + 1, suggestions[0])
            return (Fix(f"Write {suggestions[0]}", (edit,), safe=True),)
        if found.message == "expected ':'":
            text = self._lines[found.place.line]
            rest = text[found.place.column :].strip()
            if not rest or rest.startswith("#"):
                code = text[: found.place.column].rstrip()
                line, column = found.place.line + 1, len(code) + 1
                edit = TextEdit(line, column, line, column, ":")
                return (Fix("Add the colon", (edit,), safe=True),)
        return ()

    # -- one error ----------------------------------------------------------------------

    def _set_aside(self, error: SyntaxError) -> None:
        """Report an error and take the broken statement out of the way."""
        found = describe(error, self._moved.logical)
        place = found.place
        line = min(found.line, len(self._lines) - 1)
        first, last, _ = self._moved.logical.around(line)
        known = any(one in self.broken for one in range(first, last + 1))
        if not known and self._set_aside_unopened(error, place):
            return
        if isinstance(error, IndentationError) and not known:
            if self._moved.even_out(error, found.message, place, self._report):
                return
            line = min(place.line, len(self._lines) - 1)
            first, last, _ = self._moved.logical.around(line)
        if not known and self._write_elif(first):
            return
        if not known:
            suggestions = self._suggest_word(first, place)
            text = found.message
            if suggestions:
                word = first_word(self._lines[first])
                text = f"{word!r} is no word of Python; did you mean {suggestions[0]}?"
                start = indentation(self._lines[first])
                place = Place(first, start, first, start + len(word))
            elif found.message == "invalid syntax" and self._stands_alone(first, place):
                text = f"this {first_word(self._lines[first])} belongs to no block before it"
            self._report(place, text, suggestions, self._fix(found, place, suggestions))
            last = end_of_statement(self._moved.logical, first, last)
            self._note_names(first, last)
            self.broken.update(range(first, last + 1))
            if suggestions and self._reword(first, suggestions[0]):
                return
            if found.message == "expected ':'" and self._insert_colon(found.place):
                return
        if first_word(self._lines[first]) == "case" and not known:
            self._moved.adopt_cases(first)
        self._replace(first, last, stray=known)

    def _set_aside_unopened(self, error: SyntaxError, place: Place) -> bool:
        """Take a statement out of the way that has lost an opening bracket."""
        if "unexpected indent" not in error.msg and "unmatched" not in error.msg:
            return False
        found = statement_without_opening(self._moved.logical, place.line)
        if found is None or any(one in self.broken for one in range(found[0], found[1] + 1)):
            return False
        first, last = found
        message = error.msg
        inner = slip_in_front(self._lines, first, last)
        if inner is not None:
            place, message = inner
        elif isinstance(error, IndentationError):
            end = len(self._lines[first].partition("#")[0].rstrip())
            place = Place(first, max(end - 1, 0), first, max(end, 1))
            message = f"an opening bracket is missing here: line {last + 1} closes one"
        self._report(place, message)
        self._note_names(first, last)
        self.broken.update(range(first, last + 1))
        self._replace(first, last, stray=False)
        return True

    def _write_elif(self, line: int) -> bool:
        """`else if`, which other languages have, is `elif` here."""
        text = self._lines[line]
        match = _ELSE_IF.match(text)
        if match is None:
            return False
        start, end = match.span(1)
        edit = TextEdit(line + 1, start + 1, line + 1, end + 1, "elif")
        fixes = (Fix("Write elif", (edit,), safe=True),)
        message = "'else if' is written elif"
        self._report(Place(line, start, line, end), message, ("elif",), fixes)
        self._lines[line] = f"{text[:start]}elif{text[end:]}"
        self.broken.add(line)
        return True

    def _suggest_word(self, line: int, place: Place) -> tuple[str, ...]:
        """The keyword that the first word of a broken statement may be meant for."""
        from shortcuts_py.language.nearest import nearest

        text = self._lines[line]
        word = first_word(text)
        rest = text.strip()[len(word) :]
        if not word or word in BLOCK_WORDS or place.line != line:
            return ()
        if not re.match(r"\s*:\s*(#|\Z)|\s+[\w\"'({\[-]", rest):
            return ()
        words = ["if", "elif", "for", "match", "case", "return", "import", "from", "def"]
        if re.match(r"\s*:\s*(#|\Z)", rest):
            words = ["else", "try", "finally"]
        return nearest(word, words)[:1]

    def _reword(self, line: int, word: str) -> bool:
        """Write a keyword as it is spelt; whether the line is one that may work then."""
        text = self._lines[line]
        start = indentation(text)
        wrong = first_word(text)
        self._lines[line] = text[:start] + word + text[start + len(wrong) :]
        return True

    def _stands_alone(self, line: int, place: Place) -> bool:
        """Whether an error is that a branch stands where none can be."""
        text = self._lines[line]
        return first_word(text) in FOLLOWERS and (place.line, place.column) == (
            line,
            indentation(text),
        )

    def _insert_colon(self, place: Place) -> bool:
        text = self._lines[place.line]
        rest = text[place.column :].strip()
        if rest and not rest.startswith("#"):
            return False
        self._lines[place.line] = f"{text[: place.column].rstrip()}:"
        return True

    # -- names --------------------------------------------------------------------------

    def _note_names(self, first: int, last: int) -> None:
        """Names that a broken statement would have defined: using them is no mistake."""
        text = "\n".join(self._lines[first : last + 1])
        self.heads.add(head_of(text))
        self.names.update(names_of(text))

    # -- setting aside ------------------------------------------------------------------

    def _replace(self, first: int, last: int, stray: bool) -> None:
        """Let something harmless stand for a statement: a header for a header."""
        head = self._lines[first]
        word = first_word(head)
        indent = head[: indentation(head)]
        after = next((one for one in self._lines[last + 1 :] if one.strip()), "")
        has_block = len(indent) < indentation(after)
        ends = self._lines[last].partition("#")[0].rstrip()
        if word in BLOCK_WORDS or (has_block and ends.endswith(":")):
            target = loop_target("\n".join(self._lines[first : last + 1]))
            text = _STANDS_FOR.get(word, f"if {BROKEN}:")
            if target is not None and re.fullmatch(r"[\w\s,]+", target):
                text = f"for {target} in {BROKEN}:"
            elif word == "def" and (name := NAME.search(head.strip()[3:])):
                text = f"def {name.group()}():"
            if stray or (word in FOLLOWERS and self._is_first_round_trip(head, indent + text)):
                text = f"if {BROKEN}:"
            new = indent + text + ("" if has_block else " ...")
        else:
            new = f"{indent}..."
        if new == head and first == last:
            new = ""  # nothing may stand here at all
        self._lines[first : last + 1] = [new] + [""] * (last - first)
        self.broken.update(range(first, last + 1))

    @staticmethod
    def _is_first_round_trip(head: str, text: str) -> bool:
        """Whether what would stand for a header is that header: then it stands at no block."""
        return head.split("#")[0].split() == text.split()
