"""What each assigned name stands for, found in one pass before reading.

* A name that is assigned once is the output of what is assigned, or another word for it.
* A name whose every assignment is the last statement of a branch of one block, in every
  branch, is the result of that block; with one branch only, it has to be called like a
  result (`if_result`, `menu_result`, with a number).
* A list that is empty before a loop and has a value appended as the loop's last statement,
  and nowhere else, is the result of the loop.
* Any other name that is assigned twice, or appended to, is a named variable, as is the
  snake-case form of a name that `set_variable` or `add_to_variable` has as text.
* So is another word for a value that changes before it is read: for a variable that is set
  again, for the item of a repeat that has ended.
"""

from __future__ import annotations

import ast
import re
from collections import Counter

from shortcuts_py.apple.aliases import Aliases
from shortcuts_py.apple.names import resolve
from shortcuts_py.apple.snake import identifier, snake
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow.identifiers import ADD_VARIABLE, SET_VARIABLE

__all__ = [
    "RESERVED",
    "Plan",
    "appended",
    "assigned_name",
    "branches_of",
    "make_plan",
    "variable_word",
]


RESERVED = frozenset({"input", "shortcut", "_"})

_RESULT = re.compile(r"(if|menu)_result(_?\d+)*")
_RESULTS = re.compile(r"repeat_results(_?\d+)*")


def variable_word(name: str) -> str | None:
    """The word that a named variable has in code; None where its name has no letters.

    A name that starts with a digit is put behind `variable_`, one that means something else
    in code behind `the_`.
    """
    word = identifier(name)
    if word is None:
        word = snake(name)
        word = f"variable_{word}" if word else ""
    elif word in RESERVED:
        word = f"the_{word}"
    return word if word.isidentifier() else None


class Plan:
    """The names of a program.

    Attributes:
        assigned: every name that is assigned, and how often.
        variables: names that are assigned or appended to, and stand for a named variable.
        explicit: words for the variables that calls name.
        results: `id` of a block's statement to the name of its result.
        tails: `id` of statements that only say the result of a block.
        skipped: `id` of statements that only announce a loop's result: `x = []`.
        reads: the lines where a name is read.
        loop_names: names that the index or the item of a repeat has.
    """

    def __init__(self) -> None:
        self.assigned: Counter[str] = Counter()
        self.variables: dict[str, att.Variable] = {}
        self.explicit: dict[str, att.Variable] = {}
        self.results: dict[int, str] = {}
        self.tails: set[int] = set()
        self.skipped: set[int] = set()
        self.reads: dict[str, list[int]] = {}
        self.loop_names: set[str] = set()


def assigned_name(statement: ast.stmt) -> str | None:
    """The name that a statement assigns; None where it is no plain assignment."""
    if type(statement) is ast.Assign and len(statement.targets) == 1:
        target = statement.targets[0]
        return target.id if type(target) is ast.Name else None
    if type(statement) is ast.AnnAssign and type(statement.target) is ast.Name:
        return statement.target.id if statement.value is not None else None
    return None


def appended(statement: ast.stmt) -> str | None:
    """The name that a statement `name.append(x)` adds to."""
    if type(statement) is not ast.Expr or type(statement.value) is not ast.Call:
        return None
    function = statement.value.func
    if type(function) is ast.Attribute and function.attr == "append":
        return function.value.id if type(function.value) is ast.Name else None
    return None


def branches_of(statement: ast.stmt) -> tuple[list[list[ast.stmt]], bool]:
    """The bodies of an If or a menu, and whether one of them is always taken."""
    bodies: list[list[ast.stmt]] = []
    if type(statement) is ast.Match:
        return [case.body for case in statement.cases], True
    one: ast.stmt | None = statement
    while type(one) is ast.If:
        bodies.append(one.body)
        rest = one.orelse
        if not rest:
            return bodies, False
        if len(rest) == 1 and type(rest[0]) is ast.If and is_elif(one, rest[0]):
            one = rest[0]
        else:
            bodies.append(rest)
            return bodies, True
    return bodies, False


def is_elif(outer: ast.If, inner: ast.If) -> bool:
    """Whether an If that is alone in an else was written `elif`."""
    return inner.col_offset == outer.col_offset


class _Walk:
    """One walk over the statements of a program."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.appends: Counter[str] = Counter()
        self.reads = plan.reads
        self.candidates: list[tuple[ast.stmt, dict[str, list[int]]]] = []
        self.loops: list[tuple[ast.stmt, ast.For, str]] = []
        self.aliases = Aliases()

    def body(self, statements: list[ast.stmt]) -> None:
        for index, one in enumerate(statements):
            name = assigned_name(one)
            if name is not None:
                self.plan.assigned[name] += 1
                self.aliases.assigned(name, one)
                self._loop_ahead(statements, index, name)
            added = appended(one)
            if added is not None:
                self.appends[added] += 1
                self.aliases.changed(added, one)
            kind = type(one)
            if kind is ast.If:
                bodies, _ = branches_of(one)
                while type(one) is ast.If:
                    self._expressions(one.test)
                    one = one.orelse[0] if one.orelse else ast.Pass()
                self._block(statements[index], bodies)
            elif kind is ast.Match:
                self._expressions(one.subject)  # type: ignore[attr-defined]
                for case in one.cases:  # type: ignore[attr-defined]
                    self._expressions(case.pattern)
                self._block(one, [case.body for case in one.cases])  # type: ignore[attr-defined]
            elif kind is ast.For:
                self._expressions(one.iter)  # type: ignore[attr-defined]
                self.aliases.enter(one)  # type: ignore[arg-type]
                self.body(one.body)  # type: ignore[attr-defined]
                self.aliases.leave()
            else:
                self._expressions(one)

    def _block(self, statement: ast.stmt, bodies: list[list[ast.stmt]]) -> None:
        # With one branch alone the result of a block in it is that block's own.
        direct = len(bodies) > 1 or assigned_name(bodies[0][-1]) is not None
        tails = _tails(bodies) if direct else {}
        if tails:
            self.candidates.append((statement, tails))
        for body in bodies:
            self.body(body)

    def _loop_ahead(self, statements: list[ast.stmt], index: int, name: str) -> None:
        value = statements[index].value  # type: ignore[attr-defined]
        if type(value) is not ast.List or value.elts:
            return
        for following in statements[index + 1 : index + 50]:
            if type(following) is ast.For:
                self.loops.append((statements[index], following, name))
                return
            if assigned_name(following) == name:
                return

    def _expressions(self, node: ast.AST) -> None:
        for one in ast.walk(node):
            kind = type(one)
            if kind is ast.Name:
                if type(one.ctx) is ast.Load:  # type: ignore[attr-defined]
                    self.reads.setdefault(one.id, []).append(one.lineno)  # type: ignore[attr-defined]
            elif kind is ast.Call:
                self._variable_call(one)  # type: ignore[arg-type]

    def _variable_call(self, node: ast.Call) -> None:
        if type(node.func) is not ast.Name or not node.func.id.endswith("_variable"):
            return
        words = [one.arg for one in node.keywords if one.arg]
        choice = resolve(node.func.id, words)
        if choice is None or choice.tool.identifier not in (SET_VARIABLE, ADD_VARIABLE):
            return
        for one in node.keywords:
            if one.arg and choice.tool.keys(one.arg) == ("WFVariableName",):
                text = one.value.value if type(one.value) is ast.Constant else None
                if type(text) is str:
                    word = variable_word(text)
                    if word is not None:
                        self.plan.explicit.setdefault(word, att.Variable(text))


def _tails(bodies: list[list[ast.stmt]]) -> dict[str, list[int]]:
    """Names that the last statement of every branch assigns, with those statements."""
    found: dict[str, list[int]] | None = None
    for body in bodies:
        last = body[-1]
        name = assigned_name(last)
        if name is not None:
            tails = {name: [id(last)]}
        elif type(last) in (ast.If, ast.Match):
            inner, complete = branches_of(last)
            tails = _tails(inner) if complete else {}
        else:
            return {}
        if found is None:
            found = tails
        else:
            found = {name: found[name] + tails[name] for name in found if name in tails}
        if not found:
            return {}
    return found or {}


def make_plan(body: list[ast.stmt]) -> Plan:
    """Look through the body of the entry function."""
    plan = Plan()
    walk = _Walk(plan)
    walk.body(body)
    results: set[str] = set()
    for statement, tails in walk.candidates:
        for name, ends in tails.items():
            if (
                len(ends) == plan.assigned[name]
                and not walk.appends[name]
                and name not in results
                and (len(ends) > 1 or _RESULT.fullmatch(name))
            ):
                plan.results[id(statement)] = name
                plan.tails.update(ends)
                results.add(name)
                break
    _loop_results(plan, walk)
    results.update(plan.results.values())
    for name, count in (plan.assigned + walk.appends).items():
        if name not in results and (count > 1 or walk.appends[name]):
            plan.variables[name] = plan.explicit.get(name) or att.Variable(name)
    for name in walk.aliases.stale(plan.variables, walk.reads):
        if plan.assigned[name] == 1 and name not in results:
            plan.variables.setdefault(name, plan.explicit.get(name) or att.Variable(name))
    plan.loop_names = walk.aliases.loop_names
    return plan


def _loop_results(plan: Plan, walk: _Walk) -> None:
    taken: set[int] = set()
    for statement, loop, name in walk.loops:
        if plan.assigned[name] != 1 or id(loop) in taken:
            continue
        last = loop.body[-1]
        count = walk.appends[name]
        ends = appended(last) == name
        within = [
            line
            for line in walk.reads.get(name, ())
            if statement.lineno < line <= (loop.end_lineno or line)
        ]
        if ends and count == 1 and len(within) == 1:
            plan.tails.add(id(last))
        elif count or within or not (_RESULTS.fullmatch(name) or type(last) is ast.Pass):
            continue
        taken.add(id(loop))
        plan.results[id(loop)] = name
        plan.skipped.add(id(statement))
