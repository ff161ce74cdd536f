"""Applying a mapping of names to code, and proving that the shortcut stays the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from shortcuts_py.dialects import compile_code, recognise
from shortcuts_py.equivalence import ID_KEYS
from shortcuts_py.errors import CompileError, ShortcutError
from shortcuts_py.plist.compare import same
from shortcuts_py.renaming.finding import find_names, parse
from shortcuts_py.renaming.rules import Refusal, refusals

__all__ = ["RenameError", "Renamed", "rename"]

# Names by which Apple's dialect knows the result of a block.
_RESULTS = re.compile(r"(if_result|menu_result|repeat_results)\d*\Z")
# Keys under which a file names a variable; its name in the file goes with the name in code
# where the code does not declare another.
_VARIABLE_KEYS = frozenset({"VariableName", "WFVariableName"})


class Renamed(NamedTuple):
    """Code with other names.

    Attributes:
        code: the code; nothing but names differs.
        renamed: old name to new name, those that were applied.
        unknown: names of the mapping that the code does not give to anything.
        variables: named variables whose name in the shortcut changed with the name in code,
            old to new. A variable that is declared with `variable("Name")` keeps its name.
    """

    code: str
    renamed: dict[str, str]
    unknown: tuple[str, ...]
    variables: dict[str, str]


class RenameError(ShortcutError):
    """A mapping that cannot be applied.

    Attributes:
        refusals: each name that cannot be given, and why; empty where the proof failed.
    """

    def __init__(self, message: str, found: tuple[Refusal, ...] = ()) -> None:
        super().__init__("\n".join([message, *(f"  {one}" for one in found)]))
        self.refusals = found


def rename(
    code: str, mapping: Mapping[str, str], dialect: str | None = None, filename: str = "<string>"
) -> Renamed:
    """Give names of code other names, all at once, and leave everything else as it is.

    The code is compiled before and after; both workflows have to be equal up to ids, and up
    to the names of variables that the mapping changes.

    Args:
        code: code of any dialect that compiles.
        mapping: old name to new name.
        dialect: the code's dialect; None to recognise it.
        filename: the code's name, for messages.

    Raises:
        CompileError: the code does not compile as it is.
        RenameError: a name cannot be given, or the shortcut would become another.
        ShortcutError: Python cannot parse the code.
    """
    dialect = dialect or recognise(code)
    before = compile_code(code, dialect, filename)
    parse(code)  # LibCST must only see what Python's parser has bounded: see docs/decisions
    known = {one.name for one in find_names(code)}
    wanted = {old: new for old, new in mapping.items() if old in known and old != new}
    unknown = tuple(old for old in mapping if old not in known)
    if not wanted:
        return Renamed(code, {}, unknown, {})

    from shortcuts_py.renaming.editing import names_in

    problems = refusals(wanted, names_in(code))
    if problems:
        raise RenameError("these names cannot be given:", tuple(problems))
    plist = before.to_plist()
    text, after = _renamed(code, wanted, {}, dialect, filename)
    kept = _called_otherwise(plist, after, set(wanted.values())) if dialect != "native" else {}
    if kept:
        # Code of these dialects says a variable's name as a text, too: it is to stay.
        text, after = _renamed(code, wanted, kept, dialect, filename)
    comparison = _Comparison(wanted)
    if not comparison.same(plist, after):
        problem = comparison.problem or "it differs"
        words = sorted(one for one in wanted if _RESULTS.match(one)) if dialect == "apple" else []
        if words:
            problem += f"; in Apple's dialect these words mean something: {', '.join(words)}"
        raise RenameError(f"the shortcut would become another one: {problem}")
    return Renamed(text, wanted, unknown, comparison.variables)


def _renamed(
    code: str, wanted: dict[str, str], kept: dict[str, str], dialect: str, filename: str
) -> tuple[str, Any]:
    """The code with other names, and what it compiles to."""
    from shortcuts_py.renaming.editing import apply_names

    text = apply_names(code, wanted, kept, titles=dialect == "workflowbench")
    try:
        return text, compile_code(text, dialect, filename).to_plist()
    except CompileError as error:
        raise RenameError(f"the code would not compile any more: {error}") from None


def _called_otherwise(left: Any, right: Any, new: set[str]) -> dict[str, str]:
    """Variables that go by a new name, with the names that they had."""
    found: dict[str, str] = {}
    stack = [(left, right)]
    while stack:
        one, other = stack.pop()
        if type(one) is dict and type(other) is dict:
            for key, value in one.items():
                mate = other.get(key)
                if key in _VARIABLE_KEYS and type(value) is str and type(mate) is str:
                    if value != mate and mate in new:
                        found.setdefault(mate, value)
                else:
                    stack.append((value, mate))
        elif type(one) is list and type(other) is list:
            stack.extend(zip(one, other, strict=False))
    return found


class _Comparison:
    """Equality up to a one-to-one renaming of ids, and of variables as the mapping says."""

    def __init__(self, mapping: Mapping[str, str]) -> None:
        self._mapping = mapping
        self._ids: tuple[dict[str, str], dict[str, str]] = ({}, {})
        self._names: tuple[dict[str, str], dict[str, str]] = ({}, {})
        self.problem: str | None = None

    @property
    def variables(self) -> dict[str, str]:
        """Variables that are called otherwise, old name to new name."""
        return {old: new for old, new in self._names[0].items() if old != new}

    def same(self, left: Any, right: Any) -> bool:
        kind = type(left)
        if kind is not type(right):
            return False
        if kind is dict:
            return left.keys() == right.keys() and all(
                self._entry(key, one, right[key]) for key, one in left.items()
            )
        if kind is list:
            return len(left) == len(right) and all(map(self.same, left, right))
        return same(left, right)

    def _entry(self, key: str, left: Any, right: Any) -> bool:
        if type(left) is str and type(right) is str:
            if key in ID_KEYS:
                return _pair(self._ids, left, right)
            if key in _VARIABLE_KEYS:
                if _pair(self._names, left, right) and self._expected(left, right):
                    return True
                self.problem = f"the variable {left!r} would be called {right!r}"
                return False
        if self.same(left, right):
            return True
        self.problem = self.problem or f"{key} would be another"
        return False

    def _expected(self, left: str, right: str) -> bool:
        """Whether a variable may be called so: as before, or as the mapping says.

        A variable of a function has the name, a blank, and the function with the number of
        the call, which every change of the source changes.
        """
        if left == right:
            return True
        old, _, of = left.partition(" ")
        new, _, in_place = right.partition(" ")
        function, _, number = of.rpartition("-")
        renamed, _, other = in_place.rpartition("-")
        return (
            self._mapping.get(old, old) == new
            and self._mapping.get(function, function) == renamed
            and len(number) == len(other)
        )


def _pair(tables: tuple[dict[str, str], dict[str, str]], left: str, right: str) -> bool:
    forward, backward = tables
    return forward.setdefault(left, right) == right and backward.setdefault(right, left) == left
