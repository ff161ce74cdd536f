"""Blocks from headers and indentation, where both may be damaged."""

from __future__ import annotations

import ast

from shortcuts_py.workbench.source.cursor import report
from shortcuts_py.workbench.source.places import Places
from shortcuts_py.workbench.source.reading import Opened, Parsed, Reading
from shortcuts_py.workbench.source.statements import Statement

__all__ = ["build_module"]

_RECENT = 60  # guesses that are looked through for one to take back
_DEEPEST = 80  # as deep as blocks of the language are; deeper ones stay on one level


class _Level:
    """An open block.

    Attributes:
        body: where its statements go.
        width: the indentation of its statements; None before the first.
        header: the indentation of its header; -1 for the module.
        node: what it belongs to; None for the module.
        word: the header's word.
        place: the header, to report about.
        start: how many statements of its body stand above it, which it shares a body with.
    """

    __slots__ = ("body", "header", "node", "place", "start", "width", "word")

    def __init__(
        self,
        body: list[ast.stmt],
        width: int | None,
        header: int,
        node: ast.AST | None = None,
        word: str = "",
        place: Statement | None = None,
    ) -> None:
        self.body, self.width, self.header = body, width, header
        self.node, self.word, self.place = node, word, place
        self.start = len(body)


class _Builder:
    def __init__(self, reading: Reading, step: int) -> None:
        self.reading = reading
        self.step = step  # by how much bodies are indented
        self.module: list[ast.stmt] = []
        self.levels = [_Level(self.module, None, -1)]
        # The deeper level that was left by the last statement, and how many came since.
        self.left: _Level | None = None
        self.left_levels: list[_Level] = []
        self.since = 0
        self.mixed = False
        # The header that was just found to have no body, and the levels around it.
        self.emptied: _Level | None = None
        self.emptied_levels: list[_Level] = []
        self.fronts: set[bool] = set()  # whether there are tabs in indentations
        self.case_widths: dict[int, int] = {}  # of menus, by their nodes' ids
        self.chained: set[int] = set()  # ids of the nodes of elif
        self.ends: dict[int, tuple[ast.If, ast.If]] = {}

    def tell(self, statement: Statement, kind: str, made: str = "") -> None:
        places = Places(self.reading.lines, statement.pieces)
        first = statement.text.split("\n", 1)[0]
        report(self.reading.guesses, places, kind, (0, len(first)), first, made)

    def add(self, statement: Statement, parsed: Parsed) -> None:
        if statement.indentation and not self.mixed:
            self.fronts.add(statement.tabs)
            self.mixed = len(self.fronts) > 1
            if self.mixed:
                self.tell(statement, "tabs", "a tab is four columns")
        width = statement.indentation
        word = parsed.word if isinstance(parsed, Opened) else ""
        if word == "case":
            self.case(statement, parsed, width)
            return
        self.find_level(statement, width, word)
        if isinstance(parsed, Opened):
            if word in ("else", "elif"):
                self.otherwise(statement, parsed, width)
            else:
                assert isinstance(parsed.node, ast.stmt)  # noqa: S101  a case was dealt with
                self.open(statement, parsed.node, word, width)
        else:
            self.levels[-1].body.extend(parsed)
        self.since += 1

    def open(self, statement: Statement, node: ast.stmt, word: str, width: int) -> None:
        self.levels[-1].body.append(node)
        if word == "match":
            self.levels.append(_Level([], None, width, node, word, statement))
            return
        body: list[ast.stmt] = node.body  # type: ignore[attr-defined]
        if len(self.levels) > _DEEPEST:
            self.tell(statement, "too-deep")
            body = self.levels[-1].body
        self.levels.append(_Level(body, None, width, node, word, statement))

    # Which level a statement is on

    def find_level(self, statement: Statement, width: int, word: str) -> None:
        """Close and open levels until the last one is the statement's."""
        top = self.levels[-1]
        if top.width is None and top.header < 0:
            top.width = width
            if width:
                self.tell(statement, "indentation", "the outermost level")
            return
        if top.width is None:
            if width > top.header and word not in ("else", "elif"):
                self.first_of(top, statement, width)
                return
            if width > top.header and not self.is_open_if(width):
                self.first_of(top, statement, width)
                return
            self.end_body(top)
            top = self.levels[-1]
        if top.width is None:
            self.shallower(statement, width)
            return
        if width == top.width:
            return
        if width > top.width:
            self.deeper(statement, width)
            return
        self.shallower(statement, width)

    def is_open_if(self, width: int) -> bool:
        return any(level.word == "if" and level.header == width for level in self.levels)

    def first_of(self, top: _Level, statement: Statement, width: int) -> None:
        """The first statement of a body."""
        if top.word == "match":
            # A case ought to stand here.
            if top.node.cases:  # type: ignore[union-attr]
                self.into_case(top, statement, width)
                return
            self.new_case(top, statement, (top.header + width) // 2)
            self.levels[-1].width = width
            return
        top.width = width

    def end_body(self, top: _Level) -> None:
        """Close a header that has no body."""
        self.levels.pop()
        if top.place is None:
            return
        if top.word == "match":
            if not top.node.cases:  # type: ignore[union-attr]
                self.tell(top.place, "lost-body", "a menu without cases")
            return
        self.tell(top.place, "lost-body", "pass")
        self.emptied, self.emptied_levels, self.since = top, list(self.levels), 0
        if top.body:
            return
        node = ast.Pass()
        line, column = _end(top, self.reading)
        node.lineno = node.end_lineno = line
        node.col_offset = node.end_col_offset = column
        top.body.append(node)

    def deeper(self, statement: Statement, width: int) -> None:
        """Deeper, and no header calls for it."""
        if self.refill(statement, width):
            return
        left = self.left
        if left is not None and left.width == width and self.since <= 1 and self.can_return():
            # A single statement stood too far left: it and this one belong to the block.
            body = self.levels[-1].body
            moved = body[-self.since :] if self.since else []
            del body[len(body) - len(moved) :]
            left.body.extend(moved)
            self.levels = list(self.left_levels)
            self.tell(statement, "left-block", "one block with the statements before")
            return
        top = self.levels[-1]
        assert top.width is not None  # noqa: S101  see `find_level`
        if width - top.width < 3 and width % 4:
            self.tell(statement, "indentation", "this level")
            return
        self.tell(statement, "indentation-jump", "this level")
        self.levels.append(_Level(top.body, width, top.width, None, "jump", statement))

    def refill(self, statement: Statement, width: int) -> bool:
        """Whether the statement before is the body that a header seemed to lack."""
        empty, here = self.emptied, self.levels[-1].body
        if empty is None or self.since != 1 or width <= empty.header or not here:
            return False
        if not self.emptied_levels or self.emptied_levels[-1].body is not here:
            return False
        empty.body[:] = [here.pop()]
        empty.width = width
        self.forget_loss(empty)
        self.levels = [*self.emptied_levels, empty]
        self.tell(statement, "left-block", "one block with the statement before")
        return True

    def forget_loss(self, level: _Level) -> None:
        """A body was not lost after all."""
        if level.place is not None:
            self.forget("lost-body", level.place)
        self.emptied = None

    def forget(self, kind: str, place: Statement) -> None:
        """Take back what was told about a statement not long ago."""
        guesses, line = self.reading.guesses, place.pieces[0][1]
        for index in range(len(guesses) - 1, max(-1, len(guesses) - _RECENT), -1):
            if guesses[index].kind == kind and guesses[index].line == line:
                del guesses[index]
                break

    def can_return(self) -> bool:
        """Whether the block that was left is the one before the last statements."""
        here = self.levels[-1].body
        return self.since <= len(here) and any(level.body is here for level in self.left_levels)

    def shallower(self, statement: Statement, width: int) -> None:
        """Levels end here."""
        left_levels = list(self.levels)
        left = self.levels[-1]
        while len(self.levels) > 1:
            top = self.levels[-1]
            if top.width is not None and top.width <= width:
                break
            if top.width is None and top.header < width and top.word == "match":
                break
            below = self.levels[-2]
            if (
                top.width is not None
                and below.width is not None
                and below.width < width
                and width > top.header
                and width - below.width > top.width - width
                and below.word != "match"
                and top.word != "jump"
            ):
                # Between two levels, and nearer to the deeper one.
                self.tell(statement, "indentation", "the level before")
                self.reset_left(left, left_levels)
                return
            self.levels.pop()
        top = self.levels[-1]
        if top.width is None:
            # Within a menu, on the level of its cases or between.
            self.into_case(top, statement, width)
        elif width > top.width:
            self.tell(statement, "indentation", "the level above")
        elif width < top.width:
            self.tell(statement, "indentation", "the outermost level")
        self.reset_left(left, left_levels)

    def reset_left(self, left: _Level, levels: list[_Level]) -> None:
        self.left, self.left_levels, self.since = left, levels, 0

    def into_case(self, top: _Level, statement: Statement, width: int) -> None:
        """A statement where only cases stand goes to the case before it."""
        cases: list[ast.match_case] = top.node.cases  # type: ignore[union-attr]
        if not cases:
            self.new_case(top, statement, width)
            self.levels[-1].width = width
            return
        self.tell(statement, "indentation", "the case before")
        self.levels.append(_Level(cases[-1].body, width, top.header, cases[-1], "case", statement))

    # Cases

    def case(self, statement: Statement, parsed: Parsed, width: int) -> None:
        assert isinstance(parsed, Opened)  # noqa: S101  for the type checker
        assert isinstance(parsed.node, ast.match_case)  # noqa: S101  likewise
        menu = self.menu_for(width)
        if menu is None:
            # Its `match` stood one step further out.
            self.find_level(statement, max(0, width - self.step), "case")
            menu = self.new_menu(statement, width)
        menu.node.cases.append(parsed.node)  # type: ignore[union-attr]
        level = _Level(parsed.node.body, None, width, parsed.node, "case", statement)
        if parsed.node.body:
            return
        self.levels.append(level)
        self.left, self.since = None, 0

    def menu_for(self, width: int) -> _Level | None:
        """The open menu whose cases stand at this indentation; ends what is within it."""
        best = -1
        for index in range(len(self.levels) - 1, -1, -1):
            level = self.levels[index]
            if level.word != "match":
                continue
            cases = self.case_widths.get(id(level.node))
            if width > level.header and (cases is None or abs(cases - width) <= 1):
                best = index
                break
            if cases is not None and width > cases + 1:
                return None
        if best < 0:
            return None
        while len(self.levels) - 1 > best:
            top = self.levels[-1]
            if top.width is None:
                self.end_body(top)
            else:
                self.levels.pop()
        menu = self.levels[best]
        menu.width = None
        self.case_widths[id(menu.node)] = width
        return menu

    def new_menu(self, statement: Statement, width: int) -> _Level:
        """A menu for cases whose `match` is lost."""
        self.tell(statement, "lost-match", "match input():")
        reading = self.reading
        line, column = statement.pieces[0][1], statement.pieces[0][2]
        start = reading.lines.byte(line, column)
        place = {
            "lineno": line,
            "end_lineno": line,
            "col_offset": start,
            "end_col_offset": start,
        }
        call = ast.Call(ast.Name("input", ast.Load(), **place), [], [], **place)
        node = ast.Match(call, [], **place)
        self.levels[-1].body.append(node)
        level = _Level([], None, width - 1, node, "match", statement)
        self.levels.append(level)
        self.case_widths[id(node)] = width
        return level

    def new_case(self, menu: _Level, statement: Statement, width: int) -> None:
        cases: list[ast.match_case] = menu.node.cases  # type: ignore[union-attr]
        title = f"Case {len(cases) + 1}"
        self.tell(statement, "lost-case", f'case "{title}":')
        line, column = statement.pieces[0][1], statement.pieces[0][2]
        start = self.reading.lines.byte(line, column)
        value = ast.Constant(title, kind=None)
        pattern = ast.MatchValue(value)
        for node in (value, pattern):
            node.lineno = node.end_lineno = line
            node.col_offset = node.end_col_offset = start
        case = ast.match_case(pattern, None, [])
        cases.append(case)
        self.levels.append(_Level(case.body, None, width, case, "case", statement))

    # Otherwise

    def otherwise(self, statement: Statement, parsed: Opened, width: int) -> None:
        """Put an else to the if before it on its level."""
        body = self.levels[-1].body
        for back in range(1, min(4, len(body)) + 1):
            node = body[-back]
            if not isinstance(node, ast.If):
                continue
            last = self.last_of(node)
            if last.orelse:
                break
            if back > 1:
                self.tell(statement, "left-block", "the statements before belong to the if")
                moved = body[len(body) - back + 1 :]
                del body[len(body) - back + 1 :]
                if self.emptied is not None and self.emptied.body is last.body:
                    last.body.clear()
                    self.forget_loss(self.emptied)
                last.body.extend(moved)
            if parsed.node is None:
                self.levels.append(_Level(last.orelse, None, width, last, "else", statement))
            else:
                assert isinstance(parsed.node, ast.If)  # noqa: S101  an elif is one
                last.orelse.append(parsed.node)
                self.chained.add(id(parsed.node))
                self.levels.append(
                    _Level(parsed.node.body, None, width, parsed.node, "if", statement)
                )
            return
        if isinstance(parsed.node, ast.If):
            self.tell(statement, "orphan-else", "if")
            self.open(statement, parsed.node, "if", width)
            return
        if self.found_again(statement, body, width):
            return
        self.tell(statement, "orphan-else", "its statements run in any case")
        self.levels.append(_Level(body, None, width, None, "orphan", statement))

    def found_again(self, statement: Statement, body: list[ast.stmt], width: int) -> bool:
        """Whether statements that stood too deep are the body of the if that an else lacks."""
        if self.since:
            return False
        for jump in self.left_levels:
            if jump.word != "jump" or jump.header != width or jump.body is not body:
                continue
            inside = body[jump.start :]
            assert jump.place is not None  # noqa: S101  a statement stood too deep
            line, column = jump.place.pieces[0][1:]
            start = self.reading.lines.byte(line, column)
            place = {
                "lineno": line,
                "end_lineno": line,
                "col_offset": start,
                "end_col_offset": start,
            }
            node = ast.If(ast.Constant(None, kind=None, **place), inside, [], **place)
            body[jump.start :] = [node]
            self.forget("indentation-jump", jump.place)
            self.tell(jump.place, "lost-if", "if, without a condition")
            self.levels.append(_Level(node.orelse, None, width, node, "else", statement))
            return True
        return False

    def last_of(self, node: ast.If) -> ast.If:
        """The last link of a chain of elif; each walk begins where the last one ended."""
        first = node
        node = self.ends.get(id(first), (first, first))[1]
        while len(node.orelse) == 1 and id(node.orelse[0]) in self.chained:
            below = node.orelse[0]
            assert isinstance(below, ast.If)  # noqa: S101  as only those are remembered
            node = below
        self.ends[id(first)] = (first, node)
        return node

    def finish(self) -> list[ast.stmt]:
        while len(self.levels) > 1:
            top = self.levels[-1]
            if top.width is None:
                self.end_body(top)
            else:
                self.levels.pop()
        return self.module


def _end(level: _Level, reading: Reading) -> tuple[int, int]:
    assert level.place is not None  # noqa: S101  only headers that were read have none
    pieces = level.place.pieces
    offset, line, column = pieces[-1]
    return line, reading.lines.byte(line, column + len(level.place.text) - offset)


def build_module(statements: list[tuple[Statement, Parsed]], reading: Reading) -> ast.Module:
    """Nest statements.

    Args:
        statements: each with its nodes.
        reading: takes up what had to be guessed.
    """
    builder = _Builder(
        reading, min((one.indentation for one, _ in statements if one.indentation), default=4)
    )
    last = len(statements) - 1
    for index, (statement, parsed) in enumerate(statements):
        if isinstance(parsed, Opened) and parsed.doubtful:
            below = statements[index + 1][0].indentation if index < last else 0
            if below <= statement.indentation:
                # Nothing follows that would be its body.
                parsed = parsed.node.body  # type: ignore[union-attr]
        builder.add(statement, parsed)
    return ast.Module(builder.finish(), [])
