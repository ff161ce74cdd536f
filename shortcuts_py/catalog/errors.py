"""What could not be read, collected while the rest goes on."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Problems", "SourceError"]


class SourceError(NamedTuple):
    """One thing that could not be read.

    Attributes:
        source: the file, relative to what was extracted where that is a folder.
        field: path of the field inside the file ("" for the file as a whole).
        message: what is wrong with it.
    """

    source: str
    field: str
    message: str

    def __str__(self) -> str:
        where = f"{self.source}: {self.field}" if self.field else self.source
        return f"{where}: {self.message}"


_MOST = 10_000


class Problems:
    """Collects the errors of one source; readers pass it down and go on."""

    def __init__(self, source: str, collected: list[SourceError] | None = None) -> None:
        self.source = source
        self.collected: list[SourceError] = [] if collected is None else collected

    def add(self, field: str, message: str) -> None:
        """Notes a problem; past some thousands in one run only a last word is kept."""
        if len(self.collected) < _MOST:
            self.collected.append(SourceError(self.source, field, message))
        elif len(self.collected) == _MOST:
            self.collected.append(SourceError(self.source, "", "too many problems, rest not shown"))

    def for_source(self, source: str) -> Problems:
        """The same collection for another file."""
        return Problems(source, self.collected)
