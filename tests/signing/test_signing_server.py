"""Signing on a server, with a real one on loopback that answers in all the ways."""

from __future__ import annotations

import json
import plistlib
import time

import pytest
from signing_server import SigningServer

from shortcuts_py import container
from shortcuts_py.container.identity import Identity
from shortcuts_py.signing import SigningError, sign_for_import
from shortcuts_py.signing.server import ServerSigner

OCTETS = {"content-type": "application/octet-stream"}


def like_hubsign(identity: Identity):  # type: ignore[no-untyped-def]
    """Takes the JSON shape, as HubSign and the self-hosted server do."""

    def answer(kind: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
        assert kind == "application/json"  # compared like this by the self-hosted server
        entries = json.loads(body)
        assert set(entries) == {"shortcutName", "shortcut"}
        assert entries["shortcut"].startswith("<?xml")
        workflow = plistlib.loads(entries["shortcut"].encode())
        plist = plistlib.dumps(workflow, fmt=plistlib.FMT_BINARY)
        return 200, OCTETS, container.sign(plist, identity)

    return answer


def actions(plist: bytes) -> object:
    return plistlib.loads(plist)["WFWorkflowActions"]


def test_json_shape(server: SigningServer, identity: Identity, plist: bytes) -> None:
    server.answer = like_hubsign(identity)
    told: list[str] = []
    outcome = sign_for_import(plist, "Ünïcode", "server", server=server.url, tell=told.append)
    assert outcome.method == "server"
    assert actions(container.unsign(outcome.data)) == actions(plist)
    ((path, headers, body),) = server.requests
    assert path == "/sign"
    assert json.loads(body)["shortcutName"] == "Ünïcode"
    assert headers["user-agent"].startswith("shortcuts_py")
    assert told == [
        "Signing: the whole shortcut and its name are sent to http://127.0.0.1, without "
        "encryption on the way, to be signed with the account of whoever runs it."
    ]


def test_plist_shape(server: SigningServer, identity: Identity, xml_plist: bytes) -> None:
    def answer(kind: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
        assert kind == "application/x-plist"
        assert body.startswith(b"bplist00")
        return 200, {"content-type": "application/x-apple-shortcut"}, container.sign(body, identity)

    server.answer = answer
    outcome = sign_for_import(xml_plist, "x", "server", server=server.url, shape="plist")
    assert actions(container.unsign(outcome.data)) == actions(xml_plist)


def test_url_from_the_environment(
    server: SigningServer, identity: Identity, plist: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.answer = like_hubsign(identity)
    monkeypatch.setenv("SHORTCUTS_PY_SIGNING_SERVER", server.url)
    assert sign_for_import(plist, "x", "server").signed


def test_never_without_a_url(plist: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHORTCUTS_PY_SIGNING_SERVER", raising=False)
    with pytest.raises(SigningError, match="no signing server is known"):
        sign_for_import(plist, "x", "server")


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "example.org", "https://", "https://[", "file:///etc"]
)
def test_urls_that_are_none(url: str) -> None:
    with pytest.raises(SigningError, match="not the URL of a signing server"):
        ServerSigner(url)


@pytest.mark.parametrize(
    ("status", "headers", "body", "message"),
    [
        (400, {"content-type": "text/plain"}, b"Error parsing content\n", "parsing content$"),
        (403, {"content-type": "text/html"}, b"<html>no</html>", r"refuses .*\(status 403\)$"),
        (404, {}, b"", "no signer at this address"),
        (413, {"content-type": "text/plain"}, b"Content too large", "too large for it"),
        (415, {"content-type": "text/plain"}, b"Unsupported", "other of: json, plist"),
        (500, {"content-type": "application/json"}, b'{"error": "boom"}', "boom"),
        (503, {"content-type": "text/plain"}, b"Too many concurrent jobs", "busy or down"),
        (418, {}, b"", "no known reason"),
        (307, {"location": "https://elsewhere.example/sign"}, b"", "sends on to 'https://else"),
        (200, {"content-type": "text/html; charset=utf-8"}, b"<html>hello", "with text/html, not"),
        (200, OCTETS, b"", "not with a signed shortcut"),
        (200, {"content-type": "text/plain"}, b"\x1b[31mred\x07", r": \[31mred$"),
        (200, OCTETS, b"AEA1" + bytes(500), "cannot be used"),
    ],
)
def test_answers_that_are_no_signed_file(
    status: int, headers: dict[str, str], body: bytes, message: str,
    server: SigningServer, plist: bytes,
) -> None:  # fmt: skip
    server.answer = lambda *_: (status, headers, body)
    with pytest.raises(SigningError, match=message):
        sign_for_import(plist, "x", "server", server=server.url)
    assert len(server.requests) == 1


def test_truncated_answer(server: SigningServer, identity: Identity, plist: bytes) -> None:
    signed = container.sign(plist, identity)
    server.answer = lambda *_: (200, OCTETS, signed[:-100])
    with pytest.raises(SigningError, match="not a sound signed shortcut"):
        sign_for_import(plist, "x", "server", server=server.url)


def test_connection_lost_in_the_answer(
    server: SigningServer, identity: Identity, plist: bytes
) -> None:
    signed = container.sign(plist, identity)
    server.stated_length = len(signed)
    server.answer = lambda *_: (200, OCTETS, signed[:-100])
    with pytest.raises(SigningError, match="did not sign"):
        sign_for_import(plist, "x", "server", server=server.url, timeout=2)


def test_another_shortcut_comes_back(
    server: SigningServer, identity: Identity, plist: bytes
) -> None:
    other = plistlib.dumps({"WFWorkflowActions": []}, fmt=plistlib.FMT_BINARY)
    server.answer = lambda *_: (200, OCTETS, container.sign(other, identity))
    with pytest.raises(SigningError, match="does not hold the actions"):
        sign_for_import(plist, "x", "server", server=server.url)


def test_slow_server(server: SigningServer, plist: bytes) -> None:
    def answer(*_: object) -> tuple[int, dict[str, str], bytes]:
        time.sleep(1.5)
        return 200, OCTETS, b""

    server.answer = answer
    begun = time.monotonic()
    with pytest.raises(SigningError, match=r"no answer in 0\.3 s"):
        sign_for_import(plist, "x", "server", server=server.url, timeout=0.3)
    assert time.monotonic() - begun < 1.2


def test_answer_that_never_ends(
    server: SigningServer, plist: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shortcuts_py.signing.server._LARGEST_ANSWER", 1000)
    server.answer = lambda *_: (200, OCTETS, b"AEA1" + bytes(200_000))
    with pytest.raises(SigningError, match="more than 1,000 bytes"):
        sign_for_import(plist, "x", "server", server=server.url)


def test_nobody_listens(server: SigningServer, plist: bytes) -> None:
    server.close()
    with pytest.raises(SigningError, match="did not sign"):
        sign_for_import(plist, "x", "server", server=server.url)


def test_what_xml_cannot_hold(server: SigningServer) -> None:
    workflow = {"WFWorkflowActions": [{"text": "a\x00b"}]}
    plist = plistlib.dumps(workflow, fmt=plistlib.FMT_BINARY)
    with pytest.raises(SigningError, match="cannot be sent as XML"):
        sign_for_import(plist, "x", "server", server=server.url)
    assert not server.requests


@pytest.mark.parametrize("plist", [b"", b"bplist00", b"hello", b"<plist><array/></plist>"])
def test_what_is_no_shortcut_never_leaves(plist: bytes, server: SigningServer) -> None:
    told: list[str] = []
    with pytest.raises(SigningError, match="cannot sign"):
        sign_for_import(plist, "x", "server", server=server.url, tell=told.append)
    assert not server.requests
    assert not told
