"""`py2shortcut`: code to shortcuts."""

from __future__ import annotations

import functools
import sys
from pathlib import Path
from typing import Any

import click

from shortcuts_py import __version__
from shortcuts_py.commands.actions import use_definitions
from shortcuts_py.commands.ending import Command
from shortcuts_py.commands.inputs import Job, find_jobs, is_there, read_bytes
from shortcuts_py.commands.report import Outcome, finish, show_diagnostics
from shortcuts_py.commands.running import run_jobs, write_texts
from shortcuts_py.errors import CompileError, ShortcutError
from shortcuts_py.limits import bounded, current_limits

__all__ = ["main"]

EXAMPLES = """\b
Examples:
  py2shortcut greeting.py                    writes greeting.shortcut
  py2shortcut greeting.py -o Hello.shortcut  under another name
  py2shortcut code/ -o Shortcuts/            a folder, keeping its structure
  py2shortcut - < greeting.py > g.shortcut   standard input and output
  py2shortcut greeting.py --sign auto        signed for import, on a Mac
  py2shortcut --repair answer.md             what a language model answered
  py2shortcut --repair answers.jsonl --field code -o Shortcuts/
                                             many answers, with statistics

\b
Exit status:
  0  everything was compiled
  1  a file could not be compiled, written or signed; with --repair also where
     something of a text was lost, with --strict where anything was guessed
  2  the command line is wrong
  130  stopped by Ctrl-C; --resume goes on
"""

_SUFFIXES = {"binary": ".shortcut", "xml": ".shortcut", "json": ".json"}


def _is_code(path: Path) -> bool:
    return path.suffix == ".py" and not path.name.startswith(".")


def _compile(
    job: Job,
    *,
    dialect: str | None,
    form: str,
    force: bool,
    verify: bool,
    signing: Any,
    defs: tuple[Path, ...] = (),
) -> Outcome:
    """Compile one file; runs in a worker process where there are many."""
    from shortcuts_py.catalog.in_use import use
    from shortcuts_py.dialects import compile_with_warnings
    from shortcuts_py.plist.write import dumps
    from shortcuts_py.storage import verify_with_biplist, write_atomically

    name = str(job.source)
    if job.target is not None and is_there(job.target) and not force:
        message = f"{name}: {job.target} is there already; --force replaces it"
        return Outcome(name, None, False, message, {"error": message})
    source = ""
    try:
        use(*defs)
        source = _decode(read_bytes(job.source, current_limits().file_size))
        workflow, warnings = compile_with_warnings(source, dialect, filename=name)
        value = workflow.to_plist()
        with bounded():
            data = dumps(value, form)
        if verify:
            verify_with_biplist(dumps(value, "binary"), value)
        notes: tuple[str, ...] = ()
        if signing is not None:
            title = workflow.name or (job.target or job.source).stem
            outcome = signing.sign(data, title)
            data, notes = outcome.data, outcome.notes
        if job.target is not None:
            job.target.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(job.target, data, replace=force)
    except CompileError as error:
        message = show_diagnostics(name, source, error.diagnostics)
        found = [one._asdict() for one in error.diagnostics]
        return Outcome(name, None, False, message, {"diagnostics": found})
    except (ShortcutError, OSError) as error:
        return Outcome(name, None, False, f"{name}: {error}", {"error": str(error)})
    count = sum(1 for _ in workflow.flat())
    lines = [f"{name}: {count} action{'' if count == 1 else 's'}", *notes]
    if job.target is not None:
        lines[0] += f": {job.target}"
    facts: dict[str, Any] = {"actions": count}
    if warnings:
        lines.insert(0, show_diagnostics(name, source, warnings))
        facts["diagnostics"] = [one._asdict() for one in warnings]
    output = None if job.target is None else str(job.target)
    text = data if job.target is None else None
    return Outcome(name, output, True, "\n".join(lines), facts, text)


def _decode(data: bytes) -> str:
    if len(data) > current_limits().file_size:
        raise ShortcutError(f"more than {current_limits().file_size} bytes of code")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ShortcutError(f"code is UTF-8, and byte {error.start} is not") from None


@click.command(
    cls=Command,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXAMPLES,
    no_args_is_help=True,
)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    help="The file to write, for one input; else the folder. Default: beside the input.",
)
@click.option("--stdout", "to_stdout", is_flag=True, help="Write the shortcut to standard output.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("binary", "xml", "json")),
    default="binary",
    show_default=True,
    help="The form of the property list.",
)
@click.option("--dialect", metavar="NAME", help="The dialect of the code. Default: recognised.")
@click.option(
    "--defs",
    multiple=True,
    metavar="DIR",
    type=click.Path(exists=True, path_type=Path),
    help="A catalogue of an app's actions to check the code with; may be given again.",
)
@click.option(
    "--repair",
    "repairs",
    is_flag=True,
    help="Read what language models write: any dialect, damaged, with prose around it.",
)
@click.option("--strict", is_flag=True, help="With --repair: any guess is an error.")
@click.option(
    "--report",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="With --repair: how the guesses are said; json is for the model, on standard output.",
)
@click.option(
    "--field",
    default="code",
    show_default=True,
    metavar="NAME",
    help="With --repair: the field of a JSONL file's records that holds the text.",
)
@click.option("--verify", is_flag=True, help="Read what is written back with biplist, and compare.")
@click.option(
    "--sign",
    "sign_method",
    type=click.Choice(("auto", "macos", "server", "identity", "none")),
    default="none",
    show_default=True,
    help="Sign for import. auto: with this Mac's shortcuts command, and not at all elsewhere.",
)
@click.option(
    "--sign-mode",
    type=click.Choice(("anyone", "people-who-know-me")),
    default="people-who-know-me",
    show_default=True,
    help="Who can import what a Mac signs. For anyone, it is uploaded to iCloud.",
)
@click.option("--sign-server", metavar="URL", help="The server to send it to, with --sign server.")
@click.option(
    "--sign-request",
    type=click.Choice(("json", "plist")),
    default="json",
    show_default=True,
    help="What the server takes: JSON with XML text, or the bare property list.",
)
@click.option(
    "--identity",
    multiple=True,
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file of the identity, with --sign identity; may be given again.",
)
@click.option("--open", "opens", is_flag=True, help="Open the import sheet afterwards (macOS).")
@click.option(
    "--qr",
    is_flag=False,
    flag_value="",
    metavar="[URL]",
    help="Print a QR code that imports the file from this URL, or from its own iCloud link.",
)
@click.option("--force", is_flag=True, help="Replace files that are there.")
@click.option("--json", "as_json", is_flag=True, help="Print the results as one JSON object.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing on standard error.")
@click.option("-j", "--jobs", type=click.IntRange(1), help="How many files at a time.")
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
    output: Path | None,
    to_stdout: bool,
    form: str,
    dialect: str | None,
    defs: tuple[Path, ...],
    repairs: bool,
    strict: bool,
    report: str,
    field: str,
    verify: bool,
    sign_method: str,
    sign_mode: str,
    sign_server: str | None,
    sign_request: str,
    identity: tuple[Path, ...],
    opens: bool,
    qr: str | None,
    force: bool,
    as_json: bool,
    quiet: bool,
    jobs: int | None,
    resume: bool,
    timeout: float | None,
) -> None:
    """Compile Python-style code into shortcuts.

    INPUT is a file of code, a folder, a pattern, or - for standard input. The code is
    parsed, never run. Every problem of a file is said at once, with its place.
    """
    if repairs or strict:
        from shortcuts_py.commands.repairing import Repairing, run_repairs

        if sign_method != "none" or opens or qr is not None:
            raise click.UsageError("--repair does not sign or deliver: look at the result first")
        use_definitions(defs)
        repairing = Repairing(dialect, form, force, strict, field, _SUFFIXES[form])
        kind = "json" if as_json else report
        sys.exit(
            run_repairs(
                inputs,
                output,
                repairing,
                to_stdout=to_stdout,
                report=kind,
                quiet=quiet,
                jobs=jobs,
                resume=resume,
                seconds=timeout,
            )
        )
    found = find_jobs(inputs, output, suffix=_SUFFIXES[form], accepts=_is_code, to_stdout=to_stdout)
    signing = None
    if sign_method != "none":
        from shortcuts_py.signing.options import SigningOptions

        if form == "json":
            raise click.UsageError("a signed shortcut has no --format json")
        signing = SigningOptions(sign_method, sign_mode, sign_server, sign_request, identity)
    convert = functools.partial(
        _compile,
        dialect=dialect,
        form=form,
        force=force,
        verify=verify,
        signing=signing,
        defs=use_definitions(defs),
    )
    outcomes = run_jobs(
        convert,
        found,
        1 if signing else jobs,
        "Compiling",
        resume=resume,
        seconds=timeout,
    )
    if not as_json:
        write_texts(outcomes)
    status = finish(outcomes, as_json=as_json, quiet=quiet, what="compiled")
    if status == 0 and (opens or qr is not None):
        _deliver(outcomes, opens, qr)
    sys.exit(status)


def _deliver(outcomes: list[Outcome], opens: bool, qr: str | None) -> None:
    from shortcuts_py import delivery

    try:
        for one in outcomes:
            if opens and one.output is not None:
                delivery.open_for_import(one.output)
            if qr is not None and one.output is not None:
                data = Path(one.output).read_bytes()
                click.echo(delivery.qr_code(delivery.link_for(data, hosted_at=qr or None)))
    except ShortcutError as error:
        raise click.ClickException(str(error)) from error
