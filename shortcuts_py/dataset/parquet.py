"""The output as Parquet, with flat columns, through pyarrow (the extra `parquet`)."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Any

from shortcuts_py.dataset.lines import read_records
from shortcuts_py.dataset.records import KEYS
from shortcuts_py.dataset.statistics import NUMBERS
from shortcuts_py.errors import ShortcutError
from shortcuts_py.storage import put_in_place

__all__ = ["ParquetWriter", "convert"]

_GROUP = 256  # records that are held in memory until they are written

_TEXTS = ("id", "id_up_to_ids", "source", "name")
_FACTS = ("format", "client_version", "era")


def _pyarrow() -> Any:
    try:
        import pyarrow as arrow
        import pyarrow.parquet
    except ImportError:
        raise ShortcutError(
            "Parquet needs pyarrow, which is not installed: pip install 'shortcuts_py[parquet]'"
        ) from None
    return arrow


class ParquetWriter:
    """Writes records to a Parquet file, which is there when the last one is, or not at all.

    Columns are texts, numbers and lists of texts; what is nested (the tree, the
    documentation, counts by app, what hooks gave) is JSON text.

    Args:
        path: where to.
        dialects: a column `code_<dialect>` for each.
        hooks: a column for each hook's field.

    Raises:
        ShortcutError: pyarrow is not installed.
    """

    def __init__(self, path: Path, dialects: Iterable[str], hooks: Iterable[str] = ()) -> None:
        arrow = _pyarrow()
        self._arrow = arrow
        self._path = path
        self._dialects, self._hooks = tuple(dialects), tuple(hooks)
        text, number = arrow.string(), arrow.int64()
        columns = [(name, text) for name in _TEXTS]
        columns += [(f"code_{name}", text) for name in self._dialects]
        columns += [("actions", arrow.list_(text)), ("ast", text), ("documentation", text)]
        columns += [(name, number) for name in NUMBERS if name != "actions"]
        columns += [("action_count", number), ("apps", text), ("categories", text)]
        columns += [(name, text) for name in _FACTS]
        columns += [("minimum_client_version", number), ("signed", arrow.bool_())]
        columns += [(f"hook_{name}", text) for name in self._hooks]
        self._schema = arrow.schema(columns)
        real = Path(os.path.realpath(path))  # a link to another disk is followed
        self._temporary = real.with_name(f".{real.name[:200]}.{os.getpid()}.part")
        self._writer = arrow.parquet.ParquetWriter(str(self._temporary), self._schema)
        self._rows: list[dict[str, Any]] = []

    def write(self, record: dict[str, Any]) -> None:
        """Add a record."""
        statistics, facts = record["statistics"], record["facts"]
        row = {name: record[name] for name in _TEXTS}
        row.update({f"code_{name}": record["code"].get(name) for name in self._dialects})
        row.update({name: statistics[name] for name in NUMBERS})
        row["action_count"], row["actions"] = statistics["actions"], record["actions"]
        for name, value in (
            ("ast", record["ast"]),
            ("documentation", record["documentation"]),
            ("apps", statistics["apps"]),
            ("categories", statistics["categories"]),
            *((f"hook_{name}", record.get(name)) for name in self._hooks),
        ):
            row[name] = None if value is None else json.dumps(value, ensure_ascii=False)
        row.update({name: facts.get(name) for name in (*_FACTS, "signed")})
        minimum = facts["minimum_client_version"]
        fits = type(minimum) is int and abs(minimum) < 1 << 63
        row["minimum_client_version"] = minimum if fits else None
        self._rows.append(row)
        if len(self._rows) >= _GROUP:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(self._arrow.Table.from_pylist(self._rows, schema=self._schema))
            self._rows = []

    def __enter__(self) -> ParquetWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                self._flush()
        finally:
            self._writer.close()
            if error is not None:
                self._temporary.unlink(missing_ok=True)
        if error is None:
            put_in_place(self._temporary, self._path)


def convert(source: Path, target: Path) -> int:
    """Write the records of a JSON Lines file as Parquet; how many there were.

    Raises:
        ShortcutError: pyarrow is missing, or a line is no record.
        OSError: a file cannot be read or written.
    """
    records = read_records(source)
    first = next(records, None)
    if first is None:
        raise ShortcutError(f"{source}: there are no records in it")
    if not set(KEYS) <= first.keys():
        raise ShortcutError(f"{source}: the first line is no record of `dataset build`")
    number = 0
    with ParquetWriter(target, first["code"], [one for one in first if one not in KEYS]) as writer:
        for one in chain((first,), records):
            try:
                writer.write(one)
            except (KeyError, TypeError, AttributeError) as error:
                raise ShortcutError(f"{source}:{number + 1}: no record: {error!r}") from None
            number += 1
    return number
