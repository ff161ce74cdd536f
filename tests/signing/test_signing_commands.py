"""`shortcuts-py inspect`, `sign` and `unsign` on files."""

from __future__ import annotations

import json
import platform
import plistlib
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from signing_server import FIXTURES, SigningServer

from shortcuts_py import container
from shortcuts_py.commands.inspect import inspect
from shortcuts_py.commands.sign import sign
from shortcuts_py.commands.unsign import unsign
from shortcuts_py.container.identity import Identity
from shortcuts_py.limits import Limits, keeping_to
from shortcuts_py.signing.options import SigningOptions, signing_options

ICLOUD = FIXTURES / "icloud.shortcut"
CONTACT = FIXTURES / "contact.shortcut"
RECORD = "0123456789abcdef0123456789abcdef"


def run(command: click.Command, *arguments: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(command, [str(each) for each in arguments], input=stdin)


def test_inspect_icloud() -> None:
    result = run(inspect, ICLOUD)
    assert result.exit_code == 0
    for part in (
        "signed through iCloud",
        RECORD,
        f"https://www.icloud.com/shortcuts/{RECORD}",
        "Test Organisation",
        "2024-01-01 to 2044-01-01",
        "20,484 bytes; the shortcut inside 392 bytes",
        "1 in 1 clusters, lzfse, sha256",
        "Actions    3",
        "signature          ok",
        "apple_root         FAILED",
        "do not lead to a root of Apple",
    ):
        assert part in result.output


def test_inspect_json() -> None:
    facts = json.loads(run(inspect, ICLOUD, "--json").output)
    assert facts["kind"] == "icloud"
    assert facts["ok"] is True
    assert facts["trusted"] is False
    assert facts["record_id"] == RECORD
    assert facts["valid_from"] == "2024-01-01T00:00:00+00:00"
    assert (facts["file_size"], facts["shortcut_size"], facts["actions"]) == (20484, 392, 3)
    assert facts["checks"]["key_signature"] is None
    assert "contact" not in facts


def test_inspect_contact_keeps_hashes_to_itself_unless_asked() -> None:
    contact = container.verify(CONTACT.read_bytes()).contact
    assert contact is not None
    secrets = [*contact.email_hashes, *contact.phone_hashes, *contact.account_ids.values()]
    assert len(secrets) == 3
    for arguments in ((CONTACT,), (CONTACT, "--json")):
        silent = run(inspect, *arguments).output
        assert not any(secret in silent for secret in secrets)
        asked = run(inspect, *arguments, "--hashes").output
        assert all(secret in asked for secret in secrets)
    assert "carries 2 hashes" in run(inspect, CONTACT).output
    facts = json.loads(run(inspect, CONTACT, "--json").output)
    assert (facts["contact"]["email_hashes"], facts["contact"]["phone_hashes"]) == (1, 1)


@pytest.mark.parametrize(
    ("content", "form", "actions"),
    [
        (container.unsign(ICLOUD.read_bytes()), "binary property list", 3),
        (plistlib.dumps({"WFWorkflowActions": []}), "XML property list", 0),
        (b'{"WFWorkflowActions": [{}]}', "JSON", 1),
        (b'\xef\xbb\xbf {"WFWorkflowActions": [{}]}', "JSON", 1),
        (plistlib.dumps({"a": 1}), "XML property list", None),
        (b'{"WFWorkflowActions": "text"}', "JSON", None),
    ],
)
def test_inspect_plain(content: bytes, form: str, actions: int | None) -> None:
    result = run(inspect, "-", "--json", stdin=content)
    assert json.loads(result.output) == {
        "kind": "plain",
        "format": form,
        "file_size": len(content),
        "actions": actions,
    }
    assert form in run(inspect, "-", stdin=content).output


@pytest.mark.parametrize(
    "content",
    [
        b"hello",
        b"",
        bytes(range(128, 256)),
        b'show_alert("x")\n',
        b"{",
        b"<plist>",
        plistlib.dumps({"WFWorkflowActions": []}, fmt=plistlib.FMT_BINARY)[:-8],
        b"[" * 100_000,
    ],
)
@pytest.mark.parametrize("options", [(), ("--json",)])
def test_inspect_says_what_is_neither_a_shortcut_nor_a_property_list(
    content: bytes, options: tuple[str, ...]
) -> None:
    result = run(inspect, "-", *options, stdin=content)
    assert result.exit_code == 1
    assert result.output.startswith("Error: -: ")
    assert "Give a shortcut" in result.output
    assert result.output.count("\n") == 1


def test_inspect_keeps_to_the_limits() -> None:
    deep = plistlib.dumps({"WFWorkflowActions": [[[[]]]]})
    assert run(inspect, "-", stdin=deep).exit_code == 0
    with keeping_to(Limits(depth=3)):
        result = run(inspect, "-", stdin=deep)
    assert result.exit_code == 1
    assert "deep" in result.output


def test_inspect_damaged() -> None:
    data = bytearray(ICLOUD.read_bytes())
    data[-1] ^= 1
    result = run(inspect, "-", stdin=bytes(data))
    assert result.exit_code == 1
    assert "segments           FAILED" in result.output
    assert "The content is not what was signed." in result.output
    result = run(inspect, "-", stdin=bytes(data[:100]))
    assert result.exit_code == 1
    assert "cut short" in result.output


def test_unsign(tmp_path: Path) -> None:
    source = tmp_path / "file.shortcut"
    source.write_bytes(ICLOUD.read_bytes())
    result = run(unsign, source)
    assert result.exit_code == 0
    target = tmp_path / "file.plist"
    assert target.read_bytes() == container.unsign(ICLOUD.read_bytes())
    target.write_bytes(b"mine")
    result = run(unsign, source)
    assert result.exit_code == 1
    assert "--force overwrites" in result.output
    assert target.read_bytes() == b"mine"
    assert run(unsign, source, "--force").exit_code == 0
    assert target.read_bytes().startswith(b"bplist00")


def test_unsign_streams() -> None:
    result = run(unsign, "-", "-o", "-", stdin=ICLOUD.read_bytes())
    assert result.stdout_bytes == container.unsign(ICLOUD.read_bytes())
    assert run(unsign, "-", stdin=ICLOUD.read_bytes()).exit_code == 2


def test_unsign_damaged(tmp_path: Path) -> None:
    data = bytearray((FIXTURES / "stored.shortcut").read_bytes())
    data[-1] ^= 1
    source = tmp_path / "file.shortcut"
    source.write_bytes(bytes(data))
    result = run(unsign, source)
    assert result.exit_code == 1
    assert "--force-unverified opens the file" in result.output
    assert not (tmp_path / "file.plist").exists()
    assert run(unsign, source, "--force-unverified").exit_code == 0
    assert (tmp_path / "file.plist").exists()


def test_unsign_limit(tmp_path: Path) -> None:
    source = tmp_path / "file.shortcut"
    identity = Identity.from_files(FIXTURES / "icloud.qmd")
    source.write_bytes(container.sign(b"bplist00" + bytes(2 << 20), identity))
    result = run(unsign, source, "--payload-limit", "1")
    assert result.exit_code == 1
    assert "the limit is 1,048,576" in result.output
    assert run(unsign, source, "--payload-limit", "3").exit_code == 0


def test_unsign_what_is_not_signed() -> None:
    result = run(unsign, "-", "-o", "-", stdin=b"bplist00")
    assert result.exit_code == 1
    assert "not a signed shortcut" in result.output


@pytest.fixture
def plain(tmp_path: Path, plist: bytes) -> Path:
    path = tmp_path / "My Shortcut.plist"
    path.write_bytes(plist)
    return path


def test_sign_with_an_identity(plain: Path) -> None:
    result = run(sign, plain, "--method", "identity", "--identity", FIXTURES / "icloud.qmd")
    assert result.exit_code == 0, result.output
    target = plain.with_name("My Shortcut-signed.shortcut")
    assert container.verify(target.read_bytes()).ok


def test_sign_again(tmp_path: Path) -> None:
    target = tmp_path / "contact.shortcut"
    result = run(
        sign, ICLOUD, "-o", target, "--method", "identity", "--identity", FIXTURES / "contact.qmd"
    )
    assert result.exit_code == 0, result.output
    assert container.verify(target.read_bytes()).kind == "contact"


def test_sign_with_a_command(
    plain: Path, shortcuts_command: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    log = shortcuts_command("sign(source.read_bytes())")
    monkeypatch.setattr(platform, "system", lambda: "Darwin")
    result = run(sign, plain, "--sign-mode", "anyone", "--name", "Other")
    assert result.exit_code == 0, result.output
    assert "uploaded to Apple's iCloud" in result.output
    assert "Other.shortcut" in log.read_text()


def test_sign_on_a_server(plain: Path, server: SigningServer, identity: Identity) -> None:
    server.answer = lambda kind, body: (200, {}, container.sign(body, identity))
    result = run(
        sign, plain, "--method", "server", "--sign-server", server.url, "--sign-request", "plist"
    )
    assert result.exit_code == 0, result.output
    assert "are sent to http://127.0.0.1" in result.output


def test_auto_signs_nothing_elsewhere(
    plain: Path, monkeypatch: pytest.MonkeyPatch, server: SigningServer
) -> None:
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    monkeypatch.setenv("SHORTCUTS_PY_SIGNING_SERVER", server.url)
    result = run(sign, plain)
    assert result.exit_code == 1
    assert len(result.output.splitlines()) == 3
    assert not plain.with_name("My Shortcut-signed.shortcut").exists()
    assert not server.requests


def test_sign_refusals(plain: Path, tmp_path: Path) -> None:
    result = run(sign, plain, "--method", "server")
    assert result.exit_code == 1
    assert "no signing server is known" in result.output
    result = run(sign, plain, "--method", "identity", "--identity", plain)
    assert result.exit_code == 1
    assert "needs one private key" in result.output
    result = run(sign, "-", "-o", tmp_path / "x", "--method", "macos", stdin=b"hello")
    assert result.exit_code == 1
    assert "not a property list" in result.output
    assert run(sign, "-", stdin=b"hello").exit_code == 2
    assert run(sign, tmp_path / "nothing").exit_code == 2


def test_encrypted_key_without_a_terminal(plain: Path, tmp_path: Path) -> None:
    from cryptography.hazmat.primitives.serialization import (
        BestAvailableEncryption,
        Encoding,
        PrivateFormat,
        load_pem_private_key,
    )

    key = load_pem_private_key((FIXTURES / "icloud_key.pem").read_bytes(), None)
    path = tmp_path / "key.pem"
    path.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"x"))
    )
    result = run(sign, plain, "--method", "identity", "--identity", path)
    assert result.exit_code == 1
    assert "assword" in result.output


def test_options_for_other_commands() -> None:
    """As `py2shortcut` takes them: the decorator under further options and arguments."""

    @click.command()
    @click.argument("file")
    @signing_options("--sign", default="none")
    @click.option("--after", default="z")
    def command(file: str, after: str, *, signing: SigningOptions) -> None:
        """The help of the command."""
        click.echo(f"{file} {after} {signing.method} {signing.mode} {signing.server}")

    assert run(command, "f").output == "f z none people-who-know-me None\n"
    output = run(command, "f", "--sign", "server", "--sign-server", "u", "--after", "y").output
    assert output == "f y server people-who-know-me u\n"
    text = run(command, "--help").output
    assert "The help of the command." in text
    assert "--after" in text
