"""What the commands are given: files, folders, patterns, standard input."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import click

__all__ = ["STREAM", "Job", "find_jobs", "is_done", "read_bytes"]

STREAM = Path("-")


class Job(NamedTuple):
    """One file to convert.

    Attributes:
        source: the file, or `STREAM`.
        target: where its conversion goes; None for standard output.
    """

    source: Path
    target: Path | None


def _expand(argument: str, accepts: Callable[[Path], bool]) -> list[tuple[Path, Path | None]]:
    """Files of an argument, each with the folder that it was found in, if it was."""
    if argument == "-":
        return [(STREAM, None)]
    path = Path(argument)
    if path.is_dir():
        found = sorted(one for one in path.rglob("*") if one.is_file() and accepts(one))
        return [(one, path) for one in found]
    if path.exists():
        return [(path, None)]
    if any(sign in argument for sign in "*?["):
        # A shell that does not expand patterns, or a pattern in quotes.
        anchor = Path(path.anchor) if path.anchor else Path()
        pattern = str(path.relative_to(path.anchor)) if path.anchor else argument
        return [(one, None) for one in sorted(anchor.glob(pattern)) if one.is_file()]
    raise click.UsageError(f"there is no file {argument!r}")


def find_jobs(
    arguments: Iterable[str],
    output: Path | None,
    *,
    suffix: str,
    accepts: Callable[[Path], bool],
    to_stdout: bool,
) -> list[Job]:
    """Find the files to convert and say where each conversion goes.

    Args:
        arguments: files, folders, patterns and `-`.
        output: a file, for one input; or a folder.
        suffix: of the files to write.
        accepts: which files of a folder are taken.
        to_stdout: whether everything goes to standard output.
    """
    found = [pair for one in arguments for pair in _expand(one, accepts)]
    if not found:
        raise click.UsageError("there is nothing to convert")
    into = output is not None and (output.is_dir() or len(found) > 1 or found[0][1] is not None)
    if output is not None and output == STREAM:
        to_stdout, output = True, None
    jobs: list[Job] = []
    taken: set[Path] = set()
    for source, folder in found:
        if to_stdout or (source == STREAM and output is None):
            jobs.append(Job(source, None))
            continue
        name = "shortcut" if source == STREAM else source.stem
        if output is not None and not into:
            target = output
        elif output is not None:
            place = source.parent.relative_to(folder) if folder is not None else Path()
            target = output / place / f"{name}{suffix}"
        else:
            target = source.with_name(f"{name}{suffix}")
        if target in taken:
            # Two files with one stem: both keep their whole names.
            target = target.with_name(f"{source.name}{suffix}")
        taken.add(target)
        jobs.append(Job(source, target))
    return jobs


def is_done(job: Job) -> bool:
    """Whether an earlier run has written what this job would write.

    That is so where the target is there and not older than the source. A target is renamed
    to its name when it is whole, so one that is there is whole. Its content is not looked
    at: who changes the options between two runs does not want `--resume`.
    """
    if job.target is None or job.source == STREAM:
        return False
    try:
        return job.target.stat().st_mtime_ns >= job.source.stat().st_mtime_ns
    except OSError:
        return False


def read_bytes(path: Path, limit: int) -> bytes:
    """The content of a file or of standard input, with one byte over the limit at most."""
    if path == STREAM:
        return sys.stdin.buffer.read(limit + 1)
    with path.open("rb") as file:
        return file.read(limit + 1)
