"""Workflows from and to bytes and files."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path
from typing import Any

from shortcuts_py.collecting import paused_collection
from shortcuts_py.errors import DecodeError, ShortcutError
from shortcuts_py.limits import Limits, bounded, check_time, current_limits
from shortcuts_py.plist.read import loads as load_plist
from shortcuts_py.plist.read import sniff
from shortcuts_py.plist.write import dumps as dump_plist
from shortcuts_py.workflow.document import Workflow

__all__ = [
    "dump",
    "dumps",
    "is_shortcut_file",
    "load",
    "loads",
    "put_in_place",
    "verify_with_biplist",
    "write_atomically",
]

_BINARY = getattr(os, "O_BINARY", 0)  # Windows translates line ends without it
_FORMATS = {".json": "json", ".xml": "xml", ".plist": "xml"}


_SUFFIXES = {".shortcut", ".wflow"}
_MAYBE = {".plist", ".xml", ".json", ""}
_LOOK = 65536  # bytes of a file in which a shortcut's keys are looked for


def is_shortcut_file(path: Path) -> bool:
    """Whether a file of a folder is meant to be a shortcut: by its name, or by a look inside.

    A file that cannot be looked into counts, so that reading it says why.
    """
    suffix = path.suffix.lower()
    if path.name.startswith(".") or suffix not in _SUFFIXES | _MAYBE:
        return False
    if suffix in _SUFFIXES:
        return True
    try:
        with path.open("rb") as file:
            start = file.read(_LOOK)
    except OSError:
        return True
    return start[:4] == b"AEA1" or b"WFWorkflow" in start


def loads(data: bytes, *, limits: Limits | None = None, force_unverified: bool = False) -> Workflow:
    """Read a shortcut from bytes; the content decides the format.

    Args:
        data: a signed shortcut, a binary or XML property list, or its JSON rendering.
        limits: bounds on what the input may cost; None for the current ones
            (`limits.keeping_to`).
        force_unverified: open a signed shortcut whose integrity checks fail.

    Raises:
        DecodeError: none of these, damaged, or beyond the limits.
    """
    with bounded(limits) as limits:
        if len(data) > limits.file_size:
            raise DecodeError(f"{len(data)} bytes are more than the limit of {limits.file_size}")
        try:
            if sniff(data) == "signed":
                from shortcuts_py import container

                data = container.unsign(data, force_unverified=force_unverified)
            with paused_collection():
                value = load_plist(data, limits=limits)
                check_time()
                return Workflow.from_plist(value)
        except MemoryError:
            raise DecodeError("the shortcut takes more memory than there is") from None


def load(
    path: str | os.PathLike[str],
    *,
    limits: Limits | None = None,
    force_unverified: bool = False,
) -> Workflow:
    """Read a shortcut from a file; the content decides the format, not the name.

    Raises:
        DecodeError: the file is no shortcut, is damaged, or goes beyond the limits.
        OSError: the file cannot be read.
    """
    with Path(path).open("rb") as file:
        data = file.read((limits or current_limits()).file_size + 1)
    return loads(data, limits=limits, force_unverified=force_unverified)


def dumps(workflow: Workflow, format: str = "binary") -> bytes:  # noqa: A002  the field's word
    """Write a workflow to bytes, unsigned.

    Args:
        workflow: the workflow.
        format: "binary", "xml" or "json".

    Raises:
        ShortcutError: the format is unknown, or cannot hold a value.
    """
    try:
        with bounded(), paused_collection():
            streamed = format == "binary"
            plist = workflow.streamed_plist() if streamed else workflow.to_plist()
            return dump_plist(plist, format)
    except RecursionError:
        raise ShortcutError("the workflow is nested too deeply to write") from None


def dump(
    workflow: Workflow,
    path: str | os.PathLike[str],
    format: str | None = None,  # noqa: A002
) -> None:
    """Write a workflow to a file: whole, or not at all.

    Args:
        workflow: the workflow.
        path: where to; a file that is there is replaced.
        format: "binary", "xml" or "json"; None goes by the name: `.json`, `.xml`, `.plist`
            (XML), everything else binary.

    Raises:
        ShortcutError: the format cannot hold a value.
        OSError: the file cannot be written.
    """
    chosen = format or _FORMATS.get(Path(path).suffix.lower(), "binary")
    write_atomically(Path(path), dumps(workflow, chosen))


def write_atomically(path: Path, data: bytes, *, replace: bool = True) -> None:
    """Write a file so that there is the old one or the new one, never a part.

    The bytes go to a temporary file in the same folder, which is flushed to the disk and
    renamed. A process that is killed leaves the old file, and perhaps a hidden one that
    ends in `.part`. A symbolic link is followed, and stays. A file that is replaced hands
    on its permissions, and its owner where the system allows it. Devices and pipes are
    written to as they are.

    Args:
        path: where to.
        data: what.
        replace: whether a file that is there may be replaced.

    Raises:
        FileExistsError: the file is there and `replace` is false.
        OSError: the folder cannot be written to, or the disk is full; the old file is
            there as it was.
    """
    target = Path(os.path.realpath(path))
    try:
        old = target.stat()
    except OSError:
        old = None
    try:
        if old is not None and not stat.S_ISREG(old.st_mode):
            with target.open("wb") as file:
                file.write(data)
            return
        if old is not None and not replace:
            raise FileExistsError(errno.EEXIST, "it is there already")
        _write_beside(target, data, old, replace)
    except OSError as error:
        # The name that was asked for, not that of the temporary file, or none.
        raise type(error)(error.errno, error.strerror, str(path)) from None


def _write_beside(target: Path, data: bytes, old: os.stat_result | None, replace: bool) -> None:
    temporary = str(target.with_name(f".{target.name[:100]}.{os.urandom(6).hex()}.part"))
    # Exclusive, and for nobody else's eyes until it has the permissions of the old file.
    mode = 0o666 if old is None else 0o600
    try:
        # Within the block: Ctrl-C may come between any two steps.
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if old is not None:
            _hand_on(temporary, old)
        if replace:
            os.replace(temporary, target)  # noqa: PTH105  the atomic one
        else:
            _create(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def put_in_place(temporary: Path, path: Path) -> None:
    """Rename a file that was written beside another to its name, as `write_atomically` does.

    It is flushed to the disk before. A symbolic link is followed, and a file that is
    replaced hands on its permissions.

    Raises:
        OSError: the file cannot be renamed; both are there as they were.
    """
    target = Path(os.path.realpath(path))
    with temporary.open("r+b") as file:
        os.fsync(file.fileno())
    if target.exists():
        _hand_on(str(temporary), target.stat())
    temporary.replace(target)


def _hand_on(temporary: str, old: os.stat_result) -> None:
    """Owner and permissions of the file that is about to be replaced."""
    if hasattr(os, "chown"):
        new = Path(temporary).stat()
        if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
            with contextlib.suppress(OSError):  # only the administrator may
                os.chown(temporary, old.st_uid, old.st_gid)
    Path(temporary).chmod(stat.S_IMODE(old.st_mode))


def _create(temporary: str, target: Path) -> None:
    """Rename to a name that must be free, even if somebody takes it this moment."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links.
        if target.exists():
            raise FileExistsError(errno.EEXIST, "it is there already") from None
        os.replace(temporary, target)  # noqa: PTH105
        return
    Path(temporary).unlink()


def verify_with_biplist(data: bytes, value: Any) -> None:
    """Read a binary property list back with a second implementation, and compare.

    Raises:
        ShortcutError: biplist reads something else, or nothing.
    """
    import biplist

    from shortcuts_py.plist.compare import difference

    try:
        found = _plain(biplist.readPlistFromString(data))
    except Exception as error:
        raise ShortcutError(f"biplist cannot read what was written: {error}") from None
    where = difference(value, found)
    if where is not None:
        raise ShortcutError(f"biplist reads something else than was written: {where}")


def _plain(value: Any) -> Any:
    """Biplist's own types as plistlib's: it has classes for data and UIDs."""
    import biplist

    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, biplist.Data):
        return bytes(value)
    if isinstance(value, biplist.Uid):
        from plistlib import UID

        return UID(int(value.integer))
    return value
