"""What every command has around it.

It ends in a line where the system refuses something that no file of its own is about, it
ends in order on Ctrl-C, and it keeps to the limits of the environment.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from typing import Any

import click

from shortcuts_py.errors import ShortcutError
from shortcuts_py.limits import LIMITS_VARIABLE, keeping_to, parse_limits

__all__ = ["STOPPED", "Command", "around", "said_plainly"]

STOPPED = 130
"""The exit status after Ctrl-C, as shells have it for a program that it ended."""


@contextlib.contextmanager
def around() -> Iterator[None]:
    """What a whole command line runs in.

    Raises:
        click.UsageError: the environment's limits cannot be read.
        click.ClickException: the system refused something.
        click.exceptions.Exit: with `STOPPED`, after Ctrl-C.
    """
    try:
        limits = parse_limits(os.environ.get(LIMITS_VARIABLE, ""))
    except ShortcutError as error:
        raise click.UsageError(f"{LIMITS_VARIABLE}: {error}") from None
    try:
        with said_plainly(), keeping_to(limits):
            yield
    except KeyboardInterrupt:
        click.echo("\nstopped: every file that was written is whole", err=True)
        raise click.exceptions.Exit(STOPPED) from None


@contextlib.contextmanager
def said_plainly() -> Iterator[None]:
    """Turn an error of the system into a line and exit status 1: a full disk behind `>`.

    What a reader has closed (`| head -1`) stays as it is, since click ends quietly then.
    """
    try:
        yield
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise
        raise click.ClickException(str(error)) from error


class Command(click.Command):
    """A command with `around` around it."""

    def invoke(self, ctx: click.Context) -> Any:
        with around():
            return super().invoke(ctx)
