"""`shortcuts-py audit`: what a shortcut contacts, reads, deletes and runs."""

from __future__ import annotations

import functools
import json
import sys
from pathlib import Path
from typing import Any

import click

from shortcuts_py.commands.inputs import STREAM, Job, find_jobs, read_bytes
from shortcuts_py.commands.report import Outcome
from shortcuts_py.commands.running import run_jobs
from shortcuts_py.errors import CompileError, ShortcutError
from shortcuts_py.limits import current_limits

__all__ = ["audit"]

EXAMPLES = """\b
Examples:
  shortcuts-py audit Tea.shortcut
  shortcuts-py audit Shortcuts/ --json > report.json
  shortcuts-py audit tea.py                        code is read, too
  shortcuts-py audit Tea.shortcut --fail-on shell,delete,flow

\b
Exit status:
  0  every file was read, and nothing that --fail-on names was found
  1  it was found, or a file could not be read
  2  the command line is wrong
"""

_SUFFIXES = {".shortcut", ".wflow"}


def _accepts(path: Path) -> bool:
    return path.suffix.lower() in _SUFFIXES and not path.name.startswith(".")


def _audit(job: Job, *, fail_on: frozenset[str]) -> Outcome:
    """Report on one file; runs in a worker process where there are many."""
    from shortcuts_py.privacy import audit as report_on

    name = str(job.source)
    try:
        data = read_bytes(job.source, current_limits().file_size)
        report = report_on(_read(data, job.source))
    except (ShortcutError, OSError) as error:
        return Outcome(name, None, False, f"{name}: {error}", {"error": str(error)})
    bad = [category for category in report.counts if category in fail_on]
    text = f"{name}: {report.as_text()}"
    if bad:
        text += f"\nnot allowed here: {', '.join(bad)}\n"
    return Outcome(name, None, not bad, text, {**report.as_json(), "failed_on": bad})


def _read(data: bytes, source: Path) -> Any:
    from shortcuts_py.dialects import compile_code
    from shortcuts_py.plist.read import sniff
    from shortcuts_py.storage import loads

    if source.suffix == ".py" or (source == STREAM and sniff(data) == "unknown"):
        try:
            return compile_code(data.decode("utf-8"), filename=str(source))
        except UnicodeDecodeError as error:
            raise ShortcutError(f"not UTF-8: {error.reason}") from None
        except CompileError as error:
            problems = len(error.diagnostics)
            raise ShortcutError(f"{error}; `shortcuts-py check` shows all {problems}") from None
    return loads(data)


@click.command(epilog=EXAMPLES)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--fail-on",
    default="",
    metavar="CATEGORY,...",
    help="End with status 1 where a file has findings of these categories; `any` for all.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the reports as one JSON object.")
@click.option("-j", "--jobs", type=click.IntRange(1), help="How many files at a time.")
def audit(*, files: tuple[str, ...], fail_on: str, as_json: bool, jobs: int | None) -> None:
    """Say what the shortcuts in FILE contact, read, delete and run.

    FILE is a shortcut, code, a folder, or - for standard input. Nothing is run and nothing is
    contacted. What cannot be known from the file is said, too.
    """
    from shortcuts_py.privacy import CATEGORIES

    wanted = [one.strip() for one in fail_on.split(",") if one.strip()]
    for name in wanted:
        if name not in CATEGORIES and name != "any":
            known = ", ".join(CATEGORIES)
            raise click.UsageError(f"no category {name!r}: it is one of {known}, any")
    categories = frozenset(CATEGORIES) if "any" in wanted else frozenset(wanted)
    found = find_jobs(files, None, suffix=".txt", accepts=_accepts, to_stdout=True)
    work = functools.partial(_audit, fail_on=categories)
    outcomes = run_jobs(work, found, jobs, "Reading")
    if as_json:
        reports = [{"file": one.file, "ok": one.ok, **one.facts} for one in outcomes]
        click.echo(json.dumps({"files": reports}, ensure_ascii=False, indent=1))
    else:
        for one in outcomes:
            click.echo(one.message, err="error" in one.facts)
    sys.exit(0 if all(one.ok for one in outcomes) else 1)
