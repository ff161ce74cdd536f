"""`shortcuts-py convert`: code and shortcuts to code in any dialect."""

from __future__ import annotations

import functools
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from shortcuts_py.commands.actions import use_definitions
from shortcuts_py.commands.inputs import STREAM, Job, find_jobs, is_there, read_bytes
from shortcuts_py.commands.report import Outcome, finish, show_diagnostics
from shortcuts_py.commands.running import run_jobs, write_texts
from shortcuts_py.dialects import DIALECTS
from shortcuts_py.errors import CompileError, ShortcutError
from shortcuts_py.limits import current_limits

if TYPE_CHECKING:
    from shortcuts_py.conversion import Announced, Conversion
    from shortcuts_py.workflow.document import Workflow

__all__ = ["convert"]

EXAMPLES = """\b
Examples:
  shortcuts-py convert greeting.py --to apple      writes greeting.apple.py
  shortcuts-py convert Tea.shortcut --to workflowbench --stdout
  shortcuts-py convert code/ --to native -o out/   a folder, keeping its structure
  shortcuts-py convert - --to apple < greeting.py  standard input and output
  shortcuts-py convert a.py --to apple --json      with what the dialect cannot say

\b
Exit status:
  0  everything was converted, and reads back as the same shortcut
  1  a file could not be converted, or not exactly
  2  the command line is wrong
  130  stopped by Ctrl-C; --resume goes on
"""

_SUFFIXES = {".py", ".shortcut", ".wflow"}
_SHOWN_LINES = 8


def _accepts(path: Path, dialect: str) -> bool:
    """Whether a file of a folder is meant; what this command wrote there before is not."""
    named = path.suffix.lower() in _SUFFIXES and not path.name.startswith(".")
    return named and not path.name.endswith(f".{dialect}.py")


def _is_shortcut(data: bytes, path: Path) -> bool:
    """Whether a file holds a shortcut, not code."""
    if path.suffix == ".py":
        return False
    if data[:4] == b"AEA1" or data[:6] == b"bplist":
        return True
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:1] == b"<":
        return True
    if start[:1] not in (b"{", b"["):
        return False
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def _read(data: bytes, job: Job, dialect: str | None) -> Workflow:
    from shortcuts_py.dialects import compile_code
    from shortcuts_py.storage import loads

    if dialect is None and _is_shortcut(data, job.source):
        return loads(data)
    return compile_code(_decode(data), dialect, filename=str(job.source))


def _decode(data: bytes) -> str:
    if len(data) > current_limits().file_size:
        raise ShortcutError(f"more than {current_limits().file_size} bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ShortcutError(f"code is UTF-8, and byte {error.start} is not") from None


def _convert(
    job: Job, *, dialect: str, given: str | None, keep_ids: bool, force: bool,
    defs: tuple[Path, ...] = (),
) -> Outcome:  # fmt: skip
    """Convert one file; runs in a worker process where there are many."""
    from shortcuts_py.catalog.in_use import use
    from shortcuts_py.conversion import convert, kinds_of
    from shortcuts_py.storage import write_atomically

    name = str(job.source)
    if job.target is not None and is_there(job.target) and not force:
        message = f"{name}: {job.target} is there already; --force replaces it"
        return Outcome(name, None, False, message, {"error": message})
    data = b""
    try:
        use(*defs)
        data = read_bytes(job.source, current_limits().file_size)
        workflow = _read(data, job, given)
        result = convert(workflow, dialect, keep_ids=keep_ids)
        text = result.code.encode("utf-8")
        if job.target is not None:
            job.target.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(job.target, text, replace=force)
    except CompileError as error:
        message = show_diagnostics(name, data.decode("utf-8-sig", "replace"), error.diagnostics)
        found = [one._asdict() for one in error.diagnostics]
        return Outcome(name, None, False, message, {"diagnostics": found})
    except (ShortcutError, OSError) as error:
        return Outcome(name, None, False, f"{name}: {error}", {"error": str(error)})
    count = sum(1 for _ in workflow.flat())
    facts: dict[str, Any] = {
        "actions": count,
        "dialect": dialect,
        "exact": result.exact,
        "announced": [one._asdict() for one in result.announced],
        "kinds": kinds_of(result.announced),
    }
    output = None if job.target is None else str(job.target)
    message = f"{name}: {count} action{'' if count == 1 else 's'}{_said(result, dialect)}"
    if output is not None:
        message += f": {output}"
        return Outcome(name, output, result.exact, message, facts)
    return Outcome(name, None, result.exact, message, {**facts, "code": result.code}, text)


def _said(result: Conversion, dialect: str) -> str:
    """What is to be said about a conversion, behind the number of its actions."""
    from shortcuts_py.conversion import UNVERIFIED, kinds_of

    said = "" if result.problem is None else f", NOT exact: {result.problem}"
    missing = [one for one in result.announced if one.kind != UNVERIFIED]
    if missing:
        kinds = ", ".join(f"{count} {kind}" for kind, count in kinds_of(missing).items())
        said += f"; {dialect} has no words for {kinds} ({_lines(missing)}): in comments"
    unsure = [one for one in result.announced if one.kind == UNVERIFIED]
    if unsure:
        said += f"; {len(unsure)} spelling{'s' * (len(unsure) > 1)} not verified ({_lines(unsure)})"
    return said


def _lines(announced: list[Announced]) -> str:
    numbers = [str(one.line) for one in announced]
    more = ", ..." if len(numbers) > _SHOWN_LINES else ""
    return f"line {', '.join(numbers[:_SHOWN_LINES])}{more}"


@click.command(epilog=EXAMPLES, no_args_is_help=True)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--to", "dialect", required=True, type=click.Choice(DIALECTS), help="The dialect to write."
)
@click.option(
    "--from",
    "given",
    type=click.Choice(DIALECTS),
    help="The dialect of the code. Default: recognised.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    help="The file to write, for one input; else the folder. Default: beside the input, "
    "as NAME.DIALECT.py.",
)
@click.option("--stdout", "to_stdout", is_flag=True, help="Write the code to standard output.")
@click.option("--keep-ids", is_flag=True, help="Keep every id.")
@click.option(
    "--defs",
    multiple=True,
    metavar="DIR",
    type=click.Path(exists=True, path_type=Path),
    help="A catalogue of an app's actions to read the code with; may be given again.",
)
@click.option("--force", is_flag=True, help="Replace files that are there.")
@click.option("--json", "as_json", is_flag=True, help="Print the results as one JSON object.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing on standard error.")
@click.option("-j", "--jobs", type=click.IntRange(1), help="How many files at a time.")
@click.option(
    "--resume", is_flag=True, help="Go on with an earlier run: leave out what it has written."
)
def convert(
    *,
    inputs: tuple[str, ...],
    dialect: str,
    given: str | None,
    output: Path | None,
    to_stdout: bool,
    keep_ids: bool,
    defs: tuple[Path, ...],
    force: bool,
    as_json: bool,
    quiet: bool,
    jobs: int | None,
    resume: bool,
) -> None:
    """Turn code of any dialect, or shortcuts, into code of another dialect.

    INPUT is a file of code or a shortcut file (the content decides), a folder, a pattern,
    or - for standard input. What the dialect has no words for goes into comments, which
    reading the code takes back in; each is listed. The code is read back and compared.
    """
    beside = output is None or output == STREAM
    found = find_jobs(
        inputs,
        output,
        suffix=f".{dialect}.py" if beside else ".py",
        accepts=functools.partial(_accepts, dialect=dialect),
        to_stdout=to_stdout,
    )
    run = functools.partial(
        _convert,
        dialect=dialect,
        given=given,
        keep_ids=keep_ids,
        force=force,
        defs=use_definitions(defs),
    )
    outcomes = run_jobs(run, found, jobs, "Converting", resume=resume)
    if not as_json:
        write_texts(outcomes)
    sys.exit(
        finish(
            outcomes,
            as_json=as_json,
            quiet=quiet,
            what="converted, exact" if keep_ids else "converted, exact up to ids",
        )
    )
