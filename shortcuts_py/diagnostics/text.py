"""Diagnostics as text: the place, what is wrong, the line with a caret, what else belongs."""

from __future__ import annotations

from collections.abc import Iterator

import click

from shortcuts_py.diagnostics.report import FileReport
from shortcuts_py.errors import Diagnostic, Related

__all__ = ["render"]

_COLORS = {"error": "red", "warning": "yellow", "note": "cyan"}
_WIDTH = 160  # of a line of code that is shown; longer ones are cut around the place
_ABOUT = 80


def render(report: FileReport) -> str:
    """The problems of a file as text with colours (`click.echo` drops them off a terminal)."""
    return "\n".join(line for one in report.diagnostics for line in _render_one(report, one))


def _render_one(report: FileReport, one: Diagnostic) -> Iterator[str]:
    color = _COLORS[one.severity]
    head = click.style(f"{one.severity}[{one.code}]", fg=color, bold=True)
    yield f"{_place(report, one)}: {head}: {_safe(one.message)}"
    yield from _excerpt(report, one, color)
    if one.suggestions and "did you mean" not in one.message:
        yield f"    did you mean: {', '.join(_safe(word) for word in one.suggestions[:3])}"
    for related in one.related:
        yield f"    {_related(report, related)}"
    for fix in one.fixes[:1]:
        if fix.safe and one.severity != "note":
            yield f"    --fix: {_safe(fix.title)}"
        elif not fix.safe:
            yield f"    perhaps: {_safe(fix.title)}"


def _safe(text: str) -> str:
    """Text out of a file without what could steer a terminal."""
    return "".join(sign if sign.isprintable() or sign == " " else "\ufffd" for sign in text)


def _place(report: FileReport, one: Diagnostic) -> str:
    name = _safe(report.file)
    if one.line is not None:
        return f"{name}:{one.line}:{one.column}"
    words = [name]
    if one.action is not None:
        words.append(_action(report, one.action))
    if one.parameter is not None:
        words.append(_safe(one.parameter))
    return ", ".join(words)


def _action(report: FileReport, index: int) -> str:
    """An action as people count: from 1."""
    if index >= len(report.actions):
        return f"action {index + 1}"
    return f"action {index + 1} of {len(report.actions)} ({_safe(report.actions[index])})"


def _related(report: FileReport, related: Related) -> str:
    if related.line is not None:
        return f"{related.message}: line {related.line}"
    if related.action is not None:
        return f"{related.message}: {_action(report, related.action)}"
    return related.message


def _excerpt(report: FileReport, one: Diagnostic, color: str) -> Iterator[str]:
    """The line of code, and a caret under the place."""
    if one.line is None or one.column is None or not 0 < one.line <= len(report.lines):
        return
    text = report.lines[one.line - 1]
    same_line = one.end_line == one.line and one.end_column is not None
    width = (one.end_column or 0) - one.column if same_line else len(text) - one.column + 1
    start = max(0, one.column - _ABOUT) if len(text) > _WIDTH else 0
    before = text[start : one.column - 1]
    text = text[start : start + _WIDTH]
    indent = "".join("\t" if sign == "\t" else " " for sign in before)
    caret = "^" * max(1, min(width, _WIDTH - len(before)))
    yield f"    {''.join(s if s.isprintable() or s == chr(9) else chr(0xFFFD) for s in text)}"
    yield f"    {indent}{click.style(caret, fg=color, bold=True)}"
