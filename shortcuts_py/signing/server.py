"""Signing on a server: HubSign, or the self-hosted shortcut-signing-server.

Both take a JSON object with the shortcut's name and its property list as XML
text, and answer with the signed file. The self-hosted one also takes the bare
property list, which can hold what XML text cannot.
"""

from __future__ import annotations

import json
import os
import plistlib

import httpx

from shortcuts_py import container
from shortcuts_py.icloud.address import web_address
from shortcuts_py.icloud.transfer import Answer, TransferError, request, user_agent
from shortcuts_py.signing.backends import (
    SigningError,
    binary_plist,
    check_signed,
    load_plist,
)

__all__ = ["SERVER_VARIABLE", "SHAPES", "ServerSigner"]

SERVER_VARIABLE = "SHORTCUTS_PY_SIGNING_SERVER"
SHAPES = ("json", "plist")

_DEFAULT_TIMEOUT = 60.0
_LARGEST_ANSWER = 64 * 1024 * 1024

_REASONS = {
    400: "it could not make sense of the shortcut",
    401: "it wants a login",
    403: "it refuses to sign (some servers sign for known clients only, or are closed)",
    404: "there is no signer at this address",
    413: "the shortcut is too large for it",
    415: "it does not take this form of request; try the other of: " + ", ".join(SHAPES),
    429: "it has had too many requests",
    500: "it failed while signing",
    502: "it failed while signing",
    503: "it is busy or down",
    504: "it failed while signing",
}


class ServerSigner:
    """Has a server sign, under the Apple account of whoever runs it.

    Attributes:
        url: where the shortcut is sent.
    """

    method = "server"

    def __init__(
        self, url: str | None = None, *, shape: str = "json", timeout: float = _DEFAULT_TIMEOUT
    ) -> None:
        """Prepare to sign.

        Args:
            url: of the server's signing address; None takes it from the
                environment variable `SERVER_VARIABLE`. There is no default.
            shape: "json" (HubSign and self-hosted) or "plist" (self-hosted).
            timeout: seconds for the whole exchange.

        Raises:
            SigningError: no URL, or not one of a web server.
        """
        url = url or os.environ.get(SERVER_VARIABLE)
        if not url:
            raise SigningError(
                "no signing server is known: give its URL with --sign-server, "
                f"or in the environment variable {SERVER_VARIABLE}"
            )
        parts = web_address(url)
        if parts is None:
            raise SigningError(f"{url!r} is not the URL of a signing server")
        self.url = url
        self.shape = shape
        self.timeout = timeout
        where = f"{parts.scheme}://{parts.hostname}"
        plain = ", without encryption on the way" if parts.scheme == "http" else ""
        self.disclosure = (
            f"the whole shortcut and its name are sent to {where}{plain}, "
            "to be signed with the account of whoever runs it"
        )

    def sign(self, plist: bytes, name: str) -> bytes:
        """See `Signer.sign`. The answer must be sound, and hold the same actions."""
        body, kind = self._body(plist, name)
        headers = {"content-type": kind, "user-agent": user_agent(), "accept": "*/*"}
        try:
            with httpx.Client(follow_redirects=False) as client:
                answer = request(
                    client,
                    "POST",
                    self.url,
                    limit=_LARGEST_ANSWER,
                    timeout=self.timeout,
                    content=body,
                    headers=headers,
                )
        except TransferError as error:
            raise SigningError(f"the signing server did not sign: {error}") from None
        if answer.status != httpx.codes.OK:
            raise SigningError(f"the signing server did not sign: {_refusal(answer)}")
        if not container.is_signed(answer.body):
            what = answer.kind or "something else"
            raise SigningError(
                f"the signing server answered with {what}, not with a signed shortcut"
                f"{_excerpt(answer)}"
            )
        try:
            problem = check_signed(plist, answer.body)
        except SigningError as error:
            raise SigningError(f"the signing server's answer cannot be used: {error}") from None
        if problem:
            raise SigningError(f"the signing server's answer cannot be used: {problem}")
        return answer.body

    def _body(self, plist: bytes, name: str) -> tuple[bytes, str]:
        if self.shape == "plist":
            return binary_plist(plist), "application/x-plist"
        try:
            text = plistlib.dumps(load_plist(plist), fmt=plistlib.FMT_XML).decode("utf-8")
        except (ValueError, TypeError, OverflowError) as error:
            raise SigningError(
                f"the shortcut cannot be sent as XML text: {error}; "
                "try a server that takes the bare property list"
            ) from None
        entries = {"shortcutName": name, "shortcut": text}
        return json.dumps(entries).encode("utf-8"), "application/json"


def _refusal(answer: Answer) -> str:
    reason = _REASONS.get(answer.status, "it gives no known reason")
    if location := answer.headers.get("location"):
        reason = f"it sends on to {location!r}; give that URL if you trust it"
    return f"{reason} (status {answer.status}){_excerpt(answer)}"


def _excerpt(answer: Answer) -> str:
    """The first words of an answer, if it is text for people."""
    if answer.kind not in ("text/plain", "application/json"):
        return ""
    words = " ".join(answer.body[:500].decode("utf-8", "replace").split())
    printable = "".join(letter for letter in words if letter.isprintable())
    return f": {printable[:200]}" if printable else ""
