"""How a command ends where the system refuses something that no file of its own is about."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from typing import Any

import click

__all__ = ["Command", "said_plainly"]


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
    """A command that says errors of the system in a line."""

    def invoke(self, ctx: click.Context) -> Any:
        with said_plainly():
            return super().invoke(ctx)
