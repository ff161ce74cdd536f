"""What the commands say while they convert: a line a file, progress, a summary, JSON."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeVar

import click

from shortcuts_py.errors import Diagnostic

__all__ = ["Outcome", "counting", "finish", "show_diagnostics", "with_progress"]

Item = TypeVar("Item")

# Controls and marks that reorder text; not line ends, tabs, and the colours of `click.style`.
_STEERING = re.compile(
    r"(?!\x1b\[[0-9;]*m)[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)

_FEW = 4  # files that are reported one by one


class Outcome(NamedTuple):
    """What came of one file.

    Attributes:
        file: its name.
        output: where it went; None for standard output, or for nothing.
        ok: whether it was converted, and exactly.
        message: the line to say about it.
        facts: more for the JSON result.
        text: what goes to standard output.
    """

    file: str
    output: str | None
    ok: bool
    message: str
    facts: dict[str, Any] = {}  # noqa: RUF012  never changed
    text: bytes | None = None


def with_progress(items: Iterable[Item], total: int, title: str) -> Iterator[Item]:
    """Pass items on, with a bar on a terminal where there are many."""
    if total <= _FEW or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, title, total, console=Console(stderr=True), transient=True)


@contextmanager
def counting(title: str, *, quiet: bool) -> Iterator[Callable[[int, str], None]]:
    """Count items of which nobody knows how many there are: with a bar on a terminal.

    Elsewhere there is a line for each.

    Args:
        title: of the bar.
        quiet: whether nothing is said.

    Yields:
        A function that takes the number of items so far and the name of the last.
    """
    if quiet:
        yield lambda count, name: None
        return
    if not sys.stderr.isatty():
        yield lambda count, name: click.echo(f"{count:5} {name}", err=True)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}"),
               TimeElapsedColumn(), TextColumn("{task.fields[name]}", markup=False))  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None, name="")
        yield lambda count, name: bar.update(task, completed=count, name=name[-40:])


def finish(outcomes: list[Outcome], *, as_json: bool, quiet: bool, what: str) -> int:
    """Say what came of the files; the exit status: 0, or 1 where any was not all right."""
    failed = [one for one in outcomes if not one.ok]
    if as_json:
        files = [
            {"file": one.file, "output": one.output, "ok": one.ok, **one.facts} for one in outcomes
        ]
        text = json.dumps({"files": files}, ensure_ascii=False, indent=1)
        # Names of files that are no UTF-8, and halves of surrogate pairs, as JSON's escapes.
        click.echo(text.encode("utf-8", "backslashreplace").decode("utf-8"))
    elif not quiet:
        for one in outcomes if len(outcomes) <= _FEW else failed:
            message = one.message if one.ok else click.style(one.message, fg="red")
            click.echo(_harmless(message), err=True)
        if len(outcomes) > _FEW:
            done = len(outcomes) - len(failed)
            click.echo(f"{done} of {len(outcomes)} files {what}", err=True)
    return 1 if failed else 0


def _harmless(message: str) -> str:
    """A message without what a file's name could steer a terminal with, but for colours."""
    return _STEERING.sub(lambda found: ascii(found[0])[1:-1], message)


def show_diagnostics(filename: str, source: str, diagnostics: list[Diagnostic]) -> str:
    """Every problem as `file:line:column`, the line, and a caret under the place."""
    from shortcuts_py.diagnostics.report import FileReport
    from shortcuts_py.diagnostics.text import render

    return render(FileReport(filename, tuple(diagnostics), tuple(source.splitlines())))
