"""`shortcut2py`: shortcuts to code."""

from __future__ import annotations

import functools
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from shortcuts_py import __version__
from shortcuts_py.commands.actions import use_definitions
from shortcuts_py.commands.ending import Command
from shortcuts_py.commands.inputs import Job, find_jobs, is_there, read_bytes
from shortcuts_py.commands.report import Outcome, finish
from shortcuts_py.commands.running import run_jobs, write_texts
from shortcuts_py.errors import ShortcutError
from shortcuts_py.limits import current_limits

if TYPE_CHECKING:
    from shortcuts_py.workflow.document import Workflow

__all__ = ["main"]


EXAMPLES = """\b
Examples:
  shortcut2py Greeting.shortcut            writes Greeting.py
  shortcut2py Greeting.shortcut --stdout   prints the code
  shortcut2py Shortcuts/ -o code/          converts a folder, keeping its structure
  shortcut2py - < Greeting.shortcut        reads standard input
  shortcut2py https://www.icloud.com/shortcuts/<id>
                                           fetches a shared shortcut first

\b
Exit status:
  0  everything was converted, and compiles back to the same shortcut
  1  a file could not be converted, or not exactly
  2  the command line is wrong
  130  stopped by Ctrl-C; --resume goes on
"""


def _convert(
    job: Job,
    *,
    data: bytes | None = None,
    keep_ids: bool,
    dialect: str,
    force: bool,
    check: bool,
    force_unverified: bool,
    verify: bool = True,
    defs: tuple[Path, ...] = (),
) -> Outcome:
    """Convert one file; runs in a worker process where there are many."""
    from shortcuts_py.catalog.in_use import use
    from shortcuts_py.storage import loads, write_atomically

    name = str(job.source)
    if job.target is not None and is_there(job.target) and not (force or check):
        message = f"{name}: {job.target} is there already; --force replaces it"
        return Outcome(name, None, False, message, {"error": message})
    try:
        use(*defs)
        if data is None:
            data = read_bytes(job.source, current_limits().file_size)
        workflow = loads(data, force_unverified=force_unverified)
        code, fidelity, exact = _print(workflow, keep_ids, dialect, verify)
    except (ShortcutError, OSError) as error:
        return Outcome(name, None, False, f"{name}: {error}", {"error": str(error)})
    count = sum(1 for _ in workflow.flat())
    facts = {"actions": count, "exact": exact, "fidelity": fidelity}
    message = f"{name}: {count} action{'' if count == 1 else 's'}, {fidelity}"
    text = code.encode("utf-8")
    if check:
        return Outcome(name, None, exact, message, facts)
    if job.target is None:
        return Outcome(name, None, exact, message, {**facts, "code": code}, text)
    try:
        job.target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(job.target, text, replace=force)
    except OSError as error:
        return Outcome(name, None, False, f"{name}: {error}", {"error": str(error)})
    return Outcome(name, str(job.target), exact, f"{message}: {job.target}", facts)


def _print(
    workflow: Workflow, keep_ids: bool, dialect: str, verify: bool = True
) -> tuple[str, str, bool]:
    """Code, what is to be said about its fidelity, and whether it is exact."""
    from shortcuts_py.dialects import decompile_workflow, find_problem

    if dialect != "native" or not verify:
        code = decompile_workflow(workflow, dialect, keep_ids)
        if not verify:
            return code, "not proved", True
        problem = find_problem(workflow, code, dialect, keep_ids)
        if problem is not None:
            return code, f"NOT exact: {problem}", False
        return code, "exact" if keep_ids else "exact up to ids", True
    from shortcuts_py.language.proof import prove

    proof = prove(workflow, keep_ids=keep_ids)
    if not proof.exact:
        return proof.code, f"NOT exact: {proof.problem}", False
    fidelity = "exact" if keep_ids else "exact up to ids"
    if proof.plain:
        fidelity += f", {proof.plain} in the plain form"
    return proof.code, fidelity, True


@click.command(
    cls=Command,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXAMPLES,
    no_args_is_help=True,
)
@click.argument("inputs", nargs=-1, metavar="INPUT...")
@click.option(
    "--links",
    "link_file",
    type=click.File(encoding="utf-8"),
    help="A file of iCloud links, one a line; - is standard input.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    help="The file to write, for one input; else the folder. Default: beside the input, as .py.",
)
@click.option("--stdout", "to_stdout", is_flag=True, help="Print the code.")
@click.option("--keep-ids", is_flag=True, help="Keep every id, in notes at the end of lines.")
@click.option(
    "--dialect", default="native", show_default=True, metavar="NAME", help="The dialect to print."
)
@click.option(
    "--defs",
    multiple=True,
    metavar="DIR",
    type=click.Path(exists=True, path_type=Path),
    help="A catalogue of an app's actions that the code will be checked with.",
)
@click.option("--force", is_flag=True, help="Replace files that are there.")
@click.option("--check", is_flag=True, help="Write nothing; only prove that nothing is lost.")
@click.option("--json", "as_json", is_flag=True, help="Print the results as one JSON object.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing on standard error.")
@click.option("-j", "--jobs", type=click.IntRange(1), help="How many files at a time.")
@click.option(
    "--force-unverified", is_flag=True, help="Open signed files whose integrity checks fail."
)
@click.option(
    "--no-verify", is_flag=True, help="Do not prove the code: half the time, and no promise."
)
@click.option(
    "--resume", is_flag=True, help="Go on with an earlier run: leave out what it has written."
)
@click.option(
    "--timeout", type=click.FloatRange(min=0.1), metavar="SECONDS", help="How long a file may take."
)
@click.version_option(__version__)
def main(
    *,
    inputs: tuple[str, ...],
    link_file: IO[str] | None,
    output: Path | None,
    to_stdout: bool,
    keep_ids: bool,
    dialect: str,
    defs: tuple[Path, ...],
    force: bool,
    check: bool,
    as_json: bool,
    quiet: bool,
    jobs: int | None,
    resume: bool,
    timeout: float | None,
    no_verify: bool,
    force_unverified: bool,
) -> None:
    """Turn shortcuts into Python-style code.

    INPUT is a shortcut file (signed or plain, binary, XML or JSON; the content decides), a
    folder, a pattern, an iCloud link, or - for standard input. The code is compiled again
    before it is written, and the result compared with the input.
    """
    links = [one for one in inputs if one.startswith(("https://", "http://", "www.icloud.com/"))]
    files = [one for one in inputs if one not in links]
    if no_verify and check:
        raise click.UsageError("--check proves, and --no-verify does not")
    if link_file is not None:
        from shortcuts_py.icloud import links_in

        links += links_in(link_file.read())
    if not links and not files:
        raise click.UsageError("there is nothing to convert: give files, folders or links")
    from shortcuts_py.storage import is_shortcut_file

    found = (
        find_jobs(files, output, suffix=".py", accepts=is_shortcut_file, to_stdout=to_stdout)
        if files
        else []
    )
    convert = functools.partial(
        _convert,
        keep_ids=keep_ids,
        dialect=dialect,
        force=force,
        check=check,
        force_unverified=force_unverified,
        verify=not no_verify,
        defs=use_definitions(defs),
    )
    outcomes: list[Outcome] = []
    if links:
        from shortcuts_py.commands.links import fetch_all

        outcomes += fetch_all(links, output, to_stdout, convert)
    outcomes += run_jobs(convert, found, jobs, "Converting", resume=resume, seconds=timeout)
    if not as_json:
        write_texts(outcomes)
    sys.exit(finish(outcomes, as_json=as_json, quiet=quiet, what=_done(keep_ids, no_verify)))


def _done(keep_ids: bool, no_verify: bool) -> str:
    """What is said of many files at once: no more than was proved."""
    if no_verify:
        return "converted, not proved"
    return "converted, exact" if keep_ids else "converted, exact up to ids"
