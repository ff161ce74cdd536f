"""Bounded transfers over HTTP: every answer has a size limit and a deadline."""

from __future__ import annotations

import time
from importlib import metadata

import httpx

from shortcuts_py.icloud.streams import keep_to_time, until

__all__ = ["Answer", "TransferError", "request", "user_agent"]


class TransferError(Exception):
    """No usable answer: no connection, too slow, or too large. Callers say what it means.

    Attributes:
        transient: trying again may help.
    """

    def __init__(self, message: str, *, transient: bool) -> None:
        super().__init__(message)
        self.transient = transient


class Answer:
    """An answer that was read to its end.

    Attributes:
        status: HTTP status.
        headers: of the answer.
        body: its content.
    """

    def __init__(self, status: int, headers: httpx.Headers, body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def kind(self) -> str:
        """The content type without its parameters, in lower case."""
        return str(self.headers.get("content-type", "")).partition(";")[0].strip().lower()


def user_agent() -> str:
    """How the library presents itself to servers."""
    try:
        return f"shortcuts_py/{metadata.version('shortcuts_py')}"
    except metadata.PackageNotFoundError:
        return "shortcuts_py"


def request(
    client: httpx.Client,
    method: str,
    url: str,
    *,
    limit: int,
    timeout: float,
    content: bytes | None = None,
    headers: dict[str, str] | None = None,
) -> Answer:
    """Send one request and read the answer, whatever its status.

    Args:
        client: who sends; its own settings apply to redirects and proxies.
        method: HTTP method.
        url: where to.
        limit: bytes of answer that are read at most.
        timeout: seconds for the whole transfer, from the connection to the last byte.
        content: body of the request.
        headers: further headers of the request.

    Raises:
        TransferError: see there.
    """
    # A compressed answer could unfold without bound before its size is seen.
    headers = {"accept-encoding": "identity", **(headers or {})}
    deadline = time.monotonic() + timeout
    keep_to_time(client)
    what = "answer"
    try:
        with (
            until(deadline),
            client.stream(
                method, url, content=content, headers=headers, timeout=timeout
            ) as response,
        ):
            what = "complete answer"
            if response.headers.get("content-encoding", "identity") != "identity":
                raise TransferError("the answer is compressed, unasked", transient=False)
            body = bytearray()
            # As it comes: pieces of a size would wait for a server that sends a byte a second.
            for piece in response.iter_raw():
                body += piece
                if len(body) > limit:
                    raise TransferError(
                        f"the answer has more than {limit:,} bytes", transient=False
                    )
                if time.monotonic() > deadline:
                    raise TransferError(f"no complete answer in {timeout:g} s", transient=True)
            return Answer(response.status_code, response.headers, bytes(body))
    except httpx.TimeoutException:
        raise TransferError(f"no {what} in {timeout:g} s", transient=True) from None
    except (httpx.InvalidURL, httpx.UnsupportedProtocol):
        raise TransferError(f"{url!r} is not a URL that can be reached", transient=False) from None
    except httpx.HTTPError as error:
        raise TransferError(str(error) or type(error).__name__, transient=True) from None
