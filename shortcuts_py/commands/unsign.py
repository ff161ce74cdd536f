"""`shortcuts-py unsign`: the plain property list out of a signed file."""

from __future__ import annotations

from pathlib import Path

import click

from shortcuts_py import container
from shortcuts_py.commands.sign import INPUT, read, refuse_overwriting, write
from shortcuts_py.container.errors import IntegrityError
from shortcuts_py.errors import ShortcutError
from shortcuts_py.limits import current_limits

__all__ = ["unsign"]

EXAMPLES = """\b
Examples:
  shortcuts-py unsign Greeting.shortcut               writes Greeting.plist
  shortcuts-py unsign Greeting.shortcut -o - | plutil -p -
                                                      to another program
  shortcuts-py unsign - -o Greeting.plist < Greeting.shortcut
                                                      reads standard input
  shortcuts-py unsign Broken.shortcut --force-unverified
                                                      what is left of a damaged file

\b
Exit status:
  0  the property list is written
  1  the file is not signed, damaged or changed, or cannot be written
  2  the command line is wrong
"""


@click.command(epilog=EXAMPLES)
@click.argument("file", type=INPUT)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="Where the property list goes; - is standard output. Default: FILE.plist.",
)
@click.option(
    "--force-unverified",
    is_flag=True,
    help="Open a damaged or changed file as far as it can be read.",
)
@click.option(
    "--payload-limit",
    type=click.IntRange(min=1),
    metavar="MIB",
    help="The most that the file may unfold to; 256 unless SHORTCUTS_PY_LIMITS says otherwise.",
)
@click.option("--force", is_flag=True, help="Overwrite the output file.")
def unsign(
    file: Path,
    *,
    output: Path | None,
    force_unverified: bool,
    payload_limit: int | None,
    force: bool,
) -> None:
    """Take the property list out of FILE, a signed shortcut, as it stands in there."""
    if output is None:
        if str(file) == "-":
            raise click.UsageError("reading from standard input needs --output")
        output = file.with_suffix(".plist")
    refuse_overwriting(output, force=force)
    limits = current_limits()
    if payload_limit is not None:
        limits = limits._replace(payload_size=payload_limit << 20)
    data = read(file, limits)
    try:
        plist = container.unsign(data, limits=limits, force_unverified=force_unverified)
    except IntegrityError as error:
        raise click.ClickException(
            f"{error}. --force-unverified opens the file all the same"
        ) from error
    except ShortcutError as error:
        raise click.ClickException(str(error)) from error
    write(output, plist, force=force)
