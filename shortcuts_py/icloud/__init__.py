"""Shortcuts behind iCloud links.

Importing this package loads nothing; what it needs is loaded by the first fetch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

from shortcuts_py.limits import Limits

if TYPE_CHECKING:
    from shortcuts_py.errors import ShortcutError
    from shortcuts_py.icloud.client import Client, Fetched, links_in
    from shortcuts_py.icloud.record import FetchError, record_id

__all__ = [
    "Client",
    "FetchError",
    "Fetched",
    "fetch",
    "fetch_many",
    "is_link",
    "links_in",
    "record_id",
]

_MODULES = {
    "Client": "client",
    "FetchError": "record",
    "Fetched": "client",
    "links_in": "client",
    "record_id": "record",
}


def is_link(text: str) -> bool:
    """Whether some text looks like a share link, rather than the name of a file."""
    return text.startswith(
        ("https://", "http://", "www.icloud.com/shortcuts/", "icloud.com/shortcuts/")
    )


def fetch(
    link: str,
    *,
    signed: bool = False,
    icon: bool = False,
    base_url: str | None = None,
    timeout: float = 30.0,
    retries: int = 3,
    limits: Limits | None = None,
) -> Fetched:
    """Fetch the shortcut behind one iCloud link; see `Client.fetch` and `Client`.

    Args:
        link: share link, or the id in it.
        signed: prefer the signed file over the bare property list.
        icon: fetch the image of the icon as well.
        base_url: of the service; None is iCloud's.
        timeout: seconds for each transfer.
        retries: how often a transfer is tried again.
        limits: its `file_size` bounds the file; None for the current ones.

    Raises:
        FetchError: not a link to a shortcut, a deleted or private one, or one
            that could not be transferred.
    """
    from shortcuts_py.icloud.client import Client

    with Client(base_url=base_url, timeout=timeout, retries=retries, limits=limits) as client:
        return client.fetch(link, signed=signed, icon=icon)


def fetch_many(
    links: Iterable[str],
    *,
    concurrency: int = 2,
    signed: bool = False,
    base_url: str | None = None,
    timeout: float = 30.0,
    retries: int = 3,
    limits: Limits | None = None,
) -> Iterator[tuple[str, Fetched | ShortcutError]]:
    """Fetch the shortcuts behind many links, a few at a time; see `Client.fetch_many`.

    Yields:
        Each link in order, with its shortcut, or the error that it led to.
    """
    from shortcuts_py.icloud.client import Client

    with Client(base_url=base_url, timeout=timeout, retries=retries, limits=limits) as client:
        yield from client.fetch_many(links, concurrency=concurrency, signed=signed)


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
