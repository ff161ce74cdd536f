"""Running the files of a command: here, or in a process for each core."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

from shortcuts_py.commands.inputs import STREAM, Job, is_done
from shortcuts_py.commands.report import Outcome, with_progress
from shortcuts_py.errors import ShortcutError

__all__ = ["run_jobs", "write_texts"]

_MANY = 8  # files from which more than one process pays


def run_jobs(
    convert: Callable[[Job], Outcome],
    found: list[Job],
    jobs: int | None,
    title: str,
    *,
    resume: bool = False,
    seconds: float | None = None,
) -> list[Outcome]:
    """Convert files, and let one bad file not stop the others.

    Args:
        convert: converts one; picklable.
        found: the files.
        jobs: how many processes; None for one a core where there are many files.
        title: of the progress bar.
        resume: whether to leave out what an earlier run has done (`inputs.is_done`).
        seconds: how long one file may take; None for as long as it needs.
    """
    outcomes: list[Outcome] = []
    if resume:
        done = [job for job in found if is_done(job)]
        found = [job for job in found if not is_done(job)]
        outcomes += map(_done_before, done)
    alone = len(found) == 1 and seconds is None
    if alone or any(job.source == STREAM for job in found):
        return [*outcomes, *(_convert_here(convert, job) for job in found)]
    from shortcuts_py.batch import cores, run_many

    count = jobs or (cores() if len(found) > _MANY else 1)
    results = run_many(convert, found, count, seconds=seconds)
    for job, result in with_progress(results, len(found), title):
        if isinstance(result, Exception):
            outcomes.append(_failed(job, result))
        else:
            outcomes.append(result)
    return outcomes


def _convert_here(convert: Callable[[Job], Outcome], job: Job) -> Outcome:
    try:
        return convert(job)
    except MemoryError as error:
        return _failed(job, error)


def _failed(job: Job, error: Exception) -> Outcome:
    """What came of a file whose conversion raised; all but two kinds are defects of ours."""
    if isinstance(error, ShortcutError):
        text = str(error)
    elif isinstance(error, MemoryError):
        text = "it takes more memory than there is"
    else:
        text = repr(error)
    return Outcome(str(job.source), None, False, f"{job.source}: {text}", {"error": text})


def _done_before(job: Job) -> Outcome:
    name, target = str(job.source), str(job.target)
    return Outcome(name, target, True, f"{name}: done before: {target}", {"done_before": True})


def write_texts(outcomes: list[Outcome]) -> None:
    """Write to standard output what belongs there.

    Raises:
        click.ClickException: standard output is closed, or does not take it.
    """
    texts = [one.text for one in outcomes if one.text is not None]
    if texts and sys.stdout is None:  # the caller has closed it
        raise click.ClickException("standard output is closed")
    for text in texts:
        sys.stdout.buffer.write(text)
    if texts:
        sys.stdout.flush()
