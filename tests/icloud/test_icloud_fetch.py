"""Fetching from a real HTTP server on loopback that stands in for iCloud."""

from __future__ import annotations

import gzip
import time

import pytest
from icloud_server import ID, LINK, ICloudServer, client

from shortcuts_py import icloud
from shortcuts_py.icloud import Client, Fetched, FetchError
from shortcuts_py.limits import Limits


def test_fetch(icloud_server: ICloudServer) -> None:
    icloud_server.share(ID, name="A/B & ünïcode")
    fetched = icloud.fetch(LINK, base_url=icloud_server.url)
    assert fetched == Fetched(
        b"bplist00 plain", False, "A/B & ünïcode", ID, 4282601983, 59511, None, None
    )
    assert fetched.share_link == LINK
    assert icloud_server.names() == ["A/B & ünïcode.shortcut"]
    agents = {headers["user-agent"] for _, _, headers in icloud_server.requests}
    assert all(agent.startswith("shortcuts_py") for agent in agents)


def test_signed_and_icon(icloud_server: ICloudServer) -> None:
    icloud_server.share(ID)
    fetched = icloud.fetch(LINK, base_url=icloud_server.url, signed=True, icon=True)
    assert (fetched.data, fetched.signed, fetched.icon) == (b"AEA1 signed", True, b"\x89PNG")


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize("only", ["plain", "signed"])
def test_whichever_asset_there_is(only: str, signed: bool, icloud_server: ICloudServer) -> None:
    icloud_server.share(ID, **{"plain" if only == "signed" else "signed": None})  # type: ignore[arg-type]
    fetched = icloud.fetch(LINK, base_url=icloud_server.url, signed=signed)
    assert fetched.signed is (only == "signed")


def test_base_url_from_the_environment(
    icloud_server: ICloudServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    icloud_server.share(ID)
    monkeypatch.setenv("SHORTCUTS_PY_ICLOUD_URL", icloud_server.url + "/")
    assert icloud.fetch(LINK).name == "My Shortcut"


@pytest.mark.parametrize(
    "link",
    [
        LINK,
        LINK + "/",
        LINK + "?x=1#y",
        LINK.replace("www.", ""),
        LINK.replace("https://", ""),
        LINK.replace("https", "http"),
        ID,
        ID.upper(),
        f"  {LINK}\n",
        "https://www.icloud.com/shortcuts/01234567-89AB-CDEF-0123-456789ABCDEF",
    ],
)
def test_forms_of_links(link: str) -> None:
    assert icloud.record_id(link) == ID


@pytest.mark.parametrize(
    "link",
    [
        "",
        "hello",
        ID[:-1],
        ID + "0",
        "g" * 32,
        f"https://www.icloud.com/photos/{ID}",
        f"https://www.icloud.com/shortcuts/api/records/{ID}",
        f"https://www.icloud.com/shortcuts/{ID}/../x",
        f"https://evil.example/shortcuts/{ID}",
        f"https://www.icloud.com.evil.example/shortcuts/{ID}",
        f"https://www.icloud.com@evil.example/shortcuts/{ID}",
        f"ftp://www.icloud.com/shortcuts/{ID}",
        "https://[/shortcuts/x",
    ],
)
def test_what_is_no_link(link: str) -> None:
    with pytest.raises(FetchError):
        icloud.record_id(link)


def test_links_are_told_from_files() -> None:
    assert icloud.is_link(LINK)
    assert icloud.is_link(f"icloud.com/shortcuts/{ID}")
    assert not icloud.is_link("shortcuts/file.shortcut")
    assert not icloud.is_link(ID)


@pytest.mark.parametrize(
    ("status", "message"),
    [(401, "private"), (403, "private"), (404, "deleted, or the link is wrong"), (410, "deleted"),
     (400, "does not give")],
)  # fmt: skip
def test_refusals(status: int, message: str, icloud_server: ICloudServer) -> None:
    icloud_server.failures = [(status, {}, b"")]
    with client(icloud_server) as one, pytest.raises(FetchError, match=message) as caught:
        one.fetch(LINK)
    assert caught.value.status == status
    assert caught.value.url == LINK
    assert len(icloud_server.requests) == 1


def test_deleted_record(icloud_server: ICloudServer) -> None:
    icloud_server.share(ID, deleted=True)
    with pytest.raises(FetchError, match="was deleted"):
        icloud.fetch(LINK, base_url=icloud_server.url)
    icloud_server.records[ID] = {"deleted": True}
    with pytest.raises(FetchError, match="was deleted"):
        icloud.fetch(LINK, base_url=icloud_server.url)


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (b"<html>", "not a record"),
        (b"", "not a record"),
        (b"[]", "not a record"),
        (b"[" * 100_000, "not a record"),
        (b"\xff\xfe{", "not a record"),
        ({}, "it has no fields"),
        ({"fields": []}, "it has no fields"),
        ({"reason": "Record is under review"}, "under review"),
        ({"serverErrorCode": "ACCESS_DENIED"}, "ACCESS_DENIED"),
        ({"fields": {}}, "holds no shortcut"),
        ({"fields": {"shortcut": {"value": {"downloadURL": 7}}}}, "holds no shortcut"),
        ({"fields": {"signingStatus": {"value": "REJECTED"}}}, "status is REJECTED"),
    ],
)
def test_records_that_are_none(record: object, message: str, icloud_server: ICloudServer) -> None:
    icloud_server.records[ID] = record
    with pytest.raises(FetchError, match=message):
        icloud.fetch(LINK, base_url=icloud_server.url)


def test_retries_with_growing_pauses(icloud_server: ICloudServer) -> None:
    icloud_server.share(ID)
    icloud_server.failures = [(503, {}, b""), (500, {}, b""), (429, {"retry-after": "7"}, b"")]
    with client(icloud_server) as one:
        assert one.fetch(LINK).name == "My Shortcut"
    first, second, third = one.waits  # type: ignore[attr-defined]
    assert 0.5 <= first <= 0.75
    assert 1 <= second <= 1.5
    assert third == 7


def test_retries_end(icloud_server: ICloudServer) -> None:
    icloud_server.failures = [(503, {"retry-after": "99999"}, b"")] * 10
    with client(icloud_server, retries=2) as one, pytest.raises(FetchError, match="503"):
        one.fetch(LINK)
    assert len(icloud_server.requests) == 3
    assert one.waits == [30.0, 30.0]  # type: ignore[attr-defined]


def test_slow_server(icloud_server: ICloudServer) -> None:
    icloud_server.delay = 1.0
    begun = time.monotonic()
    with (
        client(icloud_server, retries=0, timeout=0.2) as one,
        pytest.raises(FetchError, match=r"no answer in 0\.2 s"),
    ):
        one.fetch(LINK)
    assert time.monotonic() - begun < 0.9


def test_connection_lost_in_the_answer(icloud_server: ICloudServer) -> None:
    icloud_server.share(ID)
    icloud_server.cut = 5
    with client(icloud_server, retries=1, timeout=2) as one, pytest.raises(FetchError):
        one.fetch(LINK)
    assert len(icloud_server.requests) == 2


def test_nobody_listens(icloud_server: ICloudServer) -> None:
    icloud_server.close()
    with client(icloud_server, retries=1) as one, pytest.raises(FetchError):
        one.fetch(LINK)
    assert len(one.waits) == 1  # type: ignore[attr-defined]


def test_size_limits(icloud_server: ICloudServer) -> None:
    icloud_server.share(ID, plain=b"x" * 5000)
    limits = Limits(file_size=1000)
    with pytest.raises(FetchError, match="has 5,000 bytes; the limit is 1,000"):
        icloud.fetch(LINK, base_url=icloud_server.url, limits=limits)
    assert len(icloud_server.requests) == 1
    del icloud_server.records[ID]["fields"]["shortcut"]["value"]["size"]
    with pytest.raises(FetchError, match="more than 1,000 bytes"):
        icloud.fetch(LINK, base_url=icloud_server.url, limits=limits)
    icloud_server.records[ID] = b" " * (2 << 20)
    with pytest.raises(FetchError, match="more than 1,048,576 bytes"):
        icloud.fetch(LINK, base_url=icloud_server.url)


@pytest.mark.parametrize("stated", [5, 500])
def test_asset_of_another_size(stated: int, icloud_server: ICloudServer) -> None:
    icloud_server.share(ID)["fields"]["shortcut"]["value"]["size"] = stated
    with pytest.raises(FetchError, match=f"came with 14 of {stated} bytes"):
        icloud.fetch(LINK, base_url=icloud_server.url)


def test_expired_asset(icloud_server: ICloudServer) -> None:
    icloud_server.share(ID)
    icloud_server.assets.clear()
    with pytest.raises(FetchError, match="404"):
        icloud.fetch(LINK, base_url=icloud_server.url)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "nonsense", "ftp://127.0.0.1/x", "http://", "https://["]
)
def test_asset_urls_that_are_none(url: str, icloud_server: ICloudServer) -> None:
    icloud_server.share(ID)["fields"]["shortcut"]["value"]["downloadURL"] = url
    with pytest.raises(FetchError):
        icloud.fetch(LINK, base_url=icloud_server.url, retries=0)


def test_encrypted_service_does_not_lead_to_a_bare_one(icloud_server: ICloudServer) -> None:
    """The stand-in has no encryption, so only the decision is asked for here."""
    from shortcuts_py.icloud.record import Asset

    icloud_server.share(ID)
    with Client(base_url="https://127.0.0.1:1", retries=0) as one:
        asset = Asset(f"{icloud_server.url}/assets/shortcut-{ID}/${{f}}", None)
        with pytest.raises(FetchError, match="without encryption"):
            one._asset(LINK, asset, "x", 1000)
    assert not icloud_server.requests


def test_redirections_are_followed(icloud_server: ICloudServer) -> None:
    icloud_server.share(ID)
    target = f"/shortcuts/api/records/{ID}?again"
    icloud_server.records[f"{ID}?again"] = icloud_server.records[ID]
    icloud_server.failures = [(302, {"location": target}, b"")]
    assert icloud.fetch(LINK, base_url=icloud_server.url).name == "My Shortcut"
    icloud_server.failures = [(302, {"location": target}, b"")] * 30
    with client(icloud_server, retries=0) as one, pytest.raises(FetchError, match="redirect"):
        one.fetch(LINK)


def test_compressed_answers_are_refused(icloud_server: ICloudServer) -> None:
    icloud_server.failures = [(200, {"content-encoding": "gzip"}, gzip.compress(bytes(1 << 20)))]
    with pytest.raises(FetchError, match="compressed"):
        icloud.fetch(LINK, base_url=icloud_server.url)
    assert icloud_server.requests[0][2]["accept-encoding"] == "identity"
