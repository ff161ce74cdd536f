"""Fetching many shortcuts, politely."""

from __future__ import annotations

from icloud_server import ID, LINK, ICloudServer, client

from shortcuts_py import icloud
from shortcuts_py.errors import ShortcutError
from shortcuts_py.icloud import Client, Fetched


def identifiers(count: int) -> list[str]:
    return [f"{number:032x}" for number in range(count)]


def test_many_links_in_order(icloud_server: ICloudServer) -> None:
    ids = identifiers(12)
    for identifier in ids:
        if identifier != ids[5]:
            icloud_server.share(identifier, name=f"Shortcut {identifier}")
    icloud_server.delay = 0.01
    links = [f"https://www.icloud.com/shortcuts/{identifier}" for identifier in ids]
    links.insert(3, "not a link")
    with client(icloud_server) as one:
        found = list(one.fetch_many(links, concurrency=3))
    assert [link for link, _ in found] == links
    errors = [link for link, result in found if isinstance(result, ShortcutError)]
    assert errors == ["not a link", links[6]]
    names = [result.name for _, result in found if isinstance(result, Fetched)]
    assert names == [f"Shortcut {identifier}" for identifier in ids if identifier != ids[5]]
    assert 2 <= icloud_server.most_busy <= 3


def test_pause_between_transfers(icloud_server: ICloudServer) -> None:
    ids = identifiers(4)
    for identifier in ids:
        icloud_server.share(identifier)
    with Client(base_url=icloud_server.url, pause=0.05) as one:
        assert len(list(one.fetch_many(ids, concurrency=8))) == 4
    begun = [moment for moment, _, _ in icloud_server.requests]
    assert len(begun) == 8
    assert begun[-1] - begun[0] >= 0.05 * 7 * 0.9


def test_many_links_are_taken_as_needed(icloud_server: ICloudServer) -> None:
    icloud_server.share(ID)
    taken = 0

    def endless():  # type: ignore[no-untyped-def]
        nonlocal taken
        while True:
            taken += 1
            yield LINK

    with client(icloud_server) as one:
        results = one.fetch_many(endless(), concurrency=2)
        for _ in range(3):
            _, result = next(results)
            assert isinstance(result, Fetched)
        results.close()  # type: ignore[attr-defined]
    assert taken <= 8


def test_links_in_a_file() -> None:
    text = f"# my links\n\n{LINK}\n  {ID}  \n#{LINK}\n"
    assert icloud.links_in(text) == [LINK, ID]
