"""Reading if, match and for: the other half of `blocks`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.blocks import RESULTS, menu_items
from shortcuts_py.language.conditions import read_condition
from shortcuts_py.language.notes import Notes
from shortcuts_py.language.scope import IndexFromZero
from shortcuts_py.language.text import is_text, read_parts
from shortcuts_py.names import by_identifier
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow.actions import (
    CHOOSE_FROM_MENU,
    Block,
    Branch,
    If,
    Menu,
    Repeat,
    RepeatEach,
)
from shortcuts_py.workflow.text import AttributedText
from shortcuts_py.workflow.values import TokenAttachment

if TYPE_CHECKING:
    from shortcuts_py.language.reader import Reader

__all__ = ["read_for", "read_if", "read_match", "read_result"]


def _header(reader: Reader, node: ast.expr | ast.pattern) -> Notes:
    line, column = node.end_lineno or node.lineno, node.end_col_offset or 0
    if reader.has_notes and line < len(reader.lines):
        following = reader.lines[line].lstrip()
        if following.startswith(")") and not reader.lines[line - 1].rstrip().endswith(":"):
            # A long condition stands in brackets of its own, its notes behind them.
            return reader.notes(line + 1, reader.lines[line].index(")") + 1)
    return reader.notes(line, column)


def _id(reader: Reader, notes: Notes, word: str) -> str | None:
    """The id that a note gives: its own, a new one for a bare word, or none."""
    if word not in notes:
        return None
    given = notes[word]
    return reader.ids.new("action") if given is None else given


def _branch(reader: Reader, parameters: dict[str, Any], uuid: str | None) -> Branch:
    name = parameters.pop("CustomOutputName", None)
    return Branch(parameters, [], uuid, name if type(name) is str else None)


def _read_body(
    reader: Reader, branch: Branch, body: list[ast.stmt], until: int, column: int | None = None
) -> None:
    from shortcuts_py.language.body_reader import read_body

    kept, reader.body = reader.body, branch.body
    read_body(reader, body, until, column)
    reader.body = kept


def _take_part(reader: Reader, branch: Branch, body: list[ast.stmt]) -> list[ast.stmt]:
    """`part(Key=value)` at the start of a body: parameters of the part itself."""
    first = body[0]
    if (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Call)
        and isinstance(first.value.func, ast.Name)
        and first.value.func.id == "part"
    ):
        branch.parameters.update(reader.keywords(first.value.keywords))
        name = branch.parameters.pop("CustomOutputName", None)
        if type(name) is str:
            branch.output_name = name
        return body[1:]
    return body


def _group(reader: Reader, notes: Notes) -> str:
    given = notes.get("group")
    return reader.ids.new("group") if given is None else given


# -- if ---------------------------------------------------------------------------------


def read_if(reader: Reader, node: ast.If, until: int) -> Block:
    """An if statement with its elifs and else; `until` is the line where it has to end."""
    notes = _header(reader, node.test)
    group = _group(reader, notes)
    start = _branch(reader, read_condition(reader, node.test), _id(reader, notes, "id"))
    end = Branch(uuid=_id(reader, notes, "end"))
    branches = [start]
    orelse = node.orelse
    line = _else_line(reader, orelse)
    _read_body(reader, start, node.body, line or until)
    while orelse:
        first = orelse[0]
        if isinstance(first, ast.If) and len(orelse) == 1 and _is_otherwise_if(first.test):
            inner = _header(reader, first.test)
            parameters = read_condition(reader, first.test)
            branch = _branch(reader, parameters, _id(reader, inner, "id"))
            branches.append(branch)
            orelse = first.orelse
            line = _else_line(reader, orelse)
            _read_body(reader, branch, first.body, line or until)
            continue
        # An elif has its own header, whose notes are the inner block's.
        inner = _else_notes(reader, line) if line and line != first.lineno else {}
        branch = _branch(reader, {}, _id(reader, inner, "id"))
        branches.append(branch)
        # An elif stands where its if does; comments behind it there are not its own.
        column = node.body[0].col_offset
        _read_body(reader, branch, _take_part(reader, branch, orelse), until, column)
        break
    return If(group, branches, end)


def _is_otherwise_if(test: ast.expr) -> bool:
    return (
        isinstance(test, ast.Call)
        and isinstance(test.func, ast.Name)
        and test.func.id == "otherwise_if"
    )


def _else_line(reader: Reader, orelse: list[ast.stmt]) -> int | None:
    """The line of the `else:` or `elif` in front of some statements; None without any.

    Between it and the first statement there are only comments and blank lines.
    """
    if not orelse:
        return None
    line = orelse[0].lineno
    if reader.lines[line - 1].lstrip().startswith(("elif", "else")):
        return line
    for number in range(line - 1, 0, -1):
        text = reader.lines[number - 1].strip()
        if text and not text.startswith("#"):
            return number
    return line


def _else_notes(reader: Reader, line: int) -> Notes:
    text = reader.lines[line - 1]
    return reader.notes(line, text.index("else") + 4 if "else" in text else 0)


# -- match ------------------------------------------------------------------------------


def read_match(reader: Reader, node: ast.Match, until: int) -> Block | None:
    """`match choose_from_menu(...)` with a case for each item."""
    subject = node.subject
    names = by_identifier(CHOOSE_FROM_MENU)
    named = isinstance(subject, ast.Call) and isinstance(subject.func, ast.Name)
    menu = named and names is not None and subject.func.id == names.name  # type: ignore[attr-defined]
    if not menu and not _refuse_match(reader, node):
        return None
    assert isinstance(subject, ast.Call)  # noqa: S101  nothing else is meant for a menu
    notes = _header(reader, subject)
    group = _group(reader, notes)
    action = reader.call(subject, CHOOSE_FROM_MENU)
    keys = names.keys if names is not None else {}
    said = {keys.get(one.arg or "", one.arg) for one in subject.keywords}
    parameters = action.parameters
    if action.output_name is not None:
        parameters["CustomOutputName"] = action.output_name
    start = _branch(reader, parameters, _id(reader, notes, "id"))
    end = Branch(uuid=_id(reader, notes, "end"))
    branches = [start]
    titles: list[tuple[Any, Any]] = []
    for index, case in enumerate(node.cases):
        following = node.cases[index + 1] if index + 1 < len(node.cases) else None
        branch = _read_case(reader, case)
        branches.append(branch)
        body = _take_part(reader, branch, case.body)
        _read_body(reader, branch, body, following.pattern.lineno if following else until)
        titles.append(
            (
                branch.parameters.get("WFMenuItemTitle"),
                branch.parameters.get("WFMenuItemAttributedTitle"),
            )
        )
    if "WFMenuItems" not in said:
        untitled = [case for case, (title, _) in zip(node.cases, titles, strict=True) if not title]
        if any(type(title) is not str for title, _ in titles) and untitled:
            reader.error(untitled[0].pattern, "bad-match", "a case is the title of an item")
        start.parameters["WFMenuItems"] = menu_items(titles)
    return Menu(group, branches, end)


def _refuse_match(reader: Reader, node: ast.Match) -> bool:
    """Say that a match is no menu; whether it is likely meant for one."""
    from shortcuts_py.language.nearest import did_you_mean, nearest

    subject = node.subject
    function = subject.func if isinstance(subject, ast.Call) else None
    if isinstance(function, ast.Name):
        near = nearest(function.id, ["choose_from_menu"])
        if near:
            message = f"no action is called {function.id!r}{did_you_mean(near)}"
            reader.error(function, "unknown-action", message, near)
            return True
    reader.error(subject, "bad-match", "match takes choose_from_menu(...)")
    for case in node.cases:
        # For the mistakes in them.
        _read_body(reader, Branch(), case.body, (node.end_lineno or node.lineno) + 1)
    return False


def _read_case(reader: Reader, case: ast.match_case) -> Branch:
    parameters: dict[str, Any] = {}
    pattern, guard = case.pattern, case.guard
    wildcard = isinstance(pattern, ast.MatchAs) and pattern.pattern is None
    if guard is not None:
        if is_text(guard):
            parts = read_parts(reader, guard)
            parameters["WFMenuItemAttributedTitle"] = AttributedText(parts, True)
            if wildcard:
                parameters["WFMenuItemTitle"] = _plain_title(parts)
        else:
            reader.error(guard, "bad-match", 'the title of a case with values is if f"..."')
    if isinstance(pattern, ast.MatchValue) and isinstance(pattern.value, ast.Constant):
        if type(pattern.value.value) is str:
            parameters["WFMenuItemTitle"] = pattern.value.value
        else:
            reader.error(pattern, "bad-match", "a case is the title of an item, a string")
    elif not wildcard or (isinstance(pattern, ast.MatchAs) and pattern.name is not None):
        reader.error(pattern, "bad-match", "a case is the title of one item, a string")
    notes = _header(reader, guard or pattern)
    return _branch(reader, parameters, _id(reader, notes, "id"))


def _plain_title(parts: list[Any]) -> str:
    """A title with values as the app writes it beside them: by the values' names."""
    pieces = []
    for part in parts:
        if isinstance(part, str):
            pieces.append(part)
        elif isinstance(part, att.Output):
            pieces.append(part.output_name or "")
        elif isinstance(part, att.Variable):
            pieces.append(part.name)
        else:
            pieces.append(part.type)
    return "".join(pieces)


# -- for --------------------------------------------------------------------------------


def read_for(reader: Reader, node: ast.For, until: int) -> Block | None:
    """Repeat (`range`) and Repeat with Each (everything else)."""
    if node.orelse:
        reader.error(node.orelse[0], "unsupported", "a loop has no else in a shortcut")
    notes = _header(reader, node.iter)
    group = _group(reader, notes)
    from_zero = False
    uuid, end = _id(reader, notes, "id"), Branch(uuid=_id(reader, notes, "end"))
    targets = _targets(reader, node)
    call = node.iter
    name = call.func.id if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) else None
    kind: type[Any] = RepeatEach
    index: str | None = None
    item: str | None = targets[0]
    parameters: dict[str, Any] = {}
    if name in ("range", "repeat") and isinstance(call, ast.Call):
        kind, index, item = Repeat, targets[0], None
        if name == "range":
            parameters = _read_range(reader, call)
        else:
            parameters = reader.keywords(call.keywords)
    elif name == "enumerate" and isinstance(call, ast.Call):
        from_zero = not call.keywords and len(call.args) == 1
        index, item = (targets[0], targets[1]) if len(targets) == 2 else (targets[0], None)
        parameters = _read_enumerate(reader, call)
    elif name in ("repeat_with_each", "each") and isinstance(call, ast.Call):
        parameters = reader.keywords(call.keywords)
    else:
        parameters = _read_iterable(reader, call)
    if len(targets) > 2 or (len(targets) == 2 and name != "enumerate"):
        reader.error(node.target, "bad-loop", "two names go with enumerate(...) only")
    start = _branch(reader, parameters, uuid)
    reader.depth += 1
    suffix = "" if reader.depth == 1 else f" {reader.depth}"
    scope: dict[str, Any] = {}
    if index not in (None, "_"):
        scope[str(index)] = att.Variable(f"Repeat Index{suffix}")
    if item not in (None, "_"):
        scope[str(item)] = att.Variable(f"Repeat Item{suffix}")
    reader.scopes.append(scope)
    if from_zero and index in scope:
        scope[str(index)] = IndexFromZero(scope[str(index)].name)
    if kind is Repeat:
        reader.range_indexes.append(str(index))
    _read_body(reader, start, node.body, until)
    if kind is Repeat:
        reader.range_indexes.pop()
    reader.scopes.pop()
    reader.depth -= 1
    return kind(group, [start], end)  # type: ignore[no-any-return]


def _targets(reader: Reader, node: ast.For) -> list[str]:
    target = node.target
    names = target.elts if isinstance(target, ast.Tuple) else [target]
    found = [one.id for one in names if isinstance(one, ast.Name)]
    if len(found) != len(names) or not found:
        reader.error(target, "bad-loop", "a loop's variables are plain names")
        return ["_", "_"][: max(1, len(names))]
    return found


def _read_range(reader: Reader, call: ast.Call) -> dict[str, Any]:
    arguments = call.args
    if len(arguments) == 1 and not call.keywords:
        argument = arguments[0]
        if isinstance(argument, ast.Constant) and argument.value is ...:
            return {}
        value = reader.value(argument)
        return {} if value is None else {"WFRepeatCount": value}
    first = arguments[0] if len(arguments) == 2 else None
    if isinstance(first, ast.Constant) and first.value == 0 and not call.keywords:
        value = reader.value(arguments[1])
        return {} if value is None else {"WFRepeatCount": value}
    if isinstance(first, ast.Constant) and first.value == 1:
        # range(1, n + 1) counts as the Repeat Index does.
        stop = arguments[1]
        if isinstance(stop, ast.Constant) and type(stop.value) is int:
            return {"WFRepeatCount": stop.value - 1}
        if (
            isinstance(stop, ast.BinOp)
            and isinstance(stop.op, ast.Add)
            and isinstance(stop.right, ast.Constant)
            and stop.right.value == 1
        ):
            return {"WFRepeatCount": reader.value(stop.left)}
    reader.error(call, "bad-loop", "range() takes the number of times: range(n)")
    return {}


def _read_enumerate(reader: Reader, call: ast.Call) -> dict[str, Any]:
    start = [one.value for one in call.keywords if one.arg == "start"] + call.args[1:]
    number = start[0].value if start and isinstance(start[0], ast.Constant) else 0
    if len(call.args) not in (1, 2) or number not in (0, 1) or len(start) > 1:
        reader.error(call, "bad-loop", "enumerate() takes one list: enumerate(xs, start=1)")
        return {}
    inner = call.args[0]
    if (
        isinstance(inner, ast.Call)
        and isinstance(inner.func, ast.Name)
        and inner.func.id == "repeat_with_each"
    ):
        return reader.keywords(inner.keywords)
    return _read_iterable(reader, inner)


def _read_iterable(reader: Reader, node: ast.expr) -> dict[str, Any]:
    if isinstance(node, ast.Name) and node.id == "_" and not reader.is_bound("_"):
        return {}
    attachment = reader.reference(node)
    return {} if attachment is None else {"WFInput": TokenAttachment(attachment)}


# -- results ----------------------------------------------------------------------------


def read_result(reader: Reader, node: ast.Call, uuid: str | None) -> Block | None:
    """`if_result()` and the like: settle the end of the block right before."""
    assert isinstance(node.func, ast.Name)  # noqa: S101  the caller looked
    name = node.func.id
    block = reader.body[-1] if reader.body else None
    if not isinstance(block, Block) or RESULTS[type(block)] != name:
        what = {"if_result": "an if", "menu_result": "a match"}.get(name, "a for")
        message = f"{name}() stands right behind {what}; a comment between them is an action too"
        reader.error(node, "stray-result", message)
        return None
    for one in node.keywords:
        if one.arg == "output_name" and isinstance(one.value, ast.Constant):
            block.end.output_name = str(one.value.value)
    others = [one for one in node.keywords if one.arg != "output_name"]
    block.end.parameters.update(reader.keywords(others))
    if uuid is not None:
        block.end.uuid = uuid
    return block
