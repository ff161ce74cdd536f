"""`shortcuts-py score`: compare a candidate's workflow with a reference."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from shortcuts_py.commands.inputs import STREAM, read_bytes
from shortcuts_py.errors import ShortcutError
from shortcuts_py.limits import current_limits

__all__ = ["score"]

EXAMPLES = """\b
Examples:
  shortcuts-py score Tea.shortcut answer.py
  shortcuts-py score reference.py - --json < answer.txt
  shortcuts-py score reference.py answer.py --codebleu
  shortcuts-py score --jsonl answers.jsonl --reference-field code.native \\
      --candidate-field answer -o scores.jsonl

\b
Files may be shortcuts, code of any dialect, or JSON. What does not compile is mended as
py2shortcut --repair does, and the guesses are counted.

\b
Exit status:
  0  scored; the workflows need not be equal
  1  one of them cannot be read at all (with --jsonl: none could be scored)
  2  the command line is wrong
"""

_FILE = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)


@click.command(epilog=EXAMPLES)
@click.argument("reference", required=False, type=_FILE)
@click.argument("candidate", required=False, type=_FILE)
@click.option(
    "--jsonl",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Score each line of this file, and summarise.",
)
@click.option("--reference-field", help="Where a line has the reference; dots lead into objects.")
@click.option("--candidate-field", help="Where a line has the candidate.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="With --jsonl: a file for the score of each line.",
)
@click.option("--codebleu", "with_codebleu", is_flag=True, help="Add CodeBLEU (an extra).")
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")
@click.option("-j", "--jobs", type=click.IntRange(1), help="With --jsonl: how many processes.")
def score(
    *,
    reference: Path | None,
    candidate: Path | None,
    jsonl: Path | None,
    reference_field: str | None,
    candidate_field: str | None,
    output: Path | None,
    with_codebleu: bool,
    as_json: bool,
    jobs: int | None,
) -> None:
    """Compare the workflow of CANDIDATE with that of REFERENCE.

    Says whether they are equal (exactly, up to ids, up to names), how far their trees are
    apart, which actions and parameters were found, are missing and were invented, and what
    the catalogue does not allow.
    """
    if jsonl is None:
        if reference is None or candidate is None:
            raise click.UsageError("give a reference and a candidate, or --jsonl")
        if output is not None or reference_field or candidate_field:
            raise click.UsageError("--output and the fields go with --jsonl")
        _one(reference, candidate, with_codebleu, as_json)
        return
    if reference is not None or not reference_field or not candidate_field:
        raise click.UsageError("--jsonl goes with --reference-field and --candidate-field only")
    _many(jsonl, (reference_field, candidate_field), output, with_codebleu, as_json, jobs)


def _one(reference: Path, candidate: Path, with_codebleu: bool, as_json: bool) -> None:
    from shortcuts_py.scoring.pairs import score_pair

    if reference == candidate == STREAM:
        raise click.UsageError("standard input cannot be both")
    try:
        found = score_pair(_read(reference), _read(candidate), with_codebleu=with_codebleu)
    except ShortcutError as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_lines(found)))


def _read(file: Path) -> Any:
    from shortcuts_py.scoring.reading import read_bytes_given, read_file

    try:
        if file == STREAM:
            return read_bytes_given(read_bytes(STREAM, current_limits().file_size))
        return read_file(file)
    except ShortcutError as error:
        raise click.ClickException(f"{file}: {error}") from error
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror or error}") from error


def _lines(found: dict[str, Any]) -> list[str]:
    """The result in words."""
    tree, values, violations = found["tree"], found["values"], found["violations"]
    lines = [f"equal        {found['equal'] or 'no'}"]
    how = "" if tree["method"] == "tree" else ", as lists: too large for trees"
    lines.append(
        f"tree         similarity {tree['similarity']:.3f}, distance {tree['distance']:g}"
        f" ({tree['reference']} and {tree['candidate']} nodes{how})"
    )
    for name in ("actions", "parameters", "blocks"):
        one = found[name]
        lines.append(
            f"{name:12} F1 {one['f1']:.3f}, precision {one['precision']:.3f},"
            f" recall {one['recall']:.3f} ({one['found']} of {one['reference']} found,"
            f" {one['candidate'] - one['found']} invented)"
        )
        for kind in ("missing", "invented"):
            for what, number in one.get(kind, {}).items():
                lines.append(f"  {kind:9}  {what}" + (f" x{number}" if number > 1 else ""))
    lines.append(f"values       {values['equal']} of {values['compared']} equal")
    lines.append(
        f"violations   {violations['candidate']} (the reference has {violations['reference']})"
    )
    for one in violations["listed"]:
        parts = (one["identifier"], one["parameter"], one["value"])
        what = " ".join(str(part) for part in parts if part is not None)
        lines.append(f"  {one['kind']}: action {one['action']}, {what}")
    for side, reading in found["reading"].items():
        if reading["guesses"] is not None:
            how = f"{reading['guesses']} guesses, {reading['lost']} lost"
            lines.append(f"mended       the {side}, with {how}")
    for name, number in found.get("codebleu", {}).items():
        lines.append(f"{name:28} {number:.4f}")
    if "codebleu_skipped" in found:
        lines.append(f"codebleu     left out: {found['codebleu_skipped']}")
    return lines


def _many(
    jsonl: Path,
    fields: tuple[str, str],
    output: Path | None,
    with_codebleu: bool,
    as_json: bool,
    jobs: int | None,
) -> None:
    from shortcuts_py.batch import cores
    from shortcuts_py.scoring.pairs import Totals, score_lines

    totals = Totals()
    scores = score_lines(jsonl, *fields, with_codebleu=with_codebleu, jobs=jobs or cores())
    if output is not None and output.exists():
        raise click.ClickException(f"{output} is there already")
    try:
        if output is None:
            for one in scores:
                totals.add(one)
        else:
            with output.open("xb", buffering=0) as file:  # each line is whole
                for one in scores:
                    totals.add(one)
                    file.write(_line(one))
    except (OSError, ShortcutError) as error:
        raise click.ClickException(str(error)) from error
    summary = totals.as_json()
    if as_json:
        click.echo(json.dumps(summary, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_summary(summary)))
    if not summary["scored"]:
        sys.exit(1)


def _line(score: dict[str, Any]) -> bytes:
    """A score as JSON; halves of surrogate pairs, which identifiers may have, as escapes."""
    return json.dumps(score, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _summary(summary: dict[str, Any]) -> list[str]:
    lines = [
        f"{summary['pairs']} pairs, {summary['scored']} scored, {summary['mended']} of them mended;"
        f" {summary['unreadable_candidates']} candidates unreadable,"
        f" {summary['other_errors']} other errors"
    ]
    if "codebleu_skipped" in summary:
        lines.append(f"  too large for CodeBLEU: {summary['codebleu_skipped']}")
    lines += [f"  equal, {name}: {number}" for name, number in summary["equal"].items()]
    for name, number in summary["means"].items():
        whole = summary["means_with_unreadable"].get(name)
        more = "" if whole is None else f"   with unreadable ones as 0: {whole:.4f}"
        lines.append(f"  {name:28} {number:.4f}{more}")
    return lines
