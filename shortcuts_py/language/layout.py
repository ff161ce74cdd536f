"""Expressions as text that fits the line, laid out as the common formatters do it.

An expression is a string, or a `Group` of expressions between brackets. It stays on one
line where it fits; else the outermost group puts each member on a line of its own with a
trailing comma, which formatters leave alone.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TypeAlias

__all__ = [
    "WIDTH",
    "Expression",
    "Group",
    "flat",
    "render",
    "render_test",
    "render_value",
    "width",
]

WIDTH = 100
_OPERATORS = (" == ", " != ", " <= ", " >= ", " < ", " > ", " not in ", " in ")


class Group:
    """Members between brackets.

    Attributes:
        opening: what stands before the members, up to and with the bracket.
        members: pairs of what stands before a member (`"key="`, `"'k': "` or nothing) and
            the member.
        closing: the bracket, and what may follow it.
    """

    __slots__ = ("closing", "members", "opening")

    def __init__(
        self, opening: str, members: list[tuple[str, Expression]], closing: str = ")"
    ) -> None:
        self.opening = opening
        self.members = members
        self.closing = closing


Expression: TypeAlias = "str | Group"


def width(text: str) -> int:
    """Columns that a text takes; characters of East Asian scripts take two."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(one) else 2 if east_asian_width(one) in "FW" else 1 for one in text)


def fits(text: str, room: int) -> bool:
    """Whether a text takes at most `room` columns; looks at characters only where it must."""
    length = len(text)
    if length > room or text.isascii():
        return length <= room
    return 2 * length <= room or width(text) <= room


def flat(expression: Expression) -> str:
    """The expression without added line ends."""
    if type(expression) is str:
        return expression
    assert type(expression) is Group  # noqa: S101  narrows the union
    inner = ", ".join([prefix + flat(member) for prefix, member in expression.members])
    return f"{expression.opening}{inner}{expression.closing}"


def render(expression: Expression, indent: int, before: int = 0, after: int = 0) -> str:
    """The expression on as many lines as it needs.

    Args:
        expression: what to print.
        indent: columns of indentation of the statement or member.
        before: columns that stand before it on its first line.
        after: columns that follow it on its last line.
    """
    if type(expression) is str:
        if "\n" in expression or fits(expression, WIDTH - indent - before - after):
            return expression
        found = _last_brackets(expression)
        return expression if found is None else _explode(found, indent)
    assert type(expression) is Group  # noqa: S101  narrows the union
    text = flat(expression)
    if "\n" not in text:
        if fits(text, WIDTH - indent - before - after):
            return text
    elif len(expression.members) == 1 and type(expression.members[0][1]) is str:
        prefix = expression.members[0][0]
        if not prefix:
            return text  # one long text hugs its brackets
    return _explode(expression, indent) if expression.members else text


def _explode(group: Group, indent: int) -> str:
    inner = indent + 4
    pad = " " * inner
    # A comma in a subscript would make it a tuple.
    before = group.opening[-2:-1]
    subscript = group.opening[-1:] == "[" and (before.isalnum() or before in ("_", ")", "]"))
    comma = "" if subscript else ","
    lines = [
        f"{pad}{prefix}{render(member, inner, width(prefix), 1)}{comma}\n"
        for prefix, member in group.members
    ]
    return f"{group.opening}\n{''.join(lines)}{' ' * indent}{group.closing}"


def render_value(expression: Expression, indent: int, before: int, after: int) -> str:
    """The value of an assignment: a long literal goes on a line of its own, in brackets."""
    if (
        type(expression) is str
        and "\n" not in expression
        and expression[:1] in "\"'f"
        and expression[-1:] in "\"'"
        and _last_brackets(expression) is None
        and not fits(expression, WIDTH - indent - before - after)
        and fits(expression, WIDTH - indent - 4)
    ):
        return f"(\n{' ' * (indent + 4)}{expression}\n{' ' * indent})"
    return render(expression, indent, before, after)


def render_test(test: str, indent: int, before: int, after: int) -> str:
    """The condition of an if or of a case: in brackets where the line is too short."""
    if not test or "\n" in test or fits(test, WIDTH - indent - before - after):
        return test
    pad = " " * (indent + 4)
    places = _operators(test)
    if not places:
        found = _last_brackets(test)
        if found is not None and test[0] not in "\"'f":
            return _explode(found, indent)
    if fits(test, WIDTH - indent - 4):
        places = []
    edges = [-1, *places, len(test)]
    lines = [f"{pad}{test[one + 1 : other]}\n" for one, other in pairwise(edges)]
    return f"(\n{''.join(lines)}{' ' * indent})"


def _scan(text: str) -> list[tuple[int, str]]:
    """Brackets and commas of an expression that stand outside of its texts."""
    found: list[tuple[int, str]] = []
    quote = ""
    index = 0
    while index < len(text):
        sign = text[index]
        if quote:
            if sign == "\\":
                index += 1
            elif text.startswith(quote, index):
                index += len(quote) - 1
                quote = ""
        elif sign in "\"'":
            quote = sign * 3 if text.startswith(sign * 3, index) else sign
            index += len(quote) - 1
        elif sign in "()[]{}, ":
            found.append((index, sign))
        index += 1
    return found


def _operators(test: str) -> list[int]:
    """Where the comparisons of a test are: the blanks in front of their operators."""
    depth = 0
    found: list[int] = []
    for index, sign in _scan(test):
        if sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth -= 1
        elif sign == " " and depth == 0 and test.startswith(_OPERATORS, index):
            found.append(index)
    return found


def _last_brackets(text: str) -> Group | None:
    """A call or a subscript as the group of its last brackets; None where there are none."""
    if text[-1:] not in ")]":
        return None
    signs = _scan(text)
    if not signs or signs[-1][0] != len(text) - 1:
        return None
    depth = 0
    commas: list[int] = []
    for index, sign in reversed(signs):
        if sign in ")]}":
            depth += 1
        elif sign in "([{":
            depth -= 1
            if depth == 0:
                start = index + 1
                break
        elif sign == "," and depth == 1:
            commas.append(index)
    else:
        return None
    if start == 1 or start == len(text) - 1:
        return None
    edges = [start - 1, *reversed(commas), len(text) - 1]
    members: list[tuple[str, Expression]] = [
        ("", text[one + 1 : other].strip()) for one, other in pairwise(edges)
    ]
    return Group(text[:start], members, text[-1])
