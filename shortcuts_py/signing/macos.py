"""Signing with the `shortcuts` command of macOS 12 and newer."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from shortcuts_py.signing.backends import SigningError, binary_plist, check_signed

__all__ = ["ANYONE", "MODES", "PEOPLE_WHO_KNOW_ME", "MacSigner", "find_command"]

PEOPLE_WHO_KNOW_ME = "people-who-know-me"
ANYONE = "anyone"
MODES = (PEOPLE_WHO_KNOW_ME, ANYONE)

_DEFAULT_TIMEOUT = 120.0
# Printed on success as well, by every version known.
_NOISE = re.compile("unrecognized attribute string flag", re.IGNORECASE)
_UNSAFE = re.compile(r"[\x00-\x1f/\\:]+")


def find_command() -> str | None:
    """Path of the `shortcuts` command, if this machine has one."""
    return shutil.which("shortcuts")


class MacSigner:
    """Signs as the user who is logged in, with their Apple ID.

    The mode "people-who-know-me" signs on the machine, and adds hashes of the
    user's addresses to the file. The mode "anyone" has iCloud sign, so it
    uploads the shortcut to Apple.
    """

    method = "macos"

    def __init__(
        self, mode: str = PEOPLE_WHO_KNOW_ME, *, timeout: float = _DEFAULT_TIMEOUT
    ) -> None:
        """Prepare to sign.

        Args:
            mode: one of `MODES`.
            timeout: seconds that the command may take.
        """
        self.mode = mode
        self.timeout = timeout
        self.disclosure = (
            "the whole shortcut is uploaded to Apple's iCloud, to be signed for anyone"
            if mode == ANYONE
            else None
        )
        self.warning: str | None = None

    def sign(self, plist: bytes, name: str) -> bytes:
        """See `Signer.sign`. The command's exit status counts for nothing, its output does."""
        command = find_command()
        if command is None:
            raise SigningError(
                "this machine has no `shortcuts` command; it comes with macOS 12 and newer"
            )
        with tempfile.TemporaryDirectory(prefix="shortcuts_py-") as folder:
            source = Path(folder, file_name(name))
            target = Path(folder, "signed", file_name(name))
            target.parent.mkdir()
            source.write_bytes(binary_plist(plist))
            complaint = self._run(
                [
                    command,
                    "sign",
                    "--mode",
                    self.mode,
                    "--input",
                    str(source),
                    "--output",
                    str(target),
                ]
            )
            try:
                signed = target.read_bytes()
            except OSError:
                raise SigningError(f"`shortcuts sign` wrote no file{complaint}") from None
        try:
            self.warning = check_signed(plist, signed)
        except SigningError as error:
            raise SigningError(f"`shortcuts sign` failed: {error}{complaint}") from None
        return signed

    def _run(self, command: list[str]) -> str:
        """Run to the end; return what it complained about, for messages."""
        try:
            done = subprocess.run(
                command,
                capture_output=True,
                timeout=self.timeout,
                check=False,
                stdin=subprocess.DEVNULL,
            )
        except subprocess.TimeoutExpired:
            raise SigningError(
                f"`shortcuts sign` did not end within {self.timeout:g} s; "
                "is this Mac logged in to iCloud?"
            ) from None
        except OSError as error:
            raise SigningError(f"`shortcuts` cannot be run: {error.strerror or error}") from None
        lines = (done.stderr + b"\n" + done.stdout).decode("utf-8", "replace").splitlines()
        said = [line.strip() for line in lines if line.strip() and not _NOISE.search(line)]
        status = f" (exit status {done.returncode})" if done.returncode else ""
        return status + (": " + " / ".join(said[-3:]) if said else "")


def file_name(name: str) -> str:
    """A file name that shows a shortcut's name, and that every system takes."""
    plain = _UNSAFE.sub(" ", name).strip(" .")
    short = plain.encode("utf-8", "ignore")[:200].decode("utf-8", "ignore").strip()
    return f"{short or 'Shortcut'}.shortcut"
