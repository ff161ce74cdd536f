"""The record of a shortcut."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, NamedTuple

from shortcuts_py.catalog import load
from shortcuts_py.catalog.documentation import describe
from shortcuts_py.dataset.digests import content_digest, digest_up_to_ids
from shortcuts_py.dataset.filters import FILTERS, first_reason
from shortcuts_py.dataset.statistics import count
from shortcuts_py.dialects import decompile_workflow
from shortcuts_py.errors import DecodeError, ShortcutError
from shortcuts_py.language.features import ERAS
from shortcuts_py.limits import Limits, bounded, current_limits
from shortcuts_py.plist.read import sniff
from shortcuts_py.storage import loads
from shortcuts_py.workflow.actions import Action
from shortcuts_py.workflow.document import Workflow

__all__ = ["FORMAT", "KEYS", "Made", "Options", "make", "make_record", "read_source"]

FORMAT = 1
"""Version of the records' layout."""

KEYS = (
    "format",
    "id",
    "id_up_to_ids",
    "source",
    "name",
    "code",
    "ast",
    "actions",
    "documentation",
    "statistics",
    "facts",
)
"""Keys of every record; hooks add theirs behind."""


class Options(NamedTuple):
    """What a record holds and which shortcuts get one.

    Attributes:
        dialects: dialects that the code is written in.
        filters: names of the filters that are on.
        documentation: whether the documentation of the actions is in the record.
        ast: whether the JSON tree is in the record.
        limits: bounds on a file; None for the current ones.
    """

    dialects: tuple[str, ...] = ("native",)
    filters: frozenset[str] = frozenset(FILTERS)
    documentation: bool = True
    ast: bool = True
    limits: Limits | None = None


class Made(NamedTuple):
    """What came of one file.

    Attributes:
        reason: the filter that left it out; None where there is a record.
        record: the record.
    """

    reason: str | None
    record: dict[str, Any] | None = None


def read_source(path: Path, limits: Limits | None = None) -> tuple[bytes, str]:
    """The bytes of a file and their digest, by which a record says what it was made of.

    Raises:
        OSError: the file cannot be read.
        DecodeError: it is larger than the limit.
    """
    limits = limits or current_limits()
    with path.open("rb") as file:
        data = file.read(limits.file_size + 1)
    if len(data) > limits.file_size:
        raise DecodeError(f"more than the limit of {limits.file_size} bytes")
    return data, hashlib.sha256(data).hexdigest()[:32]


def make(path: Path, options: Options) -> Made:
    """Make the record of a file; runs in a worker process.

    Raises:
        ShortcutError: it is no shortcut, or cannot be said in a dialect or in JSON.
        OSError: the file cannot be read.
    """
    with bounded(options.limits):
        return _make(path, options)


def _make(path: Path, options: Options) -> Made:
    data, source = read_source(path)
    workflow = loads(data)
    reason = first_reason(workflow, options.filters)
    if reason is not None:
        return Made(reason)
    record = make_record(workflow, options, name=path.stem)
    record["source"] = source
    record["facts"] = {"format": sniff(data), **record["facts"]}
    record["facts"]["signed"] = record["facts"]["format"] == "signed"
    return Made(None, record)


def make_record(
    workflow: Workflow, options: Options | None = None, *, name: str | None = None
) -> dict[str, Any]:
    """The record of a workflow.

    Args:
        workflow: the workflow.
        options: what the record holds; None for everything.
        name: its name where the file does not say one.

    Returns:
        A dictionary of JSON values with `KEYS`; `source` is None. See docs/datasets.md.

    Raises:
        ShortcutError: a dialect or JSON cannot say it.
    """
    options = options or Options()
    identifiers = [one.identifier if type(one) is Action else "" for one in workflow.flat()]
    code: dict[str, str] = {}
    for dialect in options.dialects:
        try:
            code[dialect] = decompile_workflow(workflow, dialect)
        except ShortcutError as error:
            raise ShortcutError(f"dialect {dialect}: {error}") from error
    plist = workflow.to_plist()
    return {
        "format": FORMAT,
        "id": content_digest(plist),
        "id_up_to_ids": digest_up_to_ids(plist),
        "source": None,
        "name": workflow.name or name,
        "code": code,
        "ast": workflow.model_dump() if options.ast else None,
        "actions": identifiers,
        "documentation": _documentation(identifiers) if options.documentation else None,
        "statistics": count(workflow),
        "facts": _facts(workflow),
    }


def _documentation(identifiers: list[str]) -> list[dict[str, Any]]:
    """What the catalogue says of each action, once, in the order of first use."""
    catalog = load()
    return [describe(catalog[one]) for one in dict.fromkeys(identifiers) if one in catalog]


def _facts(workflow: Workflow) -> dict[str, Any]:
    """What the root says about when and by what the file was written."""
    missing = {one for one in ERAS["workflow"] if getattr(workflow, one) is None}
    eras = [era for era, absent in ERAS.items() if missing >= set(absent)]
    return {
        "client_version": workflow.client_version,
        "minimum_client_version": workflow.minimum_client_version,
        "era": max(eras, key=lambda era: len(ERAS[era])),
        "import_questions": len(workflow.import_questions or ()),
        "surfaces": [one for one in workflow.types or () if type(one) is str],
    }
