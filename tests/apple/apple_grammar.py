"""What OS 27's own language consists of, by the notes on it; nothing of the library is used.

Every form that is not listed here is no part of the language. Forms whose spelling is not
known stand only where a comment in front of the statement says so.
"""

from __future__ import annotations

import ast
import re

__all__ = ["Violation", "violations"]

Violation = str

_CASE = re.compile(r"^(\s*case )f(?=[\"'])", re.MULTILINE)
_MARK = "# shortcuts_py: unverified "
_VALUES = {
    "shortcuts_builtin_ask",
    "shortcuts_builtin_clipboard",
    "shortcuts_builtin_current_app",
    "shortcuts_builtin_current_date",
    "shortcuts_builtin_device",
}
_OURS = {
    "begins_with",
    "ends_with",
    "is_between",
    "is_in_the_last",
    "is_in_the_next",
    "is_today",
}
_COMPARISONS = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn)


class _Check:
    def __init__(self, code: str) -> None:
        # CPython refuses an f-string as a pattern, and the language has it; the piece that is
        # checked as an expression is the f-string itself.
        self.tree = ast.parse(_CASE.sub(r"\1 ", code), feature_version=(3, 10))
        self.lines = code.split("\n")
        self.found: list[Violation] = []
        self.marked = False

    def wrong(self, node: ast.AST, what: str) -> None:
        line = getattr(node, "lineno", 0)
        self.found.append(f"line {line}: {what}: {self.lines[line - 1].strip()[:80]}")

    def program(self) -> None:
        functions = [one for one in self.tree.body if type(one) is ast.FunctionDef]
        if len(functions) != len(self.tree.body) or [one.name for one in functions] != ["shortcut"]:
            self.wrong(self.tree, "one function called shortcut is the whole program")
            return
        function = functions[0]
        arguments = ast.unparse(function.args)
        if arguments or ast.unparse(function.returns or ast.Constant(None)) != "None":
            self.wrong(function, "the entry takes and gives nothing")
        for one in function.decorator_list:
            if type(one) is not ast.Call:
                self.wrong(one, "a decorator is a call")
            elif ast.unparse(one.func) == "runnable":
                self.case(one, "RunSurface")
            elif ast.unparse(one.func) == "input_fallback":
                self.case(one, "InputFallback")
            elif type(one.func) is ast.Name and one.func.id.startswith("when_"):
                self.call(one)
            else:
                self.wrong(one, "no such decorator")
        self.body(function.body)

    def case(self, node: ast.Call, enumeration: str) -> None:
        values = [ast.unparse(one.value) for one in node.keywords]
        if node.args or len(values) != 1 or not re.fullmatch(rf"{enumeration}\.[A-Z_]+", values[0]):
            self.wrong(node, "a decorator takes one case")

    def body(self, statements: list[ast.stmt]) -> None:
        for one in statements:
            self.marked = self._has_mark(one)
            self.statement(one)

    def _has_mark(self, node: ast.stmt) -> bool:
        line = node.lineno - 2
        while line >= 0 and self.lines[line].lstrip().startswith("# shortcuts_py: "):
            if self.lines[line].lstrip().startswith(_MARK):
                return True
            line -= 1
        return False

    def statement(self, node: ast.stmt) -> None:
        if type(node) is ast.Assign:
            if len(node.targets) != 1 or type(node.targets[0]) is not ast.Name:
                self.wrong(node, "one name is assigned")
            self.expression(node.value)
        elif type(node) is ast.Expr:
            call = node.value
            if type(call) is not ast.Call:
                self.wrong(node, "an expression alone")
            elif type(call.func) is ast.Attribute:
                named = type(call.func.value) is ast.Name and call.func.attr == "append"
                if not named or len(call.args) != 1 or call.keywords:
                    self.wrong(node, "a dotted call that is not append")
                self.expression(call.args[0])
            else:
                self.call(call)
        elif type(node) is ast.If:
            self.condition(node.test)
            marked = self.marked
            self.body(node.body)
            # The comments of an elif stand in front of the whole.
            for one in node.orelse:
                self.marked = self._has_mark(one) or marked
                self.statement(one)
        elif type(node) is ast.For:
            self.loop(node)
        elif type(node) is ast.Match:
            self.menu(node)
        elif type(node) is not ast.Pass:
            self.wrong(node, "no such statement")

    def loop(self, node: ast.For) -> None:
        names = node.target.elts if type(node.target) is ast.Tuple else [node.target]
        call = node.iter if type(node.iter) is ast.Call else None
        function = ast.unparse(call.func) if call is not None else ""
        if node.orelse or any(type(one) is not ast.Name for one in names):
            self.wrong(node, "the form of a loop")
        if len(names) != (2 if function == "enumerate" else 1):
            self.wrong(node, "how many names a loop has")
        if call is not None and function in ("range", "enumerate"):
            if len(call.args) != 1 or call.keywords:
                self.wrong(node, f"the arguments of {function}")
            elif function == "range" and type(call.args[0]) is ast.Constant:
                if type(call.args[0].value) is not int:
                    self.wrong(node, "a range of something else than a whole number")
            else:
                self.expression(call.args[0])
        else:
            self.expression(node.iter)
        self.body(node.body)

    def menu(self, node: ast.Match) -> None:
        subject = node.subject
        if type(subject) is not ast.Call or ast.unparse(subject.func) != "shortcuts_builtin_choose":
            self.wrong(node, "the subject of a match")
        else:
            self.arguments(subject)
        for one in node.cases:
            pattern = one.pattern.value if type(one.pattern) is ast.MatchValue else None
            if type(pattern) is not ast.Constant or type(pattern.value) is not str or one.guard:
                self.wrong(one.pattern, "a pattern that is no text")
            marked = self.marked
            self.body(one.body)
            self.marked = marked

    def condition(self, node: ast.expr) -> None:
        if type(node) is ast.BoolOp:
            for one in node.values:
                if type(one) is ast.BoolOp:
                    self.wrong(one, "`and` mixed with `or`")
                self.condition(one)
        elif type(node) is ast.Compare and len(node.ops) == 1:
            if type(node.ops[0]) in (ast.Is, ast.IsNot):
                if ast.unparse(node.comparators[0]) != "None":
                    self.wrong(node, "`is` with something else than None")
            elif not isinstance(node.ops[0], _COMPARISONS):
                self.wrong(node, "no such comparison")
            else:
                self.expression(node.comparators[0])
            self.expression(node.left)
        elif type(node) is ast.Call and ast.unparse(node.func) in _OURS:
            if not self.marked:
                self.wrong(node, "a condition of unknown spelling without its mark")
            self.arguments(node)
        else:
            self.wrong(node, "no condition")

    def call(self, node: ast.Call) -> None:
        function = node.func
        if type(function) is ast.Attribute:
            filtered = type(function.value) is ast.Name and function.value.id.endswith("_filters")
            if not (filtered or function.attr == "format"):
                self.wrong(node, "a dotted call")
            elif not self.marked:
                self.wrong(node, "an unknown spelling without its mark")
            if not filtered:
                self.expression(function.value)
        elif type(function) is not ast.Name:
            self.wrong(node, "what is called is no name")
        elif function.id in _OURS or function.id in ("ref", "range", "enumerate"):
            self.wrong(node, "a call that cannot stand here")
        self.arguments(node)

    def arguments(self, node: ast.Call) -> None:
        if node.args or any(one.arg is None for one in node.keywords):
            self.wrong(node, "arguments without keywords")
        for one in node.keywords:
            self.expression(one.value)

    def expression(self, node: ast.expr) -> None:
        if type(node) is ast.Constant:
            if type(node.value) not in (str, int, float, bool, type(None)):
                self.wrong(node, "no such literal")
        elif type(node) is ast.UnaryOp:
            if type(node.op) is not ast.USub or type(node.operand) is not ast.Constant:
                self.wrong(node, "arithmetic")
        elif type(node) is ast.JoinedStr:
            for one in node.values:
                if type(one) is ast.FormattedValue:
                    if one.conversion != -1 or one.format_spec is not None:
                        self.wrong(node, "a format in an f-string")
                    self.expression(one.value)
        elif type(node) is ast.List:
            for one in node.elts:
                self.expression(one)
        elif type(node) is ast.Dict:
            for key, value in zip(node.keys, node.values, strict=True):
                if key is None:
                    self.wrong(node, "** in a dictionary")
                else:
                    self.expression(key)
                self.expression(value)
        elif type(node) is ast.Attribute:
            self.expression(node.value)
        elif type(node) is ast.Subscript:
            if type(node.slice) is not ast.Constant or type(node.slice.value) is not str:
                self.wrong(node, "a subscript that is no text")
            self.expression(node.value)
        elif type(node) is ast.Call:
            if type(node.func) is ast.Name and node.func.id in _VALUES:
                self.arguments(node)
            else:
                self.call(node)
        elif type(node) is not ast.Name:
            self.wrong(node, "no such expression")


def violations(code: str) -> list[Violation]:
    """Everything in a program that is no part of the language."""
    check = _Check(code)
    check.program()
    return check.found
