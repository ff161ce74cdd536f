"""Fetching shortcuts from iCloud links, politely and within bounds."""

from __future__ import annotations

import os
import random
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING

import httpx

from shortcuts_py.container.prologue import is_signed
from shortcuts_py.errors import ShortcutError
from shortcuts_py.icloud.address import web_address
from shortcuts_py.icloud.record import Asset, FetchError, Record, record_id
from shortcuts_py.icloud.transfer import Answer, TransferError, request, user_agent
from shortcuts_py.limits import Limits, current_limits

if TYPE_CHECKING:
    from shortcuts_py.workflow.document import Workflow

__all__ = ["BASE_URL", "BASE_URL_VARIABLE", "Client", "Fetched", "links_in"]

BASE_URL = "https://www.icloud.com"
BASE_URL_VARIABLE = "SHORTCUTS_PY_ICLOUD_URL"

_LARGEST_RECORD = 1024 * 1024
_LARGEST_ICON = 4 * 1024 * 1024
_LONGEST_WAIT = 30.0
_AGAIN = frozenset({408, 429, 500, 502, 503, 504})
_REASONS = {
    401: "the shortcut is private",
    403: "the shortcut is private",
    404: "there is no such shortcut; it was deleted, or the link is wrong",
    410: "the shortcut was deleted",
    421: "iCloud refuses the request",
    429: "iCloud has had too many requests; try again later",
}


@dataclass(frozen=True)
class Fetched:
    """A shortcut that was fetched.

    Attributes:
        data: the file: a property list, or a signed container.
        signed: whether it is the latter.
        name: of the shortcut.
        record_id: 32 hexadecimal digits.
        icon_color: background colour of its icon, as in the property list.
        icon_glyph: glyph of its icon, as in the property list.
        icon: image of its icon, if it was asked for and there is one.
        description: text of older records.
    """

    data: bytes = field(repr=False)
    signed: bool
    name: str
    record_id: str
    icon_color: int | None = None
    icon_glyph: int | None = None
    icon: bytes | None = field(default=None, repr=False)
    description: str | None = None

    @property
    def workflow(self) -> Workflow:
        """The shortcut itself, with the name that the record has where the file has none.

        Raises:
            DecodeError: the file is damaged, or no shortcut.
        """
        from shortcuts_py.storage import loads

        workflow = loads(self.data)
        if workflow.name is None:
            workflow.name = self.name
        return workflow

    @property
    def share_link(self) -> str:
        """The link that it was fetched from."""
        return f"{BASE_URL}/shortcuts/{self.record_id}"


class Client:
    """Fetches shortcuts; keeps its connections, so use one for many links.

    It is a context manager, and may be used by several threads at once.
    """

    def __init__(
        self,
        *,
        base_url: str | None = None,
        timeout: float = 30.0,
        retries: int = 3,
        pause: float = 0.2,
        limits: Limits | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Prepare to fetch.

        Args:
            base_url: of the service; None takes it from the environment variable
                `BASE_URL_VARIABLE`, or else it is iCloud's.
            timeout: seconds for each transfer.
            retries: how often a transfer is tried again.
            pause: least seconds between the beginnings of two transfers.
            limits: its `file_size` bounds each shortcut; None for the current ones.
            sleep: waits so many seconds.
        """
        self._base_url = (base_url or os.environ.get(BASE_URL_VARIABLE) or BASE_URL).rstrip("/")
        self._timeout = timeout
        self._retries = retries
        self._pause = pause
        self._limits = limits or current_limits()
        self._sleep = sleep
        self._next_start = 0.0
        self._lock = threading.Lock()
        encrypted = self._base_url.startswith("https:")
        self._http = httpx.Client(
            follow_redirects=True,
            headers={"user-agent": user_agent()},
            event_hooks={"request": [_stay_encrypted]} if encrypted else {},
        )

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._http.close()

    def fetch(self, link: str, *, signed: bool = False, icon: bool = False) -> Fetched:
        """Fetch one shortcut.

        Args:
            link: share link, or the id in it.
            signed: prefer the signed file over the bare property list.
            icon: fetch the image of the icon as well.

        Raises:
            FetchError: not a link to a shortcut, a deleted or private one, or
                one that could not be transferred.
        """
        identifier = record_id(link)
        record = self._record(link, identifier)
        first, second = record.shortcut, record.signed_shortcut
        asset = (second or first) if signed else (first or second)
        if record.deleted:
            raise FetchError(link, "the shortcut was deleted")
        if asset is None:
            status = f" (its status is {record.signing_status})" if record.signing_status else ""
            raise FetchError(link, f"the record holds no shortcut{status}")
        name = record.name or "Shortcut"
        data = self._asset(link, asset, f"{name}.shortcut", self._limits.file_size)
        image = None
        if icon and record.icon:
            image = self._asset(link, record.icon, "icon.png", _LARGEST_ICON)
        return Fetched(
            data,
            is_signed(data),
            name,
            identifier,
            record.icon_color,
            record.icon_glyph,
            image,
            record.description,
        )

    def fetch_many(
        self, links: Iterable[str], *, concurrency: int = 2, signed: bool = False
    ) -> Iterator[tuple[str, Fetched | ShortcutError]]:
        """Fetch many shortcuts, a few at a time.

        Args:
            links: share links; only a few are taken ahead of what is yielded.
            concurrency: transfers at a time, 1 to 8.
            signed: prefer the signed files.

        Yields:
            Each link in order, with its shortcut, or the error that it led to.
        """

        def one(link: str) -> Fetched | ShortcutError:
            try:
                return self.fetch(link, signed=signed)
            except ShortcutError as error:
                return error

        workers = min(max(concurrency, 1), 8)
        waiting: deque[tuple[str, Future[Fetched | ShortcutError]]] = deque()
        with ThreadPoolExecutor(workers) as pool:
            try:
                for link in links:
                    waiting.append((link, pool.submit(one, link)))
                    if len(waiting) >= workers * 2:
                        done, future = waiting.popleft()
                        yield done, future.result()
                while waiting:
                    done, future = waiting.popleft()
                    yield done, future.result()
            finally:
                for _, future in waiting:
                    future.cancel()

    def _record(self, link: str, identifier: str) -> Record:
        url = f"{self._base_url}/shortcuts/api/records/{identifier}"
        answer = self._get(link, url, _LARGEST_RECORD)
        try:
            return Record.unpack(answer.body)
        except (ValueError, TypeError) as error:
            raise FetchError(link, f"iCloud's answer is not a record: {error}") from None

    def _asset(self, link: str, asset: Asset, name: str, limit: int) -> bytes:
        if asset.size is not None and asset.size > limit:
            raise FetchError(link, f"the file has {asset.size:,} bytes; the limit is {limit:,}")
        url = asset.url_for(name)
        if web_address(url) is None:
            raise FetchError(link, "the record leads to an address that is none")
        body = self._get(link, url, limit).body
        if not body or (asset.size is not None and asset.size != len(body)):
            raise FetchError(
                link,
                f"the file came with {len(body):,} of {asset.size:,} bytes"
                if asset.size
                else "the file came empty",
            )
        return body

    def _get(self, link: str, url: str, limit: int) -> Answer:
        """One transfer, tried again with growing pauses while that may help."""
        for attempt in range(self._retries + 1):
            last = attempt == self._retries
            self._take_turn()
            try:
                answer = request(self._http, "GET", url, limit=limit, timeout=self._timeout)
            except TransferError as error:
                if last or not error.transient:
                    raise FetchError(link, str(error)) from None
                self._sleep(_backoff(attempt, None))
                continue
            if answer.status == httpx.codes.OK:
                return answer
            if last or answer.status not in _AGAIN:
                reason = _REASONS.get(answer.status, "iCloud does not give the shortcut")
                raise FetchError(link, f"{reason} (status {answer.status})", status=answer.status)
            self._sleep(_backoff(attempt, answer.headers.get("retry-after")))
        raise AssertionError  # the last attempt returns or raises

    def _take_turn(self) -> None:
        with self._lock:
            now = time.monotonic()
            wait = self._next_start - now
            self._next_start = max(now, self._next_start) + self._pause
        if wait > 0:
            self._sleep(wait)


def _stay_encrypted(request: httpx.Request) -> None:
    """Called for every request, also after each redirection."""
    if request.url.scheme != "https":
        raise TransferError("leads to an address without encryption", transient=False)


def _backoff(attempt: int, retry_after: str | None) -> float:
    """Seconds to wait: what the server asks for, or else twice as long each time."""
    if retry_after and retry_after.strip().isdigit():
        return min(float(retry_after), _LONGEST_WAIT)
    return min(0.5 * 2.0**attempt, _LONGEST_WAIT) * random.uniform(1, 1.5)  # noqa: S311


def links_in(text: str) -> list[str]:
    """Links out of a text: one a line; empty lines and lines that begin with # do not count."""
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]
