"""`py2shortcut --repair`: answers of models into shortcuts, one by one or by the thousand."""

from __future__ import annotations

import functools
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import click

from shortcuts_py.commands.inputs import STREAM, Job, find_jobs, is_done, is_there, read_bytes
from shortcuts_py.commands.report import Outcome, with_progress
from shortcuts_py.commands.running import write_texts
from shortcuts_py.errors import ShortcutError
from shortcuts_py.limits import current_limits

__all__ = ["Repairing", "accepts", "run_repairs"]

_RECORDS = ".jsonl"
_TEXTS = frozenset((".py", ".txt", ".md", _RECORDS))
_MANY = 8  # texts from which more than one process pays
_FEW = 4  # texts whose guesses are said one by one


class Repairing(NamedTuple):
    """How texts are repaired.

    Attributes:
        dialect: of the code; None to recognise it.
        form: of the property list.
        force: whether files that are there are replaced.
        strict: whether any guess is an error.
        field: of the records of a JSONL file, the one with the text; dots lead into objects.
        suffix: of the files to write.
    """

    dialect: str | None
    form: str
    force: bool
    strict: bool
    field: str
    suffix: str


class _Text(NamedTuple):
    """One text: a file's, or a record's.

    Attributes:
        name: for messages.
        target: where the shortcut goes; None for standard output.
        content: the line of a JSONL file; None where `source` is to be read.
        source: the file.
    """

    name: str
    target: Path | None
    content: bytes | None
    source: Path


def accepts(path: Path) -> bool:
    """Whether a file of a folder is taken."""
    return path.suffix.lower() in _TEXTS and not path.name.startswith(".")


def run_repairs(
    inputs: tuple[str, ...],
    output: Path | None,
    repairing: Repairing,
    *,
    to_stdout: bool,
    report: str,
    quiet: bool,
    jobs: int | None,
    resume: bool = False,
    seconds: float | None = None,
) -> int:
    """Repair the texts of files, folders and JSONL files; the exit status.

    Args:
        inputs: as the command was given them.
        output: a file for one text, else a folder.
        repairing: how.
        to_stdout: whether the shortcut goes to standard output.
        report: "text" or "json".
        quiet: whether nothing is said on standard error.
        jobs: how many processes; None for one a core where there are many texts.
        resume: whether to leave out what an earlier run has written; the statistics are
            of the others.
        seconds: how long one text may take; None for as long as it needs.
    """
    from shortcuts_py.batch import cores, run_many

    found = find_jobs(inputs, output, suffix=repairing.suffix, accepts=accepts, to_stdout=to_stdout)
    total = sum(_count(job, output) for job in found)
    texts = (text for job in found for text in _texts(job, output, repairing.suffix))
    if resume:
        texts = (text for text in texts if not is_done(Job(text.source, text.target)))
    count = jobs or (cores() if total > _MANY else 1)
    outcomes: list[Outcome] = []
    convert = functools.partial(_repair_one, repairing=repairing)
    for text, result in with_progress(
        run_many(convert, texts, count, seconds=seconds), total, "Repairing"
    ):
        if isinstance(result, Exception):
            problem = str(result) if isinstance(result, ShortcutError) else repr(result)
            message = f"{text.name}: {problem}"
            result = Outcome(text.name, None, False, message, {"error": problem})
        outcomes.append(result)
    totals = _totals(outcomes)
    if report == "json":
        files = [
            {"file": one.file, "output": one.output, "ok": one.ok, **one.facts} for one in outcomes
        ]
        click.echo(json.dumps({"files": files, "totals": totals}, ensure_ascii=False))
    else:
        write_texts(outcomes)
    if not quiet:
        _say(outcomes, totals, with_guesses=report == "text")
    return 0 if all(one.ok for one in outcomes) else 1


def _is_records(job: Job) -> bool:
    return job.source.suffix.lower() == _RECORDS


def _count(job: Job, output: Path | None) -> int:
    if not _is_records(job):
        return 1
    if output is None or (output.exists() and not output.is_dir()):
        raise click.UsageError("a JSONL file needs a folder to write to: -o FOLDER")
    with job.source.open("rb") as file:
        return sum(1 for line in file if line.strip())


def _texts(job: Job, output: Path | None, suffix: str) -> Iterator[_Text]:
    if not _is_records(job):
        yield _Text(str(job.source), job.target, None, job.source)
        return
    assert output is not None  # noqa: S101  `_count` has asked for it
    if job.target is None or job.target == output:
        folder, stem = output, job.source.stem
    else:
        # The name that was found free for this file, where several have the same one.
        folder, stem = job.target.parent, job.target.stem
    with job.source.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                # A number, as names must not come from the content.
                target = folder / f"{stem}-{number:06d}{suffix}"
                yield _Text(f"{job.source}:{number}", target, line, job.source)


def _read(text: _Text, field: str) -> str:
    limit = current_limits().file_size
    data = read_bytes(text.source, limit) if text.content is None else text.content
    if len(data) > limit:
        raise ShortcutError(f"more than {limit} bytes of text")
    if text.content is None:
        # Answers are data, not sources: a byte that is no UTF-8 must not lose the rest.
        return data.decode("utf-8-sig", "replace")
    try:
        record = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ShortcutError(f"this line is no JSON: {error}") from None
    for name in field.split("."):
        record = record.get(name) if isinstance(record, dict) else None
    if not isinstance(record, str):
        raise ShortcutError(f"the record has no text in its field {field!r}; name it with --field")
    return record


def _repair_one(text: _Text, *, repairing: Repairing) -> Outcome:
    """Repair one text; runs in a worker process where there are many."""
    from shortcuts_py.plist.write import dumps
    from shortcuts_py.storage import write_atomically
    from shortcuts_py.workbench.repair import repair

    name, target = text.name, text.target
    if target is not None and is_there(target) and not repairing.force:
        problem = f"{target} is there already; --force replaces it"
        return Outcome(name, None, False, f"{name}: {problem}", {"error": problem})
    try:
        result = repair(_read(text, repairing.field), dialect=repairing.dialect)
        facts: dict[str, Any] = {**result.report(), "source": result.source}
        count = facts["actions"]
        guessed, lost = len(result.guesses), len(result.lost)
        line = f"{name}: {_number(count, 'action')}, {_number(guessed, 'guess', 'guesses')}"
        line += f", {lost} lost" if lost else ""
        if repairing.strict and guessed:
            facts["error"] = "not sound"
            return Outcome(name, None, False, f"{line}: not written, as --strict asks", facts)
        data = dumps(result.workflow.to_plist(), repairing.form)
        if target is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(target, data, replace=repairing.force)
            line += f": {target}"
    except (ShortcutError, OSError) as error:
        return Outcome(name, None, False, f"{name}: {error}", {"error": str(error)})
    output = None if target is None else str(target)
    return Outcome(name, output, result.ok, line, facts, data if target is None else None)


def _number(count: int, one: str, many: str | None = None) -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"


def _totals(outcomes: list[Outcome]) -> dict[str, Any]:
    """Statistics over all texts."""
    kinds: Counter[str] = Counter()
    states: Counter[str] = Counter()
    for one in outcomes:
        facts = one.facts
        kinds.update(facts.get("counts", {}))
        if "counts" not in facts:
            states["failed"] += 1
        elif facts["sound"]:
            states["sound"] += 1
        else:
            states["repaired" if facts["ok"] else "with_losses"] += 1
    return {
        "texts": len(outcomes),
        **{name: states[name] for name in ("sound", "repaired", "with_losses", "failed")},
        "actions": sum(one.facts.get("actions", 0) for one in outcomes),
        "guesses": dict(kinds.most_common()),
    }


def _say(outcomes: list[Outcome], totals: dict[str, Any], *, with_guesses: bool) -> None:
    for one in outcomes if len(outcomes) <= _FEW else (one for one in outcomes if not one.ok):
        click.echo(one.message if one.ok else click.style(one.message, fg="red"), err=True)
        if with_guesses and len(outcomes) <= _FEW:
            for guess in one.facts.get("guesses", ()):
                click.echo(_line(one.file, guess), err=True)
    if len(outcomes) > _FEW:
        states = ", ".join(
            f"{totals[name]} {name.replace('_', ' ')}"
            for name in ("sound", "repaired", "with_losses", "failed")
        )
        click.echo(f"{totals['texts']} texts: {states}", err=True)
        for kind, count in totals["guesses"].items():
            click.echo(f"{count:7} {kind}", err=True)


def _line(file: str, guess: dict[str, Any]) -> str:
    line, column, *_ = guess["at"]
    name = "standard input" if file == str(STREAM) else file
    head = click.style(f"{'lost' if guess['lost'] else 'guess'}[{guess['kind']}]", bold=True)
    read = " ".join(guess["read"].split())
    read = read if len(read) <= 60 else read[:57] + "..."
    made = " ".join(guess["replacement"].split())
    made = made if len(made) <= 60 else made[:57] + "..."
    sure = "" if guess["lost"] else f" ({guess['confidence']:.0%})"
    return f"  {name}:{line}:{column}: {head}: {read} -> {made or 'a comment'}{sure}"
