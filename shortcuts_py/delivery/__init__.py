"""Getting a signed shortcut onto a device: the import sheet, links, and QR codes."""

from __future__ import annotations

import platform
import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote

from shortcuts_py.errors import ShortcutError
from shortcuts_py.icloud.address import web_address

__all__ = ["DeliveryError", "import_link", "link_for", "open_for_import", "qr_code", "share_link"]

_OPEN_TIMEOUT = 30.0


class DeliveryError(ShortcutError):
    """A shortcut that cannot be handed over this way; the message says what to do."""


def open_for_import(path: str | Path) -> None:
    """Open the import sheet of the Shortcuts app for a signed file. macOS only.

    Raises:
        DeliveryError: not on a Mac, not a signed `.shortcut` file, or it did not open.
    """
    from shortcuts_py.container.prologue import is_signed

    path = Path(path)
    if platform.system() != "Darwin":
        raise DeliveryError(
            "only a Mac can open the import sheet; elsewhere send the file to a device, "
            "or print a code for its link with --qr"
        )
    try:
        with path.open("rb") as file:
            signed = is_signed(file.read(4))
    except OSError as error:
        raise DeliveryError(f"{path}: {error.strerror or error}") from None
    if not signed or path.suffix != ".shortcut":
        raise DeliveryError(f"{path}: only signed files that end in .shortcut can be imported")
    command = shutil.which("open")
    if command is None:
        raise DeliveryError("this Mac has no `open` command")
    try:
        done = subprocess.run(
            [command, str(path.absolute())],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_OPEN_TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DeliveryError(f"{path} could not be opened: {error}") from None
    if done.returncode:
        raise DeliveryError(f"{path} could not be opened: {done.stderr.strip()[:200]}")


def share_link(data: bytes) -> str | None:
    """The iCloud link of a file that iCloud signed; None if it is no such file.

    The link works for as long as the record is shared; files signed for anyone
    have such a record.

    Raises:
        ContainerError: a damaged signed file.
    """
    from shortcuts_py import container

    return container.verify(data).share_link if container.is_signed(data) else None


def import_link(url: str, name: str | None = None) -> str:
    """A link that has the Shortcuts app import a signed file from the web.

    Args:
        url: where the signed file is; reachable for the device.
        name: what the shortcut shall be called.

    Raises:
        DeliveryError: not a web address.
    """
    if web_address(url) is None:
        raise DeliveryError(f"{url!r} is not a web address that a device could import from")
    link = f"shortcuts://import-shortcut?url={quote(url, safe='')}"
    return f"{link}&name={quote(name, safe='')}" if name else link


def link_for(data: bytes, *, hosted_at: str | None = None, name: str | None = None) -> str:
    """The link to print for a file: of where it is hosted, or else its iCloud link.

    Args:
        data: the file.
        hosted_at: web address that the signed file was put at, if it was.
        name: what the shortcut shall be called.

    Raises:
        DeliveryError: the file is in no known place.
        ContainerError: a damaged signed file.
    """
    if hosted_at:
        return import_link(hosted_at, name)
    link = share_link(data)
    if link is None:
        raise DeliveryError(
            "there is no link for this file: sign it for anyone on a Mac, which puts it into "
            "iCloud, or say where the signed file is on the web"
        )
    return link


def qr_code(link: str) -> str:
    """A QR code of a link, drawn with block characters for a terminal.

    Raises:
        DeliveryError: the link is too long for a code.
    """
    import io

    import segno

    try:
        code = segno.make(link, micro=False, error="l")
    except segno.DataOverflowError:
        raise DeliveryError("the link is too long for a QR code") from None
    drawing = io.StringIO()
    code.terminal(out=drawing, compact=True)
    return drawing.getvalue()
