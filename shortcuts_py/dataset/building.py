"""A data set of a pile of shortcuts."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from shortcuts_py.batch import run_many
from shortcuts_py.dataset.filters import FILTERS
from shortcuts_py.dataset.hooks import Hook, check_hooks, run_hooks
from shortcuts_py.dataset.lines import LinesWriter, read_records, repair_end
from shortcuts_py.dataset.parquet import ParquetWriter
from shortcuts_py.dataset.records import FORMAT, Made, Options, make, read_source
from shortcuts_py.dataset.sources import find_files
from shortcuts_py.dataset.summary import Summary
from shortcuts_py.dialects import DIALECTS
from shortcuts_py.errors import ShortcutError

__all__ = ["build"]


class _Seen:
    """The shortcuts so far, by the digests of their content."""

    def __init__(self) -> None:
        self.sources: Counter[str] = Counter()
        self.contents: set[str] = set()
        self.equivalents: set[str] = set()

    def duplicate(self, made: Made, filters: frozenset[str]) -> str | None:
        """The filter that leaves a record out because of an earlier one."""
        assert made.record is not None  # noqa: S101  asked about records only
        content, equivalent = made.record["id"], made.record["id_up_to_ids"]
        known = content in self.contents
        if known and "duplicate" in filters:
            return "duplicate"
        if not known and equivalent in self.equivalents and "equivalent" in filters:
            return "equivalent"
        self.contents.add(content)
        self.equivalents.add(equivalent)
        return None


def build(
    folder: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    output: str | os.PathLike[str],
    *,
    hooks: Mapping[str, Hook] | None = None,
    options: Options | None = None,
    resume: bool = False,
    replace: bool = False,
    jobs: int = 1,
    hook_jobs: int = 1,
    progress: Callable[[Summary], None] | None = None,
) -> Summary:
    """Write a record for each shortcut of a folder.

    Records come in the order of the files' names, and are the same on every run. A file
    that cannot be read is counted and listed, and does not stop the others. Every line is
    written as a whole before the next one is made.

    Args:
        folder: a folder, a file, or several of them.
        output: a file of JSON Lines; or a Parquet file, where the name ends in `.parquet`.
        hooks: field to function; each takes the record so far and gives a JSON value that
            becomes that field. They run in this process, for records that pass the filters.
            Where one raises, the record is not written.
        options: dialects, filters and parts of the records.
        resume: go on with an output of JSON Lines; files it has a record of are skipped.
        replace: whether an output that is there may be replaced.
        jobs: how many processes make records.
        hook_jobs: how many records are with the hooks at once, in threads.
        progress: called after each file.

    Raises:
        ShortcutError: a dialect, a filter or a place does not exist, the output is there,
            or has other records than these options make.
        OSError: the output cannot be written.
    """
    options = options or Options()
    hooks = dict(hooks or {})
    _check(options, hooks)
    places = [folder] if isinstance(folder, str | os.PathLike) else list(folder)
    target = Path(output)
    parquet = target.suffix.lower() == ".parquet"
    seen, summary = _Seen(), Summary()
    going_on = resume and target.exists()
    if resume and parquet:
        raise ShortcutError("a Parquet file cannot be gone on with: build JSON Lines and convert")
    if going_on:
        _take_up(target, seen, options, hooks)
    elif target.exists() and not replace:
        raise ShortcutError(
            f"{target} is there already; --force replaces it, --resume goes on with it"
        )
    paths = _to_do(find_files(places), seen, summary, options, resume=going_on)
    made = _made(run_many(partial(make, options=options), paths, jobs), seen, summary, options)
    writer = (
        ParquetWriter(target, options.dialects, hooks)
        if parquet
        else LinesWriter(target, append=going_on)
    )
    with writer:
        for path, record, error in run_hooks(made, hooks, hook_jobs):
            if error is not None:
                summary.fail(str(path), str(error))
            elif record is not None:
                try:
                    writer.write(record)
                except ValueError as problem:
                    summary.fail(str(path), f"JSON cannot hold this record: {problem}")
                else:
                    summary.add(record["statistics"])
            if progress is not None:
                progress(summary)
    return summary


def _check(options: Options, hooks: Mapping[str, Hook]) -> None:
    for name in options.dialects:
        if name not in DIALECTS:
            raise ShortcutError(f"unknown dialect {name!r}: it is one of {', '.join(DIALECTS)}")
    for name in options.filters:
        if name not in FILTERS:
            raise ShortcutError(f"unknown filter {name!r}: it is one of {', '.join(FILTERS)}")
    check_hooks(hooks)


def _take_up(target: Path, seen: _Seen, options: Options, hooks: Mapping[str, Hook]) -> None:
    """Learn what an output has; what follows its last whole line is cut off."""
    repair_end(target)
    fields = set(hooks)
    for record in read_records(target):
        same = (
            record.get("format") == FORMAT
            and type(record.get("code")) is dict
            and set(record["code"]) == set(options.dialects)
            and fields <= record.keys()
            and (record.get("ast") is None) != options.ast
        )
        if not same:
            raise ShortcutError(f"{target} has other records than these options make")
        seen.sources[str(record.get("source"))] += 1
        seen.contents.add(str(record.get("id")))
        seen.equivalents.add(str(record.get("id_up_to_ids")))


def _to_do(
    paths: Iterator[Path], seen: _Seen, summary: Summary, options: Options, *, resume: bool
) -> Iterator[Path]:
    for path in paths:
        summary.files += 1
        if resume:
            try:
                _, source = read_source(path, options.limits)
            except (OSError, ShortcutError):
                source = ""  # fails again where its record is made
            if seen.sources[source] > 0:
                seen.sources[source] -= 1  # another file with these bytes is another record
                summary.skipped += 1
                continue
        yield path


def _made(
    results: Iterable[tuple[Path, Made | Exception]],
    seen: _Seen,
    summary: Summary,
    options: Options,
) -> Iterator[tuple[Path, dict[str, Any] | None]]:
    for path, result in results:
        if isinstance(result, Exception):
            summary.fail(str(path), _message(result))
            yield path, None
            continue
        reason = result.reason or seen.duplicate(result, options.filters)
        if reason is not None:
            summary.filtered[reason] += 1
        yield path, None if reason is not None else result.record


def _message(error: Exception) -> str:
    if isinstance(error, OSError):
        return str(error.strerror or error)
    return str(error) if isinstance(error, ShortcutError) else f"{type(error).__name__}: {error}"
