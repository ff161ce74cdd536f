"""Signing with an identity, choosing signers, and handing files over."""

from __future__ import annotations

import platform
import stat
from pathlib import Path

import pytest
from signing_server import FIXTURES

from shortcuts_py import container, delivery
from shortcuts_py.container.identity import Identity
from shortcuts_py.signing import SigningError, choose_signer, sign_for_import


def test_identity_files(plist: bytes) -> None:
    outcome = sign_for_import(plist, "x", "identity", identity=[FIXTURES / "contact.qmd"])
    assert outcome.method == "identity"
    assert container.verify(outcome.data).kind == "contact"
    assert container.unsign(outcome.data) == plist


def test_identity_object_and_xml(identity: Identity, xml_plist: bytes) -> None:
    outcome = sign_for_import(xml_plist, "x", "identity", identity=identity)
    assert container.unsign(outcome.data).startswith(b"bplist00")


def test_identity_is_needed(plist: bytes) -> None:
    with pytest.raises(SigningError, match="--identity"):
        sign_for_import(plist, "x", "identity")


def test_none_leaves_everything_alone() -> None:
    outcome = sign_for_import(b"whatever", "x", "none")
    assert outcome == (b"whatever", "none", ())
    assert choose_signer("none") is None


def test_unknown_method(plist: bytes) -> None:
    with pytest.raises(SigningError, match="no way of signing"):
        sign_for_import(plist, "x", "magic")


def test_links(plist: bytes, identity: Identity) -> None:
    signed = container.sign(plist, identity)
    link = "https://www.icloud.com/shortcuts/0123456789abcdef0123456789abcdef"
    assert delivery.link_for(signed) == link
    assert delivery.share_link(plist) is None
    hosted = delivery.link_for(signed, hosted_at="https://example.org/a b.shortcut", name="A & B")
    assert hosted == (
        "shortcuts://import-shortcut?url=https%3A%2F%2Fexample.org%2Fa%20b.shortcut&name=A%20%26%20B"
    )
    with pytest.raises(delivery.DeliveryError, match="no link for this file"):
        delivery.link_for(plist)
    with pytest.raises(delivery.DeliveryError, match="not a web address"):
        delivery.import_link("/home/file")


def test_qr_code_says_the_link() -> None:
    """Read back from the drawing: the modules must be those of the code itself."""
    import segno

    link = "https://www.icloud.com/shortcuts/0123456789abcdef0123456789abcdef"
    drawing = delivery.qr_code(link)
    assert len(drawing.splitlines()) < 40
    blocks = sum(drawing.count(letter) for letter in "▀▄█")
    assert blocks > 100
    code = segno.make(link, micro=False, error="l")
    other = delivery.qr_code(link.replace("0", "1"))
    assert other != drawing
    import io

    expected = io.StringIO()
    code.terminal(out=expected, compact=True)
    assert drawing == expected.getvalue()


def test_qr_code_of_too_long_a_link() -> None:
    with pytest.raises(delivery.DeliveryError, match="too long"):
        delivery.qr_code("https://example.org/" + "x" * 5000)


def test_open_on_a_mac(
    plist: bytes, identity: Identity, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = tmp_path / "open"
    command.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/opened\n')
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    file = tmp_path / "-file.shortcut"
    file.write_bytes(container.sign(plist, identity))
    with pytest.raises(delivery.DeliveryError, match="only a Mac"):
        delivery.open_for_import(file)
    monkeypatch.setattr(platform, "system", lambda: "Darwin")
    delivery.open_for_import(file)
    assert (tmp_path / "opened").read_text().strip() == str(file)
    unsigned = tmp_path / "unsigned.shortcut"
    unsigned.write_bytes(plist)
    with pytest.raises(delivery.DeliveryError, match="only signed files"):
        delivery.open_for_import(unsigned)
    with pytest.raises(delivery.DeliveryError, match="No such file"):
        delivery.open_for_import(tmp_path / "nothing.shortcut")
    command.write_text("#!/bin/sh\necho no application >&2\nexit 1\n")
    with pytest.raises(delivery.DeliveryError, match="no application"):
        delivery.open_for_import(file)


def test_importing_the_packages_loads_little() -> None:
    import subprocess
    import sys

    code = (
        "import sys; import shortcuts_py.signing, shortcuts_py.delivery, shortcuts_py.icloud;"
        "assert not {'httpx', 'segno', 'cryptography', 'lzfse'} & set(sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=FIXTURES.parents[1],
    )
    assert done.returncode == 0, done.stderr
