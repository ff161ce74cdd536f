"""Shared shortcuts: links in the place of files."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from shortcuts_py.commands.inputs import STREAM, Job
from shortcuts_py.commands.report import Outcome
from shortcuts_py.errors import ShortcutError

__all__ = ["fetch_all"]


def _file_name(name: str | None, link: str) -> str:
    """A safe name for a file, made of letters, digits, blanks and dashes of a shortcut's name."""
    kept = re.sub(r"[^\w \-]+", " ", name or "").strip()
    return kept[:80] or link.rstrip("/").rpartition("/")[2][:40] or "shortcut"


def fetch_all(
    links: list[str],
    output: Path | None,
    to_stdout: bool,
    convert: Callable[..., Outcome],
) -> list[Outcome]:
    """Fetch shared shortcuts and convert each; the network is asked for them only."""
    from shortcuts_py.icloud import fetch_many

    outcomes: list[Outcome] = []
    taken: set[Path] = set()
    for link, found in fetch_many(links):
        if isinstance(found, ShortcutError):
            outcomes.append(Outcome(link, None, False, f"{link}: {found}", {"error": str(found)}))
            continue
        folder = output if output is not None and (len(links) > 1 or output.is_dir()) else None
        target: Path | None
        if to_stdout or output == STREAM:
            target = None
        elif output is not None and folder is None:
            target = output
        else:
            name = _file_name(found.name, link)
            target = (folder or Path()) / f"{name}.py"
            if target in taken:
                target = target.with_name(f"{name} {found.record_id}.py")
            taken.add(target)
        outcome = convert(Job(Path(link), target), data=found.data)
        # A path folds the slashes of a link.
        message = outcome.message.replace(str(Path(link)), link)
        outcomes.append(outcome._replace(file=link, message=message))
    return outcomes
