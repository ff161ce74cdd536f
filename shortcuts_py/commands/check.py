"""`shortcuts-py check`: find, explain and mend problems in code and in shortcut files."""

from __future__ import annotations

import functools
import json
import sys
from pathlib import Path

import click

from shortcuts_py.checks.mending import Checked, Options, check_content
from shortcuts_py.commands.actions import use_definitions
from shortcuts_py.commands.inputs import STREAM, Job, find_jobs, read_bytes
from shortcuts_py.commands.report import with_progress
from shortcuts_py.diagnostics.code import SEVERITIES
from shortcuts_py.diagnostics.report import FileReport, tally
from shortcuts_py.errors import Diagnostic, ShortcutError
from shortcuts_py.limits import current_limits

__all__ = ["check"]

_MANY = 8  # files from which more than one process pays

EXAMPLES = """\b
Examples:
  shortcuts-py check Greeting.py              every problem of the code
  shortcuts-py check Greeting.shortcut        every problem of the file, signed or not
  shortcuts-py check Shortcuts/ --ignore note
                                              a folder, without notes
  shortcuts-py check --diff Broken.shortcut   what --fix would do
  shortcuts-py check --target ios16 A.py      what iOS 16 does not have
  shortcuts-py check --json - < A.shortcut    standard input, for programs

\b
Severities:
  error    will not import, or crashes, or cannot be compiled
  warning  the app ignores or changes it
  note     unusual or old-fashioned

\b
Exit status:
  0  no file has an error
  1  a file has one
  2  the command line is wrong
"""


def _is_meant(path: Path) -> bool:
    """Whether a file of a folder is checked: code, and what may be a shortcut."""
    from shortcuts_py.storage import is_shortcut_file

    is_code = path.suffix.lower() == ".py" and not path.name.startswith(".")
    return is_code or is_shortcut_file(path)


def _codes(words: tuple[str, ...]) -> frozenset[str]:
    """Codes and severities out of an option that is given several times, or with commas."""
    from shortcuts_py.diagnostics.codes import CODES

    found = {word.strip() for one in words for word in one.split(",") if word.strip()}
    for word in sorted(found):
        if word not in CODES and word not in SEVERITIES:
            from rapidfuzz import process

            near = process.extract(word, [*CODES, *SEVERITIES], limit=1, score_cutoff=60)
            hint = f": did you mean {near[0][0]}?" if near else ""
            raise click.UsageError(f"there is no code or severity {word!r}{hint}")
    return frozenset(found)


@click.command(
    context_settings={"help_option_names": ["-h", "--help"]}, epilog=EXAMPLES, no_args_is_help=True
)
@click.argument("inputs", nargs=-1, metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for all files.")
@click.option("--sarif", "as_sarif", is_flag=True, help="Print SARIF 2.1, for code hosts.")
@click.option("--fix", is_flag=True, help="Mend what has one safe answer, and show the difference.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option(
    "--target", metavar="SYSTEM", help="ios16, ios17, macos13, macos, ...: what it lacks."
)
@click.option(
    "--select", multiple=True, metavar="CODES", help="Report only these codes or severities."
)
@click.option(
    "--ignore", multiple=True, metavar="CODES", help="Leave these codes or severities out."
)
@click.option(
    "--defs",
    multiple=True,
    metavar="DIR",
    type=click.Path(exists=True, path_type=Path),
    help="A catalogue of an app's actions to check with.",
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing on standard error.")
@click.option("-j", "--jobs", type=click.IntRange(1), help="How many files at a time.")
def check(
    *,
    inputs: tuple[str, ...],
    as_json: bool,
    as_sarif: bool,
    fix: bool,
    diff: bool,
    target: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    defs: tuple[Path, ...],
    quiet: bool,
    jobs: int | None,
) -> None:
    """Find every problem of code and of shortcut files.

    FILE is code (.py), a shortcut (signed or plain, binary, XML or JSON), a folder with
    such files, a pattern, or - for standard input. Each problem has a code; the page
    docs/diagnostics/CODE.md explains it.
    """
    if as_json and as_sarif:
        raise click.UsageError("--json and --sarif do not go together")
    if not inputs:
        raise click.UsageError("there is nothing to check: give files or folders")
    if target is not None:
        from shortcuts_py.checks.target import parse_target

        try:
            parse_target(target)
        except ShortcutError as error:
            raise click.UsageError(str(error)) from None
    options = Options(_codes(select), _codes(ignore), target, mend=fix or diff)
    found = find_jobs(inputs, None, suffix="", accepts=_is_meant, to_stdout=True)
    if fix and any(job.source == STREAM for job in found):
        raise click.UsageError("--fix writes files; with - take --diff")
    one = functools.partial(_check_one, options=options, write=fix, defs=use_definitions(defs))
    results = _run(one, found, jobs)
    _print(results, as_json=as_json, as_sarif=as_sarif, quiet=quiet, mends=options.mend)
    failed = any(
        problem.severity == "error" for result in results for problem in result.report.diagnostics
    )
    sys.exit(1 if failed else 0)


def _check_one(job: Job, *, options: Options, write: bool, defs: tuple[Path, ...]) -> Checked:
    """Check one file; runs in a worker process where there are many."""
    from shortcuts_py.catalog.in_use import use

    use(*defs)
    data = read_bytes(job.source, current_limits().file_size)
    checked = check_content(data, str(job.source), options)
    if write and checked.content is not None:
        from shortcuts_py.storage import write_atomically

        write_atomically(job.source, checked.content)
    return checked


def _run(one: functools.partial[Checked], found: list[Job], jobs: int | None) -> list[Checked]:
    from shortcuts_py.batch import cores, run_many

    count = jobs or (cores() if len(found) > _MANY else 1)
    if any(job.source == STREAM for job in found):
        count = 1
    results: list[Checked] = []
    for job, result in with_progress(run_many(one, found, count), len(found), "Checking"):
        if isinstance(result, Exception):
            expected = isinstance(result, ShortcutError | OSError)
            message = str(result) if expected else f"a defect of this program: {result!r}"
            problem = Diagnostic("error", "unreadable", message)
            result = Checked(FileReport(str(job.source), (problem,)))
        results.append(result)
    return results


def _echo(text: str) -> None:
    """Print text out of a file: halves of surrogate pairs as escapes, also in JSON."""
    click.echo(text.encode("utf-8", "backslashreplace").decode("utf-8"))


def _print(
    results: list[Checked], *, as_json: bool, as_sarif: bool, quiet: bool, mends: bool
) -> None:
    reports = [result.report for result in results]
    if as_json or as_sarif:
        from shortcuts_py.diagnostics.as_json import as_json as to_json
        from shortcuts_py.diagnostics.sarif import as_sarif as to_sarif

        value = to_json(reports) if as_json else to_sarif(reports)
        _echo(json.dumps(value, ensure_ascii=False, indent=1))
    else:
        from shortcuts_py.diagnostics.text import render

        for result in results:
            if result.difference:
                _echo(result.difference)
            if result.report.diagnostics:
                _echo(render(result.report))
    if quiet:
        return
    for result in results:
        if result.message:
            click.echo(f"{result.report.file}: {result.message}", err=True)
    if mends:
        count = sum(result.mended for result in results)
        click.echo(f"{count} problem{'' if count == 1 else 's'} mended", err=True)
    click.echo(tally(reports), err=True)
