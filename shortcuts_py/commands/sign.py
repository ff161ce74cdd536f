"""`shortcuts-py sign`: a file that devices import."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from shortcuts_py import container
from shortcuts_py.errors import ShortcutError
from shortcuts_py.limits import Limits, current_limits
from shortcuts_py.signing.options import SigningOptions, signing_options

__all__ = ["INPUT", "read", "refuse_overwriting", "sign", "write"]

INPUT = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
_STREAM = Path("-")

EXAMPLES = """\b
Examples:
  shortcuts-py sign Greeting.shortcut           writes Greeting-signed.shortcut
  shortcuts-py sign Greeting.plist -o Tea.shortcut --name Tea
                                                under another name
  shortcuts-py sign - -o Tea.shortcut < Tea.plist
                                                reads standard input
  shortcuts-py sign Greeting.shortcut --method identity --identity my.qmd
                                                with an identity of your own

\b
Exit status:
  0  the signed file is written
  1  nothing was signed, or the file cannot be read or written
  2  the command line is wrong
"""


@click.command(epilog=EXAMPLES)
@click.argument("file", type=INPUT)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="Where the signed file goes; - is standard output. Default: FILE-signed.shortcut.",
)
@click.option("--name", help="What the shortcut shall be called. Default: the file's name.")
@click.option("--force", is_flag=True, help="Overwrite the output file.")
@signing_options("--method")
def sign(
    file: Path,
    *,
    output: Path | None,
    name: str | None,
    force: bool,
    signing: SigningOptions,
) -> None:
    """Sign FILE, a property list or an already signed file, so that devices import it.

    A signed file is opened and signed anew.
    """
    if output is None:
        if file == _STREAM:
            raise click.UsageError("reading from standard input needs --output")
        output = file.with_name(f"{file.stem}-signed.shortcut")
    refuse_overwriting(output, force=force)
    data = read(file)
    try:
        plist = container.unsign(data) if container.is_signed(data) else data
        outcome = signing.sign(plist, name or ("Shortcut" if file == _STREAM else file.stem))
    except ShortcutError as error:
        raise click.ClickException(str(error)) from error
    for line in outcome.notes:
        click.echo(line, err=True)
    if not outcome.signed:
        raise click.exceptions.Exit(1)
    write(output, outcome.data, force=force)


def read(file: Path, limits: Limits | None = None) -> bytes:
    """Read a file, or standard input for -, up to the limit on files and a byte.

    Raises:
        click.ClickException: the file cannot be read.
    """
    limits = limits or current_limits()
    try:
        if file == _STREAM:
            return sys.stdin.buffer.read(limits.file_size + 1)
        with file.open("rb") as stream:
            return stream.read(limits.file_size + 1)
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror or error}") from error


def refuse_overwriting(output: Path, *, force: bool) -> None:
    """Stop if a file is in the way.

    Raises:
        click.ClickException: it exists, and `force` is not set.
    """
    if output != _STREAM and output.exists() and not force:
        raise click.ClickException(f"{output} exists; --force overwrites it")


def write(output: Path, data: bytes, *, force: bool) -> None:
    """Write a file as a whole, or standard output for -.

    Raises:
        click.ClickException: the file cannot be written.
    """
    if output == _STREAM:
        sys.stdout.buffer.write(data)
        return
    from shortcuts_py.storage import write_atomically

    try:
        write_atomically(output, data, replace=force)
    except OSError as error:
        raise click.ClickException(f"{output}: {error.strerror or error}") from error
    click.echo(f"{output}: {len(data):,} bytes", err=True)
