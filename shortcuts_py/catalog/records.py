"""Definitions as JSON records, and back.

A record leaves out what has its default value. Sources are numbers into the table at
the head of their file; a parameter whose sources are those of its action names none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from shortcuts_py.catalog.model import (
    ActionDefinition,
    Disagreement,
    ParameterDefinition,
    Provenance,
)
from shortcuts_py.catalog.types import write_type
from shortcuts_py.errors import DecodeError

__all__ = ["SourceTable", "read_action", "write_action"]

_APART = {"sources", "origins", "disagreements", "parameters", "type", "output", "identifier",
          "key"}  # fmt: skip


class SourceTable:
    """Numbers for sources, in the order in which they come up."""

    def __init__(self) -> None:
        self.numbers: dict[Provenance, int] = {}

    def number(self, source: Provenance) -> int:
        """The number of a source; a new one if it has none yet."""
        return self.numbers.setdefault(source, len(self.numbers))

    def written(self) -> list[dict[str, Any]]:
        """The table as it stands at the head of a file."""
        return [source.model_dump(exclude_defaults=True) for source in self.numbers]


def write_action(action: ActionDefinition, table: SourceTable) -> dict[str, Any]:
    """The record of an action, without its identifier."""
    record = _write(action, table)
    if action.output is not None:
        record["output"] = write_type(action.output)
    parameters = {}
    for key, parameter in action.parameters.items():
        written = _write(parameter, table)
        if (
            parameter.type.kind != "unknown"
            or len(parameter.type.model_dump(exclude_none=True)) > 1
        ):
            written = {"type": write_type(parameter.type), **written}
        if written.get("sources") == record.get("sources"):
            del written["sources"]
        parameters[key] = written
    if parameters:
        record["parameters"] = parameters
    sources = record.pop("sources")
    return {**record, "sources": sources}


def _write(item: ActionDefinition | ParameterDefinition, table: SourceTable) -> dict[str, Any]:
    record = item.model_dump(exclude_defaults=True, exclude=_APART, mode="json")
    record["sources"] = [table.number(source) for source in item.sources]
    if item.origins:
        record["origins"] = {name: table.number(found) for name, found in item.origins.items()}
    if item.disagreements:
        record["disagreements"] = [
            [entry.field, entry.value, table.number(entry.source)] for entry in item.disagreements
        ]
    return record


def read_table(written: object, file: str) -> list[Provenance]:
    """The sources at the head of a file.

    Raises:
        DecodeError: it is no such table.
    """
    if not isinstance(written, list):
        raise DecodeError(f"{file}: sources: a list is expected")
    try:
        return [Provenance.model_validate(entry) for entry in written]
    except ValidationError as error:
        raise DecodeError(f"{file}: sources: {_words(error)}") from error


def read_action(
    identifier: str, record: Mapping[str, Any], table: Sequence[Provenance], file: str
) -> ActionDefinition:
    """The definition in a record.

    Raises:
        DecodeError: the record is damaged; the message names file, action and field.
    """
    try:
        fields = _read(record, table)
        fields["identifier"] = identifier
        sources = fields["sources"]
        parameters = {}
        for key, entry in record.get("parameters", {}).items():
            found = _read(entry, table)
            found["key"] = key
            if "sources" not in entry:
                found["sources"] = sources
            parameters[key] = found
        fields["parameters"] = parameters
        return ActionDefinition.model_validate(fields)
    except ValidationError as error:
        raise DecodeError(f"{file}: {identifier}: {_words(error)}") from error
    except (TypeError, ValueError, LookupError, AttributeError) as error:
        raise DecodeError(f"{file}: {identifier}: {type(error).__name__} {error}") from error


def _read(record: Mapping[str, Any], table: Sequence[Provenance]) -> dict[str, Any]:
    fields = dict(record)
    fields["sources"] = tuple([table[number] for number in record.get("sources", ())])
    if "origins" in fields:
        fields["origins"] = {name: table[number] for name, number in fields["origins"].items()}
    if "disagreements" in fields:
        fields["disagreements"] = tuple(
            Disagreement(field=name, value=value, source=table[number])
            for name, value, number in fields["disagreements"]
        )
    return fields


def _words(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"
