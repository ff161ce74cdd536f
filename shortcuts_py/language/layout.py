"""Expressions as text that fits the line.

An expression is a string, or a `Group` of expressions between brackets. It stays on one
line where it fits; else the outermost group puts each member on a line of its own with a
trailing comma, which formatters leave alone.
"""

from __future__ import annotations

from typing import TypeAlias

__all__ = ["WIDTH", "Expression", "Group", "flat", "render"]

WIDTH = 100


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
        before: characters that stand before it on its first line.
        after: characters that follow it on its last line.
    """
    if type(expression) is str:
        return expression
    assert type(expression) is Group  # noqa: S101  narrows the union
    text = flat(expression)
    if "\n" not in text:
        if indent + before + len(text) + after <= WIDTH:
            return text
    elif len(expression.members) == 1 and type(expression.members[0][1]) is str:
        prefix = expression.members[0][0]
        if not prefix:
            return text  # one long text hugs its brackets
    if not expression.members:
        return text
    inner = indent + 4
    pad = " " * inner
    lines = [
        f"{pad}{prefix}{render(member, inner, len(prefix), 1)},\n"
        for prefix, member in expression.members
    ]
    return f"{expression.opening}\n{''.join(lines)}{' ' * indent}{expression.closing}"
