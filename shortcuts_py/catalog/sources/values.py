"""Careful access to values of foreign files: right type, or a noted problem.

Definition files are hostile input like any other: every size is bounded, every type is
asked for, and what is wrong is reported with the path of the field, not raised.
"""

from __future__ import annotations

import base64
import contextlib
import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from plistlib import UID
from typing import Any

from shortcuts_py.catalog.errors import Problems
from shortcuts_py.errors import DecodeError
from shortcuts_py.limits import DEFAULT_LIMITS, check_time, current_limits
from shortcuts_py.plist.bounds import check_bounds
from shortcuts_py.plist.read import loads, sniff

__all__ = [
    "DEFINITION_LIMITS",
    "Fields",
    "load_json",
    "load_plist",
    "plain",
    "read_bytes",
]

DEFINITION_LIMITS = DEFAULT_LIMITS._replace(file_size=32 * 1024 * 1024)
"""Bounds on one definition file; the largest of Apple's have some megabytes."""
MAXIMUM_DEPTH = 40
MAXIMUM_NODES = 20_000


def read_bytes(path: Path, limit: int | None = None) -> bytes:
    """The file's bytes.

    Raises:
        DecodeError: it is larger than `limit` (or the limit on files), or cannot be read.
    """
    most = current_limits().file_size if limit is None else limit
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise DecodeError(f"cannot be read: {error.strerror or error}") from error
    if len(data) > most:
        raise DecodeError(f"file is larger than {most} bytes")
    return data


def load_json(data: bytes) -> Any:
    """A JSON text, with or without byte order mark.

    Raises:
        DecodeError: it is no JSON, or goes beyond the limits.
    """
    try:
        value = json.loads(data.decode("utf-8-sig"))
        check_bounds(value, current_limits(), len(data))
    except (ValueError, RecursionError, MemoryError) as error:
        raise DecodeError(f"no JSON: {error}") from error
    return value


def load_plist(data: bytes) -> Any:
    """A property list, XML or binary (text and JSON forms have readers of their own).

    Raises:
        DecodeError: it is none, is damaged, or goes beyond the limits.
    """
    if sniff(data) not in ("binary", "xml"):
        raise DecodeError("no property list: it starts like neither a binary nor an XML one")
    try:
        return loads(data, limits=current_limits())
    except DecodeError as error:
        raise DecodeError(f"no property list: {error}") from error


def plain(value: object, depth: int = 0, budget: list[int] | None = None) -> Any:
    """The value in JSON's types: dates as ISO text, data as base64; bounded in size."""
    budget = [MAXIMUM_NODES] if budget is None else budget
    budget[0] -= 1
    if depth > MAXIMUM_DEPTH or budget[0] < 0:
        return "(not kept: too large)"
    if isinstance(value, dict):
        return {str(key): plain(item, depth + 1, budget) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item, depth + 1, budget) for item in value]
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat()
    if isinstance(value, (bytes, bytearray)):
        return {"base64": base64.b64encode(value).decode("ascii")}
    if isinstance(value, UID):
        return {"uid": value.data}
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    return str(value)


class Fields:
    """A dictionary of a source with the path to it; notes which keys were asked for.

    Every getter gives None (or an empty value) and notes a problem where the value has
    another type. A missing key is no problem unless `need_text` asks for it.
    """

    def __init__(self, data: object, path: str, problems: Problems) -> None:
        check_time()
        self.path = path
        self.problems = problems
        self.data: dict[str, Any] = {}
        self.used: set[str] = set()
        if isinstance(data, dict):
            self.data = data
        else:
            problems.add(path, f"a dictionary is expected, not {_name(data)}")

    def at(self, key: str) -> str:
        """Path of the field `key`."""
        return f"{self.path}.{key}" if self.path else key

    def get(self, key: str) -> Any:
        """The value as it is."""
        self.used.add(key)
        return self.data.get(key)

    def _typed(self, key: str, kinds: tuple[type, ...], expected: str) -> Any:
        value = self.get(key)
        if value is None or (isinstance(value, kinds) and not _boolean(value, kinds)):
            return value
        self.problems.add(self.at(key), f"{expected} is expected, not {_name(value)}")
        return None

    def text(self, key: str) -> str | None:
        """Text, or None."""
        found: str | None = self._typed(key, (str,), "text")
        return found

    def need_text(self, key: str) -> str | None:
        """Text that has to be there: its absence is a problem, too."""
        found = self.text(key)
        if not found and key not in self.data:
            self.problems.add(self.at(key), "missing")
        return found or None

    def flag(self, key: str) -> bool | None:
        """A boolean, also where it is written as 0, 1, "YES" or "NO"."""
        value = self.get(key)
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, (int, float)) and value in (0, 1):
            return bool(value)
        if isinstance(value, str) and value.lower() in {"yes", "no", "true", "false", "1", "0"}:
            return value.lower() in {"yes", "true", "1"}
        self.problems.add(self.at(key), f"a boolean is expected, not {_name(value)}")
        return None

    def number(self, key: str) -> float | None:
        """A number, also where it is written as text; empty data stands for none."""
        value = self.get(key)
        if value == b"":  # what the editor leaves of a bound that was cleared
            return None
        if isinstance(value, str):
            with contextlib.suppress(ValueError):
                value = float(value)
        if value is None or (isinstance(value, (int, float)) and not isinstance(value, bool)):
            return value
        self.problems.add(self.at(key), f"a number is expected, not {_name(value)}")
        return None

    def texts(self, key: str) -> list[str]:
        """A list of texts; one text alone counts as a list of one."""
        value = self.get(key)
        if value is None:
            return []
        if isinstance(value, str):
            return [value]
        if not isinstance(value, list):
            self.problems.add(self.at(key), f"a list is expected, not {_name(value)}")
            return []
        found = []
        for position, item in enumerate(value):
            if isinstance(item, str):
                found.append(item)
            else:
                self.problems.add(
                    f"{self.at(key)}[{position}]", f"text is expected, not {_name(item)}"
                )
        return found

    def items(self, key: str) -> Iterator[Fields]:
        """The dictionaries of a list."""
        value = self._typed(key, (list,), "a list")
        for position, item in enumerate(value or []):
            path = f"{self.at(key)}[{position}]"
            if isinstance(item, dict):
                yield Fields(item, path, self.problems)
            else:
                self.problems.add(path, f"a dictionary is expected, not {_name(item)}")

    def child(self, key: str) -> Fields | None:
        """A dictionary inside, or None."""
        value = self._typed(key, (dict,), "a dictionary")
        return None if value is None else Fields(value, self.at(key), self.problems)

    def named(self, key: str) -> Iterator[tuple[str, Fields]]:
        """The dictionaries of a dictionary, by name."""
        inside = self.child(key)
        for name, value in (inside.data if inside else {}).items():
            path = f"{self.at(key)}.{name}"
            if isinstance(value, dict) and isinstance(name, str):
                yield name, Fields(value, path, self.problems)
            else:
                self.problems.add(path, f"a dictionary is expected, not {_name(value)}")

    def rest(self) -> dict[str, Any]:
        """What nobody asked for, in JSON's types."""
        return {str(key): plain(value) for key, value in self.data.items() if key not in self.used}


def _boolean(value: object, kinds: tuple[type, ...]) -> bool:
    return isinstance(value, bool) and bool not in kinds


def _name(value: object) -> str:
    names = {dict: "a dictionary", list: "a list", str: "text", bool: "a boolean",
             int: "a number", float: "a number", bytes: "data", type(None): "nothing"}  # fmt: skip
    return names.get(type(value), type(value).__name__)
