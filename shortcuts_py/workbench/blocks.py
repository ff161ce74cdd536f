"""Blocks, read: `if`, `for`, `match`, and the actions that they are in the file.

| in code | block |
|---|---|
| `if x:`, `elif y:`, `else:` | If, Otherwise If, Otherwise |
| `for Repeat_Index in range(int(n)):` | Repeat; its index counts from 1 whatever Python says |
| `for Repeat_Index, Repeat_Item in enumerate(xs, start=1):`, `for x in xs:` | Repeat with Each |
| `match input(prompt='''...'''):` and `case "Title":` | Choose from Menu |
| `pass` alone | nothing at all |

Behind a block, `x = is_workflow_actions_conditional( WFControlFlowMode=2)` is its end, and
names its output.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

from shortcuts_py.workbench.conditions import equals, read_condition
from shortcuts_py.workbench.references import read_picked
from shortcuts_py.workbench.scope import BlockResult, Definition, Merged, Named
from shortcuts_py.workbench.text import read_text
from shortcuts_py.workbench.values import read_parameter
from shortcuts_py.workflow import aggrandizements as agg
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow.actions import (
    CHOOSE_FROM_MENU,
    CONDITIONAL,
    REPEAT_COUNT,
    REPEAT_EACH,
    RESULT_NAMES,
    Action,
)
from shortcuts_py.workflow.conditions import LEGACY, OLD_CODES
from shortcuts_py.workflow.dictionary import Item
from shortcuts_py.workflow.predicates import PredicateTable
from shortcuts_py.workflow.text import AttributedText, TokenString
from shortcuts_py.workflow.values import PlainDictionary, TokenAttachment

if TYPE_CHECKING:
    from shortcuts_py.workbench.body import Body
    from shortcuts_py.workbench.reading import Reader

__all__ = ["read_for", "read_if", "read_match"]

LEGACY_MENU = "WFMenuLegacyCancelBehavior"
_OLD_WORDS = {code: word for word, code in OLD_CODES.items()}
_ELSE = re.compile(r"\s*else\s*:")


class _Block:
    """A block while it is read."""

    def __init__(
        self, body: Body, identifier: str, parameters: dict[str, Any], header: ast.AST
    ) -> None:
        self.body = body
        self.header = header
        self.reader = body.reader
        self.identifier = identifier
        self.group = self.reader.ids.new("group")
        self.before: dict[str, Any] = {}
        self.ends: list[tuple[str, Any]] = []
        self.defined: dict[str, list[Any]] = {}
        self.branches = 0
        self.open = self.part(0, parameters, header)
        if identifier in self.reader.heading.starts:
            self.open.uuid = self.reader.ids.new("start")

    def part(self, mode: int, parameters: dict[str, Any], header: ast.AST) -> Action:
        """A part of the block, and what it is read from."""
        self.reader.mark(header)
        parameters["GroupingIdentifier"] = self.group
        parameters["WFControlFlowMode"] = mode
        return self.reader.add(Action(self.identifier, parameters))

    def read(self, nodes: list[ast.stmt], limit: int, loop: bool = False) -> None:
        """Read the body of a part."""
        scope = self.reader.scope
        self.branches += 1
        scope.enter(loop)
        self.body.read(nodes, limit)
        last: tuple[str, Any] | None = scope.last
        if last is not None:
            self.ends.append(last)
        for name, (before, after) in scope.leave().items():
            self.before.setdefault(name, before)
            self.defined.setdefault(name, []).append(after)

    def close(self, complete: bool) -> None:
        """Close the block, and say what its names stand for behind it."""
        reader = self.reader
        end = self.part(2, {}, self.header)
        if self.identifier in reader.heading.results:
            end.uuid = reader.ids.new("output")
        reader.last_end = end
        reader.last_results = []
        results = dict(self.ends)
        scope = reader.scope
        scope.last = None
        for name, after in self.defined.items():
            what = self._merge(self.before[name], after, complete)
            if name in results and type(what) is not Named:
                what = BlockResult(end, RESULT_NAMES[self.identifier], what)
                scope.last = (name, what)
                reader.last_results.append((name, what))
            scope.define(name, what)

    def _merge(self, before: Any, after: list[Any], complete: bool) -> Any:
        """What a name stands for that the block may have defined anew."""
        whole = complete and len(after) == self.branches
        candidates = after if whole or before is None else [before, *after]
        if len(candidates) == 1 or self.reader.exact:
            # In a transcript, outputs of one name have one id.
            return candidates[-1]
        if all(type(one) is Named for one in candidates):
            return candidates[-1]
        return Merged(candidates)


def _header(body: Body, block: _Block, action: Action, first: int, last: int) -> None:
    """Apply what stands behind the header of a part."""
    group = body.apply(action, first, last)
    if group is not None:
        block.group = group
        action.parameters["GroupingIdentifier"] = group


# -- if -----------------------------------------------------------------------------------


def _condition(reader: Reader, test: ast.expr) -> dict[str, Any]:
    parameters = read_condition(reader, test)
    heading = reader.heading
    code = parameters.get("WFCondition")
    if heading.old_conditions and code in _OLD_WORDS:
        parameters["WFCondition"] = _OLD_WORDS[code]
    if heading.legacy:
        parameters[LEGACY] = True
    return parameters


def read_if(body: Body, node: ast.If, limit: int) -> None:
    """Read an If with all its branches."""
    reader = body.reader
    block = _Block(body, CONDITIONAL, _condition(reader, node.test), node)
    _header(body, block, block.open, node.lineno, _header_end(node.test, node.body))
    complete = False
    while True:
        rest = node.orelse
        other = _elif(reader, node)
        end = limit
        if other is not None:
            end = other.lineno
        elif rest:
            end = _else_line(reader, node) or rest[0].lineno
        block.read(node.body, end)
        if other is None:
            if rest:
                line = _else_line(reader, node) or rest[0].lineno - 1
                part = block.part(1, {}, rest[0])
                _header(body, block, part, line, line)
                block.read(rest, limit)
                complete = True
            break
        node = other
        part = block.part(1, _condition(reader, node.test), node)
        _header(body, block, part, node.lineno, _header_end(node.test, node.body))
    block.close(complete)


def _header_end(node: ast.AST, nodes: list[ast.stmt]) -> int:
    line = int(getattr(node, "lineno", 1))
    return max(int(getattr(node, "end_lineno", None) or line), line)


def _elif(reader: Reader, node: ast.If) -> ast.If | None:
    """The `elif` of an If; an If within its `else:` is none."""
    if len(node.orelse) != 1 or type(node.orelse[0]) is not ast.If:
        return None
    inner = node.orelse[0]
    return inner if reader.starts_with(inner, "elif") else None


def _else_line(reader: Reader, node: ast.If) -> int | None:
    """The line of `else:`, which `ast` does not tell."""
    last = node.body[-1]
    lines = reader.lines()
    for line in range(node.orelse[0].lineno, (last.end_lineno or last.lineno) - 1, -1):
        if 0 < line <= len(lines) and _ELSE.match(lines[line - 1]):
            return line
    return None


# -- for ----------------------------------------------------------------------------------


def read_for(body: Body, node: ast.For, limit: int) -> None:
    """Read a loop."""
    reader = body.reader
    count, items = _loop_of(reader, node.iter)
    names = _targets(node.target)
    if names is None:
        reader.lose(node.target, "loop-name")
        names = []
    depth = reader.depth + 1
    suffix = "" if depth == 1 else f" {depth}"
    index, item = f"Repeat Index{suffix}", f"Repeat Item{suffix}"
    if count is not None:
        block = _Block(body, REPEAT_COUNT, count, node)
        variables = dict.fromkeys(names[:1], index)
        _check_base(reader, node, names)
    else:
        block = _Block(body, REPEAT_EACH, items, node)
        variables = (
            {names[0]: item} if len(names) == 1 else dict(zip(names, (index, item), strict=False))
        )
    _header(body, block, block.open, node.lineno, _header_end(node.iter, node.body))
    saved = {name: reader.loops.get(name) for name in variables}
    reader.loops.update(variables)
    reader.depth = depth
    _carry(reader, node)
    block.read(node.body, node.orelse[0].lineno if node.orelse else limit, loop=True)
    reader.depth = depth - 1
    for name, before in saved.items():
        if before is None:
            del reader.loops[name]
        else:
            reader.loops[name] = before
    block.close(False)
    if node.orelse:
        body.read(node.orelse, limit)


def _check_base(reader: Reader, node: ast.For, names: list[str]) -> None:
    """`range` counts from 0 in Python, and from 1 in the names of this dialect."""
    if names and not names[0].startswith("Repeat_Index") and not names[0].startswith("_"):
        reader.guess(node.target, "index-base", names[0], "Repeat Index, which counts from 1", 0.6)


def _carry(reader: Reader, node: ast.For) -> None:
    """Names that the loop gives new outputs to: a use in it may mean the round before."""
    if reader.exact:
        return
    scope = reader.scope
    for name in assigned_names(node.body):
        before = scope.now.get(name)
        if type(before) is Definition or type(before) is BlockResult:
            scope.now[name] = Merged([before])


def assigned_names(nodes: list[ast.stmt]) -> list[str]:
    """The names that statements assign to, in any depth."""
    found: dict[str, None] = {}
    stack = list(nodes)
    while stack:
        node = stack.pop()
        kind = type(node)
        if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if type(target) is ast.Name:
                found[target.id] = None
        elif kind is ast.If or kind is ast.For or kind is ast.While:
            stack += node.body  # type: ignore[attr-defined]
            stack += node.orelse  # type: ignore[attr-defined]
        elif kind is ast.Match:
            for case in node.cases:  # type: ignore[attr-defined]
                stack += case.body
    return list(found)


def _targets(node: ast.expr) -> list[str] | None:
    if type(node) is ast.Name:
        return [node.id]
    if type(node) is ast.Tuple and all(type(one) is ast.Name for one in node.elts):
        return [one.id for one in node.elts if type(one) is ast.Name][:2]
    return None


def _loop_of(reader: Reader, node: ast.expr) -> tuple[dict[str, Any] | None, dict[str, Any]]:
    """The parameters of a counting loop, or None and those of a loop over items."""
    if type(node) is ast.Call and type(node.func) is ast.Name and node.args:
        if node.func.id == "range":
            return _count_of(reader, node.args), {}
        if node.func.id == "enumerate":
            return None, _items_of(reader, node.args[0])
    return None, _items_of(reader, node)


def _count_of(reader: Reader, nodes: list[ast.expr]) -> dict[str, Any]:
    rounds = _rounds(nodes)
    node = nodes[-1] if len(nodes) < 3 else nodes[1]
    if rounds is not None:
        if len(nodes) > 2 or nodes[0].value != 1:  # type: ignore[attr-defined]
            reader.guess(node, "range", reader.shown(node), f"{rounds} rounds", 0.5)
        return {"WFRepeatCount": rounds}
    if len(nodes) > 1:
        reader.guess(node, "range", reader.shown(node), "the number of rounds", 0.4)
    if type(node) is ast.Call and type(node.func) is ast.Name and node.func.id == "int":
        if not node.args:
            return {}
        node = node.args[0]
    value = read_parameter(reader, node)
    if type(value) is str:
        value = int(value) if value.isascii() and value.isdigit() and len(value) < 15 else value
    return {} if value is None else {"WFRepeatCount": value}


def _rounds(nodes: list[ast.expr]) -> int | None:
    """How often a range of several plain numbers goes; None for any other."""
    numbers = [one.value for one in nodes if type(one) is ast.Constant and type(one.value) is int]
    if not 1 < len(nodes) == len(numbers) <= 3 or numbers[2:] == [0]:
        return None
    return len(range(*numbers)) if max(map(abs, numbers)) < 1 << 60 else None


def _items_of(reader: Reader, node: ast.expr) -> dict[str, Any]:
    if type(node) is ast.Constant and node.value in (None, 1):
        return {}
    reference = read_picked(reader, node)
    if reference is None:
        from shortcuts_py.workbench.simple import read_value_action

        action = read_value_action(reader, node)
        if action is None:
            reader.lose(node, "loop")
            return {}
        reader.guess(node, "nested-call", reader.shown(node), "an action of its own", 0.8)
        reader.add(action)
        reference = reader.output_of(action)
    return {"WFInput": TokenAttachment(reference)}


# -- match --------------------------------------------------------------------------------


def read_match(body: Body, node: ast.Match, limit: int) -> None:
    """Read a menu, or any other `match`."""
    reader = body.reader
    subject = node.subject
    if type(subject) is ast.Call and type(subject.func) is ast.Name and subject.func.id == "input":
        _read_menu(body, node, subject, limit)
        return
    reader.guess(subject, "match", reader.shown(subject), "a chain of If", 0.7)
    _read_chain(body, node, limit)


def _read_menu(body: Body, node: ast.Match, subject: ast.Call, limit: int) -> None:
    reader = body.reader
    parameters: dict[str, Any] = {}
    prompt = subject.args[0] if subject.args else None
    for one in subject.keywords:
        if one.arg == "prompt":
            prompt = one.value
    if prompt is not None:
        value = read_parameter(reader, prompt)
        if type(value) is TokenAttachment:
            value = TokenString([value.attachment], True)
        if value is not None:
            parameters["WFMenuPrompt"] = value
    titles = [_title(reader, case.pattern) for case in node.cases]
    items: list[Any] = []
    for title in titles:
        text = len(title) == 1 and type(title[0]) is str
        items.append(title[0] if text else Item(0, reader.text(title)) if title else "")
    parameters["WFMenuItems"] = items
    if reader.heading.legacy_menus:
        parameters[LEGACY_MENU] = True
    block = _Block(body, CHOOSE_FROM_MENU, parameters, node)
    first = node.cases[0].pattern.lineno if node.cases else node.lineno
    _header(body, block, block.open, node.lineno, min(_header_end(subject, []), first))
    for index, (case, title) in enumerate(zip(node.cases, titles, strict=True)):
        line = case.pattern.lineno
        body.comments_before(line, 0)
        part = block.part(1, _title_parameters(title), case.pattern)
        _header(body, block, part, line, _header_end(case.pattern, case.body))
        last = index + 1 == len(node.cases)
        end = limit if last else node.cases[index + 1].pattern.lineno
        block.read(case.body, end)
    block.close(True)


def _title_parameters(title: list[Any]) -> dict[str, Any]:
    if all(type(part) is str for part in title):
        return {"WFMenuItemTitle": "".join(title)}
    text = "".join(part if type(part) is str else _shown(part) for part in title)
    return {"WFMenuItemTitle": text, "WFMenuItemAttributedTitle": AttributedText(title, True)}


def _shown(one: Any) -> str:
    """What the editor shows for a variable in a title."""
    if type(one) is att.Output:
        name = one.output_name or ""
    elif type(one) is att.Variable:
        name = one.name
    else:
        name = _SHOWN.get(type(one), "")
    last = one.aggrandizements[-1] if getattr(one, "aggrandizements", None) else None
    if type(last) is agg.DictionaryValue:
        return f"{name} ({last.key})"
    return f"{name} ({last.name})" if type(last) is agg.Property else name


_SHOWN: dict[type, str] = {
    att.ShortcutInput: "Shortcut Input",
    att.Clipboard: "Clipboard",
    att.CurrentDate: "Current Date",
    att.Ask: "Ask Each Time",
    att.DeviceDetails: "Device Details",
}


def _title(reader: Reader, pattern: ast.pattern) -> list[Any]:
    """The title of a case; `{name}` in it is a variable where the name is known."""
    if type(pattern) is ast.MatchValue:
        value = pattern.value
        if type(value) is ast.Constant:
            if type(value.value) is str:
                if "{" in value.value:
                    found = _title_with_names(reader, value.value)
                    if found is not None:
                        return found
                return [value.value] if value.value else []
            return [str(value.value)]
        return read_text(reader, value) or [reader.shown(value)]
    if type(pattern) is ast.MatchAs:
        name = pattern.name or "_"
        if pattern.pattern is None:
            reader.guess(pattern, "case-title", name, f"the title {name!r}", 0.4)
            return [name]
    text = reader.shown(pattern)
    reader.guess(pattern, "case-title", text, "a title", 0.4)
    return [text]


def _title_with_names(reader: Reader, text: str) -> list[Any] | None:
    from shortcuts_py.workbench.text import split_text

    return split_text(reader, text, reader.is_defined)


def _read_chain(body: Body, node: ast.Match, limit: int) -> None:
    """A `match` of a value: If, Otherwise If, Otherwise, one in the other."""
    reader = body.reader
    subject = reader.subject(node.subject)
    if subject is None:
        reader.lose(node.subject, "match")
    blocks: list[_Block] = []
    for index, case in enumerate(node.cases):
        line = case.pattern.lineno
        end = limit if index + 1 == len(node.cases) else node.cases[index + 1].pattern.lineno
        wildcard = type(case.pattern) is ast.MatchAs and case.pattern.pattern is None
        if blocks:
            blocks[-1].part(1, {}, case.pattern)
        if wildcard and blocks:
            blocks[-1].read(case.body, end)
            break
        parameters = _case_condition(reader, node.subject, subject, case.pattern)
        if case.guard is not None:
            reader.lose(case.guard, "condition")
        block = _Block(body, CONDITIONAL, parameters, case.pattern)
        blocks.append(block)
        body.apply(block.open, line, _header_end(case.pattern, case.body))
        block.read(case.body, end)
    for block in reversed(blocks):
        block.close(False)


def _case_condition(
    reader: Reader, node: ast.expr, subject: att.Attachment | None, pattern: ast.pattern
) -> dict[str, Any]:
    """What a case of a `match` of a value tests."""
    values = [
        one.value
        for one in (pattern.patterns if type(pattern) is ast.MatchOr else [pattern])
        if type(one) is ast.MatchValue
    ]
    if type(pattern) is ast.MatchOr and len(values) == len(pattern.patterns):
        rows = [PlainDictionary(equals(reader, node, subject, one)) for one in values]
        return {"WFConditions": PredicateTable(rows, 0, False)}
    if values:
        return equals(reader, node, subject, values[0])
    text = "".join(part for part in _title(reader, pattern) if type(part) is str)
    title = ast.copy_location(ast.Constant(text), pattern)
    return equals(reader, node, subject, title)
