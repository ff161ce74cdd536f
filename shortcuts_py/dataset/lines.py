"""The output as JSON Lines: whole lines only, and a run that goes on where one ended."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from shortcuts_py.errors import ShortcutError

__all__ = ["LinesWriter", "read_records", "repair_end"]

_BLOCK = 1 << 16


def repair_end(path: Path) -> None:
    """Cut off what follows the last line end: the half line of a run that was killed.

    Raises:
        OSError: the file cannot be changed.
    """
    with path.open("r+b") as file:
        end = file.seek(0, os.SEEK_END)
        place = end
        while place > 0:
            start = max(0, place - _BLOCK)
            file.seek(start)
            found = file.read(place - start).rfind(b"\n")
            if found >= 0:
                place = start + found + 1
                break
            place = start
        if place != end:
            file.truncate(place)


def read_records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a file, one at a time.

    Raises:
        ShortcutError: a line is no JSON object.
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                record = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise ShortcutError(f"{path}:{number}: no JSON: {error}") from None
            if type(record) is not dict:
                raise ShortcutError(f"{path}:{number}: no record, a JSON object is expected")
            yield record


class LinesWriter:
    """Appends records to a file; each is on the disk before the next one is made."""

    def __init__(self, path: Path, *, append: bool) -> None:
        self._file = path.open("ab" if append else "wb", buffering=0)

    def write(self, record: dict[str, Any]) -> None:
        """Append a record.

        Raises:
            ValueError: it is no JSON.
            OSError: the disk is full.
        """
        text = json.dumps(record, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        data = memoryview(text.encode("utf-8") + b"\n")
        while data:
            data = data[self._file.write(data) :]

    def __enter__(self) -> LinesWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._file.close()
