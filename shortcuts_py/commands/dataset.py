"""`shortcuts-py dataset`: records for training and evaluating models."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shortcuts_py.errors import ShortcutError

if TYPE_CHECKING:
    from shortcuts_py.dataset import Summary

__all__ = ["dataset"]

_SHOWN = 20  # failures that are said one by one
_EVERY = 0.2  # seconds between two lines of progress

EXAMPLES = """\b
Examples:
  shortcuts-py dataset build Shortcuts/ -o out.jsonl
  shortcuts-py dataset build Shortcuts/ -o out.jsonl --resume
  shortcuts-py dataset build Shortcuts/ -o out.parquet --dialect native,workflowbench
  shortcuts-py dataset build Shortcuts/ -o out.jsonl --keep opaque --keep unknown
  shortcuts-py dataset build Shortcuts/ -o out.jsonl --hook query=my_model:ask

\b
Exit status:
  0  done; files that could not be read are counted and listed
  1  the output cannot be written, or nothing could be read
  2  the command line is wrong
  130  stopped; --resume goes on
"""
_GROUP_EXAMPLES = """\b
Examples:
  shortcuts-py dataset build Shortcuts/ -o out.jsonl
  shortcuts-py dataset parquet out.jsonl -o out.parquet
"""
_FILTERS_EXAMPLES = """\b
Examples:
  shortcuts-py dataset filters
  shortcuts-py dataset build Shortcuts/ -o out.jsonl --keep opaque
                                  switches one of them off
"""
_PARQUET_EXAMPLES = """\b
Examples:
  shortcuts-py dataset parquet out.jsonl -o out.parquet
"""


@click.group(epilog=_GROUP_EXAMPLES)
def dataset() -> None:
    """Records for training and evaluating models, made of shortcuts."""


@dataset.command(epilog=_FILTERS_EXAMPLES)
def filters() -> None:
    """Say which filters there are; --keep of `dataset build` switches one off."""
    from shortcuts_py.dataset import FILTERS

    for name, meaning in FILTERS.items():
        click.echo(f"{name:12}{meaning}")


@dataset.command(epilog=_PARQUET_EXAMPLES)
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace the output file.")
def parquet(source: Path, output: Path, *, force: bool) -> None:
    """Write the records of SOURCE, JSON Lines that `dataset build` made, as Parquet."""
    from shortcuts_py.dataset.parquet import convert

    if output.exists() and not force:
        raise click.ClickException(f"{output} is there already; --force replaces it")
    try:
        number = convert(source, output)
    except (ShortcutError, OSError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{output}: {number} records", err=True)


@dataset.command(epilog=EXAMPLES)
@click.argument(
    "places", nargs=-1, required=True, metavar="FOLDER...", type=click.Path(exists=True)
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="JSON Lines; or Parquet, where the name ends in .parquet.",
)
@click.option(
    "--dialect",
    "dialects",
    default="native",
    show_default=True,
    metavar="NAME,...",
    help="The dialects that the code is written in.",
)
@click.option(
    "--keep", multiple=True, metavar="FILTER", help="Switch a filter off; `all` for each of them."
)
@click.option("--no-documentation", is_flag=True, help="Leave the documentation of actions out.")
@click.option("--no-ast", is_flag=True, help="Leave the JSON tree out.")
@click.option(
    "--hook",
    "hook_names",
    multiple=True,
    metavar="[FIELD=]MODULE:FUNCTION",
    help="A function of yours that takes a record and gives another field of it.",
)
@click.option("--hook-jobs", default=1, show_default=True, type=click.IntRange(1, 256))
@click.option("--resume", is_flag=True, help="Go on with an output of JSON Lines.")
@click.option(
    "--force", is_flag=True, help="Replace the output file; JSON Lines are emptied at the start."
)
@click.option("-j", "--jobs", type=click.IntRange(1), help="Processes; default: one a core.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing on standard error.")
def build(
    *,
    places: tuple[str, ...],
    output: Path,
    dialects: str,
    keep: tuple[str, ...],
    no_documentation: bool,
    no_ast: bool,
    hook_names: tuple[str, ...],
    hook_jobs: int,
    resume: bool,
    force: bool,
    jobs: int | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Write a record for each shortcut in FOLDER, signed ones included.

    A record has the code, the JSON tree, the actions and their documentation, statistics,
    and facts about the file. Filters leave shortcuts out as the papers do; each is counted.
    """
    from shortcuts_py.batch import cores
    from shortcuts_py.dataset import FILTERS, Options
    from shortcuts_py.dataset import build as build_records
    from shortcuts_py.dataset.hooks import load_hook

    for name in keep:
        if name not in FILTERS and name != "all":
            raise click.UsageError(f"no filter {name!r}: it is one of {', '.join(FILTERS)}, all")
    on = frozenset() if "all" in keep else frozenset(FILTERS) - set(keep)
    names = tuple(dict.fromkeys(one.strip() for one in dialects.split(",") if one.strip()))
    options = Options(names, on, not no_documentation, not no_ast)
    try:
        hooks = dict(load_hook(one) for one in hook_names)
        summary = build_records(
            places,
            output,
            hooks=hooks,
            options=options,
            resume=resume,
            replace=force,
            jobs=jobs or cores(),
            hook_jobs=hook_jobs,
            progress=None if quiet else _progress(),
        )
    except KeyboardInterrupt:
        ending = "; --resume goes on with it" if output.suffix.lower() != ".parquet" else ""
        click.echo(f"\nstopped: {output} has whole records only{ending}", err=True)
        sys.exit(130)
    except (ShortcutError, OSError) as error:
        raise click.ClickException(str(error)) from error
    _finish(summary, output, as_json=as_json, quiet=quiet)


def _progress() -> Callable[[Summary], None] | None:
    """A line that counts, on a terminal; folders are walked while it runs, without a total."""
    if not sys.stderr.isatty():
        return None
    last = 0.0

    def show(summary: Summary) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last > _EVERY:
            last = now
            text = f"\r{summary.files} files, {summary.records} records, {summary.failed} failed"
            click.echo(text, err=True, nl=False)

    return show


def _finish(summary: Summary, output: Path, *, as_json: bool, quiet: bool) -> None:
    facts = summary.as_json()
    if as_json:
        click.echo(json.dumps({"output": str(output), **facts}, ensure_ascii=False, indent=1))
    if not quiet:
        start = "\r" if sys.stderr.isatty() else ""
        already = f", {summary.skipped} there already" if summary.skipped else ""
        click.echo(
            f"{start}{output}: {summary.records} records of {summary.files} files{already}",
            err=True,
        )
        for name, number in facts["filtered"].items():
            click.echo(f"  left out, {name}: {number}", err=True)
        if summary.failed:
            click.echo(f"  failed: {summary.failed}", err=True)
        for one in facts["failures"][:_SHOWN]:
            click.echo(f"    {one['file']}: {one['error']}", err=True)
        if summary.failed > _SHOWN:
            click.echo("    ... --json lists them all", err=True)
    if summary.failed and summary.failed == summary.files:
        sys.exit(1)
