"""Running the files of a command: here, or in a process for each core."""

from __future__ import annotations

import sys
from collections.abc import Callable

from shortcuts_py.commands.inputs import STREAM, Job
from shortcuts_py.commands.report import Outcome, with_progress

__all__ = ["run_jobs", "write_texts"]

_MANY = 8  # files from which more than one process pays


def run_jobs(
    convert: Callable[[Job], Outcome], found: list[Job], jobs: int | None, title: str
) -> list[Outcome]:
    """Convert files, and let one bad file not stop the others.

    Args:
        convert: converts one; picklable.
        found: the files.
        jobs: how many processes; None for one a core where there are many files.
        title: of the progress bar.
    """
    if len(found) == 1 or any(job.source == STREAM for job in found):
        return [convert(job) for job in found]
    from shortcuts_py.batch import cores, run_many

    count = jobs or (cores() if len(found) > _MANY else 1)
    outcomes: list[Outcome] = []
    results = run_many(convert, found, count)
    for job, result in with_progress(results, len(found), title):
        if isinstance(result, Exception):
            name = str(job.source)
            message = f"{name}: {result!r}"
            outcomes.append(Outcome(name, None, False, message, {"error": repr(result)}))
        else:
            outcomes.append(result)
    return outcomes


def write_texts(outcomes: list[Outcome]) -> None:
    """Write to standard output what belongs there."""
    for one in outcomes:
        if one.text is not None:
            sys.stdout.buffer.write(one.text)
    sys.stdout.flush()
