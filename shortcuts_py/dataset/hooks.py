"""Hooks: functions of the user's own, such as calls of a model, that add to each record."""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from shortcuts_py.dataset.records import KEYS
from shortcuts_py.errors import ShortcutError

__all__ = ["Hook", "check_hooks", "load_hook", "run_hooks"]

Hook = Callable[[dict[str, Any]], Any]
"""Takes the record as it is so far and gives a JSON value, which becomes a field of it."""


def load_hook(text: str) -> tuple[str, Hook]:
    """The function that a user names on the command line, and its field.

    This imports a module, so the text must come from the person who runs the command and
    never from a file that is read.

    Args:
        text: `module:function` or `field=module:function`; modules in the folder that
            the command runs in are found, too.

    Raises:
        ShortcutError: there is no such function.
    """
    field, _, place = text.rpartition("=")
    module, _, name = place.partition(":")
    if not module or not name:
        raise ShortcutError(f"a hook is module:function or field=module:function, not {text!r}")
    folder = str(Path.cwd())
    if folder not in sys.path:
        sys.path.insert(0, folder)
    try:
        function = getattr(import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise ShortcutError(f"there is no hook {place!r}: {error}") from None
    if not callable(function):
        raise ShortcutError(f"{place!r} is no function")
    return field or name, function


def check_hooks(hooks: Mapping[str, Hook]) -> None:
    """Refuse fields that a record has already.

    Raises:
        ShortcutError: two things would have the same name.
    """
    for field in hooks:
        if field in KEYS:
            raise ShortcutError(f"a record has a field {field!r} already; call the hook's another")


def run_hooks(
    records: Iterable[tuple[Any, dict[str, Any] | None]], hooks: Mapping[str, Hook], jobs: int
) -> Iterator[tuple[Any, dict[str, Any] | None, Exception | None]]:
    """Add what the hooks give to records, in the records' order.

    Args:
        records: something of the caller's with each record; None is passed through.
        hooks: field to function; they run in this order for each record.
        jobs: how many records are under way at once, in threads.

    Yields:
        What came with the record, the record, and what a hook raised, if it did.
    """
    if not hooks or jobs <= 1:
        for given, record in records:
            yield given, record, None if record is None else _guarded(record, hooks)
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(jobs) as pool:
        waiting: deque[tuple[Any, Any, Any]] = deque()
        try:
            for given, record in records:
                future = None if record is None else pool.submit(_guarded, record, hooks)
                waiting.append((given, record, future))
                while len(waiting) > jobs * 2:
                    yield _done(*waiting.popleft())
            while waiting:
                yield _done(*waiting.popleft())
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _done(given: Any, record: Any, future: Any) -> tuple[Any, Any, Any]:
    return given, record, None if future is None else future.result()


def _guarded(record: dict[str, Any], hooks: Mapping[str, Hook]) -> Exception | None:
    for field, hook in hooks.items():
        try:
            value = hook(record)
            json.dumps(value, allow_nan=False)
        except Exception as error:
            error.args = (f"hook {field}: {error!r}",)
            return error
        record[field] = value
    return None
