"""Signing with the `shortcuts` command, for which a real executable stands in."""

from __future__ import annotations

import ast
import platform
from collections.abc import Callable
from pathlib import Path

import pytest

from shortcuts_py import container
from shortcuts_py.signing import SigningError, sign_for_import
from shortcuts_py.signing.macos import MacSigner, file_name

Install = Callable[[str], Path]
GOOD = "sign(source.read_bytes())"


@pytest.mark.parametrize("mode", ["people-who-know-me", "anyone"])
def test_signs(mode: str, shortcuts_command: Install, plist: bytes) -> None:
    log = shortcuts_command(GOOD)
    told: list[str] = []
    outcome = sign_for_import(plist, "My Shortcut", "macos", mode=mode, tell=told.append)
    assert outcome.method == "macos"
    assert outcome.signed
    assert outcome.notes == ()
    assert container.unsign(outcome.data) == plist
    arguments = ast.literal_eval(log.read_text())
    assert arguments[:3] == ["sign", "--mode", mode]
    assert Path(arguments[4]).name == "My Shortcut.shortcut"
    assert not Path(arguments[4]).exists()
    assert bool(told) == (mode == "anyone")


def test_xml_is_handed_over_in_binary(shortcuts_command: Install, xml_plist: bytes) -> None:
    shortcuts_command("assert source.read_bytes().startswith(b'bplist00'); " + GOOD)
    outcome = sign_for_import(xml_plist, "x", "macos")
    assert container.unsign(outcome.data).startswith(b"bplist00")


def test_failing_status_with_a_good_file_is_success(
    shortcuts_command: Install, plist: bytes
) -> None:
    shortcuts_command(GOOD + "; sys.exit(1)")
    assert sign_for_import(plist, "x", "macos").signed


@pytest.mark.parametrize(
    ("behaviour", "message"),
    [
        ("pass", "wrote no file$"),
        ("sys.exit(3)", r"wrote no file \(exit status 3\)$"),
        ("sys.exit('Error: not logged in')", r"\(exit status 1\): Error: not logged in$"),
        ("target.write_bytes(b'')", "does not begin with AEA1"),
        ("target.write_bytes(source.read_bytes())", "does not begin with AEA1"),
        (GOOD + "; target.write_bytes(target.read_bytes()[:-1])", "not a sound signed shortcut"),
        (GOOD + "; target.write_bytes(b'AEA1' + bytes(20))", "not a sound signed shortcut"),
        ("sign(b'not a property list')", "not a property list"),
    ],
)
def test_success_is_judged_by_the_output(
    behaviour: str, message: str, shortcuts_command: Install, plist: bytes
) -> None:
    shortcuts_command(behaviour)
    with pytest.raises(SigningError, match=message) as caught:
        sign_for_import(plist, "x", "macos")
    assert "attribute string" not in str(caught.value)


def test_changed_actions_are_a_warning(shortcuts_command: Install, plist: bytes) -> None:
    shortcuts_command(
        "import plistlib; sign(plistlib.dumps({'WFWorkflowActions': []}, fmt=plistlib.FMT_BINARY))"
    )
    outcome = sign_for_import(plist, "x", "macos")
    assert outcome.signed
    assert outcome.notes == (
        "Warning: the signed file does not hold the actions that were to be signed.",
    )


def test_a_command_that_hangs(shortcuts_command: Install, plist: bytes) -> None:
    shortcuts_command("time.sleep(30)")
    with pytest.raises(SigningError, match=r"did not end within 0\.5 s"):
        MacSigner(timeout=0.5).sign(plist, "x")


def test_no_command(plist: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SigningError, match="no `shortcuts` command"):
        sign_for_import(plist, "x", "macos")


def test_auto_signs_on_a_mac(
    shortcuts_command: Install, plist: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    shortcuts_command(GOOD)
    monkeypatch.setattr(platform, "system", lambda: "Darwin")
    outcome = sign_for_import(plist, "x")
    assert outcome.method == "macos"
    assert container.verify(outcome.data).ok


@pytest.mark.parametrize("system", ["Linux", "Windows", "Darwin"])
def test_auto_elsewhere_leaves_the_file_and_says_what_to_do(
    system: str, plist: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("SHORTCUTS_PY_SIGNING_SERVER", "http://127.0.0.1:9/")
    monkeypatch.setattr(platform, "system", lambda: system)
    outcome = sign_for_import(plist, "x")
    assert (outcome.data, outcome.method, outcome.signed) == (plist, "none", False)
    assert len(outcome.notes) == 3
    assert "shortcuts sign" in outcome.notes[1]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Plain", "Plain.shortcut"),
        ("../../etc/passwd", "etc passwd.shortcut"),
        ("a/b\\c:d\0e\n", "a b c d e.shortcut"),
        ("", "Shortcut.shortcut"),
        ("...", "Shortcut.shortcut"),
        ("é" * 300, "é" * 100 + ".shortcut"),
        ("🎉", "🎉.shortcut"),
        ("\ud800", "Shortcut.shortcut"),
    ],
)
def test_file_names(name: str, expected: str) -> None:
    assert file_name(name) == expected
