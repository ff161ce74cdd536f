"""`shortcuts-py rename`: better names for the variables of code."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from shortcuts_py.commands.inputs import STREAM, read_bytes
from shortcuts_py.errors import CompileError, ShortcutError
from shortcuts_py.limits import current_limits

__all__ = ["rename"]

EXAMPLES = """\b
Examples:
  shortcuts-py rename tea.py --list                  the names, as JSON
  shortcuts-py rename tea.py --map names.json        prints the code with other names
  shortcuts-py rename tea.py --map names.json -o better.py
  shortcuts-py rename tea.py --map names.json --in-place
  shortcuts-py rename - --map names.json < tea.py    reads standard input

\b
names.json maps old names to new ones: {"contents_of_url": "weather", "item": "day"}

\b
Exit status:
  0  done; the code compiles to the same shortcut
  1  a name cannot be given, the code does not compile, or a file cannot be read
  2  the command line is wrong
"""

_FILE = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)


@click.command(epilog=EXAMPLES)
@click.argument("file", type=_FILE)
@click.option("--map", "map_file", type=_FILE, help="A JSON file: old name to new name.")
@click.option("--list", "listing", is_flag=True, help="Print the names as JSON, to choose better.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="Where the code goes; - is standard output, which is the default.",
)
@click.option("--force", is_flag=True, help="Replace the output file.")
@click.option("--in-place", is_flag=True, help="Replace FILE.")
@click.option("--dialect", metavar="NAME", help="The code's dialect. Default: recognised.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")
def rename(
    *,
    file: Path,
    map_file: Path | None,
    listing: bool,
    output: Path | None,
    force: bool,
    in_place: bool,
    dialect: str | None,
    as_json: bool,
) -> None:
    """Give names of the code in FILE other names, and change nothing else.

    The code is compiled before and after, and nothing is written unless both give the same
    shortcut. A named variable that the code declares keeps its name in the shortcut.
    """
    if listing == (map_file is not None):
        raise click.UsageError("give either --map or --list")
    if in_place and (output is not None or file == STREAM):
        raise click.UsageError("--in-place goes with a file and without --output")
    if file == STREAM and map_file == STREAM:
        raise click.UsageError("standard input cannot be both the code and the map")
    if output is not None and output != STREAM and output.exists() and not force:
        raise click.ClickException(f"{output} is there already; --force replaces it")
    code = _text(file)
    try:
        if listing:
            _list(code, output)
            return
        assert map_file is not None  # noqa: S101  checked above
        _apply(file, code, _mapping(map_file), dialect, file if in_place else output, as_json)
    except CompileError as error:
        from shortcuts_py.commands.report import show_diagnostics

        shown = show_diagnostics(str(file), code, error.diagnostics)
        _fail(shown, as_json, {"diagnostics": [one._asdict() for one in error.diagnostics]})
    except ShortcutError as error:
        from shortcuts_py.renaming import RenameError

        refused = error.refusals if isinstance(error, RenameError) else ()
        _fail(f"{file}: {error}", as_json, {"refused": [one._asdict() for one in refused]})


def _fail(message: str, as_json: bool, facts: dict[str, object]) -> None:
    if as_json:
        click.echo(json.dumps({"ok": False, "error": message, **facts}, indent=1))
    else:
        click.echo(message, err=True)
    sys.exit(1)


def _text(file: Path) -> str:
    try:
        data = read_bytes(file, current_limits().file_size)
        if len(data) > current_limits().file_size:
            raise click.ClickException(f"{file}: more than the limit on files")
        return data.decode("utf-8")
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file}: not UTF-8: {error.reason}") from error


def _mapping(file: Path) -> dict[str, str]:
    try:
        value = json.loads(_text(file))
    except (ValueError, RecursionError) as error:
        raise click.ClickException(f"{file}: no JSON: {error}") from error
    if type(value) is not dict or not all(type(one) is str for one in value.values()):
        raise click.ClickException(f'{file}: a map is {{"old": "new", ...}}')
    return value


def _list(code: str, output: Path | None) -> None:
    from shortcuts_py.renaming import find_names

    names = [one._asdict() for one in find_names(code)]
    _write(json.dumps({"names": names}, ensure_ascii=False, indent=1) + "\n", output)


def _apply(
    file: Path,
    code: str,
    mapping: dict[str, str],
    dialect: str | None,
    output: Path | None,
    as_json: bool,
) -> None:
    from shortcuts_py.renaming import rename as apply

    result = apply(code, mapping, dialect, str(file))
    to_file = output is not None and output != STREAM
    if to_file or not as_json:
        _write(result.code, output)
    facts = {
        "ok": True,
        "renamed": result.renamed,
        "unknown": list(result.unknown),
        "variables": result.variables,
    }
    if as_json:
        if not to_file:
            facts["code"] = result.code
        click.echo(json.dumps(facts, ensure_ascii=False, indent=1))
        return
    count = len(result.renamed)
    click.echo(f"{file}: {count} name{'' if count == 1 else 's'} changed, same shortcut", err=True)
    for old, new in result.variables.items():
        click.echo(f"  the variable {old!r} is now called {new!r} in the shortcut", err=True)
    if result.unknown:
        click.echo(f"  not in the code: {', '.join(result.unknown)}", err=True)


def _write(text: str, output: Path | None) -> None:
    if output is None or output == STREAM:
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.flush()
        return
    from shortcuts_py.storage import write_atomically

    try:
        write_atomically(output, text.encode("utf-8"))
    except OSError as error:
        raise click.ClickException(f"{output}: {error.strerror or error}") from error
