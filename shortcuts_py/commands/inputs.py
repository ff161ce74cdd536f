"""What the commands are given: files, folders, patterns, standard input."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import click

__all__ = ["STREAM", "Job", "find_jobs", "is_done", "is_there", "read_bytes"]

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
    """Files of an argument, each with the folder that it was found in, if it was.

    What the system does not let us look at is among them, so that reading it says why.
    """
    if argument == "-":
        return [(STREAM, None)]
    if not argument:
        # As a path it would be this folder, which an unset variable of a shell does not mean.
        raise click.UsageError("an input is empty: name a file or a folder; . is this one")
    path = Path(argument)
    try:
        kind = path.stat().st_mode
    except OSError as error:
        if not isinstance(error, FileNotFoundError | NotADirectoryError):
            return [(path, None)]
    else:
        if stat.S_ISDIR(kind):
            return [(one, path) for one in sorted(_walk(path, accepts))]
        return [(path, None)]
    if any(sign in argument for sign in "*?["):
        # A shell that does not expand patterns, or a pattern in quotes.
        anchor = Path(path.anchor) if path.anchor else Path()
        pattern = str(path.relative_to(path.anchor)) if path.anchor else argument
        try:
            return [(one, None) for one in sorted(anchor.glob(pattern)) if _is_file(one)]
        except ValueError as error:
            raise click.UsageError(f"{argument!r} is no pattern: {error}") from None
    raise click.UsageError(f"there is no file {argument!r}")


def _walk(folder: Path, accepts: Callable[[Path], bool]) -> Iterator[Path]:
    """Files of a folder that are meant, and the folders in it that cannot be read."""
    unreadable: list[Path] = []
    for place, _, names in os.walk(folder, onerror=lambda error: unreadable.append(_of(error))):
        paths = (Path(place, name) for name in names)
        yield from (path for path in paths if _is_file(path) and accepts(path))
    yield from unreadable


def _of(error: OSError) -> Path:
    return Path(os.fsdecode(error.filename))


def _is_file(path: Path) -> bool:
    """Whether it is a file, or nobody can say."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except FileNotFoundError:
        return False
    except OSError as error:
        return error.errno != errno.ELOOP


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

    Raises:
        click.UsageError: there is nothing to convert, or an input would be written over.
    """
    found = [pair for one in arguments for pair in _expand(one, accepts)]
    if not found:
        raise click.UsageError("there is nothing to convert")
    into = output is not None and (output.is_dir() or len(found) > 1 or found[0][1] is not None)
    if output is not None and output == STREAM:
        to_stdout, output = True, None
    jobs: list[Job] = []
    taken: set[str] = set()
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
        target = _free(target, source, suffix, taken)
        taken.add(_folded(target))
        jobs.append(Job(source, target))
    _refuse_inputs(jobs)
    return jobs


def _free(target: Path, source: Path, suffix: str, taken: set[str]) -> Path:
    """A name that no other file of this run has: of two files with one stem, the whole name."""
    number = 1
    while _folded(target) in taken:
        counted = "" if number == 1 else f" {number}"
        target = target.with_name(f"{source.name}{counted}{suffix}")
        number += 1
    return target


def _folded(path: Path) -> str:
    """A path as systems compare it that take large and small letters for the same."""
    return str(path).casefold()


def _refuse_inputs(jobs: list[Job]) -> None:
    """Refuse to write over an input, by whatever name, also with --force.

    Raises:
        click.UsageError: a target is an input.
    """
    inputs = {identity for job in jobs if (identity := _identity(job.source))}
    for job in jobs:
        if job.target is not None and _identity(job.target) in inputs:
            raise click.UsageError(
                f"{job.target} is an input, and would be lost; -o names another place"
            )


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells a file from all others, whatever it is called; None for what is no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None


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


def is_there(path: Path) -> bool:
    """Whether a file is there; not, where the system does not let us look."""
    return os.path.exists(path)  # noqa: PTH110  Path.exists raises on names that are too long


def read_bytes(path: Path, limit: int) -> bytes:
    """The content of a file or of standard input, with one byte over the limit at most."""
    if path == STREAM:
        if sys.stdin is None:  # the caller has closed it
            raise OSError(errno.EBADF, "standard input is closed")
        return sys.stdin.buffer.read(limit + 1)
    with path.open("rb") as file:
        return file.read(limit + 1)
